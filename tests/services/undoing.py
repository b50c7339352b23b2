"""Every action is done in a state that allows it, and taken back."""

from __future__ import annotations

from dataclasses import replace

from caseman.domain.actions import Action
from caseman.domain.lifecycle import State
from caseman.errors import RuleError
from caseman.services import case_file, undo
from caseman.services.course_inputs import UndoInput
from caseman.services.views import CaseView, LetterLine
from tests.services.course_walk import ATTEMPTS, case_in
from tests.services.walking import Walk, refused

# What has no way back, with the reason; and what has none in some states.
_NEVER = {Action.REOPEN, Action.AMEND, Action.UNDO_ACCEPTANCE}
_NOT_IN = {
    (Action.DECIDE, State.DECIDED),  # it takes the place of another decision
    (Action.DELIVER, State.DELIVERED),  # it takes the place of another day
    (Action.DELIVER, State.CLOSED),
    (Action.HOLD, State.CLOSED),
}


def shown(walk: Walk, number: str) -> CaseView:
    """The case as its page shows it."""
    return case_file.show_case(walk.desk, number)


def take_back(walk: Walk, number: str, entry: int | None = None) -> None:
    """Take back what was done last."""
    undo.undo_last(walk.desk, UndoInput.read(number=number, entry=entry))


def bare(view: CaseView) -> CaseView:
    """A case without what is only added to: the trail, letters that count no more, notes, when papers were moved."""
    standing: list[LetterLine] = [line for line in view.letters if not line.superseded]
    papers = tuple(replace(paper, since=None, moved_by="") for paper in view.papers)
    return replace(view, history=(), last_action=None, letters=tuple(standing), notes=(), papers=papers)


def done_and_taken_back(walk: Walk, action: Action, state: State) -> bool:
    """The case stands as before, or it is told why not; False where the case gives nothing to do it with."""
    number = case_in(walk, state)
    before = shown(walk, number)
    try:
        ATTEMPTS[action](walk, number)
    except RuleError:
        return False
    done = shown(walk, number)
    if done.history[0] == before.history[0]:
        return False
    last = done.last_action
    assert last is not None
    assert (last.entry, last.said) == (done.history[0].entry, done.history[0].label)
    if not last.undoable:
        assert action in _NEVER or (action, state) in _NOT_IN
        assert refused(walk.desk, lambda: take_back(walk, number)).text == last.why_not
        return True
    take_back(walk, number, last.entry)
    after = shown(walk, number)
    assert bare(after) == bare(before)
    assert after.last_action == before.last_action
    assert len(after.history) == len(done.history) + 1, "the entry that takes it back is one more"
    return True
