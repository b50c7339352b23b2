"""That something was read, or a paper was printed, is told in the trail too.

What is told: opening a case, an envelope, a scan or a letter, previewing a letter, looking into the trail or the book:
each once a thing, member and day of the office, so that who knew of a case is answered and the trail stays readable.
Printed papers and exports are told each time. What is not told: lists, counts and searches, which show little of many
cases and are looked at all day long; small pictures of scans; and what says nothing of a person.

Reading goes on where its entry cannot be written, because the disk is full or cannot be written any more: it is tried
again with the next reading. A paper is refused there, for it leaves the file. Inside a transaction, which tells itself
what it does, nothing is added.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, time
from enum import StrEnum
from typing import Any, Final

from sqlmodel import Session, col, select

from caseman.errors import FileError
from caseman.services.case_rows import find_case
from caseman.services.desk import Desk
from caseman.storage.case_tables import CaseRow
from caseman.storage.columns import row_id
from caseman.storage.trail_tables import AuditRow
from caseman.text import T, Text


class Paper(StrEnum):
    """A paper beside the letters that is printed from the file."""

    DERIVATION = "derivation"
    INQUIRY = "inquiry"
    COVER = "cover"
    REPLY_SLIP = "reply_slip"
    PAPER_LABELS = "paper_labels"
    PLACE_LABELS = "place_labels"
    ADDRESS_LABELS = "address_labels"
    MONTH = "month"

    @property
    def label(self) -> Text:
        return _PAPERS[self]


_PAPERS: Final = {
    Paper.DERIVATION: T("the derivation of the date"),
    Paper.INQUIRY: T("the inquiry sheet to a data holder"),
    Paper.COVER: T("a cover sheet for scanning"),
    Paper.REPLY_SLIP: T("the reply slip"),
    Paper.PAPER_LABELS: T("labels for papers"),
    Paper.PLACE_LABELS: T("labels for places"),
    Paper.ADDRESS_LABELS: T("address labels"),
    Paper.MONTH: T("the monthly sheet of the trail"),
}


def note_case_read(desk: Desk, number: str, action: str = "case_read", **details: Any) -> None:
    """Tell that something of a case was read. Raises `InputError` when there is no such case."""
    if desk.busy:
        return
    with desk.reading() as session:
        case = find_case(session, number)
    note_read(desk, action, case, **details)


def note_read(desk: Desk, action: str, case: CaseRow | None = None, **details: Any) -> None:
    """Tell that something was read, unless this member did so today. The details are no personal values."""
    if desk.busy:
        return
    case_id = None if case is None else row_id(case)
    today = desk.today()
    seen = (today, action, case_id, json.dumps(details, sort_keys=True, separators=(",", ":")))
    if seen in desk.read_today:
        desk.look_at_clock()
        return
    try:
        with desk.reading() as session:
            told = _is_told(desk, session, action, case_id, seen[-1])
        if told:
            desk.look_at_clock()
        else:
            with desk.work(None) as work:
                work.note(action, case, **details)
    except FileError:
        return
    desk.read_today = {each for each in desk.read_today if each[0] == today} | {seen}


def note_paper(desk: Desk, paper: Paper, *numbers: str, **details: Any) -> None:
    """Tell that a paper was made to be printed or saved, with each of these cases; every time."""
    if desk.busy:
        return
    with desk.work(None) as work:
        for number in numbers:
            work.note("paper_made", find_case(work.session, number), paper=paper, **details)
        if not numbers:
            work.note("paper_made", paper=paper, **details)


def _is_told(desk: Desk, session: Session, action: str, case_id: int | None, details: str) -> bool:
    begins = datetime.combine(desk.today(), time(), desk.time_zone).astimezone(UTC)
    statement = (
        select(AuditRow.number)
        .where(
            AuditRow.case_id == case_id,
            AuditRow.staff == desk.staff_name,
            AuditRow.action == action,
            AuditRow.details == details,
            col(AuditRow.at) >= begins,
        )
        .limit(1)
    )
    return session.exec(statement).first() is not None
