"""The report of a recovery drill for an auditor: a text, the same as JSON, and a line in the list of all drills."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC
from pathlib import Path
from typing import Any, Final

from caseman.domain.drills import DrillResult
from caseman.errors import FileError
from caseman.exchange.atomic import replace_file, write_new_bytes
from caseman.exchange.cells import Cell, write_csv
from caseman.text import Language, T, Text

_COLUMNS: Final = (
    "at_utc", "office_file", "backup", "backup_made_utc", "bytes", "result", "failed_step", "file_version", "entries",
    "head", "cases", "letters", "scans", "program",
)  # fmt: skip
_LARGEST: Final = 4 * 1024 * 1024


def write_report(folder: Path, result: DrillResult, language: Language) -> tuple[Path, Path, Path]:
    """Write the report into a folder: `OFFICE-drill-INSTANT.txt` and `.json`, and a line of `OFFICE-drills.csv`.

    Raises `FileError`; no file is ever replaced but the list, which is written anew with one line more.
    """
    stem = Path(result.office).stem
    stamp = f"{result.at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    text, data = (folder / f"{stem}-drill-{stamp}.{kind}" for kind in ("txt", "json"))
    listed = folder / f"{stem}-drills.csv"
    lines = [*_lines_before(listed), _line(result)]
    write_new_bytes(text, as_text(result, language).encode())
    write_new_bytes(data, as_json(result, language).encode())
    replace_file(listed, lambda stream: write_csv(stream, _COLUMNS, lines))
    return text, data, listed


def as_text(result: DrillResult, language: Language) -> str:
    """The report as a person reads it."""
    head: list[Text] = [
        T("Recovery drill"),
        T("Result: {result}", result=T("PASSED") if result.passed else T("FAILED")),
        result.label,
        T("Done at {at} (UTC) by caseman {program}", at=result.at.astimezone(UTC), program=result.program),
        T("Office file: {name}", name=result.office),
        T("Backup: {name} ({size} bytes)", name=result.backup, size=result.size),
    ]
    if result.made_at is not None:
        head.append(T("Made at {at} (UTC)", at=result.made_at.astimezone(UTC)))
    signs = {True: "✓", False: "✗", None: "–"}
    steps = [
        T("{sign} {step}: {told}", sign=signs[c.held], step=c.step.label, told=c.told).say(language)
        for c in result.checks
    ]
    foot = T("Done with: ______________   Seen by: ______________   Date: ______________")
    return "\n".join([*(line.say(language) for line in head), "", *steps, "", foot.say(language), ""])


def as_data(result: DrillResult, language: Language) -> dict[str, Any]:
    """The report as plain data: instants in ISO 8601 UTC, steps by their codes."""
    failed = result.failed
    return {
        "drill": 1,
        "at": _instant(result.at),
        "passed": result.passed,
        "failed_step": None if failed is None else failed.step.value,
        "told": result.label.say(language),
        "office_file": result.office,
        "backup": result.backup,
        "backup_made": None if result.made_at is None else _instant(result.made_at),
        "bytes": result.size,
        "file_version": result.schema,
        "trail": {"entries": result.entries, "head": result.head},
        "counts": {"cases": result.cases, "letters": result.letters, "scans": result.scans},
        "steps": [{"step": c.step.value, "held": c.held, "told": c.told.say(language)} for c in result.checks],
        "program": result.program,
    }


def as_json(result: DrillResult, language: Language) -> str:
    """`as_data` as JSON."""
    return json.dumps(as_data(result, language), ensure_ascii=False, indent=2) + "\n"


def _line(result: DrillResult) -> list[Cell]:
    failed = result.failed
    return [
        _instant(result.at),
        result.office,
        result.backup,
        "" if result.made_at is None else _instant(result.made_at),
        result.size,
        "passed" if result.passed else "failed",
        "" if failed is None else failed.step.value,
        result.schema,
        result.entries,
        result.head,
        result.cases,
        result.letters,
        result.scans,
        result.program,
    ]


def _lines_before(path: Path) -> list[list[Cell]]:
    """The lines of the list so far. Raises `FileError` for a file of that name that is no such list."""
    if not path.exists():
        return []
    try:
        with path.open("rb") as stream:
            content = stream.read(_LARGEST + 1)
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    except (OSError, UnicodeDecodeError, csv.Error):
        rows = []
    sound = rows and tuple(rows[0]) == _COLUMNS and all(len(row) == len(_COLUMNS) for row in rows)
    if not sound or len(content) > _LARGEST:
        raise FileError(
            "drill-list",
            T(
                "“{name}” is not a list of recovery drills, and is left as it is. Move it away, or choose another "
                "folder with --out.",
                name=path.name,
            ),
            field="folder",
        )
    return [list(map(_read_back, row)) for row in rows[1:]]


def _read_back(cell: str) -> Cell:
    plain = cell.removeprefix("'")
    return int(plain) if plain.isascii() and plain.isdigit() and str(int(plain)) == plain else plain


def _instant(at: Any) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
