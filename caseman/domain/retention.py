"""How long each kind of record is kept, from which event, and what stands against its disposal.

APPI Art. 22: personal data is erased without delay once it is needed no more; GDPR Art. 5(1)(e): no longer than is
necessary. How long that is, an office sets. Counting follows the Civil Code: the day of the event is not counted (Art.
140), months and years end with the day before the corresponding one (Art. 143), so that what happened on 26 November
2026 and is kept three years is kept through 26 November 2029. Books and papers on money: seven years from the end of
the fiscal year (Corporation Tax Act Ordinance Art. 59; ten where a loss is carried forward), as the office's setting.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, Literal

from caseman.domain.counting import months_later
from caseman.text import T, Text

KeepUnit = Literal["days", "months", "years"]


class RecordKind(StrEnum):
    """What is kept, each for a time of its own. The ledger's line is none of them: it names nobody, and stays."""

    IDENTITY_COPIES = "identity_copies"
    SCANS = "scans"
    PAPERS = "papers"
    LETTERS = "letters"
    PERSONAL = "personal"
    OTHER_POST = "other_post"
    BOOK = "book"

    @property
    def label(self) -> Text:
        return _KINDS[self]

    @property
    def of_case(self) -> bool:
        """Whether it is kept with a case; else with an envelope that became none, or with the book."""
        return self not in (RecordKind.OTHER_POST, RecordKind.BOOK)


_KINDS = {
    RecordKind.IDENTITY_COPIES: T("Copies of identity documents"),
    RecordKind.SCANS: T("Scans of the other papers"),
    RecordKind.PAPERS: T("Papers"),
    RecordKind.LETTERS: T("Letters"),
    RecordKind.PERSONAL: T("Personal fields of the case"),
    RecordKind.OTHER_POST: T("Post that became no case"),
    RecordKind.BOOK: T("Names in the book and the bank's lines"),
}


class KeepEvent(StrEnum):
    """What a time to keep counts from."""

    ARRIVED = "arrived"
    IDENTITY_CHECKED = "identity_checked"
    DECIDED = "decided"
    DISPATCHED = "dispatched"
    DELIVERED = "delivered"
    CLOSED = "closed"
    LAST_EVENT = "last_event"
    BOOKED = "booked"

    @property
    def label(self) -> Text:
        return _EVENTS[self]


_EVENTS = {
    KeepEvent.ARRIVED: T("the arrival"),
    KeepEvent.IDENTITY_CHECKED: T("the last check of identity"),
    KeepEvent.DECIDED: T("the last decision"),
    KeepEvent.DISPATCHED: T("the last dispatch"),
    KeepEvent.DELIVERED: T("the last delivery"),
    KeepEvent.CLOSED: T("the closing"),
    KeepEvent.LAST_EVENT: T("the last thing that happened"),
    KeepEvent.BOOKED: T("the payment"),
}
_ONE = {"days": T("one day"), "months": T("one month"), "years": T("one year")}
_MANY = {"days": T("{amount} days"), "months": T("{amount} months"), "years": T("{amount} years")}


@dataclass(frozen=True)
class Keep:
    """How long a kind of record is kept: so long after an event, or after the fiscal year in which it happened."""

    event: KeepEvent
    amount: int
    unit: KeepUnit
    after_fiscal_year: bool = False

    @property
    def span(self) -> Text:
        return _ONE[self.unit] if self.amount == 1 else T(_MANY[self.unit].template, amount=self.amount)

    @property
    def rule(self) -> Text:
        """The rule in words: “3 years from the closing”."""
        if self.after_fiscal_year:
            return T("{span} from the end of the fiscal year of {event}", span=self.span, event=self.event.label)
        return T("{span} from {event}", span=self.span, event=self.event.label)


@dataclass(frozen=True)
class Happened:
    """When what happened to a case; None where it did not. `restarted`: reopened, objected to, or that settled."""

    arrived: date
    identity_checked: date | None = None
    decided: date | None = None
    dispatched: date | None = None
    delivered: date | None = None
    closed: date | None = None
    booked: date | None = None
    restarted: date | None = None
    last: date | None = None  # the newest of whatever else was recorded

    def on(self, event: KeepEvent) -> date | None:
        """The day to count from; what never happened counts from the closing. None while it can still happen."""
        if event is KeepEvent.LAST_EVENT:
            return max((day for day in self._all() if day is not None), default=None) if self.closed else None
        found: date | None = getattr(self, event.value)
        return self.closed if found is None else found

    def _all(self) -> tuple[date | None, ...]:
        return (
            self.arrived,
            self.identity_checked,
            self.decided,
            self.dispatched,
            self.delivered,
            self.closed,
            self.booked,
            self.restarted,
            self.last,
        )


