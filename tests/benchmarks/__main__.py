"""`python -m tests.benchmarks`: measure everything and print a table of ratios; `build/bench.json` holds the same.

`SCALE=1000000` measures what grows with the cases at so many, and writes `build/bench-1000000.json`. Names of parts
(`--list` tells them) measure these alone and write nothing. `--document` writes what the JSON files hold into
CONTRIBUTING.md, and what somebody at the desk notices of it into README.md.

Ratios, because times tell more about the machine than about the program. A row that misses its reach is marked; that
is for people to judge, and the run ends well all the same. A part that breaks is told, and the others go on.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.benchmarks import documented, machine
from tests.benchmarks.measuring import Row
from tests.benchmarks.parts import PARTS, Part, Place
from tests.benchmarks.reaches import further, lacking, promised, table

_SCALE = 100_000


def main() -> int:
    """Measure in a folder that is gone afterwards. Not 0 when a part broke."""
    asked = _arguments()
    if asked.list:
        sys.stdout.write("\n".join(part.code for part in PARTS) + "\n")
        return 0
    if asked.document:
        documented.write()
        return 0
    scale = int(os.environ.get("SCALE") or _SCALE)
    usual = [part for part in PARTS if part.grows or scale <= _SCALE]
    chosen = [part for part in PARTS if part.code in asked.parts] if asked.parts else usual
    about, begun = machine.about(), time.monotonic()

    def keep(rows: Sequence[Row], took: dict[str, float], broken: Sequence[str]) -> None:
        """After each part, so that a run that is broken off has told what it measured."""
        if asked.parts:
            return
        told = about | {
            "scale": scale,
            "seconds": round(time.monotonic() - begun),
            "peak_mib": machine.peaks(),
            "parts": took,
            "broken": broken,
            "rows": [row.data() for row in rows],
        }
        path = documented.result_of(scale)
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(told, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")

    with tempfile.TemporaryDirectory(prefix="caseman-bench-") as name:
        rows, broken = _measure(Place(Path(name), scale), chosen, keep)
    _print(rows, broken, whole=chosen == list(PARTS))
    return 1 if broken else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    parser.add_argument("parts", nargs="*", choices=[[], *(part.code for part in PARTS)], help="these alone")
    parser.add_argument("--list", action="store_true", help="name the parts")
    parser.add_argument("--document", action="store_true", help="write the last results into the documents")
    return parser.parse_args()


def _measure(
    place: Place, chosen: Sequence[Part], keep: Callable[[Sequence[Row], dict[str, float], Sequence[str]], None]
) -> tuple[list[Row], list[str]]:
    """The rows, and the parts that broke."""
    rows: list[Row] = []
    took: dict[str, float] = {}
    broken: list[str] = []
    for part in chosen:
        begun = time.monotonic()
        try:
            for row in part.rows(place):
                rows.append(row)  # noqa: PERF402  what was measured before something broke stays
        except Exception:  # noqa: BLE001  the other parts are to be measured all the same
            traceback.print_exc()
            broken.append(part.code)
        took[part.code] = round(time.monotonic() - begun, 1)
        keep(rows, took, broken)
        sys.stdout.write(f"{part.code}: {took[part.code]:.0f} s\n")
        sys.stdout.flush()
    return rows, broken


def _print(rows: Sequence[Row], broken: Sequence[str], *, whole: bool) -> None:
    sys.stdout.write(f"\n{table(promised(rows))}\n")
    if whole and (missing := lacking(rows)):
        sys.stdout.write(f"Not measured here: {'; '.join(missing)}\n")
    if others := further(rows):
        sys.stdout.write(f"\n{table(others)}\n")
    if broken:
        sys.stdout.write(f"\nBroke: {', '.join(broken)}\n")


if __name__ == "__main__":
    sys.exit(main())
