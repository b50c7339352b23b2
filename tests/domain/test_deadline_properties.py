"""What holds for the date by which to answer whatever the policy and whatever happens."""

from __future__ import annotations

import itertools
import json
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from caseman.domain.deadlines import Defect, Derivation, Events, Extension, Policy, Unit, derive
from caseman.domain.working_days import Bilingual, Calendar, YearlyClosure
from caseman.text import Language

_MOST: dict[Unit, int] = {"business_days": 30, "calendar_days": 60, "weeks": 8, "months": 3}
_DAY = timedelta(days=1)
_HOLIDAYS = {
    date(2026, 5, 4): Bilingual("みどりの日", "Greenery Day"),
    date(2026, 5, 5): Bilingual("こどもの日", "Children's Day"),
    date(2026, 11, 23): Bilingual("勤労感謝の日", "Labor Thanksgiving Day"),
    date(2027, 1, 11): Bilingual("成人の日", "Coming of Age Day"),
}
_OFFICE = Calendar(
    2023,
    2033,
    holidays=_HOLIDAYS,
    yearly=(YearlyClosure.parse("12-29", "01-03"),),
    closed=frozenset({date(2026, 6, 1), date(2027, 8, 13)}),
    opened=frozenset({date(2026, 11, 29)}),
)
_NEVER_CLOSED = Calendar(2023, 2033, closed_weekdays=frozenset())
_ARRIVALS = st.dates(date(2025, 1, 1), date(2028, 12, 31))


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    unit = draw(st.sampled_from(sorted(_MOST)))
    return Policy(
        draw(st.integers(1, _MOST[unit])),
        unit,
        counted_from=draw(st.sampled_from(["arrival", "acceptance"])),
        first_day_counts=draw(st.booleans()),
        clock=draw(st.sampled_from(["reset", "pause", "none"])),
        pause_last_day_counts=draw(st.booleans()),
        extension_max=6,
        extension_unit=draw(st.sampled_from([None, *sorted(_MOST)])),
        extensions_allowed=2,
        target_days=draw(st.sampled_from([None, 3, 40])),
        suit_weeks=draw(st.sampled_from([None, 2])),
    )


@st.composite
def courses(draw: st.DrawFn) -> Events:
    arrived = day = draw(_ARRIVALS)
    defects: list[Defect] = []
    for _ in range(draw(st.integers(0, 3))):
        sent = day + timedelta(days=draw(st.integers(0, 9)))
        day = sent + timedelta(days=draw(st.integers(0, 20)))
        defects.append(Defect(sent, day))
    if draw(st.booleans()) and defects:
        defects[-1] = Defect(defects[-1].sent_on)
    accepted = day if draw(st.booleans()) else None
    extensions = tuple(
        Extension(arrived, draw(st.integers(1, 3)), draw(st.sampled_from(["Many systems.", "引越し。"])))
        for _ in range(draw(st.integers(0, 2)))
    )
    return Events(arrived, accepted, tuple(defects), extensions)


@given(policies(), courses())
def test_dates_are_open_days_and_the_target_never_follows_the_date(policy: Policy, events: Events) -> None:
    found = derive(policy, _OFFICE, events)
    assert _OFFICE.is_open(found.due)
    assert found.due >= events.arrived_on
    if found.target is not None:
        assert _OFFICE.is_open(found.target)
        assert found.target <= found.due


@given(policies(), _ARRIVALS, st.integers(0, 60))
def test_a_later_arrival_never_gives_an_earlier_date(policy: Policy, arrived: date, later: int) -> None:
    first = derive(policy, _OFFICE, Events(arrived))
    second = derive(policy, _OFFICE, Events(arrived + timedelta(days=later)))
    assert first.due <= second.due
    assert (first.suit_from or date.min) <= (second.suit_from or date.min)
    assert (first.target or date.min) <= (second.target or date.min)


@given(policies(), courses(), st.integers(0, 60))
def test_a_longer_period_never_gives_an_earlier_date(policy: Policy, events: Events, more: int) -> None:
    longer = replace(policy, amount=policy.amount + more % (_MOST[policy.unit] + 1))
    assert derive(policy, _OFFICE, events).due <= derive(longer, _OFFICE, events).due


@given(policies(), courses())
def test_a_pause_never_brings_the_date_forward(policy: Policy, events: Events) -> None:
    paused, running = replace(policy, clock="pause"), replace(policy, clock="none")
    assert derive(running, _OFFICE, events).due <= derive(paused, _OFFICE, events).due


