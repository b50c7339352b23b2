"""The trail with 100,000 entries: checked, written to, read; against a bare HMAC loop and bare statements."""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from caseman.bootstrap import create_office, open_office
from caseman.domain.trail import ActionGroup
from caseman.security.keyslots import FLOOR_COST
from caseman.services.desk import Desk, system_clock
from caseman.services.trail_list import TrailQuery, read_trail
from caseman.storage import audit
from tests.benchmarks.measuring import Row, by_turns, median_row
from tests.benchmarks.offices import driver

_PASSPHRASE = "見本の合言葉 correct horse battery 24"
_STAFF = "見本 花子"
_ENTRIES = 100_000
_WRITTEN = 300
_DETAILS = {"document": "P-2026-0001-01", "returned_on": "2026-11-24", "reason": "あて所に尋ねあたりません"}


def rows(folder: Path) -> Iterator[Row]:
    """One file for all; its entries have a sealed part each."""
    path = folder / "trail.caseman"
    create_office(path, office="aucnet", staff_name=_STAFF, passphrase=_PASSPHRASE, cost=FLOOR_COST)
    desk = open_office(path, _PASSPHRASE)
    try:
        _write(desk, _ENTRIES)
        yield _checking(desk)
        yield _writing(desk)
        yield from _reading(desk)
    finally:
        desk.close()


def _write(desk: Desk, count: int) -> None:
    now = system_clock()
    with desk.file.engine.begin() as connection:
        for at in range(count):
            when = now + timedelta(milliseconds=at)
            audit.append(connection, desk.file.chain_key, when, _STAFF, "letter_returned", None, _DETAILS)


def _checking(desk: Desk) -> Row:
    with desk.reading() as session:
        connection = session.connection()

        def bare() -> None:
            for row in driver(desk).execute("SELECT * FROM audit ORDER BY number"):
                hmac.digest(desk.file.chain_key, b"%d %s %s" % (row[0], row[5].encode(), row[7]), "sha256")

        times = by_turns(lambda: audit.verify(connection, desk.file.chain_key), bare, 5)
    return median_row(f"verify the trail, {_ENTRIES:,} entries", "bare cursor and one HMAC an entry", times, 2.0)


def _writing(desk: Desk) -> Row:
    clear = json.dumps(_DETAILS, ensure_ascii=False)

    def bare() -> None:
        connection = driver(desk)
        for _ in range(_WRITTEN):
            (last,) = connection.execute("SELECT max(number) FROM audit").fetchone()
            connection.execute(
                "INSERT INTO audit (number, at, staff, action, details, salt, seal, mac) "
                "VALUES (?, '2026-11-24T01:00:00.000Z', ?, 'x', ?, ?, ?, ?)",
                (last + 1, _STAFF, clear, b"s" * 16, b"s" * 32, b"m" * 32),
            )
        connection.rollback()

    def entries() -> None:
        with desk.file.engine.connect() as connection:
            for _ in range(_WRITTEN):
                audit.append(connection, desk.file.chain_key, system_clock(), _STAFF, "letter_returned", None, _DETAILS)
            connection.rollback()

    times = by_turns(entries, bare, 5)
    return median_row(f"{_WRITTEN} entries with a sealed part", "the same rows, bare", times, 12.0)


def _reading(desk: Desk) -> Iterator[Row]:
    def bare() -> None:
        driver(desk).execute("SELECT * FROM audit ORDER BY number DESC LIMIT 100").fetchall()

    def whole() -> None:
        driver(desk).execute("SELECT count(*) FROM audit NOT INDEXED WHERE details = 'x'").fetchall()

    for name, query in (
        ("a page of the trail, in words", TrailQuery()),
        ("a page of one member, in words", TrailQuery(staff=_STAFF)),
    ):
        times = by_turns(lambda query=query: read_trail(desk, query), bare, 9)  # type: ignore[misc]
        yield median_row(name, "100 bare rows", times, 30.0)
    for name, query in (
        ("trail: a group that has nothing", TrailQuery(group=ActionGroup.IDENTITY)),
        ("trail: days without entries", TrailQuery(until=system_clock().date() - timedelta(days=400))),
    ):
        times = by_turns(lambda query=query: read_trail(desk, query), whole, 9)  # type: ignore[misc]
        yield median_row(name, "one bare look at every row", times, 2.0)
