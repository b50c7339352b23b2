"""What a print run puts on paper: its letters, what goes on the envelopes, and the lists for the mail room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlmodel import Session

from caseman.domain.enclosing import EnclosedKind
from caseman.domain.post import MailClass
from caseman.domain.print_plan import Sheet, sheets_of
from caseman.letters.acceptance_list import ACCEPTED, AcceptanceFacts, AcceptedItem, acceptance_list
from caseman.letters.counting import count_pages
from caseman.letters.enclosures_list import EnclosuresFacts, Envelope, enclosures_list
from caseman.services.desk import Desk, row_id
from caseman.services.letter_facts import receiver_of, sender_of
from caseman.services.send_guard import enclosures_of_letter
from caseman.storage.letter_tables import LetterEnclosureRow, PrintRunItemRow, PrintRunRow
from caseman.storage.tables import CaseRow, LetterRow
from caseman.text import Language, T, Text

Member = tuple[PrintRunItemRow, LetterRow, CaseRow]


@dataclass(frozen=True)
class RunDocument:
    """One document of a run's pass; `document_number` is empty for what is no letter."""

    title: Text | str
    document_number: str
    pages: int
    pdf: bytes = field(repr=False)


@dataclass(frozen=True)
class RunPapers:
    """Everything that a run prints, in the order in which it comes out of the printer."""

    run: str
    documents: tuple[RunDocument, ...]

    def sheets(self, *, duplex: bool) -> tuple[Sheet, ...]:
        return sheets_of([document.pages for document in self.documents], duplex=duplex)


def papers_of(desk: Desk, session: Session, run: PrintRunRow, members: Sequence[Member]) -> RunPapers:
    """The letters first, so that the numbers of their sheets stay the same whatever the lists grow to."""
    documents = [
        RunDocument(letter.document_number, letter.document_number, item.pages, letter.pdf)
        for item, letter, _ in members
    ]
    lists = (
        (T("Addresses"), address_papers(desk, session, run, members)),
        (T("Enclosures list"), _enclosures(desk, session, run, members)),
        (T("Acceptance list"), acceptance(desk, session, run, members)),
    )
    documents += [RunDocument(title, "", count_pages(pdf), pdf) for title, pdf in lists if pdf is not None]
    return RunPapers(run.number, tuple(documents))


def address_papers(desk: Desk, session: Session, run: PrintRunRow, members: Sequence[Member]) -> bytes | None:
    """Address sheets or labels for a run's envelopes; None where each letter shows its own address in the window.

    The seam for envelopes without a window: another maker of address papers is put in here.
    """
    del desk, session, run, members
    return None


def _enclosures(desk: Desk, session: Session, run: PrintRunRow, members: Sequence[Member]) -> bytes:
    language = desk.procedure.replies.language
    envelopes = tuple(
        Envelope(
            letter.document_number,
            receiver_of(desk, session, case).name,
            item.pages,
            tuple((_piece(row), row.sheets) for row in enclosures_of_letter(session, row_id(letter))),
        )
        for item, letter, case in members
    )
    office = desk.procedure.letterhead.company.in_language(language)
    return enclosures_list(EnclosuresFacts(run.number, office, envelopes, desk.file.sample), language)


def _piece(row: LetterEnclosureRow) -> Text | str:
    kind = EnclosedKind(row.kind)
    if not row.words:
        return kind.label
    return row.words if kind is EnclosedKind.OTHER else T("{kind}: {words}", kind=kind.label, words=row.words)


def acceptance(desk: Desk, session: Session, run: PrintRunRow, members: Sequence[Member]) -> bytes | None:
    """Japan Post's acceptance list for the items it accepts one by one; None where the run has none."""
    items = tuple(
        AcceptedItem(receiver_of(desk, session, case).name, MailClass(item.mail_class), item.tracking_number)
        for item, _, case in members
        if MailClass(item.mail_class) in ACCEPTED
    )
    if not items or desk.procedure.closures.country != "JP":
        return None
    sender = sender_of(desk.procedure, Language.JA)
    return acceptance_list(AcceptanceFacts(sender, items, run.number, sample=desk.file.sample))
