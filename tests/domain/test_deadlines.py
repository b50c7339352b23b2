"""The date by which to answer: every clock by example, and what holds whatever happens."""

from __future__ import annotations

import itertools
import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseman.domain.deadlines import Defect, Derivation, Events, Extension, Policy, Unit, derive
from caseman.domain.working_days import Bilingual, Calendar, YearlyClosure
from caseman.errors import InputError, RuleError
from caseman.text import Language

_HOLIDAYS = {
    date(2026, 5, 3): Bilingual("憲法記念日", "Constitution Day"),
    date(2026, 5, 4): Bilingual("みどりの日", "Greenery Day"),
    date(2026, 5, 5): Bilingual("こどもの日", "Children's Day"),
    date(2026, 5, 6): Bilingual("振替休日", "Substitute Holiday"),
    date(2026, 11, 3): Bilingual("文化の日", "Culture Day"),
    date(2026, 11, 23): Bilingual("勤労感謝の日", "Labor Thanksgiving Day"),
    date(2027, 1, 11): Bilingual("成人の日", "Coming of Age Day"),
}
_CALENDAR = Calendar(2023, 2031, holidays=_HOLIDAYS, yearly=(YearlyClosure.parse("12-29", "01-03"),))
_TEN = Policy(10, "business_days", clock="reset")
_THIRTY = Policy(30, "calendar_days", counted_from="arrival", clock="pause", extension_max=30, extensions_allowed=1)
_MONTH = Policy(
    1, "months", counted_from="arrival", roll="next_open_day", extension_max=2, extensions_allowed=1, suit_weeks=None
)


def _due(policy: Policy, events: Events) -> date:
    return derive(policy, _CALENDAR, events).due


def _said(derivation: Derivation, language: Language = Language.EN) -> list[str]:
    return [step.say(language) for step in derivation.steps]


@pytest.mark.parametrize(
    ("policy", "arrived", "due"),
    [
        # Civil Code 140: the day of arrival is not counted.
        (Policy(1, "business_days"), date(2026, 11, 24), date(2026, 11, 25)),
        (Policy(1, "calendar_days"), date(2026, 11, 24), date(2026, 11, 25)),
        (Policy(2, "weeks"), date(2026, 11, 24), date(2026, 12, 8)),
        (Policy(1, "business_days", first_day_counts=True), date(2026, 11, 24), date(2026, 11, 24)),
        (Policy(30, "calendar_days", first_day_counts=True), date(2026, 11, 24), date(2026, 12, 23)),
        (Policy(30, "calendar_days"), date(2026, 11, 24), date(2026, 12, 24)),
        # Weekends, Golden Week, the year's end.
        (Policy(1, "business_days"), date(2026, 11, 20), date(2026, 11, 24)),
        (Policy(3, "business_days"), date(2026, 4, 30), date(2026, 5, 8)),
        (Policy(1, "business_days"), date(2026, 5, 1), date(2026, 5, 7)),
        (Policy(10, "business_days"), date(2026, 12, 24), date(2027, 1, 14)),
        (Policy(1, "business_days"), date(2026, 12, 31), date(2027, 1, 4)),
        # 29 February.
        (Policy(1, "calendar_days"), date(2028, 2, 28), date(2028, 2, 29)),
        (Policy(1, "business_days"), date(2028, 2, 28), date(2028, 2, 29)),
        (Policy(1, "calendar_days"), date(2027, 2, 28), date(2027, 3, 1)),
        (Policy(12, "months"), date(2028, 2, 29), date(2029, 2, 28)),
        # Months: the corresponding day, else the month's last.
        (Policy(1, "months"), date(2026, 9, 3), date(2026, 10, 3)),
        (Policy(1, "months"), date(2027, 1, 31), date(2027, 2, 28)),
        (Policy(1, "months"), date(2028, 1, 31), date(2028, 2, 29)),
        (Policy(1, "months"), date(2026, 3, 31), date(2026, 4, 30)),
        (Policy(1, "months"), date(2027, 2, 28), date(2027, 3, 28)),
        (Policy(1, "months"), date(2026, 12, 15), date(2027, 1, 15)),
        (_MONTH, date(2026, 9, 3), date(2026, 10, 5)),  # 3 October 2026 is a Saturday
        (_MONTH, date(2026, 4, 3), date(2026, 5, 7)),  # a Sunday, and three holidays behind it
        (Policy(7, "calendar_days", roll="next_open_day"), date(2026, 12, 22), date(2027, 1, 4)),
        (Policy(7, "calendar_days"), date(2026, 12, 22), date(2026, 12, 29)),
    ],
)
def test_periods_from_the_arrival(policy: Policy, arrived: date, due: date) -> None:
    assert _due(policy, Events(arrived)) == due


