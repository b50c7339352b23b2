"""Burning boxes into a scan, so that what was under them is nowhere any more.

Pictures are decoded, covered and encoded anew; every page of a PDF becomes a picture first, so that no text survives
under it. Nothing of the file that came is copied into the one that is kept.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Final

from caseman.errors import InputError
from caseman.exchange.scan_kinds import MediaType
from caseman.exchange.scans import no_such_page, page_picture
from caseman.later import later
from caseman.text import T

if TYPE_CHECKING:
    from PIL import Image, ImageDraw
    from reportlab.lib import utils as reportlab_utils
    from reportlab.pdfgen import canvas as reportlab_canvas

    from caseman.exchange import scan_asking, scan_cleaning, scan_decoding
else:
    Image = later("PIL.Image")
    ImageDraw = later("PIL.ImageDraw")
    reportlab_utils = later("reportlab.lib.utils")
    reportlab_canvas = later("reportlab.pdfgen.canvas")
    scan_asking = later("caseman.exchange.scan_asking")
    scan_cleaning = later("caseman.exchange.scan_cleaning")
    scan_decoding = later("caseman.exchange.scan_decoding")

_CELL: Final = 16  # px: JPEG codes in cells of at most this side; a cell that is half covered would bleed
_LEAST: Final = 0.001  # of a side
_PDF_PX: Final = 2339  # of the longer side: A4 at 200 dpi
_PICTURE_PX: Final = 12_000  # a scan's own size; nothing larger is taken in at all
_QUALITY: Final = 90
_A4_LONG: Final = 841.89  # points
# Clockwise, which Pillow counts the other way.
_TURNS: Final = {
    90: "ROTATE_270",
    180: "ROTATE_180",
    270: "ROTATE_90",
}


@dataclass(frozen=True)
class Box:
    """A box on a page (counted from 0), in fractions of the upright page as it is shown."""

    page: int
    x: float
    y: float
    width: float
    height: float


def mask_scan(
    data: bytes, media_type: str, boxes: Sequence[Box], turns: Mapping[int, int] | None = None
) -> tuple[bytes, MediaType]:
    """A scan with the boxes burnt in, and what kind of file it is now. `turns` are quarter turns of pages, clockwise.

    The scan is one of the file's own, so it may be larger than what is taken in. Raises `InputError` (field `boxes`)
    without a box, for one that is too small, and for a page that is not there; for a turn that is no quarter, too.
    """
    kind = MediaType(media_type)
    pages = (scan_asking.inspect_pdf("scan", data) if kind is MediaType.PDF else scan_decoding.measure(data, kind))[0]
    drawn = within_page(boxes, pages)
    quarters = _quarter_turns(turns or {})
    size = _PDF_PX if kind is MediaType.PDF else _PICTURE_PX

    def covered() -> Iterator[Image.Image]:
        for page in range(pages):
            picture = page_picture(data, kind, page, size)
            if turn := quarters.get(page):
                picture = picture.transpose(turn)
            picture.info.clear()
            yield cover(picture, [box for box in drawn if box.page == page])

    if kind is MediaType.PDF:
        return _as_pdf(covered()), kind
    if kind is MediaType.TIFF:
        return scan_cleaning.write_tiff(map(_for_tiff, covered())), kind
    out = BytesIO()
    picture = next(covered())
    if kind is MediaType.JPEG:
        picture.save(out, "JPEG", quality=_QUALITY, subsampling=0)
    else:
        picture.save(out, "PNG")
    return out.getvalue(), kind


def cover(picture: Image.Image, boxes: Sequence[Box]) -> Image.Image:
    """Black boxes, out to whole cells of the coding, so that nothing shines through at the edge."""
    draw = ImageDraw.Draw(picture)
    black = 0 if picture.mode == "L" else (0, 0, 0)
    for box in boxes:
        left = math.floor((box.x * picture.width - 1) / _CELL) * _CELL
        top = math.floor((box.y * picture.height - 1) / _CELL) * _CELL
        right = math.ceil(((box.x + box.width) * picture.width + 1) / _CELL) * _CELL
        bottom = math.ceil(((box.y + box.height) * picture.height + 1) / _CELL) * _CELL
        draw.rectangle((left, top, right - 1, bottom - 1), fill=black)
    return picture


def _for_tiff(picture: Image.Image) -> Image.Image:
    """Black and white stays so; anything else is photographic."""
    if picture.mode == "L" and not any(picture.histogram()[1:255]):
        return picture.convert("1", dither=Image.Dither.NONE)
    picture.info["quality"] = _QUALITY
    return picture


def within_page(boxes: Sequence[Box], pages: int) -> list[Box]:
    """The boxes, cut off at the edges of their pages. Raises `InputError` as `mask_scan` does."""
    if not boxes:
        raise InputError("no-box", T("Draw a box over what must not be kept."), field="boxes")
    cut = []
    for box in boxes:
        if not 0 <= box.page < pages:
            raise no_such_page(box.page, pages, "boxes")
        numbers = (box.x, box.y, box.width, box.height)
        if not all(map(math.isfinite, numbers)):
            raise _tiny()
        left, top = max(0.0, box.x), max(0.0, box.y)
        width, height = min(1.0, box.x + box.width) - left, min(1.0, box.y + box.height) - top
        if width < _LEAST or height < _LEAST:
            raise _tiny()
        cut.append(Box(box.page, left, top, width, height))
    return cut


def _tiny() -> InputError:
    return InputError("tiny-box", T("A box covers nothing of its page. Draw it anew."), field="boxes")


def _quarter_turns(turns: Mapping[int, int]) -> dict[int, Image.Transpose]:
    if any(degrees not in (0, *_TURNS) for degrees in turns.values()):
        raise InputError("turn", T("A page can be turned by 90, 180 or 270 degrees."), field="turns")
    return {page: Image.Transpose[_TURNS[degrees]] for page, degrees in turns.items() if degrees}


def _as_pdf(pictures: Iterator[Image.Image]) -> bytes:
    """Pictures as pages, A4 at the longer side, without a word of text or metadata."""
    out = BytesIO()
    canvas = reportlab_canvas.Canvas(out, invariant=1, pageCompression=0)
    for neutral in (canvas.setAuthor, canvas.setTitle, canvas.setSubject, canvas.setCreator, canvas.setProducer):
        neutral("")
    for picture in pictures:
        coded = BytesIO()
        picture.save(coded, "JPEG", quality=_QUALITY, subsampling=0)
        scale = _A4_LONG / max(picture.size)
        width, height = picture.width * scale, picture.height * scale
        canvas.setPageSize((width, height))
        coded.seek(0)
        canvas.drawImage(reportlab_utils.ImageReader(coded), 0, 0, width, height)
        canvas.showPage()
    canvas.save()
    return out.getvalue()
