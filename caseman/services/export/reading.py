"""The rows of the chosen sheets as they will be written, and the first of them to look at before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from caseman.domain.permissions import Permission
from caseman.exchange.cells import Cell, neutralise
from caseman.services.desk import Desk
from caseman.services.export.choice import ExportChoice
from caseman.services.export.registry import sheet_named
from caseman.services.export.sheet import Column, Sheet, Source
from caseman.services.export.trail_sheet import trail_span
from caseman.text import Language, Text

PREVIEWED: Final = 30  # rows


@dataclass(frozen=True)
class Preview:
    """The first rows of a sheet, each cell as it will be written; `rows_in_all` of them there will be."""

    sheet: str
    title: Text
    period: Text
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    rows_in_all: int


@contextmanager
def source_of(desk: Desk, choice: ExportChoice) -> Iterator[Source]:
    """Where the rows of this choice come from, while the block lasts."""
    with desk.reading() as session:
        connection = session.connection()
        span = trail_span(connection, choice.period, desk.time_zone, desk.today())
        yield Source(
            desk, connection, choice.period, language_of(desk, choice), desk.time_zone, span, minimised=choice.minimised
        )


def language_of(desk: Desk, choice: ExportChoice) -> Language:
    """The language that was chosen, else that of the office's letters."""
    return choice.language or desk.procedure.replies.language


def rows_of(source: Source, sheet: Sheet, columns: Sequence[Column]) -> Iterator[Sequence[Cell]]:
    """The rows of a sheet, with the cells of these columns."""
    offered = [column.code for column in sheet.columns_of(minimised=source.minimised)]
    wanted = [column.code for column in columns]
    rows = sheet.rows(source)
    if wanted == offered:
        return rows
    places = [offered.index(code) for code in wanted]
    return (tuple(row[at] for at in places) for row in rows)


def preview(desk: Desk, choice: ExportChoice, sheet_code: str, most: int = PREVIEWED) -> Preview:
    """The first rows of a sheet, as UTF-8 would hold them. Raises `InputError` for a choice that does not fit."""
    desk.require(Permission.EXPORT)
    sheet = sheet_named(sheet_code)
    columns = choice.chosen_columns(sheet)
    with source_of(desk, choice) as source:
        rows: Any = rows_of(source, sheet, columns)
        first = tuple(tuple(map(_shown, row)) for row in islice(rows, most))
        in_all = sheet.count(source)
        headings = tuple(column.heading.say(source.language) for column in columns)
    return Preview(sheet.code, sheet.title, sheet.period, headings, first, in_all)


def _shown(cell: Cell) -> str:
    if cell is None:
        return ""
    return neutralise(cell) if isinstance(cell, str) else str(cell)
