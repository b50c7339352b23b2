"""From facts to PDF bytes: the form of a Japanese business letter, or an English one in block form."""

from __future__ import annotations

from caseman.letters.attached_pages import append_pages
from caseman.letters.completeness import check_complete
from caseman.letters.facts import LetterFacts
from caseman.letters.fonts import drawable, faces
from caseman.letters.letter_head import BODY, SMALL, draw_address, draw_head
from caseman.letters.lines import break_lines, measure
from caseman.letters.page import Pages
from caseman.letters.places import LEFT, MM, RIGHT, TOP, Box, shown_by, window_of
from caseman.letters.tags import Tag
from caseman.letters.texts import Filled, fill
from caseman.text import Language

TITLE = 15.0
LEADING, TIGHT = 5.9, 5.2  # millimetres from line to line of the body
_LITTLE = 80.0  # a last page with no more on it than this is spared, if closer lines can
_KEPT_TOGETHER = 6  # lines of an item
_ITEM_INDENT = 8.0
_LABELS = 52.0  # the column of the labels of short items
_DIGITS = str.maketrans("0123456789", "０１２３４５６７８９")


def render_letter(facts: LetterFacts, window: Box | None = None) -> bytes:
    """Make the letter, on the paper and for the envelope of its form. The same facts give the same bytes.

    What is appended follows its own pages, and is counted with them.

    `window` takes the place of the envelope's, with nothing more to be seen around it. Raises `RuleError` when a
    mandatory part is missing, `InputError` for a text that cannot be printed or an address that fits into no window.
    """
    check_complete(facts)
    filled = fill(facts)
    sheet = _draw(facts, filled, window)
    if sheet.pages.page > 1 and sheet.pages.y < TOP + _LITTLE:
        closer = _draw(facts, filled, window, leading=TIGHT)
        sheet = closer if closer.pages.page < sheet.pages.page else sheet
    append_pages(sheet.pages, facts)
    return sheet.pages.finish(sheet.pages.number)


def _draw(facts: LetterFacts, filled: Filled, window: Box | None, leading: float = LEADING) -> _Sheet:
    sheet = _Sheet(facts, filled, leading)
    clear = window or shown_by(facts.form.envelope)
    sheet.begin_page()
    sheet.pages.keep_clear(clear)
    draw_address(sheet.pages, facts, window or window_of(facts.form.envelope), sheet.type)
    sheet.pages.y = draw_head(sheet.pages, facts, clear, sheet.type)
    if facts.language is Language.JA:
        sheet.japanese_body()
    else:
        sheet.english_body()
    return sheet


