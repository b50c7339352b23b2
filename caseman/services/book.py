"""The book: what was paid for each case, and what the bank's deposits went to. Entries are added, or reversed.

An entry belongs to an account: deposits that wait, a case, or what is none of a case. The sum of all entries of a
statement's line is always what the bank told of it; the sum of a case's entries is what it was paid.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from caseman.domain.fees import Money, PaymentMeans
from caseman.errors import RuleError
from caseman.services.work import Work
from caseman.storage.columns import row_id
from caseman.storage.money_tables import BookRow
from caseman.storage.reading import of_case, once
from caseman.text import T, Text


class EntryKind(StrEnum):
    """What an entry of the book is."""

    PAYMENT = "payment"
    DEPOSIT = "deposit"
    ALLOCATION = "allocation"
    REFUND = "refund"
    REVERSAL = "reversal"

    @property
    def label(self) -> Text:
        return _KINDS[self]


_KINDS = {
    EntryKind.PAYMENT: T("Payment"),
    EntryKind.DEPOSIT: T("Deposit on the statement"),
    EntryKind.ALLOCATION: T("Allotted from the statement"),
    EntryKind.REFUND: T("Refund"),
    EntryKind.REVERSAL: T("Reversal"),
}


class Account(StrEnum):
    """Where an entry counts: deposits that wait, a case's fee, or what is none of a case."""

    WAITING = "waiting"
    CASE = "case"
    ASIDE = "aside"

    @property
    def label(self) -> Text:
        return _ACCOUNTS[self]


_ACCOUNTS = {
    Account.WAITING: T("Waits to be matched"),
    Account.CASE: T("Fee of a case"),
    Account.ASIDE: T("Set aside"),
}


@dataclass(frozen=True)
class Entry:
    """What is entered. `case_id` belongs to the account of a case; `line_id` to money that a statement told.

    `booked_on` is left out where that is the day of the payment itself.
    """

    kind: EntryKind
    amount: Money
    paid_on: date
    means: PaymentMeans = PaymentMeans.BANK_TRANSFER
    account: Account = Account.CASE
    case_id: int | None = None
    line_id: int | None = None
    payer: str = ""
    receipt_enclosed: bool = False
    matched_on: date | None = None
    note: str = ""
    details: str = ""
    booked_on: date | None = None


def enter(work: Work, entry: Entry, reverses: int | None = None, confirmed_by: int | None = None) -> BookRow:
    """Add an entry, in the caller's transaction."""
    row = BookRow(
        kind=entry.kind,
        account=entry.account,
        case_id=entry.case_id,
        line_id=entry.line_id,
        reverses_id=reverses,
        amount_minor=entry.amount.minor,
        currency=entry.amount.currency,
        means=entry.means,
        paid_on=entry.paid_on,
        payer=entry.payer,
        receipt_enclosed=entry.receipt_enclosed,
        matched_on=entry.matched_on,
        note=entry.note,
        details=entry.details,
        booked_on=entry.booked_on,
        confirmed_by=confirmed_by,
        recorded_at=work.now,
        recorded_by=work.staff_id,
    )
    work.session.add(row)
    work.session.flush()
    return row


def reverse(work: Work, row: BookRow, note: str = "", *, confirmed_by: BookRow | None = None) -> None:
    """Take an entry back by another of the opposite amount, booked today. `note` is for people.

    `confirmed_by` is the allocation that counts in the place of a receipt.
    """
    entry = Entry(
        EntryKind.REVERSAL,
        Money(-row.amount_minor, row.currency),
        row.paid_on,
        PaymentMeans(row.means),
        Account(row.account),
        row.case_id,
        row.line_id,
        note=note,
        booked_on=work.today,
    )
    enter(work, entry, reverses=row_id(row), confirmed_by=None if confirmed_by is None else row_id(confirmed_by))


def enter_again(work: Work, row: BookRow, *, matched_on: date | None = None) -> BookRow:
    """Enter a payment by hand as it was, booked today: it was reversed, and counts after all or otherwise."""
    entry = Entry(
        EntryKind.PAYMENT,
        Money(row.amount_minor, row.currency),
        row.paid_on,
        PaymentMeans(row.means),
        case_id=row.case_id,
        payer=row.payer,
        receipt_enclosed=row.receipt_enclosed,
        matched_on=matched_on,
        note=row.note,
        details=row.details,
        booked_on=work.today,
    )
    return enter(work, entry)


def standing_entries(session: Session, *, case_id: int | None = None, line_id: int | None = None) -> Sequence[BookRow]:
    """The entries of a case or a line that count: no reversals, and none that was reversed."""
    if case_id is not None and line_id is None:  # a reversal belongs to the case of what it reverses
        return once(session, (standing_entries, case_id), lambda: _standing(of_case(session, BookRow, case_id)))
    later = aliased(BookRow)
    statement = select(BookRow).where(
        BookRow.kind != EntryKind.REVERSAL,
        ~select(later.id).where(later.reverses_id == BookRow.id).exists(),
    )
    if case_id is not None:
        statement = statement.where(BookRow.case_id == case_id)
    if line_id is not None:
        statement = statement.where(BookRow.line_id == line_id)
    return session.exec(statement.order_by(col(BookRow.id))).all()


def _standing(entries: Sequence[BookRow]) -> Sequence[BookRow]:
    taken_back = {entry.reverses_id for entry in entries}
    return [entry for entry in entries if entry.kind != EntryKind.REVERSAL and entry.id not in taken_back]


def balance_of(session: Session, case_id: int, currency: str) -> Money:
    """What was paid for a case and not given back."""
    return Money(sum(entry.amount_minor for entry in of_case(session, BookRow, case_id)), currency)


def check_balance(work: Work, case_id: int) -> None:
    """Refuse to leave a case with less than nothing. Raises `RuleError`."""
    work.session.flush()
    if balance_of(work.session, case_id, "JPY").minor < 0:
        raise RuleError(
            "below-nothing", T("More was given back in this case than would be left. Take the refund out first.")
        )


def is_claim(row: BookRow) -> bool:
    """Whether an entry is a receipt of a transfer that no statement confirmed yet."""
    return row.kind == EntryKind.PAYMENT and row.means == PaymentMeans.BANK_TRANSFER and row.matched_on is None
