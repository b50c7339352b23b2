"""One case, whole: everything the case page shows, read in one go."""

from __future__ import annotations

import hashlib
from datetime import date

from sqlmodel import Session, col, select

from caseman.domain.decisions import Outcome
from caseman.domain.evidence import AgentKind, CheckResult, DocumentKind, PartyRole
from caseman.domain.fees import Money, PaymentMeans
from caseman.domain.grounds import Ground
from caseman.domain.letters import letter_for
from caseman.domain.lifecycle import CaseFacts, State, Step
from caseman.domain.permissions import Permission
from caseman.domain.post import Channel, EnclosureKind, MailClass
from caseman.domain.requests import RequestType
from caseman.errors import FileError, InputError
from caseman.exchange.scans import page_png
from caseman.services.acceptance import complete_since
from caseman.services.case_course import course_of, items_of
from caseman.services.case_facts import fee_standing, gather, open_letters, wanted_letters
from caseman.services.closing import missing
from caseman.services.course_views import ItemView
from caseman.services.desk import Desk, find_case, row_id
from caseman.services.lists import list_letters, list_trail
from caseman.services.views import (
    CaseView,
    CheckView,
    CorrectionView,
    EnvelopeView,
    PaymentView,
    PersonView,
    RequestView,
    ScanLine,
    StepView,
    read_derivation,
)
from caseman.storage.tables import (
    CaseRow,
    CheckRow,
    CorrectionRow,
    EnclosureRow,
    EnvelopeRow,
    PartyRow,
    PaymentRow,
    RequestRow,
    ScanContentRow,
    ScanRow,
    StaffRow,
)
from caseman.text import T


def show_case(desk: Desk, number: str) -> CaseView:
    """The case with this number. Raises `InputError` when there is none."""
    desk.require(Permission.READ_CASES)
    with desk.reading() as session:
        case = find_case(session, number)
        staff = dict(session.exec(select(StaffRow.id, StaffRow.name)).all())
        requests = session.exec(
            select(RequestRow).where(RequestRow.case_id == row_id(case)).order_by(col(RequestRow.position))
        ).all()
        checks = session.exec(select(CheckRow).where(CheckRow.case_id == row_id(case)).order_by(col(CheckRow.id))).all()
        payments = session.exec(
            select(PaymentRow).where(PaymentRow.case_id == row_id(case)).order_by(col(PaymentRow.id))
        ).all()
        corrections = session.exec(
            select(CorrectionRow).where(CorrectionRow.case_id == row_id(case)).order_by(col(CorrectionRow.id))
        ).all()
        due, paid, fee_state = fee_standing(session, row_id(case))
        facts = gather(desk, session, case)
        people = session.exec(
            select(PartyRow).where(PartyRow.case_id == case.id).order_by(col(PartyRow.role).desc())
        ).all()
        envelope = _envelope_view(session, case.envelope_id)
        proposed = complete_since(session, case)
        items = items_of(session, requests)
        course = course_of(desk, session, case, requests, checks, (due, paid, fee_state), staff)
    letters = list_letters(desk, case_number=case.number)
    essential, other = missing(desk, case.number) if case.closed_on is None else ((), ())
    last = {
        Step.IDENTITY: max((c.checked_on for c in checks), default=None),
        Step.FEE: max((p.paid_on for p in payments), default=None),
        Step.DECISION: max((r.decided_on for r in requests if r.decided_on), default=None),
        Step.LETTER: max((x.dated for x in letters), default=None),
        Step.DISPATCH: max((x.dispatched_on for x in letters if x.dispatched_on), default=None),
    }
    return CaseView(
        number=case.number,
        state=State(case.state),
        next_step=Step(case.next_step) if case.next_step else None,
        arrived_on=case.arrived_on,
        accepted_on=case.accepted_on,
        proposed_acceptance=proposed,
        due_on=case.due_on,
        target_on=case.target_on,
        suit_from=case.suit_from,
        derivation=read_derivation(case.derivation),
        closed_on=case.closed_on,
        retain_until=case.retain_until,
        papers_end=case.papers_end,
        remarks=case.remarks,
        people=tuple(map(_person, people)),
        requests=tuple(_request(r, staff, items.get(row_id(r), ())) for r in requests),
        checks=tuple(_check(c, staff) for c in checks),
        corrections=tuple(CorrectionView(row_id(c), c.defect, c.asked_on, c.limit_on, c.cured_on) for c in corrections),
        fee_due=due,
        fee_paid=paid,
        fee_state=fee_state,
        payments=tuple(map(_payment, payments)),
        letters=letters,
        letters_wanted=wanted_letters(requests),
        letters_open=open_letters(requests),
        envelope=envelope,
        steps=_steps(case, facts, last),
        history=list_trail(desk, case_number=case.number),
        course=course,
        procedure=desk.procedure_of(case.procedure_id),
        missing_essential=essential,
        missing_other=other,
    )


def show_envelope(desk: Desk, envelope_id: int) -> EnvelopeView:
    """An envelope of the post register."""
    desk.require(Permission.READ_CASES)
    with desk.reading() as session:
        return _envelope_view(session, envelope_id)


