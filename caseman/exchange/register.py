"""An existing register, read: the file, its headings and what each column fills, its rows as cells by field."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from caseman.domain.register_case import Problem, Words
from caseman.domain.register_fields import RegisterField
from caseman.domain.register_values import Cell
from caseman.domain.register_words import fold
from caseman.errors import FileError
from caseman.exchange import register_workbook
from caseman.exchange.register_head import Head, find_head, head_at, letter, likeness
from caseman.exchange.register_map import RegisterMap
from caseman.exchange.register_text import Passing, Sheet, read_text
from caseman.exchange.register_words import headings, words
from caseman.text import T

LARGEST: Final = 200_000_000  # bytes
_SUMS: Final = frozenset(
    map(fold, ("合計", "小計", "総計", "計", "以上", "以下余白", "total", "sum", "subtotal", "end"))
)


@dataclass(frozen=True)
class Register:
    """A register that was read, with the mapping that holds for it."""

    sheet: Sheet
    head: Head
    map: RegisterMap
    words: Words

    @property
    def columns(self) -> dict[RegisterField, str]:
        """The heading of each field that has a column."""
        return {column.field: column.heading for column in self.head.columns if column.field is not None}

    def samples(self, place: int, count: int = 3) -> tuple[str, ...]:
        """The first different values of a column."""
        found: dict[str, None] = {}
        for row in self.sheet.rows[self.head.row : self.head.row + 500]:
            told = " ".join(str(row[place]).split()) if place < len(row) else ""
            if told:
                found.setdefault(told[:60])
                if len(found) >= count:
                    break
        return tuple(found)

    def rows(self) -> Iterator[tuple[int, dict[RegisterField, Cell]]]:
        """Each row of the register, counted from 1 as in the sheet, with the cells that say something.

        Empty rows, sums, and headings that are repeated on each page are none.
        """
        filled = [(column.place, column.field) for column in self.head.columns if column.field is not None]
        heads = {
            tuple(fold(str(cell)) for cell in row)
            for row in self.sheet.rows[self.head.row - self.head.rows : self.head.row]
        }
        fixed: dict[RegisterField, Cell] = dict(self.map.fixed)
        shown = {column.place: column.heading for column in self.head.columns}
        first = fold(self.head.columns[0].heading) if self.head.columns else ""
        for number, row in enumerate(self.sheet.rows[self.head.row :], start=self.head.row + 1):
            width = len(row)
            cells: dict[RegisterField, Cell] = {}
            for place, each in filled:
                if place < width:
                    cell = row[place]
                    if cell != "" and not (isinstance(cell, str) and not cell.strip()):
                        if each in cells:  # several columns may be remarks
                            cell = f"{cells[each]}\n{shown[place]}: {cell}"
                        cells[each] = cell  # type: ignore[assignment]  # texts and days, as the readers give them
            if not cells or _is_sum(row):
                continue
            if (
                first
                and isinstance(row[0], str)
                and fold(row[0]) == first
                and tuple(fold(str(c)) for c in row) in heads
            ):
                continue
            yield number, {**fixed, **cells} if fixed else cells

    def notes(self) -> Iterator[Problem]:
        """What the sheet itself tells less of than it seems to."""
        for row, column, told in self.sheet.notes:
            heading = next((c.heading for c in self.head.columns if c.place == column - 1 and c.field), None)
            if row > self.head.row and heading is not None:
                yield Problem(row, heading or letter(column - 1), told)  # type: ignore[arg-type]  # a sentence


def read_register(
    data: bytes, told: RegisterMap | None = None, sheet: str = "", each: Passing = lambda rows: rows
) -> Register:
    """Read a register by what it is, whatever its name ends in; with a map, as that says. Its rows pass through `each`.

    Raises `FileError` for what is no register: another kind of file, no headings that the program knows.
    """
    told = told or RegisterMap()
    known = headings()
    found = _sheet(data, sheet or told.sheet, each)
    spoken = words(told.words)
    if told.header_row:
        if told.header_row > len(found.rows):
            raise FileError("no-headings", T("Row {row} is not in the register.", row=told.header_row))
        head: Head | None = head_at(found.rows, told.header_row, known, spoken)
    else:
        head = find_head(found.rows, known, spoken)
    if head is None:
        raise FileError(
            "no-headings",
            T(
                "No row holds headings that are known, such as {some}. Name the row and the columns in a map.",
                some=(RegisterField.RECEIVED_ON.label, RegisterField.PRINCIPAL_NAME.label),
            ),
        )
    return Register(found, told.apply(head), told, spoken)


def _sheet(data: bytes, name: str, each: Passing) -> Sheet:
    if not data.strip():
        raise FileError("empty", T("The file is empty. Choose the register."))
    if len(data) > LARGEST:
        raise FileError(
            "too-large", T("The file is larger than {limit} MB. Divide the register.", limit=LARGEST // 1_000_000)
        )
    register_workbook.refuse_old(data)
    if data.startswith(register_workbook.ZIP):
        return register_workbook.read_workbook(data, name, likely=lambda rows: likeness(rows, headings()), each=each)
    return read_text(data, each)


def _is_sum(row: Sequence[object]) -> bool:
    first = next((cell for cell in row if cell != ""), "")
    return isinstance(first, str) and len(first) < 12 and fold(first) in _SUMS
