"""Letters: previewed from memory, made once and kept as the bytes that are printed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date

from sqlmodel import Session, col, func, select

from caseman.domain.decisions import Ground, Outcome
from caseman.domain.evidence import AgentKind
from caseman.domain.letters import LetterKind, letter_for
from caseman.domain.numbering import CaseNumbering
from caseman.domain.requests import RequestType
from caseman.errors import RuleError
from caseman.letters.facts import Addressee, Answered, LetterFacts, Sender
from caseman.letters.render import render_letter
from caseman.offices.schema import Procedure
from caseman.services.desk import Change, ChangeKind, Desk, find_case, row_id
from caseman.services.identity import refuse_closed
from caseman.services.standing import resettle
from caseman.storage import audit
from caseman.storage.tables import CaseRow, LetterRow, PartyRow, RequestRow
from caseman.text import Language, T


@dataclass(frozen=True)
class Letter:
    """A letter as it was made."""

    case_number: str
    document_number: str
    kind: LetterKind
    language: Language
    dated: date
    sha256: str
    pdf: bytes = field(repr=False)


def preview_letter(desk: Desk, number: str, kind: LetterKind, dated: date | None = None) -> bytes:
    """The PDF of a letter as it would be made today. Nothing is stored.

    Raises `RuleError` when no decision of the case asks for this letter, or a mandatory part is missing.
    """
    with desk.reading() as session:
        case = find_case(session, number)
        return render_letter(_facts(desk, session, case, kind, dated or desk.today()))


def make_letter(desk: Desk, number: str, kind: LetterKind, dated: date | None = None) -> Change:
    """Make a letter and keep its bytes. One that was already made from the same decisions is not made again."""
    with desk.work() as work:
        case = work.case(number)
        requests = _requests(work.session, case, kind)
        existing = _latest(work.session, row_id(case), kind)
        if existing is not None and all(request.letter_id is not None for request in requests):
            return Change(ChangeKind.LETTER, (case.number,), document_number=existing.document_number)
        refuse_closed(case)
        day = dated or work.today
        facts = _facts(desk, work.session, case, kind, day)
        pdf = render_letter(facts)
        digest = hashlib.sha256(pdf).hexdigest()
        made = LetterRow(
            case_id=row_id(case),
            serial=_next_serial(work.session, row_id(case)),
            document_number=facts.document_number,
            kind=kind,
            language=facts.language,
            dated=day,
            sha256=digest,
            pdf=pdf,
            made_at=work.now,
            made_by=work.staff_id,
        )
        work.session.add(made)
        work.session.flush()
        for request in _unanswered(requests):
            request.letter_id = row_id(made)
            work.session.add(request)
        resettle(work, case)
        work.note("letter_made", case, document=facts.document_number, kind=kind, sha256=digest)
    return Change(ChangeKind.LETTER, (case.number,), document_number=facts.document_number)


def letter(desk: Desk, number: str, document_number: str) -> Letter:
    """A letter that was made, with the bytes to print."""
    with desk.reading() as session:
        case = find_case(session, number)
        row = session.exec(
            select(LetterRow).where(LetterRow.case_id == case.id, LetterRow.document_number == document_number)
        ).one_or_none()
        if row is None:
            raise RuleError("no-such-letter", T("This case has no letter “{number}”.", number=document_number))
        return Letter(
            case.number,
            row.document_number,
            LetterKind(row.kind),
            Language(row.language),
            row.dated,
            row.sha256,
            row.pdf,
        )


def note_output(desk: Desk, number: str, document_number: str, how: str) -> Change:
    """Write into the trail that a letter was printed or saved as a file (`how`: printed, saved)."""
    with desk.work() as work:
        case = work.case(number)
        work.note(f"letter_{how}", case, document=document_number)
    return Change(ChangeKind.AUDIT, (case.number,))


def _latest(session: Session, case_id: int, kind: LetterKind) -> LetterRow | None:
    return session.exec(
        select(LetterRow)
        .where(LetterRow.case_id == case_id, LetterRow.kind == kind, col(LetterRow.superseded).is_(False))
        .order_by(col(LetterRow.serial).desc())
    ).first()


def _requests(session: Session, case: CaseRow, kind: LetterKind) -> list[RequestRow]:
    """The requests whose decision asks for a letter of this kind."""
    rows = session.exec(
        select(RequestRow).where(RequestRow.case_id == row_id(case)).order_by(col(RequestRow.position))
    ).all()
    return [row for row in rows if _asks_for(row, kind)]


def _unanswered(requests: list[RequestRow]) -> list[RequestRow]:
    """Those that no letter answers yet; all of them where each has one, for a look at what it would say today."""
    return [request for request in requests if request.letter_id is None] or requests


def _next_serial(session: Session, case_id: int) -> int:
    last = session.exec(select(func.max(LetterRow.serial)).where(LetterRow.case_id == case_id)).one()
    return (last or 0) + 1


def _facts(desk: Desk, session: Session, case: CaseRow, kind: LetterKind, dated: date) -> LetterFacts:
    procedure = desk.procedure_of(case.procedure_id)
    answers = tuple(map(_answered, _unanswered(_requests(session, case, kind))))
    if not answers:
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
    to = _receiver(procedure, parties["principal"], agent)
    if not to.address:
        raise RuleError(
            "no-address",
            T("The person to write to has no address. Add it to the case first."),
            field="address",
        )
    language = procedure.replies.language
    serial = _next_serial(session, row_id(case))
    return LetterFacts(
        kind=kind,
        language=language,
        document_number=CaseNumbering(procedure.numbering.letter_pattern).number(dated, serial, case=case.number),
        case_number=case.number,
        dated=dated,
        addressee=Addressee(to.name, to.postal_code, to.address, is_person=True),
        sender=_sender(procedure, language),
        principal_name=parties["principal"].name,
        agent_name=agent.name if agent is not None else None,
        received_on=case.arrived_on,
        answers=answers,
        enclosures=(),
        some_services_may_end=_services_may_end(procedure, answers),
        anchor=audit.head(session.connection()),
        sample=desk.file.sample,
    )


def _asks_for(request: RequestRow, kind: LetterKind) -> bool:
    return request.outcome is not None and letter_for(RequestType(request.type), Outcome(request.outcome)) is kind


def _answered(row: RequestRow) -> Answered:
    assert row.outcome is not None
    assert row.decided_on is not None
    return Answered(
        request_type=RequestType(row.type),
        article=row.article,
        scope=row.scope,
        outcome=Outcome(row.outcome),
        ground=Ground(row.ground) if row.ground else None,
        reason=row.reason,
        details=row.details,
        before=row.before,
        after=row.after,
        decided_on=row.decided_on,
    )


def _receiver(procedure: Procedure, principal: PartyRow, agent: PartyRow | None) -> PartyRow:
    """Who is written to: the requester; for a delegated agent as the procedure says."""
    if agent is None:
        return principal
    if agent.agent_kind == AgentKind.DELEGATED and procedure.replies.delegated_agent == "to_principal":
        return principal
    return agent


def _sender(procedure: Procedure, language: Language) -> Sender:
    head = procedure.letterhead
    return Sender(
        company=head.company.in_language(language),
        department=head.department.in_language(language),
        postal_code=head.postal_code,
        address=head.address.in_language(language),
        telephone=head.telephone,
    )


def _services_may_end(procedure: Procedure, answers: tuple[Answered, ...]) -> bool:
    offered = [procedure.offered(a.request_type) for a in answers]
    return any(o is not None and o.some_services_may_end for o in offered)
