"""Whatever was entered by mistake is taken out again: the case stands as if it had never been, the trail tells it."""

from __future__ import annotations

from datetime import date

import pytest

from caseman.domain.letters import LetterKind
from caseman.domain.lifecycle import State, Step
from caseman.services import case_file, decisions, dispatch, events, identity, search_tasks
from caseman.services.views import CaseView
from tests.services.course_walk import LATER, answer, ask_holder, come_back, event, remove
from tests.services.test_ledger import row
from tests.services.walking import TODAY, Walk, refused


def _view(walk: Walk, number: str) -> CaseView:
    return case_file.show_case(walk.desk, number)


def _last(walk: Walk, number: str) -> str:
    return str(_view(walk, number).history[0].label)


def test_a_check_of_identity(walk: Walk) -> None:
    number = walk.to(Step.FEE)
    (check,) = _view(walk, number).checks
    remove(identity.remove_check, walk, number, check.check_id)
    view = _view(walk, number)
    assert (view.checks, view.next_step) == ((), Step.IDENTITY)
    assert _last(walk, number) == "The check of identity of 2026-11-24 (Tue) was taken out: 誤入力"
    assert refused(walk.desk, lambda: remove(identity.remove_check, walk, number, check.check_id)).code == (
        "no-such-check"
    )


def test_not_once_the_request_is_accepted(walk: Walk) -> None:
    number = walk.to(Step.DATE)
    (check,) = _view(walk, number).checks
    told = refused(walk.desk, lambda: remove(identity.remove_check, walk, number, check.check_id))
    assert told.code == "already-accepted"


def test_a_search_task_and_first_its_answer(walk: Walk) -> None:
    number = walk.to(Step.DATE)
    ask_holder(walk, number)
    task = _view(walk, number).course.searches[0].task_id
    answer(walk, number, task)
    remove(search_tasks.remove_search, walk, number, task)
    (search,) = _view(walk, number).course.searches
    assert (search.answered_on, search.found, search.answer) == (None, None, "")
    assert _view(walk, number).state is State.SEARCHING
    remove(search_tasks.remove_search, walk, number, task)
    assert _view(walk, number).course.searches == ()
    assert _view(walk, number).state is State.ACCEPTED


def test_not_once_something_was_decided_on_what_was_found(walk: Walk) -> None:
    number = walk.to(Step.DATE)
    ask_holder(walk, number)
    task = _view(walk, number).course.searches[0].task_id
    answer(walk, number, task)
    walk.decide(number)
    assert refused(walk.desk, lambda: remove(search_tasks.remove_search, walk, number, task)).code == "decided"


def test_a_decision_with_its_items_and_its_letter(walk: Walk) -> None:
    number = walk.to(Step.DATE)
    walk.decide(number, items=({"item": "会員台帳", "outcome": "grant"},))
    walk.letter(number)
    remove(decisions.remove_decision, walk, number, 1)
    view = _view(walk, number)
    (request,) = view.requests
    assert (request.outcome, request.decided_on, request.details, request.items) == (None, None, "", ())
    assert (view.state, view.letters[0].superseded) == (State.ACCEPTED, True)
    assert refused(walk.desk, lambda: remove(decisions.remove_decision, walk, number, 1)).code == "not-decided"


def test_not_once_the_letter_has_left(walk: Walk) -> None:
    number = walk.to(Step.DISPATCH)
    assert refused(walk.desk, lambda: remove(decisions.remove_decision, walk, number, 1)).code == "already-sent"


def test_the_way_of_a_letter_from_its_end(walk: Walk) -> None:
    number = walk.to(Step.DISPATCH)
    (line,) = _view(walk, number).letters
    assert line.dispatch_id is not None
    for what, state in (("The delivery", State.DISPATCHED), ("The dispatch", State.DECIDED)):
        remove(dispatch.remove_dispatch, walk, number, line.dispatch_id)
        assert _view(walk, number).state is state
        assert _last(walk, number).startswith(f"{what} of 2026-11-24")
    (line,) = _view(walk, number).letters
    assert (line.to_send, line.dispatch_id) == (True, None)


def test_a_letter_that_came_back_and_left_again(walk: Walk) -> None:
    number = walk.to(Step.LETTER)
    document = f"{number}-01"
    walk.dispatch(number, document)
    first = _view(walk, number).letters[0].dispatch_id
    come_back(walk, number, document)
    walk.dispatch(number, document)
    second = _view(walk, number).letters[0].dispatch_id
    assert first is not None
    assert second is not None
    assert refused(walk.desk, lambda: remove(dispatch.remove_dispatch, walk, number, first)).code == "left-again"
    remove(dispatch.remove_dispatch, walk, number, second)
    assert _view(walk, number).state is State.UNDELIVERED
    remove(dispatch.remove_dispatch, walk, number, first)
    assert _view(walk, number).state is State.DISPATCHED


