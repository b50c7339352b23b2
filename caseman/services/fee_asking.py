"""The fee is asked for, asked for again, waived with a reason; what was entered by mistake is taken out.

APPI Art. 38 allows a fee for some types of request only: where none is due, none is asked for.
"""

from __future__ import annotations

from datetime import date, timedelta

from sqlmodel import Session, select

from caseman.domain.actions import Action
from caseman.domain.fees import FeeEvent, FeeState, Money
from caseman.domain.requests import RequestType
from caseman.errors import InputError, RuleError
from caseman.offices.schema import Procedure
from caseman.services.case_facts import estimates_open, fee_asked, fee_standing, fee_waived
from caseman.services.course_inputs import RemovalInput
from caseman.services.desk import Change, ChangeKind, Desk
from caseman.services.fee_inputs import FeeAskedInput, WaiverInput
from caseman.services.fees import check_still_settled
from caseman.services.gate import not_before, require
from caseman.services.letter_standing import take_back_notice
from caseman.services.removed import Removed, note_removed
from caseman.services.standing import resettle
from caseman.services.work import Work
from caseman.storage.case_tables import CaseRow, RequestRow
from caseman.storage.columns import row_id
from caseman.storage.money_tables import FeeEventRow
from caseman.storage.reading import of_case
from caseman.text import T

_OPEN = (FeeState.UNPAID, FeeState.SHORT)


def ask_fee(desk: Desk, asked: FeeAskedInput) -> Change:
    """Record that the fee was asked for; under some procedures the clock stops until it is settled.

    Raises `RuleError` where no fee is due (Art. 38), where it is paid, and where it was asked for already.
    """
    return _ask(desk, asked, FeeEvent.ASKED)


def remind_of_fee(desk: Desk, asked: FeeAskedInput) -> Change:
    """Record that the fee was asked for again, with a new time limit. Raises `RuleError` where it never was."""
    return _ask(desk, asked, FeeEvent.REMINDED)


def waive_fee(desk: Desk, waiver: WaiverInput) -> Change:
    """Record that the office asks no fee after all, and why. What was paid already is to be given back."""
    with desk.work(Action.WAIVE_FEE) as work:
        case = work.case(waiver.number)
        require(Action.WAIVE_FEE, case)
        due, _, _ = fee_standing(work.session, row_id(case))
        if fee_waived(work.session, row_id(case)):
            raise RuleError("waived-already", T("The fee is waived already."))
        if due.minor == 0:
            raise RuleError("no-fee-due", T("No fee is due in this case."))
        _add(work, case, FeeEvent.WAIVED, waiver.waived_on, reason=waiver.reason)
    return Change(ChangeKind.CASE, (case.number,))


def restore_fee(desk: Desk, waiver: WaiverInput) -> Change:
    """Take a waiver back: the fee is due again. Raises `RuleError` for a request that was accepted on it."""
    with desk.work(Action.WAIVE_FEE) as work:
        case = work.case(waiver.number)
        require(Action.WAIVE_FEE, case)
        if not fee_waived(work.session, row_id(case)):
            raise RuleError("not-waived", T("The fee is not waived."))
        _add(work, case, FeeEvent.RESTORED, waiver.waived_on, reason=waiver.reason)
        check_still_settled(desk, work, case)
    return Change(ChangeKind.CASE, (case.number,))


def remove_fee_event(desk: Desk, removal: RemovalInput) -> Change:
    """Take out the last thing that was noted about asking for the fee, entered by mistake.

    Raises `RuleError` for one that others followed, or that a letter told which left already.
    """
    with desk.work(Action.ASK_FEE) as work:
        case = work.case(removal.number)
        require(Action.ASK_FEE, case)
        rows = fee_events(work.session, row_id(case))
        row = next((each for each in rows if each.id == removal.row_id), None)
        if row is None:
            raise InputError("no-such-event", T("There is no such event in this case."), field="row_id")
        kind = FeeEvent(row.kind)
        if kind in (FeeEvent.WAIVED, FeeEvent.RESTORED):
            work.require(Action.WAIVE_FEE)
        if row is not rows[-1]:
            raise RuleError("not-last", T("Something else happened since. Take out what came last first."))
        told = T("The fee notice has left already: this was told to the person.")
        take_back_notice(work.session, row.letter_id, told)
        work.session.delete(row)
        check_still_settled(desk, work, case)
        resettle(work, case)
        note_removed(work, case, Removed(f"fee_{kind.value}"), row.happened_on, removal)
    return Change(ChangeKind.CASE, (case.number,))


