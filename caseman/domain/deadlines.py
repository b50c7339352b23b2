"""The date by which to answer, and its derivation in words.

Sources: Civil Code Art. 140 (the first day is not counted), Art. 142 (a period that would end on a day the office is
closed ends on the next open one); APPI Art. 39 (no suit until two weeks after the request arrived, never paused); the
office's own period (`Policy`). How days, weeks and months are counted stands in `caseman.domain.counting`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from caseman.domain.clock import Defect, Events, Extension, Policy, check_events
from caseman.domain.counting import Unit, add, days_in, end_of, span, tell_closed, tell_period, tell_skipped
from caseman.domain.derivation import Derivation
from caseman.domain.pauses import tell_nothing_between, tell_pause, tell_run_on, tell_standing, tell_too_late
from caseman.domain.working_days import ONE_DAY, Calendar
from caseman.errors import RuleError
from caseman.text import T, Text

__all__ = ["Defect", "Derivation", "Events", "Extension", "Policy", "Unit", "derive"]

_ARTICLE_39 = 2


def derive(policy: Policy, calendar: Calendar, events: Events) -> Derivation:
    """Find the date by which to answer.

    Raises `InputError` for events that cannot have been (before the arrival, overlapping pauses, a cure before its
    notice, an extension without the reason it needs), `RuleError` for an extension that the policy does not allow or
    that was told too late, and for days outside the calendar's years.
    """
    events = events.in_order()
    check_events(policy, events)
    steps = [T("The request arrived on {day}.", day=events.arrived_on)]
    start, provisional = _start(policy, events, steps)
    period = _Period(policy, calendar, start, steps, standing=provisional)
    period.begin()
    told: list[Extension | Defect] = [*events.extensions, *events.defects]
    for event in sorted(told, key=_told_on):
        if isinstance(event, Extension):
            period.extend(event)
        elif policy.clock == "pause":
            period.pause(event)
        elif policy.clock == "none":
            period.run_on(event)
    due = period.close()
    steps.append(T("Answer by {day}.", day=due))
    target = _target(period, due, steps)
    suit = _suit(policy, events, steps)
    return Derivation(due, target, suit, tuple(steps))


def _told_on(event: Extension | Defect) -> date:
    return event.noticed_on if isinstance(event, Extension) else event.sent_on


def _start(policy: Policy, events: Events, steps: list[Text]) -> tuple[date, bool]:
    """The day the period is counted from, told as a step, and whether a correction that is awaited will move it."""
    if policy.counted_from == "arrival" and policy.clock != "reset":
        return events.arrived_on, False
    start = _completed(policy, events, steps)
    awaited = next((d for d in events.defects if d.cured_on is None), None)
    if awaited is not None and (policy.clock == "reset" or (policy.clock == "none" and start is None)):
        steps.append(
            T("The fee has been awaited since {day}; until it comes the date is provisional.", day=awaited.sent_on)
            if awaited.fee
            else T(
                "A correction has been awaited since {day}; until it comes the date is provisional.",
                day=awaited.sent_on,
            )
        )
        return start or events.arrived_on, True
    if start is None:
        steps.append(T("It is not accepted yet; the date holds if it was complete on arrival."))
    return start or events.arrived_on, False


def _completed(policy: Policy, events: Events, steps: list[Text]) -> date | None:
    cured = [d.cured_on for d in events.defects if d.cured_on is not None] if policy.clock == "reset" else []
    if cured and (events.accepted_on is None or events.accepted_on < max(cured)):
        last = max(cured)
        by_fee = all(d.fee for d in events.defects if d.cured_on == last)
        steps.append(
            T("The fee was settled on {day}; the period is counted from there.", day=last)
            if by_fee
            else T("The papers were complete on {day}; the period is counted from there.", day=last)
        )
        return last
    if events.accepted_on == events.arrived_on:
        steps.append(T("It was complete on arrival, and is accepted as of that day."))
    elif events.accepted_on is not None:
        steps.append(T("It was complete, and accepted, on {day}.", day=events.accepted_on))
    return events.accepted_on


@dataclass
class _Period:
    """A period while events move its end; `end` may be a closed day until `close`."""

    policy: Policy
    calendar: Calendar
    start: date
    steps: list[Text]
    amount: int = 0
    more: list[tuple[Unit, int]] = field(default_factory=list)
    pauses: list[tuple[date, date]] = field(default_factory=list)
    standing: bool = False
    end: date = field(init=False)

    def __post_init__(self) -> None:
        self.amount = self.policy.amount
        self.end = self._reckon()

    def begin(self) -> None:
        """Tell the period as the procedure has it."""
        unit, first = self.policy.unit, self.policy.first_day_counts
        self.steps.append(tell_period(unit, self.start, self.amount, self.end, first_day_counts=first))
        if unit == "business_days":
            self.steps += tell_skipped(self.calendar, self.start - ONE_DAY if first else self.start, self.end)

    def pause(self, defect: Defect) -> None:
        """Put the days between notice and cure on to the end."""
        if defect.sent_on > self._last_day():
            self.steps.append(tell_too_late(defect, self._last_day()))
            return
        if defect.cured_on is None:
            self.standing = True
            self.steps.append(tell_standing(defect))
            return
        first, last = self._uncounted(defect.sent_on, defect.cured_on)
        days = days_in(self.policy.unit, self.calendar, first, last)
        if not days:
            self.steps.append(tell_nothing_between(defect))
            return
        unit: Unit = "business_days" if self.policy.unit == "business_days" else "calendar_days"
        self.pauses.append((first, last))
        self.more.append((unit, days))
        self.steps.append(tell_pause(defect, first, last, span(days, unit)))
        self._move(unit)

    def run_on(self, defect: Defect) -> None:
        """Tell that a deficiency changes nothing here."""
        self.steps.append(tell_run_on(defect))

    def extend(self, extension: Extension) -> None:
        """Let the period run on. Raises `RuleError` when the person was told after it had ended."""
        if extension.noticed_on > self._last_day() and not self.standing:
            raise RuleError(
                "extension-late",
                T(
                    "The extension told on {told} comes too late: the period had ended on {end}, and an extension must "
                    "be told by then.",
                    told=extension.noticed_on,
                    end=self._last_day(),
                ),
                field="noticed_on",
            )
        unit, reason = self.policy.extended_in, " ".join(extension.reason.split()).rstrip(".。")
        length = span(extension.amount, unit)
        if unit == self.policy.unit:
            self.amount += extension.amount
        else:
            self.more.append((unit, extension.amount))
        if reason:
            told = T(
                "Extended by {length}, as told on {day}: {reason}.",
                length=length,
                day=extension.noticed_on,
                reason=reason,
            )
        else:
            told = T("Extended by {length}, as told on {day}.", length=length, day=extension.noticed_on)
        self.steps.append(told)
        self._move(unit)

    def close(self) -> date:
        """The last day, moved to an open one where the office is closed (Civil Code Art. 142)."""
        last = self._last_day()
        if last != self.end:
            self.steps += tell_closed(self.calendar, self.end, last)
        return last

    def _last_day(self) -> date:
        return self.calendar.next_open(self.end)

    def _reckon(self) -> date:
        """The end, from the start on: extensions in the period's own unit make one longer period with it."""
        policy = self.policy
        day = end_of(policy.unit, self.calendar, self.start, self.amount, first_day_counts=policy.first_day_counts)
        for unit, amount in self.more:
            # Business days run on from the day on which the period really ended.
            day = add(unit, self.calendar, self.calendar.next_open(day) if unit == "business_days" else day, amount)
        return day

    def _move(self, unit: Unit) -> None:
        old, self.end = self.end, self._reckon()
        if unit == "business_days":
            self.steps += [s for s in tell_skipped(self.calendar, old, self.end) if s not in self.steps]
        self.steps.append(T("The end of the period moves from {old} to {new}.", old=old, new=self.end))

    def _uncounted(self, sent_on: date, cured_on: date) -> tuple[date, date]:
        """The first and the last day of a pause; the day of the notice itself still counts."""
        begins = self.start if self.policy.first_day_counts else self.start + ONE_DAY
        return max(sent_on + ONE_DAY, begins), cured_on - (
            ONE_DAY if self.policy.pause_last_day_counts else timedelta()
        )


