"""The seal over all rows: a change of any row that the program did not make shows, also an old page put back.

Each table has a sum, modulo 2^256, of the HMAC-SHA-256 of its rows (an incremental multiset hash: Bellare and
Micciancio, “A New Paradigm for Collision-free Hashing”, 1997). Temporary triggers, which are not part of the file, keep
the sums in the transaction of each change; at its end the sums are bound to the head of the audit chain. So a page that
was put back alone disagrees with its sum, sums that were put back with it disagree with the chain, and a whole older
file disagrees with a printed anchor.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, Final

from sqlalchemy import Connection, Engine, event

from caseman.security.subkeys import hkdf

_MODULUS: Final = 1 << 256
_ZERO: Final = b"\0" * 32
_BOUND: Final = ""  # the row that binds the sums to the chain
# The chain guards itself; the search index follows from the rows; the version of the schema is checked at opening.
_LEFT_OUT: Final = frozenset({"audit", "seal", "alembic_version"})
_INDEX: Final = "case_text"


def install(engine: Engine, chain_key: bytes) -> None:
    """Keep the seal from now on, on the one connection of an open file; a file without one gets it."""
    key = hkdf(chain_key, b"caseman 1 row seal")
    handle = engine.raw_connection()
    try:
        driver: Any = handle.driver_connection
        driver.create_function("seal_row", -1, _row_function(key), deterministic=True)
        driver.create_function("seal_plus", -1, _plus_function(key), deterministic=True)
        driver.create_function("seal_add", 3, _add, deterministic=True)
        driver.execute("PRAGMA recursive_triggers = ON")  # a row that is replaced is deleted first
        tables = _tables(driver)
        if driver.execute("SELECT count(*) FROM seal").fetchone()[0] == 0:
            _begin(driver, key, tables)
        intact = _is_bound(driver, key)
        _watch(driver, tables)
    finally:
        handle.close()
    if not intact:
        return  # what shows now must still show after the next change
    event.listen(engine, "commit", lambda connection: _bind(connection.connection.driver_connection, key))


def _is_bound(driver: Any, key: bytes) -> bool:
    sums = dict(driver.execute("SELECT name, sum FROM main.seal").fetchall())
    bound = sums.pop(_BOUND, b"")
    return isinstance(bound, bytes) and hmac.compare_digest(bound, _mac(driver, key, sums))


def broken(
    connection: Connection, chain_key: bytes, each: Callable[[Iterable[Any]], Iterable[Any]] = lambda rows: rows
) -> tuple[str, ...]:
    """The tables whose rows are not as the program left them; "seal" where the sums do not belong to the chain's head.

    The rows pass through `each`, which may end the work by an error.
    """
    key = hkdf(chain_key, b"caseman 1 row seal")
    driver: Any = connection.connection.driver_connection
    sums = dict(driver.execute("SELECT name, sum FROM seal").fetchall())
    bound = sums.pop(_BOUND, b"")
    found = [] if hmac.compare_digest(bound, _mac(driver, key, sums)) else ["seal"]
    for name, columns in _tables(driver).items():
        cursor = driver.execute(f'SELECT seal_row({_row(name, columns, "")}) FROM main."{name}"')  # noqa: S608  our own names
        total = sum(int.from_bytes(row[0]) for row in each(cursor)) % _MODULUS
        if total.to_bytes(32) != sums.pop(name, _ZERO):
            found.append(name)
    return (*found, *sums)


def forget(connection: Connection) -> None:
    """Take the seal off, before a migration changes what rows hold; the next opening puts a new one on."""
    connection.exec_driver_sql("DELETE FROM seal")


def _tables(driver: Any) -> dict[str, tuple[str, ...]]:
    """The tables under seal, with their columns in order."""
    listed = driver.execute("SELECT name FROM main.sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    names = [
        name
        for (name,) in listed
        if name not in _LEFT_OUT and name.partition("_")[0] != "sqlite" and not name.startswith(_INDEX)
    ]
    return {name: tuple(row[1] for row in driver.execute(f'PRAGMA main.table_info("{name}")')) for name in names}


def _begin(driver: Any, key: bytes, tables: dict[str, tuple[str, ...]]) -> None:
    """Sum up what is there."""
    driver.execute("BEGIN IMMEDIATE")
    try:
        for name, columns in tables.items():
            rows = driver.execute(f'SELECT seal_row({_row(name, columns, "")}) FROM main."{name}"')  # noqa: S608
            total = sum(int.from_bytes(row[0]) for row in rows) % _MODULUS
            driver.execute("INSERT INTO seal (name, sum) VALUES (?, ?)", (name, total.to_bytes(32)))
        driver.execute("INSERT INTO seal (name, sum) VALUES (?, ?)", (_BOUND, _ZERO))
        _bind(driver, key)
    except BaseException:
        driver.rollback()
        raise
    driver.commit()


def _watch(driver: Any, tables: Mapping[str, Sequence[str]]) -> None:
    """Three triggers for each table, that live as long as the connection; a table that has no sum yet gets one."""
    known = {name for (name,) in driver.execute("SELECT name FROM main.seal")}
    driver.execute("BEGIN")
    try:
        for name in tables.keys() - known:
            driver.execute("INSERT INTO main.seal (name, sum) VALUES (?, ?)", (name, _ZERO))
        for name, columns in tables.items():
            new, old = _row(name, columns, "NEW."), _row(name, columns, "OLD.")
            for what, total in (
                ("INSERT", f"seal_plus(sum, {new})"),  # nearly every change is one: a call less
                ("DELETE", f"seal_add(sum, NULL, seal_row({old}))"),
                ("UPDATE", f"seal_add(sum, seal_row({new}), seal_row({old}))"),
            ):
                driver.execute(
                    f'CREATE TEMP TRIGGER "seal_{name}_{what.lower()}" AFTER {what} ON main."{name}" BEGIN '  # noqa: S608
                    f"UPDATE seal SET sum = {total} WHERE name = '{name}'; END"
                )
    except BaseException:
        driver.rollback()
        raise
    driver.commit()


def _row(name: str, columns: Sequence[str], prefix: str) -> str:
    """What the seal functions are given of a row."""
    named = ", ".join(f'{prefix}"{column}"' for column in columns)
    return f"'{name}', {named}"


def _bind(driver: Any, key: bytes) -> None:
    """Before a commit: the sums as they are now belong to the chain's head as it is now."""
    sums = dict(driver.execute("SELECT name, sum FROM main.seal").fetchall())
    before = sums.pop(_BOUND, None)
    if before is None:
        return
    now = _mac(driver, key, sums)
    if now != before:
        driver.execute("UPDATE main.seal SET sum = ? WHERE name = ?", (now, _BOUND))


