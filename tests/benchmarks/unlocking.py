"""From the opened file to the first page a person can use, and the memory that the window then takes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.bare_page import read_page
from tests.benchmarks.measuring import Row, median_row, seconds
from tests.benchmarks.offices import unlocked

_ROOT = Path(__file__).parents[2]
_TIMES = 7
_LONGEST = 0.4  # seconds
_MORE_MEMORY = 120.0  # MiB beyond an empty window


def rows(path: Path, cases: int) -> Iterator[Row]:
    """Key derivation apart: the file is opened with its data key on each side.

    What stands between the core and the page that a person can use is a window. So the core alone is measured against
    the bare file, and the whole against the same bare rows in Qt's own table.
    """
    _, data_key = unlocked(path)
    values, bases, cores, reads = [], [], [], []
    for turn in range(_TIMES + 1):
        core = float(_run("tests.benchmarks.unlocked_core", str(path))[0])
        value = float(_run("tests.benchmarks.unlocked_window", str(path))[0])
        base = float(_run("tests.benchmarks.bare_page", str(path), told=data_key.hex())[0])
        read = seconds(lambda: read_page(path, data_key))
        if turn:
            cores.append(core)
            values.append(value)
            bases.append(base)
            reads.append(read)
    what = f"{cases:,} cases, median"
    yield median_row(f"unlock to the first rows, {what}", "bare open and a page of rows", (cores, reads), 3.0)
    row = median_row(f"unlock to the first page, {what}", "the same rows in Qt's own table", (values, bases), 3.0)
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


def _run(module: str, *arguments: str, told: str = "") -> list[str]:
    """Figures that a process of its own prints; `told` is what it reads."""
    environment = os.environ | {"QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # what is installed is compiled
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=_ROOT,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
        input=told,
        timeout=300,
    )
    return done.stdout.split()
