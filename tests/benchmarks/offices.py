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
from caseman.demo.bulk import fill
from caseman.security.keyslots import FLOOR_COST
from caseman.services.desk import Desk

_STAFF = "見本 花子"
_PASSPHRASE = "合言葉は 見本の桜餅 correct horse 24"


@contextmanager
def full_office(folder: Path, cases: int) -> Iterator[Desk]:
    """An open sample office with so many cases; opened anew, so that nothing of the filling stays in memory."""
    path = folder / f"sample{cases}.caseman"
    create_office(path, office="aucnet", staff_name=_STAFF, passphrase=_PASSPHRASE, sample=True, cost=FLOOR_COST)
    desk = open_office(path, _PASSPHRASE, clock=_clock)
    try:
        start = time.perf_counter()
        fill(desk, cases)
        sys.stdout.write(f"{cases:,} cases were filled in within {time.perf_counter() - start:.1f} s\n")
    finally:
        desk.close()
    desk = open_office(path, _PASSPHRASE, clock=_clock)
    try:
        yield desk
    finally:
        desk.close()


def driver(desk: Desk) -> Any:
    """The bare connection that the office works on: there is only one."""
    with desk.reading() as session:
        return session.connection().connection.driver_connection


def _clock() -> datetime:
    """The same day for every run, so that every run measures the same cases."""
    return datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
