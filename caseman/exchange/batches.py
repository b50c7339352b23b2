"""A batch scan, split at the cover sheets that lie in it. Page by page, so that one page is in memory at a time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from caseman.domain.codes import Code, parse_code, require_office
from caseman.errors import CasemanError
from caseman.exchange.barcodes import read_codes
from caseman.later import later
from caseman.text import T, Text

if TYPE_CHECKING:
    from PIL import Image, ImageChops, ImageFilter
else:
    Image = later("PIL.Image")
    ImageChops = later("PIL.ImageChops")
    ImageFilter = later("PIL.ImageFilter")

_LOOKED_AT: Final = 780  # px of the longer side: the grain of a scanner is smoothed, a thin stroke stays
_DARKER: Final = 25  # of 255, than the paper, in any colour: a marker's yellow is dark in blue
_WINDOW: Final = 8  # px around each place in which dark ones are counted: some 5 mm of the paper, a letter or a tick
_INK: Final = 24 / (2 * _WINDOW + 1) ** 2  # share of a window from which on something is written; specks lie apart
_SHADOW: Final = 0.04  # of a side: as far in the shadow of the lid may reach
_LINE: Final = 0.5  # share of a line along an edge that is dark where it is a shadow


@dataclass(frozen=True)
class Part:
    """Pages (counted from 0) that belong together: those behind one cover sheet, without it.

    `code` is what the sheet says; None for pages before the first one, and from a page on that leads nowhere, which
    `faults` tell and which is itself kept. `sheet` is the page of a cover sheet that was left out, `blank` its back
    where that was left out too. `labels` are codes of ours on the pages themselves, which only hint where they belong.
    """

    code: Code | None
    pages: tuple[int, ...]
    sheet: int | None = None
    faults: tuple[Text, ...] = ()
    blank: int | None = None
    labels: tuple[Code, ...] = ()
    kept_blank: bool = False  # its one page is the blank back of the sheet: nothing else followed


def split_pages(pages: Iterable[Image.Image], tag: str) -> tuple[Part, ...]:
    """Read the pages one by one and part them. `tag` is that of our office file.

    Only a cover sheet of our own is left out, and its blank back, where pages follow it. A page with a code that is
    spoiled, another office's, or one of two, begins a part that nobody but a person can file: it may have been meant
    as a cover sheet. Labels on papers and codes of other makers are part of the picture.
    """
    parts: list[Part] = []
    current = Part(None, ())
    for number, picture in enumerate(pages):
        read = _read(number, read_codes(picture), tag)
        if read.sheet is not None:
            _end(parts, current)
            current = Part(read.sheet, (), number)
        elif read.fault is not None:
            _end(parts, current)
            current = Part(None, (number,), None, (read.fault,))
        elif current.sheet is not None and current.sheet == number - 1 and is_blank(picture):
            current = replace(current, blank=number)
        else:
            labels = tuple(dict.fromkeys((*current.labels, *read.labels)))
            current = replace(current, pages=(*current.pages, number), labels=labels)
    _end(parts, current)
    return tuple(parts)


def is_blank(picture: Image.Image) -> bool:
    """Whether a page surely bears nothing but what a scanner adds: grain, scattered specks, a shadow along an edge."""
    dark = _without_shadow(_dark(picture))
    most = dark.filter(ImageFilter.BoxBlur(_WINDOW)).getextrema()[1]
    assert isinstance(most, int | float)
    return most < _INK * 255


def _dark(picture: Image.Image) -> Image.Image:
    """Where the page is darker than its paper: 255 there, else 0."""
    if picture.mode in ("1", "L"):
        darkest = picture.convert("L")
    else:
        red, green, blue = picture.convert("RGB").split()
        darkest = ImageChops.darker(ImageChops.darker(red, green), blue)
    darkest.thumbnail((_LOOKED_AT, _LOOKED_AT), Image.Resampling.BOX)
    counts = darkest.histogram()
    paper = max(range(256), key=lambda tone: (counts[tone], tone))
    return darkest.point(lambda tone: 255 if tone < paper - _DARKER else 0)


def _without_shadow(dark: Image.Image) -> Image.Image:
    """Cut off the lines along each edge that are mostly dark: no line of writing is."""
    width, height = dark.size
    columns = list(dark.resize((width, 1), Image.Resampling.BOX).tobytes())
    rows = list(dark.resize((1, height), Image.Resampling.BOX).tobytes())
    left, right = _shadow(columns), _shadow(columns[::-1])
    top, bottom = _shadow(rows), _shadow(rows[::-1])
    return dark.crop((left, top, max(left + 1, width - right), max(top + 1, height - bottom)))


def _shadow(shares: list[int]) -> int:
    """How many lines from an edge belong to a shadow; with the line behind it, where it fades."""
    most = round(len(shares) * _SHADOW)
    depth = next((at for at, share in enumerate(shares[:most]) if share < _LINE * 255), most)
    return depth + 1 if depth else 0


def _end(parts: list[Part], part: Part) -> None:
    if not part.pages and part.blank is not None:  # nothing else followed: it may be what was meant
        part = replace(part, pages=(part.blank,), blank=None, kept_blank=True)
    if part.pages or part.sheet is not None:
        parts.append(part)


@dataclass(frozen=True)
class _Read:
    """What the codes on one page come to."""

    sheet: Code | None = None
    fault: Text | None = None
    labels: tuple[Code, ...] = ()


def _read(number: int, texts: tuple[str, ...], tag: str) -> _Read:
    """A cover sheet is one only where its code is the sole one of ours; whatever is wrong with a page is told."""
    codes: list[Code] = []
    for written in texts:
        try:
            code = parse_code(written)
            if code is not None:
                require_office(code, tag)
                codes.append(code)
        except CasemanError as error:
            return _Read(fault=T("Page {page} bears a code: {why}", page=number + 1, why=error.text))
    wanted = list(dict.fromkeys(codes))
    sheets = [code for code in wanted if code.sheet]
    if not sheets:
        return _Read(labels=tuple(wanted))
    if len(wanted) > 1:
        return _Read(fault=T("Page {page} bears two different codes. File its pages by hand.", page=number + 1))
    return _Read(sheet=sheets[0])
