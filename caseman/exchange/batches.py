"""A batch scan, split at the cover sheets that lie in it. Page by page, so that one page is in memory at a time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageFilter

from caseman.domain.codes import Code, parse_code, require_office
from caseman.errors import CasemanError
from caseman.exchange.barcodes import read_codes
from caseman.text import T, Text

_LOOKED_AT: Final = 300  # px of the longer side: specks of a scanner vanish, a line of writing does not
_DARKER: Final = 35  # of 255, than the paper: what a line of thin writing comes to once it is made small
_MARGIN: Final = 0.04  # of each side: the shadow of the lid, punched holes
_INK: Final = 0.0005  # share of dark pixels from which on something is written


@dataclass(frozen=True)
class Part:
    """Pages (counted from 0) that belong together: those behind one cover sheet, without it.

    `code` is what the sheet says; None for pages before the first one, and behind a sheet that leads nowhere, which
    `faults` tell. `sheet` is the page of the cover sheet.
    """

    code: Code | None
    pages: tuple[int, ...]
    sheet: int | None = None
    faults: tuple[Text, ...] = ()


def split_pages(pages: Iterable[Image.Image], tag: str) -> tuple[Part, ...]:
    """Read the pages one by one and part them. `tag` is that of our office file.

    A cover sheet is itself no page of the part; neither is its back, where both sides were scanned. A code that is not
    ours is a picture like any other.
    """
    parts: list[Part] = []
    current = Part(None, ())
    for number, picture in enumerate(pages):
        sheet = _sheet(number, read_codes(picture), tag)
        if sheet is not None:
            _end(parts, current)
            current = sheet
        elif not (current.sheet == number - 1 and is_blank(picture)):
            current = Part(current.code, (*current.pages, number), current.sheet, current.faults)
    _end(parts, current)
    return tuple(parts)


def is_blank(picture: Image.Image) -> bool:
    """Whether a page bears nothing but what a scanner adds: specks, noise, a shadow at the edge."""
    small = picture.convert("L")
    small.thumbnail((_LOOKED_AT, _LOOKED_AT), Image.Resampling.BOX)
    small = small.filter(ImageFilter.MedianFilter(3))
    across, down = round(small.width * _MARGIN), round(small.height * _MARGIN)
    inner = small.crop((across, down, max(across + 1, small.width - across), max(down + 1, small.height - down)))
    counts = inner.histogram()
    paper = max(range(256), key=lambda tone: (counts[tone], tone))
    dark = sum(counts[: max(0, paper - _DARKER)])
    return dark <= _INK * inner.width * inner.height


def _end(parts: list[Part], part: Part) -> None:
    if part.pages or part.sheet is not None:
        parts.append(part)


def _sheet(number: int, texts: tuple[str, ...], tag: str) -> Part | None:
    """The part that begins at this page, where it is a cover sheet; whatever is wrong with one is told."""
    codes: list[Code] = []
    fault: Text | None = None
    for written in texts:
        try:
            code = parse_code(written)
            if code is not None:
                require_office(code, tag)
                codes.append(code)
        except CasemanError as error:
            fault = T("Cover sheet on page {page}: {why}", page=number + 1, why=error.text)
    wanted = list(dict.fromkeys(codes))
    if not wanted and fault is None:
        return None
    if len(wanted) > 1:
        fault = T("Page {page} bears two different codes. File its pages by hand.", page=number + 1)
    if fault is not None and len(wanted) != 1:
        return Part(None, (), number, (fault,))
    return Part(wanted[0], (), number)
