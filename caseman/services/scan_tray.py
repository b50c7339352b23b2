"""The scan tray: what came in from the scanner or a batch and belongs to no envelope or case yet."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from caseman.domain.derivation import pack, unpack
from caseman.domain.documents import Detail
from caseman.domain.entry import clean_line
from caseman.domain.permissions import Permission
from caseman.errors import InputError, RuleError
from caseman.services.desk import Change, ChangeKind, Desk
from caseman.services.gate import require_open
from caseman.services.my_number import refuse_my_number
from caseman.services.post_views import ScanLine, cases_of_envelope, cases_of_scan, find_envelope, scan_line
from caseman.services.scan_store import close_content, drop_content, find_scan
from caseman.services.standing import keep_retention
from caseman.services.work import Work
from caseman.storage.case_tables import CaseRow
from caseman.storage.columns import row_id
from caseman.storage.scan_tables import ScanRow
from caseman.text import T, Text


@dataclass(frozen=True, slots=True)
class TrayLine:
    """A scan that waits: what it is, since when (UTC), where it came from, and why it was not filed by itself."""

    scan: ScanLine
    added_at: datetime
    source: str
    fault: Text | None


def list_tray(desk: Desk) -> tuple[TrayLine, ...]:
    """What waits, the oldest first."""
    desk.require(Permission.READ_CASES)
    with desk.reading() as session:
        rows = session.exec(
            select(ScanRow)
            .where(col(ScanRow.envelope_id).is_(None), col(ScanRow.case_id).is_(None))
            .order_by(col(ScanRow.id))
        ).all()
        return tuple(TrayLine(scan_line(row), row.added_at, row.source, read_fault(row.fault)) for row in rows)


def from_tray(session: Session, scan_id: int) -> ScanRow:
    """A scan that waits in the tray. Raises `RuleError` for one that is filed already."""
    row = find_scan(session, scan_id)
    if row.envelope_id is not None or row.case_id is not None:
        raise RuleError("scan-filed", T("The scan “{name}” is filed already.", name=row.name), field="scans")
    row.fault = ""
    session.add(row)
    return row


def file_scans(desk: Desk, scan_ids: Sequence[int], *, envelope_id: int | None = None, number: str = "") -> Change:
    """Put scans from the tray to an envelope or to a case. Raises `RuleError` where a case of theirs is closed."""
    with desk.work(Permission.LOG_POST) as work:
        if envelope_id is not None:
            find_envelope(work.session, envelope_id)
            cases = cases_of_envelope(work.session, envelope_id)
            for scan_id in scan_ids:
                from_tray(work.session, scan_id).envelope_id = envelope_id
        elif number.strip():
            cases = [work.case(number)]
            for scan_id in scan_ids:
                from_tray(work.session, scan_id).case_id = row_id(cases[0])
        else:
            raise InputError("empty", T("Choose the envelope or the case they belong to."), field="number")
        for case in cases:
            require_open(case)
            work.note("scans_added", case, scans=len(scan_ids))
        if not cases:
            work.note("scans_added", envelope=envelope_id, scans=len(scan_ids))
    return Change(ChangeKind.ENVELOPE, tuple(case.number for case in cases), envelope_id=envelope_id)


def take_out(desk: Desk, scan_ids: Sequence[int], reason: str) -> Change:
    """Take scans out of the file for good, with a reason in the trail: a paper scanned twice, a stranger's letter.

    The entry stands with every case whose papers the scan showed. Raises `RuleError` where one of them is closed.
    """
    said = read_reason(reason)
    numbers: dict[str, None] = {}
    with desk.work(Permission.LOG_POST) as work:
        for scan_id in dict.fromkeys(scan_ids):
            row = find_scan(work.session, scan_id)
            cases = cases_of_scan(work.session, row)
            for case in cases:
                require_open(case)
            digest, pages = row.sha256, row.pages
            work.session.delete(row)
            drop_content(work.session, digest)
            note_each(work, cases, "scan_taken_out", pages=pages, reason=said)
            numbers |= dict.fromkeys(case.number for case in cases)
    desk.file.forget_deleted()
    return Change(ChangeKind.ENVELOPE, tuple(numbers))


def read_reason(typed: str) -> str:
    """A reason as the trail keeps it for good. Raises `InputError` (field `reason`) for an empty or too long one."""
    said = clean_line(typed, "reason")
    if not said:
        raise InputError("empty", T("Say why, in a few words: it goes into the trail."), field="reason")
    refuse_my_number(said, "reason")
    return said


def quarantine(desk: Desk, scan_id: int, shows: Sequence[Detail]) -> Change:
    """Close a scan, and every other one of the same bytes, to everybody until what it shows is masked."""
    if not shows:
        raise InputError("empty", T("Say what it shows that must be masked."), field="shows")
    with desk.work(Permission.LOG_POST) as work:
        row = find_scan(work.session, scan_id)
        kinds = [detail for detail in Detail if detail in shows]
        close_content(work.session, row.sha256, kinds)
        numbers = note_content(work, row.sha256, "scan_quarantined", shows=kinds)
    return Change(ChangeKind.ENVELOPE, numbers)


def note_each(work: Work, cases: Sequence[CaseRow], action: str, **details: Any) -> None:
    """An entry with each of the cases; one of its own where there is none."""
    for case in cases:
        work.note(action, case, **details)
    if not cases:
        work.note(action, **details)


def note_content(work: Work, digest: str, action: str, **details: Any) -> tuple[str, ...]:
    """An entry for every scan of these bytes, with each case whose papers it shows; the numbers of those cases."""
    numbers: dict[str, None] = {}
    for row in work.session.exec(select(ScanRow).where(ScanRow.sha256 == digest).order_by(col(ScanRow.id))).all():
        cases = cases_of_scan(work.session, row)
        note_each(work, cases, action, scan=row.id, **details)
        for case in cases:
            keep_retention(work, case)  # a copy of an identity document may be kept otherwise than another scan
        numbers |= dict.fromkeys(case.number for case in cases)
    return tuple(numbers)


def write_fault(text: Text) -> str:
    """A sentence as the file keeps it, to be said in any language later."""
    return json.dumps(pack(text), ensure_ascii=False)


def read_fault(written: str) -> Text | None:
    """A sentence from the file; None where there is none."""
    found = unpack(json.loads(written)) if written else None
    return found if isinstance(found, Text) else None
