"""The work of every hour: logging an envelope, opening a case that has had a long course, a case's size in the file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from caseman.services.case_file import show_case
from caseman.services.desk import Desk
from tests.benchmarks.measuring import Row, by_turns, median_row
from tests.benchmarks.offices import driver
from tests.services.hearing import hearing, reads
from tests.services.walking import ENCLOSURES, PRINCIPAL, TODAY, TickingClock, Walk, make_office, open_copy, picture

_TIMES = 60
_EVENTS, _SCANS = 50, 20
_OPENING_REACH = 0.050  # seconds


def rows(folder: Path) -> Iterator[Row]:
    """In an office with one busy case."""
    office = make_office(folder, "casework.caseman")
    clock = TickingClock()
    desk = open_copy(office, office.path, clock)
    walk = Walk(desk, clock)
    number = _busy_case(walk)
    yield _logged(desk, walk)
    yield from _opened(desk, number)
    desk.close()


def _logged(desk: Desk, walk: Walk) -> Row:
    """An envelope without scans, as it is most often logged first."""
    connection = driver(desk)

    def log() -> None:
        walk.envelope(scans=())

    last = {name: _last(connection, name) for name in _tables(connection)}
    sums = _sums(connection)
    log()
    written = {
        name: connection.execute(f'SELECT * FROM "{name}" WHERE rowid > ?', (last[name],)).fetchall() for name in last
    }
    statements = [
        (_shadow(connection, name), [tuple(row) for row in found]) for name, found in written.items() if found
    ]
    _shadow(connection, "seal")
    connection.execute("INSERT INTO bare_seal SELECT * FROM seal")
    connection.commit()
    changed = [(total, name) for name, total in _sums(connection).items() if sums.get(name) != total]
    statements.append(("UPDATE bare_seal SET sum = ? WHERE name = ?", changed))

    def bare() -> None:
        connection.execute("BEGIN IMMEDIATE")
        for statement, lines in statements:
            connection.executemany(statement, lines)
        connection.commit()

    times = by_turns(log, bare, _TIMES, warm_up=3)
    return median_row("log an envelope, saved, median", "bare transaction of the same rows", times, 2.0)


def _tables(connection: Any) -> list[str]:
    found = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' "
        "AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'case_text%' AND name NOT LIKE 'bare_%'"
    )
    return [name for (name,) in found]


def _last(connection: Any, name: str) -> int:
    return int(connection.execute(f'SELECT coalesce(max(rowid), 0) FROM "{name}"').fetchone()[0])


def _sums(connection: Any) -> dict[str, bytes]:
    return dict(connection.execute("SELECT name, sum FROM seal").fetchall())


def _shadow(connection: Any, name: str) -> str:
    """A table of the same columns and indexes, without rules, so that the same rows go in again and again."""
    columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{name}")')]
    connection.execute(f'CREATE TABLE "bare_{name}" AS SELECT * FROM "{name}" WHERE 0')
    for _, index, *_rest in connection.execute(f'PRAGMA index_list("{name}")').fetchall():
        (made,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (index,)).fetchone()
        which = (made or "").partition(" WHERE ")[2]
        named = [row[2] for row in connection.execute(f'PRAGMA index_info("{index}")') if row[2]]
        if named:
            parts = ", ".join(f'"{each}"' for each in named)
            only = f" WHERE {which}" if which else ""
            connection.execute(f'CREATE INDEX "bare_{index}" ON "bare_{name}" ({parts}){only}')
    connection.commit()
    return f'INSERT INTO "bare_{name}" VALUES ({", ".join("?" * len(columns))})'


def _opened(desk: Desk, number: str) -> Iterator[Row]:
    """All that the case page reads, against the same statements on the bare connection."""
    view = show_case(desk, number)
    assert len(view.history) >= _EVENTS
    assert len(view.scans) == _SCANS
    with hearing(desk) as heard:
        show_case(desk, number)
    statements = reads(heard)
    connection = driver(desk)

    def bare() -> None:
        for statement, values in statements:
            connection.execute(statement, values).fetchall()

    times = by_turns(lambda: show_case(desk, number), bare, _TIMES, warm_up=3)
    name = f"open a case with {_EVENTS} events and {_SCANS} scans"
    row = median_row(f"{name}, median", "the same reads, bare", times, 3.0)
    yield row
    yield Row(f"{name}, median", "what a person takes for at once", row.value, _OPENING_REACH, 1.0)


def _busy_case(walk: Walk) -> str:
    """A case with many scans and a long course: small payments, each an entry of the trail."""
    scans = tuple({"name": f"page{at}.png", "data": picture((at, 120, 120))} for at in range(_SCANS))
    number = walk.case(envelope=walk.envelope(scans=scans, enclosures=ENCLOSURES))
    walk.identity(number)
    for at in range(_EVENTS):
        walk.payment(
            number, amount="10", paid_on=date(2026, 11, 20), matched_on=TODAY, payer=PRINCIPAL["kana"] + str(at)
        )
    return number


def size_row(desk: Desk, cases: int) -> Row:
    """What a case takes in the file with its index, its trail and its keys, against its rows alone."""
    connection = driver(desk)
    pages, size = (int(connection.execute(f"PRAGMA {name}").fetchone()[0]) for name in ("page_count", "page_size"))
    bare = sum(_payload(connection, name) for name in _tables(connection))
    return Row(
        f"file size per case without scans, {cases:,} cases",
        "the bare rows",
        pages * size / cases / 1024,
        bare / cases / 1024,
        3.0,
        "KiB",
    )


def _payload(connection: Any, name: str) -> int:
    """Bytes of the values in a table, as text and blobs are long and numbers are stored."""
    columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{name}")')]
    each = " + ".join(
        f'CASE typeof("{c}") WHEN \'text\' THEN length(CAST("{c}" AS BLOB)) WHEN \'blob\' THEN length("{c}") '
        f"WHEN 'null' THEN 0 ELSE 4 END"
        for c in columns
    )
    return int(connection.execute(f'SELECT coalesce(sum({each}), 0) FROM "{name}"').fetchone()[0])
