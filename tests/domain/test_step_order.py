"""Why a step cannot be taken yet, from the facts alone; and never where the next step is, or what is done."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseman.domain.lifecycle import CaseFacts, Step, next_step, waits_for

_NEW = CaseFacts(
    identity_confirmed=False,
    identity_refused=False,
    correction_open=False,
    fee_settled=False,
    accepted=False,
    requests=2,
    decided=0,
    letters_wanted=0,
    letters_made=0,
    letters_dispatched=0,
    letters_delivered=0,
    closed=False,
)
_DECIDED = replace(_NEW, identity_confirmed=True, fee_settled=True, accepted=True, decided=2, letters_wanted=2)


@pytest.mark.parametrize(
    ("facts", "step", "why"),
    [
        (_NEW, Step.IDENTITY, None),
        (_NEW, Step.FEE, None),
        (_NEW, Step.DATE, "Identity is not confirmed yet."),
        (replace(_NEW, correction_open=True), Step.DATE, "A correction is awaited."),
        (replace(_NEW, identity_confirmed=True), Step.DATE, "The fee is not paid in full yet."),
        (_NEW, Step.DECISION, "The request is not accepted yet; until then it can only be refused."),
        (replace(_NEW, accepted=True, searches_open=2), Step.DECISION, "Data holders who have not answered: 2."),
        (replace(_NEW, accepted=True, decided=1), Step.LETTER, "Requests not decided: 1."),
        (_DECIDED, Step.LETTER, None),
        (replace(_DECIDED, letters_made=1), Step.DISPATCH, "Letters not made: 1."),
        (replace(_DECIDED, letters_made=2, letters_dispatched=1), Step.CLOSE, "Letters not dispatched: 1."),
        (replace(_DECIDED, letters_made=2, letters_dispatched=2), Step.CLOSE, None),
        (replace(_NEW, withdrawn=True), Step.DECISION, "The request has ended."),
        (replace(_NEW, withdrawn=True), Step.CLOSE, None),
        (replace(_NEW, decided=2, letters_wanted=2), Step.DATE, None),
    ],
)
def test_what_a_step_waits_for(facts: CaseFacts, step: Step, why: str | None) -> None:
    told = waits_for(step, facts)
    assert (None if told is None else str(told)) == why


@given(
    flags=st.tuples(*[st.booleans()] * 6),
    decided=st.integers(0, 2),
    letters=st.tuples(*[st.integers(0, 2)] * 3),
)
def test_the_next_step_waits_for_nothing_but_answers_and_papers(
    flags: tuple[bool, ...], decided: int, letters: tuple[int, ...]
) -> None:
    identity, refused, fee, accepted, withdrawn, objected = flags
    made, sent, delivered = sorted(letters, reverse=True)
    facts = replace(
        _NEW,
        identity_confirmed=identity,
        identity_refused=refused,
        fee_settled=fee,
        accepted=accepted,
        decided=decided,
        letters_wanted=decided,
        letters_made=min(made, decided),
        letters_dispatched=min(sent, decided),
        letters_delivered=min(delivered, decided),
        withdrawn=withdrawn,
        objection_open=objected,
    )
    step = next_step(facts)
    assert step is None or waits_for(step, facts) is None
