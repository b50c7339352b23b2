"""Data holders are asked to search: who, until when, what they answered, and who may decide afterwards."""

from __future__ import annotations

from datetime import date

import pytest

from caseman.domain.lifecycle import State, Step
from caseman.services import case_file
from caseman.services.course_views import SearchView
from tests.services.course_walk import answer, ask_holder
from tests.services.variants import COLLEAGUE, adopt, colleague
from tests.services.walking import STAFF, TODAY, Walk, refused

_REQUIRED = ('decision = "warn"', 'decision = "required"')
_OFF = ('decision = "warn"', 'decision = "off"')


@pytest.fixture
def accepted(walk: Walk) -> str:
    return walk.to(Step.DATE)


def _tasks(walk: Walk, number: str) -> tuple[SearchView, ...]:
    return case_file.show_case(walk.desk, number).course.searches


def test_a_holder_is_asked_and_answers(walk: Walk, accepted: str) -> None:
    ask_holder(walk, accepted, contact="総務部")
    view = case_file.show_case(walk.desk, accepted)
    assert view.state is State.SEARCHING
    (task,) = view.course.searches
    assert (task.holder, task.contact, task.asked_on) == ("AIS Inc.", "総務部", TODAY)
    assert task.due_on == date(2026, 12, 1), "five business days"
    assert (task.answered_on, task.found, task.searched_by) == (None, None, "")
    answer(walk, accepted, task.task_id, searched_by=STAFF)
    (task,) = _tasks(walk, accepted)
    assert (task.answered_on, task.found, task.answer) == (TODAY, "found", "会員台帳に一件。")
    assert task.searched_by == STAFF
    assert case_file.show_case(walk.desk, accepted).state is State.ACCEPTED


def test_the_due_date_skips_holidays_and_can_be_chosen(walk: Walk, accepted: str) -> None:
    walk.clock.set_day(date(2026, 12, 28))
    ask_holder(walk, accepted)
    ask_holder(walk, accepted, holder="i-Auc Inc.", due_on="2026-12-28")
    assert [task.due_on for task in _tasks(walk, accepted)] == [date(2027, 1, 8), date(2026, 12, 28)]


def test_the_procedure_says_how_many_days(walk: Walk) -> None:
    adopt(walk.desk, ("due_days = 5", "due_days = 1"))
    number = walk.to(Step.DATE)
    ask_holder(walk, number)
    assert _tasks(walk, number)[0].due_on == date(2026, 11, 25)


@pytest.mark.parametrize(
    ("changed", "code", "field"),
    [
        ({"asked_on": date(2026, 11, 23)}, "too-early", "asked_on"),
        ({"asked_on": date(2026, 11, 25)}, "in-future", "asked_on"),
        ({"due_on": date(2026, 11, 23)}, "due-before", "due_on"),
        ({"holder": " \u3000"}, "empty", "holder"),
        ({"question": ""}, "empty", "question"),
        ({"holder": "長" * 201}, "too-long", "holder"),
        ({"due_on": "2026-02-30"}, "no-such-day", "due_on"),
    ],
)
def test_a_question_that_cannot_be_is_refused(
    walk: Walk, accepted: str, changed: dict[str, object], code: str, field: str
) -> None:
    told = refused(walk.desk, lambda: ask_holder(walk, accepted, **changed))
    assert (told.code, told.field) == (code, field)


def test_nobody_is_asked_before_the_request_is_accepted(walk: Walk) -> None:
    number = walk.to(Step.FEE)
    assert refused(walk.desk, lambda: ask_holder(walk, number)).code == "not-now"


def test_a_holder_is_not_asked_twice_while_it_searches(walk: Walk, accepted: str) -> None:
    ask_holder(walk, accepted)
    told = refused(walk.desk, lambda: ask_holder(walk, accepted, holder="ＡＩＳ  Inc."))
    assert (told.code, told.field) == ("asked-already", "holder")
    ask_holder(walk, accepted, holder="i-Auc Inc.")
    answer(walk, accepted, _tasks(walk, accepted)[0].task_id, found="nothing", answer="")
    ask_holder(walk, accepted, question="旧姓でも検索してください。")
    assert [task.holder for task in _tasks(walk, accepted)] == ["AIS Inc.", "i-Auc Inc.", "AIS Inc."]


