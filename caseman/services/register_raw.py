"""Rows that are written as the driver takes them, many at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Connection
from sqlalchemy.sql.schema import ScalarElementColumnDefault
from sqlmodel import SQLModel, func, select

_TABLES: Final = ("envelope", "cases", "party", "request", "correction", "register_line")  # as the foreign keys allow


class RawRows:
    """Rows that wait to be written as the driver takes them: in the order of the columns, days as ISO texts."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        tables = SQLModel.metadata.tables
        self._waiting: dict[str, list[tuple[Any, ...]]] = {name: [] for name in _TABLES}
        self._columns = {name: [column.name for column in tables[name].columns] for name in _TABLES}
        self._blank = {name: _defaults(name) for name in _TABLES}
        self._insert = {
            name: f'INSERT INTO "{name}" ({", ".join(quoted(columns))}) VALUES ({", ".join("?" * len(columns))})'  # noqa: S608
            for name, columns in self._columns.items()
        }
        self._last = {
            name: connection.execute(select(func.max(tables[name].c.id))).scalar_one() or 0
            for name in _TABLES
            if "id" in tables[name].c
        }

    def put(self, table: str, **values: Any) -> int:
        """Keep a row; returns the primary key it will have."""
        number = 0
        if table in self._last:
            number = self._last[table] = self._last[table] + 1
            values["id"] = number
        self._waiting[table].append(tuple({**self._blank[table], **values}.values()))
        return number

    def flush(self) -> None:
        """Write what waits, table by table."""
        for name, rows in self._waiting.items():
            if rows:
                self.connection.exec_driver_sql(self._insert[name], rows)
                rows.clear()


def quoted(names: Sequence[str]) -> list[str]:
    return [f'"{name}"' for name in names]


def _defaults(table: str) -> dict[str, Any]:
    """What each column holds that nothing is said of, in the order of the columns."""
    found = {}
    for column in SQLModel.metadata.tables[table].columns:
        default = column.default
        found[column.name] = default.arg if isinstance(default, ScalarElementColumnDefault) else None
    return found
