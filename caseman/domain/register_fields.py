"""What a column of an existing register may hold: the columns of the ledger, and what else a case keeps."""

from __future__ import annotations

from enum import StrEnum

from caseman.text import T, Text


class FieldKind(StrEnum):
    """How the cells of a column are read."""

    NUMBER = "number"  # of the case, as the register has it
    DAY = "day"
    DAYS = "days"  # one day, or one for each request
    YEN = "yen"
    TERMS = "terms"
    NAME = "name"  # kept as written; a sign that was lost shows
    TEXT = "text"


class RegisterField(StrEnum):
    """A field of a case that a column fills. The first are those of the ledger, under its codes and in its order."""

    NUMBER = "number"
    RECEIVED_ON = "received_on"
    CHANNEL = "channel"
    TRACKING_NUMBER = "tracking_number"
    REQUEST_TYPES = "request_types"
    ARTICLES = "articles"
    PRINCIPAL_NAME = "principal_name"
    PRINCIPAL_KANA = "principal_kana"
    REQUESTER_KIND = "requester_kind"
    IDENTITY_DOCUMENTS = "identity_documents"
    IDENTITY_CHECKED_ON = "identity_checked_on"
    IDENTITY_CHECKED_BY = "identity_checked_by"
    AUTHORITY_DOCUMENTS = "authority_documents"
    CORRECTION_ASKED_ON = "correction_asked_on"
    CORRECTION_LIMIT_ON = "correction_limit_on"
    CORRECTION_DONE_ON = "correction_done_on"
    FEE_REQUIRED = "fee_required"
    FEE_AMOUNT = "fee_amount"
    PAYMENT_MEANS = "payment_means"
    PAID_ON = "paid_on"
    ACCEPTED_ON = "accepted_on"
    DUE_ON = "due_on"
    EXTENDED_DUE_ON = "extended_due_on"
    SEARCHER = "searcher"
    DECIDED_ON = "decided_on"
    RESULTS = "results"
    GROUNDS = "grounds"
    REASONS = "reasons"
    DECIDED_BY = "decided_by"
    DISPATCHED_ON = "dispatched_on"
    DISPATCH_MAIL_CLASS = "dispatch_mail_class"
    DISPATCH_TRACKING_NUMBER = "dispatch_tracking_number"
    DELIVERED_ON = "delivered_on"
    PAPERS_ENDED_ON = "papers_ended_on"
    RETAIN_UNTIL = "retain_until"
    REMARKS = "remarks"
    AGENT_NAME = "agent_name"
    AGENT_KANA = "agent_kana"
    POSTAL_CODE = "postal_code"
    ADDRESS = "address"
    TELEPHONE = "telephone"
    EMAIL = "email"
    BIRTH_DATE = "birth_date"
    MEMBER_ID = "member_id"
    SCOPE = "scope"
    STATE = "state"
    CLOSED_ON = "closed_on"

    @property
    def label(self) -> Text:
        """The heading of the ledger, where it has such a column."""
        return _LABELS[self]

    @property
    def kind(self) -> FieldKind:
        return _KINDS.get(self, FieldKind.TEXT)

    @property
    def longest(self) -> int:
        """Characters that a cell may have."""
        return 10_000 if self in (RegisterField.REASONS, RegisterField.REMARKS, RegisterField.SCOPE) else 400


# Without these no row can become a case.
ESSENTIAL = (RegisterField.RECEIVED_ON, RegisterField.PRINCIPAL_NAME, RegisterField.REQUEST_TYPES)

_LABELS: dict[RegisterField, Text] = {
    RegisterField.NUMBER: T("Case number"),
    RegisterField.RECEIVED_ON: T("Received on"),
    RegisterField.CHANNEL: T("Received by"),
    RegisterField.TRACKING_NUMBER: T("Tracking number"),
    RegisterField.REQUEST_TYPES: T("Request types"),
    RegisterField.ARTICLES: T("Articles"),
    RegisterField.PRINCIPAL_NAME: T("Name of the principal"),
    RegisterField.PRINCIPAL_KANA: T("Name of the principal in kana"),
    RegisterField.REQUESTER_KIND: T("Requester"),
    RegisterField.IDENTITY_DOCUMENTS: T("Identity documents"),
    RegisterField.IDENTITY_CHECKED_ON: T("Identity checked on"),
    RegisterField.IDENTITY_CHECKED_BY: T("Identity checked by"),
    RegisterField.AUTHORITY_DOCUMENTS: T("Proof of authority"),
    RegisterField.CORRECTION_ASKED_ON: T("Correction asked on"),
    RegisterField.CORRECTION_LIMIT_ON: T("Correction due on"),
    RegisterField.CORRECTION_DONE_ON: T("Corrected on"),
    RegisterField.FEE_REQUIRED: T("Fee required"),
    RegisterField.FEE_AMOUNT: T("Fee amount"),
    RegisterField.PAYMENT_MEANS: T("Means of payment"),
    RegisterField.PAID_ON: T("Paid on"),
    RegisterField.ACCEPTED_ON: T("Accepted on"),
    RegisterField.DUE_ON: T("Due on"),
    RegisterField.EXTENDED_DUE_ON: T("Extended due date"),
    RegisterField.SEARCHER: T("Searched by"),
    RegisterField.DECIDED_ON: T("Decided on"),
    RegisterField.RESULTS: T("Results"),
    RegisterField.GROUNDS: T("Grounds for non-disclosure"),
    RegisterField.REASONS: T("Reasons"),
    RegisterField.DECIDED_BY: T("Decided by"),
    RegisterField.DISPATCHED_ON: T("Dispatched on"),
    RegisterField.DISPATCH_MAIL_CLASS: T("Dispatched by"),
    RegisterField.DISPATCH_TRACKING_NUMBER: T("Tracking number of the dispatch"),
    RegisterField.DELIVERED_ON: T("Delivered on"),
    RegisterField.PAPERS_ENDED_ON: T("Papers returned or destroyed on"),
    RegisterField.RETAIN_UNTIL: T("Retained until"),
    RegisterField.REMARKS: T("Remarks"),
    RegisterField.AGENT_NAME: T("Name of the agent"),
    RegisterField.AGENT_KANA: T("Name of the agent in kana"),
    RegisterField.POSTAL_CODE: T("Postal code"),
    RegisterField.ADDRESS: T("Address"),
    RegisterField.TELEPHONE: T("Telephone"),
    RegisterField.EMAIL: T("E-mail"),
    RegisterField.BIRTH_DATE: T("Date of birth"),
    RegisterField.MEMBER_ID: T("Member ID"),
    RegisterField.SCOPE: T("What is asked"),
    RegisterField.STATE: T("State"),
    RegisterField.CLOSED_ON: T("Closed on"),
}
_BY_KIND = {
    FieldKind.NUMBER: "number",
    FieldKind.DAY: "received_on identity_checked_on correction_asked_on correction_limit_on correction_done_on paid_on "
    "accepted_on due_on extended_due_on papers_ended_on retain_until birth_date closed_on",
    FieldKind.DAYS: "identity_checked_on decided_on dispatched_on delivered_on",
    FieldKind.YEN: "fee_amount",
    FieldKind.TERMS: "channel request_types articles requester_kind identity_documents authority_documents "
    "fee_required payment_means results grounds dispatch_mail_class state",
    FieldKind.NAME: "principal_name principal_kana agent_name agent_kana address identity_checked_by "
    "decided_by searcher",
}
_KINDS = {RegisterField(code): kind for kind, codes in _BY_KIND.items() for code in codes.split()}
