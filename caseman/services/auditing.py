"""For auditors: the proof that the file is whole."""

from __future__ import annotations

import hashlib
from contextlib import suppress

from sqlalchemy import Connection, text

from caseman.domain.anchors import read_anchor
from caseman.errors import FileError
from caseman.services.desk import Desk
from caseman.services.file_check import FileCheck
from caseman.services.found_by import indexed_fields
from caseman.services.stopping import Stop
from caseman.storage import audit, seal, search
from caseman.storage.scan_keys import opened

# What was taken in as a file, and what leaves as one; with the attachments of letters.
_SCANS = """
SELECT c.sha256, c.sha256 AS name, c.data, k.key, true AS sealed
FROM scan_content c LEFT JOIN scan_key k ON k.sha256 = c.sha256
UNION ALL SELECT a.sha256, a.title, u.data, NULL, false FROM unredacted u JOIN attachment a ON a.id = u.attachment_id
"""
_LETTERS = """
SELECT sha256, document_number AS name, pdf AS data, NULL AS key, false AS sealed FROM letter WHERE disposed_on IS NULL
UNION ALL SELECT p.sha256, l.document_number || ' ' || p.title, p.pdf, NULL, false
FROM letter_attachment p JOIN letter l ON l.id = p.letter_id WHERE p.pdf IS NOT NULL AND l.disposed_on IS NULL
"""


def verify_file(desk: Desk, stop: Stop | None = None, anchor: str | None = None) -> FileCheck:
    """Check pages, references, the audit chain, the seal over all rows, and every scan and letter against its hash.

    With an `anchor` printed on a letter, an export or a monthly sheet, also whether the file went through it: an older
    copy of the whole file shows by that alone. The heads that the file itself remembers to have given out are looked
    for in any case. A sound file's trail tells that it was checked; one that is not is left as it is. Raises
    `InputError` for what is no anchor, before anything is checked, and `Stopped` when `stop` was asked.
    """
    asked = None if anchor is None else read_anchor(anchor)
    stop = stop or Stop()
    with stop.watch(desk.file):
        faults = desk.file.faults()
        stop.heed()  # a broken-off check of the pages answers like a damaged file
    with stop.watch(desk.file), desk.reading() as session:
        connection = session.connection()
        verdict = audit.verify(connection, desk.file.chain_key, stop.each)
        changed = seal.broken(connection, desk.file.chain_key, stop.each)
        if not search.index_agrees(connection, stop.each(indexed_fields(session))):
            changed = (*changed, "case_text")
        scans, scans_damaged = _check_hashes(connection, stop, _SCANS)
        letters, letters_damaged = _check_hashes(connection, stop, _LETTERS)
        found = None if asked is None else audit.anchored(connection, asked)
        known, lost = audit.lost_anchors(connection)
    check = FileCheck(
        verdict.entries,
        verdict.head,
        verdict.broken_at,
        tuple(faults),
        scans,
        scans_damaged,
        letters,
        letters_damaged,
        changed,
        found,
        found is False and asked is not None and asked.number > verdict.entries,
        known,
        lost,
    )
    if check.sound:  # what is damaged stays as it is
        with suppress(FileError), desk.work(None) as work:
            work.note("file_verified", entries=check.entries, anchor=anchor is not None)
    return check


def _check_hashes(connection: Connection, stop: Stop, statement: str) -> tuple[int, tuple[str, ...]]:
    checked, damaged = 0, []
    for row in stop.each(connection.execution_options(yield_per=10).execute(text(statement))):
        checked += 1
        data = opened(row.key, row.sha256, row.data) if row.sealed else row.data
        if data is None or hashlib.sha256(data).hexdigest() != row.sha256:
            damaged.append(row.name)
    return checked, tuple(damaged)
