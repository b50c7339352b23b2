"""The folder that a scanner writes to: which files in it are whole, and how one is taken and removed.

A scanner writes while the folder is looked at, and pauses between two pages. A file counts as whole once two looks
found it the same and it has stood still for a while; only then is it opened. Links are never followed, and nothing but
files of the folder itself is touched.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from caseman.errors import FileError
from caseman.exchange.scan_files import open_plain
from caseman.exchange.scan_kinds import MAX_BYTES, safe_name
from caseman.text import T

SETTLES_AFTER: Final = 15  # seconds: PDF and TIFF grow page by page, with a sheet drawn in between
_SINGLE_SETTLES_AFTER: Final = 2  # seconds, for a picture of one page
_SINGLE: Final = (".jpg", ".jpeg", ".png")
_UNFINISHED: Final = (".part", ".tmp", ".crdownload", ".filepart", ".partial", ".lock")
MOST_AT_ONCE: Final = 2_000  # new files of one look; the rest follow at the next ones
_MOST_SEEN: Final = 50_000  # a fuller folder is not a scanner's
_SECOND: Final = 1_000_000_000  # nanoseconds


@dataclass(frozen=True)
class FoundFile:
    """A file as it was seen; any later change shows in its size or time.

    `since_ns` is when it was first seen so, by a clock that nobody sets: that of another computer may be wrong.
    """

    name: str
    size: int
    modified_ns: int
    since_ns: int = field(default=0, compare=False)

    def stood_still(self, now_ns: int, steady_ns: int) -> bool:
        """Whether it has not been written to for long enough, by its own time or by ours."""
        wanted = _SECOND * (_SINGLE_SETTLES_AFTER if self.name.lower().endswith(_SINGLE) else SETTLES_AFTER)
        return now_ns - self.modified_ns >= wanted or steady_ns - self.since_ns >= wanted


@dataclass(frozen=True)
class Look:
    """What a look found: files that are whole, the oldest first, and all new ones, for the next look.

    A file behind one that is still being written waits for it: a cover sheet may be in that one. `writing` is how many
    are not whole yet, `more` whether there are more new ones than one look takes.
    """

    whole: tuple[FoundFile, ...] = ()
    seen: Mapping[str, FoundFile] = field(default_factory=dict)
    writing: int = 0
    more: bool = False


def look(
    folder: Path, before: Mapping[str, FoundFile], known: Callable[[FoundFile], bool] = lambda _found: False
) -> Look:
    """Look into the folder, the oldest file first. What is `known` was taken or refused before and does not count.

    Raises `FileError` where the folder is gone or cannot be read.
    """
    steady = time.monotonic_ns()
    try:
        with os.scandir(folder) as entries:
            files = [found for found in _files(entries, steady) if not known(found)]
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
    files.sort(key=lambda found: (found.modified_ns, found.name))
    more = len(files) > MOST_AT_ONCE
    seen: dict[str, FoundFile] = {}
    for found in files[:MOST_AT_ONCE]:
        earlier = before.get(found.name)
        seen[found.name] = earlier if earlier == found else found
    now = time.time_ns()
    whole: list[FoundFile] = []
    for found in seen.values():
        if before.get(found.name) != found or not found.stood_still(now, steady):
            break
        if found.size > 0:
            whole.append(found)
    waiting = sum(found.size > 0 or not found.stood_still(now, steady) for found in seen.values()) - len(whole)
    return Look(tuple(whole), seen, waiting, more)


def _files(entries: Iterator[os.DirEntry[str]], steady_ns: int) -> Iterator[FoundFile]:
    for count, entry in enumerate(entries):
        if count >= _MOST_SEEN:
            return
        if entry.name.startswith((".", "~")) or entry.name.lower().endswith(_UNFINISHED):
            continue
        try:
            told = entry.stat(follow_symlinks=False)
        except OSError:  # gone meanwhile
            continue
        if stat.S_ISREG(told.st_mode):
            yield FoundFile(entry.name, told.st_size, told.st_mtime_ns, steady_ns)


def read_found(folder: Path, found: FoundFile) -> bytes:
    """The bytes of a whole file. Raises `FileError` for one that is gone, replaced, too large, or not whole after all.

    What is read is what was looked at: the file is compared once it is open, before and after it is read.
    """
    name = safe_name(found.name)
    try:
        with open_plain(folder / found.name, follow=False) as stream:
            same = _same(os.fstat(stream.fileno()), found)
            data = stream.read(MAX_BYTES + 1) if same else b""
            same = same and _same(os.fstat(stream.fileno()), found)
    except OSError as error:
        raise FileError(
            "scanner-file-unreadable",
            T("“{name}” cannot be read from the scanner's folder. It stays there.", name=name),
        ) from error
    if not same or len(data) != min(found.size, MAX_BYTES + 1):
        raise FileError("scanner-file-changing", T("“{name}” is still being written.", name=name))
    return data


def remove_found(folder: Path, found: FoundFile) -> bool:
    """Remove a file that was taken in, unless it changed since; whether it is gone."""
    path = folder / found.name
    try:
        if not _same(path.lstat(), found):
            return False
        path.unlink()
    except OSError:
        return False
    return True


def _same(told: os.stat_result, found: FoundFile) -> bool:
    return stat.S_ISREG(told.st_mode) and (told.st_size, told.st_mtime_ns) == (found.size, found.modified_ns)
