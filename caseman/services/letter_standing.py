"""Whether a letter is under way, and what it means when it counts no more."""

from __future__ import annotations

from sqlmodel import Session, col, select

from caseman.errors import RuleError
from caseman.storage.case_tables import RequestRow
from caseman.storage.letter_tables import DispatchRow, LetterRow
from caseman.text import Text


def is_away(session: Session, letter_id: int | None) -> bool:
    """Whether a letter left the house and did not come back."""
    away = select(DispatchRow.id).where(DispatchRow.letter_id == letter_id, col(DispatchRow.returned_on).is_(None))
    return session.exec(away).first() is not None


def supersede(session: Session, letter: LetterRow) -> None:
    """From now on the letter counts no more: it is not sent, and the requests that it answered want another."""
    letter.superseded = True
    session.add(letter)
    for answered in session.exec(select(RequestRow).where(RequestRow.letter_id == letter.id)).all():
        answered.letter_id = None
        session.add(answered)


def take_back_notice(session: Session, letter_id: int | None, away: Text) -> None:
    """Supersede the notice, if there is one, of an entry that is taken out again.

    Raises `RuleError` with the sentence `away` when it has left already: the person was told.
    """
    if letter_id is None:
        return
    if is_away(session, letter_id):
        raise RuleError("told-already", away)
    supersede(session, session.get_one(LetterRow, letter_id))
