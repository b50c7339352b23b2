"""Which days an office works: weekends, public holidays, yearly closures, single days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import islice
from types import MappingProxyType

from caseman.errors import InputError, RuleError
from caseman.text import Language, T, Text

ONE_DAY = timedelta(days=1)
SATURDAY, SUNDAY = 5, 6
_WEEKDAYS = (
    T("Monday"),
    T("Tuesday"),
    T("Wednesday"),
    T("Thursday"),
    T("Friday"),
    T("Saturday"),
    T("Sunday"),
)


@dataclass(frozen=True)
class Bilingual:
    """A proper name that has a spelling in each language, as a holiday's."""

    ja: str
    en: str

    def say(self, language: Language) -> str:
        return self.ja if language is Language.JA else self.en

    def __str__(self) -> str:
        return self.en


@dataclass(frozen=True)
class YearlyClosure:
    """Days closed every year, from one month and day to another, both closed; may run over the year's end."""

    first: tuple[int, int]
    last: tuple[int, int]

    @classmethod
    def parse(cls, first: str, last: str) -> YearlyClosure:
        """From `MM-DD` as the office's file spells it. Raises `InputError` for what is no day of the year."""
        return cls(_month_day(first), _month_day(last))

    def covers(self, day: date) -> bool:
        here = (day.month, day.day)
        if self.first <= self.last:
            return self.first <= here <= self.last
        return here >= self.first or here <= self.last


@dataclass(frozen=True)
class Calendar:
    """An office's days. It knows the holidays of `first_year` to `last_year` and refuses other years.

    `closed_weekdays` counts from Monday = 0. A day in `opened` is worked whatever else closes it; a day in
    `closed` is not. `holidays` gives the name of each public holiday.
    """

    first_year: int
    last_year: int
    holidays: Mapping[date, Bilingual | str] = field(default_factory=dict)
    closed_weekdays: frozenset[int] = frozenset({SATURDAY, SUNDAY})
    yearly: tuple[YearlyClosure, ...] = ()
    closed: frozenset[date] = frozenset()
    opened: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        object.__setattr__(self, "holidays", MappingProxyType(dict(self.holidays)))
        if not any(weekday not in self.closed_weekdays for weekday in range(7)):
            raise InputError("never-open", T("The office is closed on every day of the week. Leave one open."))

    def why_closed(self, day: date) -> Text | None:
        """Why the office does not work on a day; None when it does. `RuleError` outside the known years."""
        self._know(day)
        if day in self.opened:
            return None
        if day in self.closed:
            return T("closed by the office")
        if any(closure.covers(day) for closure in self.yearly):
            return T("the office's yearly closure")
        if day in self.holidays:
            return T("public holiday, {name}", name=self.holidays[day])
        return self.weekly_closure(day)

    def weekly_closure(self, day: date) -> Text | None:
        """The weekday, where the office is closed on that weekday."""
        return _WEEKDAYS[day.weekday()] if day.weekday() in self.closed_weekdays else None

    def closed_weekday_names(self) -> tuple[Text, ...]:
        """The weekdays on which the office is closed, from Monday on."""
        return tuple(_WEEKDAYS[weekday] for weekday in sorted(self.closed_weekdays))

    def closures_between(self, start: date, end: date) -> tuple[tuple[date, Text], ...]:
        """The days after `start` up to `end` that are closed for another reason than their weekday, each with it."""
        found: list[tuple[date, Text]] = []
        day = start
        while (day := day + ONE_DAY) <= end:
            why = self.why_closed(day)
            if why is not None and why != self.weekly_closure(day):
                found.append((day, why))
        return tuple(found)

    def with_days(
        self, *, closed: Iterable[date] = (), holidays: Mapping[date, Bilingual | str] | None = None
    ) -> Calendar:
        """The same days with single ones closed, by the office or as a holiday; what opened them before is undone."""
        shut, named = frozenset(closed), dict(holidays or {})
        return replace(
            self,
            closed=self.closed | shut,
            holidays={**self.holidays, **named},
            opened=self.opened - shut - frozenset(named),
        )

    def is_open(self, day: date) -> bool:
        return self.why_closed(day) is None

    def next_open(self, day: date) -> date:
        """The day itself when it is open, else the next one that is."""
        while not self.is_open(day):
            day += ONE_DAY
        return day

    def open_days_after(self, start: date) -> Iterator[date]:
        """Each open day after `start`, until the calendar ends with a `RuleError`."""
        day = start
        while True:
            day += ONE_DAY
            if self.is_open(day):
                yield day

    def add_business_days(self, start: date, count: int) -> date:
        """The `count`-th open day after `start`, not counting `start` (Civil Code 140); 0 is `start`."""
        if count < 0:
            raise InputError("negative-days", T("A number of days cannot be negative."))
        if count == 0:
            return start
        return next(islice(self.open_days_after(start), count - 1, None))

    def _know(self, day: date) -> None:
        if not self.first_year <= day.year <= self.last_year:
            raise RuleError(
                "calendar-years",
                T(
                    "The office's calendar knows the holidays of {first} to {last} only, and {day} lies "
                    "outside. Check the date.",
                    first=str(self.first_year),
                    last=str(self.last_year),
                    day=day,
                ),
            )


def _month_day(text: str) -> tuple[int, int]:
    month, _, day = text.partition("-")
    try:
        known = date(2000, int(month), int(day))  # a leap year: 02-29 may be closed too
    except ValueError:
        raise InputError(
            "no-month-day", T("“{text}” is not a day of the year. Write it like 12-29.", text=text)
        ) from None
    return known.month, known.day
