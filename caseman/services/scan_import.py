"""A batch of scans is taken in: split at its cover sheets, each part filed with its case, the rest in the tray.

A file that cannot be taken is named with the reason, and the others go on. What is kept of one file is one
transaction; a batch that is stopped keeps the files that were done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from PIL import Image

from caseman.domain.codes import Code, CodeKind, office_tag
from caseman.domain.permissions import Permission
from caseman.errors import CasemanError
from caseman.exchange.barcodes import read_codes
from caseman.exchange.batches import Part, split_pages
from caseman.exchange.scan_cleaning import cut_tiff
from caseman.exchange.scans import (
    CleanScan,
    MediaType,
    clean_scan,
    inspect_scan,
    page_picture,
    page_pictures,
    pdf_pages,
    thumbnail_of,
)
from caseman.services.desk import Change, ChangeKind, Desk, Work
from caseman.services.inputs import ScanInput
from caseman.services.scan_store import Taken, prepared, store_scan
from caseman.services.scan_tray import write_fault
from caseman.services.stopping import Stop, Stopped
from caseman.storage.tables import CaseRow, EnclosureRow
from caseman.text import T, Text

_READ_AT = 2339  # pixels of the longer side: A4 at 200 dpi, enough for the codes


@dataclass(frozen=True)
class Filed:
    """One part of a file: its name and pages, and where it went; without a case it waits in the tray."""

    name: str
    pages: int
    number: str = ""
    fault: Text | None = None
    scan_id: int = 0


@dataclass(frozen=True)
class Refused:
    """A file that was not taken, and why."""

    name: str
    why: Text


@dataclass(frozen=True)
class Imported(Change):
    """What became of a batch."""

    filed: tuple[Filed, ...] = ()
    refused: tuple[Refused, ...] = ()
    stopped: bool = False


def import_scans(
    desk: Desk,
    scans: Sequence[ScanInput],
    stop: Stop | None = None,
    progress: Callable[[float], None] = lambda _done: None,
) -> Imported:
    """Take in a batch, file by file in the order given.

    A cover sheet that ends a file is meant for the files behind it: some scanners write each page into a file.
    """
    desk.require(Permission.LOG_POST)
    asked = stop or Stop()
    filed: list[Filed] = []
    refused: list[Refused] = []
    current: Code | None = None
    stopped = False
    for at, scan in enumerate(scans):

        def tell(done: float, at: int = at) -> None:
            asked.heed()
            progress((at + done) / len(scans))

        try:
            tell(0)
            found, current = _import_file(desk, scan, current, tell)
            filed += found
        except Stopped:
            stopped = True
            break
        except CasemanError as error:
            refused.append(Refused(scan.name, error.text))
    numbers = tuple(dict.fromkeys(each.number for each in filed if each.number))
    return Imported(ChangeKind.ENVELOPE, numbers, filed=tuple(filed), refused=tuple(refused), stopped=stopped)


def _import_file(
    desk: Desk, scan: ScanInput, current: Code | None, tell: Callable[[float], None]
) -> tuple[list[Filed], Code | None]:
    clean = clean_scan(scan.name, scan.data)
    facts = clean.facts
    small: list[bytes] = []

    def pages() -> Iterator[Image.Image]:
        for page, picture in enumerate(page_pictures(clean.data, facts.media_type, facts.pages, _READ_AT)):
            tell(page / facts.pages)
            small.append(thumbnail_of(picture))
            yield picture

    parts = split_pages(pages(), office_tag(desk.file.file_id))
    taken = prepared(scan, clean, tuple(small))
    if parts and parts[0].sheet is None and current is not None:
        parts = (replace(parts[0], code=current), *parts[1:])
    left = parts[-1].code if parts and not parts[-1].pages else None
    if left is None and current is not None and len(parts) == 1 and parts[0].sheet is None:
        left = current  # no sheet in this file: it goes on for the next
    kept = [part for part in parts if part.pages]
    ready = [(part, _cut(taken, part, whole=len(part.pages) == facts.pages)) for part in kept]
    with desk.work(Permission.LOG_POST) as work:
        return [_file(work, part, each) for part, each in ready], left


def _cut(taken: Taken, part: Part, *, whole: bool) -> Taken:
    """The part as a scan of its own."""
    if whole:
        return taken
    facts, data = taken.clean.facts, taken.clean.data
    piece = pdf_pages(data, part.pages) if facts.media_type is MediaType.PDF else cut_tiff(data, part.pages)
    path = PurePath(facts.name)
    first, last = part.pages[0] + 1, part.pages[-1] + 1
    name = f"{path.stem} {first}-{last}{path.suffix}"
    clean = CleanScan(replace(facts, pages=len(part.pages), name=name), piece)
    return prepared(taken.scan, clean, tuple(taken.thumbnails[page] for page in part.pages))


def _file(work: Work, part: Part, taken: Taken) -> Filed:
    """Store one part where its cover sheet says."""
    facts = taken.clean.facts
    case, envelope_id, fault = _destination(work, part)
    if fault is not None:
        taken = replace(taken, fault=write_fault(fault))
    case_id = None if case is None or envelope_id is not None else case.id
    row = store_scan(work, taken, envelope_id=envelope_id, case_id=case_id)
    if case is not None:
        work.note("scans_added", case, scans=1)
    elif envelope_id is not None:
        work.note("scans_added", envelope=envelope_id, scans=1)
    else:
        work.note("scan_in_tray", pages=facts.pages, source=taken.scan.source)
    return Filed(facts.name, facts.pages, "" if case is None else case.number, fault, row.id or 0)


def _destination(work: Work, part: Part) -> tuple[CaseRow | None, int | None, Text | None]:
    """The case, or the envelope, of a cover sheet; a sentence where it leads nowhere."""
    fault = part.faults[0] if part.faults else None
    if part.code is None:
        return None, None, fault
    if part.code.kind is CodeKind.CASE:
        case = work.session.get(CaseRow, part.code.row_id)
        return (case, None, fault) if case is not None else (None, None, _LEADS_NOWHERE)
    if part.code.kind is CodeKind.ENCLOSURE:
        enclosure = work.session.get(EnclosureRow, part.code.row_id)
        if enclosure is not None:
            case = None if enclosure.case_id is None else work.session.get(CaseRow, enclosure.case_id)
            return case, enclosure.envelope_id, fault
    return None, None, _LEADS_NOWHERE


_LEADS_NOWHERE = T("The cover sheet names nothing of this office file. File these pages by hand.")


def codes_on(desk: Desk, scan: ScanInput) -> tuple[str, ...]:
    """What the codes on the first page of a file say. Raises `InputError` for a file that cannot be shown."""
    del desk
    facts = inspect_scan(scan.name, scan.data)
    return read_codes(page_picture(scan.data, facts.media_type, 0, _READ_AT))
