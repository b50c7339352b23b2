"""The end of a case, with what is missing named."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, select

from caseman.domain.actions import Action
from caseman.domain.custody import CustodyEnd
from caseman.domain.fees import FeeState, PaymentMeans
from caseman.domain.lifecycle import CaseFacts
from caseman.domain.permissions import Permission
from caseman.errors import InputError, RuleError
from caseman.services.book import EntryKind, standing_entries
from caseman.services.case_facts import case_events, fee_standing, gather
from caseman.services.case_rows import find_case
from caseman.services.course_inputs import RemovalInput
from caseman.services.custody import end_custody, resume_custody
from caseman.services.desk import Change, ChangeKind, Desk
from caseman.services.gate import not_before, require
from caseman.services.inputs import ClosingInput
from caseman.services.post_views import enclosures_of, scans_of
from caseman.services.removed import Removed, note_removed
from caseman.services.standing import resettle
from caseman.storage.case_keys import Opener
from caseman.storage.case_tables import CaseRow
from caseman.storage.columns import row_id
from caseman.storage.course_tables import ComplaintRow
from caseman.storage.letter_tables import DispatchRow, LetterRow
from caseman.storage.reading import of_case
from caseman.storage.trail_tables import AuditRow
from caseman.text import Sentences, T, Text

PAPERS_ENDS = ("kept", "returned", "destroyed")
_ENDS = {"kept": CustodyEnd.FILED, "returned": CustodyEnd.RETURNED, "destroyed": CustodyEnd.DESTROYED}


def missing(desk: Desk, number: str) -> tuple[tuple[Text, ...], tuple[Text, ...]]:
    """What is missing before the case can close: the essential, and what it can close without once seen."""
    desk.require(Permission.READ_CASES)
    with desk.reading() as session:
        case = find_case(session, number)
        return missing_in(session, case, gather(desk, session, case))


def close_case(desk: Desk, closing: ClosingInput) -> Change:
    """Close a case. Raises `RuleError` naming what is missing."""
    with desk.work(Action.CLOSE) as work:
        case = work.case(closing.number)
        if closing.papers_end not in PAPERS_ENDS:
            raise InputError("papers-end", T("Choose what became of the papers."), field="papers_end")
        essential, other = missing_in(work.session, case, gather(desk, work.session, case))
        if essential:
            raise RuleError("cannot-close", T("The case cannot be closed yet: {missing}", missing=Sentences(essential)))
        if other and not closing.despite_missing:
            raise RuleError(
                "missing-unseen",
                T(
                    "Something is missing: {missing} Tick “Close although this is missing” to close all the same.",
                    missing=Sentences(other),
                ),
                field="despite_missing",
            )
        require(Action.CLOSE, case)
        not_before(closing.closed_on, _last_day(work.session, case), work.today, "closed_on")
        case.closed_on = closing.closed_on
        case.papers_end = closing.papers_end
        if closing.note:
            case.remarks = f"{case.remarks}\n{closing.note}".strip()
        end_custody(work, case, _ENDS[closing.papers_end], closing.closed_on)
        resettle(work, case)
        work.note(
            "case_closed",
            case,
            closed_on=closing.closed_on.isoformat(),
            papers=closing.papers_end,
            missing=[str(text) for text in other],
            note=closing.note,
        )
    return Change(ChangeKind.CASE, (case.number,))


def take_back_closing(desk: Desk, removal: RemovalInput) -> Change:
    """Take out a closing that was a mistake: the case stands where it stood, its papers lie where they lay.

    It is as if the case had never been closed; a case that is taken up again later is reopened (`events.reopen`).
    Raises `RuleError` for a case that is not closed.
    """
    with desk.work(Action.REOPEN) as work:
        case = work.case(removal.number)
        if case.closed_on is None:
            raise RuleError("not-closed", T("This case is not closed."))
        closed_on, closing = case.closed_on, _closing_of(work.session, case)
        case.closed_on = case.retain_until = case.papers_end = None
        if closing is not None:
            note = closing[1].get("note", "")
            if note and case.remarks.endswith(note):
                case.remarks = case.remarks.removesuffix(note).rstrip("\n")
            resume_custody(work, case, closing[0])
        resettle(work, case)
        note_removed(work, case, Removed.CLOSING, closed_on, removal)
    return Change(ChangeKind.CASE, (case.number,))


def _closing_of(session: Session, case: CaseRow) -> tuple[datetime, dict[str, Any]] | None:
    """When the case was closed, and what the trail tells of it."""
    row = session.exec(
        select(AuditRow)
        .where(AuditRow.case_id == case.id, AuditRow.action == "case_closed")
        .order_by(col(AuditRow.number).desc())
    ).first()
    if row is None:
        return None
    told = Opener(session.connection()).opened(row.number, row.at, row.case_id, row.details, row.sealed)
    return row.at, told.values


def years_later(day: date, years: int) -> date:
    """The corresponding day some years on; 29 February becomes the month's last day."""
    year = day.year + years
    return day.replace(year=year, day=min(day.day, monthrange(year, day.month)[1]))


