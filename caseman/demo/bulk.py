"""Very many invented cases at once, for trying and measuring how the program behaves when an office file is full.

The rows are what the services would have stored, column by column, but written in batches. The trail gets one entry
for all of them: nobody took these steps.
"""

from __future__ import annotations

import random
from typing import Any

from sqlalchemy import Connection, func, select
from sqlmodel import SQLModel

from caseman.demo.bulk_cases import CaseWriter
from caseman.demo.people import sample_people
from caseman.domain.permissions import Permission
from caseman.errors import RuleError
from caseman.services.desk import Change, ChangeKind, Desk
from caseman.storage.search import add_many_to_index
from caseman.text import T

_SEED = 20260401
_BATCH = 2_000  # cases; so many rows of each table are in memory at once
_TABLES = (
    "envelope",
    "enclosure",
    "cases",
    "party",
    "letter",
    "request",
    "identity_check",
    "correction",
    "book_entry",
    "dispatch",
)  # in an order that the foreign keys allow


def fill(desk: Desk, count: int, *, seed: int = _SEED) -> Change:
    """Put `count` invented cases into an open sample office: all of them, or none. The same seed draws the same.

    They arrived within the last five years; most are closed, some wait at each step. 100,000 take less than a minute.
    Raises `RuleError` for an office that is not a sample.
    """
    if not desk.file.sample:
        raise RuleError("not-a-sample", T("Invented cases go into a sample office only. Make one first."))
    numbers: list[str] = []
    with desk.work(Permission.OPEN_CASE) as work:
        rows = BatchedRows(work.session.connection())
        chance = random.Random(seed)  # noqa: S311  repeatable samples, not secrets
        writer = CaseWriter(work, rows, chance)
        people = sample_people(count, seed)
        # The people from the other end of the list act for those who have an agent.
        for principal, agent, arrived in zip(people, reversed(people), writer.arrivals(count), strict=True):
            numbers.append(writer.write(principal, agent, arrived))
            if len(numbers) % _BATCH == 0:
                rows.flush()
        rows.flush()
        work.note("sample_cases_added", cases=count)
    return Change(ChangeKind.CASE, tuple(numbers))


class BatchedRows:
    """Rows that wait to be written, each with its number already."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._tables = {name: SQLModel.metadata.tables[name] for name in _TABLES}
        self._last = {name: self._highest(name) for name in _TABLES}
        self._waiting: dict[str, list[dict[str, Any]]] = {name: [] for name in _TABLES}
        self._found_by: list[tuple[int, list[str]]] = []

    def put(self, table: str, **values: Any) -> int:
        """Keep a row; returns the primary key it will have."""
        self._last[table] += 1
        self._waiting[table].append({"id": self._last[table], **values})
        return self._last[table]

    def find_by(self, case_id: int, fields: list[str]) -> None:
        """Keep the texts by which a case is found."""
        self._found_by.append((case_id, fields))

    def flush(self) -> None:
        """Write what waits, table by table."""
        for name, rows in self._waiting.items():
            if rows:
                self.connection.execute(self._tables[name].insert(), rows)
                rows.clear()
        add_many_to_index(self.connection, self._found_by)
        self._found_by.clear()

    def _highest(self, table: str) -> int:
        return self.connection.execute(select(func.max(self._tables[table].c.id))).scalar_one() or 0
