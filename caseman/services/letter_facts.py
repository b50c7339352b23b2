"""What a letter says, gathered from the rows of its case."""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import date

from sqlmodel import Session, col, func, select

from caseman.domain.addressing import is_organisation
from caseman.domain.authority import AgentKind, PartyRole, reply_goes_to
from caseman.domain.decisions import Outcome
from caseman.domain.defects import read_defects
from caseman.domain.grounds import Ground
from caseman.domain.letters import DATA_LETTERS, NOTICES, PERIOD_LETTERS, LetterKind, letter_for
from caseman.domain.numbering import CaseNumbering
from caseman.domain.post import MailClass
from caseman.domain.requests import RequestType
from caseman.domain.statute import Law, law_of
from caseman.errors import RuleError
from caseman.letters.facts import Addressee, Answered, AnsweredItem, Deficiency, LetterFacts, MethodTold, Sender
from caseman.offices.policies import authority_policy
from caseman.offices.schema import Procedure
from caseman.offices.window_envelopes import letter_form
from caseman.services.case_facts import open_correction
from caseman.services.desk import Desk
from caseman.services.fee_letters import fee_told, how_it_ended
from caseman.services.letter_attachments import attached_to
from caseman.services.standing import derive_date
from caseman.services.text_versions import own_text
from caseman.storage import audit
from caseman.storage.case_tables import CaseRow, CheckRow, PartyRow, RequestRow
from caseman.storage.columns import row_id
from caseman.storage.course_tables import ExtensionRow, RequestItemRow
from caseman.storage.letter_tables import LetterRow
from caseman.text import Language, T


def requests_for(session: Session, case: CaseRow, kind: LetterKind) -> list[RequestRow]:
    """The requests whose decision asks for a letter of this kind."""
    rows = session.exec(
        select(RequestRow).where(RequestRow.case_id == row_id(case)).order_by(col(RequestRow.position))
    ).all()
    return [row for row in rows if _asks_for(row, kind)]


def unanswered(requests: list[RequestRow]) -> list[RequestRow]:
    """Those that no letter answers yet; all of them where each has one, for a look at what it would say today."""
    return [request for request in requests if request.letter_id is None] or requests


def next_serial(session: Session, case_id: int) -> int:
    last = session.exec(select(func.max(LetterRow.serial)).where(LetterRow.case_id == case_id)).one()
    return (last or 0) + 1


def letter_facts(desk: Desk, session: Session, case: CaseRow, kind: LetterKind, dated: date) -> LetterFacts:
    procedure = desk.procedure_of(case.procedure_id)
    law = law_of(procedure.law, case.arrived_on)
    answers = _answers(session, unanswered(requests_for(session, case, kind)), law, kind)
    period = kind in PERIOD_LETTERS
    if not answers and kind not in NOTICES:
        raise RuleError(
            "no-such-decision",
            T(
                "No decision of case {number} asks for a “{kind}”. Decide first, or choose another letter.",
                number=case.number,
                kind=kind.label,
            ),
            field="kind",
        )
    parties = {p.role: p for p in session.exec(select(PartyRow).where(PartyRow.case_id == row_id(case))).all()}
    agent = parties.get("agent")
    addressee = addressee_of(desk, session, case)
    if kind not in NOTICES:
        _check_address(procedure, session, case)
    language = procedure.replies.language
    extension = _last_extension(session, case) if kind is LetterKind.EXTENSION else None
    serial = next_serial(session, row_id(case))
    return LetterFacts(
        kind=kind,
        language=language,
        document_number=CaseNumbering(procedure.numbering.letter_pattern).number(dated, serial, case=case.number),
        case_number=case.number,
        dated=dated,
        addressee=addressee,
        sender=sender_of(procedure, language),
        principal_name=parties["principal"].name,
        agent_name=agent.name if agent is not None else None,
        received_on=case.arrived_on,
        answers=answers,
        enclosures=(),
        some_services_may_end=_services_may_end(procedure, answers),
        request_types=tuple(RequestType(code) for code in case.request_types.split()),
        due_on=case.due_on if period else None,
        deficiency=_deficiency(session, case, procedure) if kind is LetterKind.DEFICIENCY else None,
        fee=fee_told(desk, session, case, kind),
        ended=how_it_ended(desk, session, case, kind),
        old_due=_due_without(desk, session, case, extension) if extension is not None else None,
        extension_reason=extension.reason if extension is not None else "",
        correction_article=law.row(RequestType.CORRECTION).article,
        methods=_methods(session, case) if kind is LetterKind.METHOD_CHANGE else (),
        method_article=law.row(RequestType.DISCLOSURE).refusal_article,
        own_text=own_text(session, kind, language),
        anchor=audit.head(session.connection()),
        sample=desk.file.sample,
        form=letter_form(procedure),
    )


