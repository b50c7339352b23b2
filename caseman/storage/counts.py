"""How many records of each kind a file has: recorded with each backup, and compared by a recovery drill."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sqlalchemy import Connection

_COUNTED: Final[Mapping[str, str]] = {
    "cases": "SELECT count(*) FROM cases",
    "letters": "SELECT count(*) FROM letter",
    "scans": "SELECT count(*) FROM scan_content",
}


def count_rows(connection: Connection) -> dict[str, int]:
    """Cases, letters and scans."""
    return {name: int(connection.exec_driver_sql(statement).scalar_one()) for name, statement in _COUNTED.items()}
