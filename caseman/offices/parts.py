"""The tables of a procedure, each read on its own: one wrong table does not hide what is wrong in another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from caseman.domain.requests import RequestType
from caseman.domain.statute import LawCode
from caseman.offices.fee_schema import FeeRule
from caseman.offices.form import nearest_key
from caseman.offices.identity_schema import IdentityRules
from caseman.offices.locations import Place
from caseman.offices.paper_schema import EnvelopeSetting, LabelSheetSetting, LetterRules
from caseman.offices.retention_schema import Retention
from caseman.offices.schema import Clock, Closures, Letterhead, Numbering, OfferedRequest, Procedure
from caseman.offices.sourced import OFFICE_SETTING

_Model = TypeVar("_Model", bound=BaseModel)


@dataclass(frozen=True)
class Parts:
    """The tables that rules of substance look at; None, or left out, where what one needs is wrong.

    `offered` is None as long as the form of any request is wrong: which types are offered is not known then.
    """

    law: LawCode | None
    letterhead: Letterhead | None
    numbering: Numbering | None
    identity: IdentityRules | None
    clock: Clock | None
    closures: Closures | None
    letters: LetterRules | None
    retention: Retention | None
    envelopes: tuple[tuple[int, EnvelopeSetting], ...]
    label_sheets: tuple[tuple[int, LabelSheetSetting], ...]
    requests: tuple[tuple[int, OfferedRequest], ...]
    fees: tuple[tuple[int, FeeRule], ...]
    offered: frozenset[RequestType] | None
    bank_account: bool
    generic: bool
    unsure: frozenset[Place] = frozenset()  # keys whose value is not known: nothing is concluded from them

    @classmethod
    def of(cls, procedure: Procedure) -> Parts:
        return cls(
            law=procedure.law,
            letterhead=procedure.letterhead,
            numbering=procedure.numbering,
            identity=procedure.identity,
            clock=procedure.clock,
            closures=procedure.closures,
            letters=procedure.letters,
            retention=procedure.retention,
            envelopes=tuple(enumerate(procedure.window_envelopes)),
            label_sheets=tuple(enumerate(procedure.label_sheets)),
            requests=tuple(enumerate(procedure.requests)),
            fees=tuple(enumerate(procedure.fees)),
            offered=frozenset(request.type for request in procedure.requests),
            bank_account=procedure.bank_account is not None,
            generic=procedure.generic,
        )

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Parts:
        """What can be read of a file whose form is wrong somewhere."""
        unsure: set[Place] = set()

        def table(model: type[_Model], key: str) -> _Model | None:
            return _read(model, data.get(key), (key,), unsure)

        def tables(model: type[_Model], key: str) -> tuple[tuple[int, _Model], ...]:
            read = ((n, _read(model, each, (key, n), unsure)) for n, each in enumerate(_tables(data.get(key))))
            return tuple((n, each) for n, each in read if each is not None)

        types: list[Any] = [request.get("type") for request in _tables(data.get("requests"))]
        known = all(kind in list(RequestType) for kind in types)
        return cls(
            law=_law(data.get("law", LawCode.APPI)),
            letterhead=table(Letterhead, "letterhead"),
            numbering=table(Numbering, "numbering"),
            identity=table(IdentityRules, "identity"),
            clock=table(Clock, "clock"),
            closures=table(Closures, "closures"),
            letters=table(LetterRules, "letters"),
            retention=table(Retention, "retention"),
            envelopes=tables(EnvelopeSetting, "window_envelopes"),
            label_sheets=tables(LabelSheetSetting, "label_sheets"),
            requests=tables(OfferedRequest, "requests"),
            fees=tables(FeeRule, "fees"),
            offered=frozenset(map(RequestType, types)) if types and known else None,
            bank_account="bank_account" in data,
            generic=data.get("generic") is True,
            unsure=frozenset(unsure),
        )


def _law(written: object) -> LawCode | None:
    return next((law for law in LawCode if law == written), None)


def _tables(written: object) -> list[dict[str, Any]]:
    return [each if isinstance(each, dict) else {} for each in written] if isinstance(written, list) else []


def _read(model: type[_Model], written: object, place: Place, unsure: set[Place]) -> _Model | None:
    """A table without what is wrong in it; None where something that it needs is wrong.

    What was left out, and what a misspelt key probably meant, is noted as unsure. A missing source hides nothing.
    """
    if not isinstance(written, dict):
        return None
    kept = {key: value for key, value in written.items() if key in model.model_fields}
    meant = {near for key in written.keys() - kept.keys() if (near := nearest_key(model, key))}
    if not isinstance(kept.get("source"), str) or not kept["source"]:
        kept["source"] = OFFICE_SETTING
    try:
        model.model_validate(kept)
    except ValidationError as error:
        wrong = {str(each["loc"][0]) for each in error.errors(include_input=False, include_url=False)}
        if any(model.model_fields[key].is_required() for key in wrong):
            return None
        meant |= wrong
        kept = {key: value for key, value in kept.items() if key not in wrong}
    unsure.update((*place, key) for key in meant)
    return model.model_validate(kept)
