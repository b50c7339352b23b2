"""The columns of the ledger of requests (開示等請求受付台帳).

An auditor asks for it under JIS Q 15001:2023 (A.19 to A.25; PrivacyMark operating guideline J.10).
"""

from __future__ import annotations

from typing import Final

from caseman.text import T, Text

# Code and heading, in the order of the ledger.
LEDGER_COLUMNS: Final[tuple[tuple[str, Text], ...]] = (
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
