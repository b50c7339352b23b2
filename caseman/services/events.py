"""What happens to a case beside its steps: withdrawn, objected to, reopened, held."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlmodel import Session, col, select

from caseman.domain.actions import Action
from caseman.domain.lifecycle import State
from caseman.errors import InputError, RuleError
from caseman.offices.schema import Procedure
from caseman.services.case_facts import EventKind, case_events, fee_asked, in_force, open_correction
from caseman.services.course_inputs import EventInput, RemovalInput
from caseman.services.desk import Change, ChangeKind, Desk
from caseman.services.fee_asking import fee_limit, longest_wait
from caseman.services.gate import not_before, require
from caseman.services.removed import Removed, note_removed
from caseman.services.standing import resettle
from caseman.services.work import Work
from caseman.storage.case_tables import CaseRow, RequestRow
from caseman.storage.columns import row_id
from caseman.storage.course_tables import CaseEventRow, PastDecisionRow
from caseman.storage.letter_tables import DispatchRow
from caseman.text import T


def withdraw(desk: Desk, event: EventInput) -> Change:
    """The person takes the request back."""
    return _happen(desk, event, Action.WITHDRAW, EventKind.WITHDRAWN)


def deem_withdrawn(desk: Desk, event: EventInput) -> Change:
    """No answer, or no payment, came within the time limit: the request ends as the procedure says.

    Raises `RuleError` while the time limit that was told has not passed, and where none was told.
    """
    return _happen(desk, event, Action.DEEM_WITHDRAWN, EventKind.DEEMED_WITHDRAWN)


def object_to(desk: Desk, event: EventInput) -> Change:
    """The person objects to the answer; the decision may be taken anew."""
    return _happen(desk, event, Action.OBJECT, EventKind.OBJECTION)


def settle_objection(desk: Desk, event: EventInput) -> Change:
    """The objection is dealt with, by a new answer or by standing by the old one."""
    return _happen(desk, event, Action.SETTLE_OBJECTION, EventKind.OBJECTION_SETTLED)


def reopen(desk: Desk, event: EventInput) -> Change:
    """A closed or withdrawn case is taken up again, and stands where its facts put it."""
    return _happen(desk, event, Action.REOPEN, EventKind.REOPENED)


def hold(desk: Desk, event: EventInput) -> Change:
    """Litigation hold: nothing of the case may be destroyed until it is released."""
    return _happen(desk, event, Action.HOLD, EventKind.HELD)


def release(desk: Desk, event: EventInput) -> Change:
    """The litigation hold ends."""
    return _happen(desk, event, Action.RELEASE, EventKind.RELEASED)


def remove_event(desk: Desk, removal: RemovalInput) -> Change:
    """Take out the last event of a case, entered by mistake; the case stands again where its facts put it.

    Raises `RuleError` for an event that others followed, a reopening (close the case again), and an objection after
    which something was decided anew.
    """
    with desk.work(Action.AMEND) as work:
        case = work.case(removal.number)
        events = case_events(work.session, row_id(case))
        event = next((event for event in events if event.id == removal.row_id), None)
        if event is None:
            raise InputError("no-such-event", T("There is no such event in this case."), field="row_id")
        require(Action.AMEND, case)
        kind = EventKind(event.kind)
        work.require(_DONE_BY[kind])
        if event is not events[-1]:
            raise RuleError("not-last", T("Something else happened since. Take out what came last first."))
        if kind is EventKind.REOPENED:
            raise RuleError("reopened", T("A reopening cannot be taken out: close the case again."))
        if kind is EventKind.OBJECTION and _decided_anew(work.session, case):
            raise RuleError("decided", T("Something was decided anew. Take out that decision first."))
        work.session.delete(event)
        resettle(work, case)
        note_removed(work, case, Removed(kind.value), event.happened_on, removal)
    return Change(ChangeKind.CASE, (case.number,))


def _decided_anew(session: Session, case: CaseRow) -> bool:
    statement = select(PastDecisionRow.id).join(RequestRow).where(RequestRow.case_id == case.id)
    return session.exec(statement).first() is not None


# Who may do each may take it out again.
_DONE_BY = {
    EventKind.WITHDRAWN: Action.WITHDRAW,
    EventKind.DEEMED_WITHDRAWN: Action.DEEM_WITHDRAWN,
    EventKind.OBJECTION: Action.OBJECT,
    EventKind.OBJECTION_SETTLED: Action.SETTLE_OBJECTION,
    EventKind.REOPENED: Action.REOPEN,
    EventKind.HELD: Action.HOLD,
    EventKind.RELEASED: Action.RELEASE,
}
# What each answers: it cannot have happened before that.
_FOLLOWS = {
    EventKind.WITHDRAWN: (EventKind.REOPENED,),
    EventKind.DEEMED_WITHDRAWN: (EventKind.REOPENED,),
    EventKind.OBJECTION: (EventKind.OBJECTION_SETTLED, EventKind.REOPENED),
    EventKind.OBJECTION_SETTLED: (EventKind.OBJECTION,),
    EventKind.REOPENED: (EventKind.WITHDRAWN, EventKind.DEEMED_WITHDRAWN),
    EventKind.HELD: (EventKind.RELEASED,),
    EventKind.RELEASED: (EventKind.HELD,),
}


def _happen(desk: Desk, event: EventInput, action: Action, kind: EventKind) -> Change:
    with desk.work(action) as work:
        case = work.case(event.number)
        require(action, case)
        events = case_events(work.session, row_id(case))
        _check(work, case, events, kind, event.happened_on)
        not_before(event.happened_on, _earliest(work.session, case, events, kind), work.today, "happened_on")
        work.session.add(
            CaseEventRow(
                case_id=row_id(case),
                kind=kind,
                happened_on=event.happened_on,
                reason=event.reason,
                recorded_at=work.now,
                recorded_by=work.staff_id,
            )
        )
        if kind is EventKind.REOPENED:
            case.closed_on = case.retain_until = case.papers_end = None
        resettle(work, case)
        work.note(f"case_{kind.value}", case, happened_on=event.happened_on.isoformat())
    return Change(ChangeKind.CASE, (case.number,))


def _earliest(session: Session, case: CaseRow, events: Sequence[CaseEventRow], kind: EventKind) -> date:
    """The first day on which this can have happened: after what it answers, whatever else was recorded since."""
    days = [case.arrived_on, *(event.happened_on for event in events if event.kind in _FOLLOWS[kind])]
    if kind is EventKind.REOPENED and case.closed_on is not None:
        days.append(case.closed_on)
    if kind is EventKind.OBJECTION:
        days.append(_answer_left(session, case))
    return max(days)


def _answer_left(session: Session, case: CaseRow) -> date:
    """The day the first answer left the house; an objection is made to one."""
    left = session.exec(
        select(DispatchRow)
        .join(RequestRow, col(RequestRow.letter_id) == DispatchRow.letter_id)
        .where(RequestRow.case_id == case.id)
    ).all()
    return min((row.dispatched_on for row in left), default=case.arrived_on)


def _check(work: Work, case: CaseRow, events: Sequence[CaseEventRow], kind: EventKind, on: date) -> None:
    held = in_force(events, EventKind.HELD)
    if kind is EventKind.HELD and held:
        raise RuleError("held-already", T("This case is held already."))
    if kind is EventKind.RELEASED and not held:
        raise RuleError("not-held", T("This case is not held."))
    if kind is EventKind.DEEMED_WITHDRAWN:
        limit = _limit(work, case)
        if on <= limit:
            raise RuleError(
                "limit-not-passed",
                T("The time limit runs until {limit}. Wait until it has passed.", limit=limit),
                field="happened_on",
            )


def _limit(work: Work, case: CaseRow) -> date:
    """The last day on which the person can still mend what is missing. Raises `RuleError` where none was told."""
    procedure = work.desk.procedure_of(case.procedure_id)
    days = procedure.deficiencies.limit_days
    if State(case.state) is State.AWAITING_FEE:
        return _fee_limit(work, case, procedure)
    correction = open_correction(work.session, row_id(case))
    if correction is None:
        raise RuleError(
            "nothing-asked",
            T("The person was not told what is missing. Ask for a correction first, with its time limit."),
        )
    return correction.limit_on or correction.asked_on + timedelta(days=days)


def _fee_limit(work: Work, case: CaseRow, procedure: Procedure) -> date:
    """The last day for the fee: as it was told, else the procedure's days from the arrival, where it ends requests."""
    asked = fee_asked(work.session, row_id(case))
    if asked is not None:
        return asked.limit_on or fee_limit(work.desk, work.session, case, asked.happened_on)
    days = longest_wait(procedure, work.session, case)
    if days is None:
        raise RuleError(
            "fee-not-asked", T("The person was not asked for the fee. Ask for it first, with its time limit.")
        )
    return case.arrived_on + timedelta(days=days)
