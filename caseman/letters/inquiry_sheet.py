"""The inquiry to a data holder (照会票): what is asked about whom, and boxes for the answer, on one page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from pydantic import BaseModel, ConfigDict

from caseman.domain.letter_form import DateStyle, Paper
from caseman.domain.requests import RequestType
from caseman.errors import RuleError
from caseman.letters.dates import written_date
from caseman.letters.fonts import faces
from caseman.letters.lines import break_lines
from caseman.letters.one_page import largest_that_fits, sheet_words
from caseman.letters.page import Pages
from caseman.letters.places import BOTTOM, LEFT, MM, RIGHT, Box
from caseman.letters.tags import Tag
from caseman.text import Language, T

_LABELS = 52.0  # millimetres, the column of the labels
_PAD = 2.0
_SIZE = 10.5
_ROW = 0.55  # millimetres of leading for each point of type
_BLANK = 10.0  # the height of a box that is filled in by hand


@dataclass(frozen=True)
class InquiryFacts:
    """What one sheet tells. Details that the holder does not need to find the person stay empty and are left out."""

    language: Language
    case_number: str
    holder: str
    asked_on: date
    due_on: date
    requests: tuple[tuple[RequestType, str], ...]  # each with its scope
    principal_name: str
    return_to: str  # where the sheet goes back to, one line or several
    contact: str = ""  # how the holder is reached
    question: str = ""
    principal_kana: str = ""
    address: str = ""
    birth_date: date | None = None
    member_id: str = ""
    sample: bool = False
    paper: Paper = Paper.A4
    dates: DateStyle = DateStyle.ERA
    anchor: str = ""


class _Words(BaseModel):
    """The sheet's words in one language, as their file holds them; `{named}` places are filled by the sheet."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    title: str
    date: str
    to: str
    contact: str
    lead: str
    asked: str
    case_number: str
    request: str
    question: str
    name: str
    kana: str
    address: str
    birth_date: str
    member_id: str
    due: str
    return_to: str
    answer: str
    system: str
    found: str
    third_party: str
    yes: str
    no: str
    searcher: str
    searched_on: str
    day_blank: str
    remarks: str
    care: str


def render_inquiry_sheet(facts: InquiryFacts) -> bytes:
    """Draw the sheet. The same facts give the same bytes; a long text is set smaller until the page holds it.

    Raises `RuleError` for one that no page holds in readable type, `InputError` for a text that cannot be printed.
    """

    def draw(size: float) -> bytes | None:
        sheet = _Sheet(facts, size)
        sheet.draw()
        return sheet.pages.finish() if sheet.fits else None

    if (made := largest_that_fits(draw, _SIZE)) is None:
        raise RuleError(
            "inquiry-too-long",
            T("The inquiry does not fit on one page. Shorten the question or the scope."),
            field="question",
        )
    return made


@cache
def _words(language: Language) -> _Words:
    return sheet_words(_Words, language, "inquiry_sheet")


