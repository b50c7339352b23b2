"""For auditors: the ledger as CSV, and the proof that the file is whole."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text

from caseman.domain.decisions import Ground, Outcome
from caseman.domain.evidence import AgentKind, DocumentKind
from caseman.domain.fees import PaymentMeans
from caseman.domain.post import EnclosureKind, MailClass
from caseman.domain.requests import RequestType
from caseman.exchange.atomic import write_new_file
from caseman.exchange.ledger_csv import LedgerRow, write_ledger
from caseman.services.desk import Desk
from caseman.services.views import FileCheck
from caseman.storage import audit
from caseman.text import Language, T

LEDGER_NAME = "ledger.csv"


@dataclass(frozen=True)
class Export:
    """What an export wrote. `head` is the audit anchor at that moment."""

    path: Path
    rows: int
    head: str


def export_ledger(desk: Desk, folder: Path, language: Language | None = None) -> Export:
    """Write the ledger of all cases into a folder as `ledger.csv`; an existing file is never overwritten.

    UTF-8 with BOM, CRLF, every text field quoted, formula cells neutralised. Headings and terms are in the office's
    letter language unless another is asked for.
    """
    chosen = language or desk.procedure.replies.language
    with desk.reading() as session:
        counted = _Counted(ledger_rows(session.connection(), chosen))
        path = folder / LEDGER_NAME
        write_new_file(path, lambda stream: write_ledger(stream, counted, chosen))
    with desk.work() as work:
        work.note("ledger_exported", rows=counted.count, language=chosen)
    return Export(path, counted.count, desk.anchor())


class _Counted:
    """Rows, counted as they pass."""

    def __init__(self, rows: Iterator[LedgerRow]) -> None:
        self._rows = rows
        self.count = 0

    def __iter__(self) -> Iterator[LedgerRow]:
        for row in self._rows:
            self.count += 1
            yield row


_LEDGER = """
SELECT c.id, c.number, c.arrived_on, c.accepted_on, c.due_on, c.closed_on, c.papers_end, c.retain_until, c.remarks,
       e.mail_class, e.tracking_number, p.name, p.kana, a.agent_kind
FROM cases c JOIN envelope e ON e.id = c.envelope_id
JOIN party p ON p.case_id = c.id AND p.role = 'principal'
LEFT JOIN party a ON a.case_id = c.id AND a.role = 'agent'
ORDER BY c.id
"""
_DETAILS = {
    "requests": """SELECT r.case_id, r.type, r.article, r.fee_minor, r.outcome, r.ground, r.reason, r.decided_on, s.name
        FROM request r LEFT JOIN staff s ON s.id = r.decided_by ORDER BY r.case_id, r.position""",
    "checks": """SELECT k.case_id, k.document, k.result, k.checked_on, s.name
        FROM identity_check k JOIN staff s ON s.id = k.checked_by ORDER BY k.case_id, k.id""",
    "corrections": "SELECT case_id, asked_on, limit_on, cured_on FROM correction ORDER BY case_id, id",
    "payments": "SELECT case_id, means, paid_on FROM payment ORDER BY case_id, id",
    "dispatches": """SELECT l.case_id, d.dispatched_on, d.mail_class, d.tracking_number, d.delivered_on
        FROM dispatch d JOIN letter l ON l.id = d.letter_id ORDER BY l.case_id, l.serial""",
    "authority": """SELECT c.id AS case_id, n.kind FROM cases c JOIN enclosure n ON n.envelope_id = c.envelope_id
        WHERE n.kind IN ('letter_of_proxy', 'seal_certificate') ORDER BY c.id, n.id""",
}


def ledger_rows(connection: Connection, language: Language) -> Iterator[LedgerRow]:
    """The ledger, a row a case, read in one pass: every detail query runs beside the cases, in the same order."""
    details = {name: _Beside(connection, statement) for name, statement in _DETAILS.items()}
    terms = _Terms(language)
    for case in connection.execution_options(yield_per=2000).execute(text(_LEDGER)):
        yield _ledger_row(case, {name: beside.of(case.id) for name, beside in details.items()}, terms)


class _Beside:
    """Detail rows ordered by case, handed out case by case."""

    def __init__(self, connection: Connection, statement: str) -> None:
        rows = connection.execution_options(yield_per=2000).execute(text(statement))
        self._groups = groupby(rows, key=attrgetter("case_id"))
        self._next = self._advance()

    def of(self, case_id: int) -> list[Any]:
        while self._next is not None and self._next[0] < case_id:
            self._next = self._advance()
        if self._next is None or self._next[0] != case_id:
            return []
        found = self._next[1]
        self._next = self._advance()
        return found

    def _advance(self) -> tuple[int, list[Any]] | None:
        group = next(self._groups, None)
        return None if group is None else (group[0], list(group[1]))


class _Terms:
    """The field's terms in one language, each said once."""

    def __init__(self, language: Language) -> None:
        def said(enum: Any) -> dict[str, str]:
            return {member.value: member.label.say(language) for member in enum}

        self.types, self.outcomes, self.grounds = said(RequestType), said(Outcome), said(Ground)
        self.documents, self.agents, self.means = said(DocumentKind), said(AgentKind), said(PaymentMeans)
        self.mail, self.papers = said(MailClass), said(EnclosureKind)
        self.ends = {
            "kept": T("Kept").say(language),
            "returned": T("Returned").say(language),
            "destroyed": T("Destroyed").say(language),
        }
        self.principal = T("Principal").say(language)
        self.required, self.not_required = T("Required").say(language), T("Not required").say(language)
        self.between = "、" if language is Language.JA else ", "

    def join(self, words: list[str]) -> str:
        return self.between.join(dict.fromkeys(w for w in words if w))


