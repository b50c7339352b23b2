"""Frozen read models of a case's course: extensions, search tasks, events, links, a complaint, and what to mind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from caseman.domain.actions import Action
from caseman.domain.checklists import CheckItem
from caseman.domain.deadlines import Derivation
from caseman.domain.decisions import Outcome
from caseman.domain.fees import FeeEvent
from caseman.domain.grounds import Ground
from caseman.services.case_facts import EventKind
from caseman.services.fee_advice import RefundProposal
from caseman.text import Text


@dataclass(frozen=True, slots=True)
class ItemView:
    """One item of a request, with its own ruling."""

    item: str
    outcome: Outcome
    ground: Ground | None
    reason: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ExtensionView:
    """A longer period, in the unit of the procedure's extensions."""

    extension_id: int
    noticed_on: date
    amount: int
    unit: Text
    reason: str


@dataclass(frozen=True, slots=True)
class SearchView:
    """A data holder that was asked, and what it answered."""

    task_id: int
    holder: str
    contact: str
    question: str
    asked_on: date
    due_on: date
    answered_on: date | None
    found: str | None  # found, nothing, no_answer
    answer: str
    searched_by: str


@dataclass(frozen=True, slots=True)
class EventView:
    """Something that happened to a case beside its steps."""

    event_id: int
    kind: EventKind
    happened_on: date
    reason: str
    recorded_by: str


@dataclass(frozen=True, slots=True)
class FeeEventView:
    """The fee asked for, or asked for again, waived, or due again; `told_by_letter`: whether its notice was made."""

    event_id: int
    kind: FeeEvent
    happened_on: date
    limit_on: date | None
    reason: str
    told_by_letter: bool


@dataclass(frozen=True, slots=True)
class ComplaintView:
    """What a complaint needs beside its text."""

    urgent: bool
    publish: bool
    reported_on: date | None
    reported_to: str


@dataclass(frozen=True, slots=True)
class LinkView:
    """A case that was linked with this one."""

    link_id: int
    number: str
    why: str


@dataclass(frozen=True, slots=True)
class PastDecisionView:
    """What was decided on a request at first, before an objection."""

    position: int
    outcome: Outcome
    ground: Ground | None
    reason: str
    details: str
    before: str
    after: str
    items: tuple[ItemView, ...]
    decided_on: date
    decided_by: str
    document_number: str  # of the letter that told it; empty where none did


@dataclass(frozen=True, slots=True)
class PastDerivation:
    """How the date was found at an earlier time, as the trail keeps it."""

    entry: int
    at: datetime
    why: Text
    derivation: Derivation


@dataclass(frozen=True, slots=True)
class CourseView:
    """The course of a case beside its steps."""

    actions: frozenset[Action]  # what the table of transitions allows now
    extensions: tuple[ExtensionView, ...]
    searches: tuple[SearchView, ...]
    events: tuple[EventView, ...]
    held: bool
    links: tuple[LinkView, ...]
    suggested_links: tuple[tuple[str, Text], ...]
    complaint: ComplaintView | None
    papers: tuple[CheckItem, ...]  # the checklist of the envelope
    still_needed: tuple[Text, ...]  # before identity is confirmed
    fee_advice: tuple[Text, ...]
    refund: RefundProposal | None  # what the procedure gives back
    fee_events: tuple[FeeEventView, ...]
    deficiency_advice: Text | None  # what the procedure does once the time limit has passed
    estimates_open: tuple[int, ...]  # positions of requests whose fee must be estimated
    decision_warnings: tuple[Text, ...]
    past_decisions: tuple[PastDecisionView, ...]
    papers_until: date | None  # when the papers of a closed case are to go
