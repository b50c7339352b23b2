"""What a person types about the course of a case beside the steps of the walk. One class a form."""

from __future__ import annotations

from typing import Literal

from caseman.services.forms import Day, Input, Line, LongText, MaybeDay, NeededLine, NeededText


class ExtensionInput(Input):
    """A longer period, in the unit of the procedure's extensions."""

    number: str
    noticed_on: Day
    amount: int
    reason: LongText = ""


class SearchInput(Input):
    """A data holder that is asked to search; without a due date the procedure's days are counted."""

    number: str
    holder: NeededLine
    contact: Line = ""
    question: NeededText
    asked_on: Day
    due_on: MaybeDay = None


class SearchAnswerInput(Input):
    """What a data holder answered. `searched_by` is the member of staff who searched, if one did."""

    number: str
    task_id: int
    answered_on: Day
    found: Literal["found", "nothing", "no_answer"]
    answer: LongText = ""
    searched_by: Line = ""


class EventInput(Input):
    """Something that happened to a case: a withdrawal, an objection, a hold, a reopening."""

    number: str
    happened_on: Day
    reason: NeededText


class ReturnInput(Input):
    """A letter that came back."""

    number: str
    document_number: str
    returned_on: Day
    reason: NeededLine


class LinkInput(Input):
    """Another case that belongs to this one."""

    number: str
    other: NeededLine
    why: NeededLine


class ClosureInput(Input):
    """A day on which the office turns out to be closed, or open."""

    day: Day
    kind: Literal["closed", "holiday", "opened"] = "closed"
    name: NeededLine


class RemovalInput(Input):
    """An event entered by mistake, taken out again; `row_id` says which, where there can be several.

    `undoes` is the number of the trail's entry that is taken back, where it is the last thing that was done.
    """

    number: str
    row_id: int = 0
    reason: NeededLine
    undoes: int | None = None


class UndoInput(Input):
    """The last thing that was done to a case, to be taken back: the number of its entry, as the person saw it."""

    number: str
    entry: int | None = None
    reason: Line = ""


class NoteInput(Input):
    """A note on a case."""

    number: str
    text: NeededText


class StrikeInput(Input):
    """A note that is struck out, by its number in the case; why, where that is not plain."""

    number: str
    note: int
    reason: Line = ""
    undoes: int | None = None


class ReportInput(Input):
    """A complaint reported inside the company."""

    number: str
    reported_on: Day
    reported_to: NeededLine
