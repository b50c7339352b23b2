"""Connections to the encrypted file: the key first, the safe pragmas, and refusal of whatever is not an office file.

SQLCipher 4 with a raw 256-bit key. Measured traps behind each line stand in the tests of this room.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Engine, create_engine, make_url
from sqlalchemy.orm import configure_mappers
from sqlalchemy.pool import StaticPool
from sqlcipher3 import dbapi2 as sqlcipher

from caseman.errors import FileError
from caseman.storage.holder import sign_in, sign_out
from caseman.storage.looking import look_at, open_here
from caseman.storage.places import refuse_network
from caseman.storage.refusals import in_use, no_right, not_with_this_key, refusal, truncated
from caseman.storage.upkeep import checkpoint
from caseman.text import T

_URL = "sqlite://"
APPLICATION_ID = 0x43_41_53_45  # "CASE"
_KEY_BYTES = 32


def make_ready() -> None:
    """Do what the first statement of a process would do for all tables, once every one of them is loaded."""
    configure_mappers()
    make_url(_URL)


def open_engine(path: Path, key: bytes, *, create: bool = False) -> Engine:
    """An engine over one connection that holds the file alone until it is disposed.

    `create` makes a new file and refuses an existing one. Raises `FileError` for each thing that is not a usable
    office file; then nothing was created and nothing changed.
    """
    if len(key) != _KEY_BYTES:
        msg = "a data key has 32 bytes"  # SQLCipher would silently take another length for a passphrase
        raise ValueError(msg)
    path = path.resolve()
    if path in open_here:
        raise in_use(path)
    if create:
        _refuse_existing(path)
    else:
        look_at(path)
    refuse_network(path)
    connection = _connect(path, key, create=create)
    open_here.add(path)
    if not create:
        sign_in(path)
    return create_engine(
        _URL,
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


def _connect(path: Path, key: bytes, *, create: bool) -> Any:
    mode = "rwc" if create else "rw"
    uri = f"file:{quote(str(path.absolute()))}?mode={mode}"
    try:
        connection = sqlcipher.connect(uri, uri=True, check_same_thread=False, timeout=0.2)
    except sqlcipher.OperationalError as error:
        raise no_right(path) from error
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
            raise FileError("file-foreign", not_with_this_key(path), field="file")
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
            raise in_use(path) from error
        raise refusal(path, error) or FileError("file-truncated", truncated(path), field="file") from error
    except sqlcipher.DatabaseError as error:
        raise FileError("file-damaged", not_with_this_key(path), field="file") from error
    _assert_safe(connection)


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
        open_here.discard(path.resolve())
