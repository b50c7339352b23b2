"""Tables on the office's paper: cells that wrap, a head that comes again on every page, page x of y."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from caseman.domain.letter_form import Paper
from caseman.letters.fonts import faces
from caseman.letters.lines import break_lines
from caseman.letters.page import Pages
from caseman.letters.places import BOTTOM, LEFT, MM, RIGHT, TOP, Box
from caseman.letters.tags import Tag
from caseman.text import Language

_PAD: Final = 1.6  # millimetres between a cell's text and its frame
_LEADING: Final = 0.46  # millimetres for each point of type
_SIZE: Final = 9.0


@dataclass(frozen=True)
class TableColumn:
    """A column: its heading, and its width in millimetres. The columns share the page as these widths do."""

    heading: str
    width: float


def draw_table(
    columns: Sequence[TableColumn],
    rows: Sequence[Sequence[str]],
    begin: Callable[[Pages, int], None],
    title: str,
    language: str,
    *,
    paper: Paper = Paper.A4,
    foot: float = 0.0,
    finish: Callable[[Pages], None] = lambda _pages: None,
    anchor: str = "",
) -> bytes:
    """The pages of a table as PDF.

    `begin(pages, page)` draws the head of each page and leaves the pen where the table goes on; `finish` draws
    below the last row, where `foot` millimetres are kept for it. Raises `InputError` for a character no font has.
    """
    room = (paper.width - LEFT - RIGHT) / sum(column.width for column in columns)
    columns = [TableColumn(column.heading, column.width * room) for column in columns]

    plain, label, _ = faces(Language(language))
    pages = Pages(title, language, plain, paper=paper, anchor=anchor)

    def open_page() -> None:
        pages.y = TOP
        begin(pages, pages.page)

    headings = [column.heading for column in columns]
    open_page()
    with pages.element(Tag.TABLE):
        _row(pages, columns, headings, label, Tag.HEAD_CELL)
        for place, cells in enumerate(rows):
            kept = foot if place == len(rows) - 1 else 0.0
            if pages.y + _height(columns, cells, plain) + kept > pages.height - BOTTOM:
                pages.next_page()
                with pages.artifact():  # the head was told once
                    open_page()
                    _row(pages, columns, headings, label)
            _row(pages, columns, cells, plain)
    finish(pages)
    return pages.finish(pages.number)


def _lines(columns: Sequence[TableColumn], cells: Sequence[str], font: str) -> list[list[str]]:
    return [
        break_lines(cell, font, _SIZE, (column.width - 2 * _PAD) * MM)
        for column, cell in zip(columns, cells, strict=True)
    ]


def _height(columns: Sequence[TableColumn], cells: Sequence[str], font: str) -> float:
    return max(map(len, _lines(columns, cells, font))) * _SIZE * _LEADING + 2 * _PAD


def _row(pages: Pages, columns: Sequence[TableColumn], cells: Sequence[str], font: str, tag: Tag = Tag.CELL) -> None:
    height, x = _height(columns, cells, font), LEFT
    with pages.element(Tag.ROW):
        for column, lines in zip(columns, _lines(columns, cells, font), strict=True):
            pages.rectangle(Box(x, pages.y, column.width, height))
            y = pages.y + (height - (len(lines) - 1) * _SIZE * _LEADING) / 2 + _SIZE * 0.12
            with pages.element(tag):
                for line in lines:
                    pages.text(line, x + _PAD, y, font, _SIZE)
                    y += _SIZE * _LEADING
            x += column.width
    pages.y += height
