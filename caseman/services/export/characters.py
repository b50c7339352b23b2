"""What an encoding cannot hold, cell by cell, before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from caseman.errors import InputError
from caseman.exchange.cells import Cell
from caseman.exchange.encodings import Encoding, Replacement, replacements, transcribed
from caseman.services.export.sheet import Column, Sheet
from caseman.text import T, Text

MOST_LISTED: Final = 1000


@dataclass(frozen=True, slots=True)
class CellReplacement:
    """A character of a cell that cannot be written. `row` counts as a spreadsheet does: the headings are row 1."""

    sheet: str
    row: int
    column: str
    heading: Text
    what: Replacement


@dataclass
class CharacterReport:
    """The characters that cannot be written: the first ones in full, and how many there are.

    `hopeless` counts those for which nothing stands; the first of them are listed too, whatever came before.
    """

    encoding: Encoding
    listed: list[CellReplacement] = field(default_factory=list)
    count: int = 0
    hopeless: int = 0

    def add(self, found: CellReplacement) -> None:
        self.count += 1
        self.hopeless += found.what.by is None
        if len(self.listed) < MOST_LISTED or (found.what.by is None and self.hopeless <= MOST_LISTED):
            self.listed.append(found)


class CharactersError(InputError):
    """An export that was not begun, because its encoding cannot hold all of it. `report` says what."""

    def __init__(self, report: CharacterReport) -> None:
        self.report = report
        values = {"count": report.count, "encoding": report.encoding.value}
        if report.hopeless:
            text = T(
                "{encoding} cannot hold {count} characters, and nothing stands for {hopeless} of them. Nothing was "
                "written. Choose utf-8-sig.",
                hopeless=report.hopeless,
                **values,
            )
        else:
            text = T(
                "{encoding} cannot hold {count} characters. Nothing was written. Have them replaced as they are "
                "listed, or choose utf-8-sig.",
                **values,
            )
        super().__init__("characters", text, field="encoding")


def found_in(sheet: Sheet, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> Iterator[CellReplacement]:
    """What cp932 cannot hold of the rows of a sheet, cell by cell."""
    for number, row in enumerate(rows, 2):
        for column, cell in zip(columns, row, strict=True):
            if isinstance(cell, str) and not cell.isascii():
                for what in replacements(cell):
                    yield CellReplacement(sheet.code, number, column.code, column.heading, what)


def in_other_characters(rows: Iterable[Sequence[Cell]]) -> Iterator[Sequence[Cell]]:
    """The rows in characters that cp932 holds; whoever writes them has looked at `found_in` before."""
    for row in rows:
        yield [transcribed(cell) if isinstance(cell, str) else cell for cell in row]
