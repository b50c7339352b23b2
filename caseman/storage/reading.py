"""Rows as they are read: to be changed inside a transaction, or only to be shown.

A service that writes gets rows of the mapper, read anew each time: it changes them. One that only shows gets plain rows
of the same columns, which nobody can change, and each statement is run once for a reading: many parts of a page ask for
the same rows of one case, and putting rows together costs the mapper more than the file takes to give them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, Final, TypeVar, cast

from sqlalchemy import Connection, bindparam
from sqlalchemy.sql import Executable
from sqlmodel import Session, SQLModel, select

_READ: Final = "read"
_ON: Final = "on"
_MOST: Final = 200  # statements remembered in one reading; a reading of many cases begins anew
Found = dict[tuple[Any, ...], Any]
_Row = TypeVar("_Row", bound=SQLModel)
_What = TypeVar("_What")


def only_shows(session: Session, found: Found) -> Session:
    """Make this a session that writes nothing; what it reads is remembered in `found`, which the caller empties."""
    session.info[_READ] = found
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
    return once(session, key, lambda: _connection(session).execute(statement, values).all())


def _connection(session: Session) -> Connection:
    """The one connection of a reading, which is not asked for again with each statement."""
    if _READ not in session.info:
        return session.connection()
    connection: Connection | None = session.info.get(_ON)
    if connection is None:
        connection = session.info[_ON] = session.connection()
    return connection


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
    statement = select(table).where(named.envelope_id.in_(bindparam("envelopes", expanding=True)))
    return statement.order_by(named.id)
