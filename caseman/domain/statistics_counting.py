"""Counting: requests that went alike, and what else happened, put into periods."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from caseman.domain.grounds import Ground
from caseman.domain.periods import Period
from caseman.domain.post import Channel
from caseman.domain.requests import RequestType
from caseman.domain.statistics import Alike, Complaints, Figures, Happened, Happening, Left, Result


def count(requests: Iterable[Alike], happened: Iterable[Happened], periods: Sequence[Period]) -> tuple[Figures, ...]:
    """The figures of each period, in their order; periods may hold one another. Nothing is divided."""
    tallies = [_Tally(period) for period in periods]
    held: dict[date, list[_Tally]] = {}

    def holding(day: date) -> list[_Tally]:
        if day not in held:
            held[day] = [tally for tally in tallies if day in tally.period]
        return held[day]

    crossed: dict[tuple[date, date | None], list[_Tally]] = {}

    def at_whose_end_open(arrived: date, left: date | None) -> list[_Tally]:
        if (arrived, left) not in crossed:
            ends = [tally for tally in tallies if arrived <= tally.period.last]
            crossed[arrived, left] = [tally for tally in ends if left is None or left > tally.period.last]
        return crossed[arrived, left]

    for alike in requests:
        for tally in holding(alike.arrived):
            tally.arrive(alike)
        if alike.left is not None:
            for tally in holding(alike.left):
                tally.leave(alike)
        for tally in at_whose_end_open(alike.arrived, alike.left):
            tally.stay(alike)
    for each in happened:
        for tally in holding(each.on):
            tally.happen(each)
    return tuple(tally.figures() for tally in tallies)


class _Tally:
    """The figures of one period while they are counted."""

    def __init__(self, period: Period) -> None:
        self.period = period
        self.received: Counter[RequestType] = Counter()
        self.channels: Counter[Channel] = Counter()
        self.results: Counter[Result] = Counter()
        self.grounds: Counter[Ground] = Counter()
        self.ended: Counter[Left] = Counter()
        self.days: Counter[int] = Counter()
        self.late_days: Counter[int] = Counter()
        self.waits: Counter[int] = Counter()
        self.open = self.overdue = self.complaints_answered = self.complaints_open = 0
        self.counts: Counter[Happening] = Counter()
        self.amounts: Counter[Happening] = Counter()
        self.reported_to: dict[str, None] = {}

    def arrive(self, alike: Alike) -> None:
        self.received[alike.kind] += alike.number
        self.channels[alike.channel] += alike.number

    def leave(self, alike: Alike) -> None:
        if alike.how is not Left.ANSWERED:
            self.ended[alike.how or Left.CLOSED] += alike.number
            return
        assert alike.result is not None
        self.results[alike.result] += alike.number
        self.complaints_answered += alike.number if alike.kind is RequestType.COMPLAINT else 0
        if alike.ground is not None and alike.result in (Result.PART, Result.REFUSE):
            self.grounds[alike.ground] += alike.number
        days = alike.days or 0
        self.days[days] += alike.number
        self.waits[alike.wait or 0] += alike.number
        if alike.late:
            self.late_days[days] += alike.number

    def stay(self, alike: Alike) -> None:
        """It was open when the period ended."""
        self.open += alike.number
        self.overdue += alike.number if alike.due is not None and alike.due <= self.period.last else 0
        self.complaints_open += alike.number if alike.kind is RequestType.COMPLAINT else 0

    def happen(self, happened: Happened) -> None:
        self.counts[happened.what] += happened.times
        self.amounts[happened.what] += happened.amount
        if happened.to:
            self.reported_to[happened.to] = None

    def figures(self) -> Figures:
        complaints = Complaints(
            self.received[RequestType.COMPLAINT],
            self.complaints_answered,
            self.complaints_open,
            self.counts[Happening.COMPLAINTS_REPORTED],
            tuple(sorted(self.reported_to)),
        )
        return Figures(
            self.period,
            +self.received,
            +self.channels,
            +self.results,
            +self.grounds,
            +self.ended,
            +self.days,
            +self.late_days,
            +self.waits,
            self.open,
            self.overdue,
            complaints,
            {what: times for what, times in self.counts.items() if times},
            {what: amount for what, amount in self.amounts.items() if amount},
        )
