"""The folder that a scanner writes to: which files in it are whole, and how one is taken and removed.

A scanner writes while the folder is looked at. A file counts as whole once two looks some seconds apart found it the
same, and only then is it opened. Links are never followed, and nothing but files of the folder itself is touched.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from caseman.errors import FileError
from caseman.exchange.scan_kinds import MAX_BYTES
from caseman.text import T

_UNFINISHED: Final = (".part", ".tmp", ".crdownload", ".filepart", ".partial", ".lock")
_MOST: Final = 2_000  # files looked at once; a fuller folder is not a scanner's


@dataclass(frozen=True)
class FoundFile:
    """A file as it was seen; any later change shows in its size or time."""

    name: str
    size: int
    modified_ns: int


@dataclass(frozen=True)
class Look:
    """What a look found: files that are whole, and all that were there, for the next look."""

    whole: tuple[FoundFile, ...] = ()
    seen: Mapping[str, FoundFile] = field(default_factory=dict)


def look(folder: Path, before: Mapping[str, FoundFile]) -> Look:
    """Look into the folder, oldest file first. Raises `FileError` where it is gone or cannot be read."""
    try:
        with os.scandir(folder) as entries:
            seen = dict(_files(entries))
    except OSError as error:
        raise FileError(
            "scanner-folder-gone",
            T(
                "The scanner's folder “{name}” cannot be read. Connect the disk or the network, "
                "or choose another folder in the settings. Nothing is lost.",
                name=str(folder),
            ),
            field="folder",
        ) from error
    whole = [found for name, found in seen.items() if before.get(name) == found and found.size > 0]
    return Look(tuple(sorted(whole, key=lambda found: (found.modified_ns, found.name))), seen)


def _files(entries: Iterable[os.DirEntry[str]]) -> list[tuple[str, FoundFile]]:
    found: list[tuple[str, FoundFile]] = []
    for entry in entries:
        if len(found) >= _MOST:
            break
        if entry.name.startswith((".", "~")) or entry.name.lower().endswith(_UNFINISHED):
            continue
        try:
            told = entry.stat(follow_symlinks=False)
        except OSError:  # gone meanwhile
            continue
        if stat.S_ISREG(told.st_mode):
            found.append((entry.name, FoundFile(entry.name, told.st_size, told.st_mtime_ns)))
    return found


def read_found(folder: Path, found: FoundFile) -> bytes:
    """The bytes of a whole file. Raises `FileError` for one that is gone, too large, or not whole after all."""
    path = folder / found.name
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
        same = _same(path, found)
    except OSError as error:
        raise FileError(
            "scanner-file-unreadable",
            T("“{name}” cannot be read from the scanner's folder. It stays there.", name=found.name),
        ) from error
    if not same or len(data) != min(found.size, MAX_BYTES + 1):
        raise FileError("scanner-file-changing", T("“{name}” is still being written.", name=found.name))
    return data


def remove_found(folder: Path, found: FoundFile) -> bool:
    """Remove a file that was taken in, unless it changed since; whether it is gone."""
    path = folder / found.name
    try:
        if not _same(path, found):
            return False
        path.unlink()
    except OSError:
        return False
    return True


def _same(path: Path, found: FoundFile) -> bool:
    told = path.lstat()
    return stat.S_ISREG(told.st_mode) and (told.st_size, told.st_mtime_ns) == (found.size, found.modified_ns)
