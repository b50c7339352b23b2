"""The statistics of a fiscal year, against aggregate queries that count the same rows and apply no rule.

The baseline groups the requests of the same two years by type, channel, result, months and days to the first dispatch,
and sums the fees: what any statistics must at least read.
"""

from __future__ import annotations

from datetime import date

from caseman.domain.periods import Period
from caseman.services.desk import Desk
from caseman.services.statistics import read_statistics
from tests.benchmarks.measuring import Row, by_turns, median_row
from tests.benchmarks.offices import driver

_TIMES = 5
_YEAR = Period(date(2025, 4, 1), date(2026, 3, 31))
_REQUESTS = """
SELECT r.type, n.channel, r.outcome, r.ground, substr(c.arrived_on, 1, 7), substr(s.day, 1, 7), s.day > c.due_on,
       julianday(s.day) - julianday(c.arrived_on), COUNT(*)
FROM cases c CROSS JOIN envelope n ON n.id = c.envelope_id CROSS JOIN request r ON r.case_id = c.id
LEFT JOIN (SELECT letter_id, MIN(dispatched_on) AS day FROM dispatch GROUP BY letter_id) s ON s.letter_id = r.letter_id
WHERE c.arrived_on BETWEEN ? AND ? GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
"""
_FEES = "SELECT substr(paid_on, 1, 7), SUM(amount_minor) FROM book_entry WHERE paid_on BETWEEN ? AND ? GROUP BY 1"
_CORRECTIONS = "SELECT substr(asked_on, 1, 7), COUNT(*) FROM correction WHERE asked_on BETWEEN ? AND ? GROUP BY 1"


def rows(desk: Desk, cases: int) -> list[Row]:
    """One row: a year with the year before it, its months, and its complaints."""
    connection = driver(desk)
    window = (_YEAR.before().first.isoformat(), _YEAR.last.isoformat())

    def bare() -> None:
        for statement in (_REQUESTS, _FEES, _CORRECTIONS):
            connection.execute(statement, window).fetchall()

    name = f"statistics of a year, {cases:,} cases, median"
    times = by_turns(lambda: read_statistics(desk, _YEAR), bare, _TIMES)
    return [median_row(name, "bare aggregate queries", times, 2.5)]
