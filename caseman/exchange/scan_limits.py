"""How large a scan may be, and the refusals of what is larger: told before anything is decoded."""

from __future__ import annotations

from caseman.errors import InputError
from caseman.exchange.scan_kinds import MAX_BYTES, refusal
from caseman.text import T

MAX_PAGES = 500
# Below Pillow's threshold for warnings, so a picture once taken in never makes it warn. A3 at 600 dpi fits.
MAX_PAGE_PIXELS = 80_000_000
MAX_PAGE_BYTES = 128 * 1024**2  # samples of one page as decoded
MAX_FILE_PIXELS = 1_000_000_000  # over all pages: bounds the time spent on one file
MAX_PAGE_OBJECTS = 50_000  # lines, letters and pictures of one PDF page; a scan with its text has some thousand


def limits() -> dict[str, int]:
    """What the worker is held to."""
    return {
        "pages": MAX_PAGES,
        "page_pixels": MAX_PAGE_PIXELS,
        "page_objects": MAX_PAGE_OBJECTS,
        "file_bytes": MAX_BYTES,
    }


def too_large(name: str) -> InputError:
    """The refusal of a file whose copy would grow too large."""
    text = T("“{name}” is too large to be taken in. Split it into several files.", name=name)
    return refusal("scan-too-large", text)


def check_pages(name: str, pages: int) -> None:
    if pages > MAX_PAGES:
        raise too_many_pages(name)


def too_many_pages(name: str) -> InputError:
    return refusal(
        "scan-too-many-pages",
        T(
            "“{name}” has more than {limit} pages. Split it into several files.",
            name=name,
            limit=MAX_PAGES,
        ),
    )


def check_pixels_in_all(name: str, pixels: int) -> None:
    """Refuse a file whose pages are too large together."""
    if pixels > MAX_FILE_PIXELS:
        text = T("The pages of “{name}” are too large together. Split it into several files.", name=name)
        raise refusal("scan-too-many-pixels-in-all", text)


def check_size(name: str, width: int, height: int, bytes_per_pixel: int) -> None:
    """Before anything is decoded: a small file can claim a picture of gigabytes."""
    pixels = width * height
    if pixels > MAX_PAGE_PIXELS or pixels * bytes_per_pixel > MAX_PAGE_BYTES:
        raise too_many_pixels(name, width, height)


def too_many_pixels(name: str, width: int, height: int) -> InputError:
    return refusal(
        "scan-too-many-pixels",
        T(
            "A page of “{name}” claims {width} × {height} pixels: too many to show. Scan at 300 dpi.",
            name=name,
            width=width,
            height=height,
        ),
    )
