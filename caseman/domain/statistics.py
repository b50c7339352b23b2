"""What an office counts of a period for its board and its auditors. Values in, values out; what is read comes grouped.

Counted are requests, as the law does: a case may hold several. A request belongs to the period
- as received, in which its envelope arrived;
- as answered, in which the first letter that answers it left the house (one that came back had left too). Where a case
  was closed without a letter in the file, the day of its decision stands for it;
- as ended without an answer, in which it was withdrawn or deemed withdrawn;
- as open at the end, that had arrived by its last day and neither was answered nor had ended by then.
So open before + received = answered + ended + open at the end.

What was decided anew after an objection counts by its first answer, so that a report that was handed on stays true.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

from caseman.domain.decisions import Outcome
from caseman.domain.grounds import Ground
from caseman.domain.periods import Period
from caseman.domain.post import Channel
from caseman.domain.requests import RequestType
from caseman.text import T, Text

# Days to answer as they are put together: from, to (None: any more), both counted.
BINS: Final[tuple[tuple[int, int | None], ...]] = ((0, 7), (8, 14), (15, 21), (22, 30), (31, 60), (61, None))


class Left(StrEnum):
    """How a request came to its end."""

    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"
    DEEMED_WITHDRAWN = "deemed_withdrawn"
    CLOSED = "closed"  # closed without a decision

    @property
    def label(self) -> Text:
        return _LEFT[self]


_LEFT = {
    Left.ANSWERED: T("Answered"),
    Left.WITHDRAWN: T("Withdrawn"),
    Left.DEEMED_WITHDRAWN: T("Deemed withdrawn"),
    Left.CLOSED: T("Closed without a decision"),
}
ENDED: Final = (Left.WITHDRAWN, Left.DEEMED_WITHDRAWN, Left.CLOSED)


class Result(StrEnum):
    """What was answered; a complaint is dealt with and nothing else."""

    GRANT = "grant"
    PART = "part"
    REFUSE = "refuse"
    NO_DATA = "no_data"
    DEALT_WITH = "dealt_with"

    @property
    def label(self) -> Text:
        return T("Dealt with") if self is Result.DEALT_WITH else Outcome(self.value).label


def result_of(kind: RequestType, outcome: Outcome) -> Result:
    """The result of an answered request."""
    return Result.DEALT_WITH if kind is RequestType.COMPLAINT else Result(outcome.value)


class Alike(NamedTuple):
    """Requests that went alike, and how many. Days are any of their month on the same side of each period's ends.

    `late`: answered after the date by which to answer. `due` is that date, where it passed before the request left;
    None where it did not. `days` are those of the office's clock, `wait` all since the arrival; both None for a request
    that is not answered.
    """

    kind: RequestType
    channel: Channel
    arrived: date
    left: date | None
    how: Left | None
    result: Result | None
    ground: Ground | None
    late: bool
    due: date | None
    days: int | None
    wait: int | None
    number: int = 1


class Happening(StrEnum):
    """What else is counted, by the day on which it happened."""

    CASES_RECEIVED = "cases_received"
    CORRECTIONS = "corrections"
    CASES_CORRECTED = "cases_corrected"
    EXTENSIONS = "extensions"
    CASES_EXTENDED = "cases_extended"
    OBJECTIONS = "objections"
    DECIDED_ANEW = "decided_anew"
    FEES_ASKED = "fees_asked"
    FEES_PAID = "fees_paid"
    FEES_WAIVED = "fees_waived"
    FEES_REFUNDED = "fees_refunded"
    COMPLAINTS_REPORTED = "complaints_reported"


class Happened(NamedTuple):
    """How often something happened, what amount it was about (minor units), and, of reports, who heard them."""

    what: Happening
    on: date
    times: int
    amount: int = 0
    to: str = ""


@dataclass(frozen=True)
class Complaints:
    """Complaints of a period (APPI Art. 40): `open` at its end; `reported` inside the company, and to whom."""

    received: int = 0
    answered: int = 0
    open: int = 0
    reported: int = 0
    reported_to: tuple[str, ...] = ()


@dataclass(frozen=True)
class Figures:
    """What is counted of one period. `late_days` are the days of those answered late; `grounds` name the first ground
    of each refusal in whole or part.
    """

    period: Period
    received: Mapping[RequestType, int] = field(default_factory=dict)
    channels: Mapping[Channel, int] = field(default_factory=dict)
    results: Mapping[Result, int] = field(default_factory=dict)
    grounds: Mapping[Ground, int] = field(default_factory=dict)
    ended: Mapping[Left, int] = field(default_factory=dict)
    days: Mapping[int, int] = field(default_factory=dict)
    late_days: Mapping[int, int] = field(default_factory=dict)
    waits: Mapping[int, int] = field(default_factory=dict)
    open: int = 0
    overdue: int = 0
    complaints: Complaints = field(default_factory=Complaints)
    counts: Mapping[Happening, int] = field(default_factory=dict)
    amounts: Mapping[Happening, int] = field(default_factory=dict)

    @property
    def requests_received(self) -> int:
        return sum(self.received.values())

    @property
    def answered(self) -> int:
        return sum(self.results.values())

    @property
    def late(self) -> int:
        return sum(self.late_days.values())

    @property
    def ended_unanswered(self) -> int:
        return sum(self.ended.values())

    @property
    def empty(self) -> bool:
        """Whether nothing happened in it, and nothing was open at its end."""
        moved = self.requests_received or self.answered or self.ended_unanswered
        return not (moved or self.open or any(self.counts.values()) or any(self.amounts.values()))

    def binned(self) -> tuple[tuple[int, int], ...]:
        """For each of `BINS`, how many were answered in time and how many late."""
        late = [_between(self.late_days, *ends) for ends in BINS]
        return tuple((_between(self.days, *ends) - n, n) for ends, n in zip(BINS, late, strict=True))


def _between(tally: Mapping[int, int], low: int, high: int | None) -> int:
    return sum(count for days, count in tally.items() if low <= days and (high is None or days <= high))


def nearest_rank(tally: Mapping[int, int], percent: int) -> int | None:
    """The percentile by the nearest rank: the least value that `percent` of 100 do not exceed; None of nothing.

    `tally` says how often each value occurs. The 50th is the median (the lower of the two in the middle).
    """
    total = sum(tally.values())
    if not total:
        return None
    rank, seen = max(1, -(-total * percent // 100)), 0
    for value in sorted(tally):
        seen += tally[value]
        if seen >= rank:
            return value
    return None


def to_hide(counts: Sequence[int], below: int) -> frozenset[int]:
    """The places of counts that are not told, so that none between 1 and `below` can be found out from their sum.

    Where the small ones alone could be found by subtracting what is told from the sum, the next larger goes with them.
    """
    hidden = {at for at, count in enumerate(counts) if 0 < count < below}
    rest = sorted((at for at, count in enumerate(counts) if count >= max(below, 1)), key=lambda at: counts[at])
    while hidden and rest and (len(hidden) < 2 or sum(counts[at] for at in hidden) < below):
        hidden.add(rest.pop(0))
    return frozenset(hidden)
