"""Scans that come in as files: what they are, whether they can be shown, and one page of them as a picture.

Scans are other people's files and are taken as hostile. Only PDF, JPEG, PNG and TIFF are known, told by their
first bytes and never by their name. Everything happens in memory.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO

from caseman.errors import CasemanError
from caseman.exchange.scan_decoding import image_picture, inspect_image, inspect_pdf, pdf_picture
from caseman.exchange.scan_kinds import MediaType, damaged, media_type_of, safe_name, with_extension

__all__ = ["MediaType", "ScanFacts", "inspect_scan", "page_png", "safe_name"]


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
    clean = safe_name(name)
    media_type = media_type_of(clean, data)
    with _decoding(clean):
        if media_type is MediaType.PDF:
            pages, width, height = inspect_pdf(clean, data)
        else:
            pages, width, height = inspect_image(clean, data, media_type)
    return ScanFacts(media_type, pages, width, height, with_extension(clean, media_type))


def page_png(data: bytes, media_type: str, page: int, max_px: int) -> bytes:
    """One page (counted from 0) as a PNG for the screen: upright, on white, no side over `max_px` pixels.

    Pictures are never enlarged; PDF pages are drawn to fill `max_px`. Raises `InputError` for a page that
    does not exist or cannot be drawn.
    """
    kind = MediaType(media_type)
    with _decoding("scan"):
        if kind is MediaType.PDF:
            picture = pdf_picture("scan", data, page, max_px)
        else:
            picture = image_picture("scan", data, kind, page, max_px)
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
