"""The case before or after one, in a list of cases as it was shown last."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.widgets.lines import LinesView

_LOOKED_THROUGH = 200  # lines, for a case that was not opened from the list


def row_beside(table: LinesView, number: str, by: int) -> int | None:
    """The row before (-1) or after (1) a case; None where the list has none there, or not the case."""
    rows = (table.currentIndex().row(), *range(min(_LOOKED_THROUGH, table.lines.rowCount())))
    at = next((row for row in rows if number_at(table, row) == number), None)
    return at + by if at is not None and 0 <= at + by < table.lines.rowCount() else None


def number_at(table: LinesView, row: int) -> str | None:
    """The number of the case in a row; None where none is, or none is read yet: a long list reads what is seen."""
    line = table.lines.line(row) if 0 <= row < table.lines.rowCount() else None
    return None if line is None else str(line.number)
