"""Statements as a bank's CSV, read through a map of its columns. A bank is added as a map, without code."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol

from caseman.domain.entry import parse_amount, parse_date
from caseman.domain.fees import Money
from caseman.domain.statements import BankStatement, Deposit, StatementError, StatementFormat
from caseman.errors import CasemanError
from caseman.text import T

_BOM: Final = "\ufeff"
_LONGEST_PREAMBLE: Final = 20  # lines that some banks put before the headings
_LONGEST_CELL: Final = 4000
_NOTHING: Final = frozenset({"", "0", "-", "*"})  # how banks write that nothing came in


class ColumnMap(Protocol):
    """Which column holds what, by its heading. An empty name: the bank has no such column."""

    @property
    def day(self) -> str: ...
    @property
    def amount_in(self) -> str: ...
    @property
    def payer(self) -> str: ...
    @property
    def summary(self) -> str: ...
    @property
    def reference(self) -> str: ...


@dataclass(frozen=True)
class _Columns:
    """Where the columns of a map stand in a file; None where it has none."""

    day: int
    amount_in: int
    payer: int
    summary: int | None
    reference: int | None


def find_map(data: bytes, maps: Sequence[ColumnMap]) -> ColumnMap | None:
    """The map whose headings stand in one of the first lines; None where none does."""
    rows: list[list[str]] = []
    with suppress(StatementError):  # told when the file is read
        for row in _each_row(_readable(data)):
            rows.append(row)
            if len(rows) >= _LONGEST_PREAMBLE:
                break
    return next((each for row in rows for each in maps if _columns(row, each) is not None), None)


def read_bank_csv(data: bytes, columns: ColumnMap, today: date) -> BankStatement:
    """Read the deposits; lines without an amount that came in are money that went out.

    Raises `StatementError` with line and column; then nothing of it is taken.
    """
    rows = list(_each_row(_decoded(data)))
    for at, row in enumerate(rows):
        places = _columns(row, columns)
        if places is not None:
            found = [
                _deposit(line, each, places, today)
                for line, each in enumerate(rows[at + 1 :], start=at + 2)
                if any(each)
            ]
            return BankStatement(StatementFormat.CSV, "", tuple(each for each in found if each is not None))
    raise StatementError("no-headings", T("The headings of the bank's columns are missing."), line=1, column=1)


def _each_row(text: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for row in reader:
            yield [cell.strip() for cell in row]
    except csv.Error as error:
        raise StatementError(
            "csv",
            T("A quotation mark is not closed, or a cell is too long: the file was cut. Fetch it again."),
            line=reader.line_num,
            column=1,
        ) from error


def _readable(data: bytes) -> str:
    """As `_decoded`, but what is broken somewhere is read as far as it goes."""
    try:
        return _decoded(data)
    except StatementError:
        return data.decode("cp932", "replace")


def _decoded(data: bytes) -> str:
    """Banks write cp932; what was opened and saved elsewhere may be UTF-8."""
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            broken = error.start
    line = data.count(b"\n", 0, broken) + 1
    column = broken - (data.rfind(b"\n", 0, broken) + 1) + 1
    raise StatementError("encoding", T("It is neither Shift_JIS nor UTF-8 here."), line=line, column=column)


def _columns(row: Sequence[str], columns: ColumnMap) -> _Columns | None:
    headings = {_plain(cell): at for at, cell in reversed(list(enumerate(row)))}
    needed = [headings.get(_plain(name)) for name in (columns.day, columns.amount_in, columns.payer)]
    if None in needed:
        return None
    day, amount_in, payer = (at for at in needed if at is not None)
    more = [headings.get(_plain(name)) if name else None for name in (columns.summary, columns.reference)]
    return _Columns(day, amount_in, payer, *more)


def _plain(heading: str) -> str:
    return unicodedata.normalize("NFKC", heading).strip(_BOM + " ").replace(" ", "")


def _deposit(line: int, row: Sequence[str], places: _Columns, today: date) -> Deposit | None:
    last = max(places.day, places.amount_in, places.payer)
    if len(row) <= last:
        raise StatementError(
            "short-line",
            T("This line has {count} cells; the headings have more.", count=len(row)),
            line=line,
            column=len(row),
        )
    written = row[places.amount_in]
    if unicodedata.normalize("NFKC", written) in _NOTHING:
        return None
    try:
        amount = parse_amount(written)
    except CasemanError as error:
        raise StatementError(error.code, error.text, line=line, column=places.amount_in + 1) from error
    return Deposit(
        line,
        _day(line, row[places.day], places.day + 1, today),
        Money(amount.minor),
        row[places.payer][:_LONGEST_CELL],
        edi=_cell(row, places.summary),
        reference=_cell(row, places.reference),
    )


def _day(line: int, written: str, column: int, today: date) -> date:
    try:
        day = parse_date(written)
    except CasemanError as error:
        raise StatementError(error.code, error.text, line=line, column=column) from error
    if day > today:
        raise StatementError(
            "in-future",
            T("The date {day} lies in the future. Today is {today}.", day=day, today=today),
            line=line,
            column=column,
        )
    return day


def _cell(row: Sequence[str], at: int | None) -> str:
    return row[at] if at is not None and at < len(row) else ""
