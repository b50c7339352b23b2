"""The ledger as CSV, against copying the same cells out of one flat table."""

from __future__ import annotations

import csv
import itertools
from pathlib import Path
from typing import Any

from caseman.services.auditing import LEDGER_NAME, export_ledger
from caseman.services.desk import Desk
from tests.benchmarks.measuring import Row, by_turns, median_row
from tests.benchmarks.offices import driver

_TIMES = 5


def rows(desk: Desk, cases: int, folder: Path) -> list[Row]:
    """The flat table stands in the same encrypted file and holds what the export wrote."""
    connection = driver(desk)
    numbers = itertools.count()

    def export() -> object:
        place = folder / str(next(numbers))
        place.mkdir()
        return export_ledger(desk, place)

    export()
    headings = _flatten(connection, folder / "0" / LEDGER_NAME)

    def bare() -> None:
        path = folder / f"bare{next(numbers)}.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.writer(stream, quoting=csv.QUOTE_NONNUMERIC)
            writer.writerow(headings)
            writer.writerows(connection.execute("SELECT * FROM flat"))

    times = by_turns(export, bare, _TIMES)
    return [median_row(f"ledger CSV, {cases:,} cases, median", "bare cursor over one flat table", times, 1.5)]


def _flatten(connection: Any, ledger: Path) -> list[str]:
    """Put a ledger that was written into a table; returns its headings."""
    with ledger.open(encoding="utf-8-sig", newline="") as stream:
        lines = csv.reader(stream, quoting=csv.QUOTE_NONNUMERIC)
        headings = next(lines)
        columns = ", ".join(f"c{number}" for number in range(len(headings)))
        connection.execute(f"CREATE TABLE flat ({columns})")
        places = ", ".join("?" * len(headings))
        connection.executemany(f"INSERT INTO flat VALUES ({places})", lines)
    connection.commit()
    return headings
