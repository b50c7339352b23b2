"""Identity and authority: what a privacy office looks at before it answers (APPI Art. 37, Order Arts. 12 and 13)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from caseman.domain.post import EnclosureKind
from caseman.text import T, Text

# The paper and plastic health insurance cards lost their last validity after this day.
HEALTH_INSURANCE_CARD_END = date(2025, 12, 1)


class DocumentKind(StrEnum):
    """Identity documents."""

    DRIVERS_LICENCE = "drivers_licence"
    PASSPORT = "passport"
    HEALTH_INSURANCE_CARD = "health_insurance_card"
    MY_NUMBER_CARD = "my_number_card"
    RESIDENCE_CARD = "residence_card"
    RESIDENT_RECORD = "resident_record"
    OTHER = "other"

    @property
    def label(self) -> Text:
        return _DOCUMENTS[self]


_DOCUMENTS = {
    DocumentKind.DRIVERS_LICENCE: T("Driver's licence"),
    DocumentKind.PASSPORT: T("Passport"),
    DocumentKind.HEALTH_INSURANCE_CARD: T("Health insurance card"),
    DocumentKind.MY_NUMBER_CARD: T("My Number card (front)"),
    DocumentKind.RESIDENCE_CARD: T("Residence card"),
    DocumentKind.RESIDENT_RECORD: T("Certificate of residence"),
    DocumentKind.OTHER: T("Other document"),
}


class PartyRole(StrEnum):
    """Whose papers are looked at. `PRINCIPAL` is the person the data are about."""

    PRINCIPAL = "principal"
    AGENT = "agent"

    @property
    def label(self) -> Text:
        return T("Principal") if self is PartyRole.PRINCIPAL else T("Agent")


class AgentKind(StrEnum):
    """Who may ask for another (APPI Order Art. 13)."""

    STATUTORY = "statutory"
    GUARDIAN = "guardian"
    DELEGATED = "delegated"

    @property
    def label(self) -> Text:
        return _AGENTS[self]


_AGENTS = {
    AgentKind.STATUTORY: T("Statutory agent of a minor"),
    AgentKind.GUARDIAN: T("Guardian of an adult ward"),
    AgentKind.DELEGATED: T("Delegated agent"),
}


class CheckResult(StrEnum):
    """The outcome of a check of identity or authority."""

    CONFIRMED = "confirmed"
    NOT_CONFIRMED = "not_confirmed"

    @property
    def label(self) -> Text:
        return T("Confirmed") if self is CheckResult.CONFIRMED else T("Not confirmed")


@dataclass(frozen=True)
class Finding:
    """What was compared on one document, judged at the day the envelope arrived."""

    document: DocumentKind
    expires_on: date | None
    name_agrees: bool
    address_agrees: bool
    birth_date_agrees: bool
    masked: bool  # nothing on the copy shows what must not be kept (My Number, insurer's symbol and number)


def faults(finding: Finding, accepted: frozenset[DocumentKind], arrived_on: date) -> tuple[Text, ...]:
    """Why this document does not confirm identity; empty when it does.

    Sources: the office's procedure for the accepted kinds; the end of health insurance cards after 2025-12-01.
    """
    found: list[Text] = []
    if finding.document not in accepted:
        found.append(T("{document} is not among the documents this office accepts.", document=finding.document.label))
    if finding.document is DocumentKind.HEALTH_INSURANCE_CARD and arrived_on > HEALTH_INSURANCE_CARD_END:
        found.append(T("Health insurance cards are not valid after {day}.", day=HEALTH_INSURANCE_CARD_END))
    if finding.expires_on is not None and finding.expires_on < arrived_on:
        found.append(T("The document expired on {day}, before the envelope arrived.", day=finding.expires_on))
    if not finding.name_agrees:
        found.append(T("The name does not agree with the request form."))
    if not finding.address_agrees:
        found.append(T("The address does not agree with the request form."))
    if not finding.birth_date_agrees:
        found.append(T("The date of birth does not agree with the request form."))
    if not finding.masked:
        found.append(T("A number that must not be kept is still readable on the copy: mask it first."))
    return tuple(found)


def missing_authority(agent: AgentKind | None, enclosed: frozenset[EnclosureKind]) -> tuple[EnclosureKind, ...]:
    """Papers a delegated agent must enclose and did not: the letter of proxy and the certificate of seal impression."""
    if agent is not AgentKind.DELEGATED:
        return ()
    wanted = (EnclosureKind.LETTER_OF_PROXY, EnclosureKind.SEAL_CERTIFICATE)
    return tuple(kind for kind in wanted if kind not in enclosed)