def missing_in(session: Session, case: CaseRow, facts: CaseFacts) -> tuple[tuple[Text, ...], tuple[Text, ...]]:
    """As `missing`, inside a session, for a case whose facts are gathered."""
    return _essential(facts), _other(session, case, facts)


def _essential(facts: CaseFacts) -> tuple[Text, ...]:
    found: list[Text] = []
    if facts.withdrawn or facts.deemed_withdrawn:
        return ()
    if facts.decided < facts.requests:
        found.append(T("Requests not decided: {count}.", count=facts.requests - facts.decided))
    if facts.letters_made < facts.letters_wanted:
        found.append(T("Letters not made: {count}.", count=facts.letters_wanted - facts.letters_made))
    elif facts.letters_dispatched + facts.letters_returned < facts.letters_wanted:
        found.append(T("Letters not dispatched: {count}.", count=facts.letters_wanted - facts.letters_dispatched))
    return tuple(found)


def _other(session: Session, case: CaseRow, facts: CaseFacts) -> tuple[Text, ...]:
    found = []
    if facts.letters_delivered < facts.letters_dispatched:
        found.append(
            T(
                "Letters without proof of delivery: {count}.",
                count=facts.letters_dispatched - facts.letters_delivered,
            )
        )
    if facts.letters_returned:
        found.append(T("Letters that came back and were not sent again: {count}.", count=facts.letters_returned))
    if facts.accepted and fee_standing(session, row_id(case))[2] in (FeeState.UNPAID, FeeState.SHORT):
        found.append(T("The fee is not paid in full."))
    transfers = [e for e in standing_entries(session, case_id=row_id(case)) if e.means == PaymentMeans.BANK_TRANSFER]
    if any(entry.matched_on is None and entry.kind == EntryKind.PAYMENT for entry in transfers):
        found.append(T("The payment was not found on the bank statement yet."))
    scans = scans_of(session, case)
    if enclosures_of(session, case) and not scans:
        found.append(T("No scan of the enclosures is kept."))
    closed = sum(scan.quarantine for scan in scans)
    if closed:
        found.append(T("Scans in quarantine that nobody masked: {count}.", count=closed))
    complaint = next(iter(of_case(session, ComplaintRow, case.id)), None)
    if complaint is not None and complaint.reported_on is None:
        found.append(T("The complaint was not reported inside the company."))
    if facts.correction_open:
        found.append(T("A correction was asked for and not answered."))
    return tuple(found)


def _last_day(session: Session, case: CaseRow) -> date:
    sent = session.exec(select(DispatchRow).join(LetterRow).where(LetterRow.case_id == row_id(case))).all()
    happened = [event.happened_on for event in case_events(session, row_id(case))]
    return max([case.arrived_on, *happened, *(d.delivered_on or d.returned_on or d.dispatched_on for d in sent)])
