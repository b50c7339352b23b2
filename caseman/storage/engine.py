"""Connections to the encrypted file: the key first, the safe pragmas, and refusal of whatever is not an office file.

SQLCipher 4 with a raw 256-bit key. Measured traps behind each line stand in the tests of this room.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import StaticPool
from sqlcipher3 import dbapi2 as sqlcipher

from caseman import memory
from caseman.errors import FileError
from caseman.storage.holder import sign_in, sign_out, who_holds
from caseman.storage.places import refuse_network
from caseman.text import T

APPLICATION_ID = 0x43_41_53_45  # "CASE"
_KEY_BYTES = 32
_PAGE = 4096  # SQLCipher's page
_SMALLEST = 1024  # anything shorter was cut, whatever its last page
_PLAIN_HEADER = b"SQLite format 3\0"
# Closing any descriptor of a file drops this process's POSIX locks on it: a file open here is never opened again.
_open_here: set[Path] = set()


def open_engine(path: Path, key: bytes, *, create: bool = False) -> Engine:
    """An engine over one connection that holds the file alone until it is disposed.

    `create` makes a new file and refuses an existing one. Raises `FileError` for each thing that is not a usable
    office file; then nothing was created and nothing changed.
    """
    if len(key) != _KEY_BYTES:
        msg = "a data key has 32 bytes"  # SQLCipher would silently take another length for a passphrase
        raise ValueError(msg)
    path = path.resolve()
    if path in _open_here:
        raise _in_use(path)
    if create:
        _refuse_existing(path)
    else:
        look_at(path)
    refuse_network(path)
    connection = _connect(path, key, create=create)
    _open_here.add(path)
    if not create:
        sign_in(path)
    return create_engine(
        "sqlite://",
        creator=lambda: connection,
        module=sqlcipher,
        poolclass=StaticPool,
        hide_parameters=True,
    )


def _refuse_existing(path: Path) -> None:
    if path.exists() or path.is_symlink():
        raise FileError(
            "file-exists",
            T("There is already a file “{name}”. Choose another name; nothing was changed.", name=path.name),
            field="file",
        )


def look_at(path: Path) -> None:
    """See, before any key is asked for, whether this can be an office file. Raises `FileError`."""
    if path.resolve() in _open_here:
        raise _in_use(path)
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
        raise FileError("file-truncated", _truncated(path), field="file")


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


def _truncated(path: Path) -> Any:
    return T(
        "The file “{name}” was cut short or damaged. Bring back the last backup; nothing was changed.",
        name=path.name,
    )


def _connect(path: Path, key: bytes, *, create: bool) -> Any:
    mode = "rwc" if create else "rw"
    uri = f"file:{quote(str(path.absolute()))}?mode={mode}"
    try:
        connection = sqlcipher.connect(uri, uri=True, check_same_thread=False, timeout=0.2)
    except sqlcipher.OperationalError as error:
        raise _no_right(path) from error
    try:
        _prepare(connection, key, path, create=create)
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: Any, key: bytes, path: Path, *, create: bool) -> None:
    run = connection.execute
    run(f"PRAGMA key = \"x'{key.hex()}'\"")  # the first statement of every connection; without it the file is plain
    run("PRAGMA cipher_log_level = NONE")
    run("PRAGMA locking_mode = EXCLUSIVE")  # one writer; and the WAL index stays in memory
    try:
        if create:
            run(f"PRAGMA application_id = {APPLICATION_ID}")
        elif _scalar(connection, "PRAGMA application_id") != APPLICATION_ID:
            raise FileError("file-foreign", _not_with_this_key(path), field="file")
        run("PRAGMA foreign_keys = ON")
        run("PRAGMA journal_mode = WAL")
        run("PRAGMA synchronous = FULL")  # WAL with FULL lost nothing in simulated power cuts; NORMAL did
        run("PRAGMA temp_store = MEMORY")
        run("PRAGMA secure_delete = ON")
        run("PRAGMA trusted_schema = OFF")
        run("BEGIN IMMEDIATE")
        run("COMMIT")
    except sqlcipher.OperationalError as error:
        if "locked" in str(error) or "busy" in str(error):
            raise _in_use(path) from error
        raise refusal(path, error) or FileError("file-truncated", _truncated(path), field="file") from error
    except sqlcipher.DatabaseError as error:
        raise FileError("file-damaged", _not_with_this_key(path), field="file") from error
    _assert_safe(connection)


def give_back(connection: Connection) -> None:
    """Empty the cache of pages, which grows to 8 MB (SQLCipher's own bound), and hand freed memory to the system."""
    connection.exec_driver_sql("PRAGMA shrink_memory")
    memory.trim()


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Say in a sentence what the disk refuses, or that a page is damaged: `FileError`. Other errors pass."""
    try:
        yield
    except (DatabaseError, sqlcipher.DatabaseError) as error:
        refused = refusal(path, error.orig if isinstance(error, DatabaseError) else error)
        if refused is None:
            raise
        raise refused from error


def refusal(path: Path, error: BaseException | None) -> FileError | None:
    """What an error of the driver means, where the disk or the file is at fault; None for any other."""
    told = str(error)
    if "database or disk is full" in told:
        text = T("There is no room left to write “{name}”. Free some space and try again.", name=path.name)
        return FileError("disk-full", text, field="file")
    if "readonly database" in told or ("disk I/O error" in told and not _writable(path)):
        text = T(
            "“{name}” cannot be written: it, its folder or the disk is read-only. Check your rights, "
            "or copy it with its key file to a folder where you may write.",
            name=path.name,
        )
        return FileError("file-read-only", text, field="file")
    if "unable to open database file" in told:
        return _no_right(path)
    if "disk I/O error" in told:
        text = T(
            "The disk refused to read or write “{name}”. This was not saved; check the disk and try again.",
            name=path.name,
        )
        return FileError("disk-error", text, field="file")
    if "malformed" in told or "not a database" in told:
        return FileError("file-damaged", _truncated(path), field="file")
    return None


def _writable(path: Path) -> bool:
    """By its rights and its disk. Nothing is opened: closing it again would drop the lock."""
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def _no_right(path: Path) -> FileError:
    return FileError(
        "file-unreadable",
        T("The file “{name}” cannot be opened. Check your rights to its folder.", name=path.name),
        field="file",
    )


def _in_use(path: Path) -> FileError:
    found = who_holds(path)
    if found is None:
        text = T("“{name}” is open in another window or program. Close it there first.", name=path.name)
    else:
        text = T(
            "“{name}” has been open since {since} on {machine} (process {process}). Close it there first.",
            name=path.name,
            since=found.since.astimezone(),  # as the clock of this machine shows it
            machine=found.machine,
            process=str(found.process),
        )
    return FileError("file-in-use", text, field="file")


def _not_with_this_key(path: Path) -> Any:
    return T(
        "“{name}” does not open with its key: it is damaged, cut short, or belongs to another key file. "
        "Bring back the last backup; nothing was changed.",
        name=path.name,
    )


def _assert_safe(connection: Any) -> None:
    """Refuse to work on a build or a file system where a promise would not hold."""
    if _scalar(connection, "PRAGMA journal_mode") != "wal":
        raise FileError(
            "file-system",
            T(
                "The folder of the office file does not support safe writing (a network folder?). "
                "Move it to a local disk."
            ),
            field="file",
        )
    holds = _scalar(connection, "PRAGMA temp_store") == 2 and _scalar(connection, "PRAGMA synchronous") == 2
    if not holds or not _scalar(connection, "PRAGMA cipher_version"):
        msg = "the SQLCipher build does not keep its settings"
        raise RuntimeError(msg)


def _scalar(connection: Any, statement: str) -> Any:
    row = connection.execute(statement).fetchone()
    return row[0] if row else None


def close_engine(engine: Engine, path: Path) -> None:
    """Write the log back into the file and let go of it."""
    try:
        checkpoint(engine)
    finally:
        sign_out(path.resolve())
        engine.dispose()
        _open_here.discard(path.resolve())


def checkpoint(engine: Engine) -> None:
    """Write the log back into the file and empty it."""
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def rewrite(engine: Engine) -> None:
    """Write the whole file anew, page by page, and empty the log: what was deleted is then on no page, not even free.

    It needs as much memory as the file has pages, and for a moment as much room on the disk.
    """
    handle = engine.raw_connection()
    try:
        driver: Any = handle.driver_connection
        driver.rollback()
        driver.execute("VACUUM")
    finally:
        handle.close()
    checkpoint(engine)


def interrupt(engine: Engine) -> None:
    """Break off the query under way on the one connection; SQLite allows this call from any thread."""
    handle = engine.raw_connection()
    try:
        driver: Any = handle.driver_connection
        driver.interrupt()
    finally:
        handle.close()


def page_faults(engine: Engine) -> list[str]:
    """What SQLCipher's page MACs and SQLite's own check find; empty when the file is sound."""
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        found = _rows(connection, "PRAGMA cipher_integrity_check")
        found += [row for row in _rows(connection, "PRAGMA integrity_check") if row != "ok"]
        found += [f"foreign key: {row}" for row in _rows(connection, "PRAGMA foreign_key_check")]
    return found


def _rows(connection: Connection, check: str) -> list[str]:
    """The first column of what a check answers; where a damaged page stops it, that."""
    try:
        return [str(row[0]) for row in connection.exec_driver_sql(check)]
    except DatabaseError as error:
        return [f"{check}: {error.orig}"]


def engine_versions() -> tuple[str, str]:
    """The versions of SQLCipher and of the SQLite it is made from."""
    connection = sqlcipher.connect(":memory:")
    try:
        return str(_scalar(connection, "PRAGMA cipher_version")), str(_scalar(connection, "SELECT sqlite_version()"))
    finally:
        connection.close()
