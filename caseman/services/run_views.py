"""Print runs as the window lists them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, select

from caseman.domain.permissions import Permission
from caseman.domain.post import MailClass
from caseman.domain.print_plan import RunState
from caseman.errors import CasemanError
from caseman.services.approval import require_approved
from caseman.services.desk import Desk
from caseman.services.letter_facts import receiver_of
from caseman.services.run_papers import Member, RunPapers, letters_of, papers_of
from caseman.services.run_rows import fault_of, find_run, members_of
from caseman.services.send_guard import enclosures_of_letter, good_check
from caseman.storage.columns import row_id
from caseman.storage.letter_tables import PrintRunEventRow, PrintRunItemRow, PrintRunRow
from caseman.storage.office_tables import StaffRow
from caseman.text import T, Text


@dataclass(frozen=True, slots=True)
class RunLine:
    """A run in the list of runs."""

    number: str
    state: RunState
    made_at: datetime
    made_by: str
    letters: int


@dataclass(frozen=True, slots=True)
class RunLetter:
    """A letter of a run. `fault`: why it can be neither printed nor sent, if so."""

    position: int
    case_number: str
    document_number: str
    addressee: str
    mail_class: MailClass
    tracking_number: str
    first_sheet: int
    pages: int
    enclosures: int
    compared: bool
    fault: Text | None


@dataclass(frozen=True, slots=True)
class RunEvent:
    """What happened to a run at a sheet."""

    kind: str
    sheet: int
    reason: str
    at: datetime
    by: str

    @property
    def label(self) -> Text:
        return _EVENTS[self.kind]


_EVENTS = {
    "paused": T("stopped"),
    "resumed": T("went on"),
    "spoilt": T("sheet spoilt"),
    "lost": T("printer lost"),
    "cancelled": T("cancelled"),
}


@dataclass(frozen=True, slots=True)
class RunPart:
    """A list or the addresses of a run: on which sheets it stands, and whether these are sheets of labels."""

    title: Text
    first: int
    last: int
    labels: bool


@dataclass(frozen=True, slots=True)
class RunView:
    """A run, whole. `next_sheet` is the first that may not be on paper yet; `compare`: off, warn or required.

    `fault`: why its lists and addresses cannot be printed, if so. `first_label`: None where it has no labels.
    """

    line: RunLine
    letters: tuple[RunLetter, ...]
    events: tuple[RunEvent, ...]
    sheets: int
    next_sheet: int
    duplex: bool
    complete: bool
    compare: str
    parts: tuple[RunPart, ...] = ()
    first_label: int | None = None
    fault: Text | None = None


def list_runs(desk: Desk, limit: int = 200) -> tuple[RunLine, ...]:
    """Runs, latest first."""
    desk.require(Permission.READ_CASES)
    with desk.reading() as session:
        rows = session.exec(select(PrintRunRow).order_by(col(PrintRunRow.id).desc()).limit(limit)).all()
        return tuple(_line(session, row) for row in rows)


def show_run(desk: Desk, number: str) -> RunView:
    """One run with its letters in order. Raises `InputError` where there is none."""
    desk.require(Permission.READ_CASES)
    with desk.reading() as session:
        row = find_run(session, number)
        members = members_of(session, row)
        papers, fault = _papers(desk, session, row, members)
        letters = papers or letters_of(session, row, members)
        first = {
            letters.documents[sheet.document].document_number: sheet.number
            for sheet in reversed(letters.sheets(duplex=row.duplex))
        }
        rules = {desk.procedure_of(case.procedure_id).four_eyes.dispatch for _, _, case in members}
        return RunView(
            _line(session, row),
            tuple(_letter(desk, session, member, first[member[1].document_number]) for member in members),
            _events(session, row),
            len(letters.sheets(duplex=row.duplex)),
            row.next_sheet,
            row.duplex,
            row.complete,
            next((rule for rule in ("required", "warn") if rule in rules), "off"),
            _parts(papers, duplex=row.duplex) if papers is not None else (),
            row.first_label if desk.procedure.letters.addresses.labels else None,
            fault,
        )


def _papers(
    desk: Desk, session: Session, run: PrintRunRow, members: Sequence[Member]
) -> tuple[RunPapers | None, Text | None]:
    """What a run prints, or why it cannot be made: the run is shown either way, so that it can be mended."""
    try:
        return papers_of(desk, session, run, members), None
    except CasemanError as error:
        return None, error.text


def _parts(papers: RunPapers, *, duplex: bool) -> tuple[RunPart, ...]:
    numbers: dict[int, list[int]] = {}
    for sheet in papers.sheets(duplex=duplex):
        numbers.setdefault(sheet.document, []).append(sheet.number)
    return tuple(
        RunPart(document.title, numbers[at][0], numbers[at][-1], document.labels)
        for at, document in enumerate(papers.documents)
        if isinstance(document.title, Text)
    )


def _line(session: Session, row: PrintRunRow) -> RunLine:
    letters = session.exec(select(func.count()).where(PrintRunItemRow.run_id == row_id(row))).one()
    name = session.exec(select(StaffRow.name).where(StaffRow.id == row.created_by)).one()
    return RunLine(row.number, RunState(row.state), row.created_at, name, letters)


def _letter(desk: Desk, session: Session, member: Member, first_sheet: int) -> RunLetter:
    item, letter, case = member
    superseded = T("This letter was superseded by a newer decision. Dispatch the new one.")
    refused = fault_of(lambda: require_approved(desk, session, case, letter))
    return RunLetter(
        item.position,
        case.number,
        letter.document_number,
        receiver_of(desk, session, case).name,
        MailClass(item.mail_class),
        item.tracking_number,
        first_sheet,
        item.pages,
        len(enclosures_of_letter(session, row_id(letter))),
        good_check(session, letter) is not None,
        superseded if letter.superseded else None if refused is None else refused.text,
    )


def _events(session: Session, run: PrintRunRow) -> tuple[RunEvent, ...]:
    rows = session.exec(
        select(PrintRunEventRow, StaffRow.name)
        .join(StaffRow, col(StaffRow.id) == PrintRunEventRow.by)
        .where(PrintRunEventRow.run_id == row_id(run))
        .order_by(col(PrintRunEventRow.id))
    ).all()
    return tuple(RunEvent(row.kind, row.sheet, row.reason, row.at, name) for row, name in rows)
