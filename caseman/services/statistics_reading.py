"""What the statistics are counted from, read by the database in groups of requests that went alike.

A hundred thousand cases come as some thousand groups: days become any of their month, unless a period begins in it.
Only where the clock stood still is a request read by itself, because its days are for the rules to count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Final, NamedTuple

from sqlalchemy import Connection, text

from caseman.domain.answer_days import answer_days
from caseman.domain.clock import Defect, Policy
from caseman.domain.decisions import Outcome
from caseman.domain.grounds import Ground
from caseman.domain.periods import Period
from caseman.domain.post import Channel
from caseman.domain.requests import RequestType
from caseman.domain.statistics import Alike, Left, Result, result_of
from caseman.offices.calendar import office_policy
from caseman.services.desk import Desk

# The first answer of a request counts: of one that was decided anew, the decision before. Dates are ISO text.
_FATES: Final = """
WITH clock(procedure_id, from_arrival, plus, stops) AS (VALUES {clocks}),
first_past AS (SELECT request_id, MIN(id) AS id FROM past_decision GROUP BY request_id),
gone AS (
  SELECT case_id, kind, happened_on FROM case_event e WHERE kind IN ('withdrawn', 'deemed_withdrawn')
  AND NOT EXISTS (SELECT 1 FROM case_event l WHERE l.case_id = e.case_id AND l.id > e.id
                  AND l.kind IN ('withdrawn', 'deemed_withdrawn', 'reopened'))
),
fate AS MATERIALIZED (
  SELECT c.id AS case_id, c.procedure_id, c.arrived_on, c.accepted_on, c.due_on, c.closed_on, r.type, n.channel,
    g.kind AS gone_as, g.happened_on AS gone_on, k.from_arrival, k.plus,
    CASE WHEN p.id IS NULL THEN r.outcome ELSE p.outcome END AS outcome,
    CASE WHEN p.id IS NULL THEN r.ground ELSE p.ground END AS ground,
    CASE WHEN p.id IS NULL THEN r.decided_on ELSE p.decided_on END AS decided_on,
    (SELECT MIN(d.dispatched_on) FROM dispatch d
     WHERE d.letter_id = CASE WHEN p.id IS NULL THEN r.letter_id ELSE p.letter_id END) AS sent_on,
    k.stops AND (EXISTS (SELECT 1 FROM correction x WHERE x.case_id = c.id)
      OR EXISTS (SELECT 1 FROM fee_event y WHERE y.case_id = c.id AND y.kind = 'asked')) AS waited
  FROM cases c CROSS JOIN envelope n ON n.id = c.envelope_id
  CROSS JOIN request r ON r.case_id = c.id CROSS JOIN clock k ON k.procedure_id = c.procedure_id
  LEFT JOIN first_past f ON f.request_id = r.id LEFT JOIN past_decision p ON p.id = f.id
  LEFT JOIN gone g ON g.case_id = c.id
  WHERE c.arrived_on <= :last AND (c.arrived_on >= :first OR c.closed_on IS NULL OR c.closed_on >= :first)
),
answer AS (
  SELECT *, CASE WHEN outcome IS NOT NULL
    THEN COALESCE(sent_on, CASE WHEN closed_on IS NOT NULL THEN decided_on END) END AS answered_on FROM fate
),
ended AS MATERIALIZED (
  SELECT *,
    CASE WHEN answered_on IS NOT NULL AND (gone_on IS NULL OR answered_on <= gone_on) THEN 'answered'
      WHEN gone_on IS NOT NULL THEN gone_as WHEN closed_on IS NOT NULL THEN 'closed' END AS how,
    CASE WHEN answered_on IS NOT NULL AND (gone_on IS NULL OR answered_on <= gone_on) THEN answered_on
      ELSE COALESCE(gone_on, closed_on) END AS left_on
  FROM answer
),
seen AS (
  SELECT case_id, procedure_id, arrived_on, accepted_on, due_on, type, channel, outcome, ground, answered_on,
    waited AND how = 'answered' AND left_on <= :last AS waited,
    CASE WHEN left_on <= :last THEN how END AS how, {left} AS left_on, {arrived} AS arrived,
    CASE WHEN due_on <= :due_until THEN {due} END AS due,
    CAST(julianday(answered_on) - julianday(arrived_on) AS INTEGER) AS wait,
    CAST(julianday(answered_on) - julianday(
      CASE WHEN from_arrival THEN arrived_on ELSE COALESCE(accepted_on, arrived_on) END) AS INTEGER) + plus AS days
  FROM ended WHERE left_on IS NULL OR left_on >= :first
)
SELECT type, channel, arrived, left_on, how,
  CASE WHEN how = 'answered' THEN outcome END, CASE WHEN how = 'answered' THEN ground END,
  how = 'answered' AND answered_on > due_on, CASE WHEN left_on IS NULL OR due < left_on THEN due END,
  CASE WHEN how = 'answered' THEN days END, CASE WHEN how = 'answered' THEN wait END, COUNT(*),
  CASE WHEN waited THEN case_id END, MIN(procedure_id), MIN(arrived_on), MIN(accepted_on), MIN(answered_on), MIN(due_on)
FROM seen GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13
"""
_WAITS: Final = "SELECT case_id, asked_on, cured_on FROM correction ORDER BY case_id, id"
# As `case_facts.fee_wait` has it: from the day the fee was asked for first, before any decision, until it was settled.
_FEE_WAITS: Final = """
SELECT case_id, asked_on, CASE WHEN due <= paid OR waived = 'waived' THEN
    MAX(asked_on, COALESCE(paid_on, asked_on), COALESCE(waived_on, asked_on)) END