@pytest.mark.parametrize(
    ("clock", "due"),
    [
        ("reset", date(2026, 11, 30)),  # ten open days after the cure on 13 November
        ("pause", date(2026, 11, 27)),  # nine open days, 2 to 13 November, are put on to 13 November
        ("none", date(2026, 11, 13)),
    ],
)
def test_what_a_mended_deficiency_does_to_each_clock(clock: Literal["reset", "pause", "none"], due: date) -> None:
    policy = replace(_TEN, clock=clock)
    events = Events(date(2026, 10, 29), defects=(Defect(date(2026, 10, 30), date(2026, 11, 13)),))
    assert _due(policy, events) == due


@pytest.mark.parametrize(("last_counts", "due"), [(False, date(2026, 12, 14)), (True, date(2026, 12, 13))])
def test_the_last_day_of_a_pause_is_a_setting(last_counts: bool, due: date) -> None:
    policy = replace(_THIRTY, pause_last_day_counts=last_counts)
    defect = Defect(date(2026, 11, 5), date(2026, 11, 15))
    assert _due(policy, Events(date(2026, 11, 4), defects=(defect,))) == due


def test_a_deficiency_not_mended_yet_does_not_move_the_date() -> None:
    waiting = derive(_THIRTY, _CALENDAR, Events(date(2026, 11, 4), defects=(Defect(date(2026, 11, 5)),)))
    assert waiting.due == date(2026, 12, 4)
    provisional = derive(_TEN, _CALENDAR, Events(date(2026, 11, 4), defects=(Defect(date(2026, 11, 5)),)))
    assert "A correction is awaited; until it comes the date is provisional." in _said(provisional)


def test_a_deficiency_told_after_the_period_does_not_revive_it() -> None:
    late = Defect(date(2026, 12, 5), date(2026, 12, 20))
    assert _due(_THIRTY, Events(date(2026, 11, 4), defects=(late,))) == date(2026, 12, 4)


def test_a_deficiency_mended_on_the_same_day_costs_nothing() -> None:
    same = Defect(date(2026, 11, 5), date(2026, 11, 5))
    assert _due(_THIRTY, Events(date(2026, 11, 4), defects=(same,))) == date(2026, 12, 4)


@pytest.mark.parametrize(
    ("accepted", "due", "told"),
    [
        (date(2026, 11, 4), date(2026, 11, 18), "It was complete on arrival, and is accepted as of that day."),
        (date(2026, 11, 11), date(2026, 11, 26), "It was complete, and accepted, on 2026-11-11 (Wed)."),
        (None, date(2026, 11, 18), "It is not accepted yet; the date holds if it was complete on arrival."),
    ],
)
def test_the_acceptance_starts_the_period(accepted: date | None, due: date, told: str) -> None:
    derivation = derive(_TEN, _CALENDAR, Events(date(2026, 11, 4), accepted))
    assert derivation.due == due
    assert told in _said(derivation)


def test_a_period_from_arrival_does_not_wait_for_the_acceptance() -> None:
    assert _due(_THIRTY, Events(date(2026, 11, 4), date(2026, 11, 20))) == date(2026, 12, 4)


@pytest.mark.parametrize(
    ("policy", "extension", "due"),
    [
        (_THIRTY, Extension(date(2026, 12, 4), 30), date(2027, 1, 3)),
        (replace(_TEN, extension_max=5, extensions_allowed=1), Extension(date(2026, 11, 18), 5), date(2026, 11, 26)),
        (replace(_MONTH, roll="none"), Extension(date(2026, 11, 20), 2), date(2027, 2, 4)),
    ],
)
def test_an_extension_runs_on_from_the_old_date(policy: Policy, extension: Extension, due: date) -> None:
    assert _due(policy, Events(date(2026, 11, 4), extensions=(extension,))) == due


def test_an_extension_may_be_told_on_the_day_a_closed_last_day_moves_to() -> None:
    arrived, closed, monday = date(2026, 9, 3), date(2026, 10, 3), date(2026, 10, 5)
    for told in (closed, monday):
        assert _due(_MONTH, Events(arrived, extensions=(Extension(told, 1),))) == date(2026, 11, 4)
    with pytest.raises(RuleError, match="2026-10-05") as refused:
        _due(_MONTH, Events(arrived, extensions=(Extension(monday + timedelta(days=1), 1),)))
    assert refused.value.code == "extension-late"


