"""The past of the sample office: open days before today, a clock that is put back to them, and what happened when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from caseman.domain.working_days import Calendar
from caseman.services.desk import system_clock

TOKYO = ZoneInfo("Asia/Tokyo")
_OPENS = time(9, 10)
_BETWEEN = timedelta(minutes=7)  # fifty acts fit into one day


class SampleClock:
    """The clock the sample office works by: a moment in the past, a little later at each look, or the true time."""

    def __init__(self) -> None:
        self._at: datetime | None = None

    def __call__(self) -> datetime:
        if self._at is None:
            return system_clock()
        self._at += timedelta(milliseconds=20)
        return self._at

    def put_to(self, day: date, act: int = 0) -> None:
        """The time at which the office is at its `act`-th act of a day."""
        self._at = datetime.combine(day, _OPENS, TOKYO).astimezone(UTC) + act * _BETWEEN

    def follow(self) -> None:
        """Go with the true time from now on."""
        self._at = None


class PastDays:
    """The open days before today: `past[1]` is the last one, `past[2]` the one before it."""

    def __init__(self, calendar: Calendar, today: date) -> None:
        self._calendar = calendar
        self._days = [today]

    def __getitem__(self, days_ago: int) -> date:
        while len(self._days) <= days_ago:
            day = self._days[-1] - timedelta(days=1)
            while not self._calendar.is_open(day):
                day -= timedelta(days=1)
            self._days.append(day)
        return self._days[days_ago]


class Diary:
    """Acts, each on an open day before today; lived through in the order of days, and as written within a day."""

    def __init__(self, past: PastDays, clock: SampleClock) -> None:
        self._past, self._clock = past, clock
        self._acts: dict[int, list[Callable[[date], None]]] = {}

    def on(self, days_ago: int, act: Callable[[date], None]) -> None:
        """Write down an act; it is given its day. Nothing of the past happens later than the last open day."""
        self._acts.setdefault(max(days_ago, 1), []).append(act)

    def live(self) -> None:
        """Let everything happen, the furthest past first."""
        for days_ago in sorted(self._acts, reverse=True):
            day = self._past[days_ago]
            for number, act in enumerate(self._acts[days_ago]):
                self._clock.put_to(day, number)
                act(day)
