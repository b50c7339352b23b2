"""The rows of the ledger: every case with what belongs to it, read in one pass and never all at once.

A hundred thousand cases have half a million rows, so that each look-up by name and each date made and written again
would be felt: dates stay the ISO 8601 text they are stored as, and most cases have one row of each kind.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Connection

from caseman.domain.decisions import Ground, Outcome
from caseman.domain.evidence import AgentKind, DocumentKind
from caseman.domain.fees import PaymentMeans
from caseman.domain.post import EnclosureKind, MailClass
from caseman.domain.requests import RequestType
from caseman.exchange.cells import Cell
from caseman.storage.streams import stream
from caseman.text import Language, T

_Cells: TypeAlias = Sequence[Any]  # a row as the database gives it

# CROSS JOIN and the unary plus keep the planner on the order of the cases, which needs no sorting.
_CASES = """
SELECT c.id, c.number, c.arrived_on, c.accepted_on, c.due_on, c.closed_on, c.papers_end, c.retain_until, c.remarks,
       e.mail_class, e.tracking_number, p.name, p.kana, a.agent_kind
FROM cases c CROSS JOIN envelope e ON e.id = c.envelope_id
CROSS JOIN party p ON p.case_id = c.id AND p.role = 'principal'
LEFT JOIN party a ON a.case_id = c.id AND a.role = 'agent'
ORDER BY c.id
"""
_REQUESTS = """
SELECT r.case_id, r.type, r.article, r.fee_minor, r.outcome, r.ground, r.reason, r.decided_on, s.name
FROM request r LEFT JOIN staff s ON s.id = r.decided_by ORDER BY r.case_id, r.position
"""
_CHECKS = """
SELECT k.case_id, k.document, k.result, k.checked_on, s.name
FROM identity_check k CROSS JOIN staff s ON s.id = k.checked_by ORDER BY k.case_id, k.id
"""
_CORRECTIONS = "SELECT case_id, asked_on, limit_on, cured_on FROM correction ORDER BY case_id, id"
_PAYMENTS = "SELECT case_id, means, paid_on FROM payment ORDER BY case_id, id"
_DISPATCHES = """
SELECT l.case_id, d.dispatched_on, d.mail_class, d.tracking_number, d.delivered_on
FROM letter l CROSS JOIN dispatch d ON d.letter_id = l.id ORDER BY l.case_id, l.serial
"""
_AUTHORITY = """
SELECT c.id, n.kind FROM enclosure n CROSS JOIN cases c ON c.envelope_id = n.envelope_id
WHERE n.kind IN ('letter_of_proxy', 'seal_certificate') ORDER BY c.id, n.id
"""


def ledger_rows(connection: Connection, language: Language) -> Iterator[tuple[Cell, ...]]:
    """The cells of each case in the order of `LEDGER_COLUMNS`: every detail query runs beside the cases."""
    terms = _Terms(language)
    requests, checks = _Beside(connection, _REQUESTS), _Beside(connection, _CHECKS)
    corrections, payments = _Beside(connection, _CORRECTIONS), _Beside(connection, _PAYMENTS)
    dispatches, authority = _Beside(connection, _DISPATCHES), _Beside(connection, _AUTHORITY)
    for case in stream(connection, _CASES):
        case_id, number, arrived_on, accepted_on, due_on, closed_on, end, retain_until, remarks, *rest = case
        mail, tracking, name, kana, agent = rest
        types, articles, fee, results, grounds, reasons, decided_on, decided_by = terms.requests(requests.of(case_id))
        asked_on, limit_on, cured_on = _corrections(corrections.of(case_id))
        means, paid_on = terms.payments(payments.of(case_id))
        documents, checked_on, checked_by = terms.checks(checks.of(case_id))
        sent_on, sent_by, sent_tracking, delivered_on = terms.dispatches(dispatches.of(case_id))
        yield (
            number,
            arrived_on,
            terms.mail[mail],
            tracking,
            types,
            articles,
            name,
            kana,
            terms.agents[agent],
            documents,
            checked_on,
            checked_by,
            terms.authority(authority.of(case_id)),
            asked_on,
            limit_on,
            cured_on,
            terms.required if fee else terms.not_required,
            fee,
            means,
            paid_on,
            accepted_on,
            due_on,
            None,  # extensions and searches are not recorded yet
            "",
            decided_on,
            results,
            grounds,
            reasons,
            decided_by,
            sent_on,
            sent_by,
            sent_tracking,
            delivered_on,
            closed_on if end in ("returned", "destroyed") else None,
            retain_until,
            remarks,
        )


class _Beside:
    """Detail rows ordered by case, handed out case by case."""

    def __init__(self, connection: Connection, statement: str) -> None:
        self._rows = stream(connection, statement)
        self._next = next(self._rows, None)

    def of(self, case_id: int) -> Sequence[_Cells]:
        row = self._next
        if row is None or row[0] != case_id:
            return ()
        found = [row]
        for following in self._rows:
            if following[0] != case_id:
                self._next = following
                return found
            found.append(following)
        self._next = None
        return found


class _Terms:
    """The field's terms in one language, each said once, and the cells made of them."""

    def __init__(self, language: Language) -> None:
        def said(enum: Any) -> dict[str | None, str]:
            return {None: ""} | {member.value: member.label.say(language) for member in enum}

        self._types, self._outcomes, self._grounds = said(RequestType), said(Outcome), said(Ground)
        self._documents, self._means, self._papers = said(DocumentKind), said(PaymentMeans), said(EnclosureKind)
        self.mail = said(MailClass)
        self.agents = said(AgentKind) | {None: T("Principal").say(language)}
        self.required, self.not_required = T("Required").say(language), T("Not required").say(language)
        self._between = "、" if language is Language.JA else ", "

    def requests(self, rows: Sequence[_Cells]) -> tuple[str, str, int, str, str, str, str | None, str]:
        """Types, articles, fee, results, grounds, reasons, the last day of decision, and who decided."""
        if len(rows) == 1:
            _, kind, article, fee, outcome, ground, reason, decided_on, name = rows[0]
            return (
                self._types[kind],
                article,
                fee,
                self._outcomes[outcome],
                self._grounds[ground],
                reason,
                decided_on,
                name or "",
            )
        return (
            self._join(self._types[r[1]] for r in rows),
            self._join(r[2] for r in rows),
            sum(r[3] for r in rows),
            self._join(self._outcomes[r[4]] for r in rows),
            self._join(self._grounds[r[5]] for r in rows),
            self._join(r[6] for r in rows),
            _latest(r[7] for r in rows),
            self._join(r[8] for r in rows),
        )

    def checks(self, rows: Sequence[_Cells]) -> tuple[str, str | None, str]:
        """All documents; the last day of those that confirmed, and who checked."""
        confirmed = [r for r in rows if r[2] == "confirmed"]
        if len(rows) == 1 == len(confirmed):
            _, document, _, checked_on, name = rows[0]
            return self._documents[document], checked_on, name
        return (
            self._join(self._documents[r[1]] for r in rows),
            _latest(r[3] for r in confirmed),
            self._join(r[4] for r in confirmed),
        )

    def payments(self, rows: Sequence[_Cells]) -> tuple[str, str | None]:
        """Means, and the last day."""
        if not rows:
            return "", None
        if len(rows) == 1:
            return self._means[rows[0][1]], rows[0][2]
        return self._join(self._means[r[1]] for r in rows), _latest(r[2] for r in rows)

    def dispatches(self, rows: Sequence[_Cells]) -> tuple[str | None, str, str, str | None]:
        """The last day, mail classes, tracking numbers, and the last day of delivery."""
        if len(rows) == 1:
            _, sent_on, mail, tracking, delivered_on = rows[0]
            return sent_on, self.mail[mail], tracking, delivered_on
        return (
            _latest(r[1] for r in rows),
            self._join(self.mail[r[2]] for r in rows),
            self._join(r[3] for r in rows),
            _latest(r[4] for r in rows),
        )

    def authority(self, rows: Sequence[_Cells]) -> str:
        """Papers that prove an agent's authority."""
        return self._join(self._papers[r[1]] for r in rows) if rows else ""

    def _join(self, words: Iterator[str | None]) -> str:
        return self._between.join(dict.fromkeys(word for word in words if word))


def _corrections(rows: Sequence[_Cells]) -> tuple[str | None, str | None, str | None]:
    if not rows:
        return None, None, None
    return _latest(r[1] for r in rows), _latest(r[2] for r in rows), _latest(r[3] for r in rows)


def _latest(days: Iterator[str | None]) -> str | None:
    return max(filter(None, days), default=None)
