"""The Today page's numbers, against bare counting queries that read the same rows and apply no rule."""

from __future__ import annotations

from caseman.services.desk import Desk
from caseman.services.today import today_view
from tests.benchmarks.measuring import Row, by_turns, median_row
from tests.benchmarks.offices import driver

_TIMES = 15
_BARE = (
    "SELECT next_step, state, count(*) FROM cases WHERE closed_on IS NULL GROUP BY 1, 2",
    "SELECT due_on, count(*) FROM cases WHERE closed_on IS NULL GROUP BY due_on",
    """SELECT count(*) FROM cases c CROSS JOIN correction k ON k.case_id = c.id
       WHERE c.closed_on IS NULL AND k.cured_on IS NULL""",
    "SELECT count(*) FROM cases c CROSS JOIN identity_check k ON k.case_id = c.id WHERE c.closed_on IS NULL",
    """SELECT l.kind, l.superseded, l.printed_at IS NULL, d.returned_on IS NULL, r.kind, count(*)
       FROM cases c CROSS JOIN letter l ON l.case_id = c.id
       LEFT JOIN dispatch d ON d.letter_id = l.id LEFT JOIN letter_review r ON r.letter_id = l.id
       WHERE c.closed_on IS NULL GROUP BY 1, 2, 3, 4, 5""",
    "SELECT count(*) FROM envelope WHERE disposition = 'open'",
    "SELECT count(*) FROM cases WHERE retain_until < date('now') AND disposed_on IS NULL",
    """SELECT c.number, p.name FROM cases c CROSS JOIN party p ON p.case_id = c.id AND p.role = 'principal'
       WHERE c.closed_on IS NULL ORDER BY c.due_on, c.id LIMIT 12""",
)


def rows(desk: Desk, cases: int) -> list[Row]:
    """One row: everything that the page shows."""
    connection = driver(desk)

    def bare() -> None:
        for statement in _BARE:
            connection.execute(statement).fetchall()

    times = by_turns(lambda: today_view(desk), bare, _TIMES)
    return [median_row(f"today, {cases:,} cases, median", "bare counting queries", times, 4.0)]
