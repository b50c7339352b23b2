"""From facts to PDF bytes: the form of a Japanese business letter, or an English one in block form."""

from __future__ import annotations

from caseman.letters.completeness import check_complete
from caseman.letters.dates import written_date
from caseman.letters.facts import LetterFacts
from caseman.letters.fonts import GOTHIC, GOTHIC_BOLD, GOTHIC_P, GOTHIC_P_BOLD, MINCHO, MINCHO_P, drawable
from caseman.letters.lines import break_lines, measure
from caseman.letters.page import HEIGHT, LEFT, MM, RIGHT, TOP, WIDTH, WINDOW, Box, Pages
from caseman.letters.texts import Filled, fill
from caseman.text import Language

BODY, SMALL, TITLE = 10.5, 8.5, 15.0
LEADING = 5.9  # millimetres from line to line of the body
_EDGE = WIDTH - RIGHT
_KEPT_TOGETHER = 6  # lines of an item
_ITEM_INDENT = 8.0
_DIGITS = str.maketrans("0123456789", "０１２３４５６７８９")


def render_letter(facts: LetterFacts, window: Box = WINDOW) -> bytes:
    """Make the letter. The same facts give the same bytes.

    Raises `RuleError` when a mandatory part is missing, `InputError` for a text that cannot be printed.
    """
    check_complete(facts)
    filled = fill(facts)
    pages = _draw(facts, filled, window, total=1)
    if pages.page > 1:
        pages = _draw(facts, filled, window, total=pages.page)
    return pages.finish()


def _draw(facts: LetterFacts, filled: Filled, window: Box, total: int) -> Pages:
    sheet = _Sheet(facts, filled, total)
    sheet.begin_page()
    sheet.address(window)
    sheet.head(window)
    if facts.language is Language.JA:
        sheet.japanese_body()
    else:
        sheet.english_body()
    return sheet.pages


