"""A case brought into each of its states, and each action tried on it, by the services that the pages call."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from caseman.domain.actions import Action
from caseman.domain.letters import LetterKind
from caseman.domain.lifecycle import State
from caseman.services import (
    acceptance,
    case_file,
    complaints,
    corrections,
    dispatch,
    events,
    extensions,
    fee_asking,
    people,
    search_tasks,
)
from caseman.services.course_inputs import (
    EventInput,
    ExtensionInput,
    RemovalInput,
    ReportInput,
    ReturnInput,
    SearchAnswerInput,
    SearchInput,
)
from caseman.services.desk import Desk
from caseman.services.fee_inputs import FeeAskedInput, WaiverInput
from caseman.services.inputs import AmendedPersonInput, CorrectionInput, CureInput
from tests.services.walking import PRINCIPAL, TODAY, Walk

# The limit for a correction and that for the fee (14 days from the arrival) have passed; the period has not.
LATER = date(2026, 12, 7)
LIMIT = date(2026, 12, 4)


def event(walk: Walk, number: str, service: Callable[[Desk, EventInput], object], /, **changed: object) -> None:
    """Something that happened, today unless said."""
    values: dict[str, object] = {"number": number, "happened_on": walk.desk.today(), "reason": "見本の理由。"}
    service(walk.desk, EventInput.read(**(values | changed)))


def ask_correction(walk: Walk, number: str, /, **changed: object) -> None:
    values: dict[str, object] = {"number": number, "defect": "印影が不鮮明です。", "asked_on": TODAY, "limit_on": LIMIT}
    corrections.ask_correction(walk.desk, CorrectionInput.read(**(values | changed)))


def cure(walk: Walk, number: str, /, **changed: object) -> None:
    values: dict[str, object] = {"number": number, "cured_on": walk.desk.today()}
    corrections.cure_correction(walk.desk, CureInput.read(**(values | changed)))


def ask_fee(walk: Walk, number: str, /, **changed: object) -> None:
    """The fee is asked for today, unless said, with the procedure's time limit."""
    values: dict[str, object] = {"number": number, "asked_on": walk.desk.today()}
    fee_asking.ask_fee(walk.desk, FeeAskedInput.read(**(values | changed)))


def waive_fee(walk: Walk, number: str, /, **changed: object) -> None:
    values: dict[str, object] = {
        "number": number,
        "waived_on": walk.desk.today(),
        "reason": "生活保護を受けているため。",
    }
    fee_asking.waive_fee(walk.desk, WaiverInput.read(**(values | changed)))


def ask_holder(walk: Walk, number: str, /, **changed: object) -> None:
    values: dict[str, object] = {
        "number": number,
        "holder": "AIS Inc.",
        "question": "氏名と生年月日で検索してください。",
        "asked_on": walk.desk.today(),
    }
    search_tasks.ask_holder(walk.desk, SearchInput.read(**(values | changed)))


def answer(walk: Walk, number: str, task_id: int, /, **changed: object) -> None:
    values: dict[str, object] = {
        "number": number,
        "task_id": task_id,
        "answered_on": walk.desk.today(),
        "found": "found",
        "answer": "会員台帳に一件。",
    }
    search_tasks.note_answer(walk.desk, SearchAnswerInput.read(**(values | changed)))


def come_back(walk: Walk, number: str, document: str, /, **changed: object) -> None:
    values: dict[str, object] = {
        "number": number,
        "document_number": document,
        "returned_on": walk.desk.today(),
        "reason": "あて所に尋ねあたりません",
    }
    dispatch.note_return(walk.desk, ReturnInput.read(**(values | changed)))


def _identify(walk: Walk, number: str) -> None:
    walk.identity(number)


def _pay(walk: Walk, number: str) -> None:
    walk.payment(number)


def _accept(walk: Walk, number: str) -> None:
    walk.identity(number)
    walk.payment(number)
    walk.accept(number)


def _decide(walk: Walk, number: str) -> None:
    walk.decide(number, 1)
    walk.decide(number, 2)


def _send_all(walk: Walk, number: str) -> None:
    for kind in (LetterKind.DISCLOSURE, LetterKind.COMPLAINT_REPLY):
        walk.dispatch(number, walk.letter(number, kind), dispatched_on=walk.desk.today())


def _deliver_all(walk: Walk, number: str) -> None:
    for each in case_file.show_case(walk.desk, number).letters:
        walk.deliver(number, each.document_number, walk.desk.today())


def _turn_down(walk: Walk, number: str) -> None:
    walk.identity(number, result="not_confirmed", sharp=False, note="写しが不鮮明。")


Act = Callable[[Walk, str], None]


def _both(*acts: Act) -> Act:
    def do(walk: Walk, number: str) -> None:
        for act in acts:
            act(walk, number)

    return do


_ACCEPTED = _both(_accept)
_DECIDED = _both(_accept, _decide)
_DISPATCHED = _both(_DECIDED, _send_all)
_WAYS: dict[State, Act] = {
    State.RECEIVED: _both(),
    State.AWAITING_CORRECTION: ask_correction,
    State.AWAITING_FEE: _identify,
    State.READY: _both(_identify, _pay),
    State.ACCEPTED: _ACCEPTED,
    State.SEARCHING: _both(_accept, ask_holder),
    State.DECIDED: _DECIDED,
    State.DISPATCHED: _DISPATCHED,
    State.DELIVERED: _both(_DISPATCHED, _deliver_all),
    State.UNDELIVERED: _both(_DISPATCHED, lambda walk, number: come_back(walk, number, f"{number}-02")),
    State.OBJECTED: _both(_DISPATCHED, lambda walk, number: event(walk, number, events.object_to)),
}
_ANSWERED = (State.DISPATCHED, State.DELIVERED, State.UNDELIVERED)


