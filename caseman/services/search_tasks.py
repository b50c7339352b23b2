"""Search tasks: who was asked for the person's data, until when, and what they answered."""

from __future__ import annotations

import unicodedata
from datetime import date

from sqlmodel import Session, select

from caseman.domain.actions import Action
from caseman.errors import InputError, RuleError
from caseman.services.case_facts import gather
from caseman.services.course_inputs import RemovalInput, SearchAnswerInput, SearchInput
from caseman.services.desk import Change, ChangeKind, Desk
from caseman.services.gate import not_before, require
from caseman.services.removed import Removed, note_removed
from caseman.services.staff import staff_by_name
from caseman.services.standing import resettle
from caseman.storage.case_tables import CaseRow
from caseman.storage.columns import row_id
from caseman.storage.course_tables import SearchTaskRow
from caseman.storage.reading import of_case
from caseman.text import T, Text

# What a holder can answer.
FOUND: dict[str, Text] = {
    "found": T("data found"),
    "nothing": T("nothing found"),
    "no_answer": T("no answer"),
}


def ask_holder(desk: Desk, search: SearchInput) -> Change:
    """Ask a data holder to search.

    Raises `RuleError` before acceptance, and where the same holder is asked already; `InputError` for a due date
    before the day it was asked.
    """
    with desk.work(Action.ASK_SEARCH) as work:
        case = work.case(search.number)
        require(Action.ASK_SEARCH, case)
        not_before(search.asked_on, case.accepted_on or case.arrived_on, work.today, "asked_on")
        due_on = search.due_on or search_due(desk, case, search.asked_on)
        if due_on < search.asked_on:
            raise InputError("due-before", T("The due date cannot lie before the day it was asked."), field="due_on")
        open_already = [task for task in _tasks(work.session, case) if task.answered_on is None]
        if any(_same_name(task.holder, search.holder) for task in open_already):
            raise RuleError(
                "asked-already",
                T("“{holder}” was asked already and has not answered yet.", holder=search.holder),
                field="holder",
            )
        work.session.add(
            SearchTaskRow(
                case_id=row_id(case),
                holder=search.holder,
                contact=search.contact,
                question=search.question,
                asked_on=search.asked_on,
                due_on=due_on,
                asked_by=work.staff_id,
            )
        )
        resettle(work, case)
        work.note("holder_asked", case, holder=search.holder, due_on=due_on.isoformat())
    return Change(ChangeKind.CASE, (case.number,))


def note_answer(desk: Desk, answer: SearchAnswerInput) -> Change:
    """Record what a data holder answered. Raises `RuleError` for a task that is answered already."""
    with desk.work(Action.ANSWER_SEARCH) as work:
        case = work.case(answer.number)
        task = task_of(work.session, case, answer.task_id)
        if task.answered_on is not None:
            raise RuleError("answered-already", T("This search task is answered already."))
        require(Action.ANSWER_SEARCH, case)
        not_before(answer.answered_on, task.asked_on, work.today, "answered_on")
        if answer.found == "found" and not answer.answer.strip():
            raise InputError("answer-missing", T("Write what was found, and where."), field="answer")
        searcher = staff_by_name(work.session, answer.searched_by, "searched_by") if answer.searched_by else None
        task.answered_on, task.found, task.answer = answer.answered_on, answer.found, answer.answer
        task.searched_by = None if searcher is None else searcher.id
        work.session.add(task)
        resettle(work, case)
        work.note("holder_answered", case, holder=task.holder, found=answer.found)
    return Change(ChangeKind.CASE, (case.number,))


def remove_search(desk: Desk, removal: RemovalInput) -> Change:
    """Take out a search task entered by mistake; of one that is answered, the answer alone.

    Raises `RuleError` once something is decided on what was found.
    """
    with desk.work(Action.ASK_SEARCH) as work:
        case = work.case(removal.number)
        task = task_of(work.session, case, removal.row_id)
        require(Action.AMEND, case)
        if gather(desk, work.session, case).decided:
            raise RuleError("decided", T("Something is decided already. Take out the decision first."))
        if task.answered_on is not None:
            what, day = Removed.ANSWER, task.answered_on
            task.answered_on = task.found = task.searched_by = None
            task.answer = ""
            work.session.add(task)
        else:
            what, day = Removed.SEARCH, task.asked_on
            work.session.delete(task)
        resettle(work, case)
        note_removed(work, case, what, day, removal)
    return Change(ChangeKind.CASE, (case.number,))


def task_of(session: Session, case: CaseRow, task_id: int) -> SearchTaskRow:
    """A search task of a case. Raises `InputError` when there is none."""
    statement = select(SearchTaskRow).where(SearchTaskRow.id == task_id, SearchTaskRow.case_id == case.id)
    task = session.exec(statement).one_or_none()
    if task is None:
        raise InputError("no-such-task", T("There is no such search task in this case."), field="task_id")
    return task


def note_inquiry(desk: Desk, number: str, task_id: int) -> Change:
    """Write into the trail that an inquiry sheet was printed."""
    with desk.work(Action.ASK_SEARCH) as work:
        case = work.case(number)
        work.note("inquiry_printed", case, holder=task_of(work.session, case, task_id).holder)
    return Change(ChangeKind.AUDIT, (case.number,))


def search_due(desk: Desk, case: CaseRow, asked_on: date) -> date:
    """The date by which a holder is to answer: the procedure's business days after the day it was asked."""
    procedure = desk.procedure_of(case.procedure_id)
    return desk.calendar(procedure).add_business_days(asked_on, procedure.searches.due_days)


def searchers(session: Session, case: CaseRow) -> frozenset[int]:
    """The members of staff who searched for this case."""
    return frozenset(task.searched_by for task in _tasks(session, case) if task.searched_by is not None)


def _same_name(one: str, other: str) -> bool:
    """Whether two spellings name one holder: width, case and spaces do not tell them apart."""
    first, second = ("".join(unicodedata.normalize("NFKC", name).split()).casefold() for name in (one, other))
    return first == second


def _tasks(session: Session, case: CaseRow) -> list[SearchTaskRow]:
    return list(of_case(session, SearchTaskRow, case.id))
