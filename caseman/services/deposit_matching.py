"""Which fees the deposits of bank statements pay: what is awaited and what waits, put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlmodel import Session, col, select

from caseman.domain.fees import Money
from caseman.domain.matching import Expected, Matcher, OpenFee, Proposal
from caseman.domain.names import match_key
from caseman.domain.permissions import Permission
from caseman.domain.statements import Deposit
from caseman.services.book import EntryKind, standing_entries
from caseman.services.case_facts import fee_standing
from caseman.services.desk import Desk, row_id
from caseman.storage.money_tables import BookRow, PayerRow, StatementLineRow
from caseman.storage.tables import CaseRow, PartyRow

_KNOWN_DAYS: Final = timedelta(days=400)  # how far back people of settled cases are looked at for the same name


@dataclass(frozen=True)
class DepositLine:
    """A deposit of a statement, and what is proposed for it. `line_id` is 0 where it was not kept (a trial)."""

    line_id: int
    deposit: Deposit
    proposal: Proposal


def waiting_deposits(desk: Desk) -> tuple[DepositLine, ...]:
    """Every deposit that is not settled yet, the earliest first, with what is proposed for it today."""
    desk.require(Permission.READ_CASES)
    return tuple(line for line, _ in waiting_prints(desk))


def waiting_prints(desk: Desk) -> list[tuple[DepositLine, str]]:
    with desk.reading() as session:
        rows = session.exec(
            select(StatementLineRow)
            .where(col(StatementLineRow.settled).is_(False))
            .order_by(col(StatementLineRow.deposited_on), col(StatementLineRow.id))
        ).all()
        if not rows:
            return []
        deposits = [deposit_of(row) for row in rows]
        proposals = matcher(desk, session).match(deposits)
        return [
            (DepositLine(row_id(row), deposit, proposal), row.fingerprint)
            for row, deposit, proposal in zip(rows, deposits, proposals, strict=True)
        ]


def deposit_of(row: StatementLineRow) -> Deposit:
    return Deposit(
        row.line,
        row.deposited_on,
        Money(abs(row.amount_minor), row.currency),
        row.payer,
        row.edi,
        row.bank,
        row.branch,
        row.reference,
        row.cancelled,
    )


def matcher(desk: Desk, session: Session) -> Matcher:
    """The fees that are awaited, and the names of those whose cases wait for none."""
    since = desk.today() - _KNOWN_DAYS
    cases = session.exec(
        select(CaseRow).where((col(CaseRow.closed_on).is_(None)) | (col(CaseRow.arrived_on) >= since))
    ).all()
    names = names_of(session, [row_id(case) for case in cases])
    payers: dict[int, set[str]] = {}
    for payer in session.exec(select(PayerRow)).all():
        payers.setdefault(payer.case_id, set()).add(payer.payer_key)
    fees: list[OpenFee] = []
    elsewhere: dict[str, str] = {}
    for case in cases:
        expected = _expected(session, case) if case.closed_on is None else ()
        theirs = tuple(names.get(row_id(case), ()))
        if expected:
            remembered = frozenset(payers.get(row_id(case), ()))
            fees.append(OpenFee(row_id(case), case.number, case.arrived_on, expected, theirs, remembered))
        else:
            elsewhere.update((match_key(name), case.number) for name in theirs)
    return Matcher(fees, elsewhere)


def names_of(session: Session, case_ids: Sequence[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    wanted = set(case_ids)
    for party in session.exec(select(PartyRow.case_id, PartyRow.kana, PartyRow.name)).all():
        case_id, kana, name = party
        if case_id in wanted:
            found.setdefault(case_id, []).extend(each for each in (kana, name) if each)
    return found


def _expected(session: Session, case: CaseRow) -> tuple[Expected, ...]:
    """What is due still, then the receipts that no statement confirmed yet."""
    due, paid, _ = fee_standing(session, row_id(case))
    rest = due - paid
    found = [Expected(rest)] if rest.minor > 0 else []
    claims = [
        Expected(Money(entry.amount_minor, entry.currency), row_id(entry), entry.paid_on, entry.payer)
        for entry in claims_of(session, case)
    ]
    return (*found, *claims)


def claims_of(session: Session, case: CaseRow) -> list[BookRow]:
    entries = standing_entries(session, case_id=row_id(case))
    return [e for e in entries if e.kind == EntryKind.PAYMENT and e.means == "bank_transfer" and e.matched_on is None]
