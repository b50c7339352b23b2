"""The test sheet of a sheet of labels: each label's outline and number, sample addresses, and what to do with it.

It is printed at 100 % on plain paper and held with a sheet of labels against the light; what is off is measured and
written into the procedure. The sample address is invented.
"""

from __future__ import annotations

from typing import Final

from caseman.domain.label_sheets import LabelSheet
from caseman.letters.address_labels import AddressLabel, draw_label, place_of
from caseman.letters.fonts import GOTHIC, GOTHIC_P, MINCHO, MINCHO_P
from caseman.letters.page import Pages
from caseman.letters.test_sheet import SAMPLE, rulers, write_paragraphs
from caseman.text import Language, T, Text, say

_NUMBER: Final = "P-0000-0000"


def label_test_sheet(sheet: LabelSheet, language: Language, title: str = "") -> bytes:
    """Two pages for a sheet of labels; `title` is its name for people. Raises `InputError` for measures of no use."""
    sheet.check()
    japanese = language is Language.JA
    font, plain = (MINCHO, GOTHIC) if japanese else (MINCHO_P, GOTHIC_P)
    heading = T("Test sheet for a sheet of labels").say(language)
    pages = Pages(heading, language.value, font, paper=sheet.paper)
    for at in range(sheet.count):
        place = place_of(sheet, at)
        pages.rectangle(place)
        if at:
            pages.centre(str(at + 1), place.y + place.height / 2 + 2, plain, 16, place.x + place.width / 2)
    label = AddressLabel(SAMPLE[language], _NUMBER)
    draw_label(pages, label, place_of(sheet, 0), language)
    pages.next_page()
    rulers(pages, plain)
    pages.y = 40
    paragraphs = [
        heading + (f"　{title or sheet.name}" if japanese else f": {title or sheet.name}"),
        *(say(each, language) for each in _told(sheet)),
    ]
    write_paragraphs(pages, paragraphs, font)
    return pages.finish()


def _told(sheet: LabelSheet) -> list[Text]:
    return [
        T(
            "It is set to {columns} × {rows} labels of {width} × {height} mm, the first {left} mm from the left and "
            "{top} mm from the top of the sheet; from edge to edge {across} mm across and {down} mm down.",
            columns=sheet.columns,
            rows=sheet.rows,
            width=_mm(sheet.width),
            height=_mm(sheet.height),
            left=_mm(sheet.left),
            top=_mm(sheet.top),
            across=_mm(sheet.pitch_across),
            down=_mm(sheet.pitch_down),
        ),
        T(
            "Print at full size (without fitting to the page) on plain paper, and hold the first page with a sheet of "
            "labels against the light. Each outline must lie on the edge of its label, to a millimetre."
        ),
        T(
            "If it does not fit, measure the sheet of labels, and write it into the procedure under [[label_sheets]]. "
            "The rulers must be right themselves: 100 mm, held against a real one."
        ),
        T("Where a sheet is partly used, give the number of the first label that is free."),
        T("Paper: {paper}", paper=sheet.paper.label),
    ]


def _mm(length: float) -> str:
    return f"{length:.1f}".removesuffix(".0")
