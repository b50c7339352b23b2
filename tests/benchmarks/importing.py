"""A statement of 100,000 deposits taken in, against a bare loop over the same bytes that puts the same rows in.

The loop cuts each record into the fields that are kept, and puts in a line and an entry of the book for each: no sums,
dates or names are looked at, and nothing is matched with the fees of the office, as what is measured does.
"""

from __future__ import annotations

import itertools
from datetime import date
from typing import Any

from caseman.services.desk import Desk
from caseman.services.statements import take_statement
from tests.benchmarks.measuring import Row, median_row, seconds
from tests.benchmarks.offices import driver
from tests.exchange.bank_files import Told, notices

_TIMES = 2
_DEPOSITS = 100_000
_RECORD = 200
_DAY = date(2026, 11, 20)
_PEOPLE = "SELECT p.kana FROM party p JOIN cases c ON c.id = p.case_id WHERE p.kana <> '' ORDER BY c.closed_on, p.id"
_LINE = (
    "INSERT INTO statement_line (id, statement_id, line, deposited_on, amount_minor, currency, payer, payer_key, edi, "
    "bank, branch, reference, cancelled, fingerprint, occurrence, settled) "
    "VALUES (?, 1, ?, '2026-11-20', ?, 'JPY', ?, ?, ?, ?, ?, ?, 0, ?, 1, 0)"
)
_ENTRY = (
    "INSERT INTO book_entry (kind, account, line_id, amount_minor, currency, means, paid_on, payer, receipt_enclosed, "
    "matched_on, note, details, recorded_at, recorded_by) VALUES ('deposit', 'waiting', ?, ?, 'JPY', 'bank_transfer', "
    "'2026-11-20', ?, 0, '2026-11-20', '', '', '2026-11-24T01:00:00.000Z', 1)"
)
_STATEMENT = (
    "INSERT INTO statement (id, sha256, name, format, account, lines, total_minor, currency, taken_at, taken_by) "
    "VALUES (1, ?, 'x', 'zengin-01-a', '340535', 0, 0, 'JPY', '2026-11-24T01:00:00.000Z', 1)"
)


def rows(desk: Desk, cases: int) -> list[Row]:
    """The office is as it was afterwards: what a turn put in is taken out before the next, and not measured."""
    connection = driver(desk)
    people = [kana for (kana,) in connection.execute(_PEOPLE)]
    data = _statement(people)
    values, bases = [], []
    for turn in range(_TIMES + 1):
        measured = seconds(lambda: take_statement(desk, "meisai.txt", data))
        assert _counted(connection) == _DEPOSITS
        _take_out(connection)
        bare = seconds(lambda: _bare(connection, data))
        assert _counted(connection) == _DEPOSITS
        _take_out(connection)
        if turn:
            values.append(measured)
            bases.append(bare)
    name = f"statement of {_DEPOSITS:,} deposits, {cases:,} cases, median"
    return [median_row(name, "bare loop over the bytes, executemany", (values, bases), 6.0)]


def _statement(people: list[str]) -> bytes:
    """Deposits of the office's people and of others, one number in four."""
    payers = itertools.islice(itertools.cycle(people), _DEPOSITS)
    told = [
        Told(_DAY, 5250, f"{payer} {at % 9973:04d}" if at % 4 == 0 else payer, reference=at % 999_999 + 1)
        for at, payer in enumerate(payers)
    ]
    return notices(told)


def _bare(connection: Any, data: bytes) -> None:
    lines, entries = [], []
    for at in range(_RECORD, len(data) - 2 * _RECORD, _RECORD):
        record = data[at : at + _RECORD]
        number, amount = at // _RECORD, int(record[19:29])
        payer = record[49:97].decode("cp932").rstrip()
        bank, branch = record[97:112].decode("cp932").rstrip(), record[112:127].decode("cp932").rstrip()
        edi, reference = record[128:148].decode("cp932").rstrip(), record[1:7].decode("ascii")
        lines.append((number, number + 1, amount, payer, payer, edi, bank, branch, reference, f"{number:064d}"))
        entries.append((number, amount, payer))
    connection.execute(_STATEMENT, ("0" * 64,))
    connection.executemany(_LINE, lines)
    connection.executemany(_ENTRY, entries)
    connection.commit()


def _counted(connection: Any) -> int:
    return int(connection.execute("SELECT count(*) FROM statement_line").fetchone()[0])


def _take_out(connection: Any) -> None:
    connection.execute("DELETE FROM book_entry WHERE line_id IS NOT NULL")
    for table in ("statement_line", "statement"):
        connection.execute(f"DELETE FROM {table}")
    connection.commit()