def case_in(walk: Walk, state: State, before: State | None = None, told: str = "sent") -> str:
    """A new case that stands in a state; `before`: from which one a withdrawn or closed case came there.

    It asks for a disclosure, which costs a fee, and complains. `told`: whether it was acknowledged: "no", "made", or
    "sent". The day is `LATER` afterwards.
    """
    number = walk.case("disclosure", "complaint")
    if told != "no":
        document = walk.letter(number, LetterKind.ACKNOWLEDGEMENT)
        if told == "sent":
            walk.dispatch(number, document)
    if state in _WAYS:
        _WAYS[state](walk, number)
        walk.clock.set_day(LATER)
    elif state is State.DEEMED_WITHDRAWN:
        _WAYS[before or State.AWAITING_CORRECTION](walk, number)
        walk.clock.set_day(LATER)
        event(walk, number, events.deem_withdrawn)
    else:
        came_from = before or State.READY
        _WAYS[came_from](walk, number)
        walk.clock.set_day(LATER)
        if came_from not in _ANSWERED:
            event(walk, number, events.withdraw)
        if state is State.CLOSED:
            walk.close(number, closed_on=LATER, despite_missing=True)
    assert case_file.show_case(walk.desk, number).state is state
    return number


def _try_decide(walk: Walk, number: str) -> None:
    accepted = case_file.show_case(walk.desk, number).accepted_on is not None
    (walk.decide if accepted else walk.refuse)(number, decided_on=LATER)


def _try_letter(walk: Walk, number: str) -> None:
    walk.letter(number, LetterKind.ACKNOWLEDGEMENT)


def _try_dispatch(walk: Walk, number: str) -> None:
    made = case_file.show_case(walk.desk, number).letters
    document = next((each for each in made if each.to_send), made[0]).document_number
    walk.dispatch(number, document, dispatched_on=LATER)


def _try_extend(walk: Walk, number: str) -> None:
    told = ExtensionInput.read(number=number, noticed_on=LATER, amount=5, reason="記録が多いため。")
    extensions.extend(walk.desk, told)


def _try_report(walk: Walk, number: str) -> None:
    report = ReportInput.read(number=number, reported_on=LATER, reported_to="代表取締役")
    complaints.report_complaint(walk.desk, report)


def _try_undo(walk: Walk, number: str) -> None:
    acceptance.undo_acceptance(walk.desk, RemovalInput.read(number=number, reason="誤入力"))


def amend(walk: Walk, number: str, /, **changed: object) -> None:
    """The principal told another telephone number, unless other values are said."""
    values = {"number": number, **PRINCIPAL, "telephone": "03-0000-0009", "why": "電話での申出"}
    people.amend_person(walk.desk, AmendedPersonInput.read(**(values | changed)))


def remove(service: Callable[[Desk, RemovalInput], object], walk: Walk, number: str, row_id: int = 0) -> None:
    """Take out an entry as one made by mistake."""
    service(walk.desk, RemovalInput.read(number=number, row_id=row_id, reason="誤入力"))


def _event(service: Callable[[Desk, EventInput], object]) -> Act:
    return lambda walk, number: event(walk, number, service)


ATTEMPTS: dict[Action, Act] = {
    Action.CHECK_IDENTITY: lambda walk, number: walk.identity(number, checked_on=LATER),
    Action.ASK_CORRECTION: lambda walk, number: ask_correction(walk, number, asked_on=LATER, limit_on=None),
    Action.CURE_CORRECTION: cure,
    Action.RECORD_PAYMENT: _pay,
    Action.ASK_FEE: ask_fee,
    Action.WAIVE_FEE: waive_fee,
    Action.WRITE_ABOUT_FEE: lambda walk, number: walk.letter(number, LetterKind.RECEIPT) and None,
    Action.ACCEPT: lambda walk, number: walk.accept(number, LATER),
    Action.EXTEND: _try_extend,
    Action.ASK_SEARCH: lambda walk, number: ask_holder(walk, number, holder="i-Auc Inc."),
    Action.ANSWER_SEARCH: lambda walk, number: answer(walk, number, 1),
    Action.DECIDE: _try_decide,
    Action.MAKE_LETTER: _try_letter,
    Action.WRITE_CLOSURE: lambda walk, number: walk.letter(number, LetterKind.CLOSURE) and None,
    Action.DISPATCH: _try_dispatch,
    Action.DELIVER: lambda walk, number: walk.deliver(number, f"{number}-01", LATER),
    Action.RETURN: lambda walk, number: come_back(walk, number, f"{number}-01"),
    Action.OBJECT: _event(events.object_to),
    Action.SETTLE_OBJECTION: _event(events.settle_objection),
    Action.WITHDRAW: _event(events.withdraw),
    Action.DEEM_WITHDRAWN: _event(events.deem_withdrawn),
    Action.CLOSE: lambda walk, number: walk.close(number, closed_on=LATER, despite_missing=True),
    Action.REOPEN: _event(events.reopen),
    Action.HOLD: _event(events.hold),
    Action.RELEASE: _event(events.release),
    Action.REPORT: _try_report,
    Action.UNDO_ACCEPTANCE: _try_undo,
    Action.AMEND: amend,
}
