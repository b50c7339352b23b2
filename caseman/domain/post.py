"""Post: how an envelope came, what was in it, how an answer leaves."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from caseman.text import T, Text

# Days after which a tracked item should have arrived or be back, where a procedure says nothing: the program's own
# proposal, for a week of storage at the post office and some days each way. No document of an office or of the post
# names it; an office writes its own into `replies.proof_days`.
PROOF_DAYS: Final = 14


class MailClass(StrEnum):
    """Japan Post's classes and a courier; `HAND` for what was brought or fetched, `ELECTRONIC` for files and mail."""

    ORDINARY = "ordinary"
    SPECIFIED_RECORD = "specified_record"
    SIMPLIFIED_REGISTERED = "simplified_registered"
    REGISTERED = "registered"
    ADDRESSEE_ONLY = "addressee_only"
    COURIER = "courier"
    HAND = "hand"
    ELECTRONIC = "electronic"

    @property
    def label(self) -> Text:
        return _MAIL[self]

    @property
    def tracked(self) -> bool:
        """Whether an item of this class carries a tracking number."""
        return self not in (MailClass.ORDINARY, MailClass.HAND, MailClass.ELECTRONIC)

    @property
    def reply_channel(self) -> str:
        """The channel of an answer that goes this way, as a procedure names it."""
        return {MailClass.HAND: "hand", MailClass.ELECTRONIC: "email"}.get(self, "post")


_MAIL = {
    MailClass.ORDINARY: T("Ordinary mail"),
    MailClass.SPECIFIED_RECORD: T("Specified record mail"),
    MailClass.SIMPLIFIED_REGISTERED: T("Simplified registered mail"),
    MailClass.REGISTERED: T("Registered mail"),
    MailClass.ADDRESSEE_ONLY: T("Delivery to addressee only"),
    MailClass.COURIER: T("Courier"),
    MailClass.HAND: T("By hand"),
    MailClass.ELECTRONIC: T("Electronically (PDF)"),
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
    FAMILY_REGISTER = "family_register"
    RESIDENT_RECORD = "resident_record"
    GUARDIAN_REGISTRATION = "guardian_registration"
    AGENT_ID_COPY = "agent_id_copy"
    BANK_RECEIPT = "bank_receipt"
    MONEY_ORDER = "money_order"
    STAMPS = "stamps"
    CASH = "cash"
    RETURN_ENVELOPE = "return_envelope"
    OTHER = "other"

    @property
    def label(self) -> Text:
        return _ENCLOSURES[self]


_ENCLOSURES = {
    EnclosureKind.REQUEST_FORM: T("Request form"),
    EnclosureKind.ID_COPY: T("Copy of identity document"),
    EnclosureKind.LETTER_OF_PROXY: T("Letter of proxy"),
    EnclosureKind.SEAL_CERTIFICATE: T("Certificate of seal impression"),
    EnclosureKind.FAMILY_REGISTER: T("Certificate of family register"),
    EnclosureKind.RESIDENT_RECORD: T("Certificate of residence"),
    EnclosureKind.GUARDIAN_REGISTRATION: T("Certificate of registered guardianship"),
    EnclosureKind.AGENT_ID_COPY: T("Copy of the agent's identity document"),
    EnclosureKind.BANK_RECEIPT: T("Bank receipt"),
    EnclosureKind.MONEY_ORDER: T("Postal money order"),
    EnclosureKind.STAMPS: T("Postage stamps"),
    EnclosureKind.CASH: T("Cash"),
    EnclosureKind.RETURN_ENVELOPE: T("Return envelope"),
    EnclosureKind.OTHER: T("Other enclosure"),
}
