"""Acceptance: the request is complete, and the processing period runs."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session, select

from caseman.errors import RuleError
from caseman.services.desk import Change, ChangeKind, Desk, row_id
from caseman.services.identity import not_before, refuse_closed
from caseman.services.inputs import AcceptanceInput
from caseman.services.standing import gather, resettle
from caseman.storage.tables import CaseRow, CorrectionRow, PaymentRow
from caseman.text import T


def accept_case(desk: Desk, acceptance: AcceptanceInput) -> Change:
    """Accept a request whose identity is confirmed and whose fee is paid.

    Raises `RuleError` naming what still stands against it.
    """
    with desk.work() as work:
        case = work.case(acceptance.number)
        refuse_closed(case)
        facts = gather(work.session, case)
        if facts.accepted:
            raise RuleError("already-accepted", T("This request is already accepted."))
        if facts.correction_open:
            raise RuleError("correction-open", T("A correction is still open. Record its answer first."))
        if not facts.identity_confirmed:
            raise RuleError("identity-open", T("Identity is not confirmed yet. Check it first."))
        if not facts.fee_settled:
            raise RuleError("fee-open", T("The fee is not paid in full yet. Record the payment first."))
        not_before(acceptance.accepted_on, complete_since(work.session, case), work.today, "accepted_on")
        case.accepted_on = acceptance.accepted_on
        derivation = resettle(work, case)
        work.note(
            "case_accepted",
            case,
            accepted_on=acceptance.accepted_on.isoformat(),
            due_on=derivation.due.isoformat(),
        )
    return Change(ChangeKind.CASE, (case.number,))


def complete_since(session: Session, case: CaseRow) -> date:
    """The first day on which everything was there: arrival, or the day the last defect in papers or fee was cured."""
    case_id = row_id(case)
    corrections = session.exec(select(CorrectionRow).where(CorrectionRow.case_id == case_id)).all()
    payments = session.exec(select(PaymentRow).where(PaymentRow.case_id == case_id)).all()
    cured = [correction.cured_on for correction in corrections if correction.cured_on is not None]
    return max([case.arrived_on, *cured, *(payment.paid_on for payment in payments)])
