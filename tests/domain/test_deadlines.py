"""The date by which to answer: every clock, pause, extension and first day of suit by example."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Literal

import pytest

from caseman.domain.deadlines import Defect, Events, Extension, Policy
from caseman.errors import RuleError
from tests.domain.sample_clocks import ARRIVED, MONTH, TEN, THIRTY, derived, due_by, extended, said


@pytest.mark.parametrize(
    ("policy", "arrived", "due"),
    [
        # Civil Code 140: the day of arrival is not counted, unless the office counts it.
        (Policy(1, "business_days"), date(2026, 11, 24), date(2026, 11, 25)),
        (Policy(1, "calendar_days"), date(2026, 11, 24), date(2026, 11, 25)),
        (Policy(2, "weeks"), date(2026, 11, 24), date(2026, 12, 8)),
        (Policy(30, "calendar_days"), date(2026, 11, 24), date(2026, 12, 24)),
        (Policy(1, "business_days", first_day_counts=True), date(2026, 11, 24), date(2026, 11, 24)),
        (Policy(1, "business_days", first_day_counts=True), date(2026, 11, 21), date(2026, 11, 24)),
        (Policy(30, "calendar_days", first_day_counts=True), date(2026, 11, 24), date(2026, 12, 23)),
        (Policy(2, "weeks", first_day_counts=True), date(2026, 11, 24), date(2026, 12, 7)),
        (Policy(1, "months", first_day_counts=True), date(2026, 11, 24), date(2026, 12, 23)),
        (Policy(1, "months", first_day_counts=True), date(2028, 1, 31), date(2028, 2, 29)),
        (Policy(1, "months", first_day_counts=True), date(2026, 9, 1), date(2026, 9, 30)),
        # Weekends, Golden Week, the year's end.
        (Policy(1, "business_days"), date(2026, 11, 20), date(2026, 11, 24)),
        (Policy(3, "business_days"), date(2026, 4, 30), date(2026, 5, 8)),
        (Policy(10, "business_days"), date(2026, 12, 24), date(2027, 1, 14)),
        (Policy(1, "business_days"), date(2026, 12, 31), date(2027, 1, 4)),
        # Months: the corresponding day, else the month's last; 29 February.
        (Policy(12, "months"), date(2028, 2, 29), date(2029, 2, 28)),
        (Policy(48, "months"), date(2024, 2, 29), date(2028, 2, 29)),
        (Policy(1, "months"), date(2026, 9, 4), date(2026, 10, 5)),  # 4 October is a Sunday
        (Policy(1, "months"), date(2027, 1, 31), date(2027, 3, 1)),  # 28 February is a Sunday
        (Policy(1, "months"), date(2026, 3, 31), date(2026, 4, 30)),
        (Policy(1, "months"), date(2026, 12, 15), date(2027, 1, 15)),
        # Civil Code 142: a closed last day moves to the next open one.
        (MONTH, date(2026, 9, 3), date(2026, 10, 5)),
        (MONTH, date(2026, 4, 3), date(2026, 5, 7)),
        (Policy(7, "calendar_days"), date(2026, 12, 22), date(2027, 1, 4)),
        (Policy(4, "calendar_days"), date(2026, 11, 24), date(2026, 11, 30)),
    ],
)
def test_periods_from_the_arrival(policy: Policy, arrived: date, due: date) -> None:
    assert due_by(policy, Events(arrived)) == due


@pytest.mark.parametrize(
    ("clock", "due"),
    [
        ("reset", date(2026, 11, 30)),  # ten open days after the cure on 13 November
        ("pause", date(2026, 11, 27)),  # nine open days, 2 to 13 November, are put on to 13 November
        ("none", date(2026, 11, 13)),
    ],
)
def test_what_a_mended_deficiency_does_to_each_clock(clock: Literal["reset", "pause", "none"], due: date) -> None:
    policy = replace(TEN, clock=clock)
    events = Events(date(2026, 10, 29), defects=(Defect(date(2026, 10, 30), date(2026, 11, 13)),))
    assert due_by(policy, events) == due


@pytest.mark.parametrize(
    ("accepted", "due"),
    [
        (None, date(2026, 11, 25)),
        (date(2026, 11, 5), date(2026, 11, 25)),  # accepted too early: the papers came on the 10th
        (date(2026, 11, 12), date(2026, 11, 27)),  # the fee came later than the papers
    ],
)
@pytest.mark.parametrize("counted_from", ["arrival", "acceptance"])
def test_a_reset_counts_from_the_day_all_was_complete(
    counted_from: Literal["arrival", "acceptance"], accepted: date | None, due: date
) -> None:
    events = Events(ARRIVED, accepted, (Defect(date(2026, 11, 5), date(2026, 11, 10)),))
    assert due_by(replace(TEN, counted_from=counted_from), events) == due


@pytest.mark.parametrize(("last_counts", "due"), [(False, date(2026, 12, 11)), (True, date(2026, 12, 10))])
def test_the_last_day_of_a_pause_is_a_setting(last_counts: bool, due: date) -> None:
    policy = replace(THIRTY, pause_last_day_counts=last_counts)
    defect = Defect(date(2026, 11, 5), date(2026, 11, 12))  # 6 to 12 November, or to the 11th
    assert due_by(policy, Events(ARRIVED, defects=(defect,))) == due


def test_a_pause_before_the_acceptance_costs_only_what_lies_after_it() -> None:
    policy = Policy(10, "calendar_days", clock="pause")
    asked = Defect(date(2026, 11, 5), date(2026, 11, 12))
    assert due_by(policy, Events(ARRIVED, date(2026, 11, 10), (asked,))) == date(2026, 11, 24)  # 22 is a Sunday
    assert due_by(replace(policy, first_day_counts=True), Events(ARRIVED, date(2026, 11, 10), (asked,))) == (
        date(2026, 11, 24)
    )
    early = replace(asked, cured_on=date(2026, 11, 10))
    assert due_by(policy, Events(ARRIVED, date(2026, 11, 10), (early,))) == date(2026, 11, 20)


def test_a_deficiency_not_mended_yet_does_not_move_the_date() -> None:
    waiting = Events(ARRIVED, defects=(Defect(date(2026, 11, 5)),))
    paused = derived(THIRTY, waiting)
    assert paused.due == date(2026, 12, 4)
    assert (
        "A correction has been awaited since 2026-11-05 (Thu); the days until it comes will not count, and the date "
        "will move by them."
    ) in said(paused)
    reset = derived(TEN, waiting)
    assert reset.due == date(2026, 11, 18)
    assert "A correction has been awaited since 2026-11-05 (Thu); until it comes the date is provisional." in (
        said(reset)
    )


def test_a_second_correction_awaited_after_a_reset_leaves_the_date_provisional() -> None:
    events = Events(ARRIVED, defects=(Defect(ARRIVED, date(2026, 11, 6)), Defect(date(2026, 11, 9))))
    derivation = derived(TEN, events)
    assert derivation.due == date(2026, 11, 20)
    assert said(derivation)[1:3] == [
        "The papers were complete on 2026-11-06 (Fri); the period is counted from there.",
        "A correction has been awaited since 2026-11-09 (Mon); until it comes the date is provisional.",
    ]


def test_a_deficiency_told_after_the_period_does_not_revive_it() -> None:
    late = Defect(date(2026, 12, 5), date(2026, 12, 20))
    derivation = derived(THIRTY, Events(ARRIVED, defects=(late,)))
    assert derivation.due == date(2026, 12, 4)
    assert (
        "The correction asked for on 2026-12-05 (Sat) does not pause the period, which had ended on 2026-12-04 (Fri)."
    ) in said(derivation)


def test_a_deficiency_told_in_the_extended_period_pauses_it() -> None:
    events = Events(
        ARRIVED,
        defects=(Defect(date(2026, 12, 7), date(2026, 12, 9)),),
        extensions=(extended(date(2026, 12, 4), 10),),
    )
    assert due_by(THIRTY, events) == date(2026, 12, 16)


def test_an_extension_may_be_told_in_a_period_that_a_pause_made_longer() -> None:
    paused = Defect(date(2026, 11, 30), date(2026, 12, 7))
    events = Events(ARRIVED, defects=(paused,), extensions=(extended(date(2026, 12, 8), 10),))
    assert due_by(THIRTY, events) == date(2026, 12, 21)
    awaited = replace(events, defects=(Defect(date(2026, 11, 30)),))
    assert due_by(THIRTY, awaited) == date(2026, 12, 14)


def test_a_deficiency_mended_on_the_same_day_costs_nothing() -> None:
    same = Defect(date(2026, 11, 5), date(2026, 11, 5))
    derivation = derived(THIRTY, Events(ARRIVED, defects=(same,)))
    assert derivation.due == date(2026, 12, 4)
    assert "2026-11-05 (Thu) to 2026-11-05 (Thu); no day that counts fell between." in " ".join(said(derivation))


def test_two_deficiencies_told_on_one_day_may_be_entered_in_either_order() -> None:
    same, later = Defect(ARRIVED, ARRIVED), Defect(ARRIVED, date(2026, 11, 9))
    for defects in ((same, later), (later, same)):
        assert due_by(THIRTY, Events(ARRIVED, defects=defects)) == date(2026, 12, 9)


@pytest.mark.parametrize(
    ("accepted", "due", "told"),
    [
        (ARRIVED, date(2026, 11, 18), "It was complete on arrival, and is accepted as of that day."),
        (date(2026, 11, 11), date(2026, 11, 26), "It was complete, and accepted, on 2026-11-11 (Wed)."),
        (None, date(2026, 11, 18), "It is not accepted yet; the date holds if it was complete on arrival."),
    ],
)
def test_the_acceptance_starts_the_period(accepted: date | None, due: date, told: str) -> None:
    derivation = derived(TEN, Events(ARRIVED, accepted))
    assert derivation.due == due
    assert told in said(derivation)


def test_a_period_from_arrival_does_not_wait_for_the_acceptance() -> None:
    assert due_by(THIRTY, Events(ARRIVED, date(2026, 11, 20))) == date(2026, 12, 4)


@pytest.mark.parametrize(
    ("policy", "extension", "due"),
    [
        (THIRTY, extended(date(2026, 12, 4), 30), date(2027, 1, 4)),  # 3 January is closed
        (replace(TEN, extension_max=5, extensions_allowed=1), extended(date(2026, 11, 18), 5), date(2026, 11, 26)),
        (MONTH, extended(date(2026, 11, 20), 2), date(2027, 2, 4)),
        (replace(THIRTY, extension_unit="weeks"), extended(date(2026, 12, 4), 2), date(2026, 12, 18)),
        (replace(THIRTY, extension_unit="months"), extended(date(2026, 12, 4), 1), date(2027, 1, 4)),
        (replace(THIRTY, extension_unit="business_days"), extended(date(2026, 12, 4), 2), date(2026, 12, 8)),
        # 28 November is a Saturday: the period ends on Monday the 30th, and the extension runs from there
        (replace(THIRTY, amount=24, extension_unit="business_days"), extended(ARRIVED, 1), date(2026, 12, 1)),
    ],
)
def test_an_extension_runs_on_from_the_old_date(policy: Policy, extension: Extension, due: date) -> None:
    assert due_by(policy, Events(ARRIVED, extensions=(extension,))) == due


def test_months_and_the_months_they_are_extended_by_are_counted_as_one_period() -> None:
    events = Events(date(2026, 1, 31), extensions=(extended(date(2026, 2, 2), 2),))
    assert due_by(MONTH, events) == date(2026, 4, 30)  # not 28 April, two months from 28 February


def test_two_extensions_add_up() -> None:
    policy = replace(TEN, extension_max=5, extensions_allowed=2)
    events = Events(ARRIVED, extensions=(extended(date(2026, 11, 18), 2), extended(date(2026, 11, 20), 3)))
    assert due_by(policy, events) == date(2026, 11, 26)


def test_an_extension_may_be_told_on_the_day_a_closed_last_day_moves_to() -> None:
    arrived, closed, monday = date(2026, 9, 3), date(2026, 10, 3), date(2026, 10, 5)
    for told in (closed, monday):
        assert due_by(MONTH, Events(arrived, extensions=(extended(told, 1),))) == date(2026, 11, 4)
    with pytest.raises(RuleError) as refused:
        due_by(MONTH, Events(arrived, extensions=(extended(monday + timedelta(days=1), 1),)))
    assert (refused.value.code, refused.value.field) == ("extension-late", "noticed_on")
    assert str(refused.value) == (
        "The extension told on 2026-10-06 (Tue) comes too late: the period had ended on 2026-10-05 (Mon), and an "
        "extension must be told by then."
    )


@pytest.mark.parametrize(
    ("arrived", "suit_from"),
    [
        (ARRIVED, date(2026, 11, 19)),  # 18 November ends the second week
        (date(2026, 12, 28), date(2027, 1, 12)),
        (date(2028, 2, 15), date(2028, 3, 1)),
    ],
)
def test_a_suit_is_possible_after_two_weeks_from_arrival_whatever_happens(arrived: date, suit_from: date) -> None:
    busy = Events(
        arrived, arrived + timedelta(days=5), (Defect(arrived + timedelta(days=1), arrived + timedelta(days=5)),)
    )
    for policy in (TEN, replace(TEN, clock="pause"), THIRTY):
        assert derived(policy, Events(arrived)).suit_from == suit_from
        assert derived(policy, busy).suit_from == suit_from


def test_requests_outside_article_39_have_no_first_day_of_suit() -> None:
    derivation = derived(TEN.without_suit(), Events(ARRIVED))
    assert derivation.suit_from is None
    assert not any("suit" in said for said in said(derivation))


def test_another_wait_before_suit_is_told_without_article_39() -> None:
    derivation = derived(replace(TEN, suit_weeks=4), Events(ARRIVED))
    assert derivation.suit_from == date(2026, 12, 3)
    assert said(derivation)[-1] == (
        "A suit is possible from 2026-12-03 (Thu), 4 weeks after the arrival. Nothing pauses this."
    )


def test_the_office_s_own_target_is_told_beside_the_date() -> None:
    derivation = derived(replace(TEN, target_days=3), Events(date(2026, 11, 19)))
    assert (derivation.target, derivation.due) == (date(2026, 11, 25), date(2026, 12, 4))
    assert "The office's own target is 2026-11-25 (Wed), 3 business days." in said(derivation)


def test_a_target_that_would_follow_the_date_is_the_date() -> None:
    derivation = derived(replace(TEN, target_days=11), Events(ARRIVED))
    assert derivation.target == derivation.due == date(2026, 11, 18)
    assert said(derivation)[-2] == (
        "The office's own target, 11 business days, would come after that; it is 2026-11-18 (Wed) too."
    )


def test_a_pause_moves_the_target_unless_it_had_passed() -> None:
    policy = replace(THIRTY, target_days=5)
    early, late = Defect(date(2026, 11, 6), date(2026, 11, 10)), Defect(date(2026, 11, 16), date(2026, 11, 18))
    assert derived(policy, Events(ARRIVED, defects=(early,))).target == date(2026, 11, 13)
    assert derived(policy, Events(ARRIVED, defects=(late,))).target == date(2026, 11, 11)
