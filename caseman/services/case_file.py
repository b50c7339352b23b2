"""One case, whole: everything the case page shows, read in one go."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlmodel import Session, select

from caseman.domain.actions import Action
from caseman.domain.authority import AgentKind, PartyRole
from caseman.domain.decisions import Outcome
from caseman.domain.documents import DocumentKind
from caseman.domain.fees import FeeEvent, Money, PaymentMeans
from caseman.domain.grounds import Ground
from caseman.domain.identity_policy import CheckResult
from caseman.domain.letters import LetterKind, letter_for
from caseman.domain.lifecycle import State, Step
from caseman.domain.methods import Method
from caseman.domain.permissions import Permission
from caseman.domain.requests import RequestType
from caseman.services.acceptance import complete_since
from caseman.services.book import EntryKind, standing_entries
from caseman.services.case_course import course_of, items_of
from caseman.services.case_facts import fee_standing, gather, open_letters, wanted_letters
from caseman.services.case_query import PAGE
from caseman.services.case_rows import find_case
from caseman.services.case_steps import steps_of
from caseman.services.closing import missing_in
from caseman.services.course_views import CourseView, ItemView
from caseman.services.custody_views import papers_of_case
from caseman.services.defects import defect_lines
from caseman.services.desk import Desk
from caseman.services.letter_list import letters_of_case
from caseman.services.notes import notes_of
from caseman.services.post_views import EnvelopeView, ScanLine, envelope_views, envelopes_of, scan_line, scans_of
from caseman.services.reading import note_read
from caseman.services.register_view import register_facts
from caseman.services.trail_list import trail_of_case
from caseman.services.undo import last_of
from caseman.services.views import (
    CaseView,
    CheckView,
    CorrectionView,
    LetterLine,
    PaymentView,
    PersonView,
    RequestView,
    read_derivation,
)
from caseman.storage.case_tables import CaseRow, CheckRow, CorrectionRow, PartyRow, RequestRow
from caseman.storage.columns import row_id
from caseman.storage.money_tables import BookRow
from caseman.storage.office_tables import StaffRow
from caseman.storage.reading import columns, of_case
from caseman.text import T

_STAFF: Final = select(StaffRow.id, StaffRow.name)


def show_case(desk: Desk, number: str) -> CaseView:
    """The case with this number; the trail tells who opened it. Raises `InputError` when there is none."""
    desk.require(Permission.READ_CASES)
    with desk.reading() as session:
        case = find_case(session, number)
    note_read(desk, "case_read", case)
    with desk.reading() as session:
        staff: dict[int | None, str] = dict(columns(session, _STAFF))
        requests, checks = of_case(session, RequestRow, case.id), of_case(session, CheckRow, case.id)
        payments = standing_entries(session, case_id=row_id(case))
        corrections = of_case(session, CorrectionRow, case.id)
        due, paid, fee_state = fee_standing(session, row_id(case))
        facts = gather(desk, session, case)
        steps = steps_of(session, case, facts, staff, requests=requests, checks=checks, payments=payments)
        notes, last = notes_of(session, case, staff), last_of(desk, session, case)
        people = sorted(of_case(session, PartyRow, case.id), key=lambda party: party.role, reverse=True)
        envelope, *later = envelope_views(session, envelopes_of(session, case))
        papers = papers_of_case(session, case)
        scans = _scans(session, case, (envelope, *later))
        proposed = complete_since(session, case)
        items, register = items_of(session, requests), register_facts(session, case)
        course = course_of(desk, session, case, requests, checks, staff)
        defects = (
            defect_lines(desk, session, case, course.papers)
            if case.accepted_on is None and case.closed_on is None
            else ()
        )
        letters = letters_of_case(desk, session, case.number)
        essential, other = missing_in(session, case, facts) if case.closed_on is None else ((), ())
        history = trail_of_case(session, case, PAGE)
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
        disposed_on=case.disposed_on,
        remarks=case.remarks,
        people=tuple(map(_person, people)),
        requests=tuple(_request(r, staff, items.get(row_id(r), ())) for r in requests),
        checks=tuple(_check(c, staff) for c in checks),
        corrections=tuple(
            CorrectionView(row_id(c), c.defect, c.asked_on, c.limit_on, c.cured_on, c.letter_id is not None)
            for c in corrections
        ),
        fee_due=due,
        fee_paid=paid,
        fee_state=fee_state,
        payments=tuple(map(_payment, payments)),
        letters=letters,
        letters_wanted=wanted_letters(requests),
        letters_open=(*_open_notices(corrections, course, State(case.state), letters), *open_letters(requests)),
        defects=defects,
        envelope=envelope,
        later_envelopes=tuple(later),
        papers=papers,
        scans=scans,
        steps=steps,
        history=history,
        course=course,
        procedure=desk.procedure_of(case.procedure_id),
        missing_essential=essential,
        missing_other=other,
        register=register,
        notes=notes,
        last_action=last,
    )


def _scans(session: Session, case: CaseRow, envelopes: Sequence[EnvelopeView]) -> tuple[ScanLine, ...]:
    """Those of its envelopes, which are read already, and those filed with the case itself."""
    known = {scan.scan_id: scan for each in envelopes for scan in each.scans}
    return tuple(known.get(row_id(row)) or scan_line(row) for row in scans_of(session, case))


def _open_notices(
    corrections: Sequence[CorrectionRow], course: CourseView, state: State, letters: Sequence[LetterLine]
) -> tuple[LetterKind, ...]:
    """What no letter tells yet: a deficiency or a fee that is awaited, a request that ended."""
    found = []
    if any(each.cured_on is None and each.letter_id is None for each in corrections):
        found.append(LetterKind.DEFICIENCY)
    asked = [event for event in course.fee_events if event.kind in (FeeEvent.ASKED, FeeEvent.REMINDED)]
    if (
        asked
        and asked[-1] is course.fee_events[-1]
        and not asked[-1].told_by_letter
        and Action.ASK_FEE in course.actions
    ):
        found.append(LetterKind.FEE_NOTICE)
    ended = state in (State.WITHDRAWN, State.DEEMED_WITHDRAWN)
    if ended and not any(line.kind is LetterKind.CLOSURE and not line.superseded for line in letters):
        found.append(LetterKind.CLOSURE)
    return tuple(found)


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
        Method(row.method_asked, row.method_given, row.method_reason),
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


def _payment(row: BookRow) -> PaymentView:
    return PaymentView(
        row_id(row),
        Money(row.amount_minor, row.currency),
        PaymentMeans(row.means),
        row.paid_on,
        row.payer,
        row.receipt_enclosed,
        row.matched_on,
        EntryKind(row.kind),
        row.note,
        row.details,
    )
