"""The rows of the ledger: every case with what belongs to it, read in one pass and never all at once.

A hundred thousand cases have half a million rows, so that each look-up by name and each date made and written again
would be felt: dates stay the ISO 8601 text they are stored as, and most cases have one row of each kind.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache, partial
from typing import Any, Final, NamedTuple, TypeAlias

from sqlalchemy import Connection

from caseman.domain.deadlines import Defect, Events, derive
from caseman.domain.letters import NOTICES
from caseman.domain.open_period import OpenPeriod
from caseman.domain.statute import Law, law_of
from caseman.exchange.cells import Cell
from caseman.offices.calendar import office_calendar, office_policy
from caseman.offices.loader import stored_procedure
from caseman.offices.schema import Procedure
from caseman.services.known_closures import with_closures
from caseman.services.ledger_cells import Terms
from caseman.services.ledger_plain import PlainLines
from caseman.services.ledger_rows import Check, Dispatch, Event, Past, Payment, Refused, Request, Searched
from caseman.services.register_cells import LINES, Line, overlaid, with_end, without_words
from caseman.storage.course_tables import ClosureRow
from caseman.storage.streams import stream
from caseman.text import Language

_Cells: TypeAlias = Sequence[Any]  # a row as the database gives it
_ALWAYS: Final = OpenPeriod()

# CROSS JOIN and the unary plus keep the planner on the order of the cases, which needs no sorting. Of a case that was
# disposed of, a row may be missing. `>= :since` stands for the cases of the period in each of these queries.
_CASES = """
SELECT c.id, c.number, c.procedure_id, c.arrived_on, c.accepted_on, c.due_on, c.closed_on, c.papers_end,
       c.retain_until, c.remarks, e.mail_class, e.tracking_number, p.name, p.kana, a.agent_kind
FROM cases c LEFT JOIN envelope e ON e.id = c.envelope_id
LEFT JOIN party p ON p.case_id = c.id AND p.role = 'principal'
LEFT JOIN party a ON a.case_id = c.id AND a.role = 'agent'
WHERE c.id >= :since ORDER BY c.id
"""
_REQUESTS = """
SELECT r.case_id, r.position, r.type, r.article,
       CASE WHEN r.case_id IN (SELECT case_id FROM fee_event WHERE kind = 'waived')
         AND (SELECT f.kind FROM fee_event f WHERE f.case_id = r.case_id AND f.kind IN ('waived', 'restored')
         ORDER BY f.id DESC LIMIT 1) = 'waived' THEN 0 ELSE r.fee_minor END,
       r.fee_currency, r.outcome, r.ground, r.reason, r.decided_on, s.name, r.letter_id
FROM request r LEFT JOIN staff s ON s.id = r.decided_by WHERE r.case_id >= :since ORDER BY r.case_id, r.position
"""
_REFUSED_ITEMS = """
SELECT r.case_id, r.position, i.item, i.ground, i.reason
FROM request_item i CROSS JOIN request r ON r.id = i.request_id
WHERE r.case_id >= :since AND i.outcome IN ('part', 'refuse') ORDER BY r.case_id, r.position, i.position
"""
_CHECKS = """
SELECT k.case_id, k.role, k.document, k.result, k.checked_on, s.name, k.note
FROM identity_check k CROSS JOIN staff s ON s.id = k.checked_by WHERE k.case_id >= :since ORDER BY k.case_id, k.id
"""
_CORRECTIONS = """
SELECT case_id, asked_on, limit_on, cured_on FROM correction WHERE case_id >= :since ORDER BY case_id, id
"""
_PAYMENTS = """
SELECT e.case_id, e.means, e.paid_on, e.amount_minor FROM book_entry e
WHERE e.case_id >= :since AND e.kind <> 'reversal'
  AND e.id NOT IN (SELECT reverses_id FROM book_entry WHERE reverses_id IS NOT NULL) ORDER BY e.case_id, e.id
"""
# Of the letter only what stands before its PDF: what stands behind it would be read through all of its bytes.
_NO_ANSWERS = ", ".join(f"'{kind}'" for kind in NOTICES)
_DISPATCHES = f"""
SELECT l.case_id, d.letter_id, l.document_number, d.dispatched_on, d.mail_class, d.tracking_number, d.delivered_on,
       d.returned_on, d.return_reason
