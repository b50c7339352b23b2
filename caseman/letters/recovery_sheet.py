"""The recovery sheet: one page for the safe, with the code, and the wrapped key as QR and in small print."""

from __future__ import annotations

from datetime import date

from caseman.domain.letter_form import Paper
from caseman.letters.fonts import GOTHIC, GOTHIC_BOLD, MINCHO
from caseman.letters.lines import break_lines
from caseman.letters.page import Pages
from caseman.letters.places import LEFT, MM, RIGHT
from caseman.letters.qr import draw_qr
from caseman.text import Language, T, say_date

_QR_SIDE = 60.0  # millimetres, with the quiet zone


def recovery_sheet(
    office_name: str,
    file_name: str,
    made_on: date,
    code_text: str,
    wrapped_text: str,
    language: Language,
    paper: Paper = Paper.A4,
) -> bytes:
    """Draw the sheet. With it and the database file alone the office file can be opened again."""
    pages = Pages("caseman", language.value, paper=paper)
    width = (pages.width - LEFT - RIGHT) * MM

    def tell(text: str, font: str = MINCHO, size: float = 10.5, leading: float = 6.2, gap: float = 2.0) -> None:
        for line in break_lines(text, font, size, width):
            pages.text(line, LEFT, pages.y, font, size)
            pages.down(leading)
        pages.down(gap)

    pages.y = 30
    tell(T("Recovery sheet").say(language), GOTHIC_BOLD, 20, 10, 4)
    tell(f"{office_name}　{file_name}　{say_date(made_on, language)}")
    tell(
        T(
            "This sheet opens the office file when a passphrase is lost or the key file is gone. "
            "Put it into the safe. Whoever holds it can read everything. "
            "Do not photograph it and do not keep a copy on a computer."
        ).say(language)
    )
    tell(T("Recovery code").say(language), GOTHIC_BOLD, 12, 8, 0)
    groups = code_text.split("-")
    for at in range(0, len(groups), 4):
        tell("  ".join(groups[at : at + 4]), GOTHIC, 18, 10, 0)
    pages.down(3)
    tell(
        T("Wrapped key (with the code above, it opens the file even when the key file is gone)").say(language),
        GOTHIC_BOLD, 11, 7, 0,
    )  # fmt: skip
    draw_qr(pages, wrapped_text, LEFT, pages.y, _QR_SIDE)
    pages.down(_QR_SIDE + 6)
    for line in break_lines(wrapped_text, GOTHIC, 8, width):
        pages.text(line, LEFT, pages.y, GOTHIC, 8)
        pages.down(4.5)
    return pages.finish()
