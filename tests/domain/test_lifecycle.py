"""Where a case stands and what comes next, from its facts alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseman.domain.lifecycle import CaseFacts, State, Step, next_step, state_of
from caseman.text import Language

_NEW = CaseFacts(
    identity_confirmed=False,
    identity_refused=False,
    correction_open=False,
    fee_settled=False,
    accepted=False,
    requests=1,
    decided=0,
    letters_wanted=0,
    letters_made=0,
    letters_dispatched=0,
    letters_delivered=0,
    closed=False,
)
_IDENTIFIED = replace(_NEW, identity_confirmed=True)
_PAID = replace(_IDENTIFIED, fee_settled=True)
_ACCEPTED = replace(_PAID, accepted=True)
_DECIDED = replace(_ACCEPTED, decided=1, letters_wanted=1)
_WRITTEN = replace(_DECIDED, letters_made=1)
_SENT = replace(_WRITTEN, letters_dispatched=1)
_DELIVERED = replace(_SENT, letters_delivered=1)
_CLOSED = replace(_DELIVERED, closed=True)
_TWO = replace(_ACCEPTED, requests=2)
_REFUSED_EARLY = replace(_NEW, identity_refused=True, decided=1, letters_wanted=1)


@pytest.mark.parametrize(
    ("facts", "state", "step"),
    [
        (_NEW, State.RECEIVED, Step.IDENTITY),
        (replace(_NEW, fee_settled=True), State.RECEIVED, Step.IDENTITY),
        (replace(_NEW, identity_refused=True), State.AWAITING_CORRECTION, Step.IDENTITY),
        (replace(_NEW, correction_open=True), State.AWAITING_CORRECTION, Step.IDENTITY),
        (_IDENTIFIED, State.AWAITING_FEE, Step.FEE),
        (replace(_IDENTIFIED, identity_refused=True), State.AWAITING_FEE, Step.FEE),
        (_PAID, State.READY, Step.DATE),
        (_ACCEPTED, State.ACCEPTED, Step.DECISION),
        (replace(_TWO, decided=1, letters_wanted=1), State.ACCEPTED, Step.DECISION),
        (replace(_TWO, decided=1, letters_wanted=1, letters_made=1), State.ACCEPTED, Step.DECISION),
        (_DECIDED, State.DECIDED, Step.LETTER),
        (_WRITTEN, State.DECIDED, Step.DISPATCH),
        (replace(_WRITTEN, letters_wanted=2), State.DECIDED, Step.LETTER),
        (_SENT, State.DISPATCHED, Step.CLOSE),
        (replace(_SENT, letters_wanted=2, letters_made=2), State.DECIDED, Step.DISPATCH),
        (_DELIVERED, State.DELIVERED, Step.CLOSE),
        (
            replace(_DELIVERED, letters_wanted=2, letters_made=2, letters_dispatched=2),
            State.DISPATCHED,
            Step.CLOSE,
        ),
        (_CLOSED, State.CLOSED, None),
        (replace(_SENT, closed=True), State.CLOSED, None),
        # A refusal may come before acceptance: then identity, fee and date are no longer waited for.
        (_REFUSED_EARLY, State.DECIDED, Step.LETTER),
        (replace(_REFUSED_EARLY, letters_made=1), State.DECIDED, Step.DISPATCH),
        (replace(_REFUSED_EARLY, letters_made=1, letters_dispatched=1), State.DISPATCHED, Step.CLOSE),
        # A request that no letter answers.
        (replace(_ACCEPTED, decided=1), State.DISPATCHED, Step.CLOSE),
    ],
)
def test_state_and_next_step(facts: CaseFacts, state: State, step: Step | None) -> None:
    assert state_of(facts) is state
    assert next_step(facts) is step


def test_an_open_correction_holds_a_complete_case_back() -> None:
    assert state_of(replace(_PAID, correction_open=True)) is State.AWAITING_CORRECTION


_few = st.integers(0, 3)
_any_facts = st.builds(
    CaseFacts,
    identity_confirmed=st.booleans(),
    identity_refused=st.booleans(),
    correction_open=st.booleans(),
    fee_settled=st.booleans(),
    accepted=st.booleans(),
    requests=st.integers(1, 3),
    decided=_few,
    letters_wanted=_few,
    letters_made=_few,
    letters_dispatched=_few,
    letters_delivered=_few,
    closed=st.booleans(),
)
_ORDER = [
    State.RECEIVED,
    State.AWAITING_CORRECTION,
    State.AWAITING_FEE,
    State.READY,
    State.ACCEPTED,
    State.DECIDED,
    State.DISPATCHED,
    State.DELIVERED,
    State.CLOSED,
]


@given(_any_facts)
def test_a_case_has_a_next_step_exactly_while_it_is_open(facts: CaseFacts) -> None:
    assert (next_step(facts) is None) is facts.closed
    assert (state_of(facts) is State.CLOSED) is facts.closed


@given(
    _any_facts,
    st.sampled_from(
        ["identity_confirmed", "fee_settled", "accepted", "closed", "letters_dispatched", "letters_delivered"]
    ),
)
def test_adding_a_fact_never_sets_a_case_back(facts: CaseFacts, added: str) -> None:
    old = getattr(facts, added)
    more = replace(facts, **{added: True if isinstance(old, bool) else old + 1})
    assert _ORDER.index(state_of(more)) >= _ORDER.index(state_of(facts))


@given(_any_facts)
def test_the_next_step_is_never_one_whose_work_is_done(facts: CaseFacts) -> None:
    done = {
        Step.IDENTITY: facts.identity_confirmed,
        Step.FEE: facts.fee_settled,
        Step.DATE: facts.accepted,
        Step.DECISION: facts.decided == facts.requests,
        Step.LETTER: facts.letters_made >= facts.letters_wanted,
        Step.DISPATCH: facts.letters_dispatched >= facts.letters_wanted,
        Step.CLOSE: facts.closed,
    }
    step = next_step(facts)
    assert step is None or not done[step]


def test_every_state_and_step_has_words() -> None:
    assert len({state.label.say(Language.EN) for state in State}) == len(State)
    assert len({step.label.say(Language.EN) for step in Step}) == len(Step)
    assert Step.FEE.call_to_action.say(Language.EN) == "Record the payment"
    assert [step.value for step in Step] == [
        "envelope",
        "case",
        "identity",
        "fee",
        "date",
        "decision",
        "letter",
        "dispatch",
        "close",
    ]
