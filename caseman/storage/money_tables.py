"""What is stored of money: the bank's statements, the book, and what was asked of a fee; the same rules as in `tables`.

Nothing in the book is ever changed: what was wrong is reversed by another entry.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from caseman.storage.tables import instant, length, ref


class StatementRow(SQLModel, table=True):
    """A statement that was taken in."""

    __tablename__ = "statement"
    __table_args__ = (UniqueConstraint("sha256"), CheckConstraint("length(sha256) = 64", name="sha256_hex"))

    id: int | None = Field(default=None, primary_key=True)
    sha256: str
    name: str
    format: str
    account: str
    lines: int
    total_minor: int
    currency: str
    taken_at: datetime = instant()
    taken_by: int = ref("staff", index=False)


class StatementLineRow(SQLModel, table=True):
    """One deposit as the bank told it. `settled` is set when nothing of it waits any more; all else stays as it came.

    `fingerprint` is what the same deposit in another file has in common with it.
    """

    __tablename__ = "statement_line"
    __table_args__ = (
        UniqueConstraint("fingerprint"),
        CheckConstraint("amount_minor <> 0", name="amount_not_zero"),
        Index("ix_statement_line_open", "id", sqlite_where=text("settled = 0")),
        Index("ix_statement_line_payer_key", "payer_key"),
    )

    id: int | None = Field(default=None, primary_key=True)
    statement_id: int = ref("statement")
    line: int
    deposited_on: date
    amount_minor: int  # negative where the bank took one back
    currency: str
    payer: str
    payer_key: str
    edi: str
    bank: str
    branch: str
    reference: str
    cancelled: bool
    fingerprint: str
    settled: bool = Field(default=False, sa_column_kwargs={"server_default": "0"})


class BookRow(SQLModel, table=True):
    """An entry of the book. `account`: the bank's deposits that wait (`waiting`), a case's fee (`case`), or what is
    none of a case (`aside`). A deposit enters `waiting`; allotting it takes it out there and into another account.
    """

    __tablename__ = "book_entry"
    __table_args__ = (
        CheckConstraint("amount_minor <> 0", name="amount_not_zero"),
        CheckConstraint("kind IN ('payment', 'deposit', 'allocation', 'refund', 'reversal')", name="kind_known"),
        CheckConstraint("account IN ('waiting', 'case', 'aside')", name="account_known"),
        CheckConstraint("(account = 'case') = (case_id IS NOT NULL)", name="case_of_account"),
        CheckConstraint("(kind = 'reversal') = (reverses_id IS NOT NULL)", name="reversal_of"),
        UniqueConstraint("reverses_id"),
        length("currency", 3),
    )

    id: int | None = Field(default=None, primary_key=True)
    kind: str
    account: str
    case_id: int | None = ref("cases", nullable=True)
    line_id: int | None = ref("statement_line", nullable=True)
    reverses_id: int | None = ref("book_entry", nullable=True, index=False)
    amount_minor: int
    currency: str
    means: str
    paid_on: date
    payer: str = ""
    receipt_enclosed: bool = False
    matched_on: date | None = None  # the day accounting found it on the bank's statement
    note: str = ""
    details: str = ""  # JSON: the money orders
    recorded_at: datetime = instant()
    recorded_by: int = ref("staff", index=False)


class PayerRow(SQLModel, table=True):
    """Somebody who paid for a case under another name: remembered for the next payment."""

    __tablename__ = "payer"

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = ref("cases")
    payer_key: str

    __table_args__ = (UniqueConstraint("case_id", "payer_key"), length("payer_key", 1))


class FeeEventRow(SQLModel, table=True):
    """What was done about a case's fee beside payments: asked, reminded, waived, asked again after all."""

    __tablename__ = "fee_event"
    __table_args__ = (
        CheckConstraint("kind IN ('asked', 'reminded', 'waived', 'restored')", name="kind_known"),
        CheckConstraint("limit_on IS NULL OR limit_on >= happened_on", name="limit_after"),
    )

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = ref("cases")
    kind: str
    happened_on: date
    limit_on: date | None = None
    reason: str = ""
    letter_id: int | None = ref("letter", nullable=True)
    recorded_at: datetime = instant()
    recorded_by: int = ref("staff", index=False)
