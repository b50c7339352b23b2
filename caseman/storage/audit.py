"""The audit chain: HMAC-SHA-256 over canonical entries with a running number, under a key derived from the data key.

Each entry's MAC covers the entry before it, so that an edit, a deletion or a change of order shows. A cut tail shows
against a printed head (`number-` and 20 Base32 characters).

The values of an entry are in two parts (`caseman.domain.trail`): what is no personal value as clear JSON, the rest
sealed under the key of its case. Both are bound to the chain through one salted hash, over the sealed bytes and not
over what they say: once the key is destroyed nobody reads them, and the chain holds as before, nothing left out.

Entries of files before version 0011 have all their values in clear. When their case is disposed of they are blanked,
details and salt, and the chain goes on over the hash that stays. The check takes a blank entry only where the chain
itself says, further on, that this case was disposed of.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from json.encoder import encode_basestring
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, select
from sqlmodel import SQLModel

from caseman.domain.anchors import CODE_LENGTH, Anchor
from caseman.domain.trail import parted
from caseman.storage import driver
from caseman.storage.case_keys import seal_values
from caseman.storage.columns import parse_instant
from caseman.storage.trail_tables import AuditRow

_TABLE = SQLModel.metadata.tables["audit"]
_GENESIS: Final = b"\0" * 32
_SALT_BYTES: Final = 16
_TOLD_BYTES: Final = 15  # whole groups of five, which give more characters than a head shows
_EMPTY: Final = "0"  # the head of a chain without entries
# What says that personal values ended: of the case it belongs to, or of the entries that belong to none.
_ENDS: Final = frozenset({b"case_disposed", b"months_disposed"})
_INSERT: Final = (
    "INSERT INTO audit (number, at, staff, action, case_id, details, sealed, salt, seal, mac) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
# Bytes that are no text would stop the reading of a text.
_AS_BYTES: Final = (
    "SELECT number, CAST(at AS BLOB), CAST(staff AS BLOB), CAST(action AS BLOB), "
    "case_id, CAST(details AS BLOB), CAST(sealed AS BLOB), CAST(salt AS BLOB), "
    "CAST(seal AS BLOB), CAST(mac AS BLOB) FROM audit ORDER BY number"
)


_Told = tuple[str, str, int | None, Mapping[str, Any]]  # who, what, of which case, with which values


class Last(NamedTuple):
    """The last entry of the chain: its number, its MAC and its instant (UTC); of an empty chain what it begins with."""

    number: int
    mac: bytes
    at: datetime | None


_FIRST: Final = Last(0, _GENESIS, None)


@dataclass(frozen=True)
class Verdict:
    """What checking the chain found. `broken_at` is the first entry whose MAC or seal does not hold."""

    entries: int
    head: str
    broken_at: int | None


def append(
    connection: Connection,
    key: bytes,
    at: datetime,
    staff: str,
    action: str,
    case_id: int | None,
    details: Mapping[str, Any],
    last: Last | None = None,
) -> str:
    """Add an entry inside the caller's transaction; returns the new head. `last` is for who has just read it.

    What of the details may be personal (`caseman.domain.trail.parted`) is sealed under the key of the case.
    """
    number, previous, _ = last_of(connection) if last is None else last
    row = _row(connection, key, previous, number + 1, at, (staff, action, case_id, details))
    driver.run(connection, _INSERT, row)
    return head_text(number + 1, row[-1])


def append_many(
    connection: Connection,
    key: bytes,
    at: datetime,
    staff: str,
    action: str,
    entries: Iterable[tuple[int | None, Mapping[str, Any]]],
) -> None:
    """As `append`, for many entries of one kind at once: the case of each, and its details."""
    number, previous, _ = last_of(connection)
    rows = []
    for case_id, details in entries:
        number += 1
        rows.append(_row(connection, key, previous, number, at, (staff, action, case_id, details)))
        previous = rows[-1][-1]
    if rows:
        driver.run_many(connection, _INSERT, rows)


def last_of(connection: Connection) -> Last:
    """The last entry of the chain as it is now."""
    row = driver.run(connection, "SELECT number, mac, at FROM audit ORDER BY number DESC LIMIT 1").fetchone()
    return _FIRST if row is None else Last(row[0], row[1], parse_instant(row[2]))


def _row(
    connection: Connection,
    key: bytes,
    previous: bytes,
    number: int,
    at: datetime,
    told: _Told,
) -> tuple[Any, ...]:
    """The columns of an entry, in the order of `_INSERT`; the last is its MAC."""
    staff, action, case_id, details = told
    at = _to_milliseconds(at)
    clear, personal = parted(action, details)
    text = json.dumps(clear, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    sealed = seal_values(connection, personal, number, at, case_id) if personal else None
    salt = secrets.token_bytes(_SALT_BYTES)
    seal = _seal(salt, text.encode(), sealed)
    when = _written(at)
    mac = _mac(key, previous, number, when, staff, action, case_id, seal)
    return number, when, staff, action, case_id, text, sealed, salt, seal, mac


def blank(connection: Connection, case_id: int | None, before: datetime | None = None) -> int:
    """Take personal values out of entries that an earlier version wrote in clear; returns of how many.

    Of a case, in the transaction that disposes of it: the check of the chain takes blank entries only where an entry
    `case_disposed` of that case follows. With `case_id` None of the entries of no case, written before an instant: then
    an entry `months_disposed` must follow. Call `OfficeFile.forget_deleted` once it is committed.
    """
    rows = connection.exec_driver_sql(
        "SELECT number, action, details FROM audit WHERE case_id IS ? AND sealed IS NULL AND details <> '' AND at < ?",
        (case_id, "~" if before is None else _written(before.astimezone(UTC))),
    ).all()
    personal = [(number,) for number, action, details in rows if parted(action, json.loads(details))[1]]
    if personal:
        connection.exec_driver_sql("UPDATE audit SET details = '', salt = zeroblob(0) WHERE number = ?", personal)
    return len(personal)


def head(connection: Connection) -> str:
    """The head of the chain as printed; "0" for an empty one."""
    row = connection.execute(
        select(_TABLE.c.number, _TABLE.c.mac).order_by(_TABLE.c.number.desc()).limit(1)
    ).one_or_none()
    return _EMPTY if row is None else head_text(row.number, row.mac)


def anchored(connection: Connection, anchor: Anchor) -> bool:
    """Whether the chain went through an anchor: its entry is there, with that MAC."""
    row = connection.execute(select(_TABLE.c.mac).where(_TABLE.c.number == anchor.number)).one_or_none()
    return row is not None and anchor.is_of(head_text(anchor.number, row.mac))


def lost_anchors(connection: Connection) -> tuple[int, tuple[str, ...]]:
    """How many heads the file remembers to have given out, and those of them that are not in the chain."""
    rows = connection.exec_driver_sql(
        "SELECT k.head, a.mac FROM anchor k "
        "LEFT JOIN audit a ON a.number = CAST(substr(k.head, 1, instr(k.head, '-') - 1) AS INTEGER) ORDER BY k.id"
    ).all()
    lost = (head for head, mac in rows if mac is None or head_text(int(head.partition("-")[0]), mac) != head)
    return len(rows), tuple(dict.fromkeys(lost))


def head_text(number: int, mac: bytes) -> str:
    return f"{number}-{base64.b32encode(mac[:_TOLD_BYTES]).decode()[:CODE_LENGTH]}"


def verify(
    connection: Connection, key: bytes, each: Callable[[Iterable[Any]], Iterable[Any]] = lambda rows: rows
) -> Verdict:
    """Recompute the whole chain. The rows pass through `each`, which may end the work by an error."""
    rows = driver.run(connection, _AS_BYTES)
    number, previous = 0, _GENESIS
    blanked: dict[int | None, int] = {}  # the first blank entry of a case that no disposal follows yet
    for found, at, staff, action, case_id, details, sealed, salt, seal, mac in each(rows):
        number += 1
        try:
            sound = found == number and hmac.compare_digest(
                _mac(key, previous, number, at.decode(), staff.decode(), action.decode(), case_id, seal), mac
            )
            if sound and not details and sealed is None and not salt:
                blanked.setdefault(case_id, number)
            elif not sound or len(salt) != _SALT_BYTES or not hmac.compare_digest(_seal(salt, details, sealed), seal):
                return _broken(connection, number - 1, previous, found)
        except (TypeError, ValueError, AttributeError):  # a value of another type than the program writes
            return _broken(connection, number - 1, previous, found)
        if action in _ENDS:
            blanked.pop(case_id, None)
        previous = mac
    if blanked:
        return Verdict(number, head_text(number, previous), min(blanked.values()))
    return Verdict(number, head_text(number, previous) if number else _EMPTY, None)


def _broken(connection: Connection, number: int, mac: bytes, at: int) -> Verdict:
    """The chain holds up to entry `number`, and not at the entry `at`."""
    count = int(connection.exec_driver_sql("SELECT count(*) FROM audit").scalar_one())
    return Verdict(count, head_text(number, mac) if number else _EMPTY, at)


def _to_milliseconds(at: datetime) -> datetime:
    at = at.astimezone(UTC)
    return at.replace(microsecond=at.microsecond // 1000 * 1000)


def _written(at: datetime) -> str:
    """An instant in UTC as the tables keep it."""
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _seal(salt: bytes, details: bytes, sealed: bytes | None) -> bytes:
    """The salted hash that stands for the values; the length keeps the two parts from being cut elsewhere."""
    if sealed is None:
        return hashlib.sha256(salt + details).digest()
    return hashlib.sha256(b"%s%d:%s%s" % (salt, len(details), details, sealed)).digest()


def _mac(
    key: bytes,
    previous: bytes,
    number: int,
    at: str,
    staff: str,
    action: str,
    case_id: int | None,
    seal: bytes,
) -> bytes:
    """HMAC over the entry as a JSON list without spaces, put together by hand: a chain has very many."""
    case = "null" if case_id is None else f"{case_id:d}"
    entry = (
        f'[{number},"{at.removesuffix("Z")}+00:00",{encode_basestring(staff)},{encode_basestring(action)},'
        f'{case},"{seal.hex()}","{previous.hex()}"]'
    )
    return hmac.digest(key, entry.encode(), "sha256")


__all__ = ["AuditRow", "Last", "Verdict", "append", "append_many", "blank", "head", "head_text", "last_of", "verify"]
