"""The frame of a report: its head with the places for seals or signatures, its headings, what stands on each page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from caseman.domain.letter_form import DateStyle, Paper
from caseman.domain.periods import Period, PeriodKind
from caseman.domain.statistics import Figures
from caseman.letters.dates import written_date
from caseman.letters.fonts import faces
from caseman.letters.lines import break_lines
from caseman.letters.page import Pages
from caseman.letters.places import MM, Box
from caseman.letters.report_words import report_period, report_title
from caseman.text import Language, T, Text

LEFT: Final = 22.0  # millimetres, at the right too
QUIET, ACCENT, PALE, BAD = "#566070", "#1f5f8b", "#eef3f7", "#b3261e"
BODY, SMALL = 10.0, 7.0
_SEAL: Final = 19.0


@dataclass(frozen=True)
class ReportFacts:
    """What the report tells. `until` is the last day that was counted; `published` the office's period in its words.

    With `hide_below` small counts are left untold, for readers outside the office. `anchor` is the trail's head.
    """

    language: Language
    company: str
    department: str
    period: Period
    kind: PeriodKind | None
    until: date
    dated: date
    figures: Figures
    before: Figures
    parts: tuple[Figures, ...]
    months: tuple[Figures, ...]
    published: str
    paper: Paper = Paper.A4
    dates: DateStyle = DateStyle.ERA
    hide_below: int = 0
    anchor: str = ""
    sample: bool = False


class ReportFrame:
    """One pass over the pages; `total` is known from the pass before. The pen is `pages.y`."""

    def __init__(self, facts: ReportFacts, total: int) -> None:
        self.facts, self.total = facts, total
        self.language = facts.language
        self.faces = faces(facts.language)
        self.title = report_title(facts.kind).say(facts.language)
        self.pages = Pages(
            self.title,
            facts.language.value,
            self.faces.type,
            paper=facts.paper,
            dated=facts.dated,
            anchor=facts.anchor,
        )
        self.edge = self.pages.width - LEFT
        self.width = self.edge - LEFT
        self.number = 0

    @property
    def running(self) -> bool:
        """Whether the period has not ended."""
        return self.facts.until < self.facts.period.last

    def begin_page(self) -> None:
        pages, foot = self.pages, self.pages.height - 10
        if self.facts.sample:
            pages.mark_sample()
        with pages.artifact(), pages.ink(QUIET):
            pages.centre(f"{pages.page} / {self.total}", foot, self.faces.type, 8.5)
            if pages.page > 1:
                pages.text(self.title, LEFT, 13, self.faces.plain, SMALL)
                period = report_period(self.facts.period, self.facts.kind, self.language, self.facts.dates)
                pages.right(period, self.edge, 13, self.faces.plain, SMALL)
                pages.line(LEFT, 15, self.edge, 15, 0.3)

    def turn(self) -> None:
        self.pages.next_page()
        self.begin_page()

    def need(self, height: float) -> None:
        """Go on to the next page unless so much is left on this one."""
        if not self.pages.room(height):
            self.turn()

    def tell(self, text: str, font: str, size: float, leading: float, *, indent: float = 0.0) -> None:
        for line in break_lines(text, font, size, (self.width - indent) * MM):
            self.need(leading)
            self.pages.text(line, LEFT + indent, self.pages.y, font, size)
            self.pages.y += leading

    def heading(self, title: Text, keep: float) -> None:
        """A numbered heading that stays with so many millimetres of what follows."""
        self.need(keep + 14)
        self.number += 1
        pages = self.pages
        pages.y += 6
        pages.area(Box(LEFT, pages.y - 4.2, 1.4, 5.2), ACCENT)
        pages.text(f"{self.number}　{title.say(self.language)}", LEFT + 3.5, pages.y, self.faces.bold, 12)
        pages.y += 4

    def head(self) -> None:
        """Who made it and when, the places for seals, the title, and what must be known of the period."""
        facts, pages = self.facts, self.pages
        day = written_date(facts.dated, self.language, facts.dates)
        japanese = self.language is Language.JA
        pages.y = 20
        if japanese:
            self._seals()
        beside = self.width - (3 * _SEAL + 5 if japanese else 0)
        for part in (facts.company, facts.department, f"作成日　{day}" if japanese else day):
            for line in break_lines(part, self.faces.type, BODY, beside * MM):
                pages.text(line, LEFT, pages.y + 3, self.faces.type, BODY)
                pages.y += 5.4
        pages.y = max(56.0, pages.y + 10)
        pages.centre(self.title, pages.y, self.faces.bold, 19 if self.language is Language.JA else 17)
        pages.y += 8
        pages.centre(
            report_period(facts.period, facts.kind, self.language, facts.dates), pages.y, self.faces.type, 10.5
        )
        notes = []
        if self.running:
            until = written_date(facts.until, self.language, facts.dates)
            notes.append(T("The period has not ended: counted until {day}.", day=until))
        if facts.hide_below:
            notes.append(_hidden(facts.hide_below))
        with pages.ink(QUIET):
            for note in notes:
                for line in break_lines(note.say(self.language), self.faces.plain, 8, self.width * MM):
                    pages.y += 4.8
                    pages.centre(line, pages.y, self.faces.plain, 8)
        pages.y += 4
        with pages.ink(ACCENT):
            pages.line(LEFT, pages.y, self.edge, pages.y, 1.2)

    def _seals(self) -> None:
        """The places for the seals of who approves, checks and made it."""
        pages = self.pages
        x = self.edge - 3 * _SEAL
        for name in ("承認", "確認", "作成"):
            pages.rectangle(Box(x, 20, _SEAL, 5))
            pages.rectangle(Box(x, 25, _SEAL, _SEAL))
            pages.centre(name, 23.7, self.faces.plain, 8, x=x + _SEAL / 2)
            x += _SEAL

    def signatures(self) -> None:
        """Where who made, checked and approved it sign."""
        self.need(34)
        pages, third = self.pages, self.width / 3
        pages.y += 16
        for at, role in enumerate((T("Prepared by"), T("Checked by"), T("Approved by"))):
            x = LEFT + third * at
            pages.line(x, pages.y, x + third - 8, pages.y, 0.5)
            pages.text(f"{role.say(self.language)}, {T('date').say(self.language)}", x, pages.y + 4.5,
                       self.faces.plain, 8)  # fmt: skip
        pages.y += 8


def _hidden(below: int) -> Text:
    return T(
        "For readers outside the office: counts from 1 to {most} are not told, nor what would give them away.",
        most=below - 1,
    )