class _Sheet:
    """One attempt at a size of type; the pen is `pages.y`, and never turns the page."""

    def __init__(self, facts: InquiryFacts, size: float) -> None:
        self.facts, self.size = facts, size
        self.words = _words(facts.language)
        self.type, self.plain, self.bold = faces(facts.language)
        self.pages = Pages(
            self.words.title,
            facts.language.value,
            self.type,
            paper=facts.paper,
            dated=facts.asked_on,
            anchor=facts.anchor,
        )
        self.edge = self.pages.width - RIGHT
        self.leading = size * _ROW

    @property
    def fits(self) -> bool:
        return self.pages.y <= self.pages.height - BOTTOM

    def draw(self) -> None:
        words, facts, pages = self.words, self.facts, self.pages
        if facts.sample:
            pages.mark_sample()
        pages.y = 24.0
        pages.right(words.date.format(day=self._day(facts.asked_on)), self.edge, pages.y, self.type, 9)
        pages.y = 33.0
        with pages.element(Tag.HEADING):
            pages.centre(words.title, pages.y, self.bold, 16)
        pages.y += 11
        self._tell(words.to.format(holder=facts.holder), self.plain, self.size + 1)
        if facts.contact:
            self._tell(words.contact.format(contact=facts.contact))
        pages.y += 2
        self._tell(words.lead.format(due=self._day(facts.due_on)))
        pages.y += 2
        self._heading(words.asked)
        for label, text in self._asked():
            self._row(label, text)
        pages.y += 6
        self._heading(words.answer)
        self._answer()
        pages.y += 5
        self._tell(words.care, size=self.size - 1)

    def _asked(self) -> list[tuple[str, str]]:
        words, facts = self.words, self.facts
        between = "：" if facts.language is Language.JA else ": "
        requests = "\n".join(
            between.join(filter(None, (kind.label.say(facts.language), scope.strip())))
            for kind, scope in facts.requests
        )
        rows = [
            (words.case_number, facts.case_number),
            (words.request, requests),
            (words.question, facts.question),
            (words.name, facts.principal_name),
            (words.kana, facts.principal_kana),
            (words.address, facts.address),
            (words.birth_date, self._day(facts.birth_date) if facts.birth_date else ""),
            (words.member_id, facts.member_id),
            (words.due, self._day(facts.due_on)),
            (words.return_to, facts.return_to),
        ]
        return [(label, text.strip()) for label, text in rows if text.strip()]

    def _answer(self) -> None:
        words = self.words
        self._blank(words.system, 1.8 * _BLANK)
        self._blank(words.found, _BLANK, choice=True)
        self._blank(words.third_party, _BLANK, choice=True)
        self._blank(words.searcher, _BLANK)
        self._blank(words.searched_on, _BLANK, text=words.day_blank)
        self._blank(words.remarks, 2 * _BLANK)

    def _day(self, day: date) -> str:
        return written_date(day, self.facts.language, self.facts.dates)

    def _heading(self, text: str) -> None:
        self.pages.text(text, LEFT, self.pages.y + 2, self.bold, self.size)
        self.pages.y += 4.5

    def _tell(self, text: str, font: str = "", size: float = 0.0) -> None:
        with self.pages.element(Tag.PARAGRAPH):
            for line in break_lines(text, font or self.type, size or self.size, (self.edge - LEFT) * MM):
                self.pages.text(line, LEFT, self.pages.y, font or self.type, size or self.size)
                self.pages.y += self.leading

    def _row(self, label: str, text: str) -> None:
        lines = break_lines(text, self.type, self.size, (self.edge - LEFT - _LABELS - 2 * _PAD) * MM)
        labels = self._label_lines(label)
        height = max(len(lines), len(labels)) * self.leading + _PAD
        self._frame(labels, height)
        y = self._first_line(len(lines), height)
        with self.pages.element(Tag.PARAGRAPH):
            for line in lines:
                self.pages.text(line, LEFT + _LABELS + _PAD, y, self.type, self.size)
                y += self.leading
        self.pages.y += height

    def _blank(self, label: str, height: float, text: str = "", *, choice: bool = False) -> None:
        """A box to fill in by hand, or with two boxes to tick."""
        labels = self._label_lines(label)
        height = max(height, len(labels) * self.leading + _PAD)
        self._frame(labels, height)
        x, y = LEFT + _LABELS + _PAD, self._first_line(1, height)
        if choice:
            for word in (self.words.yes, self.words.no):
                self.pages.rectangle(Box(x, y - 3.1, 3.6, 3.6))
                self.pages.text(word, x + 5.5, y, self.type, self.size)
                x += 25
        elif text:
            self.pages.text(text, x, y, self.type, self.size)
        self.pages.y += height

    def _first_line(self, count: int, height: float) -> float:
        """The base line of the first of some lines that stand in the middle of a row."""
        return self.pages.y + (height - (count - 1) * self.leading) / 2 + self.size * 0.12

    def _label_lines(self, label: str) -> list[str]:
        return break_lines(label, self.plain, self.size - 0.5, (_LABELS - 2 * _PAD) * MM)

    def _frame(self, labels: list[str], height: float) -> None:
        top = self.pages.y
        self.pages.rectangle(Box(LEFT, top, _LABELS, height))
        self.pages.rectangle(Box(LEFT + _LABELS, top, self.edge - LEFT - _LABELS, height))
        y = self._first_line(len(labels), height)
        with self.pages.element(Tag.PARAGRAPH):
            for line in labels:
                self.pages.text(line, LEFT + _PAD, y, self.plain, self.size - 0.5)
                y += self.leading