def test_another_case_may_ask_the_same_holder(walk: Walk, accepted: str) -> None:
    ask_holder(walk, accepted)
    other = walk.to(Step.DATE)
    ask_holder(walk, other)
    told = refused(walk.desk, lambda: answer(walk, other, _tasks(walk, accepted)[0].task_id))
    assert (told.code, told.field) == ("no-such-task", "task_id")


@pytest.mark.parametrize(
    ("changed", "code", "field"),
    [
        ({"answered_on": date(2026, 11, 23)}, "too-early", "answered_on"),
        ({"answered_on": date(2026, 11, 25)}, "in-future", "answered_on"),
        ({"answer": " "}, "answer-missing", "answer"),
        ({"found": "perhaps"}, "literal_error", "found"),
        ({"searched_by": "見本 無名"}, "no-such-staff", "searched_by"),
    ],
)
def test_an_answer_that_cannot_be_is_refused(
    walk: Walk, accepted: str, changed: dict[str, object], code: str, field: str
) -> None:
    ask_holder(walk, accepted)
    told = refused(walk.desk, lambda: answer(walk, accepted, 1, **changed))
    assert (told.code, told.field) == (code, field)


@pytest.mark.parametrize("found", ["nothing", "no_answer"])
def test_what_was_not_found_needs_no_words(walk: Walk, accepted: str, found: str) -> None:
    ask_holder(walk, accepted)
    answer(walk, accepted, 1, found=found, answer="")
    assert _tasks(walk, accepted)[0].found == found
    assert case_file.show_case(walk.desk, accepted).state is State.ACCEPTED


def test_a_late_answer_is_still_an_answer_but_only_one(walk: Walk, accepted: str) -> None:
    ask_holder(walk, accepted)
    walk.clock.set_day(date(2026, 12, 4))
    answer(walk, accepted, 1)
    (task,) = _tasks(walk, accepted)
    assert task.answered_on is not None
    assert task.answered_on > task.due_on
    assert refused(walk.desk, lambda: answer(walk, accepted, 1, found="nothing")).code == "answered-already"


def test_nothing_is_decided_until_all_have_answered(walk: Walk, accepted: str) -> None:
    ask_holder(walk, accepted)
    ask_holder(walk, accepted, holder="i-Auc Inc.")
    for task_id in (1, 2):
        for decide in (walk.decide, walk.refuse):
            assert refused(walk.desk, lambda decide=decide: decide(accepted)).code == "not-now"  # type: ignore[misc]
        answer(walk, accepted, task_id)
    walk.decide(accepted)
    assert case_file.show_case(walk.desk, accepted).state is State.DECIDED


def test_who_searched_does_not_decide_where_four_eyes_are_required(walk: Walk) -> None:
    adopt(walk.desk, _REQUIRED)
    colleague(walk.desk)
    number = walk.to(Step.DATE)
    ask_holder(walk, number)
    answer(walk, number, 1, searched_by=STAFF)
    told = refused(walk.desk, lambda: walk.decide(number))
    assert told.code == "four-eyes"
    assert case_file.show_case(walk.desk, number).course.decision_warnings
    walk.desk.staff_name = COLLEAGUE
    walk.decide(number)
    assert case_file.show_case(walk.desk, number).requests[0].decided_by == COLLEAGUE


def test_where_a_colleague_searched_one_decides_oneself(walk: Walk) -> None:
    adopt(walk.desk, _REQUIRED)
    number = walk.to(Step.DATE)
    ask_holder(walk, number)
    answer(walk, number, 1, searched_by=colleague(walk.desk))
    assert case_file.show_case(walk.desk, number).course.decision_warnings == ()
    walk.decide(number)


@pytest.mark.parametrize(("rule", "warned"), [(None, True), (_OFF, False)])
def test_elsewhere_it_is_warned_of_or_not(walk: Walk, rule: tuple[str, str] | None, warned: bool) -> None:
    if rule is not None:
        adopt(walk.desk, rule)
    number = walk.to(Step.DATE)
    ask_holder(walk, number)
    answer(walk, number, 1, searched_by=STAFF)
    assert bool(case_file.show_case(walk.desk, number).course.decision_warnings) is warned
    walk.decide(number)
