"""Letters: previewed from memory, made once and kept as the bytes that are printed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date

from sqlmodel import Session, col, select

from caseman.domain.letters import FEE_LETTERS, LATE_LETTERS, PERIOD_LETTERS, LetterKind
from caseman.domain.permissions import Permission
from caseman.domain.transitions import Action
from caseman.errors import FileError, RuleError
from caseman.letters.render import render_letter
from caseman.services.case_facts import fee_asked, open_correction
from caseman.services.desk import Change, ChangeKind, Desk, find_case, row_id
from caseman.services.fee_letters import still_told
from caseman.services.gate import require
from caseman.services.letter_facts import letter_facts, next_serial, requests_for, unanswered
from caseman.services.standing import resettle
from caseman.storage.tables import CaseRow, CorrectionRow, LetterRow, RequestRow
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


def action_of(kind: LetterKind) -> Action:
    """What making a letter of this kind is in the table of transitions."""
    if kind in FEE_LETTERS:
        return Action.WRITE_ABOUT_FEE
    return Action.WRITE_CLOSURE if kind is LetterKind.CLOSURE else Action.MAKE_LETTER


def preview_letter(desk: Desk, number: str, kind: LetterKind, dated: date | None = None) -> bytes:
    """The PDF of a letter as it would be made today. Nothing is stored.

    Raises `RuleError` when no decision of the case asks for this letter, or a mandatory part is missing.
    """
    desk.require(Permission.READ_CASES)
    with desk.reading() as session:
        case = find_case(session, number)
        return render_letter(letter_facts(desk, session, case, kind, dated or desk.today()))


def make_letter(desk: Desk, number: str, kind: LetterKind, dated: date | None = None) -> Change:
    """Make a letter and keep its bytes. One that was already made from the same decisions is not made again."""
    with desk.work(action_of(kind)) as work:
        case = work.case(number)
        requests = requests_for(work.session, case, kind)
        existing = _latest(work.session, row_id(case), kind)
        correction = open_correction(work.session, row_id(case)) if kind is LetterKind.DEFICIENCY else None
        if existing is not None and _still_true(work.session, existing, requests, case, correction):
            return Change(ChangeKind.LETTER, (case.number,), document_number=existing.document_number)
        require(action_of(kind), case)
        day = dated or work.today
        facts = letter_facts(desk, work.session, case, kind, day)
        pdf = render_letter(facts)
        digest = hashlib.sha256(pdf).hexdigest()
        made = LetterRow(
            case_id=row_id(case),
            serial=next_serial(work.session, row_id(case)),
            document_number=facts.document_number,
            kind=kind,
            language=facts.language,
            dated=day,
            sha256=digest,
            pdf=pdf,
            quoted_due=facts.due_on,
            made_at=work.now,
            made_by=work.staff_id,
        )
        work.session.add(made)
        work.session.flush()
        for request in unanswered(requests):
            request.letter_id = row_id(made)
            work.session.add(request)
        asked = fee_asked(work.session, row_id(case)) if kind is LetterKind.FEE_NOTICE else None
        for told in filter(None, (correction, asked)):
            told.letter_id = row_id(made)
            work.session.add(told)
        resettle(work, case)
        work.note("letter_made", case, document=facts.document_number, kind=kind, sha256=digest)
    return Change(ChangeKind.LETTER, (case.number,), document_number=facts.document_number)


def letter(desk: Desk, number: str, document_number: str) -> Letter:
    """A letter that was made, with the bytes to print."""
    desk.require(Permission.READ_CASES)
    with desk.reading() as session:
        case = find_case(session, number)
        row = session.exec(
            select(LetterRow).where(LetterRow.case_id == case.id, LetterRow.document_number == document_number)
        ).one_or_none()
        if row is None:
            raise RuleError("no-such-letter", T("This case has no letter “{number}”.", number=document_number))
        if hashlib.sha256(row.pdf).hexdigest() != row.sha256:
            raise FileError(
                "letter-damaged",
                T("Letter “{number}” is damaged in the file. Bring back the last backup.", number=document_number),
            )
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
    with desk.work(Permission.READ_CASES) as work:
        case = work.case(number)
        work.note(f"letter_{how}", case, document=document_number)
    return Change(ChangeKind.AUDIT, (case.number,))


def _latest(session: Session, case_id: int, kind: LetterKind) -> LetterRow | None:
    return session.exec(
        select(LetterRow)
        .where(LetterRow.case_id == case_id, LetterRow.kind == kind, col(LetterRow.superseded).is_(False))
        .order_by(col(LetterRow.serial).desc())
    ).first()


def _still_true(
    session: Session, made: LetterRow, requests: list[RequestRow], case: CaseRow, correction: CorrectionRow | None
) -> bool:
    """Whether a letter that was made says what it would say today."""
    if LetterKind(made.kind) in LATE_LETTERS:
        return still_told(session, made, case)
    if LetterKind(made.kind) is LetterKind.DEFICIENCY:
        return correction is None or correction.letter_id == made.id
    if LetterKind(made.kind) is LetterKind.METHOD_CHANGE:
        return True  # a decision that is changed supersedes it
    if LetterKind(made.kind) in PERIOD_LETTERS:
        return made.quoted_due == case.due_on
    return all(request.letter_id is not None for request in requests)
