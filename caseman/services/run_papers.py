"""What a print run puts on paper: its letters, what goes on the envelopes, and the lists for the mail room."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from sqlmodel import Session

from caseman.domain.enclosing import EnclosedKind
from caseman.domain.label_sheets import AddressPapers
from caseman.domain.post import MailClass
from caseman.domain.print_plan import Sheet, sheets_of
from caseman.errors import CasemanError, InputError, InputErrors
from caseman.letters.acceptance_list import ACCEPTED, AcceptanceFacts, AcceptedItem, acceptance_list
from caseman.letters.address_labels import AddressLabel, address_labels
from caseman.letters.address_sheets import AddressSheet, address_sheets
from caseman.letters.counting import count_pages
from caseman.letters.enclosures_list import EnclosuresFacts, Envelope, enclosures_list
from caseman.offices.label_sheets import sheet_of
from caseman.services.desk import Desk
from caseman.services.letter_attachments import papers_beside
from caseman.services.letter_facts import addressee_of, receiver_of, sender_of
from caseman.services.send_guard import enclosures_of_letter
from caseman.storage.case_tables import CaseRow
from caseman.storage.columns import row_id
from caseman.storage.letter_tables import LetterEnclosureRow, LetterRow, PrintRunItemRow, PrintRunRow
from caseman.text import Language, T, Text

Member = tuple[PrintRunItemRow, LetterRow, CaseRow]


@dataclass(frozen=True)
class RunDocument:
    """One document of a run's pass; `document_number` is empty for what is no letter.

    `labels`: it is printed on sheets of labels, which somebody puts into the printer.
    """

    title: Text | str
    document_number: str
    pages: int
    pdf: bytes = field(repr=False)
    labels: bool = False
    one_sided: bool = False  # its sheets were counted with a page on each


@dataclass(frozen=True)
class RunPapers:
    """Everything that a run prints, in the order in which it comes out of the printer."""

    run: str
    documents: tuple[RunDocument, ...]

    def sheets(self, *, duplex: bool) -> tuple[Sheet, ...]:
        one_sided = {at for at, document in enumerate(self.documents) if document.one_sided}
        return sheets_of([document.pages for document in self.documents], duplex=duplex, one_sided=one_sided)


def papers_of(desk: Desk, session: Session, run: PrintRunRow, members: Sequence[Member]) -> RunPapers:
    """The letters first, each with what it encloses: the numbers of their sheets stay whatever the lists grow to.

    The addresses come last: labels are printed on sheets of their own, so that one change of paper is enough. Raises
    `InputError` for an address that does not fit, or a character no font has.
    """
    documents = list(letters_of(session, run, members).documents)
    addresses = desk.procedure.letters.addresses
    others = (
        (T("Enclosures list"), _enclosures(desk, session, run, members), False),
        (T("Acceptance list"), acceptance(desk, session, run, members), False),
        (
            T("Address labels") if addresses.labels else T("Address sheets"),
            address_papers(desk, session, run.first_label, members),
            addresses.labels,
        ),
    )
    documents += [RunDocument(title, "", count_pages(pdf), pdf, labels) for title, pdf, labels in others if pdf]
    return RunPapers(run.number, tuple(documents))


def letters_of(session: Session, run: PrintRunRow, members: Sequence[Member]) -> RunPapers:
    """The letters alone, each with what it encloses."""
    documents = (document for item, letter, _ in members for document in _of_letter(session, item, letter))
    return RunPapers(run.number, tuple(documents))


def _of_letter(session: Session, item: PrintRunItemRow, letter: LetterRow) -> list[RunDocument]:
    """A letter, and behind it the papers of the attachments that it encloses."""
    number = letter.document_number
    papers = papers_beside(session, letter)
    return [
        RunDocument(number, number, item.pages, letter.pdf),
        *(RunDocument(f"{number} {each.title}", "", each.pages, each.pdf, one_sided=True) for each in papers),
    ]


def address_papers(desk: Desk, session: Session, first_label: int, members: Sequence[Member]) -> bytes | None:
    """Address sheets or labels for a run's envelopes, as the office has it.

    None where each letter shows its own address through the window, and where none goes by post. Raises `InputErrors`
    naming each letter whose address does not fit.
    """
    rules = desk.procedure.letters
    posted = [member for member in members if MailClass(member[0].mail_class).reply_channel == "post"]
    if rules.addresses is AddressPapers.WINDOW or not posted:
        return None
    language = desk.procedure.replies.language
    sheet = sheet_of(rules, desk.procedure.label_sheets)

    def draw(chosen: Sequence[Member], first: int) -> bytes:
        if rules.addresses is AddressPapers.SHEETS:
            sheets = [
                AddressSheet(
                    addressee_of(desk, session, case), MailClass(item.mail_class), letter.document_number, case.number
                )
                for item, letter, case in chosen
            ]
            sender = sender_of(desk.procedure, language)
            return address_sheets(sheets, sender, language, paper=rules.paper, sample=desk.file.sample)
        labels = [AddressLabel(addressee_of(desk, session, case), case.number) for _, _, case in chosen]
        vertical = rules.addresses is AddressPapers.VERTICAL_LABELS
        return address_labels(labels, sheet, language, vertical=vertical, first=first)

    try:
        return draw(posted, min(first_label, sheet.count))
    except CasemanError as error:
        faults = [fault for member in posted if (fault := _fault_of(member, partial(draw, [member], 1))) is not None]
        if faults:
            raise InputErrors(tuple(faults)) from error
        raise


def _fault_of(member: Member, draw: Callable[[], object]) -> CasemanError | None:
    """Why a letter's address cannot be drawn, with the letter's number; None where it can."""
    try:
        draw()
    except CasemanError as error:
        told = T("{number}: {fault}", number=member[1].document_number, fault=error.text)
        return InputError(error.code, told, field="documents")
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
    paper = desk.procedure.letters.paper
    facts = EnclosuresFacts(run.number, office, envelopes, desk.file.sample, paper, desk.anchor())
    return enclosures_list(facts, language)


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
    paper, sample = desk.procedure.letters.paper, desk.file.sample
    facts = AcceptanceFacts(sender, items, run.number, sample=sample, paper=paper, anchor=desk.anchor())
    return acceptance_list(facts)