class _Sheet:
    def __init__(self, facts: LetterFacts, filled: Filled, leading: float) -> None:
        self.facts = facts
        self.filled = filled
        self.leading = leading
        self.japanese = facts.language is Language.JA
        self.type, self.plain, self.bold = faces(facts.language)
        self.pages = Pages(
            filled.title,
            facts.language.value,
            self.type,
            paper=facts.form.paper,
            dated=facts.dated,
            anchor=facts.anchor,
        )
        self.edge = self.pages.width - RIGHT
        # what ends the letter: 以上, or the closing and the sender; it takes the last paragraph along to a new page
        self.behind = leading * (1 if self.japanese else 5)

    def begin_page(self) -> None:
        """What stands on every page: the sample's mark, fold marks or the document's number."""
        if self.facts.sample:
            self.pages.mark_sample()
        with self.pages.artifact():
            if self.pages.page == 1:
                self.pages.fold_marks()
            else:
                self.pages.right(self.facts.document_number, self.edge, TOP - 6, self.type, SMALL)

    def down(self, by: float) -> None:
        """Move the pen. The page is turned only when more is written, so that none stays empty."""
        self.pages.y += by

    def turn(self, height: float = 0.0) -> None:
        """Go on to the next page unless so many millimetres below the pen are left on this one."""
        if not self.pages.room(height):
            self.pages.next_page()
            self.begin_page()

    def japanese_body(self) -> None:
        filled = self.filled
        with self.pages.element(Tag.HEADING):
            self.pages.centre(filled.title, self.pages.y, self.bold, TITLE)
        self.down(11)
        self.paragraph(filled.opening)
        for paragraph in filled.paragraphs:
            self.paragraph("　" + paragraph)
        self.turn(self.leading * 5)
        self.pages.right(filled.closing, self.edge, self.pages.y, self.type, BODY)
        self.down(self.leading * 1.6)
        self.pages.centre("記", self.pages.y, self.type, BODY + 1)
        self.down(self.leading * 1.5)
        self.items()
        self.notes()
        self.turn()
        self.pages.right("以上", self.edge, self.pages.y, self.type, BODY)

    def english_body(self) -> None:
        filled = self.filled
        self.paragraph(filled.opening)
        self.down(self.leading * 0.5)
        with self.pages.element(Tag.HEADING):
            self.pages.text(filled.title, LEFT, self.pages.y, self.bold, BODY + 1.5)
        self.down(self.leading * 1.5)
        for paragraph in filled.paragraphs:
            self.paragraph(paragraph)
            self.down(self.leading * 0.3)
        self.items()
        self.notes()
        self.turn(self.behind)
        self.paragraph(filled.closing)
        self.down(self.leading * 2.5)
        sender = self.facts.sender
        self.paragraph("\n".join(filter(None, (sender.department, sender.company))))

    def paragraph(self, text: str, x: float = LEFT, size: float = BODY) -> None:
        width = (self.edge - x) * MM
        for part in drawable(text).split("\n"):
            lines = break_lines(part, self.type, size, width)
            with self.pages.element(Tag.PARAGRAPH):
                for number, line in enumerate(lines, start=1):
                    self.turn()
                    spread = self.spread(line, size, width) if number < len(lines) else 0.0
                    self.pages.text(line, x, self.pages.y, self.type, size, spread)
                    self.down(self.leading)

    def spread(self, line: str, size: float, width: float) -> float:
        """What to put between the characters of a Japanese line so that it reaches the edge; 0 where it is far."""
        rest = width - measure(line, self.type, size)
        return rest / (len(line) - 1) if self.japanese and len(line) > 1 and 0 < rest < size * 2.5 else 0.0

    def items(self) -> None:
        """Numbered items; a short one stays on one page whole, of a longer one the label and the first line."""
        with self.pages.element(Tag.LIST):
            for number, (label, text) in enumerate(self.filled.items, start=1):
                lines = len(break_lines(text, self.type, BODY, (self.edge - LEFT - _ITEM_INDENT) * MM))
                kept = self.leading * (lines + 1 if lines <= _KEPT_TOGETHER else 2)
                last = number == len(self.filled.items) and not self.filled.notes and lines <= _KEPT_TOGETHER
                self.turn(kept + self.behind + self.leading if last else kept)
                with self.pages.element(Tag.ITEM), self.pages.element(Tag.ITEM_BODY):
                    self.item(number, label, text)

    def item(self, number: int, label: str, text: str) -> None:
        """A short text stands beside its label, a longer one below."""
        sign = f"{number}." if not self.japanese else str(number).translate(_DIGITS) if number < 10 else str(number)
        heading = f"{sign}　{label}" if self.japanese else f"{sign} {label}"
        short = "\n" not in text and measure(drawable(text), self.type, BODY) <= (self.edge - LEFT - _LABELS) * MM
        with self.pages.element(Tag.PARAGRAPH):
            self.pages.text(heading, LEFT, self.pages.y, self.plain, BODY)
        if short and measure(heading, self.plain, BODY) <= (_LABELS - 4) * MM:
            with self.pages.element(Tag.PARAGRAPH):
                self.pages.text(text, LEFT + _LABELS, self.pages.y, self.type, BODY)
            self.down(self.leading * 1.25)
            return
        self.down(self.leading)
        self.paragraph(text, LEFT + _ITEM_INDENT)
        self.down(self.leading * 0.25)

    def notes(self) -> None:
        hang = 2 * (BODY - 1) / MM if self.japanese else 0.0
        for number, note in enumerate(self.filled.notes, start=1):
            text = note if self.japanese else f"Note: {note}"
            lines = len(break_lines(text, self.type, BODY - 1, (self.edge - LEFT - hang) * MM))
            last = number == len(self.filled.notes) and lines <= _KEPT_TOGETHER
            self.turn(self.leading * lines + self.behind if last else 0.0)
            if self.japanese:
                self.pages.text("※", LEFT, self.pages.y, self.type, BODY - 1)
            self.paragraph(text, LEFT + hang, BODY - 1)
        self.down(self.leading * 0.5)
