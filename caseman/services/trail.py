"""The trail in words: what each entry says to a layman."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

from caseman.domain.decisions import Outcome
from caseman.domain.evidence import CheckResult, DocumentKind, PartyRole
from caseman.domain.fees import Money
from caseman.domain.letters import LetterKind
from caseman.domain.post import MailClass
from caseman.domain.requests import RequestType
from caseman.text import T, Text

_Details = dict[str, Any]


def entry_label(action: str, details: str) -> Text:
    """What happened, in one sentence. An action of a newer program is shown by its code."""
    say = _SENTENCES.get(action)
    if say is None:
        return T("{action}", action=action)
    return say(json.loads(details))


def _day(details: _Details, key: str) -> date:
    return date.fromisoformat(details[key])


_SENTENCES: dict[str, Callable[[_Details], Text]] = {
    "file_created": lambda d: T("The office file was made from the procedure “{name}”.", name=d["procedure"]),
    "file_opened": lambda _: T("The office file was opened."),
    "envelope_logged": lambda d: T(
        "An envelope was logged; it arrived on {day}. Scans: {scans}.",
        day=_day(d, "arrived_on"),
        scans=d["scans"],
    ),
    "scans_added": lambda d: T("Scans attached: {scans}.", scans=d["scans"]),
    "case_opened": lambda d: T(
        "The case was opened: {types}. Answer by {due}.",
        types=[RequestType(t).label for t in d["requests"]],
        due=_day(d, "due_on"),
    ),
    "identity_checked": lambda d: T(
        "{role}: {document}: {result}.",
        role=PartyRole(d["role"]).label,
        document=DocumentKind(d["document"]).label,
        result=CheckResult(d["result"]).label,
    ),
    "correction_asked": lambda d: T("A correction was asked for on {day}.", day=_day(d, "asked_on")),
    "correction_cured": lambda d: T("The correction came on {day}.", day=_day(d, "cured_on")),
    "payment_recorded": lambda d: T(
        "A payment of {amount} of {day} was recorded.",
        amount=Money(d["amount"], d["currency"]),
        day=_day(d, "paid_on"),
    ),
    "payment_matched": lambda d: T("A payment was found on the statement of {day}.", day=_day(d, "matched_on")),
    "case_accepted": lambda d: T(
        "The request was accepted on {day}. Answer by {due}.",
        day=_day(d, "accepted_on"),
        due=_day(d, "due_on"),
    ),
    "request_decided": lambda d: T(
        "Request {position} ({type}) was decided: {outcome}.",
        position=d["position"],
        type=RequestType(d["type"]).label,
        outcome=Outcome(d["outcome"]).label,
    ),
    "letter_made": lambda d: T(
        "Letter {number} was made: {kind}.", number=d["document"], kind=LetterKind(d["kind"]).label
    ),
    "letter_printed": lambda d: T("Letter {number} was printed.", number=d["document"]),
    "letter_saved": lambda d: T("Letter {number} was saved as a file.", number=d["document"]),
    "letter_dispatched": lambda d: T(
        "Letter {number} left on {day} by {mail}.",
        number=d["document"],
        day=_day(d, "dispatched_on"),
        mail=MailClass(d["mail_class"]).label,
    ),
    "letter_delivered": lambda d: T(
        "Letter {number} was delivered on {day}.", number=d["document"], day=_day(d, "delivered_on")
    ),
    "case_closed": lambda d: T("The case was closed on {day}.", day=_day(d, "closed_on")),
    "sample_cases_added": lambda d: T("Invented sample cases were added: {count}.", count=d["cases"]),
    "ledger_exported": lambda d: T("The ledger was exported. Cases: {rows}.", rows=d["rows"]),
}
