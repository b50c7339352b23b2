"""The measured tables of CONTRIBUTING.md and README.md, between two marks: made of the results, never typed."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Final

from tests.benchmarks.measuring import Row
from tests.benchmarks.parts import PARTS
from tests.benchmarks.reaches import further, lacking, markdown, promised

_ROOT: Final = Path(__file__).parents[2]
_DOCUMENT: Final = _ROOT / "CONTRIBUTING.md"
_README: Final = _ROOT / "README.md"
# What somebody at the desk notices, by how the rows' names begin.
_NOTICED: Final = {
    "cold start": "start to the unlock page",
    "unlock to the first page": "unlocked to the first page",
    "search as you type, 100,000 cases": "a search",
    "next page by due, 100,000 cases": "next lines",
    "open a case": "a busy case",
    "log an envelope": "an envelope saved",
    "import a 500 kB scan": "a scan taken in",
}
_USUAL, _LARGE = 100_000, 1_000_000
_BEGIN, _END = "<!-- measured: begin -->", "<!-- measured: end -->"


def result_of(scale: int) -> Path:
    """Where a whole run at so many cases leaves its result."""
    return _ROOT / "build" / ("bench.json" if scale == _USUAL else f"bench-{scale}.json")


def write() -> None:
    """Put the results that are there between the marks. Raises `SystemExit` where none is, or a mark is missing."""
    found = [path for path in map(result_of, (_USUAL, _LARGE)) if path.exists()]
    results = [json.loads(path.read_text(encoding="utf-8")) for path in found]
    if not results:
        raise SystemExit("Run `make bench` first.")
    _put(_DOCUMENT, "\n\n".join(section(result) for result in results))
    _put(_README, noticed(results[0]))


def _put(document: Path, told: str) -> None:
    text = document.read_text(encoding="utf-8")
    if text.count(_BEGIN) != 1 or text.count(_END) != 1:
        raise SystemExit(f"{document.name} needs the two marks of what was measured.")
    between = re.compile(f"{re.escape(_BEGIN)}.*{re.escape(_END)}", re.DOTALL)
    document.write_text(between.sub(lambda _: f"{_BEGIN}\n{told}\n{_END}", text), encoding="utf-8")


def noticed(result: dict[str, Any]) -> str:
    """The few rows that somebody at the desk notices, the first of each name."""
    rows = [Row.read(data) for data in result["rows"]]
    found = (
        (short, next((row for row in rows if row.name.startswith(name)), None)) for name, short in _NOTICED.items()
    )
    told = [f"{short} {row.figure(row.value)} ({row.ratio:.1f})" for short, row in found if row is not None]
    return ",\n".join(", ".join(told[at : at + 4]) for at in range(0, len(told), 4)) + "."


def section(result: dict[str, Any]) -> str:
    """One run in words and tables. Of a large one, what depends on how many cases there are."""
    rows = [Row.read(data) for data in result["rows"]]
    machine, versions = result["machine"], result["versions"]
    large = result["scale"] > _USUAL
    said = [
        (
            f"**{result['scale']:,} cases**, {result['date']}, commit {versions['commit']}: {machine['cores']} cores "
            f"({machine['processor']}), {machine['memory_gib']:.0f} GiB, {machine['system'].partition(' ')[0]}, "
            f"Python {versions['python']}, SQLCipher {versions['sqlcipher']}, Qt {versions['PySide6-Essentials']}. "
            f"{result['seconds'] / 60:.0f} minutes, at most {result['peak_mib']['own']:,} MiB."
        )
    ]
    if large:
        left = [part.code for part in PARTS if part.grows and part.code not in result["parts"]]
        if left:
            said[0] += f" Broken off before: {', '.join(left)}."
        return "\n\n".join([*said, markdown([*promised(rows), *further(rows)])])
    said.append(markdown(promised(rows)))
    if missing := lacking(rows):
        said.append(f"Not measured in this run: {'; '.join(missing)}.")
    return "\n\n".join([*said, "Beside it:", markdown(further(rows))])
