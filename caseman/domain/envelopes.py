"""Envelopes: how one was found, what it turned out to be, and what it brings to a case that is running."""

from __future__ import annotations

from enum import StrEnum

from caseman.domain.fees import PaymentMeans
from caseman.text import T, Text


class SealState(StrEnum):
    """The state in which an envelope's closure was found, looked at before it was opened."""

    SEALED = "sealed"
    RESEALED = "resealed"
    OPEN = "open"
    DAMAGED = "damaged"

    @property
    def label(self) -> Text:
        return _SEALS[self]


_SEALS = {
    SealState.SEALED: T("Sealed"),
    SealState.RESEALED: T("Sealed again (tape, stamp)"),
    SealState.OPEN: T("Not sealed"),
    SealState.DAMAGED: T("Damaged"),
}


class Disposition(StrEnum):
    """What an envelope is. `OPEN` until somebody said."""

    OPEN = "open"
    REQUEST = "request"
    ADDITION = "addition"
    RETURNED = "returned"
    NO_REQUEST = "no_request"
    MISDELIVERED = "misdelivered"

    @property
    def label(self) -> Text:
        return _DISPOSITIONS[self]


_DISPOSITIONS = {
    Disposition.OPEN: T("Not filed yet"),
    Disposition.REQUEST: T("Request"),
    Disposition.ADDITION: T("Addition to a running case"),
    Disposition.RETURNED: T("Our letter, returned"),
    Disposition.NO_REQUEST: T("No request"),
    Disposition.MISDELIVERED: T("Misdelivered"),
}


class Brings(StrEnum):
    """What an envelope adds to a case that is running."""

    CORRECTION = "correction"
    FEE = "fee"
    OBJECTION = "objection"
    OTHER = "other"
    RETURNED = "returned"  # our own letter, which nobody chooses by hand

    @property
    def label(self) -> Text:
        return _BRINGS[self]


_BRINGS = {
    Brings.CORRECTION: T("Correction of a deficiency"),
    Brings.FEE: T("Fee, or proof of payment"),
    Brings.OBJECTION: T("Objection"),
    Brings.OTHER: T("Something else"),
    Brings.RETURNED: T("Our letter, returned"),
}

# Money that can be found in an envelope; a transfer leaves a receipt instead.
FOUND_MONEY = (PaymentMeans.CASH, PaymentMeans.MONEY_ORDER, PaymentMeans.STAMPS)
