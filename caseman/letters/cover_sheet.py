"""Cover sheets for the scanner, and labels for papers and places. No person's name stands on them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from caseman.domain.label_sheets import LabelSheet
from caseman.domain.letter_form import Paper
from caseman.letters.fonts import GOTHIC, GOTHIC_BOLD, MINCHO, faces
from caseman.letters.lines import break_lines, measure
from caseman.letters.page import Pages
from caseman.letters.places import LEFT, MM, RIGHT
from caseman.letters.qr import draw_qr
from caseman.text import Language, T, Text, say_date

_LARGE, _SMALL = 70.0, 38.0  # mm, with the quiet zone; at 200 dpi a module is still some 12 dots
_LABEL_CODE: Final = 28.0  # mm, the same on a label
_EDGE: Final = 4.0  # mm: no printer hits the edge of a label exactly


@dataclass(frozen=True)
class CoverFacts:
    """What stands on a cover sheet. `what` is the enclosure it is for; without it the whole case."""

    office_name: str
    case_number: str
    what: Text | None
    payload: str
    made_on: date
    paper: Paper = Paper.A4


@dataclass(frozen=True)
class Label:
    """A label: its code, and two lines for people."""

    payload: str
    title: str
    subtitle: str


def cover_sheet(facts: CoverFacts, language: Language) -> bytes:
    """One page to lay before papers in the scanner. The code stands on it twice, so that one spoiled is no loss."""
    plain, _, bold = faces(language)
    pages = Pages("caseman", language.value, plain, paper=facts.paper)
    width = (pages.width - LEFT - RIGHT) * MM

    def tell(text: str, font: str, size: float, leading: float, gap: float, room: float = width) -> None:
        for line in break_lines(text, font, size, room):
            pages.text(line, LEFT, pages.y, font, size)
            pages.down(leading)
        pages.down(gap)

    draw_qr(pages, facts.payload, pages.width - RIGHT - _SMALL + 4, 14, _SMALL, "Q")
    beside = width - _SMALL * MM
    pages.y = 30
    tell(T("Cover sheet for scanning").say(language), bold, 20, 10, 2, beside)
    tell(f"{facts.office_name}　{say_date(facts.made_on, language)}", plain, 10.5, 6.2, 12, beside)
    pages.y = max(pages.y, 62)
    tell(facts.case_number, bold, 40, 18, 0)
    if facts.what is not None:
        tell(facts.what.say(language), bold, 18, 9, 0)
    pages.down(4)
    draw_qr(pages, facts.payload, (pages.width - _LARGE) / 2, pages.y, _LARGE, "H")
    pages.down(_LARGE + 4)
    pages.centre(facts.payload, pages.y, GOTHIC, 9)
    pages.down(14)
    tell(
        T(
            "Lay this sheet before the papers in the scanner. All pages behind it, up to the next cover sheet, are "
            "filed where the code says. The sheet itself is not kept; it can be used again and again."
        ).say(language),
        plain, 11, 6.6, 0,
    )  # fmt: skip
    return pages.finish()


def check_label(title: str) -> None:
    """Raises `InputError` (field `text`) naming a sign of the title that no font here has."""
    measure(title, GOTHIC_BOLD, 11)


def labels(made: Sequence[Label], sheet: LabelSheet, first: int = 1) -> bytes:
    """Sheets of labels; those before number `first` are used up. Raises `InputError` for a label that there is not.

    The code is smaller where a label is low: it is still read from a scan at 200 dpi.
    """
    sheet.check_first(first)
    pages = Pages("caseman", Language.JA.value, paper=sheet.paper)
    side = min(_LABEL_CODE, sheet.height - _EDGE, sheet.width / 2)
    room = (sheet.width - side - 2 * _EDGE - 2) * MM
    for at, label in enumerate(made, start=first - 1):
        if at and at % sheet.count == 0:
            pages.next_page()
        place = sheet.place(at % sheet.count)
        draw_qr(pages, label.payload, place.x + _EDGE, place.y + (place.height - side) / 2, side)
        lines = list(_lines(label, room, place.height - _EDGE))
        row = place.y + (place.height - sum(_leading(size) for *_, size in lines)) / 2
        for text, font, size in lines:
            row += _leading(size)
            pages.text(text, place.x + side + _EDGE + 2, row - 1, font, size)
    return pages.finish()


def _leading(size: float) -> float:
    return size * 0.46


def _lines(label: Label, room: float, height: float) -> Iterator[tuple[str, str, float]]:
    """What stands beside the code, cut where there is no room: a label is for finding, the code is for knowing."""
    for text, font, size, most in ((label.title, GOTHIC_BOLD, 11.0, 2), (label.subtitle, MINCHO, 8.5, 3)):
        fits = max(min(most, int(height / _leading(size))), 1)
        lines = break_lines(text, font, size, room) if text else []
        if len(lines) > fits:
            lines[fits - 1] = f"{lines[fits - 1][:-1]}…"
        for line in lines[:fits]:
            height -= _leading(size)
            yield line, font, size
