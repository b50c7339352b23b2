"""Whether a file can be an office file at all, seen before any key is asked for."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from caseman.errors import FileError
from caseman.storage.refusals import in_use, truncated
from caseman.text import T

_PAGE: Final = 4096  # SQLCipher's page
_SMALLEST: Final = 1024  # anything shorter was cut, whatever its last page
_PLAIN_HEADER: Final = b"SQLite format 3\0"
# Closing any descriptor of a file drops this process's POSIX locks on it: a file open here is never opened again.
open_here: set[Path] = set()


def look_at(path: Path) -> None:
    """See, before any key is asked for, whether this can be an office file. Raises `FileError`."""
    if path.resolve() in open_here:
        raise in_use(path)
    if not _is_file(path):
        raise FileError(
            "file-missing",
            T("There is no office file “{name}”. Check the folder and the name.", name=path.name),
            field="file",
        )
    try:
        with path.open("rb") as stream:
            header = stream.read(64)
            size = os.fstat(stream.fileno()).st_size
    except OSError as error:
        raise FileError(
            "file-unreadable",
            T("The file “{name}” cannot be read: {why}.", name=path.name, why=error.strerror or ""),
            field="file",
        ) from error
    if size == 0:
        raise FileError(
            "file-empty",
            T("The file “{name}” is empty. Bring back the last backup; nothing was changed.", name=path.name),
            field="file",
        )
    if header.startswith((_PLAIN_HEADER, b"%PDF", b"PK\x03\x04")) or _is_text(header):
        raise FileError(
            "file-foreign",
            T(
                "“{name}” is not an office file of this program. Choose a file that ends in .caseman.",
                name=path.name,
            ),
            field="file",
        )
    cut = size % _PAGE != 0 and not _has_log(path)  # a log may still hold the rest of the last page
    if size < _SMALLEST or cut:
        raise FileError("file-truncated", truncated(path), field="file")


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name that no disk can have
        return False


def _is_text(head: bytes) -> bool:
    """Whether a file begins with text; an encrypted one begins with a random salt."""
    try:
        text = head.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < max(len(head) - 3, 32):  # what comes before a sign that was cut off is text all the same
            return False
        text = head[: error.start].decode("utf-8")
    return all(sign.isprintable() or sign.isspace() for sign in text)


def _has_log(path: Path) -> bool:
    log = path.with_name(f"{path.name}-wal")
    return log.is_file() and log.stat().st_size > 0
