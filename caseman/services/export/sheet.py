"""What a sheet of an export is: columns, rows that are read one at a time, and what the period means for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from caseman.domain.open_period import OpenPeriod
from caseman.exchange.cells import Cell
from caseman.services.desk import Desk
from caseman.services.ledger import member as member_sql
from caseman.storage.streams import stream
from caseman.text import Language, T, Text


@dataclass(frozen=True)
class TrailSpan:
    """The entries of the trail that fall into a period, and its head after the last of them.

    Without any, `last` is one less than `first`.
    """

    first: int
    last: int
    head: str


@dataclass(frozen=True)
class Source:
    """Where the rows of an export come from: the file, the period, and how they are told.

    `minimised`: only what may go outside is read, and members of the staff are told by number. `desk` is for sheets
    that another service makes.
    """

    desk: Desk
    connection: Connection
    period: OpenPeriod
    language: Language
    zone: ZoneInfo
    trail: TrailSpan
    minimised: bool = False

    @cached_property
    def values(self) -> Mapping[str, Any]:
        """What the queries of the sheets may name."""
        first, last = self.period.days
        return {"first": first, "last": last, "first_entry": self.trail.first, "last_entry": self.trail.last}

    def local(self, stored: str) -> str:
        """A stored instant by the office's clock, with its distance from UTC."""
        return datetime.fromisoformat(stored).astimezone(self.zone).isoformat(timespec="seconds")

    def stream(self, statement: str) -> Iterator[tuple[Any, ...]]:
        return stream(self.connection, statement, self.values)


@dataclass(frozen=True)
class Column:
    """A column: its code, its heading, and whether it may go outside: a number, a day, a type, a result."""

    code: str
    heading: Text
    outside: bool


@dataclass(frozen=True)
class Sheet:
    """A sheet of the set, in a file of its own.

    `period` says which rows a period takes. `rows` gives the cells of `columns_of(minimised)`, in their order; `count`
    how many there will be, for the progress alone.
    """

    code: str
    title: Text
    period: Text
    columns: tuple[Column, ...]
    rows: Callable[[Source], Iterator[tuple[Cell, ...]]]
    count: Callable[[Source], int]

    @property
    def file_name(self) -> str:
        return f"{self.code}.csv"

    def columns_of(self, *, minimised: bool) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.outside or not minimised)


Reader = Callable[[Source], Callable[[Any], Cell]]


@dataclass(frozen=True)
class Field:
    """A column of a sheet that one query gives: its SQL, and how what is stored is told. None stays empty.

    `staff` is the alias of the table of the staff where the column tells a member.
    """

    code: str
    heading: Text
    sql: str
    outside: bool = True
    reader: Reader | None = None
    staff: str = ""

    def sql_of(self, *, minimised: bool) -> str:
        return member_sql(self.staff, numbered=minimised) if self.staff else self.sql


def fact(code: str, heading: Text, sql: str) -> Field:
    """A number, a day or a code, as it is stored."""
    return Field(code, heading, sql)


def free_text(code: str, heading: Text, sql: str) -> Field:
    """What somebody wrote, or what names a person: never outside."""
    return Field(code, heading, sql, outside=False)


def member(code: str, heading: Text, alias: str) -> Field:
    """A member of the staff."""
    return Field(code, heading, "", staff=alias)


def moment(code: str, heading: Text, sql: str) -> Field:
    """An instant, by the office's clock."""
    return Field(code, heading, sql, reader=lambda source: source.local)


def yes_no(code: str, heading: Text, sql: str) -> Field:
    def reader(source: Source) -> Callable[[Any], Cell]:
        words = {1: T("yes").say(source.language), 0: T("no").say(source.language)}
        return lambda stored: words[int(stored)]

    return Field(code, heading, sql, reader=reader)


def term(code: str, heading: Text, sql: str, terms: type[StrEnum]) -> Field:
    """A code that is told by its term; one of a newer program is told as it stands."""

    def reader(source: Source) -> Callable[[Any], Cell]:
        said = {each.value: each.label.say(source.language) for each in terms}  # type: ignore[attr-defined]
        return lambda stored: said.get(stored, str(stored))

    return Field(code, heading, sql, reader=reader)


def sheet_of(
    code: str, title: Text, period: Text, fields: Sequence[Field], tables: str, *, where: str = "1", order: str
) -> Sheet:
    """A sheet that one query gives: `tables` is what follows FROM; `where` names the period's values as it needs."""

    def rows(source: Source) -> Iterator[tuple[Cell, ...]]:
        taken = [field for field in fields if field.outside or not source.minimised]
        selected = ", ".join(field.sql_of(minimised=source.minimised) for field in taken)
        readers = [field.reader(source) if field.reader else None for field in taken]
        for row in source.stream(f"SELECT {selected} FROM {tables} WHERE {where} ORDER BY {order}"):  # noqa: S608  ours
            yield tuple(
                read(cell) if read and cell is not None and cell != "" else cell
                for read, cell in zip(readers, row, strict=True)
            )

    def count(source: Source) -> int:
        ((found,),) = source.stream(f"SELECT count(*) FROM {tables} WHERE {where}")  # noqa: S608  our own
        return int(found)

    columns = tuple(Column(field.code, field.heading, field.outside) for field in fields)
    return Sheet(code, title, period, columns, rows, count)
