"""A print run at the printer: from which sheet on, how far it came, where it stopped, which sheet was spoilt.

How far it came stands in the file after each letter, so that a lock, a lost printer or a power cut loses no more than
the letter under way.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import partial

from sqlmodel import Session

from caseman.domain.actions import Action
from caseman.domain.permissions import Permission
from caseman.domain.print_plan import RunState
from caseman.errors import InputError, RuleError
from caseman.offices.label_sheets import sheet_of
from caseman.services.approval import require_approved
from caseman.services.desk import Change, ChangeKind, Desk
from caseman.services.letter_inputs import RunPrintInput, RunSheetInput
from caseman.services.letters import read_out
from caseman.services.office_settings import get_setting, put_setting
from caseman.services.reading import note_read
from caseman.services.run_papers import Member, RunPapers, papers_of
from caseman.services.run_rows import cases_of, fault_of, find_run, members_of, open_run, record
from caseman.services.send_guard import require_in_house
from caseman.services.work import Work
from caseman.storage.case_tables import CaseRow
from caseman.storage.letter_tables import LetterRow, PrintRunRow
from caseman.text import T

_SETTING = "printing"


@dataclass(frozen=True)
class PrintingChoice:
    """How the office prints: names alone, as the printer's driver has them."""

    printer: str = ""
    duplex: bool = False
    tray: str = ""


def printing_choice(desk: Desk) -> PrintingChoice:
    """What was chosen last; the defaults where nothing was, or where it cannot be read."""
    desk.require(Permission.READ_CASES)
    with desk.reading() as session:
        kept = get_setting(session, _SETTING)
    try:
        found = json.loads(kept or "{}")
        return PrintingChoice(str(found.get("printer", "")), bool(found.get("duplex")), str(found.get("tray", "")))
    except (ValueError, AttributeError):
        return PrintingChoice()


def remember_printing(desk: Desk, choice: PrintingChoice) -> Change:
    """Keep printer, duplex and tray for the next time; only another choice than the last is kept and told."""
    if choice != printing_choice(desk):
        with desk.work(Permission.READ_CASES) as work:
            put_setting(work.session, _SETTING, json.dumps(asdict(choice), ensure_ascii=False))
            work.note("printing_chosen", printer=choice.printer, duplex=choice.duplex, tray=choice.tray)
    return Change(ChangeKind.DRAFT)


def begin_printing(desk: Desk, asked: RunPrintInput) -> RunPapers:
    """Begin or go on printing a run at a sheet; gives everything to print.

    Raises `RuleError` where a letter of it may not be printed (superseded, under way, not approved), and where it was
    begun with another number of sides, which would give its sheets other numbers; `InputError` for a sheet it has not.
    """
    with desk.work(Action.DISPATCH) as work:
        run = open_run(work.session, asked.run)
        members = members_of(work.session, run)
        for _, letter, case in members:
            refused = fault_of(partial(_require_printable, work, case, letter))
            if refused is not None:
                text = T("{number}: {fault}", number=letter.document_number, fault=refused.text)
                raise RuleError("run-letter", T("{fault} Take it out of the run, or mend it.", fault=text))
        if asked.first > 1 and asked.duplex != run.duplex:
            raise RuleError(
                "other-sides",
                T("This run was begun with another number of sides to a sheet. Choose the same, or begin at sheet 1."),
                field="duplex",
            )
        _take_first_label(desk, run, asked.first_label)
        papers = papers_of(desk, work.session, run, members)
        total = len(papers.sheets(duplex=asked.duplex))
        _check_range(asked, total)
        if run.next_sheet > 1 or asked.first > 1:
            record(work, run, "resumed", asked.first)
        run.state, run.duplex, run.next_sheet = RunState.PRINTING, asked.duplex, asked.first
        work.session.add(run)
        work.note("run_printing", run=run.number, sheet=asked.first)
    return papers


def _require_printable(work: Work, case: CaseRow, letter: LetterRow) -> None:
    require_in_house(work, letter)
    require_approved(work.desk, work.session, case, letter)
    read_out(case, letter)


