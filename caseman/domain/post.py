"""Post: how an envelope came, what was in it, how an answer leaves."""

from __future__ import annotations

from enum import StrEnum

from caseman.text import T, Text


class MailClass(StrEnum):
    """Japan Post's classes and a courier; `HAND` for what was brought or fetched."""

    ORDINARY = "ordinary"
    SPECIFIED_RECORD = "specified_record"
    SIMPLIFIED_REGISTERED = "simplified_registered"
    REGISTERED = "registered"
    ADDRESSEE_ONLY = "addressee_only"
    COURIER = "courier"
    HAND = "hand"

    @property
    def label(self) -> Text:
        return _MAIL[self]

    @property
    def tracked(self) -> bool:
        """Whether an item of this class carries a tracking number."""
        return self not in (MailClass.ORDINARY, MailClass.HAND)


_MAIL = {
    MailClass.ORDINARY: T("Ordinary mail"),
    MailClass.SPECIFIED_RECORD: T("Specified record mail"),
    MailClass.SIMPLIFIED_REGISTERED: T("Simplified registered mail"),
    MailClass.REGISTERED: T("Registered mail"),
    MailClass.ADDRESSEE_ONLY: T("Delivery to addressee only"),
    MailClass.COURIER: T("Courier"),
    MailClass.HAND: T("By hand"),
}


class Channel(StrEnum):
    """How an office lets a request reach it."""

    POST = "post"
    HAND = "hand"
    TELEPHONE = "telephone"
    EMAIL = "email"
    WEB = "web"

    @property
    def label(self) -> Text:
        return _CHANNELS[self]


_CHANNELS = {
    Channel.POST: T("post"),
    Channel.HAND: T("by hand"),
    Channel.TELEPHONE: T("telephone"),
    Channel.EMAIL: T("e-mail"),
    Channel.WEB: T("web form"),
}


class EnclosureKind(StrEnum):
    """What an opened envelope may hold."""

    REQUEST_FORM = "request_form"
    ID_COPY = "id_copy"
    LETTER_OF_PROXY = "letter_of_proxy"
    SEAL_CERTIFICATE = "seal_certificate"
    BANK_RECEIPT = "bank_receipt"
    OTHER = "other"

    @property
    def label(self) -> Text:
        return _ENCLOSURES[self]


_ENCLOSURES = {
    EnclosureKind.REQUEST_FORM: T("Request form"),
    EnclosureKind.ID_COPY: T("Copy of identity document"),
    EnclosureKind.LETTER_OF_PROXY: T("Letter of proxy"),
    EnclosureKind.SEAL_CERTIFICATE: T("Certificate of seal impression"),
    EnclosureKind.BANK_RECEIPT: T("Bank receipt"),
    EnclosureKind.OTHER: T("Other enclosure"),
}
