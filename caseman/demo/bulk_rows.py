"""Rows that wait to be written together, as the driver takes them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Table, func, select
from sqlmodel import SQLModel

from caseman.storage.columns import stored_instant
from caseman.storage.search import add_many_to_index

_TABLES = (
    "envelope",
    "enclosure",
    "cases",
    "party",
    "letter",
    "request",
    "identity_check",
    "correction",
    "book_entry",
    "dispatch",
)  # in an order that the foreign keys allow


class BatchedRows:
    """Rows that wait to be written, each with its number already.

    They go past SQLAlchemy, which would look at each value again: half of what filling costs.
    """

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._tables = {name: _Waiting(connection, SQLModel.metadata.tables[name]) for name in _TABLES}
        self._found_by: list[tuple[int, list[str]]] = []

    def put(self, table: str, **values: Any) -> int:
        """Keep a row; returns the primary key it will have."""
        return self._tables[table].put(values)

    def find_by(self, row: int, fields: list[str]) -> None:
        """Keep the texts by which a case is found, by its row in the index."""
        self._found_by.append((row, fields))

    def flush(self) -> None:
        """Write what waits, table by table."""
        for waiting in self._tables.values():
            waiting.flush()
        add_many_to_index(self.connection, self._found_by)
        self._found_by.clear()


class _Waiting:
    """The rows of one table."""

    def __init__(self, connection: Connection, table: Table) -> None:
        self._connection, self._table = connection, table
        self._last: int = connection.execute(select(func.max(table.c.id))).scalar_one() or 0
        self._names: tuple[str, ...] = ()
        self._defaults: dict[str, Any] = {}
        self._rows: list[tuple[Any, ...]] = []

    def put(self, values: dict[str, Any]) -> int:
        """The first row tells which columns the others have, too."""
        if not self._names:
            self._defaults = _defaults(self._table)
            self._names = tuple(
                name for name, _ in self._table.columns.items() if name in values or name in self._defaults
            )
        self._last += 1
        told = {**self._defaults, **values}
        row = [value if (kind := type(value := told[name])) in _PLAIN else _STORED[kind](value) for name in self._names]
        self._rows.append((self._last, *row))
        assert len(told) == len(self._names), f"{self._table.name}: {sorted(set(told) ^ set(self._names))}"
        return self._last

    def flush(self) -> None:
        if not self._rows:
            return
        named = ", ".join(("id", *self._names))
        marks = ", ".join("?" * (len(self._names) + 1))
        statement = f"INSERT INTO {self._table.name} ({named}) VALUES ({marks})"  # noqa: S608  our own names
        self._connection.exec_driver_sql(statement, self._rows)
        self._rows.clear()


def _defaults(table: Table) -> dict[str, Any]:
    """What SQLAlchemy puts into columns that are not named."""
    scalars = {name: column.default for name, column in table.c.items() if name != "id"}
    return {name: default.arg for name, default in scalars.items() if default is not None and default.is_scalar}  # type: ignore[attr-defined]


class _Stored(dict[type, Callable[[Any], Any]]):
    """How a value of each type is stored, as the types of the tables do it; a code as its text."""

    def __missing__(self, kind: type) -> Callable[[Any], Any]:
        assert issubclass(kind, StrEnum), kind
        self[kind] = {member: member.value for member in kind}.__getitem__
        return self[kind]


_PLAIN = frozenset({str, int, bytes, type(None)})
_STORED = _Stored({datetime: stored_instant, date: date.isoformat, bool: int})