def _take_first_label(desk: Desk, run: PrintRunRow, first: int | None) -> None:
    """Keep at which label the run begins. Raises `InputError` for one that the office's sheet does not have."""
    rules = desk.procedure.letters
    if first is not None and rules.addresses.labels:
        sheet_of(rules, desk.procedure.label_sheets).check_first(first)
        run.first_label = first


def _check_range(asked: RunPrintInput, total: int) -> None:
    if asked.first > total:
        raise InputError(
            "no-such-sheet", T("The run has {total} sheets.", total=total), field="first"
        )  # fmt: skip
    if asked.last and not asked.first <= asked.last <= total:
        raise InputError(
            "no-such-sheet",
            T("Choose a sheet between {first} and {total}.", first=asked.first, total=total),
            field="last",
        )


def note_progress(desk: Desk, run: str, sheet: int) -> Change:
    """Keep that the sheets up to this one went to the printer. The trail is told at the end."""
    with desk.work(Action.DISPATCH) as work:
        row = _printing(work.session, run)
        row.next_sheet = max(row.next_sheet, sheet + 1)
        work.session.add(row)
    return Change(ChangeKind.DRAFT)


def stop_printing(desk: Desk, stopped: RunSheetInput, *, lost: bool = False) -> Change:
    """Note that a run stopped before a sheet: it was paused, or the printer was `lost`. It goes on from there."""
    with desk.work(Action.DISPATCH) as work:
        row = _printing(work.session, stopped.run)
        row.next_sheet = stopped.sheet
        row.state = RunState.PRINTED if row.complete else RunState.PAUSED
        work.session.add(row)
        record(work, row, "lost" if lost else "paused", stopped.sheet, stopped.reason)
        work.note("run_paused", run=row.number, sheet=stopped.sheet, reason=stopped.reason)
        numbers = cases_of(members_of(work.session, row))
    return Change(ChangeKind.LETTER, numbers, document_number=row.number)


def finish_printing(desk: Desk, run: str, sheet: int) -> Change:
    """Note that a run was printed up to this sheet; with its last one it is printed whole, and so is each letter."""
    with desk.work(Action.DISPATCH) as work:
        row = _printing(work.session, run)
        members = members_of(work.session, row)
        total = len(papers_of(desk, work.session, row, members).sheets(duplex=row.duplex))
        row.next_sheet = min(sheet, total) + 1
        row.complete = row.complete or sheet >= total
        row.state = RunState.PRINTED if row.complete else RunState.PAUSED
        work.session.add(row)
        if sheet >= total:
            _note_printed(work, row, members)
    return Change(ChangeKind.LETTER, cases_of(members), document_number=row.number)


def _note_printed(work: Work, run: PrintRunRow, members: list[Member]) -> None:
    for _, letter, case in members:
        letter.printed_at = work.now
        work.session.add(letter)
        work.note("letter_printed", case, document=letter.document_number, run=run.number)
    work.note("run_printed", run=run.number)


def note_spoilt(desk: Desk, spoilt: RunSheetInput) -> Change:
    """Log a sheet that came out spoilt; it is printed again by beginning at it."""
    with desk.work(Action.DISPATCH) as work:
        row = open_run(work.session, spoilt.run)
        members = members_of(work.session, row)
        total = len(papers_of(desk, work.session, row, members).sheets(duplex=row.duplex))
        if spoilt.sheet > total:
            raise InputError("no-such-sheet", T("The run has {total} sheets.", total=total), field="sheet")
        record(work, row, "spoilt", spoilt.sheet, spoilt.reason)
        work.note("run_spoilt", run=row.number, sheet=spoilt.sheet, reason=spoilt.reason)
    return Change(ChangeKind.LETTER, cases_of(members), document_number=row.number)


def run_papers(desk: Desk, run: str) -> RunPapers:
    """What a run prints, to look at."""
    desk.require(Permission.READ_CASES)
    with desk.reading() as session:
        row = find_run(session, run)
        made = papers_of(desk, session, row, members_of(session, row))
    note_read(desk, "run_read", run=row.number)
    return made


def _printing(session: Session, number: str) -> PrintRunRow:
    row = open_run(session, number)
    if row.state != RunState.PRINTING:
        raise RuleError("not-printing", T("Print run {run} is not being printed.", run=row.number))
    return row
