"""Rows as they are read: to be changed inside a transaction, or only to be shown.

A service that writes gets rows of the mapper, read anew each time: it changes them. One that only shows gets plain rows
of the same columns, which nobody can change, and each statement is run once for a reading: many parts of a page ask for
the same rows of one case, and putting rows together costs the mapper more than the file takes to give them. Such a
statement is compiled once, and its rows come from the driver.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, TypeVar, cast

from sqlalchemy import Connection, Dialect, String, TypeDecorator, bindparam, func
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.sql import Executable
from sqlalchemy.sql.selectable import Select
from sqlalchemy.types import TypeEngine
from sqlmodel import Session, SQLModel, select

from caseman.storage import driver

_DIALECT: Final = SQLiteDialect_pysqlite()
_READ: Final = "read"
_ON: Final = "on"
_MOST: Final = 200  # statements remembered in one reading; a reading of many cases begins anew
Found = dict[tuple[Any, ...], Any]
_Row = TypeVar("_Row", bound=SQLModel)
_What = TypeVar("_What")


def only_shows(session: Session, connection: Connection, found: Found) -> Session:
    """Make this a session that writes nothing; what it reads is remembered in `found`, which the caller empties."""
    session.info.update({_READ: found, _ON: connection})
    return session


def of_case(session: Session, table: type[_Row], case_id: int | None) -> Sequence[_Row]:
    """The rows of a table that belong to a case, in the order they were added; requests by their position."""
    return rows(session, _of_case(table), case=case_id)


def in_envelopes(session: Session, table: type[_Row], envelopes: Sequence[int]) -> Sequence[_Row]:
    """The rows of a table that belong to any of these envelopes, in the order they were added."""
    if len(envelopes) == 1:  # as nearly always; a list is put into the statement anew each time
        return rows(session, _in_envelope(table), envelope=envelopes[0])
    return rows(session, _in_envelopes(table), envelopes=tuple(envelopes))


def rows(session: Session, statement: Executable, **values: Any) -> Sequence[Any]:
    """The rows of one table that a statement selects. The statement is one that lives as long as the program."""
    if _READ not in session.info:
        return session.execute(statement, values).scalars().all()
    return columns(session, statement, **values)


def columns(session: Session, statement: Executable, **values: Any) -> Sequence[Any]:
    """The rows of columns, of whichever tables, that a statement selects; a reading asks once."""
    key = (id(statement), *values.values())
    return once(session, key, lambda: _plan(statement).read(_connection(session), values))


def among(name: str) -> Any:
    """For `in_()`: the numbers of a value of this name, which is given as a tuple; the statement stays one."""
    return select(func.json_each(bindparam(name, type_=_Numbers())).table_valued("value").c.value)


class _Numbers(TypeDecorator[Any]):
    """Numbers as a JSON list, which the file takes apart."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Sequence[int] | None, dialect: Dialect) -> str:  # noqa: ARG002
        return json.dumps(value)


@dataclass(frozen=True)
class _Plan:
    """How a statement is read: its text, the names of its values in order, and what is made of each column."""

    text: str
    names: tuple[str, ...]
    fixed: Mapping[str, Any]  # values that the statement brings itself
    bind: Mapping[str, Callable[[Any], Any]]  # of the values that are stored as something else
    row: Callable[[Sequence[Any]], Any]
    made: tuple[tuple[int, Callable[[Any], Any]], ...]  # of the columns that are stored as something else

    def read(self, connection: Connection, values: Mapping[str, Any]) -> Sequence[Any]:
        bound = [self._bound(name, values) for name in self.names]
        found: Iterable[Any] = driver.fetch(connection, self.text, bound)
        if self.made and found:
            whole: list[Any] = list(zip(*found, strict=True))
            for at, make in self.made:
                whole[at] = map(make, whole[at])
            found = zip(*whole, strict=True)
        return list(map(self.row, found))

    def _bound(self, name: str, values: Mapping[str, Any]) -> Any:
        return _stored(values[name], self.bind.get(name)) if name in values else self.fixed[name]


@cache
def _plan(statement: Select[Any]) -> _Plan:
    """What the mapper finds out about a statement, once."""
    compiled = statement.compile(dialect=_DIALECT)
    asked = {bind.key: _bind(bind.type) for bind in compiled.binds.values() if bind.required}
    state = compiled.construct_expanded_state(dict.fromkeys(asked))
    own: Mapping[str, Any] = state.processors
    columns = list(statement.selected_columns)
    kinds = [column.type.dialect_impl(_DIALECT).result_processor(_DIALECT, None) for column in columns]
    return _Plan(
        state.statement,
        tuple(state.positiontup or ()),
        {name: _stored(value, own.get(name)) for name, value in state.parameters.items() if name not in asked},
        {name: bind for name, bind in asked.items() if bind is not None},
        driver.row_of(tuple(column.key for column in columns)),
        tuple((at, make) for at, make in enumerate(kinds) if make is not None),
    )


def _stored(value: Any, bind: Callable[[Any], Any] | None) -> Any:
    return value if bind is None else bind(value)


def _bind(kind: TypeEngine[Any]) -> Callable[[Any], Any] | None:
    return kind.dialect_impl(_DIALECT).bind_processor(_DIALECT)


def _connection(session: Session) -> Connection:
    """That of a reading is known, and not asked for with each statement."""
    connection: Connection | None = session.info.get(_ON)
    return session.connection() if connection is None else connection


def once(session: Session, key: tuple[Any, ...], read: Callable[[], _What]) -> _What:
    """What follows from rows alone: inside a transaction found anew each time, in a reading once for each key."""
    found: Found | None = session.info.get(_READ)
    if found is None:
        return read()
    if key not in found:
        if len(found) >= _MOST:
            found.clear()
        found[key] = read()
    return cast("_What", found[key])


@cache
def _of_case(table: type[SQLModel]) -> Executable:
    named: Any = table
    order = named.position if "position" in table.model_fields else next(iter(table.__table__.primary_key))  # type: ignore[attr-defined]  # what the mapper adds
    return select(table).where(named.case_id == bindparam("case")).order_by(order)


@cache
def _in_envelope(table: type[SQLModel]) -> Executable:
    named: Any = table
    return select(table).where(named.envelope_id == bindparam("envelope")).order_by(named.id)


@cache
def _in_envelopes(table: type[SQLModel]) -> Executable:
    named: Any = table
    statement = select(table).where(named.envelope_id.in_(among("envelopes")))
    return statement.order_by(named.id)
