"""What may be done to a case in which state, by whom, and what it leads to: one table.

The services ask it before they write, the window asks it what to offer, and the picture in the help is drawn from it.
Which state follows is never chosen: `lifecycle.state_of` reads it from the facts; the table names what can come out.
"""

from __future__ import annotations

from dataclasses import dataclass

from caseman.domain.actions import Action
from caseman.domain.letters import FEE_LETTERS, LATE_LETTERS, LetterKind
from caseman.domain.lifecycle import State
from caseman.domain.roles import Role
from caseman.errors import RuleError
from caseman.text import T, Text


@dataclass(frozen=True)
class Transition:
    """One row: in which states an action is allowed, what must be true, what it writes, where it can lead."""

    action: Action
    by: Role  # who mostly does it; who may, `permissions` says
    allowed: frozenset[State]
    leads_to: frozenset[State]
    must: tuple[Text, ...]
    writes: Text


_FORMAL = frozenset({State.RECEIVED, State.AWAITING_CORRECTION, State.AWAITING_FEE, State.READY})
_RUNNING = frozenset({State.ACCEPTED, State.SEARCHING})
_SENT = frozenset({State.DISPATCHED, State.DELIVERED})
_ENDED = frozenset({State.WITHDRAWN, State.DEEMED_WITHDRAWN})
_EVERY = frozenset(State)
_UNCLOSED = _EVERY - {State.CLOSED}
_UNENDED = _UNCLOSED - _ENDED
_WRITING = _FORMAL | _RUNNING | {State.DECIDED, State.UNDELIVERED, State.OBJECTED}


def _row(
    action: Action,
    by: Role,
    allowed: frozenset[State],
    leads_to: frozenset[State],
    writes: Text,
    *must: Text,
) -> Transition:
    return Transition(action, by, allowed, leads_to, must, writes)