def addressee_of(desk: Desk, session: Session, case: CaseRow) -> Addressee:
    """To whom the letters of a case go, and where. Raises `RuleError` for a person without an address."""
    procedure = desk.procedure_of(case.procedure_id)
    to = receiver_of(desk, session, case)
    email = _electronic(procedure, to)
    if not (to.address or email):
        raise RuleError(
            "no-address",
            T("{name} has no address. Write it with “Amend a person” in the step “Case” first.", name=to.name),
            field="address",
        )
    return Addressee(to.name, to.postal_code, to.address, is_person=not is_organisation(to.name), email=email)


def _asks_for(request: RequestRow, kind: LetterKind) -> bool:
    return request.outcome is not None and letter_for(RequestType(request.type), Outcome(request.outcome)) is kind


def _answers(session: Session, requests: list[RequestRow], law: Law, kind: LetterKind) -> tuple[Answered, ...]:
    """The requests with their decisions, each with what is attached; attachments are numbered through the letter."""
    answers: list[Answered] = []
    number = 1
    for request in requests:
        attached = attached_to(session, request, law, number) if kind in DATA_LETTERS else ()
        number += len(attached)
        answers.append(replace(_answered(session, request, law), attached=attached))
    return tuple(answers)


def _answered(session: Session, row: RequestRow, law: Law) -> Answered:
    assert row.outcome is not None
    assert row.decided_on is not None
    outcome = Outcome(row.outcome)
    given = law.row(RequestType(row.type))
    granted = outcome in (Outcome.GRANT, Outcome.PART)
    return Answered(
        request_type=RequestType(row.type),
        article=row.article,
        scope=row.scope,
        outcome=outcome,
        ground=Ground(row.ground) if row.ground else None,
        reason=row.reason,
        details=row.details,
        before=row.before,
        after=row.after,
        decided_on=row.decided_on,
        answer_article=given.answer_article if granted else given.refusal_article,
        ground_article=law.ground_article(Ground(row.ground), RequestType(row.type)) if row.ground else "",
        refusal_article=given.refusal_article,
        items=_items(session, row, law),
    )


def _items(session: Session, row: RequestRow, law: Law) -> tuple[AnsweredItem, ...]:
    """The rulings on the items of a request, where it was decided item by item."""
    statement = select(RequestItemRow).where(RequestItemRow.request_id == row.id)
    found = session.exec(statement.order_by(col(RequestItemRow.position))).all()
    return tuple(
        AnsweredItem(
            item=item.item,
            outcome=Outcome(item.outcome),
            ground=Ground(item.ground) if item.ground else None,
            reason=item.reason,
            ground_article=law.ground_article(Ground(item.ground), RequestType(row.type)) if item.ground else "",
        )
        for item in found
    )


def receiver_of(desk: Desk, session: Session, case: CaseRow) -> PartyRow:
    """Who the letters of a case go to."""
    parties = {p.role: p for p in session.exec(select(PartyRow).where(PartyRow.case_id == row_id(case))).all()}
    agent = parties.get(PartyRole.AGENT)
    kind = AgentKind(agent.agent_kind) if agent is not None and agent.agent_kind else None
    return parties[reply_goes_to(kind, authority_policy(desk.procedure_of(case.procedure_id)))]


