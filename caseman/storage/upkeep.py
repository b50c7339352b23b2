"""Upkeep of an open file: its log written back, its pages written anew or checked; and what engine this is."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DatabaseError
from sqlcipher3 import dbapi2 as sqlcipher

from caseman import memory


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


def give_back(connection: Connection) -> None:
    """Empty the cache of pages, which grows to 8 MB (SQLCipher's own bound), and hand freed memory to the system."""
    connection.exec_driver_sql("PRAGMA shrink_memory")
    memory.trim()


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
        return _said(connection, "PRAGMA cipher_version"), _said(connection, "SELECT sqlite_version()")
    finally:
        connection.close()


def cipher_provider() -> tuple[str, str]:
    """The library that ciphers for SQLCipher and is part of it, such as `openssl`, and its version."""
    connection = sqlcipher.connect(":memory:")
    try:
        connection.execute("PRAGMA key = 'none'")  # it is asked for once there is a key; nothing is kept here
        name, told = (_said(connection, f"PRAGMA {which}") for which in ("cipher_provider", "cipher_provider_version"))
    finally:
        connection.close()
    return name, next((word for word in told.split() if word[:1].isdigit()), told)


def _said(connection: Any, statement: str) -> str:
    return str(connection.execute(statement).fetchone()[0])
