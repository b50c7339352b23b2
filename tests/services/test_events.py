"""What happens to a case beside its steps: withdrawn, deemed withdrawn, objected to, taken up again, held."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from caseman.domain.letters import LetterKind
from caseman.domain.lifecycle import State, Step
from caseman.services import case_file, events
from caseman.services.auditing import verify_file
from caseman.services.case_facts import EventKind
from caseman.services.corrections import cure_correction
from caseman.services.course_inputs import EventInput
from caseman.services.desk import Desk
from caseman.services.inputs import CureInput
from caseman.services.today import today_view
from tests.services.course_walk import ask_correction, ask_fee, ask_holder, case_in, come_back, event
from tests.services.variants import adopt, standing
from tests.services.walking import ARRIVED, STAFF, TODAY, Walk, refused


def _state(walk: Walk, number: str) -> State:
    return case_file.show_case(walk.desk, number).state


def test_a_withdrawn_request_is_closed_without_an_answer(walk: Walk) -> None:
    number = walk.to(Step.DATE)
    event(walk, number, events.withdraw, reason="不要になったとのこと。")
    view = case_file.show_case(walk.desk, number)
    assert (view.state, view.next_step) == (State.WITHDRAWN, Step.CLOSE)
    assert [(e.kind, e.happened_on, e.reason, e.recorded_by) for e in view.course.events] == [
        (EventKind.WITHDRAWN, TODAY, "不要になったとのこと。", STAFF)
    ]
    assert view.missing_essential == ()
    walk.close(number, papers_end="returned")
    assert _state(walk, number) is State.CLOSED
    assert verify_file(walk.desk).sound


def test_a_withdrawal_ends_an_open_search(walk: Walk) -> None:
    number = walk.to(Step.DATE)
    ask_holder(walk, number)
    event(walk, number, events.withdraw)
    assert _state(walk, number) is State.WITHDRAWN
    event(walk, number, events.reopen)
    assert _state(walk, number) is State.SEARCHING


_SERVICES = (events.withdraw, events.hold, events.reopen, events.object_to)


@pytest.mark.parametrize("service", _SERVICES)
def test_it_is_said_why(walk: Walk, service: Callable[[Desk, object], object]) -> None:
    number = walk.to(Step.DATE)
    told = refused(walk.desk, lambda: event(walk, number, service, reason=" \n"))
    assert (told.code, told.field) == ("empty", "reason")


@pytest.mark.parametrize(
    ("day", "code"), [(date(2026, 11, 19), "too-early"), (date(2026, 11, 25), "in-future"), ("", "empty")]
)
def test_it_happened_on_a_possible_day(walk: Walk, day: object, code: str) -> None:
    number = walk.to(Step.DATE)
    told = refused(walk.desk, lambda: event(walk, number, events.withdraw, happened_on=day))
    assert (told.code, told.field) == (code, "happened_on")


def test_a_withdrawal_that_came_before_a_hold_may_be_noted_after_it(walk: Walk) -> None:
    number = walk.to(Step.DATE)
    event(walk, number, events.hold)
    event(walk, number, events.withdraw, happened_on=date(2026, 11, 23))
    assert _state(walk, number) is State.WITHDRAWN
    assert refused(walk.desk, lambda: event(walk, number, events.withdraw)).code == "not-now"


def test_it_is_deemed_withdrawn_only_after_the_limit_that_was_told(walk: Walk) -> None:
    number = walk.case()
    ask_correction(walk, number, limit_on=None)
    assert case_file.show_case(walk.desk, number).corrections[0].limit_on == date(2026, 12, 8)
    for day in (date(2026, 12, 7), date(2026, 12, 8)):
        walk.clock.set_day(day)
        told = refused(walk.desk, lambda: event(walk, number, events.deem_withdrawn))
        assert (told.code, told.field) == ("limit-not-passed", "happened_on")
        assert "2026-12-08" in str(told)
    walk.clock.set_day(date(2026, 12, 9))
    told = refused(walk.desk, lambda: event(walk, number, events.deem_withdrawn, happened_on=date(2026, 12, 8)))
    assert told.code == "limit-not-passed"
    event(walk, number, events.deem_withdrawn)
    view = case_file.show_case(walk.desk, number)
    assert (view.state, view.next_step) == (State.DEEMED_WITHDRAWN, Step.CLOSE)


def test_who_was_not_told_what_is_missing_is_not_deemed_to_withdraw(walk: Walk) -> None:
    number = walk.case()
    walk.identity(number, result="not_confirmed", name_agrees=False)
    assert _state(walk, number) is State.AWAITING_CORRECTION
    walk.clock.set_day(date(2027, 3, 1))
    assert refused(walk.desk, lambda: event(walk, number, events.deem_withdrawn)).code == "nothing-asked"


def test_an_unpaid_fee_is_awaited_as_long_as_its_own_rule_says(walk: Walk) -> None:
    purpose = '\n[[requests]]\nsource = "s"\ntype = "purpose"\n'
    fee = '\n[[fees]]\nsource = "s"\ntype = "purpose"\namount = 100\nmeans = ["stamps"]\nunpaid_after_days = 60\n'
    adopt(
        walk.desk,
        ("amount = 5250", "amount = 5250\nunpaid_after_days = 7"),
        ("\n[bank_account]", f"{purpose}{fee}\n[bank_account]"),
    )
    number, other = walk.to(Step.IDENTITY), walk.case("purpose")
    walk.identity(other)
    walk.clock.set_day(date(2026, 11, 27))
    told = refused(walk.desk, lambda: event(walk, number, events.deem_withdrawn))
    assert "2026-11-27" in str(told)
    walk.clock.set_day(date(2026, 11, 28))
    event(walk, number, events.deem_withdrawn)
    assert _state(walk, number) is State.DEEMED_WITHDRAWN
    told = refused(walk.desk, lambda: event(walk, other, events.deem_withdrawn))
    assert "2027-01-19" in str(told)


def test_where_the_procedure_only_waits_the_fee_must_have_been_asked_for(walk: Walk) -> None:
    number = walk.to(Step.IDENTITY)
    walk.clock.set_day(date(2027, 1, 15))
    assert refused(walk.desk, lambda: event(walk, number, events.deem_withdrawn)).code == "fee-not-asked"


def test_without_a_limit_of_its_own_the_fee_has_that_of_deficiencies(walk: Walk) -> None:
    number = walk.to(Step.IDENTITY)
    ask_fee(walk, number, asked_on=ARRIVED)
    walk.clock.set_day(date(2026, 12, 4))
    assert "2026-12-04" in str(refused(walk.desk, lambda: event(walk, number, events.deem_withdrawn)))
    walk.clock.set_day(date(2026, 12, 5))
    event(walk, number, events.deem_withdrawn)


def test_what_was_mended_in_time_is_not_deemed_withdrawn(walk: Walk) -> None:
    number = walk.case()
    ask_correction(walk, number)
    cure_correction(walk.desk, CureInput.read(number=number, cured_on=TODAY))
    walk.clock.set_day(date(2027, 1, 4))
    assert refused(walk.desk, lambda: event(walk, number, events.deem_withdrawn)).code == "not-now"


def test_an_objection_is_answered_by_a_new_decision_and_letter(walk: Walk) -> None:
    number = walk.case()
    walk.identity(number)
    walk.payment(number)
    walk.accept(number)
    walk.refuse(number, ground="rights", reason="第三者の権利を害するおそれがあるため。")
    first = walk.letter(number, LetterKind.NON_DISCLOSURE)
    walk.dispatch(number, first)
    walk.deliver(number, first)
    assert refused(walk.desk, lambda: walk.decide(number)).code == "already-sent"
    event(walk, number, events.object_to)
    view = case_file.show_case(walk.desk, number)
    assert (view.state, view.next_step) == (State.OBJECTED, Step.DECISION)
    walk.decide(number)
    second = walk.letter(number)
    assert second == f"{number}-02"
    walk.dispatch(number, second)
    assert _state(walk, number) is State.OBJECTED
    event(walk, number, events.settle_objection, reason="改めて開示しました。")
    assert _state(walk, number) is State.DISPATCHED
    walk.deliver(number, second)
    view = case_file.show_case(walk.desk, number)
    assert view.state is State.DELIVERED
    assert [(x.document_number, x.superseded) for x in view.letters] == [(second, False), (first, False)]
    walk.close(number)


def test_an_objection_may_be_settled_by_standing_by_the_answer(walk: Walk) -> None:
    number = walk.to(Step.DISPATCH)
    event(walk, number, events.object_to)
    assert refused(walk.desk, lambda: walk.close(number)).code == "not-now"
    event(walk, number, events.settle_objection)
    assert _state(walk, number) is State.DELIVERED
    event(walk, number, events.object_to)
    assert _state(walk, number) is State.OBJECTED, "a second objection is possible"


def test_an_objection_cannot_come_before_the_answer_left(walk: Walk) -> None:
    number = walk.to(Step.DISPATCH)
    told = refused(walk.desk, lambda: event(walk, number, events.object_to, happened_on=date(2026, 11, 23)))
    assert (told.code, told.field) == ("too-early", "happened_on")


@pytest.mark.parametrize("before", [State.RECEIVED, State.AWAITING_FEE, State.READY, State.ACCEPTED, State.DECIDED])
def test_a_withdrawn_case_is_taken_up_where_it_stood(walk: Walk, before: State) -> None:
    number = case_in(walk, before, told="no")
    stood = standing(walk.desk, number)
    event(walk, number, events.withdraw)
    assert standing(walk.desk, number)["state"] == State.WITHDRAWN
    event(walk, number, events.reopen)
    assert standing(walk.desk, number) == stood
    event(walk, number, events.withdraw)
    assert _state(walk, number) is State.WITHDRAWN


def test_a_closed_case_is_taken_up_again(walk: Walk) -> None:
    number = walk.to(Step.DISPATCH)
    stood = standing(walk.desk, number)
    walk.close(number)
    walk.clock.set_day(date(2026, 11, 26))
    told = refused(walk.desk, lambda: event(walk, number, events.reopen, happened_on=date(2026, 11, 23)))
    assert (told.code, told.field) == ("too-early", "happened_on")
    event(walk, number, events.reopen)
    view = case_file.show_case(walk.desk, number)
    assert (view.closed_on, view.retain_until, view.papers_end) == (None, None, None)
    assert standing(walk.desk, number) == stood
    assert refused(walk.desk, lambda: event(walk, number, events.reopen)).code == "not-now"
    walk.close(number, closed_on=date(2026, 11, 26))
    assert case_file.show_case(walk.desk, number).retain_until == date(2029, 11, 26)


def test_a_case_closed_after_its_withdrawal_is_taken_up_where_it_stood_before_both(walk: Walk) -> None:
    number = walk.to(Step.DATE)
    event(walk, number, events.withdraw)
    walk.close(number)
    event(walk, number, events.reopen)
    assert _state(walk, number) is State.ACCEPTED


def test_a_hold_is_made_once_and_released_once(walk: Walk) -> None:
    number = walk.to(Step.CLOSE)
    assert refused(walk.desk, lambda: event(walk, number, events.release)).code == "not-held"
    event(walk, number, events.hold, reason="訴訟の通知があったため。")
    view = case_file.show_case(walk.desk, number)
    assert (view.course.held, view.state) == (True, State.CLOSED)
    assert refused(walk.desk, lambda: event(walk, number, events.hold)).code == "held-already"
    event(walk, number, events.release)
    assert case_file.show_case(walk.desk, number).course.held is False
    assert refused(walk.desk, lambda: event(walk, number, events.release)).code == "not-held"
    event(walk, number, events.hold)
    assert case_file.show_case(walk.desk, number).course.held is True


def test_a_hold_is_not_released_before_it_was_made(walk: Walk) -> None:
    number = walk.to(Step.DATE)
    event(walk, number, events.hold)
    told = refused(walk.desk, lambda: event(walk, number, events.release, happened_on=date(2026, 11, 23)))
    assert told.code == "too-early"


def test_an_objection_to_a_letter_that_came_back(walk: Walk) -> None:
    number = case_in(walk, State.UNDELIVERED)
    event(walk, number, events.object_to)
    event(walk, number, events.settle_objection)
    assert _state(walk, number) is State.UNDELIVERED
    assert refused(walk.desk, lambda: come_back(walk, number, f"{number}-02")).code == "not-sent"


def test_a_date_that_nobody_waits_for_is_not_missed(walk: Walk) -> None:
    withdrawn, running = walk.to(Step.CASE), walk.to(Step.CASE)
    events.withdraw(walk.desk, EventInput.read(number=withdrawn, happened_on=TODAY, reason="電話で取下げ（見本）"))
    due = case_file.show_case(walk.desk, running).due_on
    walk.clock.set_day(due + timedelta(days=1))
    today = today_view(walk.desk)
    assert today.overdue == 1
    assert [line.number for line in today.soonest] == [running]
