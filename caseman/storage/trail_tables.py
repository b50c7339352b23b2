"""What is stored of the trail: its entries, the seals over the rows, and where its head was written down."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, LargeBinary, UniqueConstraint
from sqlmodel import Column, Field, SQLModel

from caseman.storage.columns import instant, ref


class AuditRow(SQLModel, table=True):
    """An entry of the trail. `seal` stands for the values in the chain, so the chain holds when they are shredded.

    `details` has what is no personal value, as JSON; `sealed` the rest, under the key of the case.
    """

    __tablename__ = "audit"
    __table_args__ = (Index("ix_audit_at", "at"), Index("ix_audit_staff", "staff"))

    number: int = Field(primary_key=True)
    at: datetime = instant()
    staff: str
    action: str
    case_id: int | None = ref("cases", nullable=True)
    details: str
    salt: bytes
    seal: bytes
    mac: bytes
    sealed: bytes | None = Field(default=None, sa_column=Column(LargeBinary, nullable=True))


class SealRow(SQLModel, table=True):
    """The seal over the rows of a table, see `caseman.storage.seal`; the row without a name binds them to the chain."""

    __tablename__ = "seal"

    name: str = Field(primary_key=True)
    sum: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class AnchorRow(SQLModel, table=True):
    """A head of the audit chain that was given out on paper or in a file, so that the check finds it again.

    It proves less than the paper: an older copy of the file remembers fewer.
    """

    __tablename__ = "anchor"
    __table_args__ = (
        UniqueConstraint("head", "place", "name"),
        CheckConstraint("place IN ('letter', 'export', 'month')", name="place_known"),
    )

    id: int | None = Field(default=None, primary_key=True)
    head: str
    place: str
    name: str  # the letter's number, the export's name, the month
    at: datetime = instant()
