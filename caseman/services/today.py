"""What waits today, in numbers and first lines; and how many dates come near."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import Connection

from caseman.domain.lifecycle import Step
from caseman.domain.permissions import Permission
from caseman.domain.working_days import Calendar
from caseman.services.case_query import UNANSWERED, CaseQuery, Show, conditions_of
from caseman.services.desk import Desk
from caseman.services.letter_list import count_waiting
from caseman.services.lists import CASES, case_line
from caseman.services.today_views import DayView, Nearing, TodayView
from caseman.storage import driver

WEEKS: Final = 4
COUNTED: Final = (
    Show.OVERDUE,
    Show.DUE_THIS_WEEK,
    Show.WAITING_CORRECTION,
    Show.WAITING_FEE,
    Show.WAITING_SEARCH,
    Show.WAITING_READER,
    Show.TO_CHECK,
    Show.TO_DECIDE,
)
_DAY: Final = timedelta(days=1)
_RUNNING: Final = f"FROM cases c WHERE {UNANSWERED} AND c.due_on"
# The index has what nearly all of them are counted by, so that no case itself is read.
_OPEN: Final = "SELECT count(*) FROM cases c INDEXED BY ix_cases_open"
_SOONEST: Final = f"{CASES}WHERE {UNANSWERED} ORDER BY c.due_on, c.id LIMIT 12"
_STEPS: Final = "SELECT next_step, count(*) AS n FROM cases WHERE closed_on IS NULL GROUP BY next_step"
_OPEN_ENVELOPES: Final = "SELECT count(*) FROM envelope WHERE disposition = 'open'"
_OVER: Final = "SELECT count(*) FROM cases WHERE retain_until < :today AND disposed_on IS NULL"
_DUE: Final = f"SELECT c.due_on AS day, count(*) AS n {_RUNNING} BETWEEN :first AND :last GROUP BY c.due_on"


def today_view(desk: Desk) -> TodayView:
    """What is late, due and waiting today."""
    desk.require(Permission.READ_CASES)
    today = desk.today()
    days = weeks_from(today)
    with desk.reading() as session:
        connection = session.connection()
        steps = dict(driver.fetch(connection, _STEPS))
        due = dict(driver.fetch(connection, _DUE, _between(days[0], days[-1])))
        soonest = driver.fetch(connection, _SOONEST)
        return TodayView(
            today,
            shows={show: _count(desk, connection, show) for show in COUNTED},
            steps={Step(step): count for step, count in steps.items() if step},
            letters=count_waiting(desk, connection),
            envelopes_without_case=_number(connection, _OPEN_ENVELOPES, {}),
            to_dispose=_number(connection, _OVER, {"today": today.isoformat()}),
            open_cases=sum(steps.values()),
            any_cases=bool(_number(connection, "SELECT EXISTS (SELECT 1 FROM cases)", {})),
            weeks=tuple(_day_views(desk.calendar(desk.procedure), days, due)),
            soonest=tuple(map(case_line, soonest)),
        )


def nearing(desk: Desk, days: int) -> Nearing:
    """How many answers are overdue, due today, and due within `days` calendar days after it."""
    desk.require(Permission.READ_CASES)
    today = desk.today()
    with desk.reading() as session:
        connection = session.connection()
        overdue = _number(connection, f"SELECT count(*) {_RUNNING} < :today", {"today": today.isoformat()})
        between = f"SELECT count(*) {_RUNNING} BETWEEN :first AND :last"
        due_today = _number(connection, between, _between(today, today))
        soon = _number(connection, between, _between(today + _DAY, today + days * _DAY))
    return Nearing(today, overdue, due_today, soon)


def weeks_from(today: date) -> tuple[date, ...]:
    """The days of this week and the three after it; a week begins on Monday, as `end_of_week` ends it on Sunday."""
    monday = today - today.weekday() * _DAY
    return tuple(monday + number * _DAY for number in range(7 * WEEKS))


def _day_views(calendar: Calendar, days: Iterable[date], due: dict[str, int]) -> Iterable[DayView]:
    for day in days:
        closed = calendar.why_closed(day)
        by_weekday = closed is not None and closed == calendar.weekly_closure(day)
        yield DayView(day, closed, by_weekday, due.get(day.isoformat(), 0))


def _count(desk: Desk, connection: Connection, show: Show) -> int:
    conditions, values = conditions_of(desk, CaseQuery(show=show))
    return _number(connection, f"{_OPEN} WHERE {' AND '.join(conditions)}", values)


def _between(first: date, last: date) -> dict[str, Any]:
    return {"first": first.isoformat(), "last": last.isoformat()}


def _number(connection: Connection, statement: str, values: dict[str, Any]) -> int:
    return int(driver.run(connection, statement, values).fetchone()[0])
