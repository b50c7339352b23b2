"""Masking: what no office may keep is covered in the pixels, and the scan as it came is gone.

My Number (Act No. 27 of 2013, Arts. 15 and 20), insurers' symbols and numbers (Health Insurance Act, Art. 194-2) and
the registered domicile: where an unmasked copy arrives, whoever received it masks it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import select

from caseman.domain.documents import Detail
from caseman.domain.permissions import Permission
from caseman.errors import InputError
from caseman.exchange.masking import Box, mask_scan
from caseman.exchange.scans import page_png, thumbnails
from caseman.services.desk import Change, ChangeKind, Desk
from caseman.services.post_views import cases_of_scan
from caseman.services.scan_store import (
    close_content,
    drop_content,
    find_scan,
    keep_content,
    refuse_no_page,
    sound_content,
)
from caseman.services.scan_tray import note_content, note_each
from caseman.storage.scan_tables import ScanRow
from caseman.text import T

__all__ = ["Box", "Masked", "ToMask", "mask", "open_for_masking", "page_to_mask"]


@dataclass(frozen=True)
class ToMask:
    """A scan that is about to be masked."""

    scan_id: int
    name: str
    pages: int
    shows: tuple[Detail, ...]


@dataclass(frozen=True)
class Masked(Change):
    """What became of a scan; `left` is what it still shows, for which it stays in quarantine."""

    left: tuple[Detail, ...] = ()


def open_for_masking(desk: Desk, scan_id: int) -> ToMask:
    """What is to be masked; that it was looked at goes into the trail."""
    desk.require(Permission.READ_SCANS)
    with desk.work(Permission.LOG_POST) as work:
        row = find_scan(work.session, scan_id)
        note_each(work, cases_of_scan(work.session, row), "scan_opened_to_mask", scan=scan_id)
        return ToMask(scan_id, row.name, row.pages, tuple(Detail(code) for code in row.shows.split()))


def page_to_mask(desk: Desk, scan_id: int, page: int, max_px: int) -> bytes:
    """A page as PNG for whoever masks it, in quarantine or not; pages count from 0."""
    desk.require(Permission.READ_SCANS)
    desk.require(Permission.LOG_POST)
    with desk.reading() as session:
        row = find_scan(session, scan_id)
        refuse_no_page(row, page)
        data, media_type = sound_content(session, row), row.media_type
    return page_png(data, media_type, page, max_px)


def mask(
    desk: Desk,
    scan_id: int,
    boxes: Sequence[Box],
    kinds: Sequence[Detail],
    turns: Mapping[int, int] | None = None,
) -> Masked:
    """Burn the boxes into the scan and keep only that; every scan of the same bytes is masked with it.

    `kinds` is what was covered; it goes into the trail with who did it, what stood there does not. `turns` are the
    quarter turns of pages as they were shown (degrees clockwise), which the scan then keeps. What any scan of these
    bytes is known to show and nobody has covered keeps them all in quarantine. Raises `InputError` without a box, or
    without a kind.
    """
    desk.require(Permission.READ_SCANS)
    if not boxes:
        raise InputError("no-box", T("Draw a box over what must not be kept."), field="boxes")
    if not kinds:
        raise InputError("no-kind", T("Say what you covered."), field="kinds")
    with desk.reading() as session:
        row = find_scan(session, scan_id)
        data, media_type, digest, pages = sound_content(session, row), row.media_type, row.sha256, row.pages
    masked, kind = mask_scan(data, media_type, tuple(boxes), turns or {})
    pictures = tuple(thumbnails(masked, kind, pages))
    covered = [detail for detail in Detail if detail in kinds]
    with desk.work(Permission.LOG_POST) as work:
        fresh = keep_content(work.session, masked, pictures)
        numbers = note_content(work, digest, "scan_masked", kinds=covered, boxes=len(boxes))
        left: set[str] = set()
        for row in work.session.exec(select(ScanRow).where(ScanRow.sha256 == digest)).all():
            row.sha256, row.media_type, row.size = fresh, kind, len(masked)
            row.masked = " ".join(d for d in Detail if d in covered or d in row.masked.split())
            row.shows = " ".join(d for d in Detail if d in row.shows.split() and d not in covered)
            left |= set(row.shows.split())
            work.session.add(row)
        work.session.flush()
        close_content(work.session, fresh, ())
        drop_content(work.session, digest)
    desk.file.forget_deleted()
    return Masked(ChangeKind.ENVELOPE, numbers, left=tuple(detail for detail in Detail if detail in left))
