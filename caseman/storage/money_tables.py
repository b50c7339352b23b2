"""What is stored of money: the bank's statements, the book, and what was asked of a fee; rules as in `columns`.

Nothing in the book is ever changed: what was wrong is reversed by another entry.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from caseman.storage.columns import instant, length, ref


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
    """One deposit as the bank told it. `settled` is set when nothing of it waits any more, `cancels_id` on a cancelled
    one while it is settled with the deposit that it takes back; all else stays as it came.

    `fingerprint` is what the same deposit in another file has in common with it, `occurrence` the count of equal ones.
    """

    __tablename__ = "statement_line"
    __table_args__ = (
        UniqueConstraint("fingerprint", "occurrence"),
        UniqueConstraint("cancels_id"),
        CheckConstraint("amount_minor <> 0", name="amount_not_zero"),
        CheckConstraint("cancels_id IS NULL OR cancelled", name="cancels_if_cancelled"),
        Index("ix_statement_line_open", "id", sqlite_where=text("settled = 0")),
        Index("ix_statement_line_payer_key", "payer_key"),
        Index("ix_statement_line_deposited_on", "deposited_on"),
        Index("ix_statement_line_personal", "deposited_on", sqlite_where=text("settled AND payer <> ''")),
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
    occurrence: int
    settled: bool = Field(default=False, sa_column_kwargs={"server_default": "0"})
    cancels_id: int | None = ref("statement_line", nullable=True, index=False)


class BookRow(SQLModel, table=True):
    """An entry of the book. `account`: the bank's deposits that wait (`waiting`), a case's fee (`case`), or what is
    none of a case (`aside`). A deposit enters `waiting`; allotting it takes it out there and into another account.

    It counts in the month's list of the day it was booked on, which is that of the payment unless it came about later:
    a month that was reported stays as it was. `confirmed_by`, on the reversal of a receipt that was noted, is the
    allocation that counts in its place.
    """

    __tablename__ = "book_entry"
    __table_args__ = (
        CheckConstraint("amount_minor <> 0", name="amount_not_zero"),
        CheckConstraint("kind IN ('payment', 'deposit', 'allocation', 'refund', 'reversal')", name="kind_known"),
        CheckConstraint("account IN ('waiting', 'case', 'aside')", name="account_known"),
        CheckConstraint("(account = 'case') = (case_id IS NOT NULL)", name="case_of_account"),
        CheckConstraint("(kind = 'reversal') = (reverses_id IS NOT NULL)", name="reversal_of"),
        CheckConstraint("confirmed_by IS NULL OR kind = 'reversal'", name="confirmed_reversal"),
        UniqueConstraint("reverses_id"),
        Index("ix_book_entry_confirmed_by", "confirmed_by", sqlite_where=text("confirmed_by IS NOT NULL")),
        Index("ix_book_entry_personal", "paid_on", sqlite_where=text("payer <> '' OR note <> '' OR details <> ''")),
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
    details: str = ""  # the money orders, as they are typed
    booked_on: date | None = None
    confirmed_by: int | None = ref("book_entry", nullable=True, index=False)
    recorded_at: datetime = instant()
    recorded_by: int = ref("staff", index=False)


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
