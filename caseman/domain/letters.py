"""The letters an office sends, and which one answers which decision (`resources/letters/` holds their texts)."""

from __future__ import annotations

from enum import StrEnum

from caseman.domain.decisions import Outcome
from caseman.domain.requests import RequestType
from caseman.text import T, Text


class LetterKind(StrEnum):
    """What a letter is; a case number and a kind name one letter on the command line."""

    DISCLOSURE = "disclosure"
    NON_DISCLOSURE = "non_disclosure"
    RECORDS_DISCLOSURE = "records_disclosure"
    RECORDS_NON_DISCLOSURE = "records_non_disclosure"
    NO_DATA = "no_data"
    CORRECTION = "correction"
    CORRECTION_REFUSAL = "correction_refusal"
    CESSATION = "cessation"
    CESSATION_REFUSAL = "cessation_refusal"
    PURPOSE = "purpose"
    PURPOSE_REFUSAL = "purpose_refusal"
    COMPLAINT_REPLY = "complaint_reply"
    ACKNOWLEDGEMENT = "acknowledgement"
    EXTENSION = "extension"
    DEFICIENCY = "deficiency"
    FEE_NOTICE = "fee_notice"
    RECEIPT = "receipt"
    CLOSURE = "closure"
    METHOD_CHANGE = "method_change"

    @property
    def label(self) -> Text:
        return _LABELS[self]


_LABELS = {
    LetterKind.DISCLOSURE: T("Notice of disclosure"),
    LetterKind.NON_DISCLOSURE: T("Notice of non-disclosure"),
    LetterKind.RECORDS_DISCLOSURE: T("Notice of disclosure of third-party provision records"),
    LetterKind.RECORDS_NON_DISCLOSURE: T("Notice of non-disclosure of third-party provision records"),
    LetterKind.NO_DATA: T("Notice that no such data are held"),
    LetterKind.CORRECTION: T("Notice of correction"),
    LetterKind.CORRECTION_REFUSAL: T("Notice that no correction is made"),
    LetterKind.CESSATION: T("Notice of cessation of use"),
    LetterKind.CESSATION_REFUSAL: T("Notice that use is not ceased"),
    LetterKind.PURPOSE: T("Notice of the purpose of use"),
    LetterKind.PURPOSE_REFUSAL: T("Notice that the purpose of use is not notified"),
    LetterKind.COMPLAINT_REPLY: T("Reply to a complaint"),
    LetterKind.ACKNOWLEDGEMENT: T("Acknowledgement of receipt"),
    LetterKind.EXTENSION: T("Notice of extension"),
    LetterKind.DEFICIENCY: T("Deficiency notice"),
    LetterKind.FEE_NOTICE: T("Fee notice"),
    LetterKind.RECEIPT: T("Receipt"),
    LetterKind.CLOSURE: T("Notice of closure and return"),
    LetterKind.METHOD_CHANGE: T("Notice of change of method"),
}

# Letters that tell data of the person, copies of which may go with them.
DATA_LETTERS = (LetterKind.DISCLOSURE, LetterKind.RECORDS_DISCLOSURE, LetterKind.PURPOSE)
# Letters that tell the period; they quote the date by which to answer.
PERIOD_LETTERS = (LetterKind.ACKNOWLEDGEMENT, LetterKind.EXTENSION)
# About the fee: asked for, or received.
FEE_LETTERS = (LetterKind.FEE_NOTICE, LetterKind.RECEIPT)
# What may still leave when a request has ended without an answer.
LATE_LETTERS = (*FEE_LETTERS, LetterKind.CLOSURE)
# All that answer no decision.
NOTICES = (*PERIOD_LETTERS, LetterKind.DEFICIENCY, LetterKind.METHOD_CHANGE, *LATE_LETTERS)


def letter_for(request_type: RequestType, outcome: Outcome) -> LetterKind:
    """The letter that answers a decision (APPI 32(3), 33(3), 34(3), 35(7), 40)."""
    if request_type is RequestType.COMPLAINT:
        return LetterKind.COMPLAINT_REPLY
    if outcome is Outcome.NO_DATA:
        return LetterKind.NO_DATA
    granted, refused = _ANSWERS[request_type]
    return granted if outcome in (Outcome.GRANT, Outcome.PART) else refused


_ANSWERS = {
    RequestType.PURPOSE: (LetterKind.PURPOSE, LetterKind.PURPOSE_REFUSAL),
    RequestType.DISCLOSURE: (LetterKind.DISCLOSURE, LetterKind.NON_DISCLOSURE),
    RequestType.THIRD_PARTY_RECORDS: (LetterKind.RECORDS_DISCLOSURE, LetterKind.RECORDS_NON_DISCLOSURE),
    RequestType.CORRECTION: (LetterKind.CORRECTION, LetterKind.CORRECTION_REFUSAL),
    RequestType.CESSATION: (LetterKind.CESSATION, LetterKind.CESSATION_REFUSAL),
    RequestType.PROVISION_CESSATION: (LetterKind.CESSATION, LetterKind.CESSATION_REFUSAL),
}
