"""A calendar together with the closures that became known after its procedure was written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from caseman.domain.working_days import Calendar
from caseman.storage.course_tables import ClosureRow


def with_closures(calendar: Calendar, closures: Iterable[ClosureRow]) -> Calendar:
    """A calendar with single days added to it: closed, a holiday by name, or open after all."""
    rows = tuple(closures)
    if not rows:
        return calendar
    closed = frozenset(row.day for row in rows if row.kind == "closed")
    opened = frozenset(row.day for row in rows if row.kind == "opened")
    holidays = {row.day: row.name for row in rows if row.kind == "holiday"}
    return replace(
        calendar,
        closed=(calendar.closed | closed) - opened,
        opened=(calendar.opened | opened) - closed - frozenset(holidays),
        holidays={**calendar.holidays, **holidays},
    )
