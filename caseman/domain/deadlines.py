"""The date by which to answer, and its derivation in words.

Sources: Civil Code Art. 140 (the first day is not counted); APPI Art. 39 (no suit until two weeks after the request
arrived, never paused); the office's own period. Clocks: `reset`, a defect in papers or fee makes the completion date
the acceptance date; `pause`, the days from the notice of a defect to its cure do not count; `none`, nothing stops it.
GDPR Art. 12(3), as the UK ICO reads it: the corresponding date, else the month's last day, else the next working day.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Literal

from caseman.domain.working_days import Bilingual, Calendar
from caseman.errors import InputError, RuleError
from caseman.text import T, Text

Unit = Literal["business_days", "calendar_days", "weeks", "months"]
_ONE = timedelta(days=1)


@dataclass(frozen=True)
class Policy:
    """An office's clock."""

    amount: int
    unit: Unit
    counted_from: Literal["arrival", "acceptance"] = "acceptance"
    first_day_counts: bool = False
    roll: Literal["none", "next_open_day"] = "none"
    clock: Literal["reset", "pause", "none"] = "none"
    pause_last_day_counts: bool = False
    extension_max: int = 0
    extensions_allowed: int = 0
    target_days: int | None = None
    suit_weeks: int | None = 2

    def without_suit(self) -> Policy:
        """For requests that Art. 39 does not cover."""
        return replace(self, suit_weeks=None)


@dataclass(frozen=True, order=True)
class Defect:
    """A deficiency told to the person, and the day it was mended."""

    sent_on: date
    cured_on: date | None = None


@dataclass(frozen=True, order=True)
class Extension:
    """A longer period, in the policy's unit, told to the person before the old one ended."""

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


@dataclass(frozen=True)
class Derivation:
    """The result: the date, the internal target, the first day of suit, and how each was found."""

    due: date
    target: date | None
    suit_from: date | None
    steps: tuple[Text, ...]

    def to_data(self) -> dict[str, Any]:
        """As plain data, to be kept and said later in either language."""
        return {
            "due": self.due.isoformat(),
            "target": self.target.isoformat() if self.target else None,
            "suit_from": self.suit_from.isoformat() if self.suit_from else None,
            "steps": [_pack(step) for step in self.steps],
        }

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Derivation:
        """The inverse of `to_data`."""
        return cls(
            date.fromisoformat(data["due"]),
            date.fromisoformat(data["target"]) if data["target"] else None,
            date.fromisoformat(data["suit_from"]) if data["suit_from"] else None,
            tuple(_unpack(step) for step in data["steps"]),
        )


def derive(policy: Policy, calendar: Calendar, events: Events) -> Derivation:
    """Find the date by which to answer.

    Raises `InputError` for an event before the arrival or overlapping defects, `RuleError` for an extension that the
    policy does not allow.
    """
    defects = tuple(sorted(events.defects, key=lambda d: (d.sent_on, d.cured_on or date.max)))
    _check(policy, events, defects)
    steps = [T("The request arrived on {day}.", day=events.arrived_on)]
    start = _start(policy, events, defects, steps)
    due = _count(policy, calendar, start, policy.amount, steps)
    if policy.clock == "pause":
        due = _pause(policy, calendar, start, due, defects, steps)
    for extension in sorted(events.extensions):
        due = _extend(policy, calendar, due, extension, steps)
    if policy.roll == "next_open_day" and not calendar.is_open(due):
        rolled = calendar.next_open(due)
        steps.append(T("{day} is closed; the next open day is {next}.", day=due, next=rolled))
        due = rolled
    steps.append(T("Answer by {day}.", day=due))
    target = _target(policy, calendar, start, steps)
    suit = _suit(policy, events, steps)
    return Derivation(due, target, suit, tuple(steps))


