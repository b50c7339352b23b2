"""What an office puts into an envelope beside a letter."""

from __future__ import annotations

from enum import StrEnum

from caseman.text import T, Text


class EnclosedKind(StrEnum):
    """One piece beside the letter; `OTHER` needs words."""

    DISCLOSED_DATA = "disclosed_data"
    RETURNED_PAPERS = "returned_papers"
    FORM = "form"
    REPLY_SLIP = "reply_slip"
    RETURN_ENVELOPE = "return_envelope"
    RECEIPT = "receipt"
    STAMPS = "stamps"
    OTHER = "other"

    @property
    def label(self) -> Text:
        return _LABELS[self]


_LABELS = {
    EnclosedKind.DISCLOSED_DATA: T("Copy of the disclosed data"),
    EnclosedKind.RETURNED_PAPERS: T("Papers that go back"),
    EnclosedKind.FORM: T("Form to fill in"),
    EnclosedKind.REPLY_SLIP: T("Reply slip"),
    EnclosedKind.RETURN_ENVELOPE: T("Return envelope"),
    EnclosedKind.RECEIPT: T("Receipt"),
    EnclosedKind.STAMPS: T("Postage stamps"),
    EnclosedKind.OTHER: T("Other piece"),
}
