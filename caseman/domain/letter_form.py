"""The form of an office's letters: the paper, how days are written, the seal, the envelope they are folded for.

All lengths are millimetres, from the top left of the sheet. Sheets are folded in thirds (A4 at 99 and 198 mm).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from caseman.errors import InputError
from caseman.text import T, Text


class Paper(StrEnum):
    """The paper a letter is printed on: ISO 216 A4, or ANSI Letter."""

    A4 = "a4"
    LETTER = "letter"

    @property
    def label(self) -> Text:
        return _PAPERS[self]

    @property
    def width(self) -> float:
        return 210.0 if self is Paper.A4 else 215.9

    @property
    def height(self) -> float:
        return 297.0 if self is Paper.A4 else 279.4

    @property
    def folds(self) -> tuple[float, float]:
        """Where it is folded, from the top."""
        return self.height / 3, self.height * 2 / 3


_PAPERS = {Paper.A4: T("A4"), Paper.LETTER: T("US Letter")}


class DateStyle(StrEnum):
    """How days are written in a Japanese letter; an English one writes 24 November 2026."""

    ERA = "era"
    WESTERN = "western"

    @property
    def label(self) -> Text:
        return _DATES[self]


_DATES = {DateStyle.ERA: T("by the era (令和8年)"), DateStyle.WESTERN: T("by the western year (2026年)")}

_SMALLEST = (55.0, 20.0)  # an address of four lines and the number in readable type
_NARROWEST = 45.0  # the column of date and sender beside the window
_MARGIN = 10.0


@dataclass(frozen=True)
class WindowEnvelope:
    """A window envelope by its name: the part of the sheet that its window shows.

    The sheet lies loose: by `slack` more may be seen on each side, and is kept empty.
    """

    name: str
    paper: Paper
    x: float
    y: float
    width: float
    height: float
    slack: float = 5.0

    @property
    def shown(self) -> tuple[float, float, float, float]:
        """All that can ever be seen through the window: x, y, width and height."""
        left, top = max(self.x - self.slack, 0.0), max(self.y - self.slack, 0.0)
        right, bottom = self.x + self.width + self.slack, self.y + self.height + self.slack
        return left, top, min(right, self.paper.width) - left, bottom - top

    def check(self) -> None:
        """Raise `InputError` for a window that no letter can be written for."""
        left, top, width, _ = self.shown
        if self.width < _SMALLEST[0] or self.height < _SMALLEST[1]:
            why = T("it is too small for an address (at least {width} × {height} mm)", width=_mm(_SMALLEST[0]),
                    height=_mm(_SMALLEST[1]))  # fmt: skip
        elif self.x < _MARGIN / 2 or self.y < _MARGIN / 2 or self.x + self.width > self.paper.width - _MARGIN:
            why = T("it reaches over the edge of the paper")
        elif self.y + self.height > self.paper.folds[0]:
            why = T("it reaches over the first fold, at {fold} mm", fold=_mm(self.paper.folds[0]))
        elif max(left, self.paper.width - left - width) < _NARROWEST + 25.0 and top < _NARROWEST:
            why = T("it leaves no room for the date and the sender beside it")
        else:
            return
        raise InputError(
            "window-impossible",
            T("The window of “{name}” cannot be used: {why}. Measure the envelope again.", name=self.name, why=why),
            field="window_envelopes",
        )


def _mm(length: float) -> str:
    return f"{length:.1f}".removesuffix(".0")


NAGA3 = WindowEnvelope("naga3", Paper.A4, 20.0, 16.0, 85.0, 42.0, 8.0)
NO10 = WindowEnvelope("no10", Paper.LETTER, 22.0, 52.0, 89.0, 28.0, 8.0)
USUAL = {Paper.A4: NAGA3, Paper.LETTER: NO10}  # where a procedure names none


@dataclass(frozen=True)
class LetterForm:
    """How an office's letters look. Without `seal_place` no place for a seal is left; a seal's picture is printed."""

    paper: Paper = Paper.A4
    dates: DateStyle = DateStyle.ERA
    seal_place: bool = True
    envelope: WindowEnvelope = NAGA3
