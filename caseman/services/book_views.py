"""The book as accounting reads it: its entries, its balances, the deposits that are settled. Frozen lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import func
from sqlmodel import Session, col, select

from caseman.domain.fees import Money
from caseman.domain.permissions import Permission
from caseman.domain.statements import Deposit
from caseman.services.book import Account, EntryKind, standing_entries
from caseman.services.deposit_matching import deposit_of
from caseman.services.desk import Desk
from caseman.services.reading import note_read
from caseman.storage.case_tables import CaseRow
from caseman.storage.columns import row_id
from caseman.storage.money_tables import BookRow, StatementLineRow

PAGE: Final = 200


@dataclass(frozen=True, slots=True)
class BookLine:
    """An entry of the book as accounting reads it; `day` is the one it was booked on."""

    entry: int
    kind: EntryKind
    account: Account
    case: str
    amount: Money
    means: str
    day: date
    payer: str
    note: str
    reverses: int | None


def month_entries(desk: Desk, month: date | None = None) -> tuple[BookLine, ...]:
    """The book for accounting: the entries booked in a month (its first day), or all, in their order.

    What is found out about a month later stands in the month in which it was, so that a list that was handed on stays.
    """
    desk.require(Permission.READ_CASES)
    note_read(desk, "book_read")
    statement = select(BookRow, CaseRow.number).join(CaseRow, col(CaseRow.id) == BookRow.case_id, isouter=True)
    if month is not None:
        following = date(month.year + month.month // 12, month.month % 12 + 1, 1)
        booked = func.coalesce(BookRow.booked_on, BookRow.paid_on)
        statement = statement.where(booked >= month, booked < following)
    with desk.reading() as session:
        rows: Iterable[tuple[BookRow, str | None]] = session.exec(statement.order_by(col(BookRow.id))).all()
        return tuple(
            BookLine(
                row_id(row),
                EntryKind(row.kind),
                Account(row.account),
                number or "",
                Money(row.amount_minor, row.currency),
                row.means,
                row.booked_on or row.paid_on,
                row.payer,
                row.note,
                row.reverses_id,
            )
            for row, number in rows
        )


@dataclass(frozen=True, slots=True)
class Balances:
    """What the book comes to: deposits that wait, fees of cases, what was set aside; `told` is the statements' sum.

    `cases` holds what was noted by hand as well (stamps, cash, receipts no statement confirmed yet).
    """

    waiting: Money
    cases: Money
    aside: Money
    told: Money


def balances(desk: Desk) -> Balances:
    """The balance of each account, in all."""
    desk.require(Permission.READ_CASES)
    with desk.reading() as session:
        rows = session.exec(select(BookRow.account, func.sum(BookRow.amount_minor)).group_by(BookRow.account)).all()
        told = session.exec(select(func.sum(StatementLineRow.amount_minor))).one() or 0
    sums = {account: Money(amount) for account, amount in rows}
    waiting, cases, aside = (sums.get(account.value, Money(0)) for account in Account)
    return Balances(waiting, cases, aside, Money(told))


@dataclass(frozen=True, slots=True)
class SettledLine:
    """A deposit that is settled, and what with: cases and their amounts, or set aside with a reason.

    `cancelled_with` is the line of the cancelled one that it was settled with, or of the one that a cancelled one is.
    """

    line_id: int
    deposit: Deposit
    cases: tuple[tuple[str, Money], ...]
    note: str
    cancelled_with: int | None = None


def settled_deposits(desk: Desk, before: int | None = None, limit: int = PAGE) -> tuple[SettledLine, ...]:
    """Settled deposits, the latest taken in first; `before` is the last line of the page before."""
    desk.require(Permission.READ_CASES)
    statement = select(StatementLineRow).where(col(StatementLineRow.settled).is_(True))
    if before is not None:
        statement = statement.where(col(StatementLineRow.id) < before)
    with desk.reading() as session:
        rows = session.exec(statement.order_by(col(StatementLineRow.id).desc()).limit(limit)).all()
        return tuple(_settled(session, row) for row in rows)


def _settled(session: Session, row: StatementLineRow) -> SettledLine:
    entries = [each for each in standing_entries(session, line_id=row_id(row)) if each.kind == EntryKind.ALLOCATION]
    cases = [
        (session.get_one(CaseRow, each.case_id).number, Money(each.amount_minor, each.currency))
        for each in entries
        if each.account == Account.CASE
    ]
    notes = [each.note for each in entries if each.account == Account.ASIDE and each.note]
    other = session.exec(select(StatementLineRow.id).where(StatementLineRow.cancels_id == row.id)).first()
    return SettledLine(row_id(row), deposit_of(row), tuple(cases), " ".join(notes), row.cancels_id or other)
