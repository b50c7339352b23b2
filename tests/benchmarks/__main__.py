"""`python -m tests.benchmarks`: measure everything, print a table of ratios, write `bench.json`.

Ratios, because times tell more about the machine than about the program. A row that misses its reach is marked; that
is for people to judge, and the run ends well all the same.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from caseman.services.desk import Desk
from tests.benchmarks import (
    batch,
    casework,
    counting,
    exporting,
    finding,
    importing,
    keeping,
    previewing,
    registering,
    scanning,
    stalling,
    starting,
    trailing,
    unlocking,
    waiting_today,
    writing,
)
from tests.benchmarks.measuring import Row
from tests.benchmarks.offices import filled, full_office

_RESULT = Path(__file__).parents[2] / "bench.json"
_SIZES = (10_000, 100_000)


def main() -> None:
    """Measure in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="caseman-bench-") as name:
        rows = list(_measure(Path(name)))
    _RESULT.write_text(json.dumps([row.data() for row in rows], indent=2) + "\n", encoding="utf-8")
    sys.stdout.write(table(rows) + "\n")


def _measure(folder: Path) -> Iterator[Row]:
    yield from starting.rows(folder)
    yield from writing.rows()
    yield from batch.rows()
    yield from previewing.rows(folder)
    yield from keeping.rows(folder)
    yield from scanning.rows()
    yield from casework.rows(folder)
    yield from trailing.rows(folder)
    sizes = (int(os.environ["SCALE"]),) if os.environ.get("SCALE") else _SIZES
    for cases in sizes:
        path = filled(folder, cases)
        if cases == max(sizes):
            yield from unlocking.rows(path, cases)
            yield from stalling.rows(folder, path, cases)
        with full_office(path) as desk:
            yield from _at_size(desk, cases, folder, smallest=cases == min(sizes), largest=cases == max(sizes))


def _at_size(desk: Desk, cases: int, folder: Path, *, smallest: bool, largest: bool) -> Iterator[Row]:
    yield from finding.rows(desk, cases)
    yield from waiting_today.rows(desk, cases)
    if smallest:
        yield keeping.backup_row(desk, cases, folder)
        yield from importing.rows(desk, cases)
    if largest:
        yield casework.size_row(desk, cases)
        yield from counting.rows(desk, cases)  # before the export adds a table of its own
        yield from registering.rows(desk, cases, folder)
        yield from exporting.rows(desk, cases, folder)


def table(rows: list[Row]) -> str:
    """Rows for a person; `!` marks a missed reach."""
    lines = [f"  {'measured':<50} {'against':<42} {'ms':>11} {'bare ms':>11} {'ratio':>7} {'reach':>6}"]
    lines += [
        f"{' ' if row.reached else '!'} {row.name:<50} {row.baseline:<42} {_figure(row, row.value):>11} "
        f"{_figure(row, row.base):>11} {row.ratio:>7.2f} {row.reach:>6.2f}"
        for row in rows
    ]
    return "\n".join(lines)


def _figure(row: Row, value: float) -> str:
    """Milliseconds, or another unit that is named."""
    return f"{value * 1e3:.2f}" if row.unit == "s" else f"{value:.1f} {row.unit}"


if __name__ == "__main__":
    main()
