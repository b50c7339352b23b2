"""An office's clock, the events it depends on, and the events that cannot have been.

Clocks: `reset`, a defect in papers or fee makes the completion date the acceptance date; `pause`, the days from the
notice of a defect to its cure do not count; `none`, nothing stops it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Literal

from caseman.domain.counting import Unit, span
from caseman.errors import InputError, RuleError
from caseman.text import T


@dataclass(frozen=True)
class Policy:
    """An office's clock.

    `extension_max` bounds all extensions together, in `extension_unit` (None: the unit of the period itself).
    `target_days` are business days; `suit_weeks` are those of APPI Art. 39.
    """

    amount: int
    unit: Unit
    counted_from: Literal["arrival", "acceptance"] = "acceptance"
    first_day_counts: bool = False
    clock: Literal["reset", "pause", "none"] = "none"
    pause_last_day_counts: bool = False
    extension_max: int = 0
    extension_unit: Unit | None = None
    extensions_allowed: int = 0
    extension_needs_reason: bool = True
    target_days: int | None = None
    suit_weeks: int | None = 2

    @property
    def extended_in(self) -> Unit:
        """The unit of extensions."""
        return self.extension_unit or self.unit

    def without_suit(self) -> Policy:
        """For requests that Art. 39 does not cover."""
        return replace(self, suit_weeks=None)


@dataclass(frozen=True, order=True)
class Defect:
    """A deficiency told to the person and the day it was mended, or a fee that was asked and the day it was settled."""

    sent_on: date
    cured_on: date | None = None
    fee: bool = False


def beside(fee: Defect, others: Iterable[Defect]) -> tuple[Defect, ...]:
    """The parts of a wait for the fee that no other wait covers, so that no day is left out twice."""
    parts = [fee]
    for other in others:
        parts = [piece for part in parts for piece in _without(part, other)]
    return tuple(parts)


def _without(part: Defect, other: Defect) -> list[Defect]:
    end, other_end = part.cured_on or date.max, other.cured_on or date.max
    if other.sent_on >= end or other_end <= part.sent_on:
        return [part]
    pieces = []
    if part.sent_on < other.sent_on:
        pieces.append(replace(part, cured_on=other.sent_on))
    if other_end < end:
        pieces.append(replace(part, sent_on=other_end))
    return pieces


@dataclass(frozen=True, order=True)
class Extension:
    """A longer period, in the policy's unit for extensions, told to the person before the old one ended."""

    noticed_on: date
    amount: int
    reason: str = ""


@dataclass(frozen=True)
class Events:
    """What the date depends on; the order in which events were entered does not matter."""

    arrived_on: date
    accepted_on: date | None = None
    defects: tuple[Defect, ...] = ()
    extensions: tuple[Extension, ...] = ()

    def in_order(self) -> Events:
        """The same events, the earliest first."""
        return replace(
            self,
            defects=tuple(sorted(self.defects, key=lambda d: (d.sent_on, d.cured_on or date.max))),
            extensions=tuple(sorted(self.extensions)),
        )


def check_events(policy: Policy, events: Events) -> None:
    """Refuse events, in order, that cannot have been (`InputError`) or that the policy does not allow (`RuleError`)."""
    if events.accepted_on is not None:
        _not_before_arrival(events.accepted_on, events.arrived_on, "accepted_on")
    for defect in events.defects:
        _check_defect(defect, events.arrived_on)
    for earlier, later in pairwise(events.defects):
        _check_apart(earlier, later)
    for extension in events.extensions:
        _check_extension(policy, extension, events.arrived_on)
    _check_extensions_together(policy, events.extensions)


def _not_before_arrival(day: date, arrived_on: date, field: str) -> None:
    if day < arrived_on:
        raise InputError(
            "before-arrival",
            T(
                "{day} lies before the arrival on {arrival}: nothing can happen until then. Check both days.",
                day=day,
                arrival=arrived_on,
            ),
            field=field,
        )


def _check_defect(defect: Defect, arrived_on: date) -> None:
    _not_before_arrival(defect.sent_on, arrived_on, "asked_on")
    if defect.cured_on is not None and defect.cured_on < defect.sent_on:
        raise InputError(
            "cured-before",
            T(
                "The correction cannot have come on {cured}, before it was asked for on {sent}. Check both days.",
                cured=defect.cured_on,
                sent=defect.sent_on,
            ),
            field="cured_on",
        )


def _check_apart(earlier: Defect, later: Defect) -> None:
    if earlier.cured_on is None:
        raise InputError(
            "overlap",
            T(
                "The pause from {first} has not ended, so none can begin on {later}. Enter first when it ended.",
                first=earlier.sent_on,
                later=later.sent_on,
            ),
            field="asked_on",
        )
    if later.sent_on >= earlier.cured_on:
        return
    if later.cured_on is None:
        text = T(
            "The pause that begins on {c} overlaps the one from {a} to {b}. Check the days.",
            c=later.sent_on,
            a=earlier.sent_on,
            b=earlier.cured_on,
        )
    else:
        text = T(
            "The pause from {c} to {d} overlaps the one from {a} to {b}. Check the days.",
            c=later.sent_on,
            d=later.cured_on,
            a=earlier.sent_on,
            b=earlier.cured_on,
        )
    raise InputError("overlap", text, field="asked_on")


def _check_extension(policy: Policy, extension: Extension, arrived_on: date) -> None:
    _not_before_arrival(extension.noticed_on, arrived_on, "noticed_on")
    if policy.extension_needs_reason and not extension.reason.strip():
        raise InputError(
            "reason-missing",
            T(
                "The extension told on {day} has no reason. Write it: the person must be told why.",
                day=extension.noticed_on,
            ),
            field="reason",
        )
    if extension.amount < 1:
        raise InputError(
            "extension-amount",
            T("An extension must be at least {least}.", least=span(1, policy.extended_in)),
            field="amount",
        )


def _check_extensions_together(policy: Policy, extensions: tuple[Extension, ...]) -> None:
    if extensions and not (policy.extensions_allowed and policy.extension_max):
        raise RuleError("extensions", T("The procedure allows no extension. Answer within the period."), field="amount")
    for extension in extensions:
        if extension.amount > policy.extension_max:
            raise RuleError(
                "extension-max",
                T(
                    "The extension told on {day} is {length}; the procedure allows at most {most}. Shorten it.",
                    day=extension.noticed_on,
                    length=span(extension.amount, policy.extended_in),
                    most=span(policy.extension_max, policy.extended_in),
                ),
                field="amount",
            )
    if len(extensions) > policy.extensions_allowed:
        raise RuleError(
            "extensions",
            T(
                "Extensions that the procedure allows: {count}. The one told on {day} is beyond that.",
                count=policy.extensions_allowed,
                day=extensions[policy.extensions_allowed].noticed_on,
            ),
            field="amount",
        )
    together = sum(extension.amount for extension in extensions)
    if together > policy.extension_max:
        raise RuleError(
            "extension-sum",
            T(
                "The extensions make {length} together; the procedure allows at most {most}. Shorten the last.",
                length=span(together, policy.extended_in),
                most=span(policy.extension_max, policy.extended_in),
            ),
            field="amount",
        )
