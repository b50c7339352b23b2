"""The bank's statements are taken in: all deposits of one, or nothing; what came before adds nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, Final

from sqlalchemy import func
from sqlmodel import select

from caseman.domain.actions import Action
from caseman.domain.fees import Money
from caseman.domain.statements import BankStatement, Deposit, StatementFormat, account_digits
from caseman.exchange.bank_statement import read_statement
from caseman.offices.policies import office_account
from caseman.services.book import Account, EntryKind
from caseman.services.deposit_matching import DepositLine, match_waiting, waiting_deposits
from caseman.services.desk import Desk
from caseman.services.known_deposits import Fresh, sort_known
from caseman.services.work import Work
from caseman.storage.columns import row_id
from caseman.storage.money_tables import BookRow, StatementLineRow, StatementRow

_BATCH: Final = 5000


@dataclass(frozen=True)
class StatementTaken:
    """What a statement held: `known` deposits had come with an earlier file and were left as they are.

    `looks_known` are those of them that a file of another kind told, or otherwise: a person may compare them.
    """

    format: StatementFormat
    account: str
    total: Money
    known: int
    deposits: tuple[DepositLine, ...]
    looks_known: tuple[Deposit, ...] = ()


def take_statement(desk: Desk, name: str, data: bytes, *, trial: bool = False) -> StatementTaken:
    """Take a statement in: all of its deposits, or nothing. A file, or a deposit, that came before adds nothing.

    A `trial` keeps nothing. Raises `StatementError` with line and column for a file that is not taken.
    """
    desk.require(Action.RECORD_PAYMENT)
    office = office_account(desk.procedure)
    statement = read_statement(data, office, desk.procedure.statement_columns, desk.today())
    with desk.reading() as session:
        found = sort_known(session, statement, account_digits(office.number))
    lines: tuple[DepositLine, ...] = ()
    if trial:
        lines = tuple(line for line in match_waiting(desk, [each.deposit for each in found.fresh]) if not line.line_id)
    elif found.fresh:
        with desk.work(Action.RECORD_PAYMENT) as work:
            first = _keep(work, PurePath(name).name, data, statement, found.fresh)
        lines = tuple(line for line in waiting_deposits(desk) if line.line_id >= first)
    return StatementTaken(statement.format, statement.account, statement.total, found.known, lines, found.alike)


def _keep(work: Work, name: str, data: bytes, statement: BankStatement, fresh: Sequence[Fresh]) -> int:
    """Keep the deposits that are new, and enter them into the book; the first of their lines."""
    session = work.session
    statement_id = _kept_statement(work, name, data, statement)
    first = (session.exec(select(func.max(StatementLineRow.id))).one() or 0) + 1
    connection = session.connection()
    for at in range(0, len(fresh), _BATCH):
        lines = [
            _line_values(first + at + place, statement_id, each) for place, each in enumerate(fresh[at : at + _BATCH])
        ]
        connection.execute(StatementLineRow.__table__.insert(), lines)  # type: ignore[attr-defined]
        connection.execute(BookRow.__table__.insert(), [_deposit_values(work, line) for line in lines])  # type: ignore[attr-defined]
    work.note(
        "statement_taken",
        file_format=statement.format,
        deposits=len(fresh),
        total=sum(each.deposit.signed.minor for each in fresh),
    )
    return first


def _kept_statement(work: Work, name: str, data: bytes, statement: BankStatement) -> int:
    digest = hashlib.sha256(data).hexdigest()
    kept = work.session.exec(select(StatementRow).where(StatementRow.sha256 == digest)).one_or_none()
    if kept is None:
        kept = StatementRow(
            sha256=digest,
            name=name,
            format=statement.format,
            account=statement.account,
            lines=len(statement.deposits),
            total_minor=statement.total.minor,
            currency="JPY",
            taken_at=work.now,
            taken_by=work.staff_id,
        )
        work.session.add(kept)
        work.session.flush()
    return row_id(kept)


def _line_values(line_id: int, statement_id: int, fresh: Fresh) -> dict[str, Any]:
    deposit = fresh.deposit
    return {
        "id": line_id,
        "statement_id": statement_id,
        "line": deposit.line,
        "deposited_on": deposit.day,
        "amount_minor": deposit.signed.minor,
        "currency": deposit.amount.currency,
        "payer": deposit.payer,
        "payer_key": deposit.key,
        "edi": deposit.edi,
        "bank": deposit.bank,
        "branch": deposit.branch,
        "reference": deposit.reference,
        "cancelled": deposit.cancelled,
        "fingerprint": fresh.fingerprint,
        "occurrence": fresh.occurrence,
        "settled": False,
        "cancels_id": None,
    }


def _deposit_values(work: Work, line: dict[str, Any]) -> dict[str, Any]:
    return {
        "kind": EntryKind.DEPOSIT.value,
        "account": Account.WAITING.value,
        "case_id": None,
        "line_id": line["id"],
        "reverses_id": None,
        "amount_minor": line["amount_minor"],
        "currency": line["currency"],
        "means": "bank_transfer",
        "paid_on": line["deposited_on"],
        "payer": line["payer"],
        "receipt_enclosed": False,
        "matched_on": line["deposited_on"],
        "note": "",
        "details": "",
        "booked_on": None,
        "confirmed_by": None,
        "recorded_at": work.now,
        "recorded_by": work.staff_id,
    }
