"""What a person may ask for, and what the statute says of each: the APPI as it stands, references as dated data."""

from __future__ import annotations

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
