"""The keyslot file on the disk: read with a bound, replaced whole or not at all."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from caseman.errors import FileError
from caseman.security.codec import from_json, not_json, to_json
from caseman.security.model import KeyslotFile
from caseman.text import T

MAX_BYTES: Final = 1024 * 1024
_PART: Final = ".part"
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


@dataclass(frozen=True)
class Prepared:
    """A key file that is on the disk, whole, under another name: only the renaming is left to do."""

    path: Path
    temporary: Path

    def take_place(self) -> None:
        """Take the place of the older one, for good. Raises `FileError` and leaves the old one as it was."""
        with _told(self.path):
            try:
                self.temporary.replace(self.path)
            finally:
                self.temporary.unlink(missing_ok=True)
            _sync_folder(self.path.parent)

    def discard(self) -> None:
        """Leave the older one in its place."""
        self.temporary.unlink(missing_ok=True)


def prepare_keyslots(path: Path, keyslots: KeyslotFile) -> Prepared:
    """Write a key file, readable by its owner alone (0600), beside the place that it is to take.

    Raises `FileError` where there is no room or no right for it; then nothing is left behind.
    """
    data = to_json(keyslots).encode()
    if len(data) > MAX_BYTES:
        raise FileError("keys-full", T("The key file is full. Remove members or workstations that left."))
    with _told(path):
        return Prepared(path, _write_part(path, data))


def write_keyslots(path: Path, keyslots: KeyslotFile) -> None:
    """Write a key file in the place of an older one.

    It is on the disk under another name before it takes the place: after a crash the old or the new one is
    there, whole. Raises `FileError` and leaves the old one as it was.
    """
    prepare_keyslots(path, keyslots).take_place()


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """What the operating system refused, as a sentence."""
    try:
        yield
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


def clear_prepared(path: Path) -> None:
    """Take away what a crash left prepared. Only for who holds the office file alone. Raises `OSError`."""
    for left in path.parent.iterdir():
        if left.name.startswith(_prefix(path)) and left.suffix == _PART:
            left.unlink(missing_ok=True)


def _prefix(path: Path) -> str:
    return f".{path.name}-"


def _write_part(path: Path, data: bytes) -> Path:
    clear_prepared(path)
    handle, name = tempfile.mkstemp(prefix=_prefix(path), suffix=_PART, dir=path.parent)  # mode 0600
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


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