TRANSITIONS: tuple[Transition, ...] = (
    _row(
        Action.CHECK_IDENTITY,
        Role.RECEPTION,
        _FORMAL | _RUNNING,
        _FORMAL | _RUNNING,
        T("a check with its result"),
        T("The document is one the office takes, and agrees with the request form."),
        T("An agent's papers show the authority."),
    ),
    _row(
        Action.ASK_CORRECTION,
        Role.RECEPTION,
        _FORMAL,
        frozenset({State.AWAITING_CORRECTION}),
        T("the deficiency and its time limit"),
        T("No other correction is awaited."),
    ),
    _row(
        Action.CURE_CORRECTION,
        Role.RECEPTION,
        frozenset({State.AWAITING_CORRECTION}),
        _FORMAL,
        T("the day the correction came"),
        T("A correction was asked for."),
    ),
    _row(
        Action.RECORD_PAYMENT,
        Role.ACCOUNTING,
        _UNCLOSED,
        _UNCLOSED,
        T("the payment"),
        T("The law and the procedure ask a fee for the request."),
    ),
    _row(
        Action.ASK_FEE,
        Role.ACCOUNTING,
        _UNENDED,
        _UNENDED,
        T("the day it was asked, and its time limit"),
        T("A fee is due, and not paid in full."),
    ),
    _row(
        Action.WAIVE_FEE,
        Role.PRIVACY_MANAGER,
        _UNENDED,
        _UNENDED,
        T("the waiver and its reason"),
        T("A fee is due."),
    ),
    _row(
        Action.WRITE_ABOUT_FEE,
        Role.ACCOUNTING,
        _UNCLOSED,
        _UNCLOSED,
        T("the fee notice or the receipt, numbered"),
        T("The fee was asked for, or something was paid."),
    ),
    _row(
        Action.ACCEPT,
        Role.RECEPTION,
        frozenset({State.READY}),
        _RUNNING,
        T("the day of acceptance"),
        T("Identity is confirmed, the fee is settled, and no correction is awaited."),
    ),
    _row(
        Action.UNDO_ACCEPTANCE,
        Role.PRIVACY_MANAGER,
        frozenset({State.ACCEPTED}),
        _FORMAL,
        T("nothing; the acceptance is taken out"),
        T("Nothing is decided yet."),
    ),
    _row(
        Action.EXTEND,
        Role.PRIVACY_MANAGER,
        _FORMAL | _RUNNING,
        _FORMAL | _RUNNING,
        T("the extension, its notice and its reason"),
        T("The procedure allows it, and the period has not ended."),
    ),
    _row(
        Action.ASK_SEARCH,
        Role.RECEPTION,
        _RUNNING,
        frozenset({State.SEARCHING}),
        T("the search task with its due date"),
    ),
    _row(
        Action.ANSWER_SEARCH,
        Role.SEARCHER,
        frozenset({State.SEARCHING}),
        _RUNNING,
        T("what was found"),
        T("The task is not answered yet."),
    ),
    _row(
        Action.DECIDE,
        Role.PRIVACY_MANAGER,
        _FORMAL | {State.ACCEPTED, State.DECIDED, State.OBJECTED},
        frozenset({State.ACCEPTED, State.DECIDED, State.OBJECTED}) | _FORMAL,
        T("the decision, its ground and reason"),
        T("Before acceptance it can only be refused."),
        T("Every data holder that was asked has answered."),
        T("The one who decides did not search, where the procedure asks for four eyes."),
    ),
    _row(
        Action.MAKE_LETTER,
        Role.RECEPTION,
        _WRITING,
        _WRITING,
        T("the letter, numbered"),
        T("The letter answers a decision, or tells the period."),
    ),
    _row(
        Action.WRITE_CLOSURE,
        Role.RECEPTION,
        _ENDED,
        _ENDED,
        T("the letter, numbered"),
        T("The request was withdrawn, or is deemed withdrawn."),
    ),
    _row(
        Action.DISPATCH,
        Role.MAIL_CLERK,
        _UNCLOSED,
        _UNCLOSED,
        T("the day, mail class and tracking number"),
        T("The letter is the newest, and has not left yet or came back."),
        T("Once every answer has left, or the request ended: letters about the fee and the end alone."),
    ),
    _row(
        Action.DELIVER,
        Role.MAIL_CLERK,
        _EVERY,
        _EVERY,
        T("the proof of delivery"),
        T("The letter has left."),
    ),
    _row(
        Action.RETURN,
        Role.MAIL_CLERK,
        _WRITING | _ENDED | {State.DISPATCHED},
        _WRITING | _ENDED | {State.DISPATCHED},
        T("the day it came back and why"),
        T("The letter has left, and was not delivered."),
    ),
    _row(
        Action.OBJECT,
        Role.RECEPTION,
        _SENT | {State.UNDELIVERED},
        frozenset({State.OBJECTED}),
        T("the objection"),
    ),
    _row(
        Action.SETTLE_OBJECTION,
        Role.PRIVACY_MANAGER,
        frozenset({State.OBJECTED}),
        _SENT | {State.DECIDED, State.UNDELIVERED},
        T("how it was settled"),
    ),
    _row(
        Action.WITHDRAW,
        Role.RECEPTION,
        _FORMAL | _RUNNING | {State.DECIDED},
        frozenset({State.WITHDRAWN}),
        T("the day it was withdrawn"),
    ),
    _row(
        Action.DEEM_WITHDRAWN,
        Role.RECEPTION,
        frozenset({State.AWAITING_CORRECTION, State.AWAITING_FEE}),
        frozenset({State.DEEMED_WITHDRAWN}),
        T("the day and what was not mended"),
        T("The time limit that was told has passed."),
    ),
    _row(
        Action.CLOSE,
        Role.RECEPTION,
        _SENT | _ENDED | {State.UNDELIVERED},
        frozenset({State.CLOSED}),
        T("what became of the papers, and how long the case is kept"),
        T("Every request is decided and every letter has left, or the request was withdrawn."),
    ),
    _row(
        Action.REOPEN,
        Role.PRIVACY_MANAGER,
        _ENDED | {State.CLOSED},
        _UNCLOSED,
        T("the reason"),
    ),
    _row(
        Action.HOLD,
        Role.PRIVACY_MANAGER,
        _EVERY,
        _EVERY,
        T("the hold and its reason"),
        T("It is not held already."),
    ),
    _row(
        Action.RELEASE,
        Role.PRIVACY_MANAGER,
        _EVERY,
        _EVERY,
        T("the end of the hold"),
        T("It is held."),
    ),
    _row(
        Action.REPORT,
        Role.RECEPTION,
        _UNCLOSED,
        _UNCLOSED,
        T("the day it was reported, and to whom"),
        T("A complaint is among the requests."),
    ),
    _row(
        Action.AMEND,
        Role.RECEPTION,
        _UNCLOSED,
        _UNCLOSED,
        T("the entry as it should have been; the trail keeps both"),
        T("Nothing that followed rests on the entry."),
    ),
)

_BY_ACTION = {row.action: row for row in TRANSITIONS}


def transition(action: Action) -> Transition:
    """The row of an action."""
    return _BY_ACTION[action]


def allows(action: Action, state: State) -> bool:
    """Whether the table has this action for a state; what else must be true, its service checks."""
    return state in _BY_ACTION[action].allowed


def may_leave(kind: LetterKind, state: State) -> bool:
    """Whether a letter may leave: once every answer has left, or the request ended, letters about these alone."""
    late = LATE_LETTERS if state in _ENDED else FEE_LETTERS
    return allows(Action.DISPATCH, state) and (state in _WRITING or kind in late)


def require_may_leave(kind: LetterKind, state: State) -> None:
    """Refuse a letter that may not leave any more. Raises `RuleError`."""
    if not may_leave(kind, state):
        raise _not_now(Action.DISPATCH, state)


def require(action: Action, state: State) -> None:
    """Refuse an action that the table does not have for a state. Raises `RuleError`."""
    if not allows(action, state):
        raise _not_now(action, state)


def _not_now(action: Action, state: State) -> RuleError:
    return RuleError(
        "not-now",
        T("“{action}” cannot be done while the case is “{state}”.", action=action.label, state=state.label),
    )
