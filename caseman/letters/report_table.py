"""Tables of a report: ruled above, below and under the head, numbers at the right, sums in bold, parts indented."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from caseman.letters.fonts import Faces
from caseman.letters.lines import break_lines
from caseman.letters.page import Pages
from caseman.letters.places import MM

_SIZE: Final = 9.0
_ROW: Final = 5.7  # millimetres of a row with one line
_LEADING: Final = 4.1
_INDENT: Final = 4.0
_RULE, _THIN = "#1c2430", "#c4cad2"


@dataclass(frozen=True)
class ReportColumn:
    """A column: its heading, its width in millimetres, and whether it holds numbers."""

    heading: str
    width: float
    number: bool = True


@dataclass(frozen=True)
class ReportRow:
    """A row of cells; `part` is indented under the sum before it, `total` set in bold."""

    cells: tuple[str, ...]
    total: bool = False
    part: bool = False


def draw_report_table(
    pages: Pages,
    left: float,
    columns: Sequence[ReportColumn],
    rows: Sequence[ReportRow],
    faces: Faces,
    turn: Callable[[], None],
) -> None:
    """Draw a table from the pen down. Where the page is full `turn` goes on to the next, where the head comes again."""
    _head(pages, left, columns, faces)
    for row in rows:
        height = _height(columns, row, faces)
        if not pages.room(height + 2):
            _rule(pages, left, columns, 0.8)
            turn()
            _head(pages, left, columns, faces)
        _row(pages, left, columns, row, faces, height)
    _rule(pages, left, columns, 0.8)
    pages.y += 3


def table_height(columns: Sequence[ReportColumn], rows: Sequence[ReportRow], faces: Faces) -> float:
    """What a table needs on one page, in millimetres."""
    return sum(_height(columns, row, faces) for row in rows) + _ROW + 4


def _head(pages: Pages, left: float, columns: Sequence[ReportColumn], faces: Faces) -> None:
    _rule(pages, left, columns, 0.8)
    x = left
    for at, column in enumerate(columns):
        if column.number:
            pages.right(column.heading, x + column.width - 1, pages.y + 4, faces.plain, _SIZE - 1)
        else:
            pages.text(column.heading, x + (_INDENT if at else 1), pages.y + 4, faces.plain, _SIZE - 1)
        x += column.width
    pages.y += _ROW
    _rule(pages, left, columns, 0.5)


def _row(
    pages: Pages, left: float, columns: Sequence[ReportColumn], row: ReportRow, faces: Faces, height: float
) -> None:
    font = faces.bold if row.total else faces.type
    x = left
    for at, (column, cell) in enumerate(zip(columns, row.cells, strict=True)):
        indent = _INDENT if at or row.part else 1.0  # a text that follows numbers keeps away from them
        y = pages.y + 4
        if column.number:
            pages.right(cell, x + column.width - 1, y, font, _SIZE)
        else:
            for line in _lines(column, cell, font, indent):
                pages.text(line, x + indent, y, font, _SIZE)
                y += _LEADING
        x += column.width
    pages.y += height
    with pages.ink(_THIN):
        pages.line(left, pages.y, x, pages.y, 0.3)


def _lines(column: ReportColumn, cell: str, font: str, indent: float) -> list[str]:
    return break_lines(cell, font, _SIZE, (column.width - indent - 1) * MM)


def _height(columns: Sequence[ReportColumn], row: ReportRow, faces: Faces) -> float:
    font = faces.bold if row.total else faces.type
    told = [
        _lines(column, cell, font, _INDENT if at or row.part else 1.0)
        for at, (column, cell) in enumerate(zip(columns, row.cells, strict=True))
        if not column.number
    ]
    return _ROW + (max(map(len, told), default=1) - 1) * _LEADING


def _rule(pages: Pages, left: float, columns: Sequence[ReportColumn], points: float) -> None:
    with pages.ink(_RULE):
        pages.line(left, pages.y, left + sum(column.width for column in columns), pages.y, points)
