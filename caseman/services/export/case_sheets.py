"""The sheets of what belongs to cases: requests, identity checks, payments, letters, dispatches, complaints.

Each follows its case, so that every line of the ledger finds all that belongs to it in the same set.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, Final

from caseman.domain.authority import PartyRole
from caseman.domain.citations import cite
from caseman.domain.decisions import Outcome, outcome_of
from caseman.domain.documents import CopyForm, DocumentKind
from caseman.domain.fees import PaymentMeans
from caseman.domain.grounds import Ground
from caseman.domain.identity_policy import CheckResult
from caseman.domain.letter_course import LetterStanding
from caseman.domain.letters import LetterKind
from caseman.domain.post import MailClass
from caseman.domain.requests import RequestType
from caseman.exchange.cells import Cell
from caseman.services.book import Account, EntryKind
from caseman.services.export.sheet import Field, Source, fact, free_text, member, moment, sheet_of, term, yes_no
from caseman.text import Language, T

_OF_THE_CASES: Final = T("of the cases that arrived in the period")
_CASE: Final = fact("case", T("Case number"), "c.number")
_ARRIVED: Final = "c.arrived_on BETWEEN :first AND :last"
_REVIEW: Final = """(SELECT CASE v.kind WHEN 'submitted' THEN 'in_review' ELSE v.kind END
  FROM letter_review v WHERE v.letter_id = l.id ORDER BY v.id DESC LIMIT 1)"""


def _outcomes(source: Source) -> Callable[[Any], Cell]:
    """A result in words that fit its type of request, from the two codes."""

    @cache
    def said(stored: str) -> str:
        kind, _, outcome = stored.partition(" ")
        return outcome_of(RequestType(kind), Outcome(outcome)).say(source.language)

    return said


REQUESTS: Final = sheet_of(
    "requests",
    T("Requests and decisions"),
    _OF_THE_CASES,
    (
        _CASE,
        fact("position", T("Request"), "r.position"),
        term("type", T("Request type"), "r.type", RequestType),
        Field("article", T("Article"), "r.article", reader=lambda source: lambda told: cite(told, source.language)),
        free_text("scope", T("What is asked for"), "r.scope"),
        fact("forms", T("Forms"), "r.forms"),
        fact("fee_amount", T("Fee amount"), "r.fee_minor"),
        fact("currency", T("Currency"), "r.fee_currency"),
        Field("outcome", T("Result"), "r.type || ' ' || r.outcome", reader=_outcomes),
        term("ground", T("Ground for non-disclosure"), "r.ground", Ground),
        free_text("reason", T("Reason"), "r.reason"),
        free_text("details", T("What is told"), "r.details"),
        free_text("before", T("Before"), "r.before"),
        free_text("after", T("After"), "r.after"),
        fact("decided_on", T("Decided on"), "r.decided_on"),
        member("decided_by", T("Decided by"), "s"),
        free_text("method_asked", T("Method asked for"), "r.method_asked"),
        free_text("method_given", T("Method used"), "r.method_given"),
        free_text("method_reason", T("Why another method"), "r.method_reason"),
        fact("letter", T("Answered by"), "l.document_number"),
    ),
    "request r JOIN cases c ON c.id = r.case_id LEFT JOIN staff s ON s.id = r.decided_by "
    "LEFT JOIN letter l ON l.id = r.letter_id",
    where=_ARRIVED,
    order="r.case_id, r.position",
)

IDENTITY_CHECKS: Final = sheet_of(
    "identity_checks",
    T("Checks of identity and authority"),
    _OF_THE_CASES,
    (
        _CASE,
        term("role", T("Whose"), "k.role", PartyRole),
        term("document", T("Identity document"), "k.document", DocumentKind),
        term("form", T("Original or copy"), "k.form", CopyForm),
        fact("issued_on", T("Issued on"), "k.issued_on"),
        fact("expires_on", T("Valid until"), "k.expires_on"),
        yes_no("name_agrees", T("Name agrees"), "k.name_agrees"),
        yes_no("address_agrees", T("Address agrees"), "k.address_agrees"),
        yes_no("birth_date_agrees", T("Date of birth agrees"), "k.birth_date_agrees"),
        yes_no("register_name_agrees", T("Name agrees with the register"), "k.register_name_agrees"),
        yes_no("register_address_agrees", T("Address agrees with the register"), "k.register_address_agrees"),
        yes_no("known_by_agrees", T("What the office knows agrees"), "k.known_by_agrees"),
        yes_no("masked", T("Masked"), "k.masked"),
        yes_no("sharp", T("Legible"), "k.sharp"),
        yes_no("authority_agrees", T("Authority agrees"), "k.authority_agrees"),
        yes_no("receipt_named", T("May receive the answer"), "k.receipt_named"),
        term("result", T("Result"), "k.result", CheckResult),
        free_text("note", T("Note"), "k.note"),
        fact("checked_on", T("Checked on"), "k.checked_on"),
        member("checked_by", T("Checked by"), "s"),
        member("second_reader", T("Second reader"), "s2"),
    ),
    "identity_check k JOIN cases c ON c.id = k.case_id LEFT JOIN staff s ON s.id = k.checked_by "
    "LEFT JOIN staff s2 ON s2.id = k.second_reader",
    where=_ARRIVED,
    order="k.case_id, k.id",
)

PAYMENTS: Final = sheet_of(
    "payments",
    T("Entries of the book"),
    T("of the cases that arrived in the period, and what belongs to no case by the day it was booked"),
    (
        fact("entry", T("Entry"), "b.id"),
        term("kind", T("Kind of entry"), "b.kind", EntryKind),
        term("account", T("Account"), "b.account", Account),
        _CASE,
        fact("amount", T("Amount"), "b.amount_minor"),
        fact("currency", T("Currency"), "b.currency"),
        term("means", T("Means of payment"), "b.means", PaymentMeans),
        fact("paid_on", T("Paid on"), "b.paid_on"),
        fact("booked_on", T("Booked on"), "coalesce(b.booked_on, b.paid_on)"),
        fact("matched_on", T("Found on the statement of"), "b.matched_on"),
        free_text("payer", T("Payer"), "b.payer"),
        yes_no("receipt_enclosed", T("Receipt enclosed"), "b.receipt_enclosed"),
        free_text("note", T("Note"), "b.note"),
        fact("reverses", T("Reverses entry"), "b.reverses_id"),
        moment("recorded_at", T("Recorded at"), "b.recorded_at"),
        member("recorded_by", T("Recorded by"), "s"),
    ),
    "book_entry b LEFT JOIN cases c ON c.id = b.case_id LEFT JOIN staff s ON s.id = b.recorded_by",
    where="coalesce(c.arrived_on, b.booked_on, b.paid_on) BETWEEN :first AND :last",
    order="b.id",
)

LETTERS: Final = sheet_of(
    "letters",
    T("Letters"),
    _OF_THE_CASES,
    (
        _CASE,
        fact("document_number", T("Document number"), "l.document_number"),
        term("kind", T("Letter"), "l.kind", LetterKind),
        fact("version", T("Version"), "l.version"),
        term("language", T("Language"), "l.language", Language),
        fact("dated", T("Dated"), "l.dated"),
        fact("quoted_due", T("Date it names"), "l.quoted_due"),
        yes_no("superseded", T("Superseded"), "l.superseded"),
        term("review", T("Review"), _REVIEW, LetterStanding),
        moment("printed_at", T("Last printed at"), "l.printed_at"),
        moment("made_at", T("Made at"), "l.made_at"),
        member("made_by", T("Made by"), "s"),
        free_text("sha256", T("SHA-256 of the PDF"), "l.sha256"),  # whoever guesses the letter could confirm it
    ),
    "letter l JOIN cases c ON c.id = l.case_id LEFT JOIN staff s ON s.id = l.made_by",
    where=_ARRIVED,
    order="l.case_id, l.serial",
)

DISPATCHES: Final = sheet_of(
    "dispatches",
    T("Dispatches"),
    _OF_THE_CASES,
    (
        _CASE,
        fact("document_number", T("Document number"), "l.document_number"),
        term("kind", T("Letter"), "l.kind", LetterKind),
        fact("dispatched_on", T("Dispatched on"), "d.dispatched_on"),
        term("mail_class", T("Dispatched by"), "d.mail_class", MailClass),
        free_text("tracking_number", T("Tracking number of the dispatch"), "d.tracking_number"),
        fact("delivered_on", T("Delivered on"), "d.delivered_on"),
        fact("returned_on", T("Returned on"), "d.returned_on"),
        free_text("return_reason", T("Why it came back"), "d.return_reason"),
        member("dispatched_by", T("Who dispatched it"), "s"),
        member("checked_by", T("Who compared it"), "s2"),
    ),
    "dispatch d JOIN letter l ON l.id = d.letter_id JOIN cases c ON c.id = l.case_id "
    "LEFT JOIN staff s ON s.id = d.dispatched_by LEFT JOIN staff s2 ON s2.id = d.checked_by",
    where=_ARRIVED,
    order="l.case_id, l.serial, d.id",
)

COMPLAINTS: Final = sheet_of(
    "complaints",
    T("Complaints"),
    _OF_THE_CASES,
    (
        _CASE,
        fact("received_on", T("Received on"), "c.arrived_on"),
        free_text("scope", T("What it is about"), "r.scope"),
        yes_no("urgent", T("Urgent"), "o.urgent"),
        yes_no("publish", T("To be made public"), "o.publish"),
        fact("decided_on", T("Decided on"), "r.decided_on"),
        member("decided_by", T("Decided by"), "s"),
        free_text("details", T("What is told"), "r.details"),
        fact("reported_on", T("Reported on"), "o.reported_on"),
        free_text("reported_to", T("Reported to"), "o.reported_to"),
        fact("closed_on", T("Closed on"), "c.closed_on"),
    ),
    "request r JOIN cases c ON c.id = r.case_id LEFT JOIN complaint o ON o.case_id = c.id "
    "LEFT JOIN staff s ON s.id = r.decided_by",
    where=f"r.type = 'complaint' AND {_ARRIVED}",
    order="r.case_id, r.position",
)
