"""What is stored of letters: their bytes, reviews, enclosures, comparisons before sending, print runs, dispatch.

The same rules hold as in `columns`. Reviews, comparisons and a run's events are never edited: the latest one counts.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint, text
from sqlmodel import Column, Field, SQLModel

from caseman.storage.columns import Instant, instant, ref


class LetterRow(SQLModel, table=True):
    """A letter as it was made: the bytes that are printed, again and again the same."""

    __tablename__ = "letter"
    __table_args__ = (
        UniqueConstraint("case_id", "serial"),
        UniqueConstraint("document_number"),
        CheckConstraint("length(sha256) = 64", name="sha256_hex"),
        # What is counted each morning: the columns themselves lie behind the PDF.
        Index("ix_letter_waiting", "case_id", "kind", "superseded", "disposed_on", "printed_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = ref("cases", index=False)
    serial: int
    document_number: str
    kind: str
    language: str
    dated: date
    sha256: str
    pdf: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    quoted_due: date | None = None  # the date by which to answer that it tells, where it tells one
    superseded: bool = False
    version: int = Field(default=1, sa_column_kwargs={"server_default": "1"})  # of this kind of letter in its case
    # The version before. Added to a table that others refer to, so the constraint is the column's own.
    supersedes_id: int | None = Field(default=None, sa_column=Column(ForeignKey("letter.id"), nullable=True))
    printed_at: datetime | None = Field(default=None, sa_column=Column(Instant(), nullable=True))  # the latest print
    disposed_on: date | None = None  # its bytes are gone since this day
    made_at: datetime = instant()
    made_by: int = ref("staff", index=False)


class DispatchRow(SQLModel, table=True):
    """A letter that left the house."""

    __tablename__ = "dispatch"
    __table_args__ = (
        CheckConstraint("delivered_on IS NULL OR delivered_on >= dispatched_on", name="delivered_after"),
        CheckConstraint("returned_on IS NULL OR returned_on >= dispatched_on", name="returned_after"),
        CheckConstraint("delivered_on IS NULL OR returned_on IS NULL", name="delivered_or_returned"),
        # A letter leaves once; again only after it came back.
        Index("uq_dispatch_under_way", "letter_id", unique=True, sqlite_where=text("returned_on IS NULL")),
        Index("ix_dispatch_dispatched_on_id", "dispatched_on", "id"),
        Index("ix_dispatch_tracked", "tracking_number", sqlite_where=text("tracking_number <> ''")),
    )

    id: int | None = Field(default=None, primary_key=True)
    letter_id: int = ref("letter")
    dispatched_on: date
    mail_class: str
    tracking_number: str = ""
    delivered_on: date | None = None
    returned_on: date | None = None
    return_reason: str = Field(default="", sa_column_kwargs={"server_default": ""})
    dispatched_by: int = ref("staff", index=False)
    checked_by: int | None = ref("staff", nullable=True, index=False)  # who read addressee and enclosures again


class LetterReviewRow(SQLModel, table=True):
    """A letter submitted for review, approved, or sent back with a reason. `sha256` names the bytes that were meant."""

    __tablename__ = "letter_review"
    __table_args__ = (
        CheckConstraint("kind IN ('submitted', 'approved', 'sent_back')", name="kind_known"),
        CheckConstraint("length(sha256) = 64", name="sha256_hex"),
        CheckConstraint("kind <> 'sent_back' OR length(reason) > 0", name="sent_back_has_reason"),
    )

    id: int | None = Field(default=None, primary_key=True)
    letter_id: int = ref("letter")
    kind: str
    reason: str = ""
    sha256: str
    at: datetime = instant()
    by: int = ref("staff", index=False)


class LetterEnclosureRow(SQLModel, table=True):
    """One piece that goes into the envelope beside the letter."""

    __tablename__ = "letter_enclosure"
    __table_args__ = (
        CheckConstraint("sheets >= 1", name="sheets_positive"),
        CheckConstraint("kind <> 'other' OR length(words) > 0", name="other_in_words"),
    )

    id: int | None = Field(default=None, primary_key=True)
    letter_id: int = ref("letter")
    kind: str
    words: str = ""
    sheets: int = 1
    added_at: datetime = instant()
    added_by: int = ref("staff", index=False)


class SendCheckRow(SQLModel, table=True):
    """Addressee and number of enclosures typed before sending; what was typed is not kept."""

    __tablename__ = "send_check"
    __table_args__ = (CheckConstraint("enclosures >= 0", name="enclosures_not_negative"),)

    id: int | None = Field(default=None, primary_key=True)
    letter_id: int = ref("letter")
    agreed: bool
    enclosures: int  # as they were recorded at that moment
    used: bool = False  # a dispatch rests on it; the next one needs another
    checked_at: datetime = instant()
    checked_by: int = ref("staff", index=False)


class PrintRunRow(SQLModel, table=True):
    """Letters printed in one pass. `next_sheet` counts from 1: the first sheet that may not be on paper yet."""

    __tablename__ = "print_run"
    __table_args__ = (
        UniqueConstraint("number"),
        UniqueConstraint("year", "serial"),
        CheckConstraint(
            "state IN ('prepared', 'printing', 'paused', 'printed', 'sent', 'cancelled')", name="state_known"
        ),
        CheckConstraint("next_sheet >= 1", name="next_sheet_positive"),
        CheckConstraint("first_label >= 1", name="first_label_positive"),
        Index("ix_print_run_open", "id", sqlite_where=text("state NOT IN ('sent', 'cancelled')")),
    )

    id: int | None = Field(default=None, primary_key=True)
    number: str
    year: int
    serial: int
    state: str = "prepared"
    next_sheet: int = 1
    duplex: bool = False
    complete: bool = False  # every sheet was printed at least once
    first_label: int = Field(default=1, sa_column_kwargs={"server_default": "1"})  # those before it are used up
    created_at: datetime = instant()
    created_by: int = ref("staff", index=False)


class PrintRunItemRow(SQLModel, table=True):
    """A letter of a run, in the run's order; `pages` are those of its PDF."""

    __tablename__ = "print_run_item"
    __table_args__ = (
        UniqueConstraint("run_id", "position"),
        UniqueConstraint("run_id", "letter_id"),
        CheckConstraint("pages >= 1", name="pages_positive"),
    )

    id: int | None = Field(default=None, primary_key=True)
    run_id: int = ref("print_run", index=False)
    position: int
    letter_id: int = ref("letter")
    pages: int
    mail_class: str
    tracking_number: str = ""


class PrintRunEventRow(SQLModel, table=True):
    """What happened to a run: where it stopped and went on, which sheet was spoilt."""

    __tablename__ = "print_run_event"
    __table_args__ = (
        CheckConstraint("kind IN ('paused', 'resumed', 'spoilt', 'lost', 'cancelled')", name="kind_known"),
        CheckConstraint("sheet >= 1", name="sheet_positive"),
    )

    id: int | None = Field(default=None, primary_key=True)
    run_id: int = ref("print_run")
    kind: str
    sheet: int
    reason: str = ""
    at: datetime = instant()
    by: int = ref("staff", index=False)
