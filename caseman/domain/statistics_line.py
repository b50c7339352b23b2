"""One figure of a period as a line: its section, what it counts, its value and unit, and why it may not be told."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from caseman.text import Language, T, Text, say

SMALL: Final = 5  # counts below it are left untold where that is asked for


class Section(StrEnum):
    """What lines belong together."""

    RECEIVED = "received"
    CHANNELS = "channels"
    ANSWERED = "answered"
    GROUNDS = "grounds"
    TIME = "time"
    DAYS = "days"
    COURSE = "course"
    FEES = "fees"
    COMPLAINTS = "complaints"
    OPEN = "open"

    @property
    def label(self) -> Text:
        return _SECTIONS[self]


_SECTIONS = {
    Section.RECEIVED: T("Requests received"),
    Section.CHANNELS: T("Requests received, by channel"),
    Section.ANSWERED: T("Answers and other ends"),
    Section.GROUNDS: T("Grounds of refusals"),
    Section.TIME: T("Time to answer"),
    Section.DAYS: T("Days to answer"),
    Section.COURSE: T("Corrections, extensions, objections"),
    Section.FEES: T("Fees"),
    Section.COMPLAINTS: T("Complaints"),
    Section.OPEN: T("Open at the end of the period"),
}


class Unit(StrEnum):
    """What a value counts."""

    REQUESTS = "requests"
    CASES = "cases"
    TIMES = "times"
    DAYS = "days"
    YEN = "yen"

    @property
    def label(self) -> Text:
        return _UNITS[self]


_UNITS = {
    Unit.REQUESTS: T("requests"),
    Unit.CASES: T("cases"),
    Unit.TIMES: T("times"),
    Unit.DAYS: T("days"),
    Unit.YEN: T("yen"),
}


class Untold(StrEnum):
    """Why a value is not told: it is small, or a small one could be found out by it."""

    SMALL = "small"
    BESIDE = "beside"


@dataclass(frozen=True)
class Line:
    """One figure. `value` is None where there is nothing to tell (no median of nothing) or it is `untold`.

    `total`: the sum of the parts that follow it in its section.
    """

    section: Section
    code: str
    item: Text
    value: int | None
    unit: Unit
    before: int | None = None
    total: bool = False
    untold: Untold | None = None
    below: int = SMALL

    @property
    def change(self) -> int | None:
        """How much more than in the period before; None where that cannot be said."""
        return None if self.value is None or self.before is None else self.value - self.before

    def told(self, language: Language) -> str:
        """The value in words: with separators, “–” for none, “under 5” for a small one."""
        if self.untold is Untold.SMALL:
            return T("under {count}", count=self.below).say(language)
        if self.untold is Untold.BESIDE:
            return T("not told").say(language)
        return "–" if self.value is None else say(self.value, language)