def _target(period: _Period, due: date, steps: list[Text]) -> date | None:
    """The office's own date: business days from the start, pauses left out, never after the date itself."""
    days, calendar = period.policy.target_days, period.calendar
    if days is None:
        return None
    target = calendar.add_business_days(period.start, days)
    for first, last in period.pauses:
        if first <= target:
            target = calendar.add_business_days(target, days_in("business_days", calendar, first, last))
    if target > due:
        steps.append(
            T(
                "The office's own target, {length}, would come after that; it is {day} too.",
                length=span(days, "business_days"),
                day=due,
            )
        )
        return due
    steps.append(T("The office's own target is {day}, {length}.", day=target, length=span(days, "business_days")))
    return target


def _suit(policy: Policy, events: Events, steps: list[Text]) -> date | None:
    if policy.suit_weeks is None:
        return None
    suit = events.arrived_on + timedelta(weeks=policy.suit_weeks, days=1)
    if policy.suit_weeks != _ARTICLE_39:
        length = span(policy.suit_weeks, "weeks")
        steps.append(
            T(
                "A suit is possible from {day}, {length} after the arrival. Nothing pauses this.",
                day=suit,
                length=length,
            )
        )
        return suit
    steps.append(
        T(
            "A suit is possible from {day}: two weeks after the arrival have passed (Article 39). Nothing pauses this.",
            day=suit,
        )
    )
    return suit
