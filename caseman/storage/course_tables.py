"""What is stored of a case's course beside its steps; the same rules hold as in `columns`."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from caseman.storage.columns import instant, length, ref


class RequestItemRow(SQLModel, table=True):
    """One item of a request with its own decision: a kind of data, or one entry that is corrected."""

    __tablename__ = "request_item"
    __table_args__ = (
        UniqueConstraint("request_id", "position"),
        length("item", 1),
        CheckConstraint(
            "outcome NOT IN ('part', 'refuse') OR (ground IS NOT NULL AND length(reason) > 0)",
            name="refusal_has_reason",
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    request_id: int = ref("request", index=False)
    position: int
    item: str
    outcome: str
    ground: str | None = None
    reason: str = ""
    before: str = ""
    after: str = ""


class PastDecisionRow(SQLModel, table=True):
    """A decision whose letter had left when the request was decided anew, after an objection."""

    __tablename__ = "past_decision"

    id: int | None = Field(default=None, primary_key=True)
    request_id: int = ref("request")
    outcome: str
    ground: str | None = None
    reason: str = ""
    details: str = ""
    before: str = ""
    after: str = ""
    items: str = "[]"  # JSON: the items, each an object
    method_asked: str = Field(default="", sa_column_kwargs={"server_default": ""})
    method_given: str = Field(default="", sa_column_kwargs={"server_default": ""})
    method_reason: str = Field(default="", sa_column_kwargs={"server_default": ""})
    decided_on: date
    decided_by: int | None = ref("staff", nullable=True, index=False)
    letter_id: int | None = ref("letter", nullable=True, index=False)


class ExtensionRow(SQLModel, table=True):
    """A longer period, told to the person with its reason."""

    __tablename__ = "extension"
    __table_args__ = (CheckConstraint("amount >= 1", name="amount_positive"),)

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = ref("cases")
    noticed_on: date
    amount: int  # in the unit of the procedure's extensions
    reason: str = ""
    recorded_by: int = ref("staff", index=False)


class SearchTaskRow(SQLModel, table=True):
    """A holder of data that was asked to search, and what it answered."""

    __tablename__ = "search_task"
    __table_args__ = (
        length("holder", 1),
        CheckConstraint("due_on >= asked_on", name="due_after_asked"),
        CheckConstraint("answered_on IS NULL OR answered_on >= asked_on", name="answered_after_asked"),
        CheckConstraint("(answered_on IS NULL) = (found IS NULL)", name="answer_says_what"),
    )

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = ref("cases")
    holder: str
    contact: str = ""
    question: str
    asked_on: date
    due_on: date
    asked_by: int = ref("staff", index=False)
    answered_on: date | None = None
    found: str | None = None
    answer: str = ""
    searched_by: int | None = ref("staff", nullable=True, index=False)


class CaseEventRow(SQLModel, table=True):
    """Something that happened to a case beside its steps: withdrawn, objected to, held, reopened."""

    __tablename__ = "case_event"

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = ref("cases")
    kind: str
    happened_on: date
    reason: str = ""
    recorded_at: datetime = instant()
    recorded_by: int = ref("staff", index=False)


class CaseLinkRow(SQLModel, table=True):
    """Two cases that belong together; kept once, the earlier case first."""

    __tablename__ = "case_link"
    __table_args__ = (
        UniqueConstraint("case_id", "other_id"),
        CheckConstraint("case_id < other_id", name="earlier_first"),
    )

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = ref("cases", index=False)
    other_id: int = ref("cases")
    why: str


class CaseNoteRow(SQLModel, table=True):
    """A note on a case, in free words. Never edited: what is wrong is struck out by another row, which may say why."""

    __tablename__ = "case_note"
    __table_args__ = (
        UniqueConstraint("strikes_id"),
        CheckConstraint("strikes_id IS NOT NULL OR length(text) >= 1", name="note_says_something"),
    )

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = ref("cases")
    text: str = ""
    strikes_id: int | None = ref("case_note", nullable=True, index=False)
    written_at: datetime = instant()
    written_by: int = ref("staff", index=False)


class ComplaintRow(SQLModel, table=True):
    """What a complaint needs beside its text (APPI Art. 40)."""

    __tablename__ = "complaint"
    __table_args__ = (UniqueConstraint("case_id"),)

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = ref("cases", index=False)
    urgent: bool = False
    publish: bool = False
    reported_on: date | None = None
    reported_to: str = ""


class ClosureRow(SQLModel, table=True):
    """A holiday or closure that became known after the procedure was written; it holds for every case."""

    __tablename__ = "closure"
    __table_args__ = (UniqueConstraint("day"), CheckConstraint("kind IN ('closed', 'holiday', 'opened')", name="kind"))

    id: int | None = Field(default=None, primary_key=True)
    day: date
    kind: str
    name: str = ""
    added_at: datetime = instant()
    added_by: int = ref("staff", index=False)
