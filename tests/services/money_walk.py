"""What the tests of money share: deposits as a bank tells them, taken in, and what the book says of a case."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import text

from caseman.services import fees
from caseman.services.case_file import show_case
from caseman.services.course_inputs import RemovalInput
from caseman.services.deposit_matching import waiting_deposits
from caseman.services.fee_inputs import MatchInput, RefundInput
from caseman.services.statements import StatementTaken, take_statement
from tests.exchange.bank_files import Told, notices
from tests.services.walking import TODAY, Walk

DAY = date(2026, 11, 20)


def told(payer: str = "タカハシ イチロウ", amount: int = 5250, **changed: Any) -> Told:
    return Told(changed.pop("day", DAY), amount, payer, **changed)


def take(walk: Walk, *deposits: Told, **changed: Any) -> StatementTaken:
    return take_statement(walk.desk, "meisai.txt", notices(deposits, **changed))


def paid(walk: Walk, number: str) -> list[tuple[int, bool]]:
    """The payments of a case that count: amount, and whether a statement told them."""
    return [(each.amount.minor, each.matched_on is not None) for each in show_case(walk.desk, number).payments]


def entry(walk: Walk, number: str, at: int = 0) -> int:
    return show_case(walk.desk, number).payments[at].payment_id


def remove(walk: Walk, number: str, entry_id: int, reason: str = "誤記") -> None:
    fees.remove_payment(walk.desk, RemovalInput.read(number=number, row_id=entry_id, reason=reason))


def refund(walk: Walk, number: str, amount: int) -> None:
    values = {"means": "stamps", "refunded_on": TODAY, "reason": "過納"}
    fees.refund(walk.desk, RefundInput.read(number=number, amount=str(amount), **values))


def match_by_hand(walk: Walk, number: str, entry_id: int) -> None:
    fees.match_payment(walk.desk, MatchInput.read(number=number, payment_id=entry_id, matched_on=TODAY))


def waiting(walk: Walk) -> list[tuple[int, str]]:
    """The lines that wait, and how sure what is proposed for each is."""
    return [(line.line_id, line.proposal.certainty.value) for line in waiting_deposits(walk.desk)]


def check_book(walk: Walk) -> None:
    """What the statements told is what the book has of them, line by line; no case has less than nothing."""
    with walk.desk.reading() as session:
        connection = session.connection()
        lines = connection.execute(
            text(
                "SELECT l.amount_minor, l.settled, "
                "(SELECT sum(amount_minor) FROM book_entry e WHERE e.line_id = l.id), "
                "(SELECT sum(amount_minor) FROM book_entry e WHERE e.line_id = l.id AND e.account = 'waiting') "
                "FROM statement_line l"
            )
        ).all()
        balances = connection.execute(
            text("SELECT sum(amount_minor) FROM book_entry WHERE case_id IS NOT NULL GROUP BY case_id")
        ).scalars()
        assert all(amount == entered and bool(settled) is (waits == 0) for amount, settled, entered, waits in lines)
        assert min(balances, default=0) >= 0


def entries(walk: Walk) -> dict[int, dict[str, Any]]:
    """Every entry of the book as it stands in the file."""
    with walk.desk.reading() as session:
        rows = session.connection().execute(text("SELECT * FROM book_entry ORDER BY id")).mappings().all()
        return {row["id"]: dict(row) for row in rows}