def _check(policy: Policy, events: Events, defects: tuple[Defect, ...]) -> None:
    if events.accepted_on is not None and events.accepted_on < events.arrived_on:
        raise InputError(
            "before-arrival",
            T("Nothing can happen before the arrival on {day}.", day=events.arrived_on),
            field="accepted_on",
        )
    last_end: date | None = events.arrived_on
    for defect in defects:
        if defect.sent_on < events.arrived_on:
            raise InputError(
                "before-arrival",
                T("Nothing can happen before the arrival on {day}.", day=events.arrived_on),
                field="asked_on",
            )
        if last_end is None or defect.sent_on < last_end:
            raise InputError(
                "overlap", T("Two deficiencies overlap: mend the first before the next."), field="asked_on"
            )
        if defect.cured_on is not None and defect.cured_on < defect.sent_on:
            raise InputError("cured-before", T("A deficiency cannot be mended before it was told."), field="cured_on")
        last_end = defect.cured_on
    if len(events.extensions) > policy.extensions_allowed:
        raise RuleError(
            "extensions",
            T("Extensions that the procedure allows: {count}.", count=policy.extensions_allowed),
            field="extend",
        )
    for extension in events.extensions:
        if extension.noticed_on < events.arrived_on:
            raise InputError(
                "before-arrival",
                T("Nothing can happen before the arrival on {day}.", day=events.arrived_on),
                field="extend",
            )
        if not 1 <= extension.amount <= policy.extension_max:
            raise RuleError(
                "extension-max",
                T(
                    "An extension may be at most {most} {unit}.",
                    most=policy.extension_max,
                    unit=_UNITS[policy.unit],
                ),
                field="extend",
            )


def _start(policy: Policy, events: Events, defects: tuple[Defect, ...], steps: list[Text]) -> date:
    if policy.counted_from == "arrival" and policy.clock != "reset":
        return events.arrived_on
    if events.accepted_on is not None:
        if events.accepted_on == events.arrived_on:
            steps.append(T("It was complete on arrival, and is accepted as of that day."))
        else:
            steps.append(T("It was complete, and accepted, on {day}.", day=events.accepted_on))
        return events.accepted_on
    cured = [d.cured_on for d in defects if d.cured_on is not None]
    if policy.clock == "reset" and cured:
        steps.append(T("The papers were complete on {day}; the period is counted from there.", day=max(cured)))
        return max(cured)
    if any(d.cured_on is None for d in defects):
        steps.append(T("A correction is awaited; until it comes the date is provisional."))
    else:
        steps.append(T("It is not accepted yet; the date holds if it was complete on arrival."))
    return events.arrived_on


_UNITS: dict[str, Text] = {
    "business_days": T("business days"),
    "calendar_days": T("calendar days"),
    "weeks": T("weeks"),
    "months": T("months"),
}


def _count(policy: Policy, calendar: Calendar, start: date, amount: int, steps: list[Text]) -> date:
    if policy.unit == "months":
        due = _months_later(start, amount)
        steps.append(
            T(
                "{amount} months from {start}: the corresponding day is {due}.",
                amount=amount,
                start=start,
                due=due,
            )
        )
        return due
    if policy.first_day_counts:
        steps.append(
            T(
                "{amount} {unit} are counted, {start} included.",
                amount=amount,
                unit=_UNITS[policy.unit],
                start=start,
            )
        )
        start -= _ONE
    else:
        steps.append(
            T(
                "{amount} {unit} are counted from the day after, {first} (Civil Code, Article 140).",
                amount=amount,
                unit=_UNITS[policy.unit],
                first=start + _ONE,
            )
        )
    return _add(policy.unit, calendar, start, amount, steps)


def _add(unit: Unit, calendar: Calendar, start: date, amount: int, steps: list[Text]) -> date:
    if unit == "months":
        return _months_later(start, amount)
    if unit != "business_days":
        return start + timedelta(days=amount * (7 if unit == "weeks" else 1))
    due = calendar.add_business_days(start, amount)
    weekdays = calendar.closed_weekday_names()
    if weekdays:
        steps.append(T("Not counted each week: {weekdays}.", weekdays=weekdays))
    for first, last, why in _runs(calendar.closures_between(start, due)):
        if first == last:
            steps.append(T("{day} is not counted: {why}.", day=first, why=why))
        else:
            steps.append(T("{first} to {last} are not counted: {why}.", first=first, last=last, why=why))
    return due


