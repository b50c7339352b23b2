"""A period of whole days at the office; either end may be open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from caseman.domain.entry import parse_date
from caseman.errors import InputError
from caseman.text import T, Text


@dataclass(frozen=True)
class OpenPeriod:
    """From one day to another, both of them in it; None: since the beginning, without an end."""

    first: date | None = None
    last: date | None = None

    def __post_init__(self) -> None:
        """Raises `InputError` (field `last`) for a period that ends before it begins."""
        if self.first is not None and self.last is not None and self.last < self.first:
            text = T("The period ends on {last}, before it begins. Change one of the two days.", last=self.last)
            raise InputError("period", text, field="last")

    @property
    def label(self) -> Text:
        if self.first is None and self.last is None:
            return T("the whole time")
        if self.last is None:
            return T("from {first} on", first=self.first)
        if self.first is None:
            return T("until {last}", last=self.last)
        return T("{first} to {last}", first=self.first, last=self.last)

    @property
    def days(self) -> tuple[str, str]:
        """The two days as ISO 8601 text, for comparing with stored days; an open end is the calendar's."""
        return (self.first or date.min).isoformat(), (self.last or date.max).isoformat()

    def ended(self, today: date) -> bool:
        """Whether nothing can happen in it any more."""
        return self.last is not None and self.last < today

    def begins(self, zone: ZoneInfo) -> datetime | None:
        """The first instant in it (UTC), by the clock of a zone."""
        return None if self.first is None else _midnight(self.first, zone)

    def ends(self, zone: ZoneInfo) -> datetime | None:
        """The first instant after it (UTC), by the clock of a zone."""
        if self.last is None or self.last == date.max:
            return None
        return _midnight(self.last + timedelta(days=1), zone)


def read_period(first: str, last: str) -> OpenPeriod:
    """A period from two days as they are typed; an empty one leaves that end open.

    Raises `InputError` (field `first` or `last`).
    """
    return OpenPeriod(
        parse_date(first, "first") if first.strip() else None, parse_date(last, "last") if last.strip() else None
    )


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)
