"""What is stored of registers that an office kept before: each import, and what the register said of each case."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index
from sqlmodel import Field, SQLModel

from caseman.storage.columns import instant, ref


class RegisterImportRow(SQLModel, table=True):
    """A register that was imported: which file, which sheet of it, and how its columns were read."""

    __tablename__ = "register_import"
    __table_args__ = (
        CheckConstraint("length(sha256) = 64", name="sha256_hex"),
        CheckConstraint("cases >= 1", name="cases_positive"),
        Index("ix_register_import_sha256", "sha256"),
    )

    id: int | None = Field(default=None, primary_key=True)
    sha256: str
    name: str
    sheet: str = ""
    rows: int
    cases: int
    left_out: int = 0  # rows that could not become cases, and were left out on purpose
    map: str  # TOML
    imported_at: datetime = instant()
    imported_by: int = ref("staff", index=False)


class RegisterLineRow(SQLModel, table=True):
    """What the register said of a case, as far as the case has no row of its own for it.

    What is recorded in the program later counts before it. Never edited.
    """

    __tablename__ = "register_line"
    __table_args__ = (
        CheckConstraint("ended IN ('', 'withdrawn', 'deemed_withdrawn')", name="ended_known"),
        CheckConstraint("delivered_on IS NULL OR dispatched_on IS NULL OR delivered_on >= dispatched_on", name="order"),
    )

    case_id: int = Field(sa_column=Column(ForeignKey("cases.id", ondelete="RESTRICT"), primary_key=True))
    import_id: int = ref("register_import", index=False)
    row: int  # as in the sheet, from 1
    number: str = ""  # the register's own, where it could not be the case's
    due_on: date | None = None
    extended_due_on: date | None = None
    identity_checked_on: date | None = None
    paid_on: date | None = None
    ended: str = ""
    dispatched_on: date | None = None  # of the last answer, once all of them had left
    tracking_number: str = ""  # of the answer
    delivered_on: date | None = None  # of the last answer, once all of them were delivered
    papers_ended_on: date | None = None
    told: str = "{}"  # JSON: other cells by the ledger's code: terms as codes, the rest as it was written
