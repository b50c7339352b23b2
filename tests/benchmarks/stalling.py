"""The longest time that the window does not listen in a day at a full office, under a real X server; by real keys."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.measuring import Row
from tests.e2e.journey import REACH, stall_table, stalls_of_a_day
from tests.e2e.x_session import missing


def rows(folder: Path, office: Path, cases: int) -> Iterator[Row]:
    """The table of the steps is written too: it says where."""
    if why := missing():
        sys.stdout.write(f"stalls are not measured: {why}\n")
        return
    stalls = stalls_of_a_day(folder / "day", office)
    sys.stdout.write(stall_table(stalls, cases) + "\n")
    longest = max(stall.own_ms for stall in stalls)
    yield Row(f"longest stall of a day, {cases:,} cases", f"{REACH:.0f} ms", longest / 1000, REACH / 1000, 1.0)
