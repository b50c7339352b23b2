"""Folders that appear whole or not at all, and never in the place of anything."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from caseman.errors import FileError
from caseman.exchange.atomic import file_error, sync_folder
from caseman.text import T


@dataclass(frozen=True)
class WrittenFile:
    """A file that was put into a new folder: its size in bytes, and its SHA-256 in hexadecimal."""

    name: str
    size: int
    sha256: str


class NewFolder:
    """A folder under a temporary name, until it is published."""

    def __init__(self, path: Path, temporary: Path) -> None:
        self.path = path
        self._temporary = temporary
        self.published = False

    def add(self, name: str, writer: Callable[[BinaryIO], object]) -> WrittenFile:
        """Let `writer` fill a new file of this name, readable by its owner alone (0600)."""
        place = self._temporary / name
        handle = os.open(place, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(handle, "wb", buffering=1 << 18) as stream:
            hashed = _Hashed(stream)
            writer(cast("BinaryIO", hashed))
            stream.flush()
            os.fsync(stream.fileno())
        return WrittenFile(name, hashed.size, hashed.hexdigest())

    def publish(self) -> None:
        """Give the folder its name."""
        sync_folder(self._temporary)
        if os.name == "nt" and self.path.is_dir():
            self.path.rmdir()  # an empty one, which the system does not replace there
        self._temporary.rename(self.path)
        self.published = True
        sync_folder(self.path.parent)

    def take_back(self) -> None:
        """Leave nothing of it behind."""
        shutil.rmtree(self.path if self.published else self._temporary, ignore_errors=True)


@contextmanager
def new_folder(path: Path) -> Iterator[NewFolder]:
    """A new folder to fill and then to publish; when the block ends without that, or fails, nothing is left behind.

    A folder that is there and empty may be taken; whatever else has the name is never touched. Those above are made.
    Raises `FileError` (field `path`) where the name is taken, for a full disk and for a place that may not be written.
    """
    wanted = free_folder(path)
    made: list[Path] = []
    folder: NewFolder | None = None
    try:
        made = _make_parents(wanted.parent)
        folder = NewFolder(wanted, Path(tempfile.mkdtemp(prefix=".caseman-", suffix=".part", dir=wanted.parent)))
        yield folder
        if not folder.published:
            _clear(folder, made)
    except OSError as error:
        _clear(folder, made)
        if isinstance(error, FileExistsError | NotADirectoryError) or os.path.lexists(wanted):
            free_folder(wanted)  # someone took the name meanwhile
        raise file_error(wanted, error) from error
    except BaseException:
        _clear(folder, made)
        raise


def free_folder(path: Path) -> Path:
    """Where a new folder will be. Raises `FileError` where the name is taken by anything but an empty folder."""
    wanted = Path(os.path.realpath(path))
    try:
        taken = os.path.lexists(wanted) and (not wanted.is_dir() or next(wanted.iterdir(), None) is not None)
    except OSError as error:
        raise file_error(wanted, error) from error
    if taken:
        raise FileError(
            "folder-taken",
            T(
                "“{name}” exists already, and nothing in it is replaced. Choose another name for the folder, or move "
                "that one away.",
                name=wanted.name,
            ),
            field="path",
        )
    return wanted


def _make_parents(folder: Path) -> list[Path]:
    """Make a folder and those above it; returns those that were not there, the innermost first."""
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for each in reversed(missing):
        each.mkdir()
    return missing


def _clear(folder: NewFolder | None, made: list[Path]) -> None:
    if folder is not None:
        folder.take_back()
    for each in made:
        with suppress(OSError):
            each.rmdir()


class _Hashed:
    """A stream that knows the hash of what went through it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._write = stream.write
        self._hash = hashlib.sha256()
        self._update = self._hash.update
        self.size = 0

    def write(self, data: bytes) -> int:
        self._update(data)
        self.size += len(data)
        return self._write(data)

    def hexdigest(self) -> str:
        return self._hash.hexdigest()
