"""Acceptance: the request is complete, and the processing period runs."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session

from caseman.domain.actions import Action
from caseman.errors import RuleError
from caseman.services.book import standing_entries
from caseman.services.case_facts import gather
from caseman.services.course_inputs import RemovalInput
from caseman.services.desk import Change, ChangeKind, Desk
from caseman.services.gate import not_before, require
from caseman.services.inputs import AcceptanceInput
from caseman.services.removed import taking_back
from caseman.services.standing import resettle
from caseman.storage.case_tables import CaseRow, CorrectionRow
from caseman.storage.columns import row_id
from caseman.storage.reading import of_case
from caseman.text import T


def accept_case(desk: Desk, acceptance: AcceptanceInput) -> Change:
    """Accept a request whose identity is confirmed and whose fee is paid.

    Raises `RuleError` naming what still stands against it.
    """
    with desk.work(Action.ACCEPT) as work:
        case = work.case(acceptance.number)
        facts = gather(desk, work.session, case)
        if facts.accepted:
            raise RuleError("already-accepted", T("This request is already accepted."))
        if facts.correction_open:
            raise RuleError("correction-open", T("A correction is still open. Record its answer first."))
        if not facts.identity_confirmed:
            raise RuleError("identity-open", T("Identity is not confirmed yet. Check it first."))
        if not facts.fee_settled:
            raise RuleError("fee-open", T("The fee is not paid in full yet. Record the payment first."))
        require(Action.ACCEPT, case)
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


def undo_acceptance(desk: Desk, removal: RemovalInput) -> Change:
    """Take back an acceptance that was a mistake; the date is found anew as if it had never been.

    Raises `RuleError` once something is decided.
    """
    with desk.work(Action.UNDO_ACCEPTANCE) as work:
        case = work.case(removal.number)
        require(Action.UNDO_ACCEPTANCE, case)
        if gather(desk, work.session, case).decided:
            raise RuleError("decided", T("Something is decided already; the acceptance can no longer be taken back."))
        assert case.accepted_on is not None
        accepted_on, case.accepted_on = case.accepted_on, None
        derivation = resettle(work, case)
        work.note(
            "acceptance_removed",
            case,
            accepted_on=accepted_on.isoformat(),
            reason=removal.reason,
            due_on=derivation.due.isoformat(),
            **taking_back(removal.undoes),
        )
    return Change(ChangeKind.CASE, (case.number,))


def complete_since(session: Session, case: CaseRow) -> date:
    """The first day on which everything was there: arrival, or the day the last defect in papers or fee was cured."""
    case_id = row_id(case)
    corrections = of_case(session, CorrectionRow, case_id)
    payments = [entry for entry in standing_entries(session, case_id=case_id) if entry.amount_minor > 0]
    cured = [correction.cured_on for correction in corrections if correction.cured_on is not None]
    return max([case.arrived_on, *cured, *(payment.paid_on for payment in payments)])
