"""Files that appear whole or not at all, and never in the place of another but where that is asked for."""

from __future__ import annotations

import errno
import os
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from caseman.errors import FileError
from caseman.text import T, Text

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_DENIED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_NO_FOLDER = frozenset({errno.ENOENT, errno.ENOTDIR})
# What a file system without hard links (FAT, some network shares) answers to link().
_NO_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK})


def write_new_file(path: Path, writer: Callable[[BinaryIO], object]) -> None:
    """Let `writer` fill a new file at `path`, readable by its owner alone (0600).

    It is written under a temporary name in the same folder, brought to the disk, and only then given its
    name; an existing file is never replaced. Raises `FileError` (field `path`) when there is one already, for
    a full disk and for a folder that is missing or closed. What else `writer` raises passes through. On
    failure nothing is left behind.
    """
    if os.path.lexists(path):
        raise _exists(path)
    try:
        _write(path, writer)
    except FileExistsError as error:
        raise _exists(path) from error
    except OSError as error:
        raise file_error(path, error) from error


def write_new_bytes(path: Path, content: bytes) -> None:
    """As `write_new_file`, of what is there already."""
    write_new_file(path, lambda stream: stream.write(content))


def replace_file(path: Path, writer: Callable[[BinaryIO], object]) -> None:
    """As `write_new_file`, in the place of the file that is there, if any: whole or not at all."""
    try:
        _write(path, writer, Path.replace)
    except OSError as error:
        raise file_error(path, error) from error


def _write(
    path: Path, writer: Callable[[BinaryIO], object], give_name: Callable[[Path, Path], object] | None = None
) -> None:
    """Write beside the path, then give the file its name; where nothing else is said, only a name that is free."""
    handle, name = tempfile.mkstemp(prefix=".caseman-", suffix=".part", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            writer(stream)
            stream.flush()
            os.fsync(stream.fileno())
        (give_name or _publish)(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
    sync_folder(path.parent)


def _publish(temporary: Path, path: Path) -> None:
    """Give the file its name; `FileExistsError` when another one took it meanwhile."""
    if sys.platform == "win32":
        temporary.rename(path)  # refuses an existing name there
        return
    try:
        os.link(temporary, path, follow_symlinks=False)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        _publish_without_links(temporary, path)


def _publish_without_links(temporary: Path, path: Path) -> None:
    """Take the name with an empty file of our own, which the finished one then replaces."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        temporary.replace(path)
    except OSError:
        path.unlink()
        raise


def sync_folder(folder: Path) -> None:
    """Bring the new name to the disk too; Windows and some network shares have no such call."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _exists(path: Path) -> FileError:
    return FileError(
        "file-exists",
        T(
            "“{name}” exists already and is not replaced. Choose another name, or move that file away.",
            name=path.name,
        ),
        field="path",
    )


def file_error(path: Path, error: OSError) -> FileError:
    """What the system answered when `path` was to be written, in a sentence (field `path`)."""
    return FileError(*_told(path, error), field="path")


def _told(path: Path, error: OSError) -> tuple[str, Text]:
    """The code and the sentence for what the system answered."""
    if error.errno in _FULL:
        return "disk-full", T(
            "There is no room left to write “{name}”. Free some space, or choose another disk.",
            name=path.name,
        )
    if error.errno in _DENIED:
        return "file-denied", T("You may not write in the folder of “{name}”. Choose another folder.", name=path.name)
    if error.errno in _NO_FOLDER:
        return "folder-missing", T("The folder for “{name}” does not exist. Choose another folder.", name=path.name)
    if error.errno == errno.ENAMETOOLONG:
        return "name-too-long", T("The file name is too long. Choose a shorter one.")
    return "file-not-written", T(
        "“{name}” could not be written ({reason}). Choose another folder or disk, and try again.",
        name=path.name,
        reason=error.strerror or type(error).__name__,
    )
