"""The row that an entry of the trail made: a finder gives it, or raises `RuleError` with why it is not taken back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlmodel import Session, SQLModel, col, func, select

from caseman.errors import RuleError
from caseman.services.book import EntryKind, standing_entries
from caseman.services.case_facts import case_events
from caseman.storage.case_tables import CaseRow, RequestRow
from caseman.storage.columns import row_id
from caseman.storage.course_tables import CaseLinkRow, PastDecisionRow, SearchTaskRow
from caseman.storage.letter_tables import DispatchRow, LetterRow
from caseman.text import T

Values = Mapping[str, Any]
Finder = Callable[[Session, CaseRow, Values], int]


def newest(table: type[SQLModel]) -> Finder:
    """The row of a case that was added last."""
    columns: Any = table

    def find(session: Session, case: CaseRow, values: Values) -> int:
        del values
        found = session.exec(select(func.max(columns.id)).where(columns.case_id == case.id)).one()
        if found is None:
            raise _gone()
        return int(found)

    return find


def _gone() -> RuleError:
    return RuleError("gone", T("What was entered is not there any more."))


def _replaced() -> RuleError:
    return RuleError(
        "replaced", T("This took the place of another entry, which is not kept. Enter it again as it should be.")
    )


def nothing(session: Session, case: CaseRow, values: Values) -> int:
    """Where a case has one such thing at most."""
    del session, case, values
    return 0


def entry(kind: EntryKind) -> Finder:
    """The latest entry of the book of a kind that counts."""

    def find(session: Session, case: CaseRow, values: Values) -> int:
        del values
        found = [row for row in standing_entries(session, case_id=row_id(case)) if row.kind == kind]
        if not found:
            raise _gone()
        return row_id(found[-1])

    return find


def event(session: Session, case: CaseRow, values: Values) -> int:
    """The event that happened last."""
    del values
    events = case_events(session, row_id(case))
    if not events:
        raise _gone()
    return row_id(events[-1])


def answered(session: Session, case: CaseRow, values: Values) -> int:
    """The task of the holder who answered last; one name has one open task at most."""
    statement = select(SearchTaskRow).where(
        SearchTaskRow.case_id == case.id, col(SearchTaskRow.answered_on).is_not(None)
    )
    tasks = session.exec(statement.order_by(col(SearchTaskRow.id))).all()
    found = [task for task in tasks if task.holder == values.get("holder")]
    if not found:
        raise _gone()
    return row_id(found[-1])


def decided(session: Session, case: CaseRow, values: Values) -> int:
    """The request, unless what stood before the decision is not kept: another decision, a letter that it superseded."""
    position = int(values["position"])
    request = session.exec(
        select(RequestRow).where(RequestRow.case_id == case.id, RequestRow.position == position)
    ).one_or_none()
    if request is None or request.outcome is None:
        raise _gone()
    if values.get("anew", True) and not _kept(session, request):
        raise _replaced()
    if values.get("superseded", True):  # of an earlier program nobody knows
        raise RuleError(
            "letter-superseded",
            T("A letter counts no more since this decision, and does not come back. Decide anew as it should be."),
        )
    return position


def _kept(session: Session, request: RequestRow) -> bool:
    statement = select(PastDecisionRow.id).where(PastDecisionRow.request_id == request.id)
    return session.exec(statement).first() is not None


def _letter(session: Session, case: CaseRow, values: Values) -> LetterRow:
    statement = select(LetterRow).where(
        LetterRow.case_id == case.id, LetterRow.document_number == values.get("document")
    )
    found = session.exec(statement).one_or_none()
    if found is None:
        raise _gone()
    return found


def made(session: Session, case: CaseRow, values: Values) -> int:
    """The letter, unless it took the place of an earlier version."""
    if "supersedes" in values:
        raise RuleError(
            "new-version", T("It took the place of an earlier version, which counts no more. Make it anew instead.")
        )
    return row_id(_letter(session, case, values))


def dispatched(session: Session, case: CaseRow, values: Values) -> int:
    """The latest dispatch of the letter."""
    if values.get("anew"):
        raise _replaced()
    letter = _letter(session, case, values)
    statement = select(DispatchRow).where(DispatchRow.letter_id == letter.id).order_by(col(DispatchRow.id).desc())
    found = session.exec(statement).first()
    if found is None:
        raise _gone()
    return row_id(found)


def linked(session: Session, case: CaseRow, values: Values) -> int:
    """The link with the other case."""
    other = session.exec(select(CaseRow.id).where(CaseRow.number == values.get("other"))).one_or_none()
    first, second = sorted((row_id(case), other or 0))
    statement = select(CaseLinkRow).where(CaseLinkRow.case_id == first, CaseLinkRow.other_id == second)
    found = session.exec(statement).one_or_none()
    if found is None:
        raise _gone()
    return row_id(found)


def note(session: Session, case: CaseRow, values: Values) -> int:
    """The note, by its number in the case."""
    del session, case
    return int(values["position"])
