"""A case as a register tells it, in the program's terms, and what is wrong with a row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from caseman.domain.register_fields import RegisterField
from caseman.domain.register_words import Table
from caseman.text import Text


@dataclass(frozen=True)
class Words:
    """The words that registers use, by what they stand for: folded word to code."""

    request_types: Table
    results: Table
    mail: Table
    requester_kind: Table
    fee_required: Table
    payment_means: Table
    documents: Table
    authority: Table
    grounds: Table
    state: Table
    roles: Table
    missing: Table  # “not sent”, “not delivered”: what stands where a date is still to come
    types_named: Table  # the request types by the program's own terms alone, which label the parts of a list
    own_mail: Table  # likewise


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a row. `stops`: the row cannot become a case; else it is told, and taken as it is written."""

    row: int
    column: str
    reason: Text
    written: str = ""
    stops: bool = True


@dataclass(frozen=True, slots=True)
class Listed:
    """Codes of terms; where they are told apart by person or request, with the code of each label."""

    parts: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(code for _, codes in self.parts for code in codes)

    @property
    def data(self) -> Any:
        """As plain data for JSON."""
        if len(self.parts) == 1 and not self.parts[0][0]:
            return list(self.parts[0][1])
        return {label: list(codes) for label, codes in self.parts}


Told = Listed | str  # a str: not in the program's terms, kept as it is written


@dataclass(slots=True)
class RegisterCase:
    """One row. What a cell does not tell is None or empty; `requests` are aligned with their results."""

    row: int
    number: str
    received_on: date
    types: tuple[str, ...]
    name: str
    kana: str = ""
    channel: str = ""  # code of a mail class, or e-mail, web, telephone
    tracking_number: str = ""
    articles: tuple[str, ...] = ()  # references, where all of them could be read
    requester: str = ""  # code of the agent's kind; empty for the principal
    agent_name: str = ""
    agent_kana: str = ""
    identity_checked_on: date | None = None
    corrections: tuple[date | None, date | None, date | None] = (None, None, None)  # asked, due, made
    fee_required: bool | None = None
    fee: int | None = None
    paid_on: date | None = None
    accepted_on: date | None = None
    due_on: date | None = None
    extended_due_on: date | None = None
    outcomes: tuple[str | None, ...] = ()
    decided: tuple[date | None, ...] = ()
    grounds: tuple[tuple[str, ...], ...] = ()
    reasons: tuple[str, ...] = ()
    ended: str = ""  # withdrawn, deemed_withdrawn
    dispatched: tuple[date | None, ...] = ()
    dispatch_tracking_number: str = ""
    delivered: tuple[date | None, ...] = ()
    papers_ended_on: date | None = None
    retain_until: date | None = None
    closed_on: date | None = None
    finished: bool | None = None  # as a column of states says
    remarks: str = ""
    scope: str = ""
    person: dict[str, Any] = field(default_factory=dict)  # what else is told of the principal
    told: dict[str, Told] = field(default_factory=dict)  # cells that no field above holds, by the ledger's code
    states_retention: bool = False  # whether the register tells until when cases are kept
    tracks_answers: bool = True  # whether it has a column for what became of an answer, or that a case is done
    tells_results: bool = True  # whether it has a column for results
    keeps_number: bool = True  # whether the register's number can be the case's

    @property
    def dispatched_on(self) -> date | None:
        """The day the last answer left; None while one is still to leave."""
        return _last(self.dispatched)

    @property
    def delivered_on(self) -> date | None:
        """The day the last answer was delivered; None while one is not."""
        return _last(self.delivered)

    @property
    def all_decided(self) -> bool:
        return bool(self.outcomes) and all(self.outcomes)

    @property
    def answer_by(self) -> date | None:
        """The date by which to answer, as the register states it last."""
        return self.extended_due_on or self.due_on

    def ended_on(self) -> date | None:
        """The day the case was over, where the register says so: it was answered or withdrawn, or is marked as done.

        Where the register keeps the day until which a case is retained and this one has none, it is not closed yet.
        """
        if self.closed_on is not None:
            return self.closed_on
        left = self.dispatched_on is not None or self.delivered_on is not None
        answered = (self.all_decided or not self.tells_results) and (
            left or (self.all_decided and not self.tracks_answers)
        )
        if self.finished is False or not (answered or self.ended or self.finished):
            return None
        if self.states_retention and self.retain_until is None and self.papers_ended_on is None:
            return None
        days = (*self.decided, *self.dispatched, *self.delivered, self.accepted_on, self.papers_ended_on)
        return max((day for day in days if day is not None), default=self.received_on)

    def data(self, columns: Mapping[RegisterField, Any]) -> dict[str, Any]:
        """The row in the ledger's codes, for programs: ISO dates, integer yen, codes. Only what has a column."""
        every: dict[str, Any] = {
            "number": self.number or None,
            "received_on": self.received_on,
            "channel": self.channel or None,
            "tracking_number": self.tracking_number or None,
            "request_types": list(self.types),
            "articles": list(self.articles),
            "principal_name": self.name,
            "principal_kana": self.kana or None,
            "requester_kind": self.requester or "principal",
            "identity_checked_on": self.identity_checked_on,
            "correction_asked_on": self.corrections[0],
            "correction_limit_on": self.corrections[1],
            "correction_done_on": self.corrections[2],
            "fee_required": self.fee_required,
            "fee_amount": self.fee,
            "paid_on": self.paid_on,
            "accepted_on": self.accepted_on,
            "due_on": self.due_on,
            "extended_due_on": self.extended_due_on,
            "decided_on": _each(self.decided),
            "results": [self.ended]
            if self.ended and not any(self.outcomes)
            else list(self.outcomes)
            if any(self.outcomes)
            else [],
            "grounds": list(dict.fromkeys(code for codes in self.grounds for code in codes)),
            "reasons": "\n".join(dict.fromkeys(filter(None, self.reasons))) or None,
            "dispatched_on": _each(self.dispatched),
            "dispatch_tracking_number": self.dispatch_tracking_number or None,
            "delivered_on": _each(self.delivered),
            "papers_ended_on": self.papers_ended_on,
            "retain_until": self.retain_until,
            "remarks": self.remarks or None,
            "agent_name": self.agent_name or None,
            "agent_kana": self.agent_kana or None,
            "scope": self.scope or None,
            "state": None if self.finished is None else "closed" if self.finished else "open",
            "closed_on": self.closed_on,
            **self.person,
        }
        found: dict[str, Any] = {"row": self.row}
        for each in columns:
            kept = self.told.get(each.value)
            value = every.get(each.value)
            if kept is not None and not value:
                value = kept.data if isinstance(kept, Listed) else kept or None
            found[each.value] = value
        return found


def _last(days: tuple[date | None, ...]) -> date | None:
    known = [day for day in days if day is not None]
    return max(known) if known and len(known) == len(days) else None


def _each(days: tuple[date | None, ...]) -> Any:
    """One day that holds for all, or each in a list."""
    if len(set(days)) <= 1:
        return days[0] if days else None
    return list(days)
