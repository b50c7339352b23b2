"""Holidays and closures that become known later: which dates they move, whom that is told, and how they are undone."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caseman.domain.letters import LetterKind
from caseman.domain.lifecycle import Step
from caseman.services import case_file, closures, events, extensions
from caseman.services.auditing import verify_file
from caseman.services.closures import ClosureLine, MovedDate
from caseman.services.course_inputs import ClosureInput, ExtensionInput
from tests.services.course_walk import ask_correction, ask_holder, cure, event
from tests.services.variants import standing
from tests.services.walking import TODAY, Walk, refused, snapshot

_TUESDAY = date(2026, 12, 1)


def _add(walk: Walk, day: date | str, kind: str = "closed", name: str = "臨時休業") -> closures.DatesMoved:
    return closures.add_closure(walk.desk, ClosureInput.read(day=day, kind=kind, name=name))


def _due(walk: Walk, number: str) -> date:
    return case_file.show_case(walk.desk, number).due_on


def _accepted(walk: Walk, day: date) -> str:
    number = walk.to(Step.FEE)
    walk.accept(number, day)
    return number


@pytest.mark.parametrize(
    ("day", "kind", "later", "earlier"),
    [
        (date(2026, 12, 1), "closed", date(2026, 12, 9), date(2026, 12, 8)),
        (date(2026, 12, 1), "holiday", date(2026, 12, 9), date(2026, 12, 8)),
        (date(2026, 12, 8), "closed", date(2026, 12, 9), date(2026, 12, 7)),  # the last day of the first
        (date(2026, 12, 9), "closed", date(2026, 12, 8), date(2026, 12, 7)),  # the day after it
        (date(2026, 11, 24), "closed", date(2026, 12, 8), date(2026, 12, 8)),  # the first one's acceptance
        (date(2026, 11, 25), "closed", date(2026, 12, 9), date(2026, 12, 8)),
        (date(2026, 11, 20), "closed", date(2026, 12, 8), date(2026, 12, 7)),  # the arrival of both
        (date(2026, 11, 28), "closed", date(2026, 12, 8), date(2026, 12, 7)),  # a Saturday
        (date(2026, 11, 28), "opened", date(2026, 12, 7), date(2026, 12, 4)),  # one that is worked
        (date(2026, 11, 23), "opened", date(2026, 12, 8), date(2026, 12, 4)),  # a national holiday that is worked
    ],
)
def test_it_moves_the_dates_whose_period_holds_the_day(
    walk: Walk, day: date, kind: str, later: date, earlier: date
) -> None:
    numbers = [_accepted(walk, TODAY), _accepted(walk, date(2026, 11, 20))]
    before = [_due(walk, number) for number in numbers]
    assert before == [date(2026, 12, 8), date(2026, 12, 7)]
    told = _add(walk, day, kind)
    after = [_due(walk, number) for number in numbers]
    assert after == [later, earlier]
    expected = [MovedDate(n, b, a, ()) for n, b, a in zip(numbers, before, after, strict=True) if a != b]
    assert list(told.moved) == expected
    assert told.numbers == tuple(each.number for each in expected)


def test_a_new_case_counts_it_and_a_data_holder_too(walk: Walk) -> None:
    _add(walk, _TUESDAY)
    number = walk.to(Step.DATE)
    ask_holder(walk, number)
    view = case_file.show_case(walk.desk, number)
    assert (view.due_on, view.course.searches[0].due_on) == (date(2026, 12, 9), date(2026, 12, 2))
    assert walk.desk.calendar(walk.desk.procedure).is_open(_TUESDAY) is False


def test_a_holiday_is_told_by_its_name(walk: Walk) -> None:
    number = walk.to(Step.DATE)
    _add(walk, _TUESDAY, "holiday", "創立記念日")
    assert "創立記念日" in " ".join(map(str, case_file.show_case(walk.desk, number).derivation.steps))


def test_the_letters_that_told_the_old_date_are_named(walk: Walk) -> None:
    number, silent = walk.to(Step.DATE), walk.to(Step.DATE)
    first = walk.letter(number, LetterKind.ACKNOWLEDGEMENT)
    walk.dispatch(number, first)
    told = _add(walk, _TUESDAY)
    assert told.moved == (
        MovedDate(number, date(2026, 12, 8), date(2026, 12, 9), (first,)),
        MovedDate(silent, date(2026, 12, 8), date(2026, 12, 9), ()),
    )
    history = case_file.show_case(walk.desk, number).history
    assert str(history[0].label).startswith("The date moved from 2026-12-08 (Tue) to 2026-12-09 (Wed)")
    second = walk.letter(number, LetterKind.ACKNOWLEDGEMENT)
    assert second != first, "the old letter tells a date that holds no more"
    assert walk.letter(number, LetterKind.ACKNOWLEDGEMENT) == second
    told = closures.remove_closure(walk.desk, _TUESDAY)
    assert told.moved[0] == MovedDate(number, date(2026, 12, 9), date(2026, 12, 8), (second,))


def test_a_letter_that_tells_no_date_is_not_named(walk: Walk) -> None:
    number = walk.to(Step.LETTER)
    (moved,) = _add(walk, _TUESDAY).moved
    assert (moved.number, moved.letters) == (number, ())


def test_a_closed_case_keeps_its_date(walk: Walk) -> None:
    number = walk.to(Step.CLOSE)
    before = standing(walk.desk, number)
    assert _add(walk, _TUESDAY).moved == ()
    assert standing(walk.desk, number) == before
    event(walk, number, events.reopen)
    assert _due(walk, number) == date(2026, 12, 9), "taken up again, it is found anew"


def test_taking_it_out_restores_every_date_exactly(walk: Walk) -> None:
    mended = walk.case()
    ask_correction(walk, mended)
    cure(walk, mended)
    numbers = [walk.to(step) for step in (Step.CASE, Step.DATE, Step.DISPATCH, Step.CLOSE)] + [mended]
    before = {number: standing(walk.desk, number) for number in numbers}
    _add(walk, _TUESDAY)
    _add(walk, date(2026, 12, 2), "holiday", "祝日")
    assert {number: standing(walk.desk, number) for number in numbers} != before
    closures.remove_closure(walk.desk, _TUESDAY)
    closures.remove_closure(walk.desk, date(2026, 12, 2))
    assert {number: standing(walk.desk, number) for number in numbers} == before
    assert closures.list_closures(walk.desk) == ()
    assert verify_file(walk.desk).sound


_DAYS = st.dates(date(2026, 11, 16), date(2027, 1, 15))


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(days=st.dictionaries(_DAYS, st.sampled_from(["closed", "holiday", "opened"]), min_size=1, max_size=4))
def test_whatever_is_added_and_taken_out_nothing_remains(walk: Walk, days: dict[date, str]) -> None:
    if not snapshot(walk.desk)["cases"]:
        walk.to(Step.DATE)
    before = standing(walk.desk, "P-2026-0001")
    for day, kind in days.items():
        _add(walk, day, kind)
    for day in sorted(days):
        closures.remove_closure(walk.desk, day)
    assert standing(walk.desk, "P-2026-0001") == before


def test_they_are_listed_in_order(walk: Walk) -> None:
    _add(walk, "2026-12-25", "holiday", "記念日")
    _add(walk, "令和8年12月1日")
    assert closures.list_closures(walk.desk) == (
        ClosureLine(_TUESDAY, "closed", "臨時休業"),
        ClosureLine(date(2026, 12, 25), "holiday", "記念日"),
    )


@pytest.mark.parametrize(
    ("changed", "code", "field"),
    [
        ({"day": "2026-12-32"}, "no-such-day", "day"),
        ({"day": ""}, "empty", "day"),
        ({"name": " "}, "empty", "name"),
        ({"kind": "party"}, "literal_error", "kind"),
    ],
)
def test_a_closure_that_cannot_be_is_refused(walk: Walk, changed: dict[str, str], code: str, field: str) -> None:
    told = refused(walk.desk, lambda: _add(walk, **({"day": "2026-12-01"} | changed)))
    assert (told.code, told.field) == (code, field)


def test_a_day_is_added_once_and_taken_out_once(walk: Walk) -> None:
    _add(walk, _TUESDAY)
    told = refused(walk.desk, lambda: _add(walk, _TUESDAY, "opened"))
    assert (told.code, told.field) == ("closure-known", "day")
    closures.remove_closure(walk.desk, _TUESDAY)
    told = refused(walk.desk, lambda: closures.remove_closure(walk.desk, _TUESDAY))
    assert (told.code, told.field) == ("no-such-closure", "day")


def test_a_refused_day_changes_no_calendar_and_names_the_case_it_cannot_agree_with(walk: Walk) -> None:
    """The period was extended on its last day: with a day more worked, it had ended the day before."""
    number = walk.to(Step.DATE)
    walk.clock.set_day(date(2026, 12, 8))
    extension = ExtensionInput.read(number=number, noticed_on=date(2026, 12, 8), amount=5, reason="記録が多いため。")
    extensions.extend(walk.desk, extension)
    told = refused(walk.desk, lambda: _add(walk, date(2026, 11, 28), "opened"))
    assert (told.code, told.field) == ("closure-against-case", "day")
    assert number in str(told)
    assert walk.desk.calendar(walk.desk.procedure).is_open(date(2026, 11, 28)) is False
