"""The sheets of the set, in its order. A new sheet is a line here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from caseman.exchange.cells import Cell
from caseman.exchange.ledger_csv import LEDGER_COLUMNS
from caseman.services.export.case_sheets import COMPLAINTS, DISPATCHES, IDENTITY_CHECKS, LETTERS, PAYMENTS, REQUESTS
from caseman.services.export.office_sheets import CUSTODY, PROCEDURES, STAFF
from caseman.services.export.sheet import Column, Sheet, Source
from caseman.services.export.statistics_sheet import STATISTICS
from caseman.services.export.trail_sheet import TRAIL
from caseman.services.ledger import ledger_rows
from caseman.text import T

# Columns of the ledger that tell of a person or hold free text.
_INSIDE: Final = frozenset(
    {
        "tracking_number",
        "principal_name",
        "principal_kana",
        "searcher",
        "reasons",
        "dispatch_tracking_number",
        "remarks",
    }
)


def _ledger(source: Source) -> Iterator[tuple[Cell, ...]]:
    rows = ledger_rows(source.connection, source.language, source.period, numbered_staff=source.minimised)
    if not source.minimised:
        return rows
    places = [at for at, column in enumerate(LEDGER.columns) if column.outside]
    return (tuple(row[at] for at in places) for row in rows)


def _count_cases(source: Source) -> int:
    ((found,),) = source.stream("SELECT count(*) FROM cases WHERE arrived_on BETWEEN :first AND :last")
    return int(found)


LEDGER: Final = Sheet(
    "ledger",
    T("Ledger"),
    T("cases that arrived in the period"),
    tuple(Column(code, heading, code not in _INSIDE) for code, heading in LEDGER_COLUMNS),
    _ledger,
    _count_cases,
)

SHEETS: Final[tuple[Sheet, ...]] = (
    LEDGER,
    REQUESTS,
    IDENTITY_CHECKS,
    PAYMENTS,
    LETTERS,
    DISPATCHES,
    CUSTODY,
    COMPLAINTS,
    TRAIL,
    STAFF,
    PROCEDURES,
    STATISTICS,
)


def sheet_named(code: str) -> Sheet:
    """A sheet by its code. Raises `KeyError` for one that is not in the set."""
    return {sheet.code: sheet for sheet in SHEETS}[code]
