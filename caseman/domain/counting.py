"""Counting days, weeks and months over an office's calendar, and the sentences that tell it.

Sources: Civil Code Art. 140 (the first day is not counted), Art. 143 (weeks and months follow the calendar: a period
counted from its first day ends the day before the corresponding one; a month without a corresponding day ends it with
its last). GDPR Art. 12(3), as the UK ICO reads it: the corresponding day of the month. Where a month begins to count on
the first of a month, Art. 143 would let it run to that month's last day; the corresponding day, never later, is kept.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Literal

from caseman.domain.working_days import ONE_DAY, Calendar
from caseman.text import T, Text

Unit = Literal["business_days", "calendar_days", "weeks", "months"]

_MANY: dict[Unit, Text] = {
    "business_days": T("business days"),
    "calendar_days": T("calendar days"),
    "weeks": T("weeks"),
    "months": T("months"),
}
_ONE: dict[Unit, Text] = {
    "business_days": T("business day"),
    "calendar_days": T("calendar day"),
    "weeks": T("week"),
    "months": T("month"),
}


def span(amount: int, unit: Unit) -> Text:
    """A length of time inside a sentence: “one week”, “10 business days”."""
    if amount == 1:
        return T("one {unit}", unit=_ONE[unit])
    return T("{amount} {unit}", amount=amount, unit=_MANY[unit])


def end_of(unit: Unit, calendar: Calendar, start: date, amount: int, *, first_day_counts: bool) -> date:
    """The last day of a period of `amount` units from `start`, open or not."""
    if unit == "months":
        corresponding = months_later(start, amount)
        return corresponding - ONE_DAY if first_day_counts and corresponding.day == start.day else corresponding
    return add(unit, calendar, start - ONE_DAY if first_day_counts else start, amount)


def add(unit: Unit, calendar: Calendar, day: date, amount: int) -> date:
    """`amount` units after `day`, which is not counted."""
    if unit == "months":
        return months_later(day, amount)
    if unit == "business_days":
        return calendar.add_business_days(day, amount)
    return day + timedelta(days=amount * (7 if unit == "weeks" else 1))


def months_later(day: date, months: int) -> date:
    """The corresponding day of a later month, or that month's last day."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def days_in(unit: Unit, calendar: Calendar, first: date, last: date) -> int:
    """How many days from `first` to `last`, both included, a period in `unit` counts: the open ones, or all."""
    every = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return sum(unit != "business_days" or calendar.is_open(day) for day in every)


def tell_period(unit: Unit, start: date, amount: int, end: date, *, first_day_counts: bool) -> Text:
    """How a period is counted from its start; for months also where it ends."""
    if unit == "months":
        return _tell_months(start, amount, end, first_day_counts=first_day_counts)
    if first_day_counts and amount == 1:
        return T("One {unit} is counted, {start} included.", unit=_ONE[unit], start=start)
    if first_day_counts:
        return T("{amount} {unit} are counted, {start} included.", amount=amount, unit=_MANY[unit], start=start)
    if amount == 1:
        return T(
            "One {unit} is counted from the day after, {first} (Civil Code, Article 140).",
            unit=_ONE[unit],
            first=start + ONE_DAY,
        )
    return T(
        "{amount} {unit} are counted from the day after, {first} (Civil Code, Article 140).",
        amount=amount,
        unit=_MANY[unit],
        first=start + ONE_DAY,
    )


def _tell_months(start: date, amount: int, end: date, *, first_day_counts: bool) -> Text:
    length = span(amount, "months")
    if months_later(start, amount).day != start.day:
        return T(
            "Counting {length} from {start} ends on {end}: that month has no corresponding day, so its last day is "
            "taken.",
            length=length,
            start=start,
            end=end,
        )
    if first_day_counts:
        return T(
            "Counting {length}, {start} included, ends on {end}, the day before the corresponding day (Civil Code, "
            "Article 143).",
            length=length,
            start=start,
            end=end,
        )
    return T(
        "Counting {length} from {start} ends on the corresponding day, {end}.", length=length, start=start, end=end
    )


def tell_skipped(calendar: Calendar, start: date, end: date) -> list[Text]:
    """The days after `start` up to `end` that are no business days, and why: weekdays at once, others in runs."""
    told: list[Text] = []
    weekdays = calendar.closed_weekday_names()
    if weekdays:
        told.append(T("Not counted each week: {weekdays}.", weekdays=weekdays))
    for first, last, why in _runs(calendar.closures_between(start, end)):
        if first == last:
            told.append(T("{day} is not counted: {why}.", day=first, why=why))
        else:
            told.append(T("{first} to {last} are not counted: {why}.", first=first, last=last, why=why))
    return told


def tell_closed(calendar: Calendar, first: date, following: date) -> list[Text]:
    """Why a period that would end on `first` ends on `following`: each closed day between, then the rule."""
    days = [first + timedelta(days=n) for n in range((following - first).days)]
    closed = tuple((day, why) for day in days if (why := calendar.why_closed(day)) is not None)
    told: list[Text] = []
    for begins, ends, why in _runs(closed):
        if begins == ends:
            told.append(T("{day} is closed: {why}.", day=begins, why=why))
        else:
            told.append(T("{first} to {last} are closed: {why}.", first=begins, last=ends, why=why))
    told.append(T("The period ends on the next open day, {day} (Civil Code, Article 142).", day=following))
    return told


def _runs(closed: tuple[tuple[date, Text], ...]) -> list[tuple[date, date, Text]]:
    """Neighbouring days with the same reason told as one."""
    runs: list[tuple[date, date, Text]] = []
    for day, why in closed:
        if runs and runs[-1][2] == why and day - runs[-1][1] == ONE_DAY:
            runs[-1] = (runs[-1][0], day, why)
        else:
            runs.append((day, day, why))
    return runs
