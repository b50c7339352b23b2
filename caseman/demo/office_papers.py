"""The scans of the sample office: drawn once each, and kept few, because drawing one takes a tenth of a second."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from caseman.demo import specimens
from caseman.demo.people import SamplePerson
from caseman.domain.authority import AgentKind
from caseman.domain.fees import Money
from caseman.domain.post import EnclosureKind
from caseman.domain.requests import RequestType

_OLD_ADDRESS = "見本県旧見本市元町9-9-9"
_PAID = Money(5250)


def enclosures(asked: Sequence[RequestType], agent: AgentKind | None = None) -> tuple[EnclosureKind, ...]:
    """What a requester who read the procedure puts into the envelope."""
    kinds = [EnclosureKind.REQUEST_FORM, EnclosureKind.ID_COPY]
    if RequestType.DISCLOSURE in asked:
        kinds.append(EnclosureKind.BANK_RECEIPT)
    if agent is AgentKind.DELEGATED:
        kinds += [EnclosureKind.LETTER_OF_PROXY, EnclosureKind.SEAL_CERTIFICATE]
    elif agent is AgentKind.GUARDIAN:
        kinds.append(EnclosureKind.GUARDIAN_REGISTRATION)
    elif agent is AgentKind.STATUTORY:
        kinds.append(EnclosureKind.FAMILY_REGISTER)
    return tuple(kinds)


class Papers:
    """A few papers of one 見本 太郎, lent to everyone whose own need not be compared any more."""

    def __init__(self, lender: SamplePerson, day: date) -> None:
        self._lender, self._day = replace(lender, name="見本 太郎", kana="ミホン タロウ"), day
        self._drawn: dict[tuple[EnclosureKind, tuple[RequestType, ...]], bytes] = {}

    def lent(self, kinds: Sequence[EnclosureKind], asked: tuple[RequestType, ...]) -> tuple[dict[str, Any], ...]:
        """Scans of these papers; only the form depends on what is asked for."""
        return tuple(
            _scan(kind, self._lend(kind, asked if kind is EnclosureKind.REQUEST_FORM else ()))
            for kind in kinds
            if kind in _NAMES
        )

    def _lend(self, kind: EnclosureKind, asked: tuple[RequestType, ...]) -> bytes:
        if (kind, asked) not in self._drawn:
            self._drawn[kind, asked] = draw(kind, self._lender, asked, self._day, paid=_PAID)
        return self._drawn[kind, asked]


def own_papers(
    kinds: Sequence[EnclosureKind],
    person: SamplePerson,
    asked: Sequence[RequestType],
    written_on: date,
    *,
    agent: SamplePerson | None = None,
    moved: bool = False,
    paid: Money,
) -> tuple[dict[str, Any], ...]:
    """A person's own papers. One who has `moved` still has the old address on the licence."""
    scans = []
    for kind in kinds:
        if kind not in _NAMES:
            continue
        shown = replace(person, address=_OLD_ADDRESS) if moved and kind is EnclosureKind.ID_COPY else person
        scans.append(_scan(kind, draw(kind, shown, asked, written_on, agent=agent, paid=paid)))
    return tuple(scans)


def draw(
    kind: EnclosureKind,
    person: SamplePerson,
    asked: Sequence[RequestType],
    written_on: date,
    *,
    paid: Money,
    agent: SamplePerson | None = None,
) -> bytes:
    """One paper as PNG; a transfer of `paid` is shown on the receipt."""
    match kind:
        case EnclosureKind.REQUEST_FORM:
            return specimens.specimen_request_form(person, asked, written_on, agent=agent)
        case EnclosureKind.BANK_RECEIPT:
            return specimens.specimen_bank_receipt(person, paid, written_on)
        case EnclosureKind.LETTER_OF_PROXY:
            return specimens.specimen_proxy(person, agent or person, written_on)
        case EnclosureKind.SEAL_CERTIFICATE:
            return specimens.specimen_seal_certificate(person, written_on)
        case _:
            return specimens.specimen_licence(person)


# The papers that are drawn; of the others the register has no scan.
_NAMES = {
    EnclosureKind.REQUEST_FORM: "請求書（見本）.png",
    EnclosureKind.ID_COPY: "運転免許証の写し（見本）.png",
    EnclosureKind.BANK_RECEIPT: "振込明細書（見本）.png",
    EnclosureKind.LETTER_OF_PROXY: "委任状（見本）.png",
    EnclosureKind.SEAL_CERTIFICATE: "印鑑登録証明書（見本）.png",
}


def _scan(kind: EnclosureKind, data: bytes) -> dict[str, Any]:
    return {"name": _NAMES[kind], "data": data}
