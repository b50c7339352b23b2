"""The statistics of a period, with the period before it, its parts, and its complaints by month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import text

from caseman.domain.periods import Period, PeriodKind, check_period
from caseman.domain.permissions import Permission
from caseman.domain.statistics import Figures
from caseman.domain.statistics_counting import count
from caseman.services.desk import Desk
from caseman.services.statistics_happenings import read_happened
from caseman.services.statistics_reading import read_alike
from caseman.services.stopping import Stop

_MOST_MONTHS: Final = 36  # a longer period is told by the year


@dataclass(frozen=True)
class Statistics:
    """`parts` are the months (or what was asked for) of the period; `months` its months, for the complaints.

    `until`: the last day that is counted, which is today where the period has not ended.
    """

    period: Period
    until: date
    figures: Figures
    before: Figures
    by: PeriodKind
    parts: tuple[Figures, ...]
    months: tuple[Figures, ...]
    year_begins: int

    @property
    def begun(self) -> tuple[Figures, ...]:
        """The parts that have begun: of the others there is nothing to tell."""
        return tuple(part for part in self.parts if part.period.first <= self.until)

    @property
    def running(self) -> bool:
        """Whether the period has not ended."""
        return self.until < self.period.last


def read_statistics(desk: Desk, period: Period, by: PeriodKind | None = None, stop: Stop | None = None) -> Statistics:
    """Count a period. Without `by` its parts are months, or fiscal years where it has more than 36.

    Raises `InputError` for a period that has not begun or is too long (`check_period`), `Stopped` when asked to.
    """
    desk.require(Permission.READ_CASES)
    today = desk.today()
    check_period(period, today)
    stop = stop or Stop()
    begins = year_begins(desk)
    months = period.parts(PeriodKind.MONTH, begins)
    chosen = by or (PeriodKind.MONTH if len(months) <= _MOST_MONTHS else PeriodKind.YEAR)
    parts = period.parts(chosen, begins)
    before = period.before()
    window, cuts = Period(before.first, period.last), (before.first, period.first)
    with stop.watch(desk.file), desk.reading() as session:
        connection = session.connection()
        alike = list(read_alike(desk, connection, window, cuts))
        happened = list(read_happened(connection, window, cuts))
    figures = count(stop.each(alike), happened, (period, before, *parts, *months))
    of_parts, of_months = figures[2 : 2 + len(parts)], figures[2 + len(parts) :]
    return Statistics(period, min(period.last, today), figures[0], figures[1], chosen, of_parts, of_months, begins)


def year_begins(desk: Desk) -> int:
    """The month that the office's fiscal year begins with."""
    return desk.procedure.reports.year_begins


def first_arrival(desk: Desk) -> date | None:
    """The day the first envelope of a case arrived; None where there is no case."""
    desk.require(Permission.READ_CASES)
    with desk.reading() as session:
        found = session.connection().execute(text("SELECT MIN(arrived_on) FROM cases")).scalar_one()
    return date.fromisoformat(found) if found else None
