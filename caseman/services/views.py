"""Frozen read models: what the lists and the case page show. No row of a table leaves this room."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from caseman.domain.actions import Action
from caseman.domain.authority import AgentKind, PartyRole
from caseman.domain.deadlines import Derivation
from caseman.domain.decisions import Outcome
from caseman.domain.documents import DocumentKind
from caseman.domain.fees import FeeEvent, FeeState, Money, PaymentMeans
from caseman.domain.grounds import Ground
from caseman.domain.identity_policy import CheckResult
from caseman.domain.letter_course import LetterStanding
from caseman.domain.letters import NOTICES, LetterKind
from caseman.domain.lifecycle import State, Step
from caseman.domain.methods import Method
from caseman.domain.post import MailClass
from caseman.domain.requests import RequestType
from caseman.offices.schema import Procedure
from caseman.services.book import EntryKind
from caseman.services.case_steps import StepView
from caseman.services.course_views import CourseView, ItemView
from caseman.services.custody_views import PaperLine
from caseman.services.last_action import LastAction
from caseman.services.notes import NoteView
from caseman.services.post_views import EnvelopeView, ScanLine
from caseman.services.register_view import RegisterFact
from caseman.text import Language, Text


@dataclass(frozen=True)
class Written:
    """A file that was written: how many rows of it, and the head of the trail at that moment, for the auditor."""

    path: Path
    rows: int
    head: str


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One line of the case table. `key` is its case for the lists; no person and no other program sees it."""

    key: int = field(metadata={"inside": True})
    number: str
    principal: str
    kana: str
    request_types: tuple[RequestType, ...]
    state: State
    next_step: Step | None
    arrived_on: date
    due_on: date
    closed_on: date | None
    accepted_on: date | None
    member_id: str
    agent: str

    def days_left(self, today: date) -> int:
        """Calendar days until the date by which to answer; negative when it has passed."""
        return (self.due_on - today).days


@dataclass(frozen=True, slots=True)
class PersonView:
    """The principal or the agent."""

    role: PartyRole
    agent_kind: AgentKind | None
    name: str
    kana: str
    postal_code: str
    address: str
    telephone: str
    email: str
    birth_date: date | None
    member_id: str


@dataclass(frozen=True, slots=True)
class RequestView:
    """One request, its fee and its decision."""

    position: int
    type: RequestType
    article: str
    scope: str
    forms: int
    units: int
    fee: Money
    outcome: Outcome | None
    ground: Ground | None
    reason: str
    details: str
    before: str
    after: str
    decided_on: date | None
    decided_by: str
    letter: LetterKind | None
    items: tuple[ItemView, ...]
    method: Method


@dataclass(frozen=True, slots=True)
class CheckView:
    """A check of identity."""

    check_id: int
    role: PartyRole
    document: DocumentKind
    expires_on: date | None
    result: CheckResult
    note: str
    checked_on: date
    checked_by: str
    second_reader: str
    compared: tuple[tuple[Text, bool], ...]


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """A deficiency and its cure."""

    correction_id: int
    defect: str
    asked_on: date
    limit_on: date | None
    cured_on: date | None
    told_by_letter: bool  # whether its notice was made


@dataclass(frozen=True, slots=True)
class PaymentView:
    """A payment, what was allotted from a statement, or a refund (negative)."""

    payment_id: int
    amount: Money
    means: PaymentMeans
    paid_on: date
    payer: str
    receipt_enclosed: bool
    matched_on: date | None
    kind: EntryKind = EntryKind.PAYMENT
    note: str = ""
    details: str = ""  # the money orders, one line for each denomination


