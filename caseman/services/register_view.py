"""What a register said of a case, to be read beside what the program recorded."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from sqlmodel import Session

from caseman.domain.documents import DocumentKind
from caseman.domain.fees import PaymentMeans
from caseman.domain.grounds import Ground
from caseman.domain.post import EnclosureKind, MailClass
from caseman.domain.register_fields import RegisterField as F
from caseman.services.case_rows import line_of
from caseman.storage.case_tables import CaseRow
from caseman.storage.register_tables import RegisterImportRow, RegisterLineRow
from caseman.text import T, Text

_TERMS: Final[dict[str, type[StrEnum]]] = {
    F.IDENTITY_DOCUMENTS: DocumentKind,
    F.AUTHORITY_DOCUMENTS: EnclosureKind,
    F.PAYMENT_MEANS: PaymentMeans,
    F.DISPATCH_MAIL_CLASS: MailClass,
    F.GROUNDS: Ground,
}


@dataclass(frozen=True, slots=True)
class RegisterFact:
    """A cell of the register: its heading in the ledger, and what stood there, as a text, a day or terms."""

    label: Text
    value: Any


def register_facts(session: Session, case: CaseRow) -> tuple[RegisterFact, ...]:
    """Where a case came from and what the register said of it; nothing for one that did not come from a register."""
    line = line_of(session, case.id)
    if line is None:
        return ()
    source = session.get_one(RegisterImportRow, line.import_id)
    place = T("{name}, row {row}", name=source.name, row=str(line.row))
    return (RegisterFact(T("Register"), place), *_facts(line))


def _facts(line: RegisterLineRow) -> Iterator[RegisterFact]:
    told: dict[str, Any] = json.loads(line.told)
    stated: dict[str, Any] = {
        F.NUMBER: line.number,
        F.IDENTITY_CHECKED_ON: line.identity_checked_on,
        F.PAID_ON: line.paid_on,
        F.DUE_ON: line.due_on,
        F.EXTENDED_DUE_ON: line.extended_due_on,
        F.RESULTS: {"withdrawn": T("Withdrawn"), "deemed_withdrawn": T("Deemed withdrawn")}.get(line.ended, ""),
        F.DISPATCHED_ON: line.dispatched_on,
        F.DISPATCH_TRACKING_NUMBER: line.tracking_number,
        F.DELIVERED_ON: line.delivered_on,
        F.PAPERS_ENDED_ON: line.papers_ended_on,
    }
    for each in F:
        value = stated.get(each) or _said(each, told.get(each))
        if value:
            yield RegisterFact(each.label, value)


def _said(field: F, told: Any) -> Any:
    """Codes as their terms; days as days; what has neither as it was written."""
    if not told or isinstance(told, str):
        return told or ""
    values = [*told.values()] if isinstance(told, dict) else [*told]
    flat = [each for value in values for each in (value if isinstance(value, list) else [value]) if each]
    return [_term(field, each) for each in flat]


def _term(field: F, told: str) -> Any:
    terms = _TERMS.get(field)
    if terms is not None and told in _codes(terms):
        member: Any = terms(told)
        return member.label
    try:
        return date.fromisoformat(told)
    except ValueError:
        return told


def _codes(terms: type[StrEnum]) -> Sequence[str]:
    return [member.value for member in terms]
