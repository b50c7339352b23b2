"""Very many rows one at a time, as plain tuples of what is stored: for exports, where an object a row is too much."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from sqlalchemy import Connection

_NONE: Final[Mapping[str, Any]] = {}


def stream(connection: Connection, statement: str, values: Mapping[str, Any] = _NONE) -> Iterator[tuple[Any, ...]]:
    """The rows of a query, straight from the driver; it ends with its iterator. Several may be read side by side."""
    cursor: Any = connection.connection.cursor()
    rows: Iterator[tuple[Any, ...]] = cursor.execute(statement, values)
    return rows