FROM (
  SELECT y.case_id,
    (SELECT z.happened_on FROM fee_event z WHERE z.case_id = y.case_id AND z.kind = 'asked' ORDER BY z.id LIMIT 1)
      AS asked_on,
    (SELECT COALESCE(SUM(r.fee_minor), 0) FROM request r WHERE r.case_id = y.case_id) AS due,
    (SELECT MIN(r.decided_on) FROM request r WHERE r.case_id = y.case_id) AS decided_on,
    (SELECT COALESCE(SUM(b.amount_minor), 0) FROM book_entry b WHERE b.case_id = y.case_id) AS paid,
    (SELECT MAX(b.paid_on) FROM book_entry b WHERE b.case_id = y.case_id AND b.kind <> 'reversal'
      AND b.amount_minor > 0 AND NOT EXISTS (SELECT 1 FROM book_entry o WHERE o.reverses_id = b.id)) AS paid_on,
    (SELECT MAX(w.happened_on) FROM fee_event w WHERE w.case_id = y.case_id AND w.kind = 'waived') AS waived_on,
    (SELECT v.kind FROM fee_event v WHERE v.case_id = y.case_id AND v.kind IN ('waived', 'restored')
      ORDER BY v.id DESC LIMIT 1) AS waived
  FROM fee_event y WHERE y.kind = 'asked' GROUP BY y.case_id
) WHERE decided_on IS NULL OR decided_on > asked_on
"""


class _Row(NamedTuple):
    type: str
    channel: str
    arrived: str
    left: str | None
    how: str | None
    outcome: str | None
    ground: str | None
    late: int
    due: str | None
    days: int | None
    wait: int | None
    number: int
    waited: int | None  # the case whose clock stood still
    procedure_id: int
    arrived_on: str
    accepted_on: str | None
    answered_on: str | None
    due_on: str


def read_alike(desk: Desk, connection: Connection, window: Period, cuts: Sequence[date]) -> Iterator[Alike]:
    """The requests that arrived by the window's end and had not left before it began, in groups that went alike.

    `cuts` are the first days of the periods that are counted; none of a month is put together over one of them.
    """
    policies = _policies(desk, connection)
    statement = _FATES.format(
        clocks=", ".join(f"({key}, {_from_arrival(each)}, {int(each.first_day_counts)}, {int(each.clock != 'none')})"
                         for key, each in policies.items()),
        arrived=month_of("arrived_on", cuts),
        left=f"CASE WHEN left_on <= :last THEN {month_of('left_on', cuts)} END",
        due=month_of("due_on", cuts),
    )  # fmt: skip
    values = {**bounds(window), "due_until": min(window.last, desk.today() - timedelta(days=1)).isoformat()}
    rows = [_Row._make(row) for row in connection.execute(text(statement), values)]
    waits = _waits(connection) if any(row.waited for row in rows) else {}
    for row in rows:
        yield _alike(row, policies[row.procedure_id], waits)


def bounds(window: Period) -> dict[str, str]:
    """A window's days as queries are given them."""
    return {"first": window.first.isoformat(), "last": window.last.isoformat()}


def month_of(column: str, cuts: Sequence[date]) -> str:
    """A day of the month of a column's day that lies in the same period: its first, or the cut it lies behind."""
    within = sorted((cut for cut in set(cuts) if cut.day > 1), reverse=True)
    cases = "".join(
        f"WHEN {column} >= '{cut}' AND substr({column}, 1, 7) = '{cut:%Y-%m}' THEN '{cut}' " for cut in within
    )
    month = f"substr({column}, 1, 7) || '-01'"
    return f"CASE {cases}ELSE {month} END" if cases else month


def _policies(desk: Desk, connection: Connection) -> dict[int, Policy]:
    """The clock of each version of the procedure."""
    ids = [row[0] for row in connection.execute(text("SELECT id FROM procedure ORDER BY id"))]
    return {key: office_policy(desk.procedure_of(key)) for key in ids}


def _from_arrival(policy: Policy) -> int:
    return int(policy.counted_from == "arrival" and policy.clock != "reset")


def _waits(connection: Connection) -> dict[int, list[Defect]]:
    found: dict[int, list[Defect]] = defaultdict(list)
    for statement, fee in ((_WAITS, False), (_FEE_WAITS, True)):
        for case_id, sent, ended in connection.execute(text(statement)):
            found[case_id].append(Defect(date.fromisoformat(sent), _day(ended) if ended else None, fee=fee))
    return found


def _alike(row: _Row, policy: Policy, waits: dict[int, list[Defect]]) -> Alike:
    days = row.days
    if row.waited is not None and row.answered_on is not None:
        due = date.fromisoformat(row.due_on)
        told = [wait for wait in waits.get(row.waited, ()) if wait.sent_on <= due]
        accepted = _day(row.accepted_on) if row.accepted_on else None
        days = answer_days(policy, _day(row.arrived_on), accepted, _day(row.answered_on), told)
    return Alike(
        _kind(row.type),
        _channel(row.channel),
        _day(row.arrived),
        _day(row.left) if row.left else None,
        _left(row.how) if row.how else None,
        _result(row.type, row.outcome) if row.outcome else None,
        _ground(row.ground) if row.ground else None,
        bool(row.late),
        _day(row.due) if row.due else None,
        None if days is None else max(0, days),
        row.wait,
        row.number,
    )


# Few codes and days come again and again: each is looked up once.
_kind, _channel, _left, _ground = cache(RequestType), cache(Channel), cache(Left), cache(Ground)
_day: Final = lru_cache(10_000)(date.fromisoformat)


@cache
def _result(kind: str, outcome: str) -> Result:
    return result_of(RequestType(kind), Outcome(outcome))