@pytest.mark.parametrize(
    ("step", "service", "state"),
    [
        (Step.FEE, events.withdraw, State.READY),
        (Step.DATE, events.hold, State.ACCEPTED),
        (Step.DISPATCH, events.object_to, State.DELIVERED),
    ],
)
def test_the_last_event(walk: Walk, step: Step, service: object, state: State) -> None:
    number = walk.to(step)
    event(walk, number, service)  # type: ignore[arg-type]
    (happened,) = _view(walk, number).course.events
    remove(events.remove_event, walk, number, happened.event_id)
    view = _view(walk, number)
    assert (view.course.events, view.state, view.course.held) == ((), state, False)
    assert refused(walk.desk, lambda: remove(events.remove_event, walk, number, happened.event_id)).code == (
        "no-such-event"
    )


def test_only_the_last_and_no_reopening(walk: Walk) -> None:
    number = walk.to(Step.FEE)
    event(walk, number, events.withdraw)
    event(walk, number, events.reopen)
    first, last = _view(walk, number).course.events
    assert refused(walk.desk, lambda: remove(events.remove_event, walk, number, first.event_id)).code == "not-last"
    assert refused(walk.desk, lambda: remove(events.remove_event, walk, number, last.event_id)).code == "reopened"


def _decided_anew(walk: Walk) -> str:
    """Refused at first; after an objection, disclosed."""
    number = walk.to(Step.DATE)
    walk.refuse(number, ground="rights", reason="第三者の権利を害するおそれがあるため。")
    document = walk.letter(number, LetterKind.NON_DISCLOSURE)
    walk.dispatch(number, document)
    walk.deliver(number, document)
    walk.clock.set_day(LATER)
    event(walk, number, events.object_to, happened_on=LATER)
    walk.decide(number, decided_on=LATER)
    return number


def test_the_first_decision_is_kept_when_an_objection_leads_to_another(walk: Walk) -> None:
    number = _decided_anew(walk)
    (past,) = _view(walk, number).course.past_decisions
    assert (past.outcome.value, past.decided_on, past.reason) == (
        "refuse",
        TODAY,
        "第三者の権利を害するおそれがあるため。",
    )
    assert past.document_number == f"{number}-01"
    line = row(walk, number)
    assert line["results"] == "Granted"
    assert "Decided at first 2026-11-24" in line["remarks"]
    assert "第三者の権利を害するおそれがあるため。" in line["remarks"]
    assert (line["dispatched_on"], line["delivered_on"]) == ("2026-11-24", "2026-11-24"), "the first answer stands"
    walk.letter(number)
    line = row(walk, number)
    assert (line["dispatched_on"], line["delivered_on"]) == ("2026-11-24", "2026-11-24"), "the new one has not left"


def test_a_decision_anew_cannot_lie_before_the_objection(walk: Walk) -> None:
    number = _decided_anew(walk)
    told = refused(walk.desk, lambda: walk.decide(number, decided_on=TODAY))
    assert (told.code, told.field) == ("too-early", "decided_on")


def test_taken_out_the_first_one_stands_again(walk: Walk) -> None:
    number = _decided_anew(walk)
    happened = _view(walk, number).course.events[-1]
    told = refused(walk.desk, lambda: remove(events.remove_event, walk, number, happened.event_id))
    assert told.code == "decided"
    remove(decisions.remove_decision, walk, number, 1)
    view = _view(walk, number)
    (request,) = view.requests
    assert request.outcome is not None
    assert (request.outcome.value, request.decided_on, view.letters_open) == ("refuse", TODAY, ())
    assert view.course.past_decisions == ()
    assert refused(walk.desk, lambda: remove(decisions.remove_decision, walk, number, 1)).code == "already-sent"
    remove(events.remove_event, walk, number, happened.event_id)
    assert _view(walk, number).state is State.DELIVERED


def test_changed_twice_only_what_was_told_is_kept(walk: Walk) -> None:
    number = _decided_anew(walk)
    walk.decide(number, decided_on=LATER, details="会員台帳のみ")
    assert len(_view(walk, number).course.past_decisions) == 1
    assert date(2026, 11, 24) == _view(walk, number).course.past_decisions[0].decided_on
