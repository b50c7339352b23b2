"""When the records of cases may go: what happened to each, counted by the rules of its procedure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection, Row, text

from caseman.domain.post import MailClass
from caseman.domain.retention import (
    Happened,
    Kept,
    RecordKind,
    Standing,
    held_by_others,
    kept_until,
)
from caseman.offices.schema import Procedure
from caseman.services.desk import Desk
from caseman.storage.case_tables import CaseRow
from caseman.storage.columns import row_id

OF_CASE: Final = (RecordKind.IDENTITY_COPIES, RecordKind.SCANS, RecordKind.LETTERS, RecordKind.PERSONAL)
_NAMING: Final = OF_CASE[:-1]  # personal fields stay as long as these
_PROVEN: Final = tuple(kind.value for kind in MailClass if kind.tracked)


@dataclass(frozen=True)
class CaseRecords:
    """What of a case is still kept, what happened to it, and what stands against its disposal.

    `siblings` are cases that came in one of its envelopes and still name somebody: they use the same scans.
    """

    case_id: int
    number: str
    procedure_id: int
    happened: Happened
    held: bool
    correction_open: bool
    counts: Mapping[RecordKind, int]
    papers_here: int
    undelivered: int
    siblings: frozenset[int]

    @property
    def closed(self) -> bool:
        return self.happened.closed is not None

    def standing(self, *, identity_confirmed: bool = True, overpaid: bool = False) -> Standing:
        """What may stand against disposal; what only a closer look tells is given."""
        return Standing(
            held=self.held,
            closed=self.closed,
            correction_open=self.correction_open,
            identity_confirmed=identity_confirmed,
            papers_here=self.papers_here,
            overpaid=overpaid,
            undelivered=self.undelivered,
        )


def kept_of(procedure: Procedure, records: CaseRecords) -> dict[RecordKind, Kept | None]:
    """Until when each kind of record that a case has is kept; None for one whose time has not begun."""
    rules = procedure.retention
    found: dict[RecordKind, Kept | None] = {
        kind: kept_until(rules.keep(kind).keep, records.happened, rules.fiscal_year)
        for kind in (*OF_CASE, RecordKind.PAPERS)
        if records.counts.get(kind, 0)
    }
    own = found.get(RecordKind.PERSONAL)
    if own is not None:
        naming: dict[RecordKind, Kept | None] = {kind: kept for kind, kept in found.items() if kind in _NAMING}
        found[RecordKind.PERSONAL] = held_by_others(own, naming)
    return found


def retained_until(desk: Desk, connection: Connection, case: CaseRow) -> date | None:
    """The last day on which a case names anybody, as far as it is known now; None while it is open."""
    (records,) = records_of(connection, [row_id(case)])
    kept = kept_of(desk.procedure_of(case.procedure_id), records).get(RecordKind.PERSONAL)
    return None if kept is None else kept.until


def records_of(connection: Connection, case_ids: Iterable[int] | None = None) -> Iterator[CaseRecords]:
    """The records of all cases that still name somebody, or of these; in order of their closing."""
    ids = None if case_ids is None else json.dumps(list(case_ids))
    chosen = "" if ids is None else "AND c.id IN (SELECT value FROM json_each(:ids))"
    statement = text(_RECORDS.format(chosen=chosen, proven=", ".join(f"'{each}'" for each in _PROVEN)))
    values = {} if ids is None else {"ids": ids}
    for row in connection.execution_options(yield_per=500).execute(statement, values):
        yield _records(row)


def _records(row: Row[Any]) -> CaseRecords:
    happened = Happened(
        arrived=date.fromisoformat(row.arrived_on),
        identity_checked=_day(row.checked),
        decided=_day(row.decided),
        dispatched=_day(row.dispatched),
        delivered=_day(row.delivered),
        closed=_day(row.closed_on),
        booked=_day(row.booked),
        restarted=_day(row.restarted),
        last=_day(row.last_event),
    )
    counts = {
        RecordKind.IDENTITY_COPIES: row.copies,
        RecordKind.SCANS: row.scans,
        RecordKind.LETTERS: row.letters,
        RecordKind.PERSONAL: 1,
        RecordKind.PAPERS: row.papers,
    }
    return CaseRecords(
        row.id,
        row.number,
        row.procedure_id,
        happened,
        bool(row.held),
        bool(row.correction_open),
        counts,
        row.papers,
        row.undelivered,
        frozenset(int(each) for each in (row.siblings or "").split()),
    )


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


# Each part of these unions is found by an index of its own; an OR over them would walk through whole tables, and so
# would the index of the case: the unary plus keeps the planner from it.
_SCANS: Final = """SELECT count(*) FROM scan s WHERE s.id IN (
  SELECT id FROM scan WHERE case_id = c.id
  UNION SELECT id FROM scan WHERE envelope_id = c.envelope_id
  UNION SELECT t.id FROM envelope_case b JOIN scan t ON t.envelope_id = b.envelope_id WHERE b.case_id = c.id)"""
_DISPATCHED: Final = "FROM letter l JOIN dispatch d ON d.letter_id = l.id WHERE l.case_id = c.id"
# A paper is here while it lies in a place or in the case's own file, or where the closing kept it.
_PAPERS: Final = """SELECT count(*) FROM enclosure e JOIN envelope v ON v.id = e.envelope_id
  WHERE e.id IN (
    SELECT id FROM enclosure WHERE envelope_id = c.envelope_id
    UNION SELECT t.id FROM envelope_case b JOIN enclosure t ON t.envelope_id = b.envelope_id WHERE b.case_id = c.id)
  AND (+e.case_id IS NULL OR +e.case_id = c.id) AND v.channel IN ('post', 'hand')
  AND CASE (SELECT coalesce(m.ended, 'here') FROM custody m WHERE m.enclosure_id = e.id ORDER BY m.id DESC LIMIT 1)
    WHEN 'here' THEN 1 WHEN 'filed' THEN 1 WHEN 'returned' THEN 0 WHEN 'destroyed' THEN 0
    ELSE coalesce(c.papers_end, 'kept') = 'kept' END"""
_SIBLINGS: Final = """SELECT group_concat(o.id, ' ') FROM cases o WHERE o.id IN (
  SELECT id FROM cases WHERE envelope_id = c.envelope_id
  UNION SELECT case_id FROM envelope_case WHERE envelope_id = c.envelope_id
  UNION SELECT k.id FROM envelope_case b JOIN cases k ON k.envelope_id = b.envelope_id WHERE b.case_id = c.id
  UNION SELECT a.case_id FROM envelope_case b JOIN envelope_case a ON a.envelope_id = b.envelope_id
    WHERE b.case_id = c.id
  ) AND o.id <> c.id AND o.disposed_on IS NULL"""
_RECORDS: Final = f"""
SELECT c.id, c.number, c.procedure_id, c.arrived_on, c.closed_on,
  (SELECT max(checked_on) FROM identity_check WHERE case_id = c.id) AS checked,
  (SELECT max(decided_on) FROM request WHERE case_id = c.id) AS decided,
  (SELECT max(d.dispatched_on) {_DISPATCHED}) AS dispatched,
  (SELECT max(d.delivered_on) {_DISPATCHED}) AS delivered,
  (SELECT count(*) {_DISPATCHED} AND d.delivered_on IS NULL AND d.returned_on IS NULL
    AND d.mail_class IN ({{proven}})) AS undelivered,
  (SELECT max(paid_on) FROM book_entry WHERE case_id = c.id) AS booked,
  (SELECT max(happened_on) FROM case_event WHERE case_id = c.id
    AND kind IN ('reopened', 'objection', 'objection_settled')) AS restarted,
  (SELECT max(happened_on) FROM case_event WHERE case_id = c.id) AS last_event,
  (SELECT kind = 'held' FROM case_event WHERE case_id = c.id AND kind IN ('held', 'released')
    ORDER BY id DESC LIMIT 1) AS held,
  EXISTS (SELECT 1 FROM correction WHERE case_id = c.id AND cured_on IS NULL) AS correction_open,
  (SELECT count(*) FROM letter WHERE case_id = c.id AND disposed_on IS NULL) AS letters,
  ({_SCANS} AND s.identity = 1) AS copies,
  ({_SCANS} AND s.identity = 0) AS scans,
  ({_PAPERS}) AS papers,
  ({_SIBLINGS}) AS siblings
FROM cases c WHERE c.disposed_on IS NULL {{chosen}} ORDER BY c.closed_on IS NULL, c.closed_on, c.id
"""  # noqa: S608  our own parts
