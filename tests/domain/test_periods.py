"""Periods: what belongs to them, what comes before, and which are refused."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseman.domain.periods import Period, PeriodKind, check_period, period_at
from caseman.errors import InputError

_DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))
_BEGINS = st.integers(1, 12)
_TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("kind", "day", "begins", "first", "last"),
    [
        (PeriodKind.MONTH, date(2028, 2, 29), 4, date(2028, 2, 1), date(2028, 2, 29)),
        (PeriodKind.QUARTER, date(2026, 11, 24), 4, date(2026, 10, 1), date(2026, 12, 31)),
        (PeriodKind.QUARTER, date(2027, 1, 1), 3, date(2026, 12, 1), date(2027, 2, 28)),
        (PeriodKind.YEAR, date(2026, 3, 31), 4, date(2025, 4, 1), date(2026, 3, 31)),
        (PeriodKind.YEAR, date(2026, 4, 1), 4, date(2026, 4, 1), date(2027, 3, 31)),
        (PeriodKind.YEAR, date(2026, 4, 1), 10, date(2025, 10, 1), date(2026, 9, 30)),
        (PeriodKind.CALENDAR_YEAR, date(2026, 4, 1), 10, date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_the_customary_periods(kind: PeriodKind, day: date, begins: int, first: date, last: date) -> None:
    assert period_at(kind, day, begins) == Period(first, last)


@given(_DAYS, st.sampled_from(PeriodKind), _BEGINS)
def test_a_day_lies_in_its_period_and_the_one_before_ends_the_day_before(
    day: date, kind: PeriodKind, begins: int
) -> None:
    period = period_at(kind, day, begins)
    assert day in period
    assert period.months == kind.months
    assert period.before() == period_at(kind, period.first - timedelta(days=1), begins)
    assert period.kind(begins) is not None


@given(_DAYS, st.integers(0, 1200), st.sampled_from(PeriodKind), _BEGINS)
def test_parts_follow_each_other_without_a_gap(first: date, days: int, kind: PeriodKind, begins: int) -> None:
    period = Period(first, first + timedelta(days=days))
    parts = period.parts(kind, begins)
    assert (parts[0].first, parts[-1].last) == (period.first, period.last)
    for part, following in pairwise(parts):
        assert following.first - part.last == timedelta(days=1)
        assert period_at(kind, part.first, begins).last == part.last


@given(_DAYS, st.integers(0, 1200))
def test_the_period_before_a_free_one_is_as_long(first: date, days: int) -> None:
    period = Period(first, first + timedelta(days=days))
    before = period.before()
    assert period.first - before.last == timedelta(days=1)
    if period.months is None:
        assert before.last - before.first == period.last - period.first
    else:
        assert before.months == period.months


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        (date(2026, 11, 25), date(2026, 12, 31), "period-future"),
        (date(1949, 12, 31), date(1950, 12, 31), "period-early"),
        (date(1990, 1, 1), date(2020, 1, 1), "period-long"),
    ],
)
def test_periods_that_cannot_be_counted_are_refused(first: date, last: date, code: str) -> None:
    with pytest.raises(InputError) as refused:
        check_period(Period(first, last), _TODAY)
    assert refused.value.code == code
    assert "{" not in str(refused.value)


def test_a_period_that_has_begun_or_is_thirty_years_is_counted() -> None:
    check_period(Period(_TODAY, date(2027, 3, 31)), _TODAY)
    check_period(Period(date(1990, 1, 1), date(2019, 12, 31)), _TODAY)


def test_a_period_that_ends_before_it_begins_is_none() -> None:
    with pytest.raises(InputError) as refused:
        Period(date(2026, 4, 2), date(2026, 4, 1))
    assert (refused.value.code, refused.value.field) == ("period-reversed", "last")
