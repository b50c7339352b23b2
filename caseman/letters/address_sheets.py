"""Address sheets: one for each letter of a run, to be cut at the line and put on an envelope without a window.

Above the line stands what the post reads: how the item goes, the addressee, the sender. Below it stands which letter
it belongs to, for who fills the envelopes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from caseman.domain.letter_form import Paper
from caseman.domain.post import MailClass
from caseman.letters.facts import Addressee, Sender
from caseman.letters.fitted_lines import fit_lines
from caseman.letters.fonts import GOTHIC, GOTHIC_BOLD, GOTHIC_P, GOTHIC_P_BOLD, MINCHO, MINCHO_P
from caseman.letters.letter_head import fit_address
from caseman.letters.lines import measure
from caseman.letters.page import Pages
from caseman.letters.places import LEFT, MM, RIGHT, Box
from caseman.text import Language, T

_SIZE: Final = 16.0  # points, of the address where there is room
_TOP: Final = 24.0  # millimetres, of the address
_SENDER: Final = 26.0  # kept for the sender above the line
_SENDER_SIZE: Final = 8.5
_PLAIN: Final = (MailClass.ORDINARY, MailClass.COURIER)  # the post needs no word on these


@dataclass(frozen=True)
class AddressSheet:
    """To whom a letter goes and how, and by which numbers the office finds it again."""

    to: Addressee
    mail_class: MailClass
    document_number: str
    case_number: str


def address_sheets(
    sheets: Sequence[AddressSheet],
    sender: Sender,
    language: Language,
    *,
    paper: Paper = Paper.A4,
    sample: bool = False,
) -> bytes:
    """A page for each letter, as PDF.

    Raises `InputError` for an address that stands in no size, or has a character no font has.
    """
    title = T("Address sheets").say(language)
    japanese = language is Language.JA
    font = MINCHO if japanese else MINCHO_P
    pages = Pages(title, language.value, font, paper=paper)
    for at, sheet in enumerate(sheets):
        if at:
            pages.next_page()
        if sample:
            pages.mark_sample()
        _outside(pages, sheet, sender, language)
        _below(pages, sheet, language)
    return pages.finish()


def _outside(pages: Pages, sheet: AddressSheet, sender: Sender, language: Language) -> None:
    japanese = language is Language.JA
    font, bold = (MINCHO, GOTHIC_BOLD) if japanese else (MINCHO_P, GOTHIC_P_BOLD)
    if sheet.mail_class not in _PLAIN:
        word = sheet.mail_class.label.say(language)
        width = measure(word, bold, 11) / MM + 6
        pages.rectangle(Box(LEFT, 10, width, 8))
        pages.text(word, LEFT + 3, 15.4, bold, 11)
    cut = pages.paper.folds[0]
    room = Box(LEFT + 10, _TOP, pages.width - LEFT - RIGHT - 10, cut - _TOP - _SENDER)
    lines = fit_address(sheet.to, language, room.width * MM, room.height, font, _SIZE)
    y = room.y + lines.leading
    for text, larger in lines.lines:
        pages.text(text, room.x, y, font, lines.size + larger)
        y += lines.leading
    postal = f"〒{sender.postal_code}" if japanese and sender.postal_code else sender.postal_code
    names, place = (sender.company, sender.department), (sender.address,)
    told = (postal, *place, *names) if japanese else (*names, *place, postal)
    _sender(pages, told, cut - 4, font)


def _sender(pages: Pages, told: Sequence[str], bottom: float, font: str) -> None:
    """At the right, ending at a height; a sender of many lines gets smaller type."""
    fitted = fit_lines(told, font, 80, _SENDER - 6, _SENDER_SIZE, _SENDER_SIZE * 0.46)
    y = bottom - fitted.height
    for line in fitted.lines:
        y += fitted.leading
        pages.text(line, pages.width - RIGHT - 80, y, font, fitted.size)


def _below(pages: Pages, sheet: AddressSheet, language: Language) -> None:
    cut = pages.paper.folds[0]
    font = GOTHIC if language is Language.JA else GOTHIC_P
    for x in range(8, int(pages.width) - 8, 4):
        pages.line(x, cut, x + 2, cut, 0.3)
    pages.text(T("Cut here and put the upper part on the envelope.").say(language), LEFT, cut + 6, font, 8)
    y = cut + 18
    for text in (
        T("Letter: {number}", number=sheet.document_number),
        T("Case: {number}", number=sheet.case_number),
        T("Mail class: {mail}", mail=sheet.mail_class.label),
    ):
        pages.text(text.say(language), LEFT, y, font, 11)
        y += 7
