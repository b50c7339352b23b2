"""Decisions, and the grounds on which a request may be refused (APPI Arts. 32 to 36)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from caseman.domain.requests import RequestType
from caseman.errors import InputError, InputErrors
from caseman.text import T, Text


class Outcome(StrEnum):
    """The result of one request."""

    GRANT = "grant"
    PART = "part"
    REFUSE = "refuse"
    NO_DATA = "no_data"

    @property
    def label(self) -> Text:
        return _OUTCOMES[self]


_OUTCOMES = {
    Outcome.GRANT: T("Granted"),
    Outcome.PART: T("Granted in part"),
    Outcome.REFUSE: T("Refused"),
    Outcome.NO_DATA: T("No such data"),
}


class Ground(StrEnum):
    """Why a request is refused in whole or part."""

    RIGHTS = "rights"
    BUSINESS = "business"
    OTHER_LAW = "other_law"
    NOT_UNTRUE = "not_untrue"
    NOT_JUSTIFIED = "not_justified"
    LEGAL_RETENTION = "legal_retention"
    IDENTITY = "identity"
    DEFICIENT = "deficient"
    NOT_IDENTIFIABLE = "not_identifiable"
    NOT_RETAINED = "not_retained"

    @property
    def label(self) -> Text:
        return _GROUNDS[self][0]

    @property
    def article(self) -> str:
        """The clause, as cited; empty where the ground is the office's published one."""
        return _GROUNDS[self][1]


_GROUNDS: dict[Ground, tuple[Text, str]] = {
    Ground.RIGHTS: (
        T("Harm to life, body, property or other rights of the person or a third party"),
        "33(2)(i)",
    ),
    Ground.BUSINESS: (T("Serious impediment to the proper conduct of the business"), "33(2)(ii)"),
    Ground.OTHER_LAW: (T("Breach of another law"), "33(2)(iii)"),
    Ground.NOT_UNTRUE: (T("The content was not found to be untrue"), "34(2)"),
    Ground.NOT_JUSTIFIED: (T("No ground for cessation was found"), "35(2)"),
    Ground.LEGAL_RETENTION: (T("The data are kept because a law requires it"), ""),
    Ground.IDENTITY: (T("Identity or authority could not be confirmed"), "37"),
    Ground.DEFICIENT: (T("Papers deficient or fee unpaid"), "37"),
    Ground.NOT_IDENTIFIABLE: (T("The data requested could not be identified"), ""),
    Ground.NOT_RETAINED: (T("Not retained personal data"), ""),
}

_COMMON = (Ground.IDENTITY, Ground.DEFICIENT, Ground.NOT_IDENTIFIABLE, Ground.NOT_RETAINED)
_DISCLOSURE = (Ground.RIGHTS, Ground.BUSINESS, Ground.OTHER_LAW, *_COMMON)
_CESSATION = (Ground.NOT_JUSTIFIED, Ground.LEGAL_RETENTION, *_COMMON)


def grounds_for(request_type: RequestType) -> tuple[Ground, ...]:
    """The grounds that exist for a type of request; none for a complaint, which is answered, not refused."""
    match request_type:
        case RequestType.PURPOSE | RequestType.DISCLOSURE | RequestType.THIRD_PARTY_RECORDS:
            return _DISCLOSURE
        case RequestType.CORRECTION:
            return (Ground.NOT_UNTRUE, *_COMMON)
        case RequestType.CESSATION | RequestType.PROVISION_CESSATION:
            return _CESSATION
        case RequestType.COMPLAINT:
            return ()


@dataclass(frozen=True)
class Ruling:
    """What is decided on one request, before it is recorded."""

    outcome: Outcome
    ground: Ground | None
    reason: str
    details: str  # what was disclosed, corrected or stopped
    before: str = ""
    after: str = ""


def check_ruling(request_type: RequestType, ruling: Ruling) -> None:
    """Refuse a ruling that could not be answered for: Art. 36 asks for the reason, Art. 34(3) for what was corrected.

    Raises `InputError` naming the field, or `InputErrors` with every fault where there are several.
    """
    faults = tuple(
        InputError(code, text, field=field)
        for check in (_refusal_faults, _grant_faults)
        for code, text, field in check(request_type, ruling)
    )
    if len(faults) == 1:
        raise faults[0]
    if faults:
        raise InputErrors(faults)


def _refusal_faults(request_type: RequestType, ruling: Ruling) -> Iterator[tuple[str, Text, str]]:
    if ruling.outcome not in (Outcome.REFUSE, Outcome.PART):
        return
    if ruling.ground is None:
        yield "ground-missing", T("Choose the ground for the refusal."), "ground"
    elif ruling.ground not in grounds_for(request_type):
        yield "ground-other-type", T("This ground does not exist for “{type}”.", type=request_type.label), "ground"
    if not ruling.reason.strip():
        yield "reason-missing", T("Write the reason: the person must be told why (Article 36)."), "reason"


def _grant_faults(request_type: RequestType, ruling: Ruling) -> Iterator[tuple[str, Text, str]]:
    if ruling.outcome is Outcome.NO_DATA and not ruling.details.strip():
        yield "scope-missing", T("Write which data were searched."), "details"
    if ruling.outcome not in (Outcome.GRANT, Outcome.PART):
        return
    if request_type is not RequestType.CORRECTION:
        if not ruling.details.strip():
            yield "details-missing", T("Write what is disclosed, or what was done."), "details"
        return
    told = T("Write the data before and after the correction: the letter must tell both (Article 34(3)).")
    for field, written in (("before", ruling.before), ("after", ruling.after)):
        if not written.strip():
            yield "before-after-missing", told, field