@pytest.mark.parametrize(
    ("policy", "extensions", "code"),
    [
        (_THIRTY, (Extension(date(2026, 12, 5), 10),), "extension-late"),
        (_THIRTY, (Extension(date(2026, 11, 5), 31),), "extension-max"),
        (_THIRTY, (Extension(date(2026, 11, 5), 0),), "extension-max"),
        (_THIRTY, (Extension(date(2026, 11, 5), 10), Extension(date(2026, 11, 6), 10)), "extensions"),
        (_TEN, (Extension(date(2026, 11, 5), 1),), "extensions"),
    ],
)
def test_extensions_that_the_procedure_does_not_allow(
    policy: Policy, extensions: tuple[Extension, ...], code: str
) -> None:
    with pytest.raises(RuleError) as refused:
        _due(policy, Events(date(2026, 11, 4), extensions=extensions))
    assert (refused.value.code, refused.value.field) == (code, "extend")


_ARRIVED = date(2026, 11, 4)


@pytest.mark.parametrize(
    ("events", "code", "field"),
    [
        (Events(_ARRIVED, date(2026, 11, 3)), "before-arrival", "accepted_on"),
        (Events(_ARRIVED, defects=(Defect(date(2026, 11, 3)),)), "before-arrival", "asked_on"),
        (Events(_ARRIVED, extensions=(Extension(date(2026, 11, 3), 1),)), "before-arrival", "extend"),
        (Events(_ARRIVED, defects=(Defect(_ARRIVED, date(2026, 11, 3)),)), "cured-before", "cured_on"),
        (Events(_ARRIVED, defects=(Defect(_ARRIVED), Defect(date(2026, 11, 6)))), "overlap", "asked_on"),
        (
            Events(_ARRIVED, defects=(Defect(_ARRIVED, date(2026, 11, 9)), Defect(date(2026, 11, 6)))),
            "overlap",
            "asked_on",
        ),
    ],
)
def test_events_that_cannot_have_been(events: Events, code: str, field: str) -> None:
    with pytest.raises(InputError) as refused:
        _due(_THIRTY, events)
    assert (refused.value.code, refused.value.field) == (code, field)


@pytest.mark.parametrize(
    ("arrived", "suit_from"),
    [
        (date(2026, 11, 4), date(2026, 11, 19)),  # 18 November ends the second week
        (date(2026, 12, 28), date(2027, 1, 12)),
        (date(2028, 2, 15), date(2028, 3, 1)),
    ],
)
def test_a_suit_is_possible_after_two_weeks_from_arrival_whatever_happens(arrived: date, suit_from: date) -> None:
    busy = Events(
        arrived, arrived + timedelta(days=5), (Defect(arrived + timedelta(days=1), arrived + timedelta(days=5)),)
    )
    for policy in (_TEN, replace(_TEN, clock="pause"), _THIRTY):
        assert derive(policy, _CALENDAR, Events(arrived)).suit_from == suit_from
        assert derive(policy, _CALENDAR, busy).suit_from == suit_from


def test_requests_outside_article_39_have_no_first_day_of_suit() -> None:
    derivation = derive(_TEN.without_suit(), _CALENDAR, Events(_ARRIVED))
    assert derivation.suit_from is None
    assert not any("suit" in said for said in _said(derivation))


def test_the_office_s_own_target_is_told_beside_the_date() -> None:
    derivation = derive(replace(_TEN, target_days=3), _CALENDAR, Events(date(2026, 11, 19)))
    assert derivation.target == date(2026, 11, 25)
    assert "The office's own target is 2026-11-25 (Wed)." in _said(derivation)


def test_the_derivation_tells_every_day_that_was_left_out() -> None:
    derivation = derive(Policy(10, "business_days"), _CALENDAR, Events(date(2026, 12, 24), date(2026, 12, 24)))
    assert _said(derivation) == [
        "The request arrived on 2026-12-24 (Thu).",
        "It was complete on arrival, and is accepted as of that day.",
        "10 business days are counted from the day after, 2026-12-25 (Fri) (Civil Code, Article 140).",
        "Not counted each week: Saturday, Sunday.",
        "2026-12-29 (Tue) to 2027-01-03 (Sun) are not counted: the office's yearly closure.",
        "2027-01-11 (Mon) is not counted: public holiday, Coming of Age Day.",
        "Answer by 2027-01-14 (Thu).",
        (
            "A suit is possible from 2027-01-08 (Fri): two weeks after the arrival have passed (Article 39). "
            "Nothing pauses this."
        ),
    ]
    assert "2027年1月14日（木）" in "".join(_said(derivation, Language.JA))
    assert "成人の日" in "".join(_said(derivation, Language.JA))


