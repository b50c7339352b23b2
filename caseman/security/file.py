"""The keyslot file on the disk: read with a bound, replaced whole or not at all."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path
from typing import Final

from caseman.errors import FileError
from caseman.security.codec import from_json, not_json, to_json
from caseman.security.model import KeyslotFile
from caseman.text import T

MAX_BYTES: Final = 1024 * 1024
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def read_keyslots(path: Path) -> KeyslotFile:
    """Read a key file. Raises `FileError`, each fault with its own code and sentence; nothing is changed."""
    try:
        data = _read(path)
    except FileNotFoundError:
        raise FileError(
            "keys-missing",
            T(
                "There is no key file “{name}”. Put it back beside the office file from a backup, "
                "or use the recovery sheet.",
                name=path.name,
            ),
        ) from None
    except OSError as error:
        raise FileError(
            "keys-unreadable",
            T(
                "The key file “{name}” cannot be read ({reason}). Check the disk and your rights in the folder.",
                name=path.name,
                reason=error.strerror or type(error).__name__,
            ),
        ) from error
    if len(data) > MAX_BYTES:
        raise FileError(
            "keys-too-big",
            T("“{name}” is too big to be a key file. Take the key file from a backup.", name=path.name),
        )
    try:
        text = data.decode()
    except UnicodeDecodeError:
        raise not_json() from None
    return from_json(text)


def write_keyslots(path: Path, keyslots: KeyslotFile) -> None:
    """Write a key file, readable by its owner alone (0600), in the place of an older one.

    It is on the disk under another name before it takes the place: after a crash the old or the new one is
    there, whole. Raises `FileError` and leaves the old one as it was.
    """
    data = to_json(keyslots).encode()
    if len(data) > MAX_BYTES:
        raise FileError("keys-full", T("The key file is full. Remove members or workstations that left."))
    try:
        _replace(path, data)
    except OSError as error:
        if error.errno in _FULL:
            raise FileError(
                "disk-full",
                T("There is no room left to write “{name}”. Free some space and try again.", name=path.name),
            ) from error
        raise FileError(
            "keys-not-written",
            T(
                "The key file “{name}” could not be written ({reason}). Check the disk and your rights in the folder.",
                name=path.name,
                reason=error.strerror or type(error).__name__,
            ),
        ) from error


def _read(path: Path) -> bytes:
    """One byte more than allowed at most, and never waiting for a pipe."""
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
    with path.open("rb") as stream:
        return stream.read(MAX_BYTES + 1)


def _replace(path: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=".caseman-", suffix=".part", dir=path.parent)  # mode 0600
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Bring the new name to the disk too; Windows has no such call."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in {errno.EINVAL, errno.ENOTSUP}:  # some network shares cannot
            raise
    finally:
        os.close(handle)
