"""What waits today, in numbers and first lines."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, text

from caseman.domain.lifecycle import Step
from caseman.domain.permissions import Permission
from caseman.services.case_query import UNANSWERED, end_of_week
from caseman.services.desk import Desk
from caseman.services.lists import CASES, case_line
from caseman.services.views import TodayView


def today_view(desk: Desk) -> TodayView:
    """What is late, due and waiting today."""
    desk.require(Permission.READ_CASES)
    today = desk.today()
    values = {"today": today.isoformat(), "week": end_of_week(today).isoformat()}
    with desk.reading() as session:
        connection = session.connection()
        waiting = connection.execute(
            text("SELECT next_step, count(*) AS n FROM cases WHERE closed_on IS NULL GROUP BY next_step")
        ).all()
        running = f"FROM cases c WHERE {UNANSWERED} AND c.due_on"
        overdue = _number(connection, f"SELECT count(*) {running} < :today", values)
        week = _number(connection, f"SELECT count(*) {running} BETWEEN :today AND :week", values)
        unopened = _number(connection, "SELECT count(*) FROM envelope WHERE disposition = 'open'", {})
        over = "SELECT count(*) FROM cases WHERE retain_until < :today AND disposed_on IS NULL"
        to_dispose = _number(connection, over, values)
        soonest = connection.execute(text(f"{CASES}WHERE {UNANSWERED} ORDER BY c.due_on, c.id LIMIT 12")).all()
    counts = {Step(row.next_step): row.n for row in waiting if row.next_step}
    first = tuple(map(case_line, soonest))
    return TodayView(today, overdue, week, counts, unopened, sum(counts.values()), first, to_dispose)


def _number(connection: Connection, statement: str, values: dict[str, Any]) -> int:
    return int(connection.execute(text(statement), values).scalar_one())
