"""A longer period: what the procedure allows, told in time and with its reason, and taken out without a trace."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from caseman.domain.letters import LetterKind
from caseman.domain.lifecycle import State, Step
from caseman.services import case_file, corrections, extensions
from caseman.services.auditing import verify_file
from caseman.services.case_course import past_derivations
from caseman.services.course_inputs import ExtensionInput, RemovalInput
from caseman.services.inputs import CorrectionInput, CureInput
from caseman.text import Language
from tests.services.variants import adopt, standing
from tests.services.walking import TODAY, Walk, refused

_NONE = (("extension_max = 10\nextensions_allowed = 1", "extension_max = 0\nextensions_allowed = 0"),)
_TWO = (("extensions_allowed = 1", "extensions_allowed = 2"),)


def _extend(walk: Walk, number: str, /, **changed: object) -> None:
    values: dict[str, object] = {"number": number, "noticed_on": TODAY, "amount": 5, "reason": "記録が多いため。"}
    extensions.extend(walk.desk, ExtensionInput.read(**(values | changed)))


def _remove(walk: Walk, number: str, extension_id: int) -> None:
    removal = RemovalInput.read(number=number, row_id=extension_id, reason="誤入力")
    extensions.remove_extension(walk.desk, removal)


def _due(walk: Walk, number: str) -> date:
    return case_file.show_case(walk.desk, number).due_on


@pytest.mark.parametrize(("amount", "due"), [(1, date(2026, 12, 9)), (5, date(2026, 12, 15)), (10, date(2026, 12, 22))])
def test_the_period_runs_on_by_business_days(walk: Walk, amount: int, due: date) -> None:
    number = walk.to(Step.DATE)
    assert _due(walk, number) == date(2026, 12, 8)
    _extend(walk, number, amount=amount)
    view = case_file.show_case(walk.desk, number)
    assert (view.due_on, view.state) == (due, State.ACCEPTED)
    assert [(e.noticed_on, e.amount, str(e.unit), e.reason) for e in view.course.extensions] == [
        (TODAY, amount, "business days", "記録が多いため。")
    ]
    assert "記録が多いため" in " ".join(map(str, view.derivation.steps))


@pytest.mark.parametrize(
    ("changed", "code", "field"),
    [
        ({"amount": 11}, "extension-max", "amount"),
        ({"amount": 0}, "extension-amount", "amount"),
        ({"amount": -3}, "extension-amount", "amount"),
        ({"amount": 2**80}, "extension-amount", "amount"),
        ({"reason": ""}, "reason-missing", "reason"),
        ({"reason": " \u3000\n"}, "reason-missing", "reason"),
        ({"noticed_on": date(2026, 11, 19)}, "too-early", "noticed_on"),
        ({"noticed_on": date(2026, 11, 25)}, "in-future", "noticed_on"),
        ({"noticed_on": ""}, "empty", "noticed_on"),
        ({"amount": "five"}, "int_parsing", "amount"),
        ({"number": "P-2026-0099", "noticed_on": TODAY}, "no-such-case", "number"),
    ],
)
def test_an_extension_that_cannot_be_is_refused(walk: Walk, changed: dict[str, object], code: str, field: str) -> None:
    number = walk.to(Step.DATE)
    told = refused(walk.desk, lambda: _extend(walk, number, **changed))
    assert (told.code, told.field) == (code, field)


@pytest.mark.parametrize(
    ("day", "late"), [(date(2026, 12, 7), False), (date(2026, 12, 8), False), (date(2026, 12, 9), True)]
)
def test_it_must_be_told_before_the_period_has_ended(walk: Walk, day: date, late: bool) -> None:
    number = walk.to(Step.DATE)
    walk.clock.set_day(day)
    if late:
        told = refused(walk.desk, lambda: _extend(walk, number, noticed_on=day))
        assert (told.code, told.field) == ("extension-late", "noticed_on")
    else:
        _extend(walk, number, noticed_on=day)
        assert _due(walk, number) == date(2026, 12, 15)


def test_what_was_told_in_time_may_be_recorded_late(walk: Walk) -> None:
    number = walk.to(Step.DATE)
    walk.clock.set_day(date(2026, 12, 10))
    _extend(walk, number, noticed_on=date(2026, 12, 8))
    assert _due(walk, number) == date(2026, 12, 15)


def test_only_one_where_the_procedure_allows_one(walk: Walk) -> None:
    number = walk.to(Step.DATE)
    _extend(walk, number, amount=2)
    told = refused(walk.desk, lambda: _extend(walk, number, amount=2, noticed_on=TODAY))
    assert (told.code, told.field) == ("extensions", "amount")
    assert "2026-11-24" in str(told)


def test_none_where_the_procedure_allows_none(walk: Walk) -> None:
    older = walk.to(Step.DATE)
    adopt(walk.desk, *_NONE)
    number = walk.to(Step.DATE)
    assert refused(walk.desk, lambda: _extend(walk, number, amount=1)).code == "extensions"
    _extend(walk, older)
    assert _due(walk, older) == date(2026, 12, 15), "a running case keeps its version"


def test_two_together_stay_within_the_maximum(walk: Walk) -> None:
    adopt(walk.desk, *_TWO)
    number = walk.to(Step.DATE)
    _extend(walk, number, amount=6)
    told = refused(walk.desk, lambda: _extend(walk, number, amount=5))
    assert (told.code, told.field) == ("extension-sum", "amount")
    _extend(walk, number, amount=4, reason="保管庫が休業のため。")
    assert _due(walk, number) == date(2026, 12, 22)
    assert refused(walk.desk, lambda: _extend(walk, number, amount=1)).code == "extensions"


def test_where_no_reason_is_needed_none_is_asked(walk: Walk) -> None:
    adopt(walk.desk, ("extensions_allowed = 1", "extensions_allowed = 1\nextension_needs_reason = false"))
    number = walk.to(Step.DATE)
    _extend(walk, number, reason="")
    assert _due(walk, number) == date(2026, 12, 15)


def test_an_extension_in_calendar_days(walk: Walk) -> None:
    adopt(walk.desk, ("extension_max = 10", 'extension_max = 30\nextension_unit = "calendar_days"'))
    number = walk.to(Step.DATE)
    _extend(walk, number, amount=12)  # 20 December is a Sunday
    view = case_file.show_case(walk.desk, number)
    assert view.due_on == date(2026, 12, 21)
    assert str(view.course.extensions[0].unit) == "calendar days"


def test_before_acceptance_the_provisional_date_is_extended(walk: Walk) -> None:
    number = walk.to(Step.IDENTITY)
    _extend(walk, number)
    assert _due(walk, number) == date(2026, 12, 14)
    walk.payment(number)
    walk.accept(number)
    assert _due(walk, number) == date(2026, 12, 15)


def test_taking_it_out_leaves_no_trace_in_the_date(walk: Walk) -> None:
    number = walk.case()
    corrections.ask_correction(walk.desk, CorrectionInput.read(number=number, defect="不備", asked_on="2026-11-21"))
    corrections.cure_correction(walk.desk, CureInput.read(number=number, cured_on=TODAY))
    walk.identity(number)
    walk.payment(number)
    walk.accept(number)
    before = standing(walk.desk, number)
    _extend(walk, number)
    assert standing(walk.desk, number)["derivation"] != before["derivation"]
    extension = case_file.show_case(walk.desk, number).course.extensions[0]
    _remove(walk, number, extension.extension_id)
    assert standing(walk.desk, number) == before
    view = case_file.show_case(walk.desk, number)
    assert view.course.extensions == ()
    assert [line.action for line in view.history[:2]] == ["extension_removed", "period_extended"]
    assert "誤入力" in str(view.history[0].label)
    assert verify_file(walk.desk).sound


def test_taking_out_one_of_two_leaves_the_other(walk: Walk) -> None:
    adopt(walk.desk, *_TWO)
    other, number = walk.to(Step.DATE), walk.to(Step.DATE)
    _extend(walk, other, amount=3, reason="二つ目。")
    _extend(walk, number, amount=6)
    _extend(walk, number, amount=3, reason="二つ目。")
    first, _ = case_file.show_case(walk.desk, number).course.extensions
    _remove(walk, number, first.extension_id)
    assert standing(walk.desk, number) == standing(walk.desk, other)


def test_only_an_extension_of_the_case_can_be_taken_out(walk: Walk) -> None:
    other, number = walk.to(Step.DATE), walk.to(Step.DATE)
    _extend(walk, other)
    (extension,) = case_file.show_case(walk.desk, other).course.extensions
    for row in (extension.extension_id, 0, 99):
        told = refused(walk.desk, partial(_remove, walk, number, row))
        assert (told.code, told.field) == ("no-such-extension", "row_id")


def test_a_removal_says_why(walk: Walk) -> None:
    number = walk.to(Step.DATE)
    _extend(walk, number)
    told = refused(walk.desk, lambda: RemovalInput.read(number=number, row_id=1, reason=" "))
    assert (told.code, told.field) == ("empty", "reason")


@pytest.mark.parametrize("last", [Step.DECISION, Step.DISPATCH, Step.CLOSE])
def test_an_answered_case_is_not_extended(walk: Walk, last: Step) -> None:
    number = walk.to(last)
    code = "case-closed" if last is Step.CLOSE else "not-now"
    assert refused(walk.desk, lambda: _extend(walk, number)).code == code


def test_the_notice_tells_the_old_date_and_the_new(walk: Walk) -> None:
    number = walk.to(Step.DATE)
    assert refused(walk.desk, lambda: walk.letter(number, LetterKind.EXTENSION)).code == "no-extension"
    assert LetterKind.EXTENSION not in case_file.show_case(walk.desk, number).letters_offered
    _extend(walk, number)
    view = case_file.show_case(walk.desk, number)
    assert LetterKind.EXTENSION in view.letters_offered
    walk.letter(number, LetterKind.EXTENSION)
    with walk.desk.reading() as session:
        quoted = session.connection().exec_driver_sql("SELECT quoted_due FROM letter").scalar_one()
    assert quoted == "2026-12-15"


def test_the_trail_keeps_how_the_date_was_found_each_time(walk: Walk) -> None:
    number = walk.case()
    first = case_file.show_case(walk.desk, number).derivation
    walk.identity(number)
    walk.payment(number)
    walk.accept(number)
    second = case_file.show_case(walk.desk, number).derivation
    assert first != second
    kept = past_derivations(walk.desk, number)
    assert [each.derivation for each in kept] == [second, first]
    assert [each.why.say(Language.EN).split(".")[0] for each in kept] == [
        "The request was accepted on 2026-11-24 (Tue)",
        "The case was opened: Disclosure",
    ]
