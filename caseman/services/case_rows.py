"""Rows of a case that many ask for: a party, its letters and how they left, its line in a register kept before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from caseman.domain.authority import PartyRole
from caseman.storage.case_tables import PartyRow
from caseman.storage.letter_tables import DispatchRow, LetterRow
from caseman.storage.reading import columns, of_case, rows
from caseman.storage.register_tables import RegisterLineRow

# Without the letter itself, which is long.
_LETTERS: Final = (
    select(LetterRow.id, LetterRow.kind, LetterRow.superseded, LetterRow.dated, LetterRow.made_by)  # type: ignore[call-overload]  # five columns
    .where(LetterRow.case_id == bindparam("case"))
    .order_by(col(LetterRow.id))
)
_DISPATCHES: Final = (
    select(DispatchRow)
    .join(LetterRow, col(LetterRow.id) == DispatchRow.letter_id)
    .where(LetterRow.case_id == bindparam("case"))
    .order_by(col(DispatchRow.id))
)


def party_of(session: Session, case_id: int | None, role: PartyRole) -> PartyRow | None:
    """The principal or the agent of a case; None where there is none."""
    return next((party for party in of_case(session, PartyRow, case_id) if party.role == role), None)


def letters_of(session: Session, case_id: int | None) -> Sequence[Any]:
    """Of each letter of a case its id, kind, superseded, dated and made_by, in the order they were made."""
    return columns(session, _LETTERS, case=case_id)


def dispatches_of(session: Session, case_id: int | None) -> Sequence[DispatchRow]:
    """How the letters of a case left, in the order of entry."""
    return rows(session, _DISPATCHES, case=case_id)


def line_of(session: Session, case_id: int | None) -> RegisterLineRow | None:
    """What the register said of a case; None for one that did not come from a register."""
    return next(iter(of_case(session, RegisterLineRow, case_id)), None)