@given(st.integers(1, 30), _ARRIVALS, st.integers(0, 40), st.integers(0, 40), st.booleans())
def test_a_pause_of_n_business_days_moves_the_date_by_n_business_days(
    amount: int, arrived: date, after: int, length: int, last_counts: bool
) -> None:
    policy = Policy(amount, "business_days", "arrival", clock="pause", pause_last_day_counts=last_counts)
    sent = arrived + timedelta(days=after)
    cured = sent + timedelta(days=length)
    without = derive(policy, _OFFICE, Events(arrived)).due
    assume(sent <= without)
    paused = [sent + _DAY * n for n in range(1, length + 1 - last_counts)]
    counted = sum(_OFFICE.is_open(day) for day in paused)
    found = derive(policy, _OFFICE, Events(arrived, defects=(Defect(sent, cured),))).due
    assert found == _OFFICE.add_business_days(without, counted)


@given(
    st.sampled_from(sorted(set(_MOST) - {"business_days"})),
    st.integers(1, 3),
    _ARRIVALS,
    st.data(),
    st.integers(0, 40),
    st.booleans(),
)
def test_a_pause_of_n_calendar_days_moves_the_date_by_n_days(
    unit: Unit, amount: int, arrived: date, data: st.DataObject, length: int, last_counts: bool
) -> None:
    policy = Policy(amount, unit, "arrival", clock="pause", pause_last_day_counts=last_counts)
    without = derive(policy, _NEVER_CLOSED, Events(arrived)).due
    sent = data.draw(st.dates(arrived, without))
    events = Events(arrived, defects=(Defect(sent, sent + timedelta(days=length)),))
    moved = without + timedelta(days=max(0, length - last_counts))
    assert derive(policy, _NEVER_CLOSED, events).due == moved
    assert derive(policy, _OFFICE, events).due == _OFFICE.next_open(moved)  # before a closed day is left


@given(policies(), courses())
def test_the_order_in_which_events_were_entered_does_not_matter(policy: Policy, events: Events) -> None:
    expected = derive(policy, _OFFICE, events)
    for defects in itertools.permutations(events.defects):
        for extensions in itertools.permutations(events.extensions):
            shuffled = replace(events, defects=defects, extensions=extensions)
            assert derive(policy, _OFFICE, shuffled) == expected


@given(policies(), courses(), st.integers(0, 20))
def test_an_event_that_was_taken_out_leaves_no_trace(policy: Policy, events: Events, later: int) -> None:
    before = derive(policy, _OFFICE, replace(events, extensions=events.extensions[:-1])).to_data()
    derive(policy, _OFFICE, events)
    assert derive(policy, _OFFICE, replace(events, extensions=events.extensions[:-1])).to_data() == before
    never = replace(events, accepted_on=None, defects=())
    told = replace(never, defects=(Defect(events.arrived_on, events.arrived_on + timedelta(days=later)),))
    fresh = derive(policy, _OFFICE, never)
    derive(policy, _OFFICE, told)
    assert derive(policy, _OFFICE, replace(told, defects=())) == fresh


@given(policies(), courses())
def test_events_never_move_the_first_day_of_suit(policy: Policy, events: Events) -> None:
    found = derive(replace(policy, suit_weeks=2), _OFFICE, events)
    assert found.suit_from == events.arrived_on + timedelta(days=15)


@given(policies(), courses())
def test_an_extension_always_gives_more_time_or_the_same_open_day(policy: Policy, events: Events) -> None:
    with_all = derive(policy, _OFFICE, events).due
    without = derive(policy, _OFFICE, replace(events, extensions=())).due
    assert with_all >= without
    # A pause that moves the end onto a closed day may round both to the same open day; without one it cannot.
    if events.extensions and policy.extension_unit == "business_days" and policy.clock != "pause":
        assert with_all > without


@given(policies(), courses())
def test_a_derivation_kept_as_json_is_the_same_in_both_languages(policy: Policy, events: Events) -> None:
    derivation = derive(policy, _OFFICE, events)
    kept = Derivation.from_data(json.loads(json.dumps(derivation.to_data())))
    assert kept == derivation
    assert kept.to_data() == derivation.to_data()
    for language in Language:
        assert [s.say(language) for s in kept.steps] == [s.say(language) for s in derivation.steps]
