"""The pause after wrong guesses."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseman.security.waiting import Guesses

NOON = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)


def failed(times: int) -> Guesses:
    guesses = Guesses()
    for _ in range(times):
        guesses = guesses.after_failure(NOON)
    return guesses


@pytest.mark.parametrize(
    ("failures", "seconds"),
    [(0, 0), (1, 1), (2, 2), (3, 4), (4, 8), (5, 16), (6, 32), (7, 60), (8, 60), (100_000, 60)],
)
def test_the_wait_doubles_up_to_a_minute(failures: int, seconds: int) -> None:
    last = NOON if failures else None
    assert Guesses(failures, last).wait_seconds(NOON) == seconds


@pytest.mark.parametrize(("later", "seconds"), [(0, 8), (3, 5), (7.5, 0.5), (8, 0), (3600, 0), (-1, 8), (-86400, 8)])
def test_the_wait_runs_down_and_a_clock_set_back_does_not_lengthen_it(later: float, seconds: float) -> None:
    assert failed(4).wait_seconds(NOON + timedelta(seconds=later)) == seconds


def test_a_failure_makes_a_new_value() -> None:
    first = Guesses()
    second = first.after_failure(NOON)
    assert (first, second) == (Guesses(0, None), Guesses(1, NOON))


@given(st.integers(1, 10_000), st.floats(-1e6, 1e6))
def test_the_wait_is_never_negative_nor_longer_than_a_minute(failures: int, later: float) -> None:
    assert 0 <= Guesses(failures, NOON).wait_seconds(NOON + timedelta(seconds=later)) <= 60
