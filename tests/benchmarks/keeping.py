"""Opening with a passphrase, and locking: against Argon2id alone, and closing alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from caseman.bootstrap import create_office, open_office
from caseman.security.argon import DEFAULT_COST, derive
from caseman.services.desk import Desk
from caseman.services.drafts import keep_draft
from tests.benchmarks.measuring import Row, by_turns, median_row
from tests.benchmarks.offices import driver

_PASSPHRASE = "見本の合言葉 correct horse battery 24"
_TIMES = 5


def rows(folder: Path) -> Iterator[Row]:
    """Unlocking, and keeping a draft and closing as a lock does."""
    path = folder / "unlock.caseman"
    create_office(path, office="aucnet", staff_name="見本 花子", passphrase=_PASSPHRASE)
    times = by_turns(
        lambda: open_office(path, _PASSPHRASE).close(), lambda: derive(b"x" * 40, b"s" * 16, DEFAULT_COST), _TIMES
    )
    yield median_row("unlock with a passphrase, and close", "Argon2id at the same cost", times, 1.5)
    desks: list[Desk] = []

    def lock() -> None:
        keep_draft(desks[-1], "post", {"note": "書きかけ" * 200})
        desks[-1].close()

    def bare() -> None:
        connection = driver(desks[-1])
        connection.execute("UPDATE setting SET value = value")
        connection.execute("INSERT INTO setting (key, value) VALUES (hex(randomblob(8)), 'x')")
        connection.commit()
        desks[-1].close()

    values, bases = [], []
    for _ in range(_TIMES):
        desks.append(open_office(path, _PASSPHRASE))
        value, _unused = by_turns(lock, lambda: None, 1, warm_up=0)
        desks.append(open_office(path, _PASSPHRASE))
        base, _unused = by_turns(bare, lambda: None, 1, warm_up=0)
        values += value
        bases += base
    yield median_row("lock: keep a draft and close the file", "one bare commit, and close", (values, bases), 3.0)
