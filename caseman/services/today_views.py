"""Frozen read models of what waits today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from caseman.domain.lifecycle import Step
from caseman.services.case_query import Show
from caseman.services.letter_query import LetterShow
from caseman.services.views import CaseLine
from caseman.text import Text


@dataclass(frozen=True, slots=True)
class DayView:
    """A day of the coming weeks: why the office is closed, if it is, and how many answers are due."""

    day: date
    closed: Text | None
    by_weekday: bool  # closed as on every day of its name
    due: int


@dataclass(frozen=True, slots=True)
class TodayView:
    """What waits today, in numbers and first lines. Each number is that of the lines of its list.

    `weeks` are the days of this week and the next three, from Monday on. `cases` is how many there are at all.
    """

    today: date
    shows: Mapping[Show, int]
    steps: Mapping[Step, int]
    letters: Mapping[LetterShow, int]
    envelopes_without_case: int
    to_dispose: int  # cases that name somebody after their time
    open_cases: int
    any_cases: bool
    weeks: tuple[DayView, ...]
    soonest: tuple[CaseLine, ...]

    @property
    def overdue(self) -> int:
        return self.shows[Show.OVERDUE]

    @property
    def due_this_week(self) -> int:
        return self.shows[Show.DUE_THIS_WEEK]

    @property
    def waiting(self) -> int:
        """Everything that waits for somebody, here or elsewhere."""
        return self.open_cases + sum(self.letters.values()) + self.envelopes_without_case + self.to_dispose


@dataclass(frozen=True, slots=True)
class Nearing:
    """Answers that are overdue, due today, and due within the days that follow: numbers alone."""

    today: date
    overdue: int
    due_today: int
    due_soon: int

    @property
    def anything(self) -> bool:
        return bool(self.overdue or self.due_today or self.due_soon)
