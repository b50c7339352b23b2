"""Very many invented cases at once, for trying and measuring how the program behaves when an office file is full.

The rows are what the services would have stored, column by column, but written in batches. The trail gets one entry
for each transaction of them: nobody took these steps.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import islice

from sqlalchemy import Connection

from caseman.demo.bulk_cases import CaseWriter
from caseman.demo.bulk_rows import BatchedRows
from caseman.demo.people import draw_people
from caseman.domain.permissions import Permission
from caseman.errors import RuleError
from caseman.services.desk import Change, ChangeKind, Desk
from caseman.text import T

_SEED = 20260401
_BATCH = 2_000  # cases; so many rows of each table are in memory at once
_AT_ONCE = 50_000  # cases of one transaction: its pages stand in the log until it ends
_CACHE = 128 * 1024  # KiB of pages: the indexes by name and number are written to all over


def fill(desk: Desk, count: int, *, seed: int = _SEED) -> Change:
    """Put `count` invented cases into an open sample office. The same seed draws the same.

    They arrived within the last five years; most are closed, some wait at each step. A million take some minutes and
    no more memory than a thousand. They are saved by the tens of thousands: what breaks it off leaves whole cases.
    Raises `RuleError` for an office that is not a sample.
    """
    if not desk.file.sample:
        raise RuleError("not-a-sample", T("Invented cases go into a sample office only. Make one first."))
    chance = random.Random(seed)  # noqa: S311  repeatable samples, not secrets
    people = draw_people(seed)
    agents = draw_people(seed + 1, first=count + 1)  # others than the principals
    numbers: list[str] = []
    arrivals: Iterator[date] | None = None
    with _roomy(desk):
        while arrivals is None or len(numbers) < count:
            with desk.work(Permission.OPEN_CASE) as work:
                rows = BatchedRows(work.session.connection())
                writer = CaseWriter(work, rows, chance)
                arrivals = arrivals or iter(writer.arrivals(count))
                before = len(numbers)
                for arrived in islice(arrivals, _AT_ONCE):
                    numbers.append(writer.write(next(people), agents, arrived))
                    if len(numbers) % _BATCH == 0:
                        rows.flush()
                rows.flush()
                work.note("sample_cases_added", cases=len(numbers) - before)
    return Change(ChangeKind.CASE, tuple(numbers))


@contextmanager
def _roomy(desk: Desk) -> Iterator[None]:
    """Keep more pages in memory meanwhile."""
    with desk.file.engine.connect() as connection:
        usual = _cache(connection)
        connection.exec_driver_sql(f"PRAGMA cache_size = -{_CACHE}")
    try:
        yield
    finally:
        with desk.file.engine.connect() as connection:
            connection.exec_driver_sql(f"PRAGMA cache_size = {usual}")


def _cache(connection: Connection) -> int:
    return int(connection.exec_driver_sql("PRAGMA cache_size").scalar_one())
