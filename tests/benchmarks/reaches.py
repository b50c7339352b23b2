"""The table of what was promised, in its order: each line by how the names of its rows begin."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tests.benchmarks.measuring import Row

PROMISED: Final = (
    "cold start to the unlock page",
    "unlock to the first page",
    "search as you type",
    "next page by",
    "last page by",
    "log an envelope",
    "open a case with",
    "import a 500 kB scan",
    "ledger CSV",
    "1,000 letters",
    "1,000 notices",
    "register of",
    "verify the trail",
    "backup of 1 GB",
    "memory at rest",
    "file size per case",
    "installed size",
)


def promised(rows: Sequence[Row]) -> list[Row]:
    """The rows of the table in its order."""
    return [row for begins in PROMISED for row in rows if row.name.startswith(begins)]


def further(rows: Sequence[Row]) -> list[Row]:
    """What is measured beside it."""
    return [row for row in rows if not row.name.startswith(PROMISED)]


def lacking(rows: Sequence[Row]) -> list[str]:
    """The lines of the table that no row tells of."""
    return [begins for begins in PROMISED if not any(row.name.startswith(begins) for row in rows)]


def table(rows: Sequence[Row]) -> str:
    """Rows for a person at a terminal."""
    lines = [f"{'what':<58} {'against':<44} {'ours':>12} {'bare':>12} {'ratio':>7} {'reach':>6}"]
    lines += [
        f"{row.name:<58} {row.baseline:<44} {row.figure(row.value):>12} {row.figure(row.base):>12} "
        f"{row.ratio:>7.2f} {row.reach:>6.2f}  {_met(row)}"
        for row in rows
    ]
    return "\n".join(lines)


def markdown(rows: Sequence[Row]) -> str:
    """The same for a document."""
    lines = ["| What | Against | Ours | Bare | Ratio | Reach | |", "|---|---|--:|--:|--:|--:|---|"]
    lines += [
        f"| {row.name} | {row.baseline} | {row.figure(row.value)} | {row.figure(row.base)} "
        f"| {row.ratio:.2f} | {row.reach:.2f} | {_met(row)} |"
        for row in rows
    ]
    return "\n".join(lines)


def _met(row: Row) -> str:
    return "met" if row.reached else "missed"