@dataclass(frozen=True)
class Kept:
    """Until which day something is kept, that day included, and how it was found."""

    until: date
    steps: tuple[Text, ...]

    def over(self, today: date) -> bool:
        return self.until < today


def kept_until(keep: Keep, happened: Happened, fiscal_year_end: tuple[int, int] = (3, 31)) -> Kept | None:
    """The last day on which a record is kept; None while what it counts from has not happened.

    `fiscal_year_end` is month and day. What restarted the case afterwards (a reopening, an objection) begins the time
    anew: until then the answer was not final.
    """
    day = happened.on(keep.event)
    if day is None:
        return None
    never = keep.event is not KeepEvent.LAST_EVENT and getattr(happened, keep.event.value) is None
    begun = (
        T("{event} did not happen; the time counts from the closing, {day}.", event=keep.event.label, day=day)
        if never
        else T("The time counts from {event}, {day}.", event=keep.event.label, day=day)
    )
    steps = [begun]
    if happened.restarted is not None and happened.restarted > day:
        day = happened.restarted
        steps.append(T("The case was taken up again: it counts anew from {day}.", day=day))
    if keep.after_fiscal_year:
        day = _end_of_fiscal_year(day, fiscal_year_end)
        steps.append(T("The fiscal year ends on {day}.", day=day))
    until = _later(day, keep)
    steps.append(T("Kept for {span}, through {day}.", span=keep.span, day=until))
    return Kept(until, tuple(steps))


def held_by_others(own: Kept, others: Mapping[RecordKind, Kept | None]) -> Kept | None:
    """Personal fields stay as long as what names the person does; None while one of those has no end yet.

    A letter that is kept without its case would be a letter of nobody.
    """
    longest = own
    for kind, kept in others.items():
        if kept is None:
            return None
        if kept.until > longest.until:
            stays = T("They stay as long as this does: {kind}, through {day}.", kind=kind.label, day=kept.until)
            longest = Kept(kept.until, (*own.steps, stays))
    return longest


@dataclass(frozen=True)
class Standing:
    """What may stand against the disposal of a case's records."""

    held: bool = False
    closed: bool = True
    correction_open: bool = False
    identity_confirmed: bool = True
    papers_here: int = 0
    overpaid: bool = False
    undelivered: int = 0


_ANY_CASE: Final = (RecordKind.SCANS, RecordKind.LETTERS, RecordKind.PERSONAL, RecordKind.PAPERS)


def blocks(kind: RecordKind, standing: Standing) -> tuple[Text, ...]:
    """What stands against disposal, with what to do about it; empty where nothing does.

    Copies of identity documents go while the case still runs, once identity is confirmed: the check tells what was
    seen.
    """
    found = []
    if standing.held:
        found.append(T("Held for litigation: nothing may be destroyed until the hold is released."))
    if kind in _ANY_CASE and not standing.closed:
        found.append(T("The case is open. Close it first."))
    unsettled = standing.correction_open or not standing.identity_confirmed
    if kind is RecordKind.IDENTITY_COPIES and not standing.closed and unsettled:
        found.append(T("Identity is not settled yet, and the case is open."))
    if kind is RecordKind.PERSONAL:
        if standing.papers_here:
            found.append(
                T("Papers are still here: {count}. Shred them or give them back first.", count=standing.papers_here)
            )
        if standing.overpaid:
            found.append(T("Money is still to be given back. Settle it in the book first."))
    return tuple(found)


def mentions(kind: RecordKind, standing: Standing) -> tuple[Text, ...]:
    """What does not stand against disposal, and should be seen all the same."""
    if kind in (RecordKind.LETTERS, RecordKind.PERSONAL) and standing.undelivered:
        return (T("Letters without proof of delivery: {count}.", count=standing.undelivered),)
    return ()


def _later(day: date, keep: Keep) -> date:
    if keep.unit == "days":
        return day + timedelta(days=keep.amount)
    months = keep.amount * (12 if keep.unit == "years" else 1)
    return months_later(day, months)


def _end_of_fiscal_year(day: date, end: tuple[int, int]) -> date:
    """The last day of the fiscal year that a day lies in; 29 February is the month's last day."""
    this = _on(day.year, end)
    return this if day <= this else _on(day.year + 1, end)


def _on(year: int, month_day: tuple[int, int]) -> date:
    month, day = month_day
    last = monthrange(year, month)[1]
    return date(year, month, last if month == 2 and day >= 28 else min(day, last))
