"""The reply slip (返信票): one page that goes with a notice and comes back on top of the answer.

It carries the case's number and code, so that the post desk finds the case with one scan. It names no person.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from pydantic import BaseModel, ConfigDict

from caseman.domain.fees import Money
from caseman.domain.letter_form import DateStyle, Paper
from caseman.errors import RuleError
from caseman.letters.dates import written_date
from caseman.letters.facts import Sender
from caseman.letters.fitted_lines import fit_lines
from caseman.letters.fonts import faces
from caseman.letters.lines import break_lines
from caseman.letters.one_page import largest_that_fits, sheet_words
from caseman.letters.page import Pages
from caseman.letters.places import BOTTOM, LEFT, MM, RIGHT, Box
from caseman.letters.qr import draw_qr
from caseman.letters.tags import Tag
from caseman.text import Language, T, say

_CODE: Final = 44.0  # millimetres with the quiet zone; some 1.1 mm a module, for any scanner
_ADDRESS: Final = 46.0  # millimetres kept at the foot for the address
_LINES: Final = 28.5  # millimetres of it for the lines themselves
_SIZE = 11.0


@dataclass(frozen=True)
class ReplySlipFacts:
    """What stands on the slip. `asked` are the defects, each with its cure; `fee` what is still to be paid."""

    sender: Sender
    case_number: str
    payload: str
    asked: tuple[tuple[str, str], ...] = ()
    fee: Money | None = None
    limit_on: date | None = None
    sample: bool = False
    paper: Paper = Paper.A4
    dates: DateStyle = DateStyle.ERA
    anchor: str = ""


class _Words(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    title: str
    lead: str
    case_number: str
    asked: str
    fee: str
    limit: str
    send_to: str
    attention: str
    keep: str


def render_reply_slip(facts: ReplySlipFacts, language: Language) -> bytes:
    """Draw the slip. A long list is set smaller until the page holds it.

    Raises `RuleError` for one that no page holds in readable type, `InputError` for a character no font has.
    """

    def draw(size: float) -> bytes | None:
        slip = _Slip(facts, language, size)
        return slip.pages.finish() if slip.draw() else None

    if (made := largest_that_fits(draw, _SIZE)) is None:
        raise RuleError(
            "slip-too-long",
            T("What is asked for does not fit on one reply slip. Shorten what is deficient."),
            field="number",
        )
    return made


@cache
def _words(language: Language) -> _Words:
    return sheet_words(_Words, language, "reply_slip")


class _Slip:
    """One attempt at a size of type."""

    def __init__(self, facts: ReplySlipFacts, language: Language, size: float) -> None:
        self.facts, self.language, self.size = facts, language, size
        self.words = _words(language)
        self.type, self.plain, self.bold = faces(language)
        self.pages = Pages(self.words.title, language.value, self.type, paper=facts.paper, anchor=facts.anchor)
        self.edge = self.pages.width - RIGHT
        self.foot = self.pages.height - BOTTOM

    def draw(self) -> bool:
        """Draw the page; whether all of it fits above the address."""
        words, facts, pages = self.words, self.facts, self.pages
        if facts.sample:
            pages.mark_sample()
        draw_qr(pages, facts.payload, self.edge - _CODE + 3, 18, _CODE, "Q")
        beside = self.edge - LEFT - _CODE
        pages.y = 30
        self._tell(words.title, self.bold, 20, 11, beside)
        self._tell(words.case_number, self.plain, 10.5, 9.5, beside)
        self._tell(facts.case_number, self.bold, 22, 12, beside)
        pages.y = max(pages.y, 18 + _CODE + 12)
        pages.right(facts.payload, self.edge, 18 + _CODE + 2, self.plain, 7)
        self._tell(words.lead, self.plain, 11, 6.4)
        pages.y += 5
        self._tell(words.asked, self.bold, 12, 7.5)
        for place, line in enumerate(self._asked(), start=1):
            blank = "　" if self.language is Language.JA else " "
            self._tell(f"{place}.{blank}{line}", self.type, self.size)
            pages.y += self.size * 0.08
        if facts.limit_on is not None:
            pages.y += 2
            self._tell(
                words.limit.format(day=written_date(facts.limit_on, self.language, facts.dates)), self.bold, 11, 7
            )
        fits = pages.y <= self.foot - _ADDRESS - 6
        self._address()
        return fits

    def _asked(self) -> list[str]:
        """Each defect with its cure behind an arrow, and the fee."""
        lines = ["　→　".join(filter(None, pair)) for pair in self.facts.asked]
        if self.facts.fee is not None:
            lines.append(self.words.fee.format(amount=say(self.facts.fee, self.language)))
        return lines

    def _address(self) -> None:
        sender, pages, words = self.facts.sender, self.pages, self.words
        pages.y = self.foot - _ADDRESS
        pages.rectangle(Box(LEFT, pages.y, self.edge - LEFT, _ADDRESS - 8))
        pages.y += 6
        room = self.edge - LEFT - 8
        postal = f"〒{sender.postal_code}" if self.language is Language.JA and sender.postal_code else ""
        names = list(filter(None, (sender.company, sender.department)))
        lines = [postal, sender.address, *names[:-1], *(f"{name}{words.attention}" for name in names[-1:])]
        if self.language is Language.EN:
            lines = [sender.company, sender.department, sender.address, sender.postal_code]
        self._tell(words.send_to, self.plain, 9, 5.4, room, indent=4)
        fitted = fit_lines(lines, self.type, room, _LINES, 11, 5.6)
        for line in fitted.lines:
            self._tell(line, self.type, fitted.size, fitted.leading, room + 1, indent=4)
        pages.y = self.foot - 2
        self._tell(words.keep, self.plain, 8.5, 4.6)

    def _tell(
        self, text: str, font: str, size: float, leading: float = 0.0, width: float = 0.0, indent: float = 0.0
    ) -> None:
        with self.pages.element(Tag.PARAGRAPH):
            for line in break_lines(text, font, size, (width or self.edge - LEFT) * MM):
                self.pages.text(line, LEFT + indent, self.pages.y, font, size)
                self.pages.y += leading or size * 0.55
