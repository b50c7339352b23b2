"""The trail: every edit, deletion and change of order behind the program's back shows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caseman.domain.lifecycle import Step
from caseman.domain.permissions import Permission
from caseman.services.desk import Desk
from caseman.storage import audit
from tests.services.walking import START, Walk, raw


def _verdict(desk: Desk) -> audit.Verdict:
    with desk.reading() as session:
        return audit.verify(session.connection(), desk.file.chain_key)


def _append(desk: Desk, action: str = "noted", *, at: datetime = START, **details: object) -> str:
    with desk.file.engine.begin() as connection:
        return audit.append(connection, desk.file.chain_key, at, "staff", action, None, details)


@pytest.fixture
def walked(walk: Walk) -> Desk:
    """1 file made, 2 envelope, 3 case, 4 identity, 5 payment, 6 acceptance."""
    walk.to(Step.DATE)
    return walk.desk


def test_an_untouched_trail_holds(walked: Desk) -> None:
    verdict = _verdict(walked)
    assert (verdict.entries, verdict.broken_at) == (6, None)
    assert verdict.head == walked.anchor()
    number, code = verdict.head.split("-")
    assert number == "6"
    assert len(code) == 20
    assert set(code) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")


@pytest.mark.parametrize(
    ("change", "shows_at"),
    [
        ("UPDATE audit SET staff = 'somebody else' WHERE number = 3", 3),
        ("UPDATE audit SET action = 'case_closed' WHERE number = 3", 3),
        ("UPDATE audit SET at = '2026-11-23T01:00:00.000Z' WHERE number = 4", 4),
        ("UPDATE audit SET case_id = NULL WHERE number = 3", 3),
        ("UPDATE audit SET case_id = 1 WHERE number = 2", 2),
        ("UPDATE audit SET details = '{}' WHERE number = 5", 5),
        ("UPDATE audit SET details = replace(details, '5250', '5251') WHERE number = 5", 5),
        ("UPDATE audit SET salt = zeroblob(16) WHERE number = 5", 5),
        ("UPDATE audit SET seal = zeroblob(32) WHERE number = 5", 5),
        ("UPDATE audit SET mac = zeroblob(32) WHERE number = 6", 6),
        ("UPDATE audit SET staff = 'x' WHERE number = 1", 1),
        ("UPDATE audit SET number = 7 WHERE number = 6", 7),
        ("DELETE FROM audit WHERE number = 1", 2),
        ("DELETE FROM audit WHERE number = 4", 5),
        ("DELETE FROM audit WHERE number BETWEEN 2 AND 4", 5),
    ],
)
def test_each_change_behind_the_program_s_back_shows(walked: Desk, change: str, shows_at: int) -> None:
    raw(walked, change)
    assert _verdict(walked).broken_at == shows_at


def test_a_change_of_order_shows(walked: Desk) -> None:
    raw(walked, "UPDATE audit SET number = 99 WHERE number = 3")
    raw(walked, "UPDATE audit SET number = 3 WHERE number = 4")
    raw(walked, "UPDATE audit SET number = 4 WHERE number = 99")
    assert _verdict(walked).broken_at == 3


def test_closing_the_gap_after_a_deletion_shows_all_the_same(walked: Desk) -> None:
    raw(walked, "DELETE FROM audit WHERE number = 4")
    raw(walked, "UPDATE audit SET number = number - 1 WHERE number > 4")
    assert _verdict(walked).broken_at == 4


def test_an_entry_that_another_key_wrote_shows(walked: Desk) -> None:
    with walked.file.engine.begin() as connection:
        audit.append(connection, b"k" * 32, START, "staff", "case_closed", None, {})
    assert _verdict(walked).broken_at == 7


def test_an_entry_copied_to_another_place_shows(walked: Desk) -> None:
    raw(
        walked,
        "INSERT INTO audit SELECT 7, at, staff, action, case_id, details, salt, seal, mac, sealed "
        "FROM audit WHERE number = 4",
    )
    assert _verdict(walked).broken_at == 7


def test_a_cut_tail_holds_in_itself_but_not_against_a_printed_head(walked: Desk) -> None:
    printed = walked.anchor()
    raw(walked, "DELETE FROM audit WHERE number > 4")
    verdict = _verdict(walked)
    assert verdict.broken_at is None
    assert verdict.head != printed
    assert int(verdict.head.split("-")[0]) < int(printed.split("-")[0])


def test_a_tail_cut_and_grown_again_has_another_head(walked: Desk) -> None:
    printed = walked.anchor()
    raw(walked, "DELETE FROM audit WHERE number = 6")
    regrown = _append(walked)
    assert _verdict(walked).broken_at is None
    assert regrown.split("-")[0] == printed.split("-")[0]
    assert regrown != printed


def test_an_empty_trail_has_the_head_zero(desk: Desk) -> None:
    raw(desk, "DELETE FROM audit")
    assert _verdict(desk) == audit.Verdict(0, "0", None)


def test_the_same_entry_twice_has_two_macs(desk: Desk) -> None:
    first, second = _append(desk), _append(desk)
    assert first.split("-")[1] != second.split("-")[1]


def test_a_clock_that_jumps_back_does_not_break_the_trail(desk: Desk) -> None:
    _append(desk, at=START + timedelta(days=30))
    _append(desk, at=START - timedelta(days=30))
    assert _verdict(desk).broken_at is None


def test_instants_of_any_zone_and_precision_hold(desk: Desk) -> None:
    tokyo = timezone(timedelta(hours=9))
    _append(desk, at=datetime(2026, 11, 24, 10, 0, 0, 123456, tzinfo=tokyo))
    _append(desk, at=datetime(2026, 11, 24, 1, 0, 0, 999999, tzinfo=UTC))
    assert _verdict(desk).broken_at is None


@given(st.lists(st.dictionaries(st.text(max_size=5), st.text(max_size=20) | st.integers() | st.none()), max_size=4))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_the_details_hold_the_trail_holds(desk: Desk, entries: list[dict[str, object]]) -> None:
    for details in entries:
        with desk.file.engine.begin() as connection:
            audit.append(connection, desk.file.chain_key, START, "職員", "noted", None, details)
    assert _verdict(desk).broken_at is None


@pytest.mark.parametrize("step", [Step.CLOSE])
def test_the_whole_walk_leaves_a_trail_that_holds(walk: Walk, step: Step) -> None:
    walk.to(step)
    assert _verdict(walk.desk).broken_at is None


def test_a_failed_transaction_leaves_no_entry(desk: Desk) -> None:
    before = desk.anchor()

    def failing() -> None:
        with desk.work(Permission.OPEN_CASE) as work:
            work.note("noted")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        failing()
    assert desk.anchor() == before
