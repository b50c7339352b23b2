"""Scans that come in as files: what they are, whether they can be shown, and one page of them as a picture.

Scans are other people's files and are taken as hostile. Only PDF, JPEG, PNG and TIFF are known, told by their
first bytes and never by their name. Everything happens in memory.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Final

from caseman.errors import CasemanError
from caseman.exchange.scan_kinds import MediaType, damaged, media_type_of, no_such_page, safe_name, with_extension
from caseman.later import later

if TYPE_CHECKING:
    from PIL import Image

    from caseman.exchange import scan_asking, scan_cleaning, scan_decoding
else:
    scan_asking = later("caseman.exchange.scan_asking")
    scan_cleaning = later("caseman.exchange.scan_cleaning")
    scan_decoding = later("caseman.exchange.scan_decoding")

__all__ = [
    "CleanScan",
    "MediaType",
    "ScanFacts",
    "clean_scan",
    "inspect_scan",
    "no_such_page",
    "page_picture",
    "page_pictures",
    "page_png",
    "pdf_pages",
    "safe_name",
    "thumbnail_of",
    "thumbnails",
]

THUMBNAIL_PX: Final = 240
_SEEN_PX: Final = 2 * THUMBNAIL_PX  # what a small picture is made of
_FEW: Final = 10  # pages: after so many, a file of unknown length is told to be half looked at


@dataclass(frozen=True)
class ScanFacts:
    """What is known of a scan once it was decoded."""

    media_type: MediaType
    pages: int
    width: int  # of the first page, upright; pixels, or points (1/72 inch) for PDF
    height: int
    name: str  # safe to store, show and write


def inspect_scan(name: str, data: bytes) -> ScanFacts:
    """Decode a scan in full and tell what it is.

    Raises `InputError` (field `scans`) for anything that could not be shown later: another kind of file, a
    kind that its name denies, empty, cut off, too large, protected. The sentence says which, and what to do.
    """
    return _inspect(name, data, lambda _picture: None)


def _inspect(name: str, data: bytes, seen: Callable[[Image.Image], None]) -> ScanFacts:
    clean = safe_name(name)
    media_type = media_type_of(clean, data)
    with _decoding(clean):
        if media_type is MediaType.PDF:
            pages, width, height = scan_asking.inspect_pdf(clean, data)
        else:
            pages, width, height = scan_decoding.inspect_image(clean, data, media_type, _SEEN_PX, seen)
    return ScanFacts(media_type, pages, width, height, with_extension(clean, media_type))


@dataclass(frozen=True)
class CleanScan:
    """What is known of a scan, and the bytes that are kept of it."""

    facts: ScanFacts
    data: bytes
    thumbnails: tuple[bytes, ...] = ()


def clean_scan(
    name: str,
    data: bytes,
    *,
    with_thumbnails: bool = False,
    tell: Callable[[float], None] = lambda _done: None,
) -> CleanScan:
    """Inspect a scan and make what is kept: its pages upright, without metadata. Raises as `inspect_scan` does.

    `tell` is told after every page how far it is, from 0 to 1; what it raises ends the work.

    What is kept was looked at again: it has as many pages of the same size. Pictures were decoded whole before, and
    are kept as they are coded or written anew here; the copy of a PDF is inspected like the file that came.
    """
    small: list[bytes] = []
    seen = 0

    def see(picture: Image.Image) -> None:
        nonlocal seen
        seen += 1
        tell(0.5 * seen / (seen + _FEW))  # how many there are is not known before the last one
        if with_thumbnails:
            small.append(thumbnail_of(picture))

    clean = safe_name(name)
    if media_type_of(clean, data) is MediaType.TIFF:
        scan_asking.check_sound(clean, data, lambda: tell(0))
    facts = _inspect(name, data, see)
    with _decoding(facts.name):
        kept = scan_cleaning.clean_data(
            facts.name, data, facts.media_type, lambda done: tell(0.5 + 0.5 * done / facts.pages)
        )
        if facts.media_type is MediaType.PDF:
            pages, width, height = scan_asking.inspect_pdf(facts.name, kept)
        else:
            pages, width, height = scan_decoding.measure(kept, facts.media_type)
    if (pages, width, height) != (facts.pages, facts.width, facts.height):
        raise damaged(facts.name)
    if with_thumbnails and facts.media_type is MediaType.PDF:
        small = list(thumbnails(kept, facts.media_type, pages))
    return CleanScan(facts, kept, tuple(small))


def pdf_pages(data: bytes, pages: Sequence[int]) -> bytes:
    """Some pages of a PDF (counted from 0) as a PDF of their own."""
    with _decoding("scan"):
        return scan_asking.pdf_copy("scan", data, pages)


def page_picture(data: bytes, media_type: str, page: int, max_px: int) -> Image.Image:
    """One page (counted from 0) in grey or RGB, upright, no side over `max_px`; as `page_png`, not yet encoded."""
    kind = MediaType(media_type)
    with _decoding("scan"):
        return scan_decoding.page_picture(data, kind, page, max_px)


def page_pictures(data: bytes, media_type: str, pages: int, max_px: int) -> Iterator[Image.Image]:
    """All pages one after the other, as `page_picture` gives them; one is in memory at a time."""
    kind = MediaType(media_type)
    with _decoding("scan"):
        yield from scan_decoding.page_pictures(data, kind, pages, max_px)


def thumbnails(data: bytes, media_type: str, pages: int) -> Iterator[bytes]:
    """A small picture of each of the pages, one decoded at a time."""
    for picture in page_pictures(data, media_type, pages, THUMBNAIL_PX):
        yield thumbnail_of(picture)


def thumbnail_of(picture: Image.Image) -> bytes:
    """A small picture of a page for lists, as JPEG without metadata."""
    small = picture.reduce(max(1, max(picture.size) // _SEEN_PX))  # makes a new one, in one pass
    small.thumbnail((THUMBNAIL_PX, THUMBNAIL_PX))
    small.info.clear()
    out = BytesIO()
    small.save(out, "JPEG", quality=70)
    return out.getvalue()


def page_png(data: bytes, media_type: str, page: int, max_px: int) -> bytes:
    """One page (counted from 0) as a PNG for the screen: upright, on white, no side over `max_px` pixels.

    Pictures are never enlarged; PDF pages are drawn to fill `max_px`. Raises `InputError` for a page that
    does not exist or cannot be drawn.
    """
    picture = page_picture(data, media_type, page, max_px)
    picture.info.clear()  # profiles and notes of the original have no business on the screen
    out = BytesIO()
    picture.save(out, "PNG", compress_level=3)
    return out.getvalue()


@contextmanager
def _decoding(name: str) -> Iterator[None]:
    """Decoders meet hostile data: whatever they raise, and whatever Pillow only warns of, is one refusal."""
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("error", module=r"PIL(\.|$)")
            yield
    except CasemanError:
        raise
    except Exception as error:
        raise damaged(name) from error