def scan_page(desk: Desk, scan_id: int, page: int, max_px: int) -> bytes:
    """One page of a scan as PNG, from memory; pages count from 0."""
    desk.require(Permission.READ_SCANS)
    with desk.reading() as session:
        found = session.exec(
            select(ScanRow.media_type, ScanContentRow.data, ScanContentRow.sha256)
            .join(ScanContentRow)
            .where(ScanRow.id == scan_id)
        ).one_or_none()
    if found is None:
        raise InputError("no-such-scan", T("There is no such scan."), field="scan")
    media_type, data, sha256 = found
    if hashlib.sha256(data).hexdigest() != sha256:
        raise FileError("scan-damaged", T("This scan is damaged in the file. Bring back the last backup."))
    return page_png(data, media_type, page, max_px)


def _envelope_view(session: Session, envelope_id: int) -> EnvelopeView:
    row = session.get(EnvelopeRow, envelope_id)
    if row is None:
        raise InputError("no-such-envelope", T("There is no such envelope. Log it first."), field="envelope_id")
    enclosures = session.exec(
        select(EnclosureRow).where(EnclosureRow.envelope_id == envelope_id).order_by(col(EnclosureRow.id))
    ).all()
    scans = session.exec(select(ScanRow).where(ScanRow.envelope_id == envelope_id).order_by(col(ScanRow.id))).all()
    numbers = session.exec(
        select(CaseRow.number).where(CaseRow.envelope_id == envelope_id).order_by(col(CaseRow.id))
    ).all()
    return EnvelopeView(
        envelope_id,
        row.arrived_on,
        row.postmarked_on,
        MailClass(row.mail_class),
        row.tracking_number,
        row.marked_confidential,
        Channel(row.channel),
        row.sender_as_written,
        row.note,
        tuple((EnclosureKind(e.kind), e.sheets, e.note) for e in enclosures),
        tuple(ScanLine(row_id(s), s.name, s.media_type, s.pages, s.size) for s in scans),
        tuple(numbers),
    )


def _person(row: PartyRow) -> PersonView:
    return PersonView(
        PartyRole(row.role),
        AgentKind(row.agent_kind) if row.agent_kind else None,
        row.name,
        row.kana,
        row.postal_code,
        row.address,
        row.telephone,
        row.email,
        row.birth_date,
        row.member_id,
    )


def _request(row: RequestRow, staff: dict[int | None, str], items: tuple[ItemView, ...]) -> RequestView:
    kind = RequestType(row.type)
    outcome = Outcome(row.outcome) if row.outcome else None
    return RequestView(
        row.position,
        kind,
        row.article,
        row.scope,
        row.forms,
        row.units,
        Money(row.fee_minor, row.fee_currency),
        outcome,
        Ground(row.ground) if row.ground else None,
        row.reason,
        row.details,
        row.before,
        row.after,
        row.decided_on,
        staff.get(row.decided_by, ""),
        letter_for(kind, outcome) if outcome else None,
        items,
    )


def _check(row: CheckRow, staff: dict[int | None, str]) -> CheckView:
    compared = [
        (T("What the office holds"), row.known_by_agrees),
        (T("Name"), row.name_agrees),
        (T("Address"), row.address_agrees),
        (T("Date of birth"), row.birth_date_agrees),
        (T("Masked"), row.masked),
        (T("Sharp"), None if row.known_by_agrees is not None else row.sharp),
        (T("Name in the register"), row.register_name_agrees),
        (T("Address in the register"), row.register_address_agrees),
        (T("Authority"), row.authority_agrees),
        (T("Authority to receive"), row.receipt_named),
    ]
    return CheckView(
        row_id(row),
        PartyRole(row.role),
        DocumentKind(row.document),
        row.expires_on,
        CheckResult(row.result),
        row.note,
        row.checked_on,
        staff.get(row.checked_by, ""),
        staff.get(row.second_reader, "") if row.second_reader else "",
        tuple((what, agrees) for what, agrees in compared if agrees is not None),
    )


def _payment(row: PaymentRow) -> PaymentView:
    return PaymentView(
        row_id(row),
        Money(row.amount_minor, row.currency),
        PaymentMeans(row.means),
        row.paid_on,
        row.payer,
        row.receipt_enclosed,
        row.matched_on,
    )


def _steps(case: CaseRow, facts: CaseFacts, last: dict[Step, date | None]) -> tuple[StepView, ...]:
    decided = facts.requests > 0 and facts.decided == facts.requests
    done = {
        Step.ENVELOPE: (True, case.arrived_on),
        Step.CASE: (True, case.arrived_on),
        Step.IDENTITY: (facts.identity_confirmed, last[Step.IDENTITY]),
        Step.FEE: (facts.fee_settled, last[Step.FEE]),
        Step.DATE: (facts.accepted, case.accepted_on),
        Step.DECISION: (decided, last[Step.DECISION]),
        Step.LETTER: (decided and facts.letters_made >= facts.letters_wanted, last[Step.LETTER]),
        Step.DISPATCH: (decided and facts.letters_dispatched >= facts.letters_wanted, last[Step.DISPATCH]),
        Step.CLOSE: (facts.closed, case.closed_on),
    }
    return tuple(
        StepView(step, is_done, on if is_done else None, step == case.next_step) for step, (is_done, on) in done.items()
    )
