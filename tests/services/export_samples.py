"""An office with something for every sheet, and an export read back with nothing but the standard library."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from caseman.domain.lifecycle import Step
from caseman.exchange.cells import Cell, neutralise
from caseman.services.export.choice import ExportChoice
from caseman.services.export.reading import rows_of, source_of
from caseman.services.export.writing import SetWritten, export_set
from tests.services.walking import PRINCIPAL, Walk

SOUND = "sound: compare the sha256 in manifest.json with the one that the office told you"
AWKWARD = '=HYPERLINK("http://x")'
QUOTED = 'ハイフン "太郎", 二世'


@dataclass(frozen=True)
class Read:
    """A set as an auditor's program reads it."""

    folder: Path
    manifest: dict[str, Any]

    def sheet(self, code: str) -> list[list[str]]:
        """The rows of a sheet without its headings."""
        return self._lines(code)[1:]

    def headings(self, code: str) -> list[str]:
        return self._lines(code)[0]

    def records(self, code: str) -> list[dict[str, str]]:
        """The rows of a sheet, by the codes of its columns."""
        codes = [column["code"] for column in self.entry(f"{code}.csv")["columns"]]
        return [dict(zip(codes, row, strict=True)) for row in self.sheet(code)]

    def entry(self, name: str) -> dict[str, Any]:
        return next(entry for entry in self.manifest["files"] if entry["name"] == name)

    def names(self) -> set[str]:
        return {path.name for path in self.folder.iterdir()}

    def _lines(self, code: str) -> list[list[str]]:
        entry = self.entry(f"{code}.csv")
        with (self.folder / entry["name"]).open(encoding=entry["encoding"], newline="") as stream:
            return list(csv.reader(stream, strict=True))


def read_set(folder: Path) -> Read:
    return Read(folder, json.loads((folder / "manifest.json").read_text(encoding="utf-8")))


def exported(walk: Walk, folder: Path, choice: ExportChoice | None = None) -> Read:
    """Write a set and read it back."""
    done = export_set(walk.desk, folder, choice or ExportChoice())
    assert isinstance(done, SetWritten)
    return read_set(done.path)


def told(walk: Walk, choice: ExportChoice) -> dict[str, list[list[str]]]:
    """What the services give for each sheet, as texts."""
    with source_of(walk.desk, choice) as source:
        return {
            sheet.code: [[_text(cell) for cell in row] for row in rows_of(source, sheet, choice.chosen_columns(sheet))]
            for sheet in choice.chosen_sheets()
        }


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    return neutralise(cell) if isinstance(cell, str) else str(cell)


def furnish(walk: Walk) -> None:
    """Something for every sheet, with names that a spreadsheet trips over."""
    walk.to(Step.CLOSE)
    walk.case(principal=PRINCIPAL | {"name": AWKWARD})
    broken = [{"type": "disclosure", "scope": '一行目\n=二行目, "三"', "forms": 1}]
    walk.case(principal=PRINCIPAL | {"name": QUOTED}, requests=broken)
    number = walk.agent_case("disclosure", "correction")
    walk.identity(number, result="not_confirmed", note="+確認できず")
    walk.case("complaint", complaint={"urgent": True, "publish": False})
    walk.to(Step.DECISION)


def verify(folder: Path, script: Path | None = None) -> tuple[int, list[str]]:
    """Run the script as an auditor does: isolated, without site packages. Its end, and its lines."""
    ran = subprocess.run(
        [sys.executable, "-I", "-S", str(script or folder / "verify_export.py"), *([str(folder)] if script else [])],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ran.stderr == "" or ran.returncode
    return ran.returncode, ran.stdout.splitlines()
