"""Identity documents: what each kind shows, how long it was in use, and what on it must not be kept.

These are facts of the documents, not rules of an office. Sources are named beside each date.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from caseman.text import T, Text

# The last day on which the paper and plastic health insurance cards were valid: none was issued from 2024-12-02 on
# (Act No. 48 of 2023), and the transition lasted at most one year.
HEALTH_INSURANCE_CARD_END = date(2025, 12, 1)

# Passports applied for from this day on have no page for the bearer's address (Ministry of Foreign Affairs). The
# application date is not on the passport, so one issued in the first days may still have the page.
PASSPORT_WITHOUT_ADDRESS = date(2020, 2, 4)
# A passport is valid for ten years at most (Passport Act, Art. 5): one that is valid longer than this is a new one.
_OLD_PASSPORTS_END = date(2030, 2, 3)


class DocumentKind(StrEnum):
    """Identity documents."""

    DRIVERS_LICENCE = "drivers_licence"
    PASSPORT = "passport"
    MY_NUMBER_CARD = "my_number_card"
    RESIDENCE_CARD = "residence_card"
    SPECIAL_PERMANENT_RESIDENT_CERTIFICATE = "special_permanent_resident_certificate"
    HEALTH_INSURANCE_CARD = "health_insurance_card"
    ELIGIBILITY_CERTIFICATE = "eligibility_certificate"
    PENSION_BOOK = "pension_book"
    DISABILITY_CERTIFICATE = "disability_certificate"
    RESIDENT_RECORD = "resident_record"
    SEAL_REGISTRATION_CERTIFICATE = "seal_registration_certificate"
    OTHER = "other"

    @property
    def label(self) -> Text:
        return _FACTS[self].label

    @property
    def facts(self) -> Facts:
        return _FACTS[self]


class Detail(StrEnum):
    """What a document may show."""

    NAME = "name"
    ADDRESS = "address"
    BIRTH_DATE = "birth_date"
    PHOTO = "photo"
    DOCUMENT_NUMBER = "document_number"
    MY_NUMBER = "my_number"
    DOMICILE = "domicile"
    INSURER_NUMBER = "insurer_number"
    PENSION_NUMBER = "pension_number"
    DISABILITY = "disability"
    ORGAN_DONATION = "organ_donation"

    @property
    def label(self) -> Text:
        return _DETAILS[self]


_DETAILS = {
    Detail.NAME: T("name"),
    Detail.ADDRESS: T("address"),
    Detail.BIRTH_DATE: T("date of birth"),
    Detail.PHOTO: T("photograph"),
    Detail.DOCUMENT_NUMBER: T("number of the document"),
    Detail.MY_NUMBER: T("My Number"),
    Detail.DOMICILE: T("registered domicile"),
    Detail.INSURER_NUMBER: T("insurer's number, symbol, number and QR code"),
    Detail.PENSION_NUMBER: T("basic pension number"),
    Detail.DISABILITY: T("kind and grade of the disability"),
    Detail.ORGAN_DONATION: T("wish about organ donation"),
}


# What a copy may show that no office may keep; a scan that shows it stays in quarantine until it is masked.
TO_MASK = (
    Detail.MY_NUMBER,
    Detail.DOMICILE,
    Detail.INSURER_NUMBER,
    Detail.PENSION_NUMBER,
    Detail.DISABILITY,
    Detail.ORGAN_DONATION,
)


class BackSide(StrEnum):
    """Whether the back of a document may be taken."""

    NEVER = "never"  # it bears My Number
    CHANGES = "changes"  # changes of address are written there
    NONE = "none"  # nothing that identifies the person is there


class CopyForm(StrEnum):
    """Whether a paper came, or must come, as an original or a copy."""

    ORIGINAL = "original"
    COPY = "copy"
    EITHER = "either"

    @property
    def label(self) -> Text:
        return _FORMS[self]


_FORMS = {
    CopyForm.ORIGINAL: T("Original"),
    CopyForm.COPY: T("Copy"),
    CopyForm.EITHER: T("Original or copy"),
}


@dataclass(frozen=True)
class Facts:
    """What a kind of document is.

    `used_from` is the first day it was issued; `issued_until` the last; `ended` the last day it was valid, and what to
    say of it later. `masked` is what no office may keep: My Number (Act No. 27 of 2013, Arts. 15 and 20), insurers'
    symbols and numbers (Health Insurance Act, Art. 194-2), basic pension numbers (National Pension Act, Art. 108-4),
    and what identity never needs (APPI Art. 37(4): no excessive burden). `note` is advice for whoever looks at one.
    """

    label: Text
    photo: bool = False
    shows: frozenset[Detail] = frozenset({Detail.NAME, Detail.ADDRESS, Detail.BIRTH_DATE})
    has_expiry: bool = False
    back: BackSide = BackSide.NONE
    masked: tuple[Detail, ...] = ()
    used_from: date | None = None
    issued_until: date | None = None
    ended: tuple[date, Text] | None = None
    note: Text | None = None


_NAME_AND_BIRTH = frozenset({Detail.NAME, Detail.BIRTH_DATE})
_FULL = frozenset({Detail.NAME, Detail.ADDRESS, Detail.BIRTH_DATE})
_PICTURED = _FULL | {Detail.PHOTO}

_FACTS: Mapping[DocumentKind, Facts] = {
    DocumentKind.DRIVERS_LICENCE: Facts(
        T("Driver's licence"),
        photo=True,
        shows=_PICTURED | {Detail.DOCUMENT_NUMBER},
        has_expiry=True,
        back=BackSide.CHANGES,
        masked=(Detail.ORGAN_DONATION,),
        note=T("The back of a licence shows the wish about organ donation: mask it where the back is kept."),
    ),
    DocumentKind.PASSPORT: Facts(
        T("Passport"),
        photo=True,
        shows=_PICTURED | {Detail.DOCUMENT_NUMBER},
        has_expiry=True,
        note=T("Japanese passports write the name in Roman letters: compare the reading, and the kanji elsewhere."),
    ),
    DocumentKind.MY_NUMBER_CARD: Facts(
        T("My Number card (front)"),
        photo=True,
        shows=_PICTURED,
        has_expiry=True,
        back=BackSide.NEVER,
        masked=(Detail.MY_NUMBER, Detail.ORGAN_DONATION),
        used_from=date(2016, 1, 1),  # Act No. 27 of 2013, Art. 17 in force
        note=T("Only the front of a My Number card may be kept; its sleeve hides what must not be copied."),
    ),
    DocumentKind.RESIDENCE_CARD: Facts(
        T("Residence card"),
        photo=True,
        shows=_PICTURED | {Detail.DOCUMENT_NUMBER},
        has_expiry=True,
        back=BackSide.CHANGES,
        masked=(Detail.MY_NUMBER,),
        used_from=date(2012, 7, 9),  # Immigration Control Act, Art. 19-3 in force
        note=T("A residence card that is also a My Number card bears My Number: mask it, whichever side was copied."),
    ),
    DocumentKind.SPECIAL_PERMANENT_RESIDENT_CERTIFICATE: Facts(
        T("Special permanent resident certificate"),
        photo=True,
        shows=_PICTURED | {Detail.DOCUMENT_NUMBER},
        has_expiry=True,
        back=BackSide.CHANGES,
        masked=(Detail.MY_NUMBER,),
        used_from=date(2012, 7, 9),  # Special Act on Immigration Control, Art. 7 in force
        note=T("A certificate that is also a My Number card bears My Number: mask it, whichever side was copied."),
    ),
    DocumentKind.HEALTH_INSURANCE_CARD: Facts(
        T("Health insurance card"),
        shows=_FULL,
        masked=(Detail.INSURER_NUMBER, Detail.ORGAN_DONATION),
        issued_until=date(2024, 12, 1),
        ended=(
            HEALTH_INSURANCE_CARD_END,
            T("Health insurance cards are not valid after {day}.", day=HEALTH_INSURANCE_CARD_END),
        ),
        note=T("The address on a health insurance card is written by hand, often on the back."),
    ),
    DocumentKind.ELIGIBILITY_CERTIFICATE: Facts(
        T("Eligibility certificate of health insurance"),
        shows=_FULL,
        has_expiry=True,
        masked=(Detail.INSURER_NUMBER, Detail.ORGAN_DONATION),
        used_from=date(2024, 12, 2),  # Act No. 48 of 2023 in force
        note=T("The address on an eligibility certificate is written by hand, often on the back."),
    ),
    DocumentKind.PENSION_BOOK: Facts(
        T("Pension book"),
        shows=_NAME_AND_BIRTH,
        masked=(Detail.PENSION_NUMBER,),
        issued_until=date(2022, 3, 31),  # Act No. 40 of 2020 in force on 2022-04-01
        note=T("Pension books are issued no more and are never renewed: an old one may show a former name."),
    ),
    DocumentKind.DISABILITY_CERTIFICATE: Facts(
        T("Disability certificate"),
        photo=True,
        shows=_PICTURED,
        masked=(Detail.DISABILITY,),
        note=T("What a disability certificate says of the disability is sensitive (APPI Art. 2(3)): mask it."),
    ),
    DocumentKind.RESIDENT_RECORD: Facts(
        T("Certificate of residence"),
        shows=_FULL,
        masked=(Detail.MY_NUMBER, Detail.DOMICILE),
        note=T("A certificate of residence must come without My Number and without the registered domicile."),
    ),
    DocumentKind.SEAL_REGISTRATION_CERTIFICATE: Facts(
        T("Certificate of seal registration"),
        shows=_FULL,
    ),
    DocumentKind.OTHER: Facts(T("Other document")),
}


def shown_on(kind: DocumentKind, issued_on: date | None = None, expires_on: date | None = None) -> frozenset[Detail]:
    """What a document of this kind shows, as far as its dates tell.

    A passport issued from 2020-02-04 on shows no address; where only its expiry is known, one that is valid longer
    than ten years from the day before is such a passport. Without dates a passport is taken to show one.
    """
    shows = kind.facts.shows
    if kind is not DocumentKind.PASSPORT:
        return shows
    if issued_on is not None:
        without = issued_on >= PASSPORT_WITHOUT_ADDRESS
    else:
        without = expires_on is not None and expires_on > _OLD_PASSPORTS_END
    return shows - {Detail.ADDRESS} if without else shows


def use_faults(kind: DocumentKind, issued_on: date | None, arrived_on: date) -> tuple[Text, ...]:
    """Why a document of this kind could not be in use on the day the envelope arrived, or be issued on its day."""
    facts = kind.facts
    found: list[Text] = []
    if facts.ended is not None and arrived_on > facts.ended[0]:
        found.append(facts.ended[1])
    first = facts.used_from
    if first is not None and min(issued_on or arrived_on, arrived_on) < first:
        found.append(T("“{document}” was first issued on {day}.", document=facts.label, day=first))
    last = facts.issued_until
    if last is not None and issued_on is not None and issued_on > last:
        found.append(T("“{document}” was issued for the last time on {day}.", document=facts.label, day=last))
    return tuple(found)
