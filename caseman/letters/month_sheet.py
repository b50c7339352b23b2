"""The monthly sheet of the trail: one page with the anchor, to be signed and filed outside the computer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from caseman.domain.letter_form import DateStyle, Paper
from caseman.errors import RuleError
from caseman.letters.dates import written_date
from caseman.letters.fonts import faces
from caseman.letters.lines import break_lines
from caseman.letters.one_page import largest_that_fits
from caseman.letters.page import Pages
from caseman.letters.places import BOTTOM, LEFT, MM, RIGHT, Box
from caseman.text import Language, T, Text, say

_LABELS: Final = 62.0  # millimetres, the column of what is counted
_SIZE: Final = 10.5
_ROW, _LEADING, _BASE = 0.69, 0.44, 0.47  # millimetres for each point of type: a row, a line, down to the base line
_SIGNED: Final = 16.0  # the height of a box that is signed by hand


@dataclass(frozen=True)
class MonthFacts:
    """What the sheet tells. `month` is its first day; `before` the anchor of the sheet before, if one was made."""

    office: str
    file_name: str
    month: date
    made_on: date
    made_by: str
    anchor: str
    entries: int
    first: int | None  # the numbers of the month's own entries
    last: int | None
    counts: tuple[tuple[Text, int], ...]
    before: str = ""
    sample: bool = False
    paper: Paper = Paper.A4
    dates: DateStyle = DateStyle.ERA


def render_month_sheet(facts: MonthFacts, language: Language) -> bytes:
    """Draw the sheet; the same facts give the same bytes. Long names are set smaller until the page holds them.

    Raises `InputError` for a character no font has, `RuleError` for names that no page holds.
    """

    def draw(size: float) -> bytes | None:
        sheet = _Sheet(facts, language, size)
        made = sheet.draw()
        return made if sheet.pages.y <= sheet.pages.height - BOTTOM else None

    if (made := largest_that_fits(draw, _SIZE)) is None:
        raise RuleError("sheet-too-long", T("The names of the office and the file do not fit on the sheet."))
    return made


class _Sheet:
    """One attempt at a size of type."""

    def __init__(self, facts: MonthFacts, language: Language, size: float) -> None:
        self.facts, self.language, self.size = facts, language, size
        self.type, self.plain, self.bold = faces(language)
        title = T("Monthly sheet of the audit trail").say(language)
        self.title = title
        self.pages = Pages(
            title, language.value, self.type, paper=facts.paper, dated=facts.made_on, anchor=facts.anchor
        )
        self.edge = self.pages.width - RIGHT

    def draw(self) -> bytes:
        facts, pages = self.facts, self.pages
        if facts.sample:
            pages.mark_sample()
        pages.y = 28.0
        pages.right(self._day(facts.made_on), self.edge, pages.y, self.type, 9.5)
        pages.y = 38.0
        pages.centre(self.title, pages.y, self.bold, 16)
        pages.y += 8
        pages.centre(self._month(), pages.y, self.type, 12)
        pages.y += 12
        self._tell(facts.office, self.plain, self.size + 0.5, self.size * 0.6)
        self._anchor()
        self._table()
        self._care()
        self._signatures()
        return pages.finish()

    def _month(self) -> str:
        month = self.facts.month
        if self.language is Language.JA:
            return f"{self._day(month).removesuffix('1日')}分"
        return self._day(month).removeprefix("1 ")

    def _anchor(self) -> None:
        pages = self.pages
        pages.y += 2
        box = Box(LEFT, pages.y, self.edge - LEFT, 22)
        pages.rectangle(box)
        pages.text(T("Anchor").say(self.language), LEFT + 4, pages.y + 7, self.plain, 9.5)
        pages.centre(self.facts.anchor, pages.y + 16, self.bold, 17)
        pages.y += box.height + 5

    def _table(self) -> None:
        facts = self.facts
        numbers = f"{facts.first:,} – {facts.last:,}" if facts.first is not None and facts.last is not None else "–"
        rows: list[tuple[Text, str]] = [
            (T("File"), facts.file_name),
            (T("Entries of the trail up to the anchor"), f"{facts.entries:,}"),
            (T("Entries of the month, by number"), numbers),
            *((label, f"{count:,}") for label, count in facts.counts),
        ]
        if facts.before:
            rows.append((T("Anchor of the sheet before; it is in this trail"), facts.before))
        for label, value in rows:
            self._row(label.say(self.language), value)
        self.pages.y += 7

    def _row(self, label: str, value: str) -> None:
        pages = self.pages
        small, leading = self.size - 1, self.size * _LEADING
        labels = break_lines(label, self.plain, small, (_LABELS - 4) * MM)
        values = break_lines(value, self.type, self.size, (self.edge - LEFT - _LABELS - 4) * MM)
        height = self.size * _ROW + leading * (max(len(labels), len(values)) - 1)
        first = pages.y + self.size * _BASE
        pages.rectangle(Box(LEFT, pages.y, _LABELS, height))
        pages.rectangle(Box(LEFT + _LABELS, pages.y, self.edge - LEFT - _LABELS, height))
        for at, line in enumerate(labels):
            pages.text(line, LEFT + 2, first + at * leading, self.plain, small)
        for at, line in enumerate(values):
            pages.text(line, LEFT + _LABELS + 2, first + at * leading, self.type, self.size)
        pages.y += height

    def _care(self) -> None:
        text = T(
            "Sign this sheet and file it where nobody can change it, outside the computer. Whoever checks the file "
            "later types the anchor: on the Audit page, or as caseman verify FILE --anchor. The file then says whether "
            "it went through it; an older copy, and a trail that was made anew, do not."
        )
        self._tell(text.say(self.language), self.type, self.size - 1, self.size * 0.5)
        self.pages.y += 4

    def _signatures(self) -> None:
        pages, width = self.pages, (self.edge - LEFT) / 2
        for at, (title, name) in enumerate(((T("Printed by"), self.facts.made_by), (T("Checked by"), ""))):
            x = LEFT + at * width
            pages.rectangle(Box(x, pages.y, width, _SIGNED + 8))
            pages.text(title.say(self.language), x + 2, pages.y + 5, self.plain, 9)
            if name:
                pages.text(name, x + 2, pages.y + 12, self.type, 10.5)
            date_line = T("Date and signature").say(self.language)
            pages.text(date_line, x + 2, pages.y + _SIGNED + 5.4, self.plain, 8)
        pages.y += _SIGNED + 8

    def _day(self, day: date) -> str:
        return written_date(day, self.language, self.facts.dates)

    def _tell(self, text: str, font: str, size: float, leading: float) -> None:
        for line in break_lines(say(text, self.language), font, size, (self.edge - LEFT) * MM):
            self.pages.text(line, LEFT, self.pages.y, font, size)
            self.pages.y += leading
