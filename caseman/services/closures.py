"""Holidays and closures that become known later: they hold for every case, and move the dates of those that run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from caseman.domain.permissions import Permission
from caseman.errors import CasemanError, InputError, RuleError
from caseman.services.course_inputs import ClosureInput
from caseman.services.desk import Change, ChangeKind, Desk
from caseman.services.standing import resettle
from caseman.services.work import Work
from caseman.storage.case_tables import CaseRow
from caseman.storage.columns import row_id
from caseman.storage.course_tables import ClosureRow
from caseman.storage.letter_tables import LetterRow
from caseman.text import T


@dataclass(frozen=True)
class MovedDate:
    """A case whose date by which to answer moved, and the letters that already told the old one."""

    number: str
    before: date
    after: date
    letters: tuple[str, ...]


@dataclass(frozen=True)
class ClosureLine:
    """A closure that was added."""

    day: date
    kind: str
    name: str


@dataclass(frozen=True)
class DatesMoved(Change):
    """What a closure changed: the cases whose date moved, told one by one."""

    moved: tuple[MovedDate, ...] = ()


def list_closures(desk: Desk) -> tuple[ClosureLine, ...]:
    """The closures that were added, in order of their days."""
    with desk.reading() as session:
        rows = session.exec(select(ClosureRow).order_by(col(ClosureRow.day))).all()
        return tuple(ClosureLine(row.day, row.kind, row.name) for row in rows)


def add_closure(desk: Desk, closure: ClosureInput) -> DatesMoved:
    """Add a day on which the office is closed, or open after all, and find every running date anew.

    Raises `InputError` for a day that was added already, `RuleError` where what was told in a running case would have
    been told too late under it.
    """
    with desk.work(Permission.OFFICE_RULES) as work:
        if work.session.exec(select(ClosureRow).where(ClosureRow.day == closure.day)).first() is not None:
            raise InputError("closure-known", T("{day} was added already.", day=closure.day), field="day")
        work.session.add(
            ClosureRow(
                day=closure.day,
                kind=closure.kind,
                name=closure.name,
                added_at=work.now,
                added_by=work.staff_id,
            )
        )
        return _applied(work, "closure_added", closure.day)


def remove_closure(desk: Desk, day: date) -> DatesMoved:
    """Take a day out again. Raises `InputError` for one that was not added."""
    with desk.work(Permission.OFFICE_RULES) as work:
        row = work.session.exec(select(ClosureRow).where(ClosureRow.day == day)).one_or_none()
        if row is None:
            raise InputError("no-such-closure", T("{day} was not added.", day=day), field="day")
        work.session.delete(row)
        return _applied(work, "closure_removed", day)


def _applied(work: Work, action: str, day: date) -> DatesMoved:
    work.session.flush()
    work.desk.forget_closures()
    moved = []
    running = work.session.exec(
        select(CaseRow).where(col(CaseRow.closed_on).is_(None), CaseRow.arrived_on <= _horizon(work, day))
    ).all()
    for case in running:
        before = case.due_on
        after = _found_anew(work, case)
        if after != before:
            moved.append(MovedDate(case.number, before, after, _quoting(work.session, case, before)))
            work.note("date_moved", case, before=before.isoformat(), after=after.isoformat(), because=day.isoformat())
    work.note(action, day=day.isoformat(), cases=len(moved))
    return DatesMoved(ChangeKind.CASE, tuple(each.number for each in moved), moved=tuple(moved))


def _found_anew(work: Work, case: CaseRow) -> date:
    """The date of a case under the changed calendar. Raises `RuleError` naming the case where none can be found."""
    try:
        return resettle(work, case).due
    except CasemanError as error:
        raise RuleError(
            "closure-against-case",
            T("This day does not agree with case {number}: {why}", number=case.number, why=error.text),
            field="day",
        ) from error


def _horizon(work: Work, day: date) -> date:
    """Cases that arrive later than both today and the day cannot be touched by it."""
    return max(work.today, day)


def _quoting(session: Session, case: CaseRow, due: date) -> tuple[str, ...]:
    statement = select(LetterRow.document_number).where(
        LetterRow.case_id == row_id(case), LetterRow.quoted_due == due, col(LetterRow.superseded).is_(False)
    )
    return tuple(session.exec(statement.order_by(col(LetterRow.serial))).all())
