"""The letters an office sends, and which one answers which decision (`resources/letters/` holds their texts)."""

from __future__ import annotations

from enum import StrEnum

from caseman.domain.decisions import Outcome
from caseman.domain.requests import RequestType
from caseman.text import T, Text


class LetterKind(StrEnum):
    """Decision letters; a case number and a kind name one letter on the command line."""

    DISCLOSURE = "disclosure"
    NON_DISCLOSURE = "non_disclosure"
    NO_DATA = "no_data"
    CORRECTION = "correction"
    CORRECTION_REFUSAL = "correction_refusal"
    CESSATION = "cessation"
    CESSATION_REFUSAL = "cessation_refusal"

    @property
    def label(self) -> Text:
        return _LABELS[self]


_LABELS = {
    LetterKind.DISCLOSURE: T("Notice of disclosure"),
    LetterKind.NON_DISCLOSURE: T("Notice of non-disclosure"),
    LetterKind.NO_DATA: T("Notice that no such data are held"),
    LetterKind.CORRECTION: T("Notice of correction"),
    LetterKind.CORRECTION_REFUSAL: T("Notice that no correction is made"),
    LetterKind.CESSATION: T("Notice of cessation of use"),
    LetterKind.CESSATION_REFUSAL: T("Notice that use is not ceased"),
}


def letter_for(request_type: RequestType, outcome: Outcome) -> LetterKind | None:
    """The letter that answers a decision (APPI 33(3), 34(3), 35(7)); None where this office has no letter for it."""
    granted = outcome in (Outcome.GRANT, Outcome.PART)
    match request_type:
        case RequestType.DISCLOSURE | RequestType.THIRD_PARTY_RECORDS:
            if outcome is Outcome.NO_DATA:
                return LetterKind.NO_DATA
            return LetterKind.DISCLOSURE if granted else LetterKind.NON_DISCLOSURE
        case RequestType.CORRECTION:
            if outcome is Outcome.NO_DATA:
                return LetterKind.NO_DATA
            return LetterKind.CORRECTION if granted else LetterKind.CORRECTION_REFUSAL
        case RequestType.CESSATION | RequestType.PROVISION_CESSATION:
            if outcome is Outcome.NO_DATA:
                return LetterKind.NO_DATA
            return LetterKind.CESSATION if granted else LetterKind.CESSATION_REFUSAL
        case _:
            return None
