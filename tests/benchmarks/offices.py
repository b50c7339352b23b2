"""Sample offices full of invented cases, in a folder that goes when the run ends."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from caseman.bootstrap import create_office, open_office
from caseman.security.keyslots import FLOOR_COST, KeyslotFile, read_keyslots, unlock_with_passphrase
from caseman.services.desk import Desk
from caseman.storage.file import keys_path, open_file

_STAFF = "見本 花子"
_PASSPHRASE = "合言葉は 見本の桜餅 correct horse 24"


def filled(folder: Path, cases: int) -> Path:
    """A sample office with so many cases, closed."""
    from caseman.demo.bulk import fill  # not loaded by whoever measures memory

    path = folder / f"sample{cases}.caseman"
    create_office(path, office="aucnet", staff_name=_STAFF, passphrase=_PASSPHRASE, sample=True, cost=FLOOR_COST)
    desk = open_office(path, _PASSPHRASE, clock=_clock)
    try:
        start = time.perf_counter()
        fill(desk, cases)
        sys.stdout.write(f"{cases:,} cases were filled in within {time.perf_counter() - start:.1f} s\n")
    finally:
        desk.close()
    return path


@contextmanager
def full_office(path: Path) -> Iterator[Desk]:
    """A filled office, open: anew, so that nothing of the filling stays in memory."""
    desk = open_office(path, _PASSPHRASE, clock=_clock)
    try:
        yield desk
    finally:
        desk.close()


def unlocked(path: Path) -> tuple[KeyslotFile, bytes]:
    """What opens a filled office without deriving a key again."""
    keyslots = read_keyslots(keys_path(path))
    return keyslots, unlock_with_passphrase(keyslots, _PASSPHRASE).data_key


def opened(path: Path, keyslots: KeyslotFile, data_key: bytes) -> Desk:
    """Open a filled office with its data key."""
    return Desk(open_file(path, keyslots, data_key, _clock()), _STAFF, _clock)


def driver(desk: Desk) -> Any:
    """The bare connection that the office works on: there is only one."""
    with desk.reading() as session:
        return session.connection().connection.driver_connection


def _clock() -> datetime:
    """The same day for every run, so that every run measures the same cases."""
    return datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
