"""What a person may ask for, and what the statute says of each: the APPI as it stands, references as dated data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from caseman.text import T, Text


class RequestType(StrEnum):
    """The kinds of request of the APPI, and the complaint."""

    PURPOSE = "purpose"
    DISCLOSURE = "disclosure"
    THIRD_PARTY_RECORDS = "third_party_records"
    CORRECTION = "correction"
    CESSATION = "cessation"
    PROVISION_CESSATION = "provision_cessation"
    COMPLAINT = "complaint"

    @property
    def label(self) -> Text:
        return _LABELS[self]


_LABELS = {
    RequestType.PURPOSE: T("Notification of purpose of use"),
    RequestType.DISCLOSURE: T("Disclosure"),
    RequestType.THIRD_PARTY_RECORDS: T("Disclosure of third-party provision records"),
    RequestType.CORRECTION: T("Correction, addition or deletion"),
    RequestType.CESSATION: T("Cessation of use or erasure"),
    RequestType.PROVISION_CESSATION: T("Cessation of third-party provision"),
    RequestType.COMPLAINT: T("Complaint"),
}


@dataclass(frozen=True)
class Statute:
    """One row of the statute table: what the Act says of one type of request."""

    request_type: RequestType
    article: str  # as cited: "33(1)"
    fee_allowed: bool  # Art. 38: only for 32(2) and 33(1), and 33(5) read into it
    suit_after_two_weeks: bool  # Art. 39 covers 33, 34 and 35


# Act on the Protection of Personal Information, numbering in force since 2023-04-01.
APPI_2023 = date(2023, 4, 1)
_APPI: dict[RequestType, Statute] = {
    s.request_type: s
    for s in (
        Statute(RequestType.PURPOSE, "32(2)", fee_allowed=True, suit_after_two_weeks=False),
        Statute(RequestType.DISCLOSURE, "33(1)", fee_allowed=True, suit_after_two_weeks=True),
        Statute(RequestType.THIRD_PARTY_RECORDS, "33(5)", fee_allowed=True, suit_after_two_weeks=True),
        Statute(RequestType.CORRECTION, "34(1)", fee_allowed=False, suit_after_two_weeks=True),
        Statute(RequestType.CESSATION, "35(1)", fee_allowed=False, suit_after_two_weeks=True),
        Statute(RequestType.PROVISION_CESSATION, "35(3)", fee_allowed=False, suit_after_two_weeks=True),
        Statute(RequestType.COMPLAINT, "40", fee_allowed=False, suit_after_two_weeks=False),
    )
}


def statute(request_type: RequestType) -> Statute:
    """The statute's row for a type (APPI Arts. 32 to 40)."""
    return _APPI[request_type]
