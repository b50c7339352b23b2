"""Scans inside the file: each content once, with a small picture of every page; what must not be kept in quarantine.

Here alone contents are read and written: they are sealed, each under a key of its own (`caseman.storage.scan_keys`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlmodel import Session, select

from caseman.domain.documents import Detail
from caseman.domain.permissions import Permission
from caseman.errors import FileError, InputError, RuleError
from caseman.exchange.scans import CleanScan, clean_scan, no_such_page, page_png
from caseman.services.desk import Desk
from caseman.services.post_inputs import ScanInput
from caseman.services.post_views import cases_of_scan, row_of
from caseman.services.reading import note_read
from caseman.services.work import Work
from caseman.storage import driver
from caseman.storage.adding import add_row, add_rows
from caseman.storage.scan_keys import ScanKeyRow, new_key, opened, sealed
from caseman.storage.scan_tables import ScanContentRow, ScanRow, ThumbnailRow
from caseman.text import T

_KEPT: Final = "SELECT 1 FROM scan_content WHERE sha256 = ?"


@dataclass(frozen=True)
class Taken:
    """A scan that was looked at and cleaned, ready to be stored."""

    scan: ScanInput
    clean: CleanScan
    thumbnails: tuple[bytes, ...]
    fault: str = ""  # JSON of a text: why it waits in the tray


def take_in(scan: ScanInput) -> Taken:
    """Look at a file and make ready what is kept of it. Raises `InputError` as `clean_scan` does."""
    clean = clean_scan(scan.name, scan.data, with_thumbnails=True)
    return prepared(scan, clean, clean.thumbnails)


def prepared(scan: ScanInput, clean: CleanScan, pictures: tuple[bytes, ...]) -> Taken:
    """A scan, or a part that was cut from one, with the small pictures of its pages."""
    return Taken(scan, clean, pictures)


def store_scan(work: Work, taken: Taken, *, envelope_id: int | None = None, case_id: int | None = None) -> ScanRow:
    """Keep a scan with an envelope or a case; with neither it waits in the scan tray.

    Where the same bytes are in quarantine this one is too, and what it is said to show closes them all.
    """
    digest = keep_content(work.session, taken.clean.data, taken.thumbnails)
    facts = taken.clean.facts
    row = ScanRow(
        envelope_id=envelope_id,
        case_id=case_id,
        sha256=digest,
        name=facts.name,
        media_type=facts.media_type,
        size=len(taken.clean.data),
        pages=facts.pages,
        source=taken.scan.source,
        fault=taken.fault,
        added_at=work.now,
    )
    work.session.add(row)
    work.session.flush()
    close_content(work.session, digest, taken.scan.shows)
    return row


def close_content(session: Session, digest: str, shows: Sequence[Detail]) -> None:
    """Bytes are closed, not rows: every scan of them is in quarantine for all that any of them is known to show."""
    rows = session.exec(select(ScanRow).where(ScanRow.sha256 == digest)).all()
    known = {code for row in rows for code in row.shows.split()} | {detail.value for detail in shows}
    together = " ".join(detail for detail in Detail if detail in known)
    for row in rows:
        row.shows, row.quarantine = together, bool(together)
        row.identity = row.identity or bool(together)  # what must be masked stands on papers of identity
        session.add(row)
    session.flush()


def keep_content(session: Session, data: bytes, pictures: tuple[bytes, ...]) -> str:
    """Store bytes under their digest, once, with the small pictures of their pages."""
    digest = hashlib.sha256(data).hexdigest()
    connection = session.connection()
    if driver.run(connection, _KEPT, (digest,)).fetchone() is None:
        key = new_key()
        add_row(connection, ScanContentRow, sha256=digest, data=sealed(key, digest, data))
        add_row(connection, ScanKeyRow, sha256=digest, key=key)
        small = enumerate(pictures)
        add_rows(
            connection,
            ThumbnailRow,
            ({"sha256": digest, "page": page, "picture": sealed(key, digest, made, page)} for page, made in small),
        )
    return digest


def drop_content(session: Session, digest: str) -> None:
    """Take bytes out of the file that no scan shows any more, their key first.

    What is left of them on any page opens with nothing then; `OfficeFile.forget_deleted` takes the rest.
    """
    session.flush()
    if session.exec(select(ScanRow.id).where(ScanRow.sha256 == digest)).first() is not None:
        return
    key = session.get(ScanKeyRow, digest)
    if key is not None:
        session.delete(key)
        session.flush()
    for small in session.exec(select(ThumbnailRow).where(ThumbnailRow.sha256 == digest)).all():
        session.delete(small)
    session.flush()
    content = session.get(ScanContentRow, digest)
    if content is not None:
        session.delete(content)
    session.flush()


def find_scan(session: Session, scan_id: int) -> ScanRow:
    """A scan by its number. Raises `InputError` when there is none."""
    row = row_of(session, ScanRow, scan_id)
    if row is None:
        raise InputError("no-such-scan", T("There is no such scan. It may have been taken out."), field="scan_id")
    return row


def sound_content(session: Session, row: ScanRow) -> bytes:
    """The bytes of a scan, as they were taken in. Raises `FileError` where they are damaged."""
    stored = session.get_one(ScanContentRow, row.sha256).data
    data = opened(_key(session, row.sha256), row.sha256, stored)
    if data is None or hashlib.sha256(data).hexdigest() != row.sha256:
        raise FileError(
            "scan-damaged-in-file",
            T("The scan “{name}” is damaged in the file. Bring back the last backup.", name=row.name),
        )
    return data


def _key(session: Session, digest: str) -> bytes | None:
    row = session.get(ScanKeyRow, digest)
    return None if row is None else row.key


def scan_page(desk: Desk, scan_id: int, page: int, max_px: int) -> bytes:
    """One page of a scan as PNG, from memory; pages count from 0.

    Raises `RuleError` for one in quarantine, which is shown to nobody but whoever masks it.
    """
    desk.require(Permission.READ_SCANS)
    with desk.reading() as session:
        row = find_scan(session, scan_id)
        refuse_quarantined(row)
        refuse_no_page(row, page)
        data, media_type = sound_content(session, row), row.media_type
        cases = cases_of_scan(session, row)
    for case in cases or (None,):
        note_read(desk, "scan_read", case, scan=scan_id)
    return page_png(data, media_type, page, max_px)


def refuse_no_page(row: ScanRow, page: int) -> None:
    """Raises `InputError` for a page (counted from 0) that a scan does not have."""
    if not 0 <= page < row.pages:
        raise no_such_page(page, row.pages)


def refuse_quarantined(row: ScanRow) -> None:
    """Raises `RuleError` for a scan that shows what must be masked first."""
    if row.quarantine:
        raise RuleError(
            "scan-quarantined",
            T(
                "“{name}” is in quarantine: it shows {what}. Mask it first.",
                name=row.name,
                what=[Detail(code).label for code in row.shows.split()],
            ),
        )


def scan_thumbnail(desk: Desk, scan_id: int, page: int) -> bytes | None:
    """The small picture of a page; None for one in quarantine, and where none was kept."""
    desk.require(Permission.READ_SCANS)
    with desk.reading() as session:
        row = find_scan(session, scan_id)
        if row.quarantine or not 0 <= page < row.pages:
            return None
        small = session.get(ThumbnailRow, (row.sha256, page))
        if small is None:
            return None
        return opened(_key(session, row.sha256), row.sha256, small.picture, page)
