"""Periods that are counted over: months, quarters, years, or from one day to another; both ends belong to them.

The fiscal year begins in the month the office chose (April, as most companies in Japan have it), its quarters with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from caseman.domain.counting import months_later
from caseman.errors import InputError
from caseman.text import T, Text

APRIL: Final = 4
_ONE_DAY: Final = timedelta(days=1)
_MOST_YEARS: Final = 30
_EARLIEST: Final = date(1950, 1, 1)


class PeriodKind(StrEnum):
    """The customary periods; `YEAR` is the office's fiscal year, and quarters are those of it."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    CALENDAR_YEAR = "calendar_year"

    @property
    def label(self) -> Text:
        return _KINDS[self]

    @property
    def months(self) -> int:
        """How many months it has."""
        return {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3}.get(self, 12)


_KINDS = {
    PeriodKind.MONTH: T("Month"),
    PeriodKind.QUARTER: T("Quarter"),
    PeriodKind.YEAR: T("Fiscal year"),
    PeriodKind.CALENDAR_YEAR: T("Calendar year"),
}


@dataclass(frozen=True, order=True)
class Period:
    """From one day to another, both counted. Raises `InputError` (field `last`) when they stand the wrong way round."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise InputError(
                "period-reversed",
                T(
                    "The period ends on {last}, before it begins on {first}. Exchange the two days.",
                    first=self.first,
                    last=self.last,
                ),
                field="last",
            )

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    @property
    def months(self) -> int | None:
        """How many whole months it is; None where it does not run from a first to a last day of a month."""
        after = self.last + _ONE_DAY
        if self.first.day != 1 or after.day != 1:
            return None
        return (after.year - self.first.year) * 12 + after.month - self.first.month

    def before(self) -> Period:
        """The period before it: as many months where it is whole months, else as many days."""
        end = self.first - _ONE_DAY
        if self.months is None:
            return Period(end - (self.last - self.first), end)
        return Period(months_later(self.first, -self.months), end)

    def parts(self, kind: PeriodKind, year_begins: int = APRIL) -> tuple[Period, ...]:
        """The months, quarters or years in it, one after the other; those at its ends are cut to it."""
        return tuple(self._parts(kind, year_begins))

    def _parts(self, kind: PeriodKind, year_begins: int) -> Iterator[Period]:
        first = self.first
        while first <= self.last:
            last = min(period_at(kind, first, year_begins).last, self.last)
            yield Period(first, last)
            first = last + _ONE_DAY

    def kind(self, year_begins: int = APRIL) -> PeriodKind | None:
        """Which of the customary periods it is; the fiscal year where that is the calendar year too."""
        return next((kind for kind in PeriodKind if period_at(kind, self.first, year_begins) == self), None)


def period_at(kind: PeriodKind, day: date, year_begins: int = APRIL) -> Period:
    """The customary period that a day lies in. `year_begins` is the month, 1 to 12, the fiscal year begins with."""
    begins = 1 if kind is PeriodKind.CALENDAR_YEAR else year_begins
    into = (day.month - begins) % kind.months
    first = months_later(day.replace(day=1), -into)
    return Period(first, months_later(first, kind.months) - _ONE_DAY)


def check_period(period: Period, today: date) -> None:
    """Refuse a period that has not begun, one before there could be a case, and more than 30 years (`InputError`).

    One that has begun and not ended is counted until today.
    """
    if period.first > today:
        raise InputError(
            "period-future",
            T("The period begins on {first}, which has not come yet. Choose an earlier one.", first=period.first),
            field="first",
        )
    if period.first < _EARLIEST:
        raise InputError(
            "period-early", T("Choose a period that begins on {first} or later.", first=_EARLIEST), field="first"
        )
    if period.last >= months_later(period.first, _MOST_YEARS * 12):
        raise InputError(
            "period-long", T("A period of more than {years} years is too long.", years=_MOST_YEARS), field="last"
        )
