"""The keys of single cases: what is sealed under one is unreadable once that key is destroyed.

Each case has a random key of its own, made when it is first needed. The personal values in its entries of the trail
are sealed under it (AES-256-GCM). Values of entries that belong to no case (why a deposit was set aside, why a print
run stopped) are sealed under the key of the month they were written in, which ends when the time of that month is over.

Destroying a key deletes its row: `secure_delete` overwrites it, and emptying the log after the commit
(`OfficeFile.forget_deleted`) leaves no copy in the file. Backups made before keep theirs until they end themselves.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import CheckConstraint, Connection, ForeignKey
from sqlmodel import Column, Field, SQLModel

from caseman.storage import driver

_KEY_BYTES: Final = 32
_NONCE_BYTES: Final = 12  # NIST SP 800-38D, 8.2.2: random, far fewer than 2^32 under one key


class CaseKeyRow(SQLModel, table=True):
    """The key of one case; a case without a row had nothing to seal yet, or was disposed of."""

    __tablename__ = "case_key"
    __table_args__ = (CheckConstraint("length(key) = 32", name="key_whole"),)

    case_id: int = Field(sa_column=Column(ForeignKey("cases.id", ondelete="RESTRICT"), primary_key=True))
    key: bytes


class MonthKeyRow(SQLModel, table=True):
    """The key of the entries of one month (UTC, `2026-11`) that belong to no case."""

    __tablename__ = "month_key"
    __table_args__ = (CheckConstraint("length(key) = 32", name="key_whole"),)

    month: str = Field(primary_key=True)
    key: bytes


def key_of(connection: Connection, case_id: int) -> bytes:
    """The key of a case, 32 bytes; made in the caller's transaction when it is first asked for.

    After `destroy` it would be a new one, which opens nothing of before.
    """
    known = known_key(connection, case_id)
    if known is not None:
        return known
    made = secrets.token_bytes(_KEY_BYTES)
    driver.run(connection, "INSERT INTO case_key (case_id, key) VALUES (?, ?)", (case_id, made))
    return made


def known_key(connection: Connection, case_id: int) -> bytes | None:
    """The key of a case; None where it has none, or none any more."""
    return _key(connection, "SELECT key FROM case_key WHERE case_id = ?", case_id)


def destroy(connection: Connection, case_ids: Iterable[int]) -> None:
    """Destroy the keys of cases, in the caller's transaction; call `OfficeFile.forget_deleted` once it is committed."""
    _assert_overwriting(connection)
    for case_id in case_ids:
        connection.exec_driver_sql("DELETE FROM case_key WHERE case_id = ?", (case_id,))


def destroy_months(connection: Connection, before: date) -> int:
    """Destroy the keys of the months that ended before a day, as `destroy` does; returns how many there were."""
    _assert_overwriting(connection)
    ended = f"{before:%Y-%m}"
    return connection.exec_driver_sql("DELETE FROM month_key WHERE month < ?", (ended,)).rowcount


def seal_values(
    connection: Connection, values: Mapping[str, Any], number: int, at: datetime, case_id: int | None
) -> bytes:
    """Seal the values of entry `number` under the key of its case, or else of its month (`at` is in UTC)."""
    key = _month_key(connection, _month(at)) if case_id is None else key_of(connection, case_id)
    nonce = secrets.token_bytes(_NONCE_BYTES)
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return nonce + AESGCM(key).encrypt(nonce, text.encode(), _bound(number, case_id))


@dataclass(frozen=True)
class Opened:
    """The values of an entry. `gone` says that some or all of them were made unreadable."""

    values: dict[str, Any]
    gone: bool = False


class Opener:
    """Opens the values of entries, one after the other; it remembers the keys, so keep it for one reading only."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._keys: dict[int | str, AESGCM | None] = {}

    def opened(self, number: int, at: datetime, case_id: int | None, details: str, sealed: bytes | None) -> Opened:
        """What entry `number` tells: its clear values and, as long as the key is there, the sealed ones."""
        if not details:  # an entry of an earlier version, blanked when its case was disposed of
            return Opened({}, gone=True)
        values: dict[str, Any] = json.loads(details)
        if sealed is None:
            return Opened(values)
        key = self._key(_month(at) if case_id is None else case_id)
        if key is None:
            return Opened(values, gone=True)
        try:
            text = key.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], _bound(number, case_id))
        except (InvalidTag, ValueError):  # sealed under a key before this one; what was changed shows in the chain
            return Opened(values, gone=True)
        return Opened(values | json.loads(text))

    def _key(self, of: int | str) -> AESGCM | None:
        if of not in self._keys:
            column, table = ("month", "month_key") if isinstance(of, str) else ("case_id", "case_key")
            key = _key(self._connection, f"SELECT key FROM {table} WHERE {column} = ?", of)  # noqa: S608  our own names
            self._keys[of] = None if key is None else AESGCM(key)
        return self._keys[of]


def _month_key(connection: Connection, month: str) -> bytes:
    known = _key(connection, "SELECT key FROM month_key WHERE month = ?", month)
    if known is not None:
        return known
    made = secrets.token_bytes(_KEY_BYTES)
    driver.run(connection, "INSERT INTO month_key (month, key) VALUES (?, ?)", (month, made))
    return made


def _key(connection: Connection, statement: str, of: int | str) -> bytes | None:
    found = driver.run(connection, statement, (of,)).fetchone()
    return None if found is None else bytes(found[0])


def _month(at: datetime) -> str:
    return f"{at:%Y-%m}"


def _bound(number: int, case_id: int | None) -> bytes:
    """What sealed values belong to: they open nowhere else."""
    return b"caseman 1 trail %d %d" % (number, case_id or 0)


def _assert_overwriting(connection: Connection) -> None:
    if connection.exec_driver_sql("PRAGMA secure_delete").scalar_one() != 1:
        msg = "a deleted key would stay on its page"
        raise RuntimeError(msg)
