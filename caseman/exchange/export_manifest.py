"""What goes with the sheets of an export: the manifest, the script that checks the folder, and how to use it.

Nothing in them tells when the export was written, so that the same file and period give the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Final

from caseman.exchange.new_folder import NewFolder, WrittenFile

MANIFEST: Final = "manifest.json"
VERIFIER: Final = "verify_export.py"
READ_ME: Final = "READ_ME.txt"
_FORMAT: Final = 1  # of the manifest, for programs that read it
_NO_HASH: Final = "0" * 64


@dataclass(frozen=True)
class WrittenSheet:
    """A CSV that was written: its rows without the headings, its columns as (code, heading), what its period means."""

    file: WrittenFile
    encoding: str
    rows: int
    columns: tuple[tuple[str, str], ...]
    period: str


def add_companions(folder: NewFolder) -> tuple[WrittenFile, ...]:
    """Put the script and the text that explains it into the folder."""
    here = files("resources") / "export"
    script = (here / VERIFIER).read_bytes().replace(b"\r\n", b"\n")
    text = (here / READ_ME).read_text(encoding="utf-8").replace("\r\n", "\n").replace("\n", "\r\n")
    return (
        folder.add(VERIFIER, lambda stream: stream.write(script)),
        folder.add(READ_ME, lambda stream: stream.write(text.encode("utf-8-sig"))),
    )


def add_manifest(
    folder: NewFolder, facts: Mapping[str, Any], sheets: Iterable[WrittenSheet], others: Iterable[WrittenFile]
) -> str:
    """Write the manifest: the facts of the export, then every other file with its SHA-256. Returns its own.

    The manifest's own hash is that of its bytes with zeros in place of the hash.
    """
    told = {
        "format": _FORMAT,
        **facts,
        "files": [_sheet(sheet) for sheet in sheets] + [_file(other) for other in others],
        "sha256": _NO_HASH,
    }
    blank = (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()
    own = hashlib.sha256(blank).hexdigest()
    whole = blank.replace(_NO_HASH.encode(), own.encode())
    folder.add(MANIFEST, lambda stream: stream.write(whole))
    return own


def _file(file: WrittenFile) -> dict[str, Any]:
    return {"name": file.name, "sha256": file.sha256, "bytes": file.size}


def _sheet(sheet: WrittenSheet) -> dict[str, Any]:
    return {
        **_file(sheet.file),
        "encoding": sheet.encoding,
        "rows": sheet.rows,
        "period": sheet.period,
        "columns": [{"code": code, "heading": heading} for code, heading in sheet.columns],
    }
