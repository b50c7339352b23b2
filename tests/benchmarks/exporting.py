"""The ledger as CSV, against copying cells: out of one flat table, and out of the tables as they are.

The first baseline leaves out what every ledger must do, which is to read the ten tables the cells stand in; the second
reads them with one plain join (the first row of each kind, codes instead of terms, nothing looked at).
"""

from __future__ import annotations

import csv
import itertools
from functools import partial
from pathlib import Path
from typing import Any

from caseman.services.auditing import LEDGER_NAME, export_ledger
from caseman.services.desk import Desk
from tests.benchmarks.measuring import Row, by_turns, median_row
from tests.benchmarks.offices import driver

_TIMES = 5
_FLAT = "SELECT * FROM flat"
_JOINED = """
SELECT c.number, c.arrived_on, e.mail_class, e.tracking_number, r.type, r.article, p.name, p.kana, a.agent_kind,
       k.document, k.checked_on, s.name, n.kind, x.asked_on, x.limit_on, x.cured_on, r.fee_minor > 0, r.fee_minor,
       y.means, y.paid_on, c.accepted_on, c.due_on, NULL, '', r.decided_on, r.outcome, r.ground, r.reason, s.name,
       d.dispatched_on, d.mail_class, d.tracking_number, d.delivered_on, c.closed_on, c.retain_until, c.remarks
FROM cases c CROSS JOIN envelope e ON e.id = c.envelope_id
CROSS JOIN party p ON p.case_id = c.id AND p.role = 'principal'
CROSS JOIN request r ON r.case_id = c.id AND r.position = 1
LEFT JOIN party a ON a.case_id = c.id AND a.role = 'agent'
LEFT JOIN identity_check k ON k.case_id = c.id
LEFT JOIN staff s ON s.id = k.checked_by
LEFT JOIN enclosure n ON n.envelope_id = e.id AND n.kind IN ('letter_of_proxy', 'seal_certificate')
LEFT JOIN correction x ON x.case_id = c.id
LEFT JOIN payment y ON y.case_id = c.id
LEFT JOIN letter l ON l.case_id = c.id AND l.serial = 1
LEFT JOIN dispatch d ON d.letter_id = l.id
GROUP BY c.id
"""


def rows(desk: Desk, cases: int, folder: Path) -> list[Row]:
    """The flat table stands in the same encrypted file and holds what the export wrote."""
    connection = driver(desk)
    numbers = itertools.count()

    def export() -> object:
        place = folder / str(next(numbers))
        place.mkdir()
        return export_ledger(desk, place)

    export()
    headings = _flatten(connection, folder / "0" / LEDGER_NAME)

    def bare(statement: str) -> None:
        path = folder / f"bare{next(numbers)}.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.writer(stream, quoting=csv.QUOTE_NONNUMERIC)
            writer.writerow(headings)
            writer.writerows(connection.execute(statement))

    name = f"ledger CSV, {cases:,} cases, median"
    baselines = (
        (name, "bare cursor over one flat table", _FLAT),
        (f"{name}, from its tables", "bare cursor over the tables joined", _JOINED),
    )
    return [
        median_row(name, baseline, by_turns(export, partial(bare, statement), _TIMES), 1.5)
        for name, baseline, statement in baselines
    ]


def _flatten(connection: Any, ledger: Path) -> list[str]:
    """Put a ledger that was written into a table; returns its headings."""
    with ledger.open(encoding="utf-8-sig", newline="") as stream:
        lines = csv.reader(stream, quoting=csv.QUOTE_NONNUMERIC)
        headings = next(lines)
        columns = ", ".join(f"c{number}" for number in range(len(headings)))
        connection.execute(f"CREATE TABLE flat ({columns})")
        places = ", ".join("?" * len(headings))
        connection.executemany(f"INSERT INTO flat VALUES ({places})", lines)
    connection.commit()
    return headings
