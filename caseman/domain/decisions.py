"""Decisions, and the grounds on which a request may be refused (APPI Arts. 32 to 36)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from caseman.domain.grounds import Ground
from caseman.domain.requests import RequestType
from caseman.domain.statute import LawCode, statute
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


def outcomes_for(request_type: RequestType) -> tuple[Outcome, ...]:
    """The results that a type of request can have: a complaint is dealt with (APPI Art. 40), and nothing else."""
    return (Outcome.GRANT,) if request_type is RequestType.COMPLAINT else tuple(Outcome)


def outcome_of(request_type: RequestType, outcome: Outcome) -> Text:
    """A result in words, as they fit the type of request."""
    if request_type is RequestType.COMPLAINT and outcome is Outcome.GRANT:
        return T("Dealt with")
    return outcome.label


def grounds_for(request_type: RequestType, law: LawCode = LawCode.APPI, on: date = date.max) -> tuple[Ground, ...]:
    """The grounds that the law in force on a day has for a type of request; none for a complaint, which is answered."""
    return statute(request_type, law, on).grounds


@dataclass(frozen=True)
class ItemRuling:
    """What is decided on one item of a request: a kind of data, or one entry that is corrected."""

    item: str
    outcome: Outcome
    ground: Ground | None = None
    reason: str = ""
    before: str = ""
    after: str = ""


def combined(items: Sequence[ItemRuling]) -> Outcome:
    """The outcome of a request whose items are decided one by one. Raises `ValueError` without items.

    It is granted in part where something is granted and something refused; items that do not exist change nothing
    beside others.
    """
    outcomes = {item.outcome for item in items}
    if not outcomes:
        msg = "no items"
        raise ValueError(msg)
    granted = bool(outcomes & {Outcome.GRANT, Outcome.PART})
    refused = bool(outcomes & {Outcome.REFUSE, Outcome.PART})
    if granted:
        return Outcome.PART if refused else Outcome.GRANT
    return Outcome.REFUSE if refused else Outcome.NO_DATA


@dataclass(frozen=True)
class Ruling:
    """What is decided on one request, before it is recorded."""

    outcome: Outcome
    ground: Ground | None
    reason: str
    details: str  # what was disclosed, corrected or stopped
    before: str = ""
    after: str = ""
    items: tuple[ItemRuling, ...] = ()

    def with_items_told(self) -> Ruling:
        """The ruling with its empty parts filled from its items, as the letter tells them, one line an item."""
        if not self.items:
            return self
        refused = [item for item in self.items if item.outcome in (Outcome.REFUSE, Outcome.PART)]
        done = [item for item in self.items if item.outcome is not Outcome.REFUSE]
        return replace(
            self,
            ground=self.ground or next((item.ground for item in refused), None),
            reason=self.reason or _lines((item.item, item.reason) for item in refused),
            details=self.details or "\n".join(item.item for item in done),
            before=self.before or _lines((item.item, item.before) for item in done),
            after=self.after or _lines((item.item, item.after) for item in done),
        )


def _lines(pairs: Iterable[tuple[str, str]]) -> str:
    return "\n".join(f"{item}: {text}" for item, text in pairs if text.strip())


def check_ruling(request_type: RequestType, ruling: Ruling, law: LawCode = LawCode.APPI, on: date = date.max) -> None:
    """Refuse a ruling that could not be answered for: Art. 36 asks for the reason, Art. 34(3) for what was corrected.

    Raises `InputError` naming the field, or `InputErrors` with every fault where there are several.
    """
    allowed = grounds_for(request_type, law, on)
    found = (*_refusal_faults(request_type, ruling, allowed), *_grant_faults(request_type, ruling))
    found += tuple(_item_faults(request_type, ruling, allowed))
    faults = tuple(InputError(code, text, field=field) for code, text, field in found)
    if len(faults) == 1:
        raise faults[0]
    if faults:
        raise InputErrors(faults)


def _refusal_faults(
    request_type: RequestType, ruling: Ruling, allowed: tuple[Ground, ...]
) -> Iterator[tuple[str, Text, str]]:
    if ruling.outcome not in (Outcome.REFUSE, Outcome.PART):
        return
    if ruling.ground is None:
        yield "ground-missing", T("Choose the ground for the refusal."), "ground"
    elif ruling.ground not in allowed:
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


def _item_faults(
    request_type: RequestType, ruling: Ruling, allowed: tuple[Ground, ...]
) -> Iterator[tuple[str, Text, str]]:
    if not ruling.items:
        return
    whole = combined(ruling.items)
    if ruling.outcome is not whole:
        yield (
            "items-say-other",
            T("The items amount to “{outcome}”. Choose that, or change an item.", outcome=whole.label),
            "outcome",
        )
    for position, item in enumerate(ruling.items):
        part = Ruling(item.outcome, item.ground, item.reason, item.item, item.before, item.after)
        for faults in (_refusal_faults(request_type, part, allowed), _grant_faults(request_type, part)):
            for code, text, field in faults:
                yield code, text, f"items.{position}.{'item' if field == 'details' else field}"
