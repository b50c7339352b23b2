"""Decisions, request by request."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlmodel import Session, col, or_, select

from caseman.domain.actions import Action
from caseman.domain.decisions import ItemRuling, Outcome, Ruling, check_ruling
from caseman.domain.letters import LetterKind, letter_for
from caseman.domain.lifecycle import CaseFacts
from caseman.domain.methods import Method, check_method
from caseman.domain.requests import RequestType
from caseman.errors import InputError, RuleError
from caseman.services.case_facts import EventKind, case_events, gather
from caseman.services.course_inputs import RemovalInput
from caseman.services.desk import Change, ChangeKind, Desk
from caseman.services.gate import not_before, require
from caseman.services.inputs import DecisionInput, ItemInput
from caseman.services.letter_standing import is_away, supersede
from caseman.services.past_decisions import bring_back, keep_decision
from caseman.services.removed import Removed, note_removed
from caseman.services.search_tasks import searchers
from caseman.services.standing import resettle
from caseman.services.work import Work
from caseman.storage.case_tables import CaseRow, RequestRow
from caseman.storage.columns import row_id
from caseman.storage.course_tables import RequestItemRow
from caseman.storage.letter_tables import LetterRow
from caseman.text import T


def decide(desk: Desk, decision: DecisionInput) -> Change:
    """Record the ruling on one request, whole or item by item. A refusal needs a ground and a reason.

    A ruling may be changed until its letter has left the house, and again while an objection is open; a letter made
    from the old one is superseded, and so is one of the new kind that has not left yet: a single letter tells both.
    Raises `RuleError` when the request is not accepted (only a refusal may come earlier), while a data holder has not
    answered, and where the procedure asks for four eyes and the one who decides also searched.
    """
    with desk.work(Action.DECIDE) as work:
        case = work.case(decision.number)
        row = _request(work, case, decision.position)
        kind, ruling = RequestType(row.type), _ruling(decision)
        procedure = desk.procedure_of(case.procedure_id)
        facts = gather(desk, work.session, case)
        _refuse_sent(work.session, row, facts)
        require(Action.DECIDE, case)
        check_ruling(kind, ruling, procedure.law, case.arrived_on)
        check_method(kind, decision.outcome, _method(decision))
        if not facts.accepted and decision.outcome is not Outcome.REFUSE:
            raise RuleError(
                "not-accepted",
                T("The request is not accepted yet; until then it can only be refused."),
                field="outcome",
            )
        if procedure.four_eyes.decision == "required" and work.staff_id in searchers(work.session, case):
            raise RuleError("four-eyes", T("You searched for this case; another person must decide."))
        not_before(decision.decided_on, _earliest(work.session, case, facts), work.today, "decided_on")
        anew = row.outcome is not None
        superseded = _supersede_letters(work, case, row, letter_for(kind, decision.outcome))
        _write(work, row, decision, ruling)
        resettle(work, case)
        work.note(
            "request_decided",
            case,
            position=row.position,
            type=row.type,
            outcome=row.outcome,
            ground=row.ground or "",
            items=len(decision.items),
            anew=anew,
            superseded=superseded,
        )
    return Change(ChangeKind.CASE, (case.number,))


def remove_decision(desk: Desk, removal: RemovalInput) -> Change:
    """Take out a decision entered by mistake; after an objection the one before it stands again.

    `row_id` is the request's position. Raises `RuleError` once the letter that tells it has left.
    """
    with desk.work(Action.DECIDE) as work:
        case = work.case(removal.number)
        require(Action.AMEND, case)
        row = _request(work, case, removal.row_id)
        if row.outcome is None or row.decided_on is None:
            raise RuleError("not-decided", T("This request is not decided."))
        if row.letter_id is not None and is_away(work.session, row.letter_id):
            raise RuleError(
                "already-sent",
                T("The letter that answers this request has already left; the decision can no longer be changed."),
            )
        decided_on, letter = row.decided_on, letter_for(RequestType(row.type), Outcome(row.outcome))
        _supersede_letters(work, case, row, letter)
        if not bring_back(work.session, row):
            row.outcome = row.ground = row.decided_on = row.decided_by = None
            row.reason = row.details = row.before = row.after = ""
            row.method_asked = row.method_given = row.method_reason = ""
            work.session.add(row)
        resettle(work, case)
        note_removed(work, case, Removed.DECISION, decided_on, removal)
    return Change(ChangeKind.CASE, (case.number,))


def _earliest(session: Session, case: CaseRow, facts: CaseFacts) -> date:
    """A decision follows the acceptance, and the objection that it answers."""
    days = [case.accepted_on or case.arrived_on]
    if facts.objection_open:
        objections = (e for e in case_events(session, row_id(case)) if e.kind == EventKind.OBJECTION)
        days += [event.happened_on for event in objections][-1:]
    return max(days)


def item_rulings(items: Iterable[ItemInput]) -> tuple[ItemRuling, ...]:
    """The items of a decision as the rules take them."""
    return tuple(
        ItemRuling(item.item, item.outcome, item.ground, item.reason, item.before, item.after) for item in items
    )


def _ruling(decision: DecisionInput) -> Ruling:
    return Ruling(
        decision.outcome,
        decision.ground,
        decision.reason,
        decision.details,
        decision.before,
        decision.after,
        item_rulings(decision.items),
    ).with_items_told()


def _method(decision: DecisionInput) -> Method:
    return Method(decision.method_asked, decision.method_given, decision.method_reason)


def _write(work: Work, row: RequestRow, decision: DecisionInput, ruling: Ruling) -> None:
    refused = ruling.outcome in (Outcome.REFUSE, Outcome.PART)
    row.outcome = ruling.outcome
    row.ground = ruling.ground if refused else None
    row.reason = ruling.reason if refused else ""
    row.details, row.before, row.after = ruling.details, ruling.before, ruling.after
    method = _method(decision)
    row.method_asked, row.method_given, row.method_reason = method.asked, method.given, method.reason
    row.decided_on, row.decided_by = decision.decided_on, work.staff_id
    work.session.add(row)
    for old in work.session.exec(select(RequestItemRow).where(RequestItemRow.request_id == row.id)).all():
        work.session.delete(old)
    work.session.flush()
    for position, item in enumerate(ruling.items, start=1):
        work.session.add(
            RequestItemRow(
                request_id=row_id(row),
                position=position,
                item=item.item,
                outcome=item.outcome,
                ground=item.ground,
                reason=item.reason,
                before=item.before,
                after=item.after,
            )
        )


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


def _refuse_sent(session: Session, request: RequestRow, facts: CaseFacts) -> None:
    if request.letter_id is not None and not facts.objection_open and is_away(session, request.letter_id):
        raise RuleError(
            "already-sent",
            T("The letter that answers this request has already left; the decision can no longer be changed."),
        )


def _supersede_letters(work: Work, case: CaseRow, request: RequestRow, kind: LetterKind | None) -> bool:
    """Whether a letter counts no more now."""
    session = work.session
    if request.letter_id is not None and is_away(session, request.letter_id):
        keep_decision(session, request)
        request.letter_id = None  # after an objection the next letter answers it
    letters = session.exec(
        select(LetterRow).where(
            LetterRow.case_id == row_id(case),
            col(LetterRow.superseded).is_(False),
            or_(col(LetterRow.id) == request.letter_id, col(LetterRow.kind).in_((kind, LetterKind.METHOD_CHANGE))),
        )
    ).all()
    unsent = [letter for letter in letters if not is_away(session, letter.id)]
    for letter in unsent:
        supersede(session, letter)
    return bool(unsent)
