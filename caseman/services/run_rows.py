"""The rows of a print run: found by its number, its letters in order, and who may touch it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlmodel import Session, col, select

from caseman.domain.print_plan import RunState
from caseman.errors import CasemanError, InputError, RuleError
from caseman.services.run_papers import Member
from caseman.services.work import Work
from caseman.storage.case_tables import CaseRow
from caseman.storage.columns import row_id
from caseman.storage.letter_tables import LetterRow, PrintRunEventRow, PrintRunItemRow, PrintRunRow
from caseman.text import T


def find_run(session: Session, number: str) -> PrintRunRow:
    """A run by its number. Raises `InputError` where there is none."""
    row = session.exec(select(PrintRunRow).where(PrintRunRow.number == number.strip().upper())).one_or_none()
    if row is None:
        raise InputError("no-such-run", T("There is no print run “{run}”.", run=number), field="run")
    return row


def open_run(session: Session, number: str) -> PrintRunRow:
    """The same, for a run that is neither sent nor cancelled. Raises `RuleError`."""
    row = find_run(session, number)
    state = RunState(row.state)
    if not state.open:
        raise RuleError("run-ended", T("Print run {run} is {state}.", run=row.number, state=state.label))
    return row


def members_of(session: Session, run: PrintRunRow) -> list[Member]:
    """The letters of a run in its order, each with its item and its case."""
    statement = (
        select(PrintRunItemRow, LetterRow, CaseRow)
        .join(LetterRow, col(LetterRow.id) == PrintRunItemRow.letter_id)
        .join(CaseRow, col(CaseRow.id) == LetterRow.case_id)
        .where(PrintRunItemRow.run_id == row_id(run))
        .order_by(col(PrintRunItemRow.position))
    )
    return [(item, letter, case) for item, letter, case in session.exec(statement).all()]


def fault_of(check: Callable[[], object]) -> CasemanError | None:
    """What a check refuses; None where it lets pass."""
    try:
        check()
    except CasemanError as error:
        return error
    return None


def record(work: Work, run: PrintRunRow, kind: str, sheet: int, reason: str = "") -> None:
    """Write down what happened to a run at a sheet."""
    work.session.add(
        PrintRunEventRow(run_id=row_id(run), kind=kind, sheet=sheet, reason=reason, at=work.now, by=work.staff_id)
    )


def cases_of(members: Sequence[Member]) -> tuple[str, ...]:
    """The cases that a run touches, each once."""
    return tuple(dict.fromkeys(case.number for _, _, case in members))