@dataclass(frozen=True, slots=True)
class LetterLine:
    """A letter, made, and perhaps dispatched and delivered."""

    case_number: str
    document_number: str
    kind: LetterKind
    language: Language
    addressee: str
    dated: date
    superseded: bool
    dispatched_on: date | None
    mail_class: MailClass | None
    tracking_number: str
    delivered_on: date | None
    returned_on: date | None = None  # it came back from this dispatch and did not leave again
    dispatch_id: int | None = None
    standing: LetterStanding = LetterStanding.MADE
    version: int = 1
    drafted_by: str = ""
    review: str = "off"  # what the procedure says of reviews: off, warn or required
    review_reason: str = ""  # why it was sent back
    approved_by: str = ""
    enclosures: int = 0  # pieces beside the letter
    disposed_on: date | None = None  # its bytes are gone since this day

    @property
    def may_go(self) -> bool:
        """Whether it may be printed, saved and dispatched as far as its review goes."""
        if self.disposed_on is not None or self.standing is LetterStanding.SENT_BACK:
            return False
        return self.review != "required" or bool(self.approved_by)

    @property
    def to_send(self) -> bool:
        """Whether it waits to be dispatched, for the first time or again."""
        return not self.superseded and (self.dispatched_on is None or self.returned_on is not None)

    @property
    def under_way(self) -> bool:
        """Whether it left and nobody knows yet that it arrived."""
        return self.dispatched_on is not None and self.delivered_on is None and self.returned_on is None


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One entry of the trail."""

    entry: int
    at: datetime
    staff: str
    action: str
    label: Text
    case_number: str | None


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case, whole."""

    number: str
    state: State
    next_step: Step | None
    arrived_on: date
    accepted_on: date | None
    proposed_acceptance: date
    due_on: date
    target_on: date | None
    suit_from: date | None
    derivation: Derivation
    closed_on: date | None
    retain_until: date | None
    papers_end: str | None
    disposed_on: date | None
    remarks: str
    people: tuple[PersonView, ...]
    requests: tuple[RequestView, ...]
    checks: tuple[CheckView, ...]
    corrections: tuple[CorrectionView, ...]
    fee_due: Money
    fee_paid: Money
    fee_state: FeeState
    payments: tuple[PaymentView, ...]
    letters: tuple[LetterLine, ...]
    letters_wanted: tuple[LetterKind, ...]
    letters_open: tuple[LetterKind, ...]  # those still to be made, and the notice of an open deficiency
    defects: tuple[str, ...]  # what the person can mend, each with its cure, as the notice would tell it
    envelope: EnvelopeView
    later_envelopes: tuple[EnvelopeView, ...]
    papers: tuple[PaperLine, ...]  # of all its envelopes, and where they are
    scans: tuple[ScanLine, ...]  # of all its envelopes, and those filed with the case itself
    steps: tuple[StepView, ...]
    history: tuple[HistoryLine, ...]
    course: CourseView
    procedure: Procedure  # the version the case was opened under
    missing_essential: tuple[Text, ...]
    missing_other: tuple[Text, ...]
    notes: tuple[NoteView, ...] = ()
    last_action: LastAction | None = None  # what was done last and is not taken back
    register: tuple[RegisterFact, ...] = ()  # what a register kept before said, where the case came from one

    @property
    def letters_offered(self) -> tuple[LetterKind, ...]:
        """What can be written now: what decisions ask for, what is deficient, and the letters that tell the period."""
        period: list[LetterKind] = []
        if Action.MAKE_LETTER in self.course.actions:
            period = [LetterKind.EXTENSION] if self.course.extensions else []
            period.append(LetterKind.ACKNOWLEDGEMENT)
            if any(each.cured_on is None for each in self.corrections):
                period.insert(0, LetterKind.DEFICIENCY)
            if any(request.method.changed for request in self.requests):
                period.insert(0, LetterKind.METHOD_CHANGE)
        if Action.WRITE_ABOUT_FEE in self.course.actions:
            asked = any(event.kind in (FeeEvent.ASKED, FeeEvent.REMINDED) for event in self.course.fee_events)
            if asked and self.fee_state in (FeeState.UNPAID, FeeState.SHORT):
                period.append(LetterKind.FEE_NOTICE)
            if any(payment.amount.minor > 0 for payment in self.payments):
                period.append(LetterKind.RECEIPT)
        if Action.WRITE_CLOSURE in self.course.actions:
            period.insert(0, LetterKind.CLOSURE)
        made = [x.kind for x in self.letters if not x.superseded and x.kind in NOTICES]
        answers = () if Action.WRITE_CLOSURE in self.course.actions else self.letters_wanted
        return tuple(dict.fromkeys((*answers, *period, *made)))

    @property
    def principal(self) -> PersonView:
        return next(p for p in self.people if p.role is PartyRole.PRINCIPAL)

    @property
    def agent(self) -> PersonView | None:
        return next((p for p in self.people if p.role is PartyRole.AGENT), None)


def read_derivation(text: str) -> Derivation:
    """The stored derivation of a date."""
    data: Any = json.loads(text)
    return Derivation.from_data(data)
