"""The sheet of statistics: what `statistics_table` counts over the period of the set."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from caseman.domain.statistics_line import SMALL
from caseman.exchange.cells import Cell
from caseman.services.export.sheet import Column, Sheet, Source
from caseman.services.statistics import first_arrival
from caseman.services.statistics_table import STATISTICS_COLUMNS, statistics_table
from caseman.text import T


def _rows(source: Source) -> Iterator[tuple[Cell, ...]]:
    """An open end is the first arrival, or the day of the last entry of the trail in the set: so it stays the same."""
    began, last = first_arrival(source.desk), _last_day(source)
    if began is None or last is None:
        return iter(())
    first = max(began, source.period.first or began)
    if first > last:
        return iter(())
    hidden = SMALL if source.minimised else 0
    return iter(statistics_table(source.desk, first, last, source.language, hide_below=hidden)[1])


def _last_day(source: Source) -> date | None:
    for (stored,) in source.stream("SELECT at FROM audit WHERE number <= :last_entry ORDER BY number DESC LIMIT 1"):
        told = date.fromisoformat(source.local(stored)[:10])
        return min(told, source.period.last or told)
    return None


def _count(source: Source) -> int:
    return sum(1 for _ in _rows(source))


STATISTICS: Final = Sheet(
    "statistics",
    T("Statistics"),
    T("what was received, answered and open in the period, from the first arrival at the earliest"),
    tuple(Column(code, heading, outside=True) for code, heading in STATISTICS_COLUMNS),
    _rows,
    _count,
)
