"""What else the statistics count, read by the database: each happening by the day on which it happened."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from sqlalchemy import Connection, text

from caseman.domain.periods import Period
from caseman.domain.statistics import Happened, Happening
from caseman.services.statistics_reading import bounds, month_of

# Each gives its day, how often it was, the amount it was about, and who heard of it.
_CASES = "SELECT arrived_on AS day, 1 AS n, 0 AS amount, '' AS told FROM cases"
_CORRECTIONS = "SELECT asked_on AS day, 1 AS n, 0 AS amount, '' AS told FROM correction"
_CORRECTED = "SELECT MIN(asked_on) AS day, 1 AS n, 0 AS amount, '' AS told FROM correction GROUP BY case_id"
_EXTENSIONS = "SELECT noticed_on AS day, 1 AS n, 0 AS amount, '' AS told FROM extension"
_EXTENDED = "SELECT MIN(noticed_on) AS day, 1 AS n, 0 AS amount, '' AS told FROM extension GROUP BY case_id"
_OBJECTIONS = """
SELECT happened_on AS day, 1 AS n, 0 AS amount, '' AS told FROM case_event WHERE kind = 'objection'
"""
# Every decision on a request but its first.
_DECIDED_ANEW = """
SELECT r.decided_on AS day, 1 AS n, 0 AS amount, '' AS told
FROM (SELECT DISTINCT request_id FROM past_decision) q CROSS JOIN request r ON r.id = q.request_id
WHERE r.decided_on IS NOT NULL
UNION ALL
SELECT decided_on, 1, 0, '' FROM past_decision p
WHERE EXISTS (SELECT 1 FROM past_decision b WHERE b.request_id = p.request_id AND b.id < p.id)
"""
_FEES_ASKED = """
SELECT c.arrived_on AS day, 1 AS n, r.fee_minor AS amount, '' AS told
FROM cases c CROSS JOIN request r ON r.case_id = c.id WHERE r.fee_minor > 0
"""
# As the book of a month has them: what is reversed is taken off where the reversal was booked.
_BOOKED = """
SELECT COALESCE(b.booked_on, b.paid_on) AS day, CASE b.kind WHEN 'reversal' THEN -1 ELSE 1 END AS n,
       {amount} AS amount, '' AS told
FROM book_entry b LEFT JOIN book_entry o ON o.id = b.reverses_id
WHERE b.account = 'case' AND COALESCE(o.kind, b.kind) {kind} 'refund'
"""
_FEES_WAIVED = """
SELECT w.happened_on AS day, 1 AS n,
       (SELECT COALESCE(SUM(r.fee_minor), 0) FROM request r WHERE r.case_id = w.case_id) AS amount, '' AS told
FROM fee_event w WHERE w.kind = 'waived'
AND NOT EXISTS (SELECT 1 FROM fee_event l WHERE l.case_id = w.case_id AND l.id > w.id
                AND l.kind IN ('waived', 'restored'))
"""
_REPORTED = """
SELECT reported_on AS day, 1 AS n, 0 AS amount, reported_to AS told FROM complaint WHERE reported_on IS NOT NULL
"""
_HAPPENINGS: Final[dict[Happening, str]] = {
    Happening.CASES_RECEIVED: _CASES,
    Happening.CORRECTIONS: _CORRECTIONS,
    Happening.CASES_CORRECTED: _CORRECTED,
    Happening.EXTENSIONS: _EXTENSIONS,
    Happening.CASES_EXTENDED: _EXTENDED,
    Happening.OBJECTIONS: _OBJECTIONS,
    Happening.DECIDED_ANEW: _DECIDED_ANEW,
    Happening.FEES_ASKED: _FEES_ASKED,
    Happening.FEES_PAID: _BOOKED.format(amount="b.amount_minor", kind="<>"),
    Happening.FEES_WAIVED: _FEES_WAIVED,
    Happening.FEES_REFUNDED: _BOOKED.format(amount="-b.amount_minor", kind="="),
    Happening.COMPLAINTS_REPORTED: _REPORTED,
}


def read_happened(connection: Connection, window: Period, cuts: Sequence[date]) -> Iterator[Happened]:
    """What else happened between the window's days, by month; `cuts` as `read_alike` takes them."""
    for what, rows in _HAPPENINGS.items():
        statement = (
            f"SELECT {month_of('day', cuts)}, SUM(n), SUM(amount), told FROM ({rows}) "  # noqa: S608  our own sentences
            "WHERE day BETWEEN :first AND :last GROUP BY 1, 4"
        )
        for day, count, amount, told in connection.execute(text(statement), bounds(window)):
            yield Happened(what, date.fromisoformat(day), count, amount, told)
