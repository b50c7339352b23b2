"""A batch of scans is taken in: split at its cover sheets, each part filed with its case, the rest in the tray.

A file that cannot be taken is named with the reason, and the others go on. Files are read one after the other. What is
kept of one file is one transaction; a batch that is stopped keeps the files that were done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, Final, Literal

from caseman.domain.codes import Code, CodeKind, office_tag
from caseman.domain.permissions import Permission
from caseman.errors import CasemanError
from caseman.exchange.barcodes import read_codes
from caseman.exchange.batches import Part, split_pages
from caseman.exchange.scan_files import read_scan_file
from caseman.exchange.scan_kinds import MAX_BYTES, refusal, safe_name
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
from caseman.later import later
from caseman.services.desk import Change, ChangeKind, Desk
from caseman.services.post_inputs import ScanInput
from caseman.services.post_views import cases_of_envelope, row_of
from caseman.services.scan_store import Taken, prepared, store_scan
from caseman.services.scan_tray import write_fault
from caseman.services.stopping import Stop, Stopped
from caseman.services.work import Work
from caseman.storage.case_tables import CaseRow
from caseman.storage.columns import row_id
from caseman.storage.post_tables import EnclosureRow
from caseman.text import T, Text

if TYPE_CHECKING:
    from PIL import Image

    from caseman.exchange import scan_cleaning
else:
    scan_cleaning = later("caseman.exchange.scan_cleaning")

_READ_AT = 2339  # pixels of the longer side: A4 at 200 dpi, enough for the codes


@dataclass(frozen=True)
class Filed:
    """One part of a file: its name and pages, and where it went.

    `number` is the case, `envelope_id` the envelope that it went to; without either it waits in the tray. `blank` is
    the page (from 1) that was left out because nothing stands on it, 0 for none.
    """

    name: str
    pages: int
    number: str = ""
    fault: Text | None = None
    scan_id: int = 0
    envelope_id: int | None = None
    blank: int = 0


@dataclass(frozen=True)
class Refused:
    """A file that was not taken, and why."""

    name: str
    why: Text


@dataclass(frozen=True)
class Imported(Change):
    """What became of a batch. `left` names the files whose turn did not come before it was stopped."""

    filed: tuple[Filed, ...] = ()
    refused: tuple[Refused, ...] = ()
    stopped: bool = False
    left: tuple[str, ...] = ()


@dataclass(frozen=True)
class ScanFile:
    """A file on the disk that is read when its turn comes."""

    path: Path
    source: Literal["file", "folder"] = "file"

    @property
    def name(self) -> str:
        """A name for it that can be shown."""
        return safe_name(self.path.name)

    def read(self) -> ScanInput:
        """Its bytes. Raises `InputError` for one that cannot be read."""
        return ScanInput(name=self.name, data=read_scan_file(self.path), source=self.source)


@dataclass(frozen=True)
class Carry:
    """Where the pages of the next file go, until a cover sheet says otherwise; or why nobody can tell."""

    code: Code | None = None
    fault: Text | None = None

    def after_refusal(self) -> Carry:
        """A file that was not taken may have held the next cover sheet."""
        return Carry(None, _AFTER_REFUSAL) if self.code is not None else self


_AFTER_REFUSAL: Final = T(
    "A file before this one was not taken, and a cover sheet may have been in it. File these pages by hand."
)
_LEADS_NOWHERE: Final = T("The cover sheet names nothing of this office file. File these pages by hand.")
_MOST_IN_ALL: Final = 3 * MAX_BYTES  # of the parts of one file together: what they share is kept with each of them


def import_scans(
    desk: Desk,
    scans: Sequence[ScanInput | ScanFile],
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
    carry = Carry()
    left: tuple[str, ...] = ()
    for at, scan in enumerate(scans):

        def tell(done: float, at: int = at) -> None:
            asked.heed()
            progress((at + done) / len(scans))

        try:
            tell(0)
            found, carry = import_one(desk, scan.read() if isinstance(scan, ScanFile) else scan, carry, tell)
            filed += found
        except Stopped:
            left = tuple(safe_name(each.name) for each in scans[at:])
            break
        except CasemanError as error:
            refused.append(Refused(safe_name(scan.name), error.text))
            carry = carry.after_refusal()
    numbers = tuple(dict.fromkeys(each.number for each in filed if each.number))
    return Imported(
        ChangeKind.ENVELOPE, numbers, filed=tuple(filed), refused=tuple(refused), stopped=bool(left), left=left
    )


def import_one(
    desk: Desk,
    scan: ScanInput,
    carry: Carry,
    tell: Callable[[float], None],
    also: Callable[[Work], None] = lambda _work: None,
) -> tuple[list[Filed], Carry]:
    """Take in one file, and say where the pages of the next one go. `also` is written in the same transaction.

    Raises `InputError` for a file that cannot be taken, and whatever `tell` raises, which is told how far it is.
    """
    clean = clean_scan(scan.name, scan.data, tell=lambda done: tell(done / 2))
    facts = clean.facts
    small: list[bytes] = []

    def pages() -> Iterator[Image.Image]:
        for page, picture in enumerate(page_pictures(clean.data, facts.media_type, facts.pages, _READ_AT)):
            tell((1 + page / facts.pages) / 2)
            small.append(thumbnail_of(picture))
            yield picture

    parts = split_pages(pages(), office_tag(desk.file.file_id))
    left = _left(parts, carry)
    taken = prepared(scan, clean, tuple(small))
    if parts and parts[0].sheet is None and not parts[0].faults:
        faults = () if carry.fault is None else (carry.fault,)
        parts = (replace(parts[0], code=carry.code, faults=faults), *parts[1:])
    kept = [part for part in parts if part.pages]
    ready = [(part, _cut(taken, part, whole=len(part.pages) == facts.pages)) for part in kept]
    if len(ready) > 1 and sum(len(each.clean.data) for _, each in ready) > _MOST_IN_ALL:
        raise refusal(
            "scan-too-large",
            T("“{name}” is too large to be taken in. Split it into several files.", name=facts.name),
        )
    with desk.work(Permission.LOG_POST) as work:
        filed = [_file(work, part, each) for part, each in ready]
        also(work)
    return filed, left


def _left(parts: tuple[Part, ...], carry: Carry) -> Carry:
    """A sheet with nothing behind it but its own back is for the next file; without any sheet all goes on as before."""
    if not parts:
        return carry
    last = parts[-1]
    if last.sheet is not None:
        return Carry(last.code if not last.pages or last.kept_blank else None)
    if len(parts) == 1 and not last.faults:
        return carry
    return Carry(None, last.faults[0] if last.faults else None)


def _cut(taken: Taken, part: Part, *, whole: bool) -> Taken:
    """The part as a scan of its own."""
    if whole:
        return taken
    facts, data = taken.clean.facts, taken.clean.data
    piece = (
        pdf_pages(data, part.pages) if facts.media_type is MediaType.PDF else scan_cleaning.cut_tiff(data, part.pages)
    )
    path = PurePath(facts.name)
    first, last = part.pages[0] + 1, part.pages[-1] + 1
    name = f"{path.stem} {first}-{last}{path.suffix}"
    clean = CleanScan(replace(facts, pages=len(part.pages), name=name), piece)
    return prepared(taken.scan, clean, tuple(taken.thumbnails[page] for page in part.pages))


@dataclass(frozen=True)
class _Destination:
    """Where a code leads: cases, the first one being that of the scan, and the envelope it is filed with, if any."""

    cases: tuple[CaseRow, ...] = ()
    envelope_id: int | None = None


def _file(work: Work, part: Part, taken: Taken) -> Filed:
    """Store one part where its cover sheet says."""
    facts = taken.clean.facts
    to, fault = _destination(work, part)
    if fault is not None:
        taken = replace(taken, fault=write_fault(fault))
    number = to.cases[0].number if to.cases else ""
    case_id = row_id(to.cases[0]) if to.cases and to.envelope_id is None else None
    row = store_scan(work, taken, envelope_id=to.envelope_id, case_id=case_id)
    blank = 0 if part.blank is None else part.blank + 1
    left_out: dict[str, Any] = {"blank_left_out": blank} if blank else {}
    for case in to.cases:
        work.note("scans_added", case, scans=1, **left_out)
    if to.envelope_id is not None and not to.cases:
        work.note("scans_added", envelope=to.envelope_id, scans=1, **left_out)
    elif not to.cases:
        work.note("scan_in_tray", pages=facts.pages, source=taken.scan.source)
    return Filed(facts.name, facts.pages, number, fault, row_id(row), to.envelope_id, blank)


def _destination(work: Work, part: Part) -> tuple[_Destination, Text | None]:
    """Where the cover sheet of a part leads; else nowhere, with a sentence why a person must say it."""
    nowhere = _Destination()
    if part.faults:
        return nowhere, part.faults[0]
    if part.code is None:
        return nowhere, _hint(work, part)
    found = _leads_to(work, part.code)
    if found is None:
        return nowhere, _LEADS_NOWHERE
    closed = [case for case in found.cases if case.closed_on is not None]
    if closed:
        return nowhere, T(
            "The cover sheet is that of case {number}, which is closed. Reopen it, or file these pages by hand.",
            number=closed[0].number,
        )
    return found, None


def _leads_to(work: Work, code: Code) -> _Destination | None:
    if code.kind is CodeKind.CASE:
        case = row_of(work.session, CaseRow, code.row_id)
        return None if case is None else _Destination((case,))
    if code.kind is CodeKind.ENCLOSURE:
        enclosure = row_of(work.session, EnclosureRow, code.row_id)
        if enclosure is None:
            return None
        if enclosure.case_id is not None:
            return _Destination((work.session.get_one(CaseRow, enclosure.case_id),), enclosure.envelope_id)
        return _Destination(tuple(cases_of_envelope(work.session, enclosure.envelope_id)), enclosure.envelope_id)
    return None


def _hint(work: Work, part: Part) -> Text | None:
    """What the labels on pages that no cover sheet led suggest: a person files them."""
    numbers: dict[str, None] = {}
    for code in part.labels:
        found = _leads_to(work, code)
        numbers |= dict.fromkeys(case.number for case in found.cases) if found is not None else {}
    return (
        T("A label on it names {numbers}. File it there if that is right.", numbers=list(numbers)) if numbers else None
    )


def codes_on(desk: Desk, scan: ScanInput) -> tuple[str, ...]:
    """What the codes on the first page of a file say. Raises `InputError` for a file that cannot be shown."""
    del desk
    facts = inspect_scan(scan.name, scan.data)
    return read_codes(page_picture(scan.data, facts.media_type, 0, _READ_AT))