def _ledger_row(case: Any, details: dict[str, list[Any]], terms: _Terms) -> LedgerRow:
    requests, checks, corrections = details["requests"], details["checks"], details["corrections"]
    payments, dispatches = details["payments"], details["dispatches"]
    fee = sum(r.fee_minor for r in requests)
    confirmed = [k for k in checks if k.result == "confirmed"]
    return LedgerRow(
        number=case.number,
        received_on=_day(case.arrived_on),
        channel=terms.mail[case.mail_class],
        tracking_number=case.tracking_number,
        request_types=terms.join([terms.types[r.type] for r in requests]),
        articles=terms.join([r.article for r in requests]),
        principal_name=case.name,
        principal_kana=case.kana,
        requester_kind=terms.agents[case.agent_kind] if case.agent_kind else terms.principal,
        identity_documents=terms.join([terms.documents[k.document] for k in checks]),
        identity_checked_on=_latest(confirmed, "checked_on"),
        identity_checked_by=terms.join([k.name for k in confirmed]),
        authority_documents=terms.join([terms.papers[n.kind] for n in details["authority"]]),
        correction_asked_on=_latest(corrections, "asked_on"),
        correction_limit_on=_latest(corrections, "limit_on"),
        correction_done_on=_latest(corrections, "cured_on"),
        fee_required=terms.required if fee else terms.not_required,
        fee_amount=fee,
        payment_means=terms.join([terms.means[p.means] for p in payments]),
        paid_on=_latest(payments, "paid_on"),
        accepted_on=_day(case.accepted_on),
        due_on=_day(case.due_on),
        extended_due_on=None,
        searcher="",
        decided_on=_latest(requests, "decided_on"),
        results=terms.join([terms.outcomes[r.outcome] for r in requests if r.outcome]),
        grounds=terms.join([terms.grounds[r.ground] for r in requests if r.ground]),
        reasons=terms.join([r.reason for r in requests]),
        decided_by=terms.join([r.name or "" for r in requests]),
        dispatched_on=_latest(dispatches, "dispatched_on"),
        dispatch_mail_class=terms.join([terms.mail[d.mail_class] for d in dispatches]),
        dispatch_tracking_number=terms.join([d.tracking_number for d in dispatches]),
        delivered_on=_latest(dispatches, "delivered_on"),
        papers_ended_on=_day(case.closed_on) if case.papers_end in ("returned", "destroyed") else None,
        retain_until=_day(case.retain_until),
        remarks=case.remarks,
    )


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _latest(rows: list[Any], column: str) -> date | None:
    return _day(max((getattr(row, column) for row in rows if getattr(row, column)), default=None))


def verify_file(desk: Desk) -> FileCheck:
    """Check pages, references, the audit chain, and every stored scan and letter against its hash."""
    faults = desk.file.faults()
    with desk.reading() as session:
        connection = session.connection()
        verdict = audit.verify(connection, desk.file.chain_key)
        scans, scans_damaged = _check_hashes(connection, "SELECT sha256, sha256 AS name, data FROM scan_content")
        letters, letters_damaged = _check_hashes(
            connection, "SELECT sha256, document_number AS name, pdf AS data FROM letter"
        )
    return FileCheck(
        verdict.entries,
        verdict.head,
        verdict.broken_at,
        tuple(faults),
        scans,
        scans_damaged,
        letters,
        letters_damaged,
    )


def _check_hashes(connection: Connection, statement: str) -> tuple[int, tuple[str, ...]]:
    checked, damaged = 0, []
    for row in connection.execution_options(yield_per=10).execute(text(statement)):
        checked += 1
        if hashlib.sha256(row.data).hexdigest() != row.sha256:
            damaged.append(row.name)
    return checked, tuple(damaged)