def fee_events(session: Session, case_id: int) -> list[FeeEventRow]:
    """What was done about asking for the fee of a case, in order of entry."""
    return list(of_case(session, FeeEventRow, case_id))


def fee_limit(desk: Desk, session: Session, case: CaseRow, asked_on: date) -> date:
    """The procedure's time limit for a fee that is asked for on a day; its limit for deficiencies where it has none."""
    procedure = desk.procedure_of(case.procedure_id)
    days = longest_wait(procedure, session, case)
    return asked_on + timedelta(days=procedure.deficiencies.limit_days if days is None else days)


def longest_wait(procedure: Procedure, session: Session, case: CaseRow) -> int | None:
    """Calendar days that the procedure waits for the fees of a case; None where it does not say."""
    requests = of_case(session, RequestRow, case.id)
    rules = [procedure.fee_rule(RequestType(request.type), case.arrived_on) for request in requests]
    waits = [rule.unpaid_after_days for rule in rules if rule is not None and rule.unpaid_after_days is not None]
    return max(waits, default=None)


def _ask(desk: Desk, asked: FeeAskedInput, kind: FeeEvent) -> Change:
    with desk.work(Action.ASK_FEE) as work:
        case = work.case(asked.number)
        require(Action.ASK_FEE, case)
        _check_due(desk, work, case)
        before = fee_asked(work.session, row_id(case))
        if kind is FeeEvent.ASKED and before is not None:
            raise RuleError(
                "asked-already", T("The fee was asked for on {day}. Note a reminder.", day=before.happened_on)
            )
        if kind is FeeEvent.REMINDED and before is None:
            raise RuleError("not-asked", T("The fee was not asked for yet. Note first that it was asked for."))
        limit = asked.limit_on or fee_limit(desk, work.session, case, asked.asked_on)
        if limit < asked.asked_on:
            raise InputError("limit-before", T("The time limit cannot lie before the notice."), field="limit_on")
        _add(work, case, kind, asked.asked_on, limit=limit, field="asked_on")
    return Change(ChangeKind.CASE, (case.number,))


def _check_due(desk: Desk, work: Work, case: CaseRow) -> None:
    requests = work.session.exec(select(RequestRow).where(RequestRow.case_id == case.id)).all()
    if estimates_open(desk.procedure_of(case.procedure_id), requests, case):
        raise RuleError("estimate-open", T("The fee is not estimated yet. Set it first."))
    due, paid, state = fee_standing(work.session, row_id(case))
    if state is FeeState.WAIVED:
        raise RuleError("waived", T("The fee was waived. Take the waiver back first."))
    if due.minor == 0:
        raise RuleError("no-fee-due", T("No fee is due in this case."))
    if state not in _OPEN:
        raise RuleError("fee-paid", T("The fee is paid: {paid}.", paid=paid))


def _add(
    work: Work,
    case: CaseRow,
    kind: FeeEvent,
    day: date,
    *,
    limit: date | None = None,
    reason: str = "",
    field: str = "waived_on",
) -> None:
    earlier = fee_events(work.session, row_id(case))
    not_before(day, max([case.arrived_on, *(row.happened_on for row in earlier)]), work.today, field)
    due: Money = fee_standing(work.session, row_id(case))[0]
    work.session.add(
        FeeEventRow(
            case_id=row_id(case),
            kind=kind,
            happened_on=day,
            limit_on=limit,
            reason=reason,
            recorded_at=work.now,
            recorded_by=work.staff_id,
        )
    )
    resettle(work, case)
    work.note(
        f"fee_{kind.value}",
        case,
        day=day.isoformat(),
        limit_on=None if limit is None else limit.isoformat(),
        amount=due.minor,
        currency=due.currency,
        reason=reason,
    )