FROM letter l CROSS JOIN dispatch d ON d.letter_id = l.id
WHERE l.case_id >= :since AND l.kind NOT IN ({_NO_ANSWERS}) ORDER BY l.case_id, l.serial, d.id
"""  # noqa: S608  our own kinds
_AUTHORITY = """
SELECT c.id, n.kind FROM enclosure n CROSS JOIN cases c ON c.envelope_id = n.envelope_id
WHERE c.id >= :since AND n.kind IN ('letter_of_proxy', 'seal_certificate', 'family_register', 'guardian_registration')
ORDER BY c.id, n.id
"""
_SEARCHES = """
SELECT t.case_id, t.holder, s.name, t.found
FROM search_task t LEFT JOIN staff s ON s.id = t.searched_by WHERE t.case_id >= :since ORDER BY t.case_id, t.id
"""
_PAST = """
SELECT r.case_id, r.position, d.outcome, d.ground, d.reason, d.decided_on, d.letter_id
FROM past_decision d CROSS JOIN request r ON r.id = d.request_id
WHERE r.case_id >= :since ORDER BY r.case_id, r.position, d.id
"""
_EXTENSIONS = "SELECT case_id FROM extension WHERE case_id >= :since ORDER BY case_id"
_EVENTS = "SELECT case_id, kind, happened_on, reason FROM case_event WHERE case_id >= :since ORDER BY case_id, id"
_IN_PERIOD = "SELECT id FROM cases WHERE arrived_on BETWEEN :first AND :last"
_CHOSEN = "SELECT value FROM json_each(:chosen)"
# In the order in which a line takes them: those that nearly every case has come first.
_DETAILS = (
    _REQUESTS,
    _CHECKS,
    _PAYMENTS,
    _DISPATCHES,
    _CORRECTIONS,
    _AUTHORITY,
    _REFUSED_ITEMS,
    _SEARCHES,
    _EXTENSIONS,
    _PAST,
    _EVENTS,
    LINES,
)
_END: _Cells = (0,)


def member(alias: str, *, numbered: bool) -> str:
    """SQL for a member of the staff, from the table's alias: the name, or a number that names nobody."""
    return f"'S' || {alias}.id" if numbered else f"{alias}.name"


class _Case(NamedTuple):
    id: int
    number: str
    procedure_id: int
    arrived_on: str
    accepted_on: str | None
    due_on: str
    closed_on: str | None
    papers_end: str | None
    retain_until: str | None
    remarks: str
    mail: str | None
    tracking: str | None
    name: str | None
    kana: str | None
    agent: str | None


def ledger_rows(
    connection: Connection,
    language: Language,
    period: OpenPeriod = _ALWAYS,
    *,
    numbered_staff: bool = False,
    chosen: Sequence[int] | None = None,
) -> Iterator[tuple[Cell, ...]]:
    """The cells of each case that arrived in a period, in the order of `LEDGER_COLUMNS`; of the `chosen` cases alone
    where their keys are given.

    Every detail query runs beside the cases. With `numbered_staff` a member is told by number (S3), not by name.
    """
    terms, rules = Terms(language), _Rules(connection)
    plain = PlainLines(terms, lambda row: rules.law(_Case._make(row)))
    beside = _beside_in(connection, period, chosen, numbered_staff=numbered_staff)
    details = tuple(_Beside(beside(statement)) for statement in _DETAILS)
    for row in beside(_CASES):
        case_id = row[0]
        belonging = [each.take() if each.row[0] == case_id else () for each in details]
        if (line := plain.line(row, belonging)) is None:
            *belonging, stated = belonging
            stood = next(map(Line._make, stated), None)
            if stood is not None and numbered_staff:
                stood = without_words(stood)
            line = _line(terms, rules, _Case._make(row), stood, *belonging)
        yield line


