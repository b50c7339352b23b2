"""The ledger of requests (開示等請求受付台帳) as CSV.

An auditor asks for it under JIS Q 15001:2023 (A.19 to A.25; PrivacyMark operating guideline J.10).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import BinaryIO

from caseman.exchange.cells import Cell, write_csv
from caseman.text import Language, T, Text


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One case as one line. Texts are ready to read, in the ledger's language; dates are the office's."""

    number: str
    received_on: date | None = None
    channel: str = ""
    tracking_number: str = ""
    request_types: str = ""
    articles: str = ""
    principal_name: str = ""
    principal_kana: str = ""
    requester_kind: str = ""
    identity_documents: str = ""
    identity_checked_on: date | None = None
    identity_checked_by: str = ""
    authority_documents: str = ""
    correction_asked_on: date | None = None
    correction_limit_on: date | None = None
    correction_done_on: date | None = None
    fee_required: str = ""
    fee_amount: int | None = None  # in minor units; yen have none
    payment_means: str = ""
    paid_on: date | None = None
    accepted_on: date | None = None
    due_on: date | None = None
    extended_due_on: date | None = None
    searcher: str = ""
    decided_on: date | None = None
    results: str = ""
    grounds: str = ""
    reasons: str = ""
    decided_by: str = ""
    dispatched_on: date | None = None
    dispatch_mail_class: str = ""
    dispatch_tracking_number: str = ""
    delivered_on: date | None = None
    papers_ended_on: date | None = None
    retain_until: date | None = None
    remarks: str = ""


# Code (the field of LedgerRow) and heading, in the order of the ledger.
LEDGER_COLUMNS: tuple[tuple[str, Text], ...] = (
    ("number", T("Case number")),
    ("received_on", T("Received on")),
    ("channel", T("Received by")),
    ("tracking_number", T("Tracking number")),
    ("request_types", T("Request types")),
    ("articles", T("Articles")),
    ("principal_name", T("Name of the principal")),
    ("principal_kana", T("Name of the principal in kana")),
    ("requester_kind", T("Requester")),
    ("identity_documents", T("Identity documents")),
    ("identity_checked_on", T("Identity checked on")),
    ("identity_checked_by", T("Identity checked by")),
    ("authority_documents", T("Proof of authority")),
    ("correction_asked_on", T("Correction asked on")),
    ("correction_limit_on", T("Correction due on")),
    ("correction_done_on", T("Corrected on")),
    ("fee_required", T("Fee required")),
    ("fee_amount", T("Fee amount")),
    ("payment_means", T("Means of payment")),
    ("paid_on", T("Paid on")),
    ("accepted_on", T("Accepted on")),
    ("due_on", T("Due on")),
    ("extended_due_on", T("Extended due date")),
    ("searcher", T("Searched by")),
    ("decided_on", T("Decided on")),
    ("results", T("Results")),
    ("grounds", T("Grounds for non-disclosure")),
    ("reasons", T("Reasons")),
    ("decided_by", T("Decided by")),
    ("dispatched_on", T("Dispatched on")),
    ("dispatch_mail_class", T("Dispatched by")),
    ("dispatch_tracking_number", T("Tracking number of the dispatch")),
    ("delivered_on", T("Delivered on")),
    ("papers_ended_on", T("Papers returned or destroyed on")),
    ("retain_until", T("Retained until")),
    ("remarks", T("Remarks")),
)

_cells = attrgetter(*(code for code, _ in LEDGER_COLUMNS))


def write_ledger(stream: BinaryIO, rows: Iterable[LedgerRow], language: Language, encoding: str = "utf-8-sig") -> None:
    """Write the ledger with its headings in one language. Raises `InputError` as `write_csv` does."""
    write_ledger_cells(stream, map(_cells, rows), language, encoding)


def write_ledger_cells(
    stream: BinaryIO, rows: Iterable[Sequence[Cell]], language: Language, encoding: str = "utf-8-sig"
) -> None:
    """As `write_ledger`, for rows that are tuples already, in the order of `LEDGER_COLUMNS`."""
    write_csv(stream, [heading.say(language) for _, heading in LEDGER_COLUMNS], rows, encoding)
