"""Decisions, request by request."""

from __future__ import annotations

from sqlmodel import Session, col, or_, select

from caseman.domain.decisions import Outcome, Ruling, check_ruling
from caseman.domain.letters import LetterKind, letter_for
from caseman.domain.requests import RequestType
from caseman.errors import InputError, RuleError
from caseman.services.desk import Change, ChangeKind, Desk, Work, row_id
from caseman.services.identity import not_before, refuse_closed
from caseman.services.inputs import DecisionInput
from caseman.services.standing import gather, resettle
from caseman.storage.tables import CaseRow, DispatchRow, LetterRow, RequestRow
from caseman.text import T


def decide(desk: Desk, decision: DecisionInput) -> Change:
    """Record the ruling on one request. A refusal needs a ground and a reason.

    A ruling may be changed until its letter has left the house; a letter made from the old one is superseded, and so
    is one of the new kind that has not left yet: a single letter will tell both.
    Raises `RuleError` when the request is not accepted (only a refusal may come earlier).
    """
    with desk.work() as work:
        case = work.case(decision.number)
        refuse_closed(case)
        row = _request(work, case, decision.position)
        ruling = Ruling(
            decision.outcome,
            decision.ground,
            decision.reason,
            decision.details,
            decision.before,
            decision.after,
        )
        check_ruling(RequestType(row.type), ruling)
        facts = gather(work.session, case)
        if not facts.accepted and decision.outcome is not Outcome.REFUSE:
            raise RuleError(
                "not-accepted",
                T("The request is not accepted yet; until then it can only be refused."),
                field="outcome",
            )
        not_before(decision.decided_on, case.accepted_on or case.arrived_on, work.today, "decided_on")
        _supersede_letters(work, case, row, letter_for(RequestType(row.type), decision.outcome))
        refused = decision.outcome in (Outcome.REFUSE, Outcome.PART)
        row.outcome = decision.outcome
        row.ground = decision.ground if refused else None
        row.reason = decision.reason if refused else ""
        row.details, row.before, row.after = decision.details, decision.before, decision.after
        row.decided_on, row.decided_by = decision.decided_on, work.staff_id
        work.session.add(row)
        resettle(work, case)
        work.note(
            "request_decided",
            case,
            position=row.position,
            type=row.type,
            outcome=row.outcome,
            ground=row.ground or "",
        )
    return Change(ChangeKind.CASE, (case.number,))


def _request(work: Work, case: CaseRow, position: int) -> RequestRow:
    row = work.session.exec(
        select(RequestRow).where(RequestRow.case_id == row_id(case), RequestRow.position == position)
    ).one_or_none()
    if row is None:
        raise InputError(
            "no-such-request",
            T("This case has no request number {position}.", position=position),
            field="position",
        )
    return row


def _supersede_letters(work: Work, case: CaseRow, request: RequestRow, kind: LetterKind | None) -> None:
    session = work.session
    if request.letter_id is not None and _has_left(session, request.letter_id):
        raise RuleError(
            "already-sent",
            T("The letter that answers this request has already left; the decision can no longer be changed."),
        )
    letters = session.exec(
        select(LetterRow).where(
            LetterRow.case_id == row_id(case),
            col(LetterRow.superseded).is_(False),
            or_(col(LetterRow.id) == request.letter_id, col(LetterRow.kind) == kind),
        )
    ).all()
    for letter in letters:
        if _has_left(session, row_id(letter)):
            continue
        letter.superseded = True
        session.add(letter)
        for answered in session.exec(select(RequestRow).where(RequestRow.letter_id == letter.id)).all():
            answered.letter_id = None
            session.add(answered)


def _has_left(session: Session, letter_id: int) -> bool:
    return session.exec(select(DispatchRow.id).where(DispatchRow.letter_id == letter_id)).first() is not None