class _Sheet:
    def __init__(self, facts: LetterFacts, filled: Filled, total: int) -> None:
        self.facts = facts
        self.filled = filled
        self.total = total
        self.japanese = facts.language is Language.JA
        japanese = (MINCHO, GOTHIC, GOTHIC_BOLD)
        self.type, self.plain, self.bold = japanese if self.japanese else (MINCHO_P, GOTHIC_P, GOTHIC_P_BOLD)
        self.pages = Pages(filled.title, facts.language.value, self.type)

    def begin_page(self) -> None:
        """What stands on every page: the sample's mark, the page's number, the anchor."""
        if self.facts.sample:
            self.pages.watermark("見本" if self.japanese else "SPECIMEN", self.bold)
        foot = HEIGHT - 10
        if self.facts.anchor:
            self.pages.text(self.facts.anchor, LEFT, foot, self.plain, 6)
        if self.total > 1:
            self.pages.centre(f"{self.pages.page} / {self.total}", foot, self.type, SMALL)
        if self.pages.page == 1:
            self.pages.fold_marks()
        else:
            self.pages.right(self.facts.document_number, _EDGE, TOP - 6, self.type, SMALL)

    def down(self, by: float) -> None:
        """Move the pen. The page is turned only when more is written, so that none stays empty."""
        self.pages.y += by

    def turn(self, height: float = 0.0) -> None:
        """Go on to the next page unless so many millimetres below the pen are left on this one."""
        if not self.pages.room(height):
            self.pages.next_page()
            self.begin_page()

    def address(self, window: Box) -> None:
        """Address and number inside the window, and nothing else."""
        to = self.facts.addressee
        style = ("　様" if to.is_person else "　御中") if self.japanese else ""
        size = 11.0
        while True:
            width = (window.width - 4) * MM
            name = break_lines(to.name + style, self.type, size + 1, width)
            place = _address_lines(to.address, size - 1, width, self.type)
            place += break_lines(to.email, self.type, size - 1, width) if to.email else []
            postal = [f"〒{to.postal_code}"] if self.japanese and to.postal_code else []
            if not self.japanese:
                place = [*place, *filter(None, [to.postal_code])]
            count = len(name) + len(place) + len(postal)
            leading = size * 0.46
            if (count + 1) * leading <= window.height - 4 or size <= 4:
                break
            size -= 0.5
        y = window.y + 2 + leading
        for text, bigger in self._address_order(postal, place, name):
            self.pages.text(text, window.x + 2, y, self.type, size + bigger)
            y += leading
        number = f"（{self.facts.case_number}）" if self.japanese else f"({self.facts.case_number})"
        self.pages.text(number, window.x + 2, min(y, window.y + window.height - 1), self.type, 7)

    def _address_order(self, postal: list[str], place: list[str], name: list[str]) -> list[tuple[str, int]]:
        lines = [(text, -1) for text in postal] + [(text, -1) for text in place]
        names = [(text, 1) for text in name]
        return lines + names if self.japanese else names + lines

    def head(self, window: Box) -> None:
        """Number and date, and the sender with the place for the seal, at right."""
        facts, sender = self.facts, self.facts.sender
        number = ("文書番号　" if self.japanese else "Reference: ") + facts.document_number
        y = TOP + 2
        self.pages.right(number, _EDGE, y, self.type, SMALL + 1)
        self.pages.right(written_date(facts.dated, facts.language), _EDGE, y + 5.5, self.type, BODY)
        y = 44.0
        postal = f"〒{sender.postal_code}" if self.japanese and sender.postal_code else ""
        lines = [postal, sender.address, sender.company, sender.department, self._reached_by()]
        if not self.japanese:
            lines = [sender.company, sender.department, sender.address, sender.postal_code, lines[-1]]
        left = _EDGE - 74
        for line in lines:
            for part in break_lines(line, self.type, BODY - 1, 60 * MM) if line else []:
                self.pages.text(part, left, y, self.type, BODY - 1)
                y += 4.8
        if self.japanese and not self.facts.addressee.email:  # a seal is set on paper
            self._seal(Box(_EDGE - 13, y - 20, 13, 13))
        self.pages.y = max(y + 8, window.y + window.height + 18)

    def _reached_by(self) -> str:
        sender = self.facts.sender
        if sender.telephone:
            return ("電話　" if self.japanese else "Telephone: ") + sender.telephone
        if sender.email:
            return ("電子メール　" if self.japanese else "E-mail: ") + sender.email
        return ""

    def _seal(self, place: Box) -> None:
        """The office's seal, or the place to set it by hand."""
        if self.facts.sender.seal_png:
            self.pages.image(place, self.facts.sender.seal_png)
            return
        self.pages.rectangle(place)
        self.pages.text("印", place.x + 4.6, place.y + 8.2, self.type, BODY)

    def japanese_body(self) -> None:
        filled = self.filled
        self.pages.centre(filled.title, self.pages.y, self.bold, TITLE)
        self.down(11)
        self.paragraph(filled.opening)
        for paragraph in filled.paragraphs:
            self.paragraph("　" + paragraph)
        self.turn(LEADING * 5)
        self.pages.right(filled.closing, _EDGE, self.pages.y, self.type, BODY)
        self.down(LEADING * 1.6)
        self.pages.centre("記", self.pages.y, self.type, BODY + 1)
        self.down(LEADING * 1.5)
        self.items()
        self.notes()
        self.turn()
        self.pages.right("以上", _EDGE, self.pages.y, self.type, BODY)

    def english_body(self) -> None:
        filled = self.filled
        self.paragraph(filled.opening)
        self.pages.text(filled.title, LEFT, self.pages.y, self.bold, BODY + 1.5)
        self.down(LEADING * 1.5)
        for paragraph in filled.paragraphs:
            self.paragraph(paragraph)
            self.down(LEADING * 0.3)
        self.items()
        self.notes()
        self.turn(LEADING * 5)
        self.paragraph(filled.closing)
        self.down(LEADING * 2.5)
        sender = self.facts.sender
        self.paragraph("\n".join(filter(None, (sender.department, sender.company))))

    def paragraph(self, text: str, x: float = LEFT, size: float = BODY) -> None:
        for line in break_lines(text, self.type, size, (_EDGE - x) * MM):
            self.turn()
            self.pages.text(line, x, self.pages.y, self.type, size)
            self.down(LEADING)

    def items(self) -> None:
        """Numbered items; a short one stays on one page whole, of a longer one the label and the first line."""
        for number, (label, text) in enumerate(self.filled.items, start=1):
            lines = len(break_lines(text, self.type, BODY, (_EDGE - LEFT - _ITEM_INDENT) * MM))
            self.turn(LEADING * (lines + 1 if lines <= _KEPT_TOGETHER else 2))
            sign = str(number).translate(_DIGITS) if self.japanese else f"{number}."
            heading = f"{sign}　{label}" if self.japanese else f"{sign} {label}"
            short = "\n" not in text and measure(drawable(text), self.type, BODY) <= (_EDGE - LEFT - 52) * MM
            self.pages.text(heading, LEFT, self.pages.y, self.plain, BODY)
            if short and measure(heading, self.plain, BODY) <= 48 * MM:
                self.pages.text(text, LEFT + 52, self.pages.y, self.type, BODY)
                self.down(LEADING * 1.25)
                continue
            self.down(LEADING)
            self.paragraph(text, LEFT + _ITEM_INDENT)
            self.down(LEADING * 0.25)

    def notes(self) -> None:
        for note in self.filled.notes:
            self.paragraph(("※　" if self.japanese else "Note: ") + note, LEFT, BODY - 1)
        self.down(LEADING * 0.5)


def _address_lines(address: str, size: float, width: float, font: str) -> list[str]:
    """An address in lines; one that is too long is divided before the building's name where a blank stands."""
    one, _, building = address.replace("　", " ").rpartition(" ")
    if one and measure(drawable(address), font, size) > width:
        return break_lines(f"{one}\n{building}", font, size, width)
    return break_lines(address, font, size, width)
