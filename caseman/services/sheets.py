"""Sheets for the office's own use, drawn in memory: how a date was found, and the inquiry to a data holder."""

from __future__ import annotations

from sqlmodel import col, select

from caseman.domain.authority import PartyRole
from caseman.domain.permissions import Permission
from caseman.domain.requests import RequestType
from caseman.letters.derivation_sheet import DerivationFacts, render_derivation
from caseman.letters.inquiry_sheet import InquiryFacts, render_inquiry_sheet
from caseman.services.case_rows import find_case
from caseman.services.desk import Desk
from caseman.services.reading import Paper, note_paper
from caseman.services.search_tasks import task_of
from caseman.services.views import read_derivation
from caseman.storage.case_tables import PartyRow, RequestRow
from caseman.text import Language


def derivation_sheet(desk: Desk, number: str, language: Language | None = None) -> bytes:
    """The date of a case and its derivation as PDF, in the office's letter language unless another is asked for."""
    desk.require(Permission.READ_CASES)
    with desk.reading() as session:
        case = find_case(session, number)
    procedure = desk.procedure_of(case.procedure_id)
    chosen = language or procedure.replies.language
    made = render_derivation(
        DerivationFacts(
            office=procedure.letterhead.company.in_language(chosen),
            case_number=case.number,
            procedure_version=procedure.version,
            due=case.due_on,
            target=case.target_on,
            suit_from=case.suit_from,
            steps=read_derivation(case.derivation).steps,
            made_on=desk.today(),
            made_by=desk.staff_name,
            sample=desk.file.sample,
            paper=procedure.letters.paper,
            anchor=desk.anchor(),
        ),
        chosen,
    )
    note_paper(desk, Paper.DERIVATION, case.number)
    return made


def inquiry_sheet(desk: Desk, number: str, task_id: int) -> bytes:
    """The inquiry to a data holder as PDF, in the office's letter language.

    Raises `InputError` for a search task that is not of this case, `RuleError` where it does not fit on a page.
    """
    desk.require(Permission.READ_CASES)
    with desk.reading() as session:
        case = find_case(session, number)
        task = task_of(session, case, task_id)
        principal = session.exec(
            select(PartyRow).where(PartyRow.case_id == case.id, PartyRow.role == PartyRole.PRINCIPAL)
        ).one()
        requests = session.exec(
            select(RequestRow).where(RequestRow.case_id == case.id).order_by(col(RequestRow.position))
        ).all()
    procedure = desk.procedure_of(case.procedure_id)
    head, language = procedure.letterhead, procedure.replies.language
    where = (head.company, head.department)
    made = render_inquiry_sheet(
        InquiryFacts(
            language=language,
            case_number=case.number,
            holder=task.holder,
            contact=task.contact,
            question=task.question,
            asked_on=task.asked_on,
            due_on=task.due_on,
            requests=tuple((RequestType(request.type), request.scope) for request in requests),
            principal_name=principal.name,
            principal_kana=principal.kana,
            address=principal.address,
            birth_date=principal.birth_date,
            member_id=principal.member_id,
            return_to="\n".join(filter(None, (each.in_language(language) for each in where))),
            sample=desk.file.sample,
            paper=procedure.letters.paper,
            dates=procedure.letters.dates,
            anchor=desk.anchor(),
        )
    )
    note_paper(desk, Paper.INQUIRY, case.number)
    return made
