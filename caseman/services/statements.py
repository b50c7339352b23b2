"""The bank's statements are taken in: all deposits of one, or nothing; what came before adds nothing."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, Final

from sqlalchemy import func
from sqlmodel import Session, col, select

from caseman.domain.fees import Money
from caseman.domain.statements import BankStatement, Deposit, StatementFormat
from caseman.domain.transitions import Action
from caseman.exchange.bank_statement import read_statement
from caseman.offices.policies import office_account
from caseman.services.book import Account, EntryKind
from caseman.services.deposit_matching import DepositLine, matcher, waiting_prints
from caseman.services.desk import Desk, Work, row_id
from caseman.storage.money_tables import BookRow, StatementLineRow, StatementRow

_BATCH: Final = 5000


@dataclass(frozen=True)
class StatementTaken:
    """What a statement held: `known` deposits had come with an earlier file and were left as they are."""

    format: StatementFormat
    account: str
    total: Money
    known: int
    deposits: tuple[DepositLine, ...]


def take_statement(desk: Desk, name: str, data: bytes, *, trial: bool = False) -> StatementTaken:
    """Take a statement in: all of its deposits, or nothing. A file, or a deposit, that came before adds nothing.

    A `trial` keeps nothing. Raises `StatementError` with line and column for a file that is not taken.
    """
    desk.require(Action.RECORD_PAYMENT)
    with desk.reading() as session:
        today = desk.today()
        statement = read_statement(data, office_account(desk.procedure), desk.procedure.statement_columns, today)
        prints = _fingerprints(statement)
        known = _known(session, prints)
    if not trial and len(known) < len(prints):
        with desk.work(Action.RECORD_PAYMENT) as work:
            _keep(work, PurePath(name).name, data, statement, prints, known)
    fresh = [deposit for deposit, each in zip(statement.deposits, prints, strict=True) if each not in known]
    if trial:
        with desk.reading() as session:
            proposals = matcher(desk, session).match(fresh)
        lines = tuple(DepositLine(0, each, found) for each, found in zip(fresh, proposals, strict=True))
    else:
        wanted = set(prints) - known
        lines = tuple(line for line, each in waiting_prints(desk) if each in wanted)
    return StatementTaken(statement.format, statement.account, statement.total, len(prints) - len(fresh), lines)


def _fingerprints(statement: BankStatement) -> list[str]:
    """What one deposit has in common in every file that tells it; equal ones of a day are counted."""
    seen: Counter[tuple[Any, ...]] = Counter()
    found = []
    for each in statement.deposits:
        what = (statement.account, each.day, each.signed.minor, each.key)
        seen[what] += 1
        found.append(hashlib.sha256(repr((*map(str, what), seen[what])).encode()).hexdigest())
    return found


def _known(session: Session, prints: Sequence[str]) -> set[str]:
    known: set[str] = set()
    for at in range(0, len(prints), 500):
        some = prints[at : at + 500]
        statement = select(StatementLineRow.fingerprint).where(col(StatementLineRow.fingerprint).in_(some))
        known |= set(session.exec(statement).all())
    return known


def _keep(work: Work, name: str, data: bytes, statement: BankStatement, prints: Sequence[str], known: set[str]) -> None:
    session = work.session
    digest = hashlib.sha256(data).hexdigest()
    kept = session.exec(select(StatementRow).where(StatementRow.sha256 == digest)).one_or_none()
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
        session.add(kept)
        session.flush()
    statement_id = row_id(kept)
    first = (session.exec(select(func.max(StatementLineRow.id))).one() or 0) + 1
    fresh = [(d, p) for d, p in zip(statement.deposits, prints, strict=True) if p not in known]
    connection = session.connection()
    for at in range(0, len(fresh), _BATCH):
        lines = [
            _line_values(first + at + place, statement_id, deposit, each)
            for place, (deposit, each) in enumerate(fresh[at : at + _BATCH])
        ]
        connection.execute(StatementLineRow.__table__.insert(), lines)  # type: ignore[attr-defined]
        connection.execute(BookRow.__table__.insert(), [_deposit_values(work, line) for line in lines])  # type: ignore[attr-defined]
    work.note(
        "statement_taken",
        file_format=statement.format,
        deposits=len(fresh),
        total=sum(deposit.signed.minor for deposit, _ in fresh),
    )


def _line_values(line_id: int, statement_id: int, deposit: Deposit, fingerprint: str) -> dict[str, Any]:
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
        "fingerprint": fingerprint,
        "settled": False,
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
        "recorded_at": work.now,
        "recorded_by": work.staff_id,
    }
