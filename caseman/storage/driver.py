"""The driver itself: for the statements of every hour, which nobody puts together.

They run in the transaction under way on the connection, and what is refused is raised as the mapper would raise it. So
only the way there is shorter: what one statement costs SQLAlchemy on its way is more than most take the file.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2 as sqlcipher

Values = Sequence[Any] | Mapping[str, Any]


def run(connection: Connection, statement: str, values: Values = ()) -> Any:
    """Run one statement; returns the driver's cursor. Raises as `DBAPIError` what the file refuses."""
    driver: Any = connection.connection.driver_connection
    try:
        return driver.execute(statement, values)
    except sqlcipher.Error as error:
        raise _as_mapped(statement, error) from error


def fetch(connection: Connection, statement: str, values: Values = ()) -> list[Any]:
    """All rows that a statement selects, as they are stored. Raises as `run` does, whichever row it is that fails."""
    cursor = run(connection, statement, values)
    try:
        found: list[Any] = cursor.fetchall()
    except sqlcipher.Error as error:
        raise _as_mapped(statement, error) from error
    return found


def each_row(connection: Connection, statement: str, values: Values = ()) -> Iterator[Any]:
    """The rows that a statement selects, by the names of its columns; each is read when it is wanted."""
    cursor = run(connection, statement, values)
    return map(row_of(tuple(column[0] for column in cursor.description)), cursor)


@cache
def row_of(names: tuple[str, ...]) -> Any:
    """What makes a row of values; nobody can change it."""
    make: Any = namedtuple  # noqa: PYI024  named by the statement
    return make("row", names, rename=True)._make


def run_many(connection: Connection, statement: str, rows: Sequence[Sequence[Any]]) -> None:
    """As `run`, for several rows of values."""
    driver: Any = connection.connection.driver_connection
    try:
        driver.executemany(statement, rows)
    except sqlcipher.Error as error:
        raise _as_mapped(statement, error) from error


def _as_mapped(statement: str, error: sqlcipher.Error) -> BaseException:
    mapped: BaseException = DBAPIError.instance(statement, None, error, sqlcipher.Error, hide_parameters=True)
    return mapped
