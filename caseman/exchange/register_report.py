"""What is wrong in a register, cell by cell, as CSV for the person who puts it right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from caseman.domain.register_case import Problem
from caseman.exchange.cells import Cell, write_csv
from caseman.text import Language, T

_LONGEST = 200  # characters of a cell that are shown again


def write_report(stream: BinaryIO, problems: Iterable[Problem], language: Language) -> None:
    """Row, column, what stands there, what is wrong with it, and what becomes of the row."""
    headings = (T("Row"), T("Column"), T("What stands there"), T("What is wrong"), T("What becomes of the row"))
    write_csv(stream, [heading.say(language) for heading in headings], _rows(problems, language))


def _rows(problems: Iterable[Problem], language: Language) -> Iterator[tuple[Cell, ...]]:
    stopped, taken = T("It cannot become a case").say(language), T("Taken as it is written").say(language)
    for each in problems:
        written = each.written if len(each.written) <= _LONGEST else f"{each.written[:_LONGEST]}…"
        yield each.row, each.column, written, each.reason.say(language), stopped if each.stops else taken
