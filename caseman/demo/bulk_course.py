"""The course of an invented case: which day each thing happened, up to a day after which nothing did."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from caseman.domain.working_days import Calendar

_TURNED_DOWN = 0.015  # identity is never proven, and the request is refused for it
_CORRECTED = 0.1  # the first papers do not suffice; better ones follow
_LEFT_LYING = 0.006  # somebody forgot the case: it is open and late for ever
_PAID_AHEAD = 0.9  # the receipt is in the envelope
_TRACED_FOR = 25  # days within which a case that is left lying came to rest


@dataclass(frozen=True, slots=True)
class Course:
    """One case by its days; None for what did not happen, or not yet."""

    arrived: date
    checked: date | None = None
    confirmed: date | None = None  # the same check, or the one after the cure
    asked: date | None = None
    cured: date | None = None
    paid: date | None = None
    matched: date | None = None
    accepted: date | None = None
    decided: date | None = None
    dispatched: date | None = None
    delivered: date | None = None
    closed: date | None = None

    @property
    def turned_down(self) -> bool:
        """Whether it was decided without ever being accepted."""
        return self.decided is not None and self.accepted is None


class Courses:
    """Draws what became of requests, on the days on which the office works."""

    def __init__(self, calendar: Calendar, today: date, chance: random.Random) -> None:
        self._today = today
        self._chance = chance
        self._open_day = cache(calendar.next_open)
        self._end = today

    def arrivals(self, count: int, since: date) -> list[date]:
        """The days on which `count` envelopes came, in order: an office that grows, so later ones are more."""
        span = (self._today - since).days
        ages = (int(self._chance.triangular(0, span, 0)) for _ in range(count))
        return sorted(min(self._open_day(self._today - timedelta(days=age)), self._today) for age in ages)

    def draw(self, arrived: date, *, fee: bool) -> Course:
        """What became of a request that arrived on a day, with or without a fee to pay."""
        self._end = self._today
        if self._chance.random() < _LEFT_LYING:
            self._end = min(self._today, arrived + timedelta(days=self._chance.randrange(_TRACED_FOR)))
        return self._course(arrived, fee=fee)

    def _course(self, arrived: date, *, fee: bool) -> Course:
        draw = self._chance.random()
        turned_down = draw < _TURNED_DOWN
        checked = self._later(arrived, 1, 3)
        asked = checked if draw < _TURNED_DOWN + _CORRECTED else None
        cured = None if turned_down else self._later(asked, 3, 12)
        confirmed = self._later(cured, 0, 1) if asked else checked
        paid = self._paid(arrived) if fee else None
        accepted, taken_up = None, None
        if confirmed is not None and (paid is not None or not fee):
            accepted = max(filter(None, (arrived, cured, paid)))
            taken_up = max(accepted, confirmed)
        decided = self._later(asked, 20, 25) if turned_down else self._later(taken_up, 2, 7)
        dispatched = self._later(decided, 0, 2)
        delivered = self._later(dispatched, 1, 3)
        return Course(
            arrived=arrived,
            checked=checked,
            confirmed=confirmed,
            asked=asked,
            cured=cured,
            paid=paid,
            matched=self._later(max(paid, arrived), 1, 4) if paid else None,
            accepted=accepted,
            decided=decided,
            dispatched=dispatched,
            delivered=delivered,
            closed=self._later(delivered, 1, 5),
        )

    def _paid(self, arrived: date) -> date | None:
        if self._chance.random() < _PAID_AHEAD:
            return arrived - timedelta(days=self._chance.randint(3, 6))
        return self._later(arrived, 1, 10)

    def _later(self, day: date | None, least: int, most: int) -> date | None:
        """An open day some days on; None when it never came."""
        if day is None:
            return None
        found = self._open_day(day + timedelta(days=self._chance.randint(least, most)))
        return found if found <= self._end else None
