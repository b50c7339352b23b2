"""Statements as a bank's CSV, read through a map of its columns. A bank is added as a map, without code.

Lines and columns of what is refused count from 1; a column is a cell.
"""

from __future__ import annotations

import csv
import io
import re
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
from caseman.exchange.balances import Balances
from caseman.text import T

_BOM: Final = "\ufeff"
_LONGEST_PREAMBLE: Final = 20  # lines that some banks put before the headings
_LONGEST_CELL: Final = 4000
_DASHES: Final = str.maketrans(dict.fromkeys("‐‑‒–—―−ー─", "-"))
_NOTHING: Final = re.compile(r"[-*]*")  # how banks write that nothing came in
_SUMS: Final = frozenset({"合計", "小計", "総計", "総合計", "計"})  # what a line of sums begins with


class ColumnMap(Protocol):
    """Which column holds what, by its heading. An empty name: the bank has no such column."""

    @property
    def day(self) -> str: ...
    @property
    def amount_in(self) -> str: ...
    @property
    def amount_out(self) -> str: ...
    @property
    def balance(self) -> str: ...
    @property
    def payer(self) -> str: ...
    @property
    def summary(self) -> str: ...
    @property
    def reference(self) -> str: ...


@dataclass(frozen=True)
class _Columns:
    """Where the columns of a map stand in a file, None where it has none; and how many cells each line has."""

    day: int
    amount_in: int
    payer: int
    amount_out: int | None
    balance: int | None
    summary: int | None
    reference: int | None
    width: int


@dataclass(frozen=True)
class _Row:
    """A line's cells, and the line of the file in which it begins."""

    line: int
    cells: list[str]

    def cell(self, at: int | None) -> str:
        return self.cells[at] if at is not None and at < len(self.cells) else ""


def find_map(data: bytes, maps: Sequence[ColumnMap]) -> ColumnMap | None:
    """The map whose headings stand in one of the first lines; None where none does."""
    rows: list[list[str]] = []
    with suppress(StatementError):  # told when the file is read
        for row in _each_row(_readable(data)):
            rows.append(row.cells)
            if len(rows) >= _LONGEST_PREAMBLE:
                break
    return next((each for row in rows for each in maps if _columns(row, each) is not None), None)


def read_bank_csv(data: bytes, columns: ColumnMap, today: date) -> BankStatement:
    """Read the deposits; lines without an amount that came in are money that went out.

    Every line has the cells of the headings, and the balance must go on from line to line where the map names it:
    a CSV has no trailer, and one that was cut would else be taken. Raises `StatementError` with line and column;
    then nothing of it is taken.
    """
    rows = list(_each_row(_decoded(data)))
    for at, row in enumerate(rows):
        places = _columns(row.cells, columns)
        if places is not None:
            return BankStatement(StatementFormat.CSV, "", tuple(_deposits(rows[at + 1 :], places, today)))
    raise StatementError("no-headings", T("The headings of the bank's columns are missing."))


def _deposits(rows: Sequence[_Row], places: _Columns, today: date) -> Iterator[Deposit]:
    balances = Balances()
    for row in rows:
        if not any(row.cells) or next(filter(None, row.cells)) in _SUMS:
            continue
        _check_width(row, places)
        came = _amount(row, places.amount_in)
        if places.amount_out is not None and places.balance is not None:
            gone = _amount(row, places.amount_out)
            balances.add(row.line, places.balance + 1, came - gone, _balance(row, places.balance))
        if came:
            yield Deposit(
                row.line,
                _day(row, places.day, today),
                Money(came),
                _visible(row.cell(places.payer))[:_LONGEST_CELL],
                edi=_visible(row.cell(places.summary)),
                reference=_visible(row.cell(places.reference)),
            )
    balances.check()


def _check_width(row: _Row, places: _Columns) -> None:
    """A line that was cut has fewer cells; an amount with a separator and no quotation marks becomes several."""
    count = len(row.cells)
    if count < places.width:
        raise StatementError(
            "short-line",
            T("This line has {count} cells; the headings have more: the file was cut. Fetch it again.", count=count),
            line=row.line,
            column=count,
        )
    if any(row.cells[places.width :]):
        told = T(
            "This line has {count} cells; the headings have {width}: an amount with a separator, such as 5,250, needs "
            "quotation marks. Fetch the file again, without changing it.",
            count=count,
            width=places.width,
        )
        raise StatementError("long-line", told, line=row.line, column=places.width + 1)


def _each_row(text: str) -> Iterator[_Row]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for row in reader:
            yield _Row(line, [cell.strip() for cell in row])
            line = reader.line_num + 1
    except csv.Error as error:
        raise StatementError(
            "csv",
            T("A quotation mark is not closed, or a cell is too long: the file was cut. Fetch it again."),
            line=line,
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

    def at(name: str) -> int | None:
        return headings.get(_plain(name)) if name else None

    day, amount_in, payer = at(columns.day), at(columns.amount_in), at(columns.payer)
    if day is None or amount_in is None or payer is None:
        return None
    return _Columns(
        day,
        amount_in,
        payer,
        at(columns.amount_out),
        at(columns.balance),
        at(columns.summary),
        at(columns.reference),
        max(count for count, cell in enumerate(row, start=1) if cell),
    )


def _plain(heading: str) -> str:
    return unicodedata.normalize("NFKC", heading).strip(_BOM + " ").replace(" ", "")


def _amount(row: _Row, at: int) -> int:
    """Yen; 0 where nothing is written, or nothing in other signs."""
    written = row.cell(at)
    plain = unicodedata.normalize("NFKC", written).translate(_DASHES).strip()
    if _NOTHING.fullmatch(plain):
        return 0
    try:
        if plain.endswith("-"):  # on paper the end of an amount, in a bank's file a minus
            raise _negative(row, at)
        return parse_amount(written).minor
    except StatementError:
        raise
    except CasemanError as error:
        raise StatementError(error.code, error.text, line=row.line, column=at + 1) from error


def _negative(row: _Row, at: int) -> StatementError:
    told = T("An amount cannot be negative. Write it without a sign.")
    return StatementError("negative-amount", told, line=row.line, column=at + 1)


def _balance(row: _Row, at: int) -> int | None:
    """The balance after this line, which may be an overdraft; None where none is written."""
    plain = unicodedata.normalize("NFKC", row.cell(at)).translate(_DASHES).strip()
    if _NOTHING.fullmatch(plain):
        return None
    sign = -1 if plain[0] in "-▲△" else 1
    try:
        return sign * parse_amount(plain.lstrip("-▲△ ")).minor
    except CasemanError as error:
        raise StatementError(error.code, error.text, line=row.line, column=at + 1) from error


def _day(row: _Row, at: int, today: date) -> date:
    try:
        day = parse_date(row.cell(at))
    except CasemanError as error:
        raise StatementError(error.code, error.text, line=row.line, column=at + 1) from error
    if day > today:
        told = T("The date {day} lies in the future. Today is {today}.", day=day, today=today)
        raise StatementError("in-future", told, line=row.line, column=at + 1)
    return day


def _visible(text: str) -> str:
    """One line without signs that a terminal would obey."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c == "\u3000" else " " for c in text).strip()
