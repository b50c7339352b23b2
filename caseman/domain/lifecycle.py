"""Where a case stands and what comes next, read from its facts alone.

The state is never set by hand: it follows from what was recorded, so that correcting or removing an event puts the
case where it belongs without a trace of the old arithmetic.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from caseman.text import T, Text


class State(StrEnum):
    """The life of a case, as the ledger tells it."""

    RECEIVED = "received"
    AWAITING_CORRECTION = "awaiting_correction"
    AWAITING_FEE = "awaiting_fee"
    READY = "ready"
    ACCEPTED = "accepted"
    SEARCHING = "searching"
    DECIDED = "decided"
    DISPATCHED = "dispatched"
    DELIVERED = "delivered"
    UNDELIVERED = "undelivered"
    OBJECTED = "objected"
    WITHDRAWN = "withdrawn"
    DEEMED_WITHDRAWN = "deemed_withdrawn"
    CLOSED = "closed"

    @property
    def label(self) -> Text:
        return _STATES[self]

    @property
    def awaits_answer(self) -> bool:
        """Whether the person still has an answer to get, so that the date can be missed."""
        return self not in NOT_AWAITED


_STATES = {
    State.RECEIVED: T("Received"),
    State.AWAITING_CORRECTION: T("Awaiting correction"),
    State.AWAITING_FEE: T("Awaiting fee"),
    State.READY: T("Ready to accept"),
    State.ACCEPTED: T("Accepted"),
    State.SEARCHING: T("Being searched"),
    State.DECIDED: T("Decided"),
    State.DISPATCHED: T("Dispatched"),
    State.DELIVERED: T("Delivered"),
    State.UNDELIVERED: T("Returned undelivered"),
    State.OBJECTED: T("Objection made"),
    State.WITHDRAWN: T("Withdrawn"),
    State.DEEMED_WITHDRAWN: T("Deemed withdrawn"),
    State.CLOSED: T("Closed"),
}


# The answer has left and did not come back, or nobody waits for one any more.
NOT_AWAITED = (
    State.DISPATCHED,
    State.DELIVERED,
    State.OBJECTED,
    State.WITHDRAWN,
    State.DEEMED_WITHDRAWN,
    State.CLOSED,
)


class Step(StrEnum):
    """The steps of the walk, in order; each is one panel of the case page."""

    ENVELOPE = "envelope"
    CASE = "case"
    IDENTITY = "identity"
    FEE = "fee"
    DATE = "date"
    DECISION = "decision"
    LETTER = "letter"
    DISPATCH = "dispatch"
    CLOSE = "close"

    @property
    def label(self) -> Text:
        return _STEPS[self][0]

    @property
    def call_to_action(self) -> Text:
        """What the person does in this step, as a button says it."""
        return _STEPS[self][1]


_STEPS: dict[Step, tuple[Text, Text]] = {
    Step.ENVELOPE: (T("Envelope"), T("Log the envelope")),
    Step.CASE: (T("Case"), T("Open a case")),
    Step.IDENTITY: (T("Identity"), T("Check identity")),
    Step.FEE: (T("Fee"), T("Record the payment")),
    Step.DATE: (T("Date"), T("Accept the request")),
    Step.DECISION: (T("Decision"), T("Decide")),
    Step.LETTER: (T("Letter"), T("Make the letter")),
    Step.DISPATCH: (T("Dispatch"), T("Note the dispatch")),
    Step.CLOSE: (T("Close"), T("Close the case")),
}


@dataclass(frozen=True)
class CaseFacts:
    """What the state of a case depends on."""

    identity_confirmed: bool  # of the principal, and of the agent with their authority where one acts
    identity_refused: bool  # a check was made and did not confirm
    correction_open: bool  # a deficiency was notified and is not cured
    fee_settled: bool  # none is due, or it is paid in full
    accepted: bool
    requests: int
    decided: int
    letters_wanted: int
    letters_made: int
    letters_dispatched: int  # and not come back
    letters_delivered: int
    closed: bool
    letters_returned: int = 0  # came back and were not sent again
    searches_open: int = 0
    withdrawn: bool = False
    deemed_withdrawn: bool = False
    objection_open: bool = False

    @property
    def all_decided(self) -> bool:
        return self.requests > 0 and self.decided == self.requests

    @property
    def all_sent(self) -> bool:
        return self.all_decided and self.letters_dispatched >= self.letters_wanted


def state_of(facts: CaseFacts) -> State:
    """The state that these facts amount to."""
    ended = _ended(facts)
    if ended is not None:
        return ended
    if facts.all_decided:
        return _answered(facts)
    if facts.accepted:
        return State.SEARCHING if facts.searches_open else State.ACCEPTED
    if facts.correction_open or (facts.identity_refused and not facts.identity_confirmed):
        return State.AWAITING_CORRECTION
    if facts.identity_confirmed:
        return State.READY if facts.fee_settled else State.AWAITING_FEE
    return State.RECEIVED


def _ended(facts: CaseFacts) -> State | None:
    order = (
        (facts.closed, State.CLOSED),
        (facts.withdrawn, State.WITHDRAWN),
        (facts.deemed_withdrawn, State.DEEMED_WITHDRAWN),
        (facts.objection_open, State.OBJECTED),
    )
    return next((state for holds, state in order if holds), None)


def _answered(facts: CaseFacts) -> State:
    if facts.all_sent:
        return State.DELIVERED if facts.letters_delivered >= facts.letters_wanted > 0 else State.DISPATCHED
    return State.UNDELIVERED if facts.letters_returned else State.DECIDED


def next_step(facts: CaseFacts) -> Step | None:
    """The one thing to do next; None when the case is closed."""
    if facts.closed:
        return None
    if facts.withdrawn or facts.deemed_withdrawn:
        return Step.CLOSE
    order = (
        (facts.identity_confirmed or facts.accepted, Step.IDENTITY),
        (facts.fee_settled or facts.accepted, Step.FEE),
        (facts.accepted, Step.DATE),
        (facts.all_decided, Step.DECISION),
        (facts.letters_made >= facts.letters_wanted, Step.LETTER),
        (facts.letters_dispatched >= facts.letters_wanted, Step.DISPATCH),
        (not facts.objection_open, Step.DECISION),
        (facts.closed, Step.CLOSE),
    )
    refused_early = facts.all_decided and not facts.accepted
    for done, step in order:
        if refused_early and step in (Step.IDENTITY, Step.FEE, Step.DATE):
            continue
        if not done:
            return step
    return None


def waits_for(step: Step, facts: CaseFacts) -> Text | None:
    """Why a step cannot be taken yet; None for one that can be, or is done."""
    if facts.closed or facts.withdrawn or facts.deemed_withdrawn:
        return None if step is Step.CLOSE else T("The request has ended.")
    undecided = T("Requests not decided: {count}.", count=facts.requests - facts.decided)
    unmade = facts.letters_wanted - facts.letters_made
    unsent = facts.letters_wanted - facts.letters_dispatched - facts.letters_returned
    order: dict[Step, tuple[tuple[bool, Text], ...]] = {
        Step.DATE: (
            (facts.accepted or facts.all_decided, _NOTHING),
            (not facts.correction_open, T("A correction is awaited.")),
            (facts.identity_confirmed, T("Identity is not confirmed yet.")),
            (facts.fee_settled, T("The fee is not paid in full yet.")),
        ),
        Step.DECISION: (
            (facts.all_decided, _NOTHING),
            (facts.accepted, T("The request is not accepted yet; until then it can only be refused.")),
            (facts.searches_open == 0, T("Data holders who have not answered: {count}.", count=facts.searches_open)),
        ),
        Step.LETTER: ((facts.all_decided, undecided),),
        Step.DISPATCH: (
            (facts.all_decided, undecided),
            (unmade <= 0, T("Letters not made: {count}.", count=unmade)),
        ),
        Step.CLOSE: (
            (facts.all_decided, undecided),
            (unmade <= 0, T("Letters not made: {count}.", count=unmade)),
            (unsent <= 0, T("Letters not dispatched: {count}.", count=unsent)),
        ),
    }
    for holds, why in order.get(step, ()):
        if why is _NOTHING:
            if holds:
                return None
        elif not holds:
            return why
    return None


_NOTHING = T("Nothing.")
