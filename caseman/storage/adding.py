"""Rows that are added and not kept in hand: one prepared statement a table, and no objects of the mapper.

For what is written all day long. What is added here is checked like every row: by the input classes before, and by the
constraints, triggers and the seal of the file in the statement itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlmodel import SQLModel

from caseman.storage import driver

_DIALECT: Final = SQLiteDialect_pysqlite()
_MISSING: Final = object()


@dataclass(frozen=True)
class _Plan:
    """How a table's rows are added: the statement, and of each column its name, its default and how it is bound."""

    statement: str
    columns: tuple[tuple[str, Any, Callable[[Any], Any] | None], ...]
    names: frozenset[str]

    def bound(self, values: Mapping[str, Any]) -> tuple[Any, ...]:
        """The values of a row in the order of the statement. Raises `TypeError` for a column that is not there."""
        if not values.keys() <= self.names:
            msg = f"no such columns: {sorted(values.keys() - self.names)}"
            raise TypeError(msg)
        row = []
        for name, default, process in self.columns:
            value = values.get(name, default)
            if value is _MISSING:
                msg = f"a value is missing: {name}"
                raise TypeError(msg)
            row.append(value if process is None else process(value))
        return tuple(row)


def add_row(connection: Connection, table: type[SQLModel], **values: Any) -> int:
    """Add a row in the caller's transaction; returns its number. Raises `IntegrityError` as a flush would."""
    plan = _plan(table)
    return int(driver.run(connection, plan.statement, plan.bound(values)).lastrowid)


def add_rows(connection: Connection, table: type[SQLModel], rows: Iterable[Mapping[str, Any]]) -> None:
    """As `add_row`, for several rows of one table at once."""
    plan = _plan(table)
    bound = [plan.bound(row) for row in rows]
    if bound:
        driver.run_many(connection, plan.statement, bound)


@cache
def _plan(table: type[SQLModel]) -> _Plan:
    """Every column but the number, which the file gives."""
    stored = SQLModel.metadata.tables[str(table.__tablename__)]
    columns = []
    for column in stored.columns:
        if column is stored.autoincrement_column:
            continue
        field = table.model_fields[column.name]
        default = _MISSING if field.is_required() else field.default
        columns.append((column.name, default, column.type.dialect_impl(_DIALECT).bind_processor(_DIALECT)))
    names = [name for name, _, _ in columns]
    named = ", ".join(f'"{name}"' for name in names)
    marks = ", ".join("?" * len(columns))
    statement = f'INSERT INTO "{stored.name}" ({named}) VALUES ({marks})'  # noqa: S608  our own names
    return _Plan(statement, tuple(columns), frozenset(names))
