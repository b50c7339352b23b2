"""The ledger of the export set, against copying cells: out of one flat table, and out of the tables as they are.

The bare loop of the same columns is one query and csv.writer: of each case all that the ledger tells of it, in codes
instead of terms, with nothing looked at, hashed or counted. The flat table holds what the export wrote; it leaves out
what every ledger must do, which is to read the ten tables the cells stand in.
"""

from __future__ import annotations

import csv
import itertools
from functools import partial
from pathlib import Path
from typing import Any

from caseman.services.desk import Desk
from caseman.services.export.choice import ExportChoice
from caseman.services.export.writing import export_set
from tests.benchmarks.measuring import Row, by_turns, median_row
from tests.benchmarks.offices import driver

_TIMES = 5
_LEDGER = ExportChoice(sheets=("ledger",))
_FLAT = "SELECT * FROM flat"
_JOINED = """
SELECT c.number, c.arrived_on, e.mail_class, e.tracking_number, r.types, r.articles, p.name, p.kana, a.agent_kind,
       k.documents, k.checked_on, k.checked_by, n.kinds, x.asked_on, x.limit_on, x.cured_on, r.fee > 0, r.fee, y.means,
       y.paid_on, c.accepted_on, c.due_on, NULL, t.holders, r.decided_on, r.outcomes, r.grounds, r.reasons,
       r.decided_by, d.dispatched_on, d.mail_classes, d.tracking_numbers, d.delivered_on, c.closed_on, c.retain_until,
       c.remarks
FROM cases c JOIN envelope e ON e.id = c.envelope_id
JOIN party p ON p.case_id = c.id AND p.role = 'principal'
LEFT JOIN party a ON a.case_id = c.id AND a.role = 'agent'
LEFT JOIN (SELECT case_id, group_concat(type) AS types, group_concat(article) AS articles, sum(fee_minor) AS fee,
                  max(decided_on) AS decided_on, group_concat(outcome) AS outcomes, group_concat(ground) AS grounds,
                  group_concat(reason) AS reasons, group_concat(s.name) AS decided_by
           FROM request LEFT JOIN staff s ON s.id = decided_by GROUP BY case_id) r ON r.case_id = c.id
LEFT JOIN (SELECT case_id, group_concat(document) AS documents, max(checked_on) AS checked_on,
                  group_concat(s.name) AS checked_by
           FROM identity_check JOIN staff s ON s.id = checked_by WHERE result = 'confirmed' GROUP BY case_id) k
       ON k.case_id = c.id
LEFT JOIN (SELECT envelope_id, group_concat(kind) AS kinds FROM enclosure
           WHERE kind IN ('letter_of_proxy', 'seal_certificate') GROUP BY envelope_id) n ON n.envelope_id = e.id
LEFT JOIN (SELECT case_id, max(asked_on) AS asked_on, max(limit_on) AS limit_on, max(cured_on) AS cured_on
           FROM correction GROUP BY case_id) x ON x.case_id = c.id
LEFT JOIN (SELECT case_id, group_concat(means) AS means, max(paid_on) AS paid_on FROM book_entry
           WHERE kind <> 'reversal' GROUP BY case_id) y ON y.case_id = c.id
LEFT JOIN (SELECT case_id, group_concat(holder) AS holders FROM search_task GROUP BY case_id) t ON t.case_id = c.id
LEFT JOIN (SELECT case_id, max(dispatched_on) AS dispatched_on, group_concat(mail_class) AS mail_classes,
                  group_concat(tracking_number) AS tracking_numbers, max(delivered_on) AS delivered_on
           FROM letter l JOIN dispatch ON letter_id = l.id GROUP BY case_id) d ON d.case_id = c.id
ORDER BY c.id
"""


def rows(desk: Desk, cases: int, folder: Path) -> list[Row]:
    """The flat table stands in the same encrypted file and holds what the export wrote."""
    connection = driver(desk)
    numbers = itertools.count()

    def export() -> object:
        return export_set(desk, folder / f"set{next(numbers)}", _LEDGER)

    export()
    headings = _flatten(connection, folder / "set0" / "ledger.csv")

    def bare(statement: str) -> None:
        path = folder / f"bare{next(numbers)}.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.writer(stream, quoting=csv.QUOTE_NONNUMERIC)
            writer.writerow(headings)
            writer.writerows(connection.execute(statement))

    name = f"ledger CSV, {cases:,} cases, median"
    baselines = (
        (name, "bare cursor over the tables joined", _JOINED, 1.5),
        (f"{name}, against its own cells", "bare cursor over one flat table", _FLAT, 4.0),
    )
    return [
        median_row(name, baseline, by_turns(export, partial(bare, statement), _TIMES), reach)
        for name, baseline, statement, reach in baselines
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
