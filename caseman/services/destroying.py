"""What is done to records when their time is over, inside the transaction of a disposal run.

Keys go first: those of scans and of the case's entries in the trail. Then rows that go whole, then what names a person
in rows that stay (`caseman.storage.personal` says of every column what becomes of it).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import Connection
from sqlmodel import col, select

from caseman.domain.retention import RecordKind
from caseman.services.found_by import index
from caseman.services.kept_lists import drop_lists
from caseman.services.post_views import cases_of_envelope, envelopes_of, scans_of
from caseman.services.scan_store import drop_content
from caseman.services.scanner_folder import scanner_plan
from caseman.services.work import Work
from caseman.storage import audit, case_keys
from caseman.storage.case_tables import CaseRow, PartyRow
from caseman.storage.columns import row_id
from caseman.storage.office_tables import DraftRow
from caseman.storage.personal import Part, empty
from caseman.storage.scan_tables import ScanRow, WatchedFileRow

Going = Mapping[RecordKind, frozenset[int]]  # the cases of a run whose records of a kind go in it


def destroy_scans(work: Work, case: CaseRow, going: Going, kinds: Iterable[RecordKind]) -> int:
    """Take the scans of these kinds out; those that a case which keeps them uses too stay. Returns how many went."""
    wanted = {kind is RecordKind.IDENTITY_COPIES: kind for kind in kinds}
    gone = 0
    for row in scans_of(work.session, case):
        kind = wanted.get(row.identity)
        if kind is None or _needed(work, row, case, going.get(kind, frozenset())):
            continue
        _take_out(work, row)
        gone += 1
    return gone


def destroy_letters(work: Work, case: CaseRow, day: date) -> int:
    """Take the letters' bytes, the disclosed data that went with them, and what reviewers and clerks wrote about them.

    Numbers, kinds and dates stay. Returns how many letters it were.
    """
    connection = _connection(work)
    gone: int = connection.exec_driver_sql(
        "SELECT count(*) FROM letter WHERE case_id = ? AND disposed_on IS NULL", (row_id(case),)
    ).scalar_one()
    for table in ("unredacted", "attachment_page"):
        connection.exec_driver_sql(f"DELETE FROM {table} WHERE {_ATTACHED}", (row_id(case),))  # noqa: S608  our own names
    empty(connection, Part.LETTERS, {"case": row_id(case)})
    connection.exec_driver_sql(
        "UPDATE letter SET disposed_on = ? WHERE case_id = ? AND disposed_on IS NULL", (day.isoformat(), row_id(case))
    )
    work.session.expire_all()
    return gone


def destroy_case(work: Work, case: CaseRow, going: Going, day: date) -> int:
    """Take out of a case everything that names somebody, and destroy its key. The ledger's line stays.

    Returns how many rows were emptied or taken out. The caller writes the last entry of the case.
    """
    people = work.session.exec(select(PartyRow).where(PartyRow.case_id == row_id(case))).all()
    names = [person.name for person in people]
    known = [text for p in people for text in (p.name, p.kana, p.telephone, p.email, p.member_id, p.address)]
    envelopes = envelopes_of(work.session, case)
    count = destroy_scans(work, case, going, (RecordKind.IDENTITY_COPIES, RecordKind.SCANS))
    count += destroy_letters(work, case, day)
    case.disposed_on = day
    work.session.add(case)
    connection = _connection(work)
    count += empty(connection, Part.CASE, {"case": row_id(case)})
    for envelope_id in envelopes:
        if all(each.disposed_on is not None for each in cases_of_envelope(work.session, envelope_id)):
            count += destroy_envelope(work, envelope_id)
    count += _drop_drafts(work, (case.number, *names))
    count += drop_lists(work.session, known)
    case_keys.destroy(connection, [row_id(case)])
    audit.blank(connection, row_id(case))
    work.session.expire_all()
    for each in {row_id(other): other for at in envelopes for other in cases_of_envelope(work.session, at)}.values():
        index(work, each)  # they are found by the sender of their envelopes too
    return count


def destroy_envelope(work: Work, envelope_id: int) -> int:
    """Take out of an envelope what names its sender, with its scans; that something came, and when, stays."""
    rows = work.session.exec(select(ScanRow).where(ScanRow.envelope_id == envelope_id)).all()
    for row in rows:
        _take_out(work, row)
    return len(rows) + empty(_connection(work), Part.ENVELOPE, {"envelope": envelope_id})


def destroy_book(work: Work, through: date) -> int:
    """Take the names out of what was paid until a day, except where a case is held; amounts and dates stay.

    With them end the entries of the trail that belong to no case, of the months before.
    """
    connection = _connection(work)
    held = connection.exec_driver_sql(_HELD).scalars().all()
    lines = connection.exec_driver_sql(
        "SELECT DISTINCT line_id FROM book_entry WHERE line_id IS NOT NULL AND case_id IN (SELECT value FROM "
        "json_each(?))",
        (json.dumps(list(held)),),
    )
    values = {
        "through": through.isoformat(),
        "held_cases": json.dumps(list(held)),
        "held_lines": json.dumps(list(lines.scalars().all())),
    }
    count = empty(connection, Part.BOOK, values)
    work.session.expire_all()
    return count


def end_months(work: Work, through: date, run: str) -> None:
    """End the entries of the trail that belong to no case, of the months that ended before the day after `through`."""
    connection = _connection(work)
    before = (through + timedelta(days=1)).replace(day=1)
    start = work.now.replace(year=before.year, month=before.month, day=1, hour=0, minute=0, second=0, microsecond=0)
    ended = case_keys.destroy_months(connection, before)
    ended += audit.blank(connection, None, start)
    if ended:
        work.note("months_disposed", None, before=before.isoformat(), run=run)


def forget_watched_files(work: Work) -> None:
    """Forget the names of scanner's files that lie in its folder no more: a name is what a person gave it."""
    folder = scanner_plan(work.desk).folder
    if folder is None or not Path(folder).is_dir():
        return
    for row in work.session.exec(select(WatchedFileRow)).all():
        if not row.name.startswith("/") and not (Path(folder) / row.name).exists():
            work.session.delete(row)
    work.session.flush()


def _needed(work: Work, row: ScanRow, case: CaseRow, going: frozenset[int]) -> bool:
    """Whether a case that keeps it came in the same envelope."""
    if row.case_id is not None or row.envelope_id is None:
        return False
    return any(
        other.id != case.id and other.disposed_on is None and other.id not in going
        for other in cases_of_envelope(work.session, row.envelope_id)
    )


def _take_out(work: Work, row: ScanRow) -> None:
    digest = row.sha256
    work.session.delete(row)
    drop_content(work.session, digest)


def _drop_drafts(work: Work, words: Iterable[str]) -> int:
    """Unfinished input that speaks of the case."""
    wanted = [word for word in words if len(word) > 1]
    found = [
        row
        for row in work.session.exec(select(DraftRow).order_by(col(DraftRow.place))).all()
        if any(word in row.content for word in wanted)
    ]
    for row in found:
        work.session.delete(row)
    work.session.flush()
    return len(found)


def _connection(work: Work) -> Connection:
    work.session.flush()
    return work.session.connection()


_ATTACHED = """
attachment_id IN (SELECT a.id FROM attachment a JOIN request r ON r.id = a.request_id WHERE r.case_id = ?)
"""
_HELD = """
SELECT DISTINCT e.case_id FROM case_event e WHERE e.kind = 'held' AND NOT EXISTS (
  SELECT 1 FROM case_event r WHERE r.case_id = e.case_id AND r.kind = 'released' AND r.id > e.id)
"""
