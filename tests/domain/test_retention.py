"""How long records are kept: the arithmetic of the Civil Code (Arts. 140, 143), the fiscal year, and what blocks."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseman.domain.retention import (
    Happened,
    Keep,
    KeepEvent,
    KeepUnit,
    Kept,
    RecordKind,
    Standing,
    blocks,
    held_by_others,
    kept_until,
    mentions,
)
from caseman.text import Language

_ARRIVED = date(2026, 11, 20)
_CLOSED = date(2026, 11, 26)
_DAYS = st.dates(date(2000, 1, 1), date(2090, 12, 31))

_TABLE = [
    # event, amount, unit, after the fiscal year, kept through
    (KeepEvent.CLOSED, 0, "days", False, date(2026, 11, 26)),
    (KeepEvent.CLOSED, 90, "days", False, date(2027, 2, 24)),
    (KeepEvent.CLOSED, 3, "years", False, date(2029, 11, 26)),
    (KeepEvent.CLOSED, 1, "months", False, date(2026, 12, 26)),
    (KeepEvent.ARRIVED, 1, "years", False, date(2027, 11, 20)),
    (KeepEvent.IDENTITY_CHECKED, 30, "days", False, date(2026, 12, 23)),
    (KeepEvent.DECIDED, 6, "months", False, date(2027, 5, 24)),
    (KeepEvent.DISPATCHED, 6, "months", False, date(2027, 5, 25)),
    (KeepEvent.DELIVERED, 6, "months", False, date(2027, 5, 26)),  # never delivered: from the closing
    (KeepEvent.LAST_EVENT, 1, "years", False, date(2027, 11, 26)),
    (KeepEvent.BOOKED, 7, "years", True, date(2034, 3, 31)),
]


def _happened(**changed: date | None) -> Happened:
    values: dict[str, date | None] = {
        "identity_checked": date(2026, 11, 23),
        "decided": date(2026, 11, 24),
        "dispatched": date(2026, 11, 25),
        "closed": _CLOSED,
        "booked": date(2026, 11, 18),
    }
    return Happened(_ARRIVED, **(values | changed))


@pytest.mark.parametrize(("event", "amount", "unit", "fiscal", "until"), _TABLE)
def test_each_event_and_unit_has_its_last_day(
    event: KeepEvent, amount: int, unit: KeepUnit, fiscal: bool, until: date
) -> None:
    kept = kept_until(Keep(event, amount, unit, fiscal), _happened())
    assert kept is not None
    assert kept.until == until
    assert not kept.over(until)
    assert kept.over(until + timedelta(days=1))
    for language in Language:
        assert all("{" not in step.say(language) for step in kept.steps)


@pytest.mark.parametrize(
    ("closed", "amount", "unit", "until"),
    [
        (date(2028, 2, 29), 1, "years", date(2029, 2, 28)),
        (date(2028, 2, 29), 4, "years", date(2032, 2, 29)),
        (date(2026, 8, 31), 6, "months", date(2027, 2, 28)),
    ],
)
def test_a_day_without_a_corresponding_one_ends_with_the_month(
    closed: date, amount: int, unit: KeepUnit, until: date
) -> None:
    kept = kept_until(Keep(KeepEvent.CLOSED, amount, unit), _happened(closed=closed))
    assert kept is not None
    assert kept.until == until


@pytest.mark.parametrize(
    ("paid", "end", "until"),
    [
        (date(2026, 3, 31), (3, 31), date(2033, 3, 31)),
        (date(2026, 4, 1), (3, 31), date(2034, 3, 31)),
        (date(2026, 12, 31), (12, 31), date(2033, 12, 31)),
        (date(2027, 3, 1), (2, 29), date(2035, 2, 28)),  # the year ends in February, leap or not
    ],
)
def test_the_fiscal_year_ends_before_the_years_count(paid: date, end: tuple[int, int], until: date) -> None:
    kept = kept_until(Keep(KeepEvent.BOOKED, 7, "years", after_fiscal_year=True), _happened(booked=paid), end)
    assert kept is not None
    assert kept.until == until


def test_what_restarts_a_case_restarts_the_time() -> None:
    keep = Keep(KeepEvent.IDENTITY_CHECKED, 30, "days")
    again = date(2026, 12, 20)
    kept = kept_until(keep, _happened(restarted=again))
    assert kept is not None
    assert kept.until == again + timedelta(days=30)
    before = kept_until(keep, _happened(restarted=_ARRIVED))
    assert before is not None
    assert before.until == date(2026, 12, 23)


@pytest.mark.parametrize("event", [KeepEvent.CLOSED, KeepEvent.DELIVERED, KeepEvent.LAST_EVENT])
def test_an_open_case_has_no_end_yet(event: KeepEvent) -> None:
    assert kept_until(Keep(event, 1, "years"), _happened(closed=None)) is None


def test_personal_fields_stay_as_long_as_what_names_the_person() -> None:
    own = Kept(date(2029, 1, 1), ())
    longer = Kept(date(2031, 1, 1), ())
    held = held_by_others(own, {RecordKind.LETTERS: longer, RecordKind.SCANS: Kept(date(2027, 1, 1), ())})
    assert held is not None
    assert held.until == longer.until
    assert held.steps
    assert held_by_others(own, {RecordKind.LETTERS: None}) is None
    assert held_by_others(own, {}) == own


_BLOCKED = [
    (RecordKind.IDENTITY_COPIES, Standing(held=True), 1),
    (RecordKind.IDENTITY_COPIES, Standing(closed=False), 0),
    (RecordKind.IDENTITY_COPIES, Standing(closed=False, correction_open=True), 1),
    (RecordKind.IDENTITY_COPIES, Standing(closed=False, identity_confirmed=False), 1),
    (RecordKind.IDENTITY_COPIES, Standing(identity_confirmed=False), 0),
    (RecordKind.SCANS, Standing(closed=False), 1),
    (RecordKind.LETTERS, Standing(closed=False, held=True), 2),
    (RecordKind.LETTERS, Standing(papers_here=2), 0),
    (RecordKind.PERSONAL, Standing(papers_here=2), 1),
    (RecordKind.PERSONAL, Standing(overpaid=True), 1),
    (RecordKind.PERSONAL, Standing(undelivered=1), 0),
    (RecordKind.PERSONAL, Standing(), 0),
]


@pytest.mark.parametrize(("kind", "standing", "count"), _BLOCKED)
def test_what_stands_against_disposal(kind: RecordKind, standing: Standing, count: int) -> None:
    assert len(blocks(kind, standing)) == count


def test_a_missing_proof_of_delivery_is_mentioned_and_blocks_nothing() -> None:
    assert mentions(RecordKind.LETTERS, Standing(undelivered=1))
    assert mentions(RecordKind.SCANS, Standing(undelivered=1)) == ()


@given(
    kind=st.sampled_from(list(RecordKind)),
    closed=st.booleans(),
    papers=st.integers(0, 3),
    overpaid=st.booleans(),
)
def test_a_hold_blocks_every_kind_whatever_else_is_true(
    kind: RecordKind, closed: bool, papers: int, overpaid: bool
) -> None:
    assert blocks(kind, Standing(held=True, closed=closed, papers_here=papers, overpaid=overpaid))


@given(
    day=_DAYS,
    amount=st.integers(0, 100),
    unit=st.sampled_from(["days", "months", "years"]),
    fiscal=st.booleans(),
    end=st.tuples(st.integers(1, 12), st.integers(1, 31)),
    later=st.integers(0, 1000),
)
def test_keeping_never_ends_before_its_event_and_a_later_event_never_ends_it_sooner(
    day: date, amount: int, unit: KeepUnit, fiscal: bool, end: tuple[int, int], later: int
) -> None:
    keep = Keep(KeepEvent.CLOSED, amount, unit, fiscal)
    first = kept_until(keep, Happened(day, closed=day), end)
    second = kept_until(keep, Happened(day, closed=day + timedelta(days=later)), end)
    restarted = kept_until(keep, Happened(day, closed=day, restarted=day + timedelta(days=later)), end)
    assert first is not None
    assert second is not None
    assert restarted is not None
    assert day <= first.until <= second.until == restarted.until


def test_labels_are_distinct() -> None:
    assert len({kind.label.template for kind in RecordKind}) == len(RecordKind)
    assert len({event.label.template for event in KeepEvent}) == len(KeepEvent)
