"""Every action on a case in every state: what the table allows the service does, and everything else it refuses.

Beside its state a case has everything that the action needs wherever that can be, so that it is the state that decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from caseman.domain import transitions
from caseman.domain.actions import Action
from caseman.domain.letters import LetterKind
from caseman.domain.lifecycle import State
from caseman.errors import InputError, RuleError
from caseman.services import case_file, events
from caseman.services.desk import Desk
from tests.services.course_walk import ATTEMPTS, LATER, LIMIT, ask_fee, case_in, event
from tests.services.walking import TODAY, Office, TickingClock, Walk, open_copy, raw, refused

Make = tuple[State, State | None, str]  # the state, the one before, whether it was acknowledged

# From which state a case was withdrawn, so that what the action needs is there: an open task, a correction, a letter.
_BEFORE_THE_END = {
    Action.CURE_CORRECTION: State.AWAITING_CORRECTION,
    Action.DEEM_WITHDRAWN: State.AWAITING_CORRECTION,
    Action.EXTEND: State.ACCEPTED,
    Action.ASK_SEARCH: State.ACCEPTED,
    Action.UNDO_ACCEPTANCE: State.ACCEPTED,
    Action.ANSWER_SEARCH: State.SEARCHING,
    Action.DECIDE: State.DECIDED,
    Action.OBJECT: State.DECIDED,
}
_WITH_ANSWER_SENT = (Action.OBJECT, Action.RETURN)
_ENDED = (State.WITHDRAWN, State.CLOSED)
_ENDED_STATES = (State.WITHDRAWN, State.DEEMED_WITHDRAWN, State.CLOSED)
_LATE = (State.DISPATCHED, State.DELIVERED, State.WITHDRAWN, State.DEEMED_WITHDRAWN)
_LETTERS_ALL_LEFT = (State.DISPATCHED, State.DELIVERED, State.UNDELIVERED, State.OBJECTED)


def _make(action: Action, state: State) -> Make:
    told = "sent"
    if action is Action.MAKE_LETTER:
        told = "no"
    elif action is Action.DISPATCH and state not in _LETTERS_ALL_LEFT:
        told = "made"
    if state is State.CLOSED and action in _WITH_ANSWER_SENT:
        return state, State.DISPATCHED, told
    return state, _BEFORE_THE_END.get(action, State.READY) if state in _ENDED else None, told


def _prepare(walk: Walk, action: Action, state: State, number: str) -> None:
    """What must be true beside the state."""
    if action is Action.RELEASE:
        event(walk, number, events.hold)
    if action is Action.DEEM_WITHDRAWN and state is State.AWAITING_FEE:
        ask_fee(walk, number, asked_on=TODAY, limit_on=LIMIT)
    if action is Action.ASK_FEE and state not in _ENDED_STATES:
        _unpay(walk, number)
    if action is Action.WRITE_ABOUT_FEE and state is not State.CLOSED:
        _pay_once(walk, number)
    if action is Action.ASK_CORRECTION and state is State.AWAITING_CORRECTION:
        # None is open: the identity was refused instead.
        raw(walk.desk, "DELETE FROM correction")
        walk.identity(number, result="not_confirmed", sharp=False, note="写しが不鮮明。", checked_on=LATER)
    if action is Action.DISPATCH and state in _LATE:
        _write_late(walk, number, state)
    if action is Action.DISPATCH and state is State.OBJECTED:
        walk.decide(number, 1, details="取引の記録のみ", decided_on=LATER)
        walk.letter(number)


def _unpay(walk: Walk, number: str) -> None:
    """As if nothing had been paid, behind the program's back: an accepted request keeps its fee otherwise."""
    raw(walk.desk, "DELETE FROM book_entry")
    assert case_file.show_case(walk.desk, number).fee_paid.minor == 0


def _pay_once(walk: Walk, number: str) -> None:
    """A part of it, so that the state stays."""
    if not case_file.show_case(walk.desk, number).payments:
        walk.payment(number, amount="100")


def _write_late(walk: Walk, number: str, state: State) -> None:
    """What may still leave: the notice that the request ended, or a receipt."""
    if state in (State.WITHDRAWN, State.DEEMED_WITHDRAWN):
        walk.letter(number, LetterKind.CLOSURE)
    else:
        walk.letter(number, LetterKind.RECEIPT)


@pytest.fixture(scope="module")
def made(office: Office, tmp_path_factory: pytest.TempPathFactory) -> Callable[[Make], Office]:
    """An office file with one case that stands as asked; made once and copied."""
    known: dict[Make, Office] = {}

    def offer(make: Make) -> Office:
        if make not in known:
            folder = tmp_path_factory.mktemp("made")
            path, clock = office.copy_to(folder), TickingClock()
            desk = open_copy(office, path, clock)
            try:
                case_in(Walk(desk, clock), *make)
            finally:
                desk.close()
            known[make] = Office(path, office.keyslots, office.data_key)
        return known[make]

    return offer


@pytest.fixture
def walk_in(made: Callable[[Make], Office], tmp_path: Path) -> Iterator[Callable[[Make], Walk]]:
    """A walk at a copy of such a file."""
    desks: list[Desk] = []

    def walk(make: Make) -> Walk:
        ready = made(make)
        clock = TickingClock()
        clock.set_day(LATER)
        desks.append(open_copy(ready, ready.copy_to(tmp_path), clock))
        return Walk(desks[-1], clock)

    yield walk
    for desk in desks:
        desk.close()


def test_every_action_is_tried() -> None:
    assert set(ATTEMPTS) == set(Action)


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("state", State)
def test_the_service_does_what_the_table_says(walk_in: Callable[[Make], Walk], action: Action, state: State) -> None:
    walk, number = walk_in(_make(action, state)), "P-2026-0001"
    _prepare(walk, action, state, number)
    before = case_file.show_case(walk.desk, number)
    assert before.state is state
    assert (action in before.course.actions) is transitions.allows(action, state)
    if transitions.allows(action, state):
        ATTEMPTS[action](walk, number)
        after = case_file.show_case(walk.desk, number)
        assert after.state in transitions.transition(action).leads_to
        assert len(after.history) == len(before.history) + 1
    else:
        told = refused(walk.desk, lambda: ATTEMPTS[action](walk, number))
        assert isinstance(told, RuleError | InputError)


# A refusal that tells the state rather than something that the state entails.
_TOLD_BY_STATE = ("not-now", "case-closed")


@pytest.mark.parametrize("state", [State.WITHDRAWN, State.CLOSED])
@pytest.mark.parametrize("action", sorted({*_BEFORE_THE_END, Action.MAKE_LETTER, Action.ASK_FEE, Action.WAIVE_FEE}))
def test_an_ended_case_is_refused_for_its_state_alone(
    walk_in: Callable[[Make], Walk], action: Action, state: State
) -> None:
    """Everything else that the action needs is there: the task is open, the letter is made."""
    walk = walk_in(_make(action, state))
    told = refused(walk.desk, lambda: ATTEMPTS[action](walk, "P-2026-0001"))
    assert told.code in _TOLD_BY_STATE


@pytest.mark.parametrize("state", State)
def test_a_state_s_refusal_names_the_action_and_the_state(state: State) -> None:
    action = next(action for action in Action if not transitions.allows(action, state))
    with pytest.raises(RuleError) as told:
        transitions.require(action, state)
    assert told.value.code == "not-now"
    assert str(told.value) == f"“{action.label}” cannot be done while the case is “{state.label}”."
