"""What is stored of disposal: runs with their two names, what each of them took, and its certificate.

A run is never changed once it is settled. What it names is numbers and kinds: no person stands here.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, LargeBinary, UniqueConstraint, text
from sqlmodel import Column, Field, SQLModel

from caseman.storage.columns import Instant, instant, ref


class DisposalRunRow(SQLModel, table=True):
    """Records that were proposed for disposal by one member and confirmed by another.

    `facts` is what the certificate says (JSON); the certificates are kept as they were made, in both languages.
    `swept_at`: since when no page of the file holds what was destroyed.
    """

    __tablename__ = "disposal_run"
    __table_args__ = (
        UniqueConstraint("number"),
        UniqueConstraint("year", "serial"),
        CheckConstraint("state IN ('proposed', 'done', 'withdrawn')", name="state_known"),
        CheckConstraint("(state = 'proposed') = (settled_on IS NULL)", name="settled_when_over"),
        CheckConstraint("(swept_at IS NULL) = (certificate_ja IS NULL)", name="certified_when_swept"),
        Index("uq_disposal_run_open", "state", unique=True, sqlite_where=text("state = 'proposed'")),
    )

    id: int | None = Field(default=None, primary_key=True)
    number: str
    year: int
    serial: int
    state: str = "proposed"
    due_by: date  # what was kept until before this day
    proposed_on: date
    proposed_at: datetime = instant()
    proposed_by: int = ref("staff", index=False)
    settled_on: date | None = None
    settled_at: datetime | None = Field(default=None, sa_column=Column(Instant(), nullable=True))
    settled_by: int | None = ref("staff", nullable=True, index=False)
    swept_at: datetime | None = Field(default=None, sa_column=Column(Instant(), nullable=True))
    facts: str = ""
    certificate_ja: bytes | None = Field(default=None, sa_column=Column(LargeBinary, nullable=True))
    certificate_en: bytes | None = Field(default=None, sa_column=Column(LargeBinary, nullable=True))
    sha256_ja: str = ""
    sha256_en: str = ""


class DisposalItemRow(SQLModel, table=True):
    """One kind of record of one case (or of an envelope, or of the book) in a run, and what became of it."""

    __tablename__ = "disposal_item"
    __table_args__ = (
        UniqueConstraint("run_id", "position"),
        CheckConstraint(
            "kind IN ('identity_copies', 'scans', 'letters', 'personal', 'other_post', 'book')",
            name="kind_known",
        ),
        CheckConstraint("outcome IN ('proposed', 'disposed', 'left_out')", name="outcome_known"),
        CheckConstraint("(outcome = 'left_out') = (why <> '')", name="left_out_has_why"),
        CheckConstraint("records >= 0", name="records_not_negative"),
    )

    id: int | None = Field(default=None, primary_key=True)
    run_id: int = ref("disposal_run", index=False)
    position: int
    kind: str
    case_id: int | None = ref("cases", nullable=True)
    envelope_id: int | None = ref("envelope", nullable=True)
    kept_until: date
    through: date | None = None  # of the book: up to which day of payment
    outcome: str = "proposed"
    why: str = ""  # JSON of a text: why it was left out
    records: int = 0  # how many rows or papers it was
