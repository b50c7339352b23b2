"""What is attached to a letter: put into its facts, kept with it when it is made, printed beside it.

Papers of what is enclosed are made together with the letter and kept as bytes with their hash; each counts as one piece
beside the letter, so that whoever compares before sending counts it too.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from sqlmodel import Session, col, select

from caseman.domain.attachments import Placing
from caseman.domain.enclosing import EnclosedKind
from caseman.domain.grounds import Ground
from caseman.domain.permissions import Permission
from caseman.domain.requests import RequestType
from caseman.domain.statute import Law
from caseman.errors import FileError, InputError
from caseman.letters.attached_pages import enclosed_paper
from caseman.letters.attached_words import attachment_name, named
from caseman.letters.facts import Attached, LetterFacts, Redacted
from caseman.services.approval import find_letter, require_approved
from caseman.services.attachment_rows import attachments_of, redactions_of, refuse_quarantined
from caseman.services.case_rows import find_case
from caseman.services.desk import Change, ChangeKind, Desk
from caseman.services.work import Work
from caseman.storage.attachment_tables import AttachmentPageRow, AttachmentRow, LetterAttachmentRow, RedactionRow
from caseman.storage.case_tables import CaseRow, RequestRow
from caseman.storage.columns import row_id
from caseman.storage.letter_tables import LetterEnclosureRow, LetterRow
from caseman.text import Language, T

PAPER_PRINTED: Final = "attachment_printed"


@dataclass(frozen=True)
class EnclosedPaper:
    """The paper of an attachment that is enclosed with a letter, as it was made."""

    document_number: str
    number: int
    title: str  # with its number, in the letter's language
    pages: int
    pdf: bytes = field(repr=False)


def attached_to(session: Session, request: RequestRow, law: Law, first: int) -> tuple[Attached, ...]:
    """What is attached to the answer of a request, as it is printed; numbers begin at `first`.

    Raises `RuleError` for a file that turned out, as a scan, to show what must be masked.
    """
    kind = RequestType(request.type)
    rows = attachments_of(session, row_id(request))
    for row in rows:
        refuse_quarantined(session, row.sha256, row.name)
    return tuple(
        Attached(
            number,
            row.title,
            Placing(row.placing),
            _pictures(session, row),
            tuple(_parts(redactions_of(session, row_id(row)), law, kind)),
        )
        for number, row in enumerate(rows, start=first)
    )


def _pictures(session: Session, row: AttachmentRow) -> tuple[bytes, ...]:
    statement = select(AttachmentPageRow.picture).where(AttachmentPageRow.attachment_id == row.id)
    return tuple(session.exec(statement.order_by(col(AttachmentPageRow.page))).all())


def _parts(redactions: Iterable[RedactionRow], law: Law, kind: RequestType) -> Iterable[Redacted]:
    """What is redacted, told once for each ground and reason."""
    pages: dict[tuple[str | None, str], set[int]] = {}
    for each in redactions:
        pages.setdefault((each.ground, each.reason.strip()), set()).add(each.page)
    for (code, reason), found in pages.items():
        ground = Ground(code) if code else None
        article = law.ground_article(ground, kind) if ground else ""
        yield Redacted(tuple(sorted(found)), ground, reason, article)


def keep_attached(work: Work, letter: LetterRow, facts: LetterFacts, requests: Sequence[RequestRow]) -> None:
    """Keep what goes with a letter that is being made, and count each enclosed paper among its enclosures."""
    originals = [row for request in requests for row in attachments_of(work.session, row_id(request))]
    for each, row in zip(facts.attached, originals, strict=True):
        kept = LetterAttachmentRow(
            letter_id=row_id(letter),
            number=each.number,
            title=each.title,
            placing=each.placing,
            pages=each.pages,
            redactions=len(redactions_of(work.session, row_id(row))),
            original=row.sha256,
        )
        if each.placing is Placing.ENCLOSED:
            kept.pdf = enclosed_paper(facts, each)
            kept.sha256 = hashlib.sha256(kept.pdf).hexdigest()
            kept.enclosure_id = _enclose(work, letter, each, facts.language)
        work.session.add(kept)
    work.session.flush()


def _enclose(work: Work, letter: LetterRow, each: Attached, language: Language) -> int:
    piece = LetterEnclosureRow(
        letter_id=row_id(letter),
        kind=EnclosedKind.DISCLOSED_DATA,
        words=named(each, language),
        sheets=each.pages,
        added_at=work.now,
        added_by=work.staff_id,
    )
    work.session.add(piece)
    work.session.flush()
    return row_id(piece)


def papers_beside(session: Session, letter: LetterRow) -> tuple[EnclosedPaper, ...]:
    """The papers that are enclosed with a letter, in their order. Raises `FileError` for one that is damaged."""
    rows = session.exec(
        select(LetterAttachmentRow)
        .where(LetterAttachmentRow.letter_id == letter.id, LetterAttachmentRow.placing == Placing.ENCLOSED)
        .order_by(col(LetterAttachmentRow.number))
    ).all()
    return tuple(_paper(letter, row) for row in rows)


def _paper(letter: LetterRow, row: LetterAttachmentRow) -> EnclosedPaper:
    if row.pdf is None or hashlib.sha256(row.pdf).hexdigest() != row.sha256:
        raise FileError(
            "attachment-damaged",
            T("The attachment “{title}” is damaged in the file. Bring back the last backup.", title=row.title),
        )
    title = attachment_name(row.number, Language(letter.language))
    return EnclosedPaper(letter.document_number, row.number, f"{title} {row.title}", row.pages, row.pdf)


def paper_to_print(desk: Desk, number: str, document_number: str, attachment: int) -> EnclosedPaper:
    """The paper of an attachment (by the number on it) that is enclosed with a letter; every call gives the same bytes.

    Raises `RuleError` where the letter lacks its approval, `InputError` where the letter encloses no such paper.
    """
    desk.require(Permission.READ_CASES)
    with desk.reading() as session:
        case = find_case(session, number)
        letter = find_letter(session, case, document_number)
        require_approved(desk, session, case, letter)
        return _found(session, letter, attachment)


def note_paper(desk: Desk, number: str, document_number: str, attachment: int) -> Change:
    """Write into the trail that the paper of an enclosed attachment was printed or saved."""
    with desk.work(Permission.READ_CASES) as work:
        case: CaseRow = work.case(number)
        letter = find_letter(work.session, case, document_number)
        require_approved(desk, work.session, case, letter)
        found = _found(work.session, letter, attachment)
        work.note(PAPER_PRINTED, case, document=letter.document_number, title=found.title)
    return Change(ChangeKind.LETTER, (case.number,), document_number=letter.document_number)


def _found(session: Session, letter: LetterRow, attachment: int) -> EnclosedPaper:
    found = next((each for each in papers_beside(session, letter) if each.number == attachment), None)
    if found is None:
        raise InputError(
            "no-such-paper",
            T(
                "Letter {document} encloses no attachment {number} as a paper of its own.",
                document=letter.document_number,
                number=attachment,
            ),
            field="attachment",
        )
    return found


def stands_in_letter(session: Session, enclosure_id: int) -> bool:
    """Whether a piece beside a letter is an attachment that the letter itself lists."""
    listed = select(LetterAttachmentRow.id).where(LetterAttachmentRow.enclosure_id == enclosure_id)
    return session.exec(listed).first() is not None