def _electronic(procedure: Procedure, to: PartyRow) -> str:
    """The e-mail address that a letter goes to: where the office answers so by custom, or there is no other."""
    rules = procedure.replies
    by_custom = rules.mail_class is MailClass.ELECTRONIC
    return to.email if "email" in rules.channels and (by_custom or not to.address) else ""


def sender_of(procedure: Procedure, language: Language) -> Sender:
    """The office as it stands at the head of its letters."""
    head = procedure.letterhead
    return Sender(
        company=head.company.in_language(language),
        department=head.department.in_language(language),
        postal_code=head.postal_code,
        address=head.address.in_language(language),
        telephone=head.telephone,
        email=head.email,
        seal_png=base64.b64decode(head.seal_png) if head.seal_png else b"",
    )


def _check_address(procedure: Procedure, session: Session, case: CaseRow) -> None:
    """Refuse an answer to an address that was not confirmed as the procedure asks."""
    rule = procedure.replies.address
    if rule == "as_written":
        return
    check = session.exec(
        select(CheckRow)
        .where(CheckRow.case_id == case.id, CheckRow.role == "principal")
        .order_by(col(CheckRow.id).desc())
    ).first()
    if check is None:
        return  # refused before any check: the letter goes where the person wrote from
    confirmed = check.address_agrees if rule == "on_document" else check.register_address_agrees
    confirmed = confirmed or check.known_by_agrees
    if not confirmed:
        raise RuleError(
            "address-not-confirmed",
            T("This office answers only to the address on the identity document. Confirm the address first.")
            if rule == "on_document"
            else T("This office answers only to the address in its register. Confirm the address first."),
            field="address",
        )


def _last_extension(session: Session, case: CaseRow) -> ExtensionRow:
    row = session.exec(
        select(ExtensionRow).where(ExtensionRow.case_id == case.id).order_by(col(ExtensionRow.noticed_on).desc())
    ).first()
    if row is None:
        raise RuleError("no-extension", T("The period of this case was not extended."), field="kind")
    return row


def _deficiency(session: Session, case: CaseRow, procedure: Procedure) -> Deficiency:
    """The deficiency that is told: its defects, and what the procedure says of its time limit."""
    row = open_correction(session, row_id(case))
    if row is None:
        raise RuleError(
            "no-correction",
            T("No correction is awaited in this case. Record in the step “Identity” what is deficient."),
            field="kind",
        )
    return Deficiency(
        read_defects(row.defect),
        row.asked_on,
        row.limit_on,
        unmended=procedure.deficiencies.unmended,
        clock=procedure.clock.clock,
        due_on=case.due_on,
    )


def _methods(session: Session, case: CaseRow) -> tuple[MethodTold, ...]:
    """Where another method is used than the one asked for. Raises `RuleError` where there is none."""
    rows = session.exec(
        select(RequestRow)
        .where(RequestRow.case_id == row_id(case), RequestRow.method_given != "")
        .order_by(col(RequestRow.position))
    ).all()
    if not rows:
        raise RuleError(
            "no-method-change",
            T("No decision of this case changes the method asked for. Record it with the decision first."),
            field="kind",
        )
    return tuple(
        MethodTold(RequestType(row.type), row.scope, row.method_asked, row.method_given, row.method_reason)
        for row in rows
    )


def _due_without(desk: Desk, session: Session, case: CaseRow, extension: ExtensionRow) -> date:
    """The date by which to answer as it was before an extension."""
    return derive_date(desk, session, case, without=extension.id).due


def _services_may_end(procedure: Procedure, answers: tuple[Answered, ...]) -> bool:
    offered = [procedure.offered(a.request_type) for a in answers]
    return any(o is not None and o.some_services_may_end for o in offered)
