"""A backup of 1 GB: of an office full of scans, against SQLite's own `VACUUM INTO` under the same key.

A backup is the copy and its check: it is opened anew, the MAC of each page, SQLite's own check and the references are
looked at, and the chain is reckoned through. The copy alone and the bare pragmas of such a check tell what costs what.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from caseman.bootstrap import create_office, open_office
from caseman.security.keyslots import FLOOR_COST
from caseman.services.desk import Desk, system_clock
from caseman.storage import backup
from caseman.storage.copying import copy_pages
from tests.benchmarks.measuring import Row, median_row, seconds
from tests.benchmarks.offices import driver

_PASSPHRASE = "見本の合言葉 correct horse battery 24"
_SCAN, _SCANS, _AT_ONCE = 500_000, 2_000, 100
_TIMES = 3


def rows(folder: Path) -> Iterator[Row]:
    """Each copy is taken away before the next is made."""
    path = folder / "large.caseman"
    create_office(path, office="aucnet", staff_name="見本 花子", passphrase=_PASSPHRASE, cost=FLOOR_COST)
    desk = open_office(path, _PASSPHRASE)
    try:
        _fill(driver(desk))
        copies = folder / "copies"
        copies.mkdir()
        yield from _rows(desk, copies)
    finally:
        desk.close()
        path.unlink()


def _fill(connection: Any) -> None:
    for first in range(0, _SCANS, _AT_ONCE):
        scans = ((f"{at:064x}", os.urandom(_SCAN)) for at in range(first, first + _AT_ONCE))
        connection.executemany("INSERT INTO scan_content (sha256, data) VALUES (?, ?)", scans)
        connection.commit()


def _rows(desk: Desk, folder: Path) -> Iterator[Row]:
    whole, copied, bare, checked = [], [], [], []
    numbers = itertools.count()
    now = system_clock()
    for _ in range(_TIMES):
        at = next(numbers)
        whole.append(_taken(folder, lambda at=at: backup.back_up(desk.file, folder, now + timedelta(seconds=at))))  # type: ignore[misc]
        target = folder / f"copy{at}.db"
        bare.append(seconds(partial(_vacuum, driver(desk), target)))
        checked.append(_taken(folder, partial(_check, target, desk.file.data_key)))
        copied.append(_taken(folder, partial(copy_pages, desk.file.engine, target, desk.file.data_key)))
    with_checks = [one + other for one, other in zip(bare, checked, strict=True)]
    yield median_row("backup of 1 GB, the copy", "bare VACUUM INTO, synced", (copied, bare), 1.2)
    yield median_row("backup of 1 GB, with its check", "VACUUM INTO, then the bare checks", (whole, with_checks), 1.2)
    yield median_row("backup of 1 GB, with its check", "bare VACUUM INTO, unchecked", (whole, bare), 1.2)


def _taken(folder: Path, work: Callable[[], object]) -> float:
    """The seconds it takes; what lies in the folder then goes."""
    took = seconds(work)
    for left in folder.iterdir():
        left.unlink()
    return took


def _vacuum(connection: Any, target: Path) -> None:
    """The copy is on the disk then, as a backup must be."""
    connection.execute("VACUUM INTO ?", (str(target),))
    with target.open("rb") as stream:
        os.fsync(stream.fileno())


def _check(target: Path, key: bytes) -> None:
    """The three looks at a copy that SQLCipher and SQLite offer."""
    connection = sqlcipher.connect(str(target))
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    for check in ("cipher_integrity_check", "integrity_check", "foreign_key_check"):
        found = connection.execute(f"PRAGMA {check}").fetchall()
        assert found in ([], [("ok",)]), found
    connection.close()
