"""The terms on which an office takes a person as confirmed, and what was compared on a document (APPI Art. 37)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from caseman.domain.documents import CopyForm, Detail, DocumentKind, shown_on
from caseman.text import T, Text


class CheckResult(StrEnum):
    """The outcome of a check of identity or authority."""

    CONFIRMED = "confirmed"
    NOT_CONFIRMED = "not_confirmed"

    @property
    def label(self) -> Text:
        return T("Confirmed") if self is CheckResult.CONFIRMED else T("Not confirmed")


class FourEyes(StrEnum):
    """Whether a second person must look too."""

    OFF = "off"
    WARN = "warn"
    REQUIRED = "required"


@dataclass(frozen=True)
class AcceptedDocument:
    """A kind of document that an office takes, how new it must be at arrival, and in what form."""

    kind: DocumentKind
    issued_within_days: int | None = None
    issued_within_months: int | None = None
    form: CopyForm = CopyForm.EITHER


COMPARED = (Detail.NAME, Detail.ADDRESS, Detail.BIRTH_DATE)


@dataclass(frozen=True)
class IdentityPolicy:
    """What confirms a person at an office (APPI Art. 37(1), Order Art. 12(iii): the office fixes the way).

    `photo_needed` documents with a photograph suffice, or `others_needed` of any accepted kind; with 0 for the latter
    only photographs do. `demanded` is what must be seen on the documents together. An office that knows a person
    by what it holds of them (a member ID, say) compares that, as `DocumentKind.OTHER`, and it is enough.
    """

    accepted: tuple[AcceptedDocument, ...]
    photo_needed: int = 1
    others_needed: int = 2
    back_if_address_changed: bool = False
    four_eyes: FourEyes = FourEyes.OFF
    demanded: frozenset[Detail] = frozenset(COMPARED)
    known_without_document: bool = False  # what the office holds of a person confirms them too, or alone

    def compares(self, kind: DocumentKind) -> bool:
        """Whether a check of this kind compares what the office holds, and no document."""
        return self.known_without_document and kind is DocumentKind.OTHER

    def terms(self, kind: DocumentKind) -> AcceptedDocument | None:
        """The terms on which a kind is taken; None where it is not."""
        return next((document for document in self.accepted if document.kind is kind), None)


@dataclass(frozen=True)
class Finding:
    """What was compared on one document, judged at the day the envelope arrived.

    The register is what the office itself holds of the person; None: not compared, or nothing held.
    """

    document: DocumentKind
    expires_on: date | None
    name_agrees: bool | None
    address_agrees: bool | None
    birth_date_agrees: bool | None
    masked: bool | None  # nothing on the copy shows what must not be kept (My Number, insurer's symbol and number)
    issued_on: date | None = None
    form: CopyForm = CopyForm.COPY
    back_side: bool = False
    register_name_agrees: bool | None = None
    register_address_agrees: bool | None = None
    sharp: bool = True
    second_reader: str = ""
    known_by_agrees: bool | None = None

    @property
    def shows(self) -> frozenset[Detail]:
        """What this document shows, as far as its dates tell."""
        return shown_on(self.document, self.issued_on, self.expires_on)


def usable_documents(policy: IdentityPolicy, arrived_on: date | None = None) -> tuple[Text, ...]:
    """The documents that an office accepts, without those whose kind had ended by then."""
    kinds = [terms.kind for terms in policy.accepted if terms.kind is not DocumentKind.OTHER]
    ended = {kind for kind in kinds if arrived_on and kind.facts.ended and arrived_on > kind.facts.ended[0]}
    return tuple(kind.label for kind in kinds if kind not in ended)


def issued_in_time(terms: AcceptedDocument, issued_on: date, arrived_on: date) -> bool:
    """Whether a document is new enough at arrival.

    Periods are counted as the Civil Code does: the day of issue does not count (Art. 140); months run by the calendar
    to the day before the corresponding day, or to the month's end where there is none (Art. 143).
    """
    days, months = terms.issued_within_days, terms.issued_within_months
    if days is not None and arrived_on > issued_on + timedelta(days=days):
        return False
    return months is None or arrived_on <= _last_day(issued_on, months)


def _last_day(issued_on: date, months: int) -> date:
    start = issued_on + timedelta(days=1)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    try:
        return date(year, month + 1, start.day) - timedelta(days=1)
    except ValueError:  # no such day in that month: its last day
        following = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
        return following - timedelta(days=1)
