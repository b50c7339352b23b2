"""Backups: whole encrypted copies of an office file that is in use, each with its key file, checked after writing."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2 as sqlcipher

from caseman.errors import CasemanError, FileError
from caseman.security.codec import from_json
from caseman.security.file import read_keyslots, write_keyslots
from caseman.security.model import KeyslotFile
from caseman.security.subkeys import audit_key
from caseman.storage import audit
from caseman.storage.copying import Progress, copy_pages, faults_of, still
from caseman.storage.file import OfficeFile, keys_path
from caseman.storage.looking import look_at
from caseman.storage.places import refuse_network
from caseman.text import T

SUFFIX: Final = ".caseman"
_SPARE: Final = 4 * 1024 * 1024
_STAMP: Final = "%Y%m%dT%H%M%SZ"
_HALF: Final = re.compile(r"(\.new(-.*)?|\.keys-.*\.part)$")  # how a file that is being written ends
_NAME: Final = re.compile(r"(?P<stem>.+)-(?P<stamp>\d{8}T\d{6}Z)\.caseman")


@dataclass(frozen=True)
class Backup:
    """A backup in a folder; its key file lies beside it. `made_at` is UTC."""

    path: Path
    made_at: datetime
    size: int


def back_up(file: OfficeFile, folder: Path, now: datetime, progress: Progress = lambda _done: None) -> Backup:
    """Write a backup of an open file into a folder, and check it: it opens, its pages and references hold, and its
    chain ends where the file's does.

    Raises `FileError` for a folder that is missing or too small and for a copy that does not hold; whatever `progress`
    raises passes through. Then nothing is left behind, and an existing file is never replaced.
    """
    _check_folder(folder, file.path)
    path = folder / f"{file.path.stem}-{now.astimezone(UTC):{_STAMP}}{SUFFIX}"
    for each in (path, keys_path(path)):
        if os.path.lexists(each):
            raise FileError("file-exists", T("There is a backup of this second already. Try again."), field="folder")
    with file.engine.connect() as connection:
        head = audit.head(connection)
    making = folder / f".{path.name}.new"
    with _told(path.name), _left_clean(making):
        copy_pages(file.engine, making, file.data_key, progress)
        keyslots = check_copy(making, file.data_key, file.file_id, head, file.chain_key)
        progress(1.0)  # the last moment at which it can be stopped
        write_keyslots(keys_path(path), keyslots)
        try:
            os.link(making, path)  # never over an existing file
        except OSError:
            try:
                _rename_new(making, path)  # some network shares have no links
            except BaseException:
                keys_path(path).unlink(missing_ok=True)
                raise
    return Backup(path, now, path.stat().st_size)


def check_copy(path: Path, key: bytes, file_id: str, head: str, chain_key: bytes) -> KeyslotFile:
    """Whether a copy is whole; gives back the key file that counts, from inside it. Raises `FileError`."""
    try:
        return _checked(path, key, file_id, head, chain_key)
    except FileError as error:
        raise FileError(
            "backup-not-whole",
            T("The backup was not written as it should be, and was taken away. Check the disk and try again."),
            field="folder",
        ) from error


def _checked(path: Path, key: bytes, file_id: str, head: str, chain_key: bytes) -> KeyslotFile:
    with still(path, key) as connection:
        found = connection.exec_driver_sql("SELECT file_id, keyslots FROM office").one_or_none()
        faults = faults_of(connection)
        verdict = audit.verify(connection, chain_key)
    sound = not faults and verdict.broken_at is None and verdict.head == head
    if found is None or found.file_id != file_id or not sound:
        raise FileError("backup-not-whole", T("The copy is not whole."))
    return from_json(found.keyslots)


def keep_newest(folder: Path, stem: str, file_id: str, keep: int) -> tuple[Path, ...]:
    """Take away the oldest backups of this office beyond the newest `keep`; what is not surely one stays."""
    gone = [each.path for each in list_backups(folder, stem, file_id)[max(keep, 1) :]]
    for path in gone:
        path.unlink(missing_ok=True)
        keys_path(path).unlink(missing_ok=True)
    return tuple(gone)


def list_backups(folder: Path, stem: str, file_id: str) -> tuple[Backup, ...]:
    """The backups of an office in a folder, the newest first: by name, and by the key file beside each."""
    found = []
    try:
        names = sorted(folder.iterdir(), reverse=True)
    except OSError:
        return ()
    for path in names:
        match = _NAME.fullmatch(path.name)
        if match is None or match["stem"] != stem or path.is_symlink() or not path.is_file():
            continue
        try:
            ours = read_keyslots(keys_path(path)).file_id == file_id
            made_at = datetime.strptime(match["stamp"], _STAMP).replace(tzinfo=UTC)
        except (CasemanError, ValueError):
            continue
        if ours:
            found.append(Backup(path, made_at, path.stat().st_size))
    return tuple(sorted(found, key=lambda each: each.made_at, reverse=True))


def made_at(path: Path) -> datetime | None:
    """When a backup was made, by its name; None for a name that does not say."""
    match = _NAME.fullmatch(path.name)
    try:
        return None if match is None else datetime.strptime(match["stamp"], _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


def restore(backup: Path, path: Path, key: bytes, keyslots: KeyslotFile) -> None:
    """Bring a backup back as a new office file; never over an existing one. `key` is what its key file gave.

    It is checked first, under a hidden name, and takes its place in one step: a kill leaves no file, or the whole one.
    Raises `FileError`; then nothing is left behind.
    """
    refuse_network(path)
    _check_place(path, keyslots)
    making = path.with_name(f".{path.name}.new")
    with _told(path.name), _left_clean(making):
        _check_room(path.parent, backup.stat().st_size)
        shutil.copyfile(backup, making)
        making.chmod(0o600)
        with making.open("rb") as stream:
            os.fsync(stream.fileno())
        with still(making, key, backup.name) as connection:
            _check_restored(connection, keyslots, key)
        write_keyslots(keys_path(path), keyslots)
        try:
            os.link(making, path)
        except OSError:
            keys_path(path).unlink(missing_ok=True)
            raise


def look_at_backup(backup: Path) -> KeyslotFile:
    """The key file beside a backup, once the backup looks like one. Raises `FileError`."""
    look_at(backup)
    return read_keyslots(keys_path(backup))


def _check_restored(connection: Connection, keyslots: KeyslotFile, key: bytes) -> None:
    faults = faults_of(connection)
    columns = {row[1] for row in connection.exec_driver_sql("PRAGMA table_info(office)")}
    kept = connection.exec_driver_sql("SELECT chain_key FROM office").scalar() if "chain_key" in columns else None
    file_id = connection.exec_driver_sql("SELECT file_id FROM office").scalar()
    if file_id != keyslots.file_id:
        raise FileError(
            "file-other-keys",
            T("This backup belongs to another key file. Put the two files that belong together in one folder."),
            field="file",
        )
    if faults or audit.verify(connection, kept or audit_key(key)).broken_at is not None:
        raise FileError(
            "backup-damaged", T("This backup is damaged. Take another one; nothing was written."), field="file"
        )


def _check_place(path: Path, keyslots: KeyslotFile) -> None:
    """Nothing is replaced. A key file that an interrupted restoring left is the same one, and goes on."""
    if not path.parent.is_dir():
        raise FileError("folder-missing", T("There is no folder “{name}”.", name=str(path.parent)), field="file")
    if os.path.lexists(keys_path(path)) and not os.path.lexists(path) and read_keyslots(keys_path(path)) == keyslots:
        return
    for each in (path, keys_path(path)):
        if os.path.lexists(each):
            raise FileError(
                "file-exists",
                T("There is already a file “{name}”. Choose another name; nothing was changed.", name=each.name),
                field="file",
            )


def _check_folder(folder: Path, live: Path) -> None:
    if not folder.is_dir():
        raise FileError("folder-missing", T("There is no folder “{name}”.", name=str(folder)), field="folder")
    size = live.stat().st_size
    log = live.with_name(f"{live.name}-wal")
    _check_room(folder, size + (log.stat().st_size if log.exists() else 0))


def _check_room(folder: Path, size: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < size + _SPARE:
        raise FileError(
            "disk-full",
            T(
                "There is not enough room in “{folder}”: {needed} MB are needed, {free} MB are free.",
                folder=str(folder),
                needed=(size + _SPARE) // 1_000_000 + 1,
                free=free // 1_000_000,
            ),
            field="folder",
        )


def _rename_new(making: Path, path: Path) -> None:
    if os.path.lexists(path):
        raise FileExistsError(path)
    making.rename(path)


@contextmanager
def _left_clean(making: Path) -> Iterator[None]:
    """No hidden file stays, neither of this run nor of one that was killed."""
    making.unlink(missing_ok=True)
    for left in (*making.parent.glob(".*.caseman.new*"), *making.parent.glob(".*.caseman.keys-*.part")):
        if _NAME.fullmatch(_HALF.sub("", left.name.removeprefix("."))):
            left.unlink(missing_ok=True)
    try:
        yield
    finally:
        for suffix in ("", "-journal", "-wal", "-shm"):
            making.with_name(making.name + suffix).unlink(missing_ok=True)


@contextmanager
def _told(name: str) -> Iterator[None]:
    """What the disk refused, as a sentence."""
    try:
        yield
    except (OSError, sqlcipher.Error, DBAPIError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else type(error).__name__
        raise FileError(
            "file-not-written",
            T(
                "“{name}” could not be written ({why}). Check the disk and your rights in the folder.",
                name=name,
                why=why,
            ),
            field="folder",
        ) from error
