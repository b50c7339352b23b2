"""Cover sheets for the scanner, and labels for papers and places. No person's name stands on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from caseman.letters.fonts import GOTHIC, GOTHIC_BOLD, MINCHO
from caseman.letters.lines import break_lines, measure
from caseman.letters.page import HEIGHT, LEFT, MM, RIGHT, WIDTH, Pages
from caseman.letters.qr import draw_qr
from caseman.text import Language, T, Text, say_date

_LARGE, _SMALL = 70.0, 38.0  # mm, with the quiet zone; at 200 dpi a module is still some 12 dots
_ACROSS, _DOWN = 3, 8  # the customary sheet of 24 labels, 70 × 37 mm
_LABEL_WIDTH, _LABEL_HEIGHT = 70.0, 37.0
_LABEL_TOP: Final = (HEIGHT - _DOWN * _LABEL_HEIGHT) / 2


@dataclass(frozen=True)
class CoverFacts:
    """What stands on a cover sheet. `what` is the enclosure it is for; without it the whole case."""

    office_name: str
    case_number: str
    what: Text | None
    payload: str
    made_on: date


@dataclass(frozen=True)
class Label:
    """A label: its code, and two lines for people."""

    payload: str
    title: str
    subtitle: str


def cover_sheet(facts: CoverFacts, language: Language) -> bytes:
    """One page to lay before papers in the scanner. The code stands on it twice, so that one spoiled is no loss."""
    pages = Pages("caseman", language.value)
    width = (WIDTH - LEFT - RIGHT) * MM

    def tell(text: str, font: str, size: float, leading: float, gap: float, room: float = width) -> None:
        for line in break_lines(text, font, size, room):
            pages.text(line, LEFT, pages.y, font, size)
            pages.down(leading)
        pages.down(gap)

    draw_qr(pages, facts.payload, WIDTH - RIGHT - _SMALL + 4, 14, _SMALL, "Q")
    beside = width - _SMALL * MM
    pages.y = 30
    tell(T("Cover sheet for scanning").say(language), GOTHIC_BOLD, 20, 10, 2, beside)
    tell(f"{facts.office_name}　{say_date(facts.made_on, language)}", MINCHO, 10.5, 6.2, 12, beside)
    pages.y = max(pages.y, 62)
    tell(facts.case_number, GOTHIC_BOLD, 40, 18, 0)
    if facts.what is not None:
        tell(facts.what.say(language), GOTHIC_BOLD, 18, 9, 0)
    pages.down(4)
    draw_qr(pages, facts.payload, (WIDTH - _LARGE) / 2, pages.y, _LARGE, "H")
    pages.down(_LARGE + 4)
    pages.centre(facts.payload, pages.y, GOTHIC, 9)
    pages.down(14)
    tell(
        T(
            "Lay this sheet before the papers in the scanner. All pages behind it, up to the next cover sheet, are "
            "filed where the code says. The sheet itself is not kept; it can be used again and again."
        ).say(language),
        MINCHO, 11, 6.6, 0,
    )  # fmt: skip
    return pages.finish()


def check_label(title: str) -> None:
    """Raises `InputError` (field `text`) naming a sign of the title that no font here has."""
    measure(title, GOTHIC_BOLD, 11)


def labels(made: Sequence[Label]) -> bytes:
    """A4 sheets of 24 labels, 70 × 37 mm."""
    pages = Pages("caseman", Language.JA.value)
    for at, label in enumerate(made):
        place = at % (_ACROSS * _DOWN)
        if at and place == 0:
            pages.next_page()
        x, y = place % _ACROSS * _LABEL_WIDTH, _LABEL_TOP + place // _ACROSS * _LABEL_HEIGHT
        side = _LABEL_HEIGHT - 9
        draw_qr(pages, label.payload, x + 4, y + 4.5, side)
        room = (_LABEL_WIDTH - side - 10) * MM
        row = y + 12
        for text, font, size, most in ((label.title, GOTHIC_BOLD, 11, 2), (label.subtitle, MINCHO, 8.5, 3)):
            while measure(text, font, size) > room * most:
                text = text[:-2] + "…"  # noqa: PLW2901  a label is for finding, the code is for knowing
            for line in break_lines(text, font, size, room):
                pages.text(line, x + side + 6, row, font, size)
                row += size * 0.46
    return pages.finish()
