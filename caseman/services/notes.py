"""Notes on a case: added, and struck out by another entry, never edited.

The trail tells that one was written, and not what.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from caseman.domain.permissions import Permission
from caseman.errors import InputError, RuleError
from caseman.services.course_inputs import NoteInput, StrikeInput
from caseman.services.desk import Change, ChangeKind, Desk
from caseman.services.removed import taking_back
from caseman.storage.case_tables import CaseRow
from caseman.storage.columns import row_id
from caseman.storage.course_tables import CaseNoteRow
from caseman.storage.reading import of_case
from caseman.text import T


@dataclass(frozen=True, slots=True)
class NoteView:
    """A note by its number in the case, from 1; struck out it stays readable. Instants are in UTC."""

    note: int
    text: str
    written_at: datetime
    written_by: str
    struck_at: datetime | None = None
    struck_by: str = ""
    struck_why: str = ""


def write_note(desk: Desk, note: NoteInput) -> Change:
    """Add a note to a case, closed or not. The trail tells that one was written, and not what."""
    with desk.work(Permission.WRITE_NOTES) as work:
        case = work.case(note.number)
        count = len(_rows(work.session, case)[0])
        work.session.add(
            CaseNoteRow(case_id=row_id(case), text=note.text, written_at=work.now, written_by=work.staff_id)
        )
        work.note("note_written", case, position=count + 1)
    return Change(ChangeKind.CASE, (case.number,))


def strike_note(desk: Desk, strike: StrikeInput) -> Change:
    """Strike a note out; it stays readable. Raises `RuleError` for one that is struck out already."""
    with desk.work(Permission.WRITE_NOTES) as work:
        case = work.case(strike.number)
        notes, strikes = _rows(work.session, case)
        if not 1 <= strike.note <= len(notes):
            raise InputError("no-such-note", T("This case has no note number {note}.", note=strike.note), field="note")
        struck = notes[strike.note - 1]
        if row_id(struck) in strikes:
            raise RuleError("struck-already", T("Note {note} is struck out already.", note=strike.note), field="note")
        work.session.add(
            CaseNoteRow(
                case_id=row_id(case),
                text=strike.reason,
                strikes_id=row_id(struck),
                written_at=work.now,
                written_by=work.staff_id,
            )
        )
        work.note("note_struck", case, position=strike.note, **taking_back(strike.undoes))
    return Change(ChangeKind.CASE, (case.number,))


def notes_of(session: Session, case: CaseRow, staff: dict[int | None, str]) -> tuple[NoteView, ...]:
    """The notes of a case in the order in which they were written."""
    notes, struck = _rows(session, case)
    found = []
    for number, row in enumerate(notes, start=1):
        by = struck.get(row_id(row))
        found.append(
            NoteView(
                number,
                row.text,
                row.written_at,
                staff.get(row.written_by, ""),
                None if by is None else by.written_at,
                "" if by is None else staff.get(by.written_by, ""),
                "" if by is None else by.text,
            )
        )
    return tuple(found)


def _rows(session: Session, case: CaseRow) -> tuple[list[CaseNoteRow], dict[int, CaseNoteRow]]:
    """The notes of a case in order, and what strikes each out, by the note's row."""
    rows = of_case(session, CaseNoteRow, case.id)
    notes = [row for row in rows if row.strikes_id is None]
    return notes, {row.strikes_id: row for row in rows if row.strikes_id is not None}
