"""The table of transitions: complete, without states that cannot be reached or left, and true to the laws of a case."""

from __future__ import annotations

import pytest

from caseman.domain.actions import Action
from caseman.domain.letters import LetterKind
from caseman.domain.lifecycle import State
from caseman.domain.transitions import TRANSITIONS, Role, allows, require, require_may_leave, transition
from caseman.errors import RuleError
from caseman.text import Language, Text

_UNACCEPTED = {State.RECEIVED, State.AWAITING_CORRECTION, State.AWAITING_FEE, State.READY}
_ANSWERED = {State.DISPATCHED, State.DELIVERED, State.UNDELIVERED}
_WITHDRAWN = {State.WITHDRAWN, State.DEEMED_WITHDRAWN}


# The states in order of `State`, as the procedure of an office has them: changing a rule means changing it here too.
_ALLOWED = """
    check_identity   x x x x x x . . . . . . . .
    ask_correction   x x x x . . . . . . . . . .
    cure_correction  . x . . . . . . . . . . . .
    record_payment   x x x x x x x x x x x x x .
    ask_fee          x x x x x x x x x x x . . .
    waive_fee        x x x x x x x x x x x . . .
    write_about_fee  x x x x x x x x x x x x x .
    accept           . . . x . . . . . . . . . .
    extend           x x x x x x . . . . . . . .
    ask_search       . . . . x x . . . . . . . .
    answer_search    . . . . . x . . . . . . . .
    decide           x x x x x . x . . . x . . .
    make_letter      x x x x x x x . . x x . . .
    write_closure    . . . . . . . . . . . x x .
    dispatch         x x x x x x x x x x x x x .
    deliver          x x x x x x x x x x x x x x
    return           x x x x x x x x . x x x x .
    object           . . . . . . . x x x . . . .
    settle_objection . . . . . . . . . . x . . .
    withdraw         x x x x x x x . . . . . . .
    deem_withdrawn   . x x . . . . . . . . . . .
    close            . . . . . . . x x x . x x .
    reopen           . . . . . . . . . . . x x x
    hold             x x x x x x x x x x x x x x
    release          x x x x x x x x x x x x x x
    report           x x x x x x x x x x x x x .
    undo_acceptance  . . . . x . . . . . . . . .
    amend            x x x x x x x x x x x x x .
"""
_ROWS = {name: marks for name, *marks in (line.split() for line in _ALLOWED.strip().splitlines())}


@pytest.mark.parametrize("action", Action)
def test_what_is_allowed_in_which_state(action: Action) -> None:
    expected = {state for state, mark in zip(State, _ROWS[action], strict=True) if mark == "x"}
    assert {state for state in State if allows(action, state)} == expected


def test_every_action_has_one_row_and_every_row_an_action() -> None:
    assert sorted(row.action for row in TRANSITIONS) == sorted(Action)
    for action in Action:
        assert transition(action).action is action


@pytest.mark.parametrize("kinds", [Action, Role, State])
def test_no_two_are_called_the_same(kinds: type[Action | Role | State]) -> None:
    english = [kind.label.say(Language.EN) for kind in kinds]
    japanese = [kind.label.say(Language.JA) for kind in kinds]
    assert len(set(english)) == len(set(japanese)) == len(list(kinds))
    assert all(english)
    assert all(japanese)


@pytest.mark.parametrize("action", Action)
def test_a_row_says_where_it_is_allowed_where_it_leads_and_what_it_writes(action: Action) -> None:
    row = transition(action)
    assert row.allowed
    assert row.leads_to
    assert row.by in Role
    assert row.writes.say(Language.EN)
    assert all(isinstance(condition, Text) and str(condition).endswith(".") for condition in row.must)


def test_every_state_is_reached_from_the_first_one() -> None:
    reached, following = set[State](), {State.RECEIVED}
    while following - reached:
        state = (following - reached).pop()
        reached.add(state)
        for row in TRANSITIONS:
            if state in row.allowed:
                following |= row.leads_to
    assert reached == set(State)


@pytest.mark.parametrize("state", State)
def test_no_state_is_a_dead_end(state: State) -> None:
    onward = {row.action for row in TRANSITIONS if state in row.allowed and row.leads_to - {state}}
    assert onward - {Action.HOLD, Action.RELEASE, Action.DELIVER}, "holding and delivering move no case on"


