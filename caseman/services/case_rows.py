"""A case by its number, and rows of it that many ask for: a party, its letters and how they left, its old line."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from caseman.domain.authority import PartyRole
from caseman.errors import InputError, RuleError
from caseman.storage.case_tables import CaseRow, PartyRow
from caseman.storage.letter_tables import DispatchRow, LetterRow
from caseman.storage.reading import columns, of_case, rows
from caseman.storage.register_tables import RegisterLineRow
from caseman.text import T

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
_NUMBERED: Final = select(CaseRow).where(CaseRow.number == bindparam("number"))


def find_case(session: Session, number: str) -> CaseRow:
    """A case by its number. Raises `InputError` when there is none."""
    wanted = unicodedata.normalize("NFKC", number).strip().encode("utf-8", "replace").decode()
    row = _case_with(session, wanted) or _case_with(session, wanted.upper())
    if row is None:
        raise InputError(
            "no-such-case",
            T("There is no case “{number}”. Check the number, or search by name.", number=wanted),
            field="number",
        )
    return row


def _case_with(session: Session, number: str) -> CaseRow | None:
    return next(iter(rows(session, _NUMBERED, number=number)), None)


def refuse_disposed(case: CaseRow) -> None:
    """Raises `RuleError` for a case that names nobody any more."""
    if case.disposed_on is not None:
        raise RuleError(
            "case-disposed",
            T(
                "The records of case {number} were disposed of on {day}. Its line in the ledger stays; nothing can be "
                "done to it any more.",
                number=case.number,
                day=case.disposed_on,
            ),
            field="number",
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