def _runs(closed: tuple[tuple[date, Text], ...]) -> list[tuple[date, date, Text]]:
    """Neighbouring days with the same reason told as one."""
    runs: list[tuple[date, date, Text]] = []
    for day, why in closed:
        if runs and runs[-1][2] == why and (day - runs[-1][1]).days == 1:
            runs[-1] = (runs[-1][0], day, why)
        else:
            runs.append((day, day, why))
    return runs


def _pause(
    policy: Policy, calendar: Calendar, start: date, due: date, defects: tuple[Defect, ...], steps: list[Text]
) -> date:
    """Move the date by the days between notice and cure."""
    for defect in defects:
        if defect.cured_on is None or defect.sent_on > due:
            continue
        first = max(defect.sent_on, start) + _ONE
        last = defect.cured_on - (_ONE if policy.pause_last_day_counts else timedelta(0))
        days = _days(policy.unit, calendar, first, last)
        if days > 0:
            steps.append(T("{first} to {last} do not count: the correction was awaited.", first=first, last=last))
            unit: Unit = "business_days" if policy.unit == "business_days" else "calendar_days"
            due = _add(unit, calendar, due, days, steps)
    return due


def _days(unit: Unit, calendar: Calendar, first: date, last: date) -> int:
    if unit != "business_days":
        return max(0, (last - first).days + 1)
    count, day = 0, first
    while day <= last:
        count += calendar.is_open(day)
        day += _ONE
    return count


def _extend(policy: Policy, calendar: Calendar, due: date, extension: Extension, steps: list[Text]) -> date:
    ends = calendar.next_open(due) if policy.roll == "next_open_day" else due
    if extension.noticed_on > ends:
        raise RuleError(
            "extension-late",
            T("An extension must be told by {day}, before the period ends.", day=ends),
            field="extend",
        )
    steps.append(
        T(
            "Extended by {amount} {unit}, told on {day}.",
            amount=extension.amount,
            unit=_UNITS[policy.unit],
            day=extension.noticed_on,
        )
    )
    return _add(policy.unit, calendar, due, extension.amount, steps)


def _target(policy: Policy, calendar: Calendar, start: date, steps: list[Text]) -> date | None:
    if policy.target_days is None:
        return None
    target = calendar.add_business_days(start, policy.target_days)
    steps.append(T("The office's own target is {day}.", day=target))
    return target


def _suit(policy: Policy, events: Events, steps: list[Text]) -> date | None:
    if policy.suit_weeks is None:
        return None
    suit = events.arrived_on + timedelta(weeks=policy.suit_weeks, days=1)
    steps.append(
        T(
            "A suit is possible from {day}: two weeks after the arrival have passed (Article 39). Nothing pauses this.",
            day=suit,
        )
    )
    return suit


def _months_later(start: date, months: int) -> date:
    month = start.month - 1 + months
    year, month = start.year + month // 12, month % 12 + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def _pack(value: Any) -> Any:
    if isinstance(value, Text):
        return {"text": value.template, "values": {k: _pack(v) for k, v in value.values.items()}}
    if isinstance(value, Bilingual):
        return {"ja": value.ja, "en": value.en}
    if isinstance(value, tuple):
        return [_pack(part) for part in value]
    if isinstance(value, date):
        return {"day": value.isoformat()}
    return value


def _unpack(value: Any) -> Any:
    if isinstance(value, dict):
        if "text" in value:
            return Text(value["text"], {k: _unpack(v) for k, v in value["values"].items()})
        if "day" in value:
            return date.fromisoformat(value["day"])
        return Bilingual(value["ja"], value["en"])
    if isinstance(value, list):
        return tuple(map(_unpack, value))
    return value