def test_a_closed_case_can_only_be_reopened_held_or_have_its_delivery_noted() -> None:
    allowed = {row.action for row in TRANSITIONS if State.CLOSED in row.allowed}
    assert allowed == {Action.REOPEN, Action.HOLD, Action.RELEASE, Action.DELIVER}


def test_a_withdrawn_case_can_be_closed_or_taken_up_again() -> None:
    for state in _WITHDRAWN:
        assert {Action.CLOSE, Action.REOPEN} <= {row.action for row in TRANSITIONS if state in row.allowed}
        for action in (Action.DECIDE, Action.ACCEPT, Action.MAKE_LETTER, Action.WITHDRAW):
            assert not allows(action, state)
        for kind in LetterKind:
            late = kind in (LetterKind.CLOSURE, LetterKind.RECEIPT, LetterKind.FEE_NOTICE)
            assert _may_leave(kind, state) is late


@pytest.mark.parametrize("state", [State.DISPATCHED, State.DELIVERED])
def test_once_every_answer_has_left_only_letters_about_the_fee_leave(state: State) -> None:
    assert {kind for kind in LetterKind if _may_leave(kind, state)} == {LetterKind.FEE_NOTICE, LetterKind.RECEIPT}


def _may_leave(kind: LetterKind, state: State) -> bool:
    try:
        require_may_leave(kind, state)
    except RuleError:
        return False
    return True


@pytest.mark.parametrize(
    ("action", "state"),
    [
        (Action.CLOSE, State.CLOSED),
        (Action.WITHDRAW, State.WITHDRAWN),
        (Action.DEEM_WITHDRAWN, State.DEEMED_WITHDRAWN),
        (Action.OBJECT, State.OBJECTED),
        (Action.ASK_CORRECTION, State.AWAITING_CORRECTION),
        (Action.ASK_SEARCH, State.SEARCHING),
    ],
)
def test_what_happens_names_the_state_it_leads_to(action: Action, state: State) -> None:
    assert transition(action).leads_to == {state}


def test_before_acceptance_nothing_is_searched_and_after_it_nothing_mended() -> None:
    for state in _UNACCEPTED:
        assert not allows(Action.ASK_SEARCH, state)
        assert not allows(Action.UNDO_ACCEPTANCE, state)
    for state in set(State) - _UNACCEPTED:
        assert not allows(Action.ASK_CORRECTION, state)
        assert not allows(Action.CURE_CORRECTION, state)
        assert not allows(Action.DEEM_WITHDRAWN, state)
    assert [state for state in State if allows(Action.ACCEPT, state)] == [State.READY]


def test_while_a_holder_searches_nothing_is_decided() -> None:
    assert not allows(Action.DECIDE, State.SEARCHING)
    assert [state for state in State if allows(Action.ANSWER_SEARCH, state)] == [State.SEARCHING]


def test_only_an_answer_that_left_is_objected_to() -> None:
    assert {state for state in State if allows(Action.OBJECT, state)} == _ANSWERED
    assert not any(allows(Action.WITHDRAW, state) for state in _ANSWERED)


def test_an_answer_that_left_is_not_decided_anew_without_an_objection() -> None:
    assert not any(allows(Action.DECIDE, state) for state in _ANSWERED)
    assert allows(Action.DECIDE, State.OBJECTED)


def test_what_was_delivered_does_not_come_back() -> None:
    assert not allows(Action.RETURN, State.DELIVERED)
    assert allows(Action.RETURN, State.DISPATCHED)


def test_a_hold_is_possible_at_any_time_and_changes_no_state() -> None:
    for action in (Action.HOLD, Action.RELEASE):
        assert transition(action).allowed == set(State)


@pytest.mark.parametrize("action", Action)
def test_requiring_refuses_exactly_what_is_not_allowed(action: Action) -> None:
    for state in State:
        if allows(action, state):
            require(action, state)
            continue
        with pytest.raises(RuleError) as told:
            require(action, state)
        assert told.value.code == "not-now"
        assert str(action.label) in str(told.value)
        assert str(state.label) in str(told.value)
