"""From the opened file to the first page a person can use, and the memory that the window then takes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.measuring import Row, median_row, seconds
from tests.benchmarks.offices import unlocked

_ROOT = Path(__file__).parents[2]
_TIMES = 7
_LONGEST = 0.4  # seconds
_MORE_MEMORY = 120.0  # MiB beyond an empty window
_PAGE = """
SELECT c.id, c.number, p.name, p.kana, c.request_types, c.state, c.next_step, c.arrived_on, c.due_on, c.closed_on
FROM cases c CROSS JOIN party p ON p.case_id = c.id AND p.role = 'principal' ORDER BY c.due_on, c.id LIMIT 200
"""


def rows(path: Path, cases: int) -> Iterator[Row]:
    """Key derivation apart: the file is opened with its data key on both sides."""
    _, data_key = unlocked(path)
    values, bases = [], []
    for turn in range(_TIMES + 1):
        value = float(_run("tests.benchmarks.unlocked_window", str(path))[0])
        base = seconds(lambda: _bare(path, data_key))
        if turn:
            values.append(value)
            bases.append(base)
    row = median_row(
        f"unlock to the first page, {cases:,} cases, median", "bare open and a page of rows", (values, bases), 3.0
    )
    yield row
    yield Row(row.name, "what a person takes for at once", row.value, _LONGEST, 1.0)
    with_office = float(_run("tests.benchmarks.unlocked_window", str(path))[1])
    bare = float(_run("tests.benchmarks.bare_memory")[0])
    yield Row(
        f"memory at rest, {cases:,} cases",
        f"empty window + {_MORE_MEMORY:.0f} MiB",
        with_office,
        bare + _MORE_MEMORY,
        1.0,
        "MiB",
    )


def _bare(path: Path, data_key: bytes) -> None:
    from sqlcipher3 import dbapi2 as sqlcipher

    connection = sqlcipher.connect(str(path))
    connection.execute(f"PRAGMA key = \"x'{data_key.hex()}'\"")
    connection.execute(_PAGE).fetchall()
    connection.close()


def _run(module: str, *arguments: str) -> list[str]:
    """Figures that a process of its own prints."""
    environment = os.environ | {"QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=_ROOT,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
        timeout=300,
    )
    return done.stdout.split()
