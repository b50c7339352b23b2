"""Lists of cases, and of the trail. Paged by key, so that depth costs nothing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Connection, text

from caseman.domain.lifecycle import State, Step
from caseman.domain.permissions import Permission
from caseman.domain.requests import RequestType
from caseman.services.case_query import PAGE, CaseQuery, conditions_of
from caseman.services.desk import Desk
from caseman.services.trail_list import TrailQuery, latest, read_trail
from caseman.services.views import CaseLine, HistoryLine
from caseman.storage import driver
from caseman.storage.search import IS_FOUND, count_found, first_found, match_expression


@dataclass(frozen=True)
class CasePage:
    """A page of the case table. `after` asks for the next one; None at the end."""

    lines: tuple[CaseLine, ...]
    after: tuple[date, int] | None


_CASE_COLUMNS = (
    "c.id, c.number, p.name, p.kana, c.request_types, c.state, c.next_step, c.arrived_on, c.due_on, c.closed_on, "
    "c.accepted_on, p.member_id, a.name "
)
# CROSS JOIN keeps the cases first, in the order of their index; the planner would rather sort all of them.
_PRINCIPAL = (
    "CROSS JOIN party p ON p.case_id = c.id AND p.role = 'principal' "
    "LEFT JOIN party a ON a.case_id = c.id AND a.role = 'agent' "
)
CASES = f"SELECT {_CASE_COLUMNS} FROM cases c {_PRINCIPAL}"  # noqa: S608  constants
_COUNT = "SELECT count(*) FROM cases c"
_THESE = (
    f"SELECT {_CASE_COLUMNS} "  # noqa: S608  constants
    f"FROM json_each(:ids) this CROSS JOIN cases c ON c.id = this.value {_PRINCIPAL}"
)


def list_cases(desk: Desk, query: CaseQuery) -> CasePage:
    """A page of cases, soonest date first."""
    desk.require(Permission.READ_CASES)
    conditions, values = conditions_of(desk, query)
    with desk.reading() as session:
        rows = _page(session.connection(), query, conditions, values)
    more = len(rows) > query.limit
    rows = rows[: query.limit]
    lines = tuple(map(case_line, rows))
    return CasePage(lines, (lines[-1].due_on, lines[-1].key) if more else None)


def _page(
    connection: Connection, query: CaseQuery, conditions: list[str], values: dict[str, Any]
) -> Sequence[Sequence[Any]]:
    """One row more than the page holds tells that another page follows."""
    limit = query.limit + 1
    expression = match_expression(query.search)
    if expression is not None:
        ids = first_found(connection, expression, conditions, values, limit, query.after)
        found = {row[0]: row for row in driver.fetch(connection, _THESE, {"ids": json.dumps(ids)})}
        return [found[case_id] for case_id in ids]
    if query.after is not None:
        conditions = [*conditions, "(c.due_on, c.id) > (:after_due, :after_id)"]
        values = {**values, "after_due": query.after[0].isoformat(), "after_id": query.after[1]}
    where = f"WHERE {' AND '.join(conditions)} " if conditions else ""
    statement = f"{CASES}{where}ORDER BY c.due_on, c.id LIMIT :limit"
    return driver.fetch(connection, statement, {**values, "limit": limit})


def count_cases(desk: Desk, query: CaseQuery) -> int:
    """How many cases a query holds in all."""
    desk.require(Permission.READ_CASES)
    conditions, values = conditions_of(desk, query)
    expression = match_expression(query.search)
    with desk.reading() as session:
        connection = session.connection()
        if expression is not None and not conditions:
            return count_found(connection, expression)
        if expression is not None:
            conditions.append(f"c.id {IS_FOUND}")
            values["match"] = expression
        where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
        return int(connection.execute(text(f"{_COUNT}{where}"), values).scalar_one())


def lines_of(connection: Connection, keys: Sequence[int]) -> tuple[CaseLine, ...]:
    """The lines of these cases, in any order."""
    return tuple(map(case_line, driver.fetch(connection, _THESE, {"ids": json.dumps(keys)})))


def list_trail(
    desk: Desk, *, case_number: str | None = None, limit: int = PAGE, before: int | None = None
) -> tuple[HistoryLine, ...]:
    """Entries of the trail, latest first; those of one case when its number is given, without who only read it."""
    desk.require(Permission.READ_TRAIL if case_number is None else Permission.READ_CASES)
    if case_number is not None:
        return read_trail(desk, TrailQuery(case=case_number, limit=limit, before=before)).lines
    with desk.reading() as session:
        return latest(session.connection(), limit, before)


def case_line(row: Sequence[Any]) -> CaseLine:
    """A line of the table from a row of `CASES`."""
    # Two hundred of these stand between a key press and what it shows: no attribute of the row is looked up by name.
    key, number, name, kana, types, state, step, arrived_on, due_on, closed_on, accepted_on, member_id, agent = row
    return CaseLine(
        key,
        number,
        name,
        kana,
        request_types(types),
        _STATES[state],
        _STEPS[step],
        date.fromisoformat(arrived_on),
        date.fromisoformat(due_on),
        date.fromisoformat(closed_on) if closed_on else None,
        date.fromisoformat(accepted_on) if accepted_on else None,
        member_id,
        agent or "",
    )


_STATES = {state.value: state for state in State}
_STEPS: dict[str | None, Step | None] = {None: None} | {step.value: step for step in Step}


@cache
def request_types(codes: str) -> tuple[RequestType, ...]:
    """Types of request from their stored codes."""
    return tuple(RequestType(code) for code in codes.split())