def _mac(driver: Any, key: bytes, sums: dict[str, bytes]) -> bytes:
    head = driver.execute("SELECT number, mac FROM main.audit ORDER BY number DESC LIMIT 1").fetchone() or (0, b"")
    parts = [_named(name) + sums[name] for name in sorted(sums)]
    return hmac.digest(key, b"%d:%s%s" % (head[0], head[1], b"".join(parts)), "sha256")


@cache
def _named(table: str) -> bytes:
    return _part(table)


def _row_function(key: bytes) -> Callable[..., bytes]:
    def seal_row(*values: Any) -> bytes:
        parts = [
            b"T%d:%s" % (len(text := value.encode()), text) if type(value) is str else _part(value) for value in values
        ]  # texts here, without a call: most values are, and each row that is ever written comes by
        return hmac.digest(key, b"".join(parts), "sha256")

    return seal_row


def _plus_function(key: bytes) -> Callable[..., bytes]:
    seal_row = _row_function(key)

    def seal_plus(total: bytes, *values: Any) -> bytes:
        found = int.from_bytes(total) + int.from_bytes(seal_row(*values))
        return (found % _MODULUS).to_bytes(32)

    return seal_plus


def _part(value: Any) -> bytes:
    """A value with its type and length, so that no two rows are spelled alike."""
    if isinstance(value, str):
        text = value.encode()
        return b"T%d:%s" % (len(text), text)
    if value is None:
        return b"N"
    if isinstance(value, bytes):
        return b"B%d:%s" % (len(value), value)
    text = repr(value).encode()
    return (b"R" if isinstance(value, float) else b"I") + b"%d:%s" % (len(text), text)


def _add(total: bytes, plus: bytes | None, minus: bytes | None) -> bytes:
    found = int.from_bytes(total) + int.from_bytes(plus or b"") - int.from_bytes(minus or b"")
    return (found % _MODULUS).to_bytes(32)
