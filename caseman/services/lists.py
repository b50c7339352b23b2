"""Lists: cases, post, letters, the trail, and what waits today. Paged by key, so that depth costs nothing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, text

from caseman.domain.lifecycle import NOT_AWAITED, State, Step
from caseman.domain.permissions import Permission
from caseman.domain.requests import RequestType
from caseman.services.desk import Desk
from caseman.services.trail_list import TrailQuery, latest, read_trail
from caseman.services.views import CaseLine, HistoryLine, TodayView
from caseman.storage.search import count_found, first_found, match_expression

PAGE = 200
_NOT_AWAITED = ", ".join(f"'{state.value}'" for state in NOT_AWAITED)
_UNANSWERED = f"c.closed_on IS NULL AND c.state NOT IN ({_NOT_AWAITED})"


class Show(StrEnum):
    """Which cases a list holds."""

    OPEN = "open"
    ALL = "all"
    CLOSED = "closed"
    OVERDUE = "overdue"
    DUE_THIS_WEEK = "due_this_week"


@dataclass(frozen=True)
class CaseQuery:
    """What the case table asks for: a search, a choice, a step that waits, and where the last page ended."""

    search: str = ""
    show: Show = Show.ALL
    step: Step | None = None
    after: tuple[date, int] | None = None  # (due_on, id) of the last line of the page before
    limit: int = PAGE


@dataclass(frozen=True)
class CasePage:
    """A page of the case table. `after` asks for the next one; None at the end."""

    lines: tuple[CaseLine, ...]
    after: tuple[date, int] | None


_CASE_COLUMNS = (
    "c.id, c.number, p.name, p.kana, c.request_types, c.state, c.next_step, c.arrived_on, c.due_on, c.closed_on "
)
# CROSS JOIN keeps the cases first, in the order of their index; the planner would rather sort all of them.
_PRINCIPAL = "CROSS JOIN party p ON p.case_id = c.id AND p.role = 'principal' "
_CASES = f"SELECT {_CASE_COLUMNS} FROM cases c {_PRINCIPAL}"  # noqa: S608  constants
_COUNT = "SELECT count(*) FROM cases c"
_THESE = (
    f"SELECT {_CASE_COLUMNS} "  # noqa: S608  constants
    f"FROM json_each(:ids) this CROSS JOIN cases c ON c.id = this.value {_PRINCIPAL}"
)


def list_cases(desk: Desk, query: CaseQuery) -> CasePage:
    """A page of cases, soonest date first."""
    desk.require(Permission.READ_CASES)
    conditions, values = _conditions(query, desk.today())
    if query.after is not None:
        conditions.append("(c.due_on, c.id) > (:after_due, :after_id)")
        values |= {"after_due": query.after[0].isoformat(), "after_id": query.after[1]}
    with desk.reading() as session:
        rows = _page(session.connection(), query, conditions, values)
    more = len(rows) > query.limit
    rows = rows[: query.limit]
    after = (date.fromisoformat(rows[-1].due_on), rows[-1].id) if more else None
    return CasePage(tuple(map(_case_line, rows)), after)


def _page(
    connection: Connection, query: CaseQuery, conditions: list[str], values: dict[str, Any]
) -> Sequence[Row[Any]]:
    """One row more than the page holds tells that another page follows."""
    limit = query.limit + 1
    expression = match_expression(query.search)
    if expression is not None:
        ids = first_found(connection, expression, conditions, values, limit)
        return connection.exec_driver_sql(f"{_THESE}ORDER BY this.key", {"ids": json.dumps(ids)}).all()
    where = f"WHERE {' AND '.join(conditions)} " if conditions else ""
    statement = f"{_CASES}{where}ORDER BY c.due_on, c.id LIMIT :limit"
    return connection.exec_driver_sql(statement, values | {"limit": limit}).all()


def count_cases(desk: Desk, query: CaseQuery) -> int:
    """How many cases a query holds in all."""
    desk.require(Permission.READ_CASES)
    conditions, values = _conditions(query, desk.today())
    expression = match_expression(query.search)
    with desk.reading() as session:
        connection = session.connection()
        if expression is not None and not conditions:
            return count_found(connection, expression)
        if expression is not None:
            conditions.append("c.id IN (SELECT rowid FROM case_text WHERE case_text MATCH :match)")
            values["match"] = expression
        where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
        return _number(connection, f"{_COUNT}{where}", values)


def list_trail(
    desk: Desk, *, case_number: str | None = None, limit: int = PAGE, before: int | None = None
) -> tuple[HistoryLine, ...]:
    """Entries of the trail, latest first; those of one case when its number is given, without who only read it."""
    desk.require(Permission.READ_TRAIL if case_number is None else Permission.READ_CASES)
    if case_number is not None:
        return read_trail(desk, TrailQuery(case=case_number, limit=limit, before=before)).lines
    with desk.reading() as session:
        return latest(session.connection(), limit, before)


def today_view(desk: Desk) -> TodayView:
    """What is late, due and waiting today."""
    desk.require(Permission.READ_CASES)
    today = desk.today()
    values = {"today": today.isoformat(), "week": _end_of_week(today).isoformat()}
    with desk.reading() as session:
        connection = session.connection()
        waiting = connection.execute(
            text("SELECT next_step, count(*) AS n FROM cases WHERE closed_on IS NULL GROUP BY next_step")
        ).all()
        running = f"FROM cases WHERE closed_on IS NULL AND state NOT IN ({_NOT_AWAITED}) AND due_on"
        overdue = _number(connection, f"SELECT count(*) {running} < :today", values)
        week = _number(connection, f"SELECT count(*) {running} BETWEEN :today AND :week", values)
        unopened = _number(connection, "SELECT count(*) FROM envelope WHERE disposition = 'open'", {})
        over = "SELECT count(*) FROM cases WHERE retain_until < :today AND disposed_on IS NULL"
        to_dispose = _number(connection, over, values)
        soonest = connection.execute(
            text(
                f"{_CASES}WHERE c.closed_on IS NULL AND c.state NOT IN ({_NOT_AWAITED}) "
                "ORDER BY c.due_on, c.id LIMIT 12"
            )
        ).all()
    counts = {Step(row.next_step): row.n for row in waiting if row.next_step}
    first = tuple(map(_case_line, soonest))
    return TodayView(today, overdue, week, counts, unopened, sum(counts.values()), first, to_dispose)


def _end_of_week(today: date) -> date:
    return today + timedelta(days=6 - today.weekday())


def _conditions(query: CaseQuery, today: date) -> tuple[list[str], dict[str, Any]]:
    conditions: list[str] = []
    values: dict[str, Any] = {}
    match query.show:
        case Show.OPEN:
            conditions.append("c.closed_on IS NULL")
        case Show.CLOSED:
            conditions.append("c.state = 'closed'")
        case Show.OVERDUE:
            conditions += [_UNANSWERED, "c.due_on < :today"]
            values["today"] = today.isoformat()
        case Show.DUE_THIS_WEEK:
            conditions += [_UNANSWERED, "c.due_on BETWEEN :today AND :week"]
            values |= {"today": today.isoformat(), "week": _end_of_week(today).isoformat()}
        case Show.ALL:
            pass
    if query.step is not None:
        conditions.append("c.closed_on IS NULL AND c.next_step = :step")
        values["step"] = query.step.value
    if query.search.strip() and match_expression(query.search) is None:
        conditions.append("0")  # only signs that no key holds: nothing is found, rather than everything
    return conditions, values


def _number(connection: Connection, statement: str, values: dict[str, Any]) -> int:
    return int(connection.execute(text(statement), values).scalar_one())


def _case_line(row: Sequence[Any]) -> CaseLine:
    # Two hundred of these stand between a key press and what it shows: no attribute of the row is looked up by name.
    _, number, name, kana, types, state, step, arrived_on, due_on, closed_on = row
    return CaseLine(
        number,
        name,
        kana,
        request_types(types),
        _STATES[state],
        _STEPS[step],
        date.fromisoformat(arrived_on),
        date.fromisoformat(due_on),
        date.fromisoformat(closed_on) if closed_on else None,
    )


_STATES = {state.value: state for state in State}
_STEPS: dict[str | None, Step | None] = {None: None} | {step.value: step for step in Step}


@cache
def request_types(codes: str) -> tuple[RequestType, ...]:
    """Types of request from their stored codes."""
    return tuple(RequestType(code) for code in codes.split())
