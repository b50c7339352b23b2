"""Very many rows one at a time, as plain tuples of what is stored: for exports, where an object a row is too much."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection


def stream(connection: Connection, statement: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a query without parameters, straight from the driver. Several may be read side by side; a query
    begins when its first row is asked for.
    """
    cursor: Any = connection.connection.cursor()
    cursor.execute(statement)
    yield from cursor
