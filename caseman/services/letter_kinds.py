"""What making a letter of a kind is in the table of transitions."""

from __future__ import annotations

from caseman.domain.actions import Action
from caseman.domain.letters import FEE_LETTERS, LetterKind


def action_of(kind: LetterKind) -> Action:
    """What making a letter of this kind is in the table of transitions."""
    if kind in FEE_LETTERS:
        return Action.WRITE_ABOUT_FEE
    return Action.WRITE_CLOSURE if kind is LetterKind.CLOSURE else Action.MAKE_LETTER