def _line(
    terms: Terms,
    rules: _Rules,
    case: _Case,
    stood: Line | None,
    asked_for: Sequence[_Cells],
    checks: Sequence[_Cells],
    payments: Sequence[_Cells],
    dispatches: Sequence[_Cells],
    *others: Sequence[_Cells],
) -> tuple[Cell, ...]:
    """The line of a case of any kind, from its row of a register and the rows of the details in their order."""
    deficient, authority, items, searches, extensions, replaced, events = others
    asked, refused = list(map(Request._make, asked_for)), list(map(Refused._make, items))
    checked, paid = list(map(Check._make, checks)), list(map(Payment._make, payments))
    sent, searched = list(map(Dispatch._make, dispatches)), list(map(Searched._make, searches))
    past, happened = list(map(Past._make, replaced)), list(map(Event._make, events))
    asked_on, limit_on, cured_on = _corrections(deficient)
    documents, checked_on, checked_by = terms.checks(checked, agent=case.agent is not None)
    means, paid_on = terms.payments(paid)
    fee = sum(request.fee_minor for request in asked)
    grounds, reasons = terms.refusals(asked, refused, partial(rules.law, case))
    sent_on, sent_by, sent_tracking, delivered_on = terms.dispatches(asked, sent, past)
    due_on, extended_due_on = case.due_on, None
    if extensions:
        due_on, extended_due_on = rules.due_without_extensions(case, asked, deficient), case.due_on
    cells = (
        case.number,
        case.arrived_on,
        terms.mail[case.mail],
        case.tracking,
        terms.types(asked),
        terms.articles(asked),
        case.name,
        case.kana,
        terms.agents[case.agent],
        documents,
        checked_on,
        checked_by,
        terms.authority([row[1] for row in authority]) if case.agent else "",
        asked_on,
        limit_on,
        cured_on,
        terms.required if fee else terms.not_required,
        fee,
        means,
        paid_on,
        case.accepted_on,
        due_on,
        extended_due_on,
        terms.searchers(searched),
        terms.decided_on(asked),
        terms.results(asked, with_end(stood, happened)),
        grounds,
        reasons,
        terms.deciders(asked),
        sent_on,
        sent_by,
        sent_tracking,
        delivered_on,
        case.closed_on if case.papers_end in ("returned", "destroyed") else None,
        case.retain_until,
        terms.remarks(case.remarks, asked, paid, checked, searched, sent, happened, past),
    )
    if stood is None:
        return cells
    known = partial(rules.law, case)
    return overlaid(cells, stood, terms, asked, known, extended=bool(extensions), due_now=case.due_on)


def _beside_in(
    connection: Connection, period: OpenPeriod, chosen: Sequence[int] | None, *, numbered_staff: bool
) -> Callable[[str], Iterator[tuple[Any, ...]]]:
    """What reads a query for the cases of a period, or for chosen ones."""
    first, last = period.days
    values: dict[str, Any] = {"since": 0} if period == _ALWAYS else {"first": first, "last": last}
    wanted = ">= :since" if period == _ALWAYS else f"IN ({_IN_PERIOD})"
    if chosen is not None:
        values, wanted = {"chosen": json.dumps(list(chosen))}, f"IN ({_CHOSEN})"
    staff = member("s", numbered=numbered_staff)

    def beside(statement: str) -> Iterator[tuple[Any, ...]]:
        return stream(connection, statement.replace("s.name", staff).replace(">= :since", wanted), values)

    return beside


class _Beside:
    """Detail rows ordered by case, handed out case by case. `row` is the next one; at the end it belongs to no case."""

    def __init__(self, rows: Iterator[tuple[Any, ...]]) -> None:
        self._rows = rows
        self.row: _Cells = next(rows, _END)

    def take(self) -> Sequence[_Cells]:
        """The rows of the case to which the next one belongs."""
        found = [self.row]
        case_id = self.row[0]
        for following in self._rows:
            if following[0] != case_id:
                self.row = following
                return found
            found.append(following)
        self.row = _END
        return found


class _Rules:
    """What a case's procedure and law say: looked up for the few cases whose cells need it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._procedure = cache(self._read)
        self._closures = cache(self._read_closures)

    def law(self, case: _Case) -> Law:
        return law_of(self._procedure(case.procedure_id).law, date.fromisoformat(case.arrived_on))

    def due_without_extensions(self, case: _Case, asked: Sequence[Request], corrections: Sequence[_Cells]) -> str:
        """The date by which to answer as it was before the period was extended."""
        procedure, law = self._procedure(case.procedure_id), self.law(case)
        arrived = date.fromisoformat(case.arrived_on)
        policy = office_policy(procedure)
        if not any(law.row(request.kind).suit_after_two_weeks for request in asked):
            policy = policy.without_suit()
        defects = tuple(Defect(date.fromisoformat(c[1]), _day(c[3])) for c in corrections)
        calendar = with_closures(office_calendar(procedure, arrived.year), self._closures())
        return derive(policy, calendar, Events(arrived, _day(case.accepted_on), defects)).due.isoformat()

    def _read(self, procedure_id: int) -> Procedure:
        told = dict(stream(self._connection, "SELECT id, toml FROM procedure"))
        return stored_procedure(told[procedure_id])

    def _read_closures(self) -> tuple[ClosureRow, ...]:
        rows = stream(self._connection, "SELECT day, kind, name FROM closure ORDER BY day")
        return tuple(ClosureRow(day=date.fromisoformat(day), kind=kind, name=name) for day, kind, name in rows)


def _day(told: str | None) -> date | None:
    return date.fromisoformat(told) if told else None


def _corrections(rows: Sequence[_Cells]) -> tuple[str | None, str | None, str | None]:
    """The last days on which a correction was asked, due and made."""
    if not rows:
        return None, None, None
    asked, limit, cured = (max(filter(None, days), default=None) for days in list(zip(*rows, strict=True))[1:])
    return asked, limit, cured