_UNITS: dict[Unit, int] = {"business_days": 30, "calendar_days": 60, "weeks": 8, "months": 3}
_ARRIVALS = st.dates(date(2025, 1, 1), date(2028, 12, 31))


@st.composite
def _policies(draw: st.DrawFn) -> Policy:
    unit = draw(st.sampled_from(sorted(_UNITS)))
    return Policy(
        draw(st.integers(1, _UNITS[unit])),
        unit,
        counted_from=draw(st.sampled_from(["arrival", "acceptance"])),
        first_day_counts=draw(st.booleans()),
        roll=draw(st.sampled_from(["none", "next_open_day"])),
        clock=draw(st.sampled_from(["reset", "pause", "none"])),
        pause_last_day_counts=draw(st.booleans()),
        extension_max=_UNITS[unit],
        extensions_allowed=2,
        target_days=draw(st.sampled_from([None, 3])),
        suit_weeks=draw(st.sampled_from([None, 2])),
    )


@st.composite
def _events(draw: st.DrawFn) -> Events:
    arrived = day = draw(_ARRIVALS)
    defects: list[Defect] = []
    for _ in range(draw(st.integers(0, 3))):
        sent = day + timedelta(days=draw(st.integers(0, 9)))
        day = sent + timedelta(days=draw(st.integers(0, 20)))
        defects.append(Defect(sent, day))
    if draw(st.booleans()) and defects:
        defects[-1] = Defect(defects[-1].sent_on)
    accepted = day if draw(st.booleans()) else None
    extensions = tuple(Extension(arrived, draw(st.integers(1, 3)), "reason") for _ in range(draw(st.integers(0, 2))))
    return Events(arrived, accepted, tuple(defects), extensions)


@given(_policies(), _events())
def test_the_date_is_an_open_day_when_business_days_are_counted(policy: Policy, events: Events) -> None:
    due = _due(policy, events)
    assert due >= events.arrived_on
    if policy.unit == "business_days" or policy.roll == "next_open_day":
        assert _CALENDAR.is_open(due)


@given(_policies(), _ARRIVALS, st.integers(0, 60))
def test_a_later_arrival_never_gives_an_earlier_date(policy: Policy, arrived: date, later: int) -> None:
    first = derive(policy, _CALENDAR, Events(arrived))
    second = derive(policy, _CALENDAR, Events(arrived + timedelta(days=later)))
    assert first.due <= second.due
    assert (first.suit_from or date.min) <= (second.suit_from or date.min)
    assert (first.target or date.min) <= (second.target or date.min)


@given(_policies(), _events(), st.integers(0, 60))
def test_a_longer_period_never_gives_an_earlier_date(policy: Policy, events: Events, more: int) -> None:
    longer = replace(policy, amount=policy.amount + more % (_UNITS[policy.unit] + 1))
    assert _due(policy, events) <= _due(longer, events)


@given(_policies(), _events())
def test_a_pause_never_brings_the_date_forward(policy: Policy, events: Events) -> None:
    paused, running = replace(policy, clock="pause"), replace(policy, clock="none")
    assert _due(running, events) <= _due(paused, events)


@given(_policies(), _events())
def test_the_order_in_which_events_were_entered_does_not_matter(policy: Policy, events: Events) -> None:
    expected = derive(policy, _CALENDAR, events)
    for defects in itertools.permutations(events.defects):
        for extensions in itertools.permutations(events.extensions):
            shuffled = replace(events, defects=defects, extensions=extensions)
            assert derive(policy, _CALENDAR, shuffled) == expected


def test_two_deficiencies_told_on_one_day_may_be_entered_in_either_order() -> None:
    same, later = Defect(_ARRIVED, _ARRIVED), Defect(_ARRIVED, date(2026, 11, 9))
    for defects in ((same, later), (later, same)):
        assert _due(_THIRTY, Events(_ARRIVED, defects=defects)) == date(2026, 12, 9)


@given(_policies(), _events())
def test_a_derivation_kept_as_json_is_said_the_same_in_both_languages(policy: Policy, events: Events) -> None:
    derivation = derive(policy, _CALENDAR, events)
    kept = Derivation.from_data(json.loads(json.dumps(derivation.to_data())))
    assert kept == derivation
    assert kept.to_data() == derivation.to_data()
    for language in Language:
        assert _said(kept, language) == _said(derivation, language)
