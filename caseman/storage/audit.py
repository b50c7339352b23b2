"""The audit chain: HMAC-SHA-256 over canonical entries with a running number, under a key derived from the data key.

Each entry's MAC covers the entry before it, so that an edit, a deletion or a change of order shows. A cut tail shows
against a printed head (`number-` and 20 Base32 characters). The details themselves are bound through a salted seal.
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
from typing import Any

from sqlalchemy import Connection, func, select
from sqlmodel import SQLModel

from caseman.storage.tables import AuditRow, Instant

_TABLE = SQLModel.metadata.tables["audit"]
_LONGEST_NUMBER = 18
_GENESIS = b"\0" * 32


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
) -> str:
    """Add an entry inside the caller's transaction; returns the new head."""
    last = connection.execute(
        select(_TABLE.c.number, _TABLE.c.mac).order_by(_TABLE.c.number.desc()).limit(1)
    ).one_or_none()
    number, previous = (1, _GENESIS) if last is None else (last.number + 1, last.mac)
    text = json.dumps(details, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    salt = secrets.token_bytes(16)
    at = _to_milliseconds(at)
    seal = _seal(salt, text)
    mac = _mac(key, previous, number, at, staff, action, case_id, seal)
    connection.execute(
        _TABLE.insert().values(
            number=number,
            at=at,
            staff=staff,
            action=action,
            case_id=case_id,
            details=text,
            salt=salt,
            seal=seal,
            mac=mac,
        )
    )
    return head_text(number, mac)


def append_many(
    connection: Connection,
    key: bytes,
    at: datetime,
    staff: str,
    action: str,
    entries: Iterable[tuple[int | None, Mapping[str, Any]]],
) -> None:
    """As `append`, for many entries of one kind at once: the case of each, and its details."""
    last = connection.execute(
        select(_TABLE.c.number, _TABLE.c.mac).order_by(_TABLE.c.number.desc()).limit(1)
    ).one_or_none()
    number, previous = (0, _GENESIS) if last is None else (last.number, last.mac)
    at = _to_milliseconds(at)
    written = Instant().process_bind_param(at, connection.dialect)
    rows = []
    for case_id, details in entries:
        number += 1
        text = json.dumps(details, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        salt = secrets.token_bytes(16)
        seal = _seal(salt, text)
        previous = _mac(key, previous, number, at, staff, action, case_id, seal)
        rows.append((number, written, staff, action, case_id, text, salt, seal, previous))
    if rows:
        connection.exec_driver_sql(
            "INSERT INTO audit (number, at, staff, action, case_id, details, salt, seal, mac) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            rows,
        )


def head(connection: Connection) -> str:
    """The head of the chain as printed; "0" for an empty one."""
    row = connection.execute(
        select(_TABLE.c.number, _TABLE.c.mac).order_by(_TABLE.c.number.desc()).limit(1)
    ).one_or_none()
    return "0" if row is None else head_text(row.number, row.mac)


def last_at(connection: Connection) -> datetime | None:
    """The instant (UTC) of the last entry."""
    statement = select(_TABLE.c.at).order_by(_TABLE.c.number.desc()).limit(1)
    found: datetime | None = connection.execute(statement).scalar_one_or_none()
    return found


def anchored(connection: Connection, anchor: str) -> bool:
    """Whether the chain went through a printed head: its entry is there, with that MAC."""
    number, _, mac = anchor.strip().upper().partition("-")
    if not (number.isascii() and number.isdigit()) or len(number) > _LONGEST_NUMBER:
        return False
    row = connection.execute(select(_TABLE.c.mac).where(_TABLE.c.number == int(number))).one_or_none()
    return row is not None and head_text(int(number), row.mac) == f"{int(number)}-{mac}"


def head_text(number: int, mac: bytes) -> str:
    return f"{number}-{base64.b32encode(mac).decode()[:20]}"


def verify(
    connection: Connection, key: bytes, each: Callable[[Iterable[Any]], Iterable[Any]] = lambda rows: rows
) -> Verdict:
    """Recompute the whole chain. The rows pass through `each`, which may end the work by an error."""
    previous, expected, last_head = _GENESIS, 1, "0"
    rows = connection.execution_options(yield_per=1000).execute(select(_TABLE).order_by(_TABLE.c.number))
    for row in each(rows):
        mac = _mac(key, previous, row.number, row.at, row.staff, row.action, row.case_id, row.seal)
        sound = row.number == expected and hmac.compare_digest(mac, row.mac)
        if not sound or not hmac.compare_digest(_seal(row.salt, row.details), row.seal):
            return Verdict(_count(connection), last_head, row.number)
        previous, expected, last_head = row.mac, expected + 1, head_text(row.number, row.mac)
    return Verdict(expected - 1, last_head, None)


def _count(connection: Connection) -> int:
    return int(connection.execute(select(func.count()).select_from(_TABLE)).scalar_one())


def _to_milliseconds(at: datetime) -> datetime:
    at = at.astimezone(UTC)
    return at.replace(microsecond=at.microsecond // 1000 * 1000)


def _seal(salt: bytes, details: str) -> bytes:
    return hashlib.sha256(salt + details.encode()).digest()


def _mac(
    key: bytes,
    previous: bytes,
    number: int,
    at: datetime,
    staff: str,
    action: str,
    case_id: int | None,
    seal: bytes,
) -> bytes:
    entry = [
        number,
        at.isoformat(timespec="milliseconds"),
        staff,
        action,
        case_id,
        seal.hex(),
        previous.hex(),
    ]
    return hmac.new(key, json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode(), "sha256").digest()


__all__ = ["AuditRow", "Verdict", "append", "append_many", "head", "head_text", "verify"]
