"""Deposits: the bank's statements are taken in, matched with the fees that are awaited, and settled by a person."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import PurePath
from typing import Any, Final

from sqlalchemy import func
from sqlmodel import Session, col, select

from caseman.domain.fees import Money
from caseman.domain.matching import Certainty, Expected, Matcher, OpenFee, Proposal
from caseman.domain.names import match_key
from caseman.domain.permissions import Permission
from caseman.domain.statements import BankStatement, Deposit, StatementFormat
from caseman.domain.transitions import Action
from caseman.errors import InputError, RuleError
from caseman.exchange.bank_statement import read_statement
from caseman.services.book import Account, Entry, EntryKind, enter, reverse, standing_entries
from caseman.services.case_facts import fee_standing
from caseman.services.desk import Change, ChangeKind, Desk, Work, find_case, row_id
from caseman.services.fees import check_still_settled
from caseman.services.my_number import refuse_my_number
from caseman.services.standing import resettle
from caseman.storage.money_tables import BookRow, PayerRow, StatementLineRow, StatementRow
from caseman.storage.tables import CaseRow, PartyRow
from caseman.text import T

_KNOWN_DAYS: Final = timedelta(days=400)  # how far back people of settled cases are looked at for the same name
_BATCH: Final = 5000
_CANCELLED: Final = "cancelled"  # why an entry was reversed, where the bank did it


@dataclass(frozen=True)
class DepositLine:
    """A deposit of a statement, and what is proposed for it. `line_id` is 0 where it was not kept (a trial)."""

    line_id: int
    deposit: Deposit
    proposal: Proposal


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
        account = desk.procedure.bank_account
        statement = read_statement(data, account.number if account else "", desk.procedure.statement_columns, today)
        prints = _fingerprints(statement)
        known = _known(session, prints)
    if not trial and len(known) < len(prints):
        with desk.work(Action.RECORD_PAYMENT) as work:
            _keep(work, PurePath(name).name, data, statement, prints, known)
    fresh = [deposit for deposit, each in zip(statement.deposits, prints, strict=True) if each not in known]
    if trial:
        with desk.reading() as session:
            proposals = _matcher(desk, session).match(fresh)
        lines = tuple(DepositLine(0, each, found) for each, found in zip(fresh, proposals, strict=True))
    else:
        wanted = set(prints) - known
        lines = tuple(line for line, each in _waiting(desk) if each in wanted)
    return StatementTaken(statement.format, statement.account, statement.total, len(prints) - len(fresh), lines)


def waiting_deposits(desk: Desk) -> tuple[DepositLine, ...]:
    """Every deposit that is not settled yet, the earliest first, with what is proposed for it today."""
    desk.require(Permission.READ_CASES)
    return tuple(line for line, _ in _waiting(desk))


def allot(desk: Desk, line_id: int, parts: Sequence[tuple[str, Money]]) -> Change:
    """Allot a deposit to cases, by number and amount. A receipt noted before over that amount is confirmed by it.

    Raises `InputError` for more than waits, `RuleError` for a case without a fee (Art. 38).
    """
    with desk.work(Action.RECORD_PAYMENT) as work:
        line = _line(work.session, line_id)
        cases = [(find_case(work.session, number), amount) for number, amount in parts]
        _allot(work, line, cases)
    return Change(ChangeKind.CASE, tuple(case.number for case, _ in cases))


def take_certain(desk: Desk) -> Change:
    """Take every proposal that is certain, in one transaction, each with its entry of the trail."""
    certain = [line for line in waiting_deposits(desk) if line.proposal.certainty is Certainty.CERTAIN]
    numbers: list[str] = []
    with desk.work(Action.RECORD_PAYMENT) as work:
        for each in certain:
            line = _line(work.session, each.line_id)
            cases = [(work.session.get_one(CaseRow, part.case_id), part.amount) for part in each.proposal.parts]
            _allot(work, line, cases)
            numbers += [case.number for case, _ in cases]
    return Change(ChangeKind.CASE, tuple(numbers))


def set_aside(desk: Desk, line_id: int, reason: str) -> Change:
    """Settle a deposit that is none of a case: another customer's, interest, sent back by the bank. With a reason."""
    if not reason.strip():
        raise InputError("empty", T("Say in a few words what it is."), field="reason")
    refuse_my_number(reason, "reason")
    with desk.work(Action.RECORD_PAYMENT) as work:
        line = _line(work.session, line_id)
        _move(work, line, _rest(work.session, line), Account.ASIDE, note=reason.strip())
        _settle(work, line)
        work.note("deposit_set_aside", line=line_id, amount=line.amount_minor, reason=reason.strip())
    return Change(ChangeKind.CASE)


def take_cancelled(desk: Desk, line_id: int, taken_back: int) -> Change:
    """Settle a cancellation by the bank with the deposit that it takes back; what that was allotted to ends."""
    with desk.work(Action.RECORD_PAYMENT) as work:
        gone, line = _line(work.session, line_id), _line(work.session, taken_back, settled=None)
        if not gone.cancelled or line.cancelled or line.amount_minor != -gone.amount_minor:
            raise RuleError("no-cancellation", T("These two lines do not belong together. Compare the amounts."))
        cases = _undo(work, line, _CANCELLED)
        for each in (line, gone):
            _move(work, each, _rest(work.session, each), Account.ASIDE, note="")
            _settle(work, each)
        for case in cases:
            _after(desk, work, case)
        work.note("deposit_cancelled", line=taken_back, amount=line.amount_minor)
    return Change(ChangeKind.CASE, tuple(case.number for case in cases))


def take_back(desk: Desk, line_id: int, reason: str) -> Change:
    """Take back what a deposit was settled with: it waits again, and what was allotted ends. Nothing is erased.

    Raises `RuleError` for a request that was accepted on it.
    """
    if not reason.strip():
        raise InputError("empty", T("Say why, in a few words: it goes into the trail."), field="reason")
    with desk.work(Action.RECORD_PAYMENT) as work:
        line = _line(work.session, line_id, settled=None)
        cases = _undo(work, line, reason.strip())
        line.settled = False
        work.session.add(line)
        for case in cases:
            _after(desk, work, case)
            work.note("deposit_taken_back", case, line=line_id, amount=line.amount_minor, reason=reason.strip())
        if not cases:
            work.note("deposit_taken_back", line=line_id, amount=line.amount_minor, reason=reason.strip())
    return Change(ChangeKind.CASE, tuple(case.number for case in cases))


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


def _waiting(desk: Desk) -> list[tuple[DepositLine, str]]:
    with desk.reading() as session:
        rows = session.exec(
            select(StatementLineRow)
            .where(col(StatementLineRow.settled).is_(False))
            .order_by(col(StatementLineRow.deposited_on), col(StatementLineRow.id))
        ).all()
        if not rows:
            return []
        deposits = [_deposit(row) for row in rows]
        proposals = _matcher(desk, session).match(deposits)
        return [
            (DepositLine(row_id(row), deposit, proposal), row.fingerprint)
            for row, deposit, proposal in zip(rows, deposits, proposals, strict=True)
        ]


def _deposit(row: StatementLineRow) -> Deposit:
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


def _matcher(desk: Desk, session: Session) -> Matcher:
    """The fees that are awaited, and the names of those whose cases wait for none."""
    since = desk.today() - _KNOWN_DAYS
    cases = session.exec(
        select(CaseRow).where((col(CaseRow.closed_on).is_(None)) | (col(CaseRow.arrived_on) >= since))
    ).all()
    names = _names(session, [row_id(case) for case in cases])
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


def _names(session: Session, case_ids: Sequence[int]) -> dict[int, list[str]]:
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
        for entry in _claims(session, case)
    ]
    return (*found, *claims)


def _claims(session: Session, case: CaseRow) -> list[BookRow]:
    entries = standing_entries(session, case_id=row_id(case))
    return [e for e in entries if e.kind == EntryKind.PAYMENT and e.means == "bank_transfer" and e.matched_on is None]


def _line(session: Session, line_id: int, *, settled: bool | None = False) -> StatementLineRow:
    row = session.get(StatementLineRow, line_id)
    if row is None:
        raise InputError(
            "no-such-deposit", T("There is no such deposit. Take the statement in first."), field="line_id"
        )
    if settled is not None and row.settled is not settled:
        raise RuleError("settled", T("This deposit is settled already. Take that back first."), field="line_id")
    return row


def _allot(work: Work, line: StatementLineRow, cases: Sequence[tuple[CaseRow, Money]]) -> None:
    rest = _rest(work.session, line)
    total = sum(amount.minor for _, amount in cases)
    if not cases or any(amount.minor <= 0 for _, amount in cases):
        raise InputError("no-case", T("Say which case it pays, and how much."), field="number")
    if total > rest.minor:
        raise InputError("more-than-waits", T("Only {rest} of this deposit waits.", rest=rest), field="amount")
    for case, amount in cases:
        due, paid, _ = fee_standing(work.session, row_id(case))
        if due.minor == 0 and paid.minor == 0:
            raise RuleError("no-fee", T("No fee is due in this case, so no payment can be recorded for it."))
        _confirm(work, line, case, amount)
        _move(work, line, amount, Account.CASE, case=case)
        _remember(work, line, case)
        resettle(work, case)
        work.note("deposit_allotted", case, line=row_id(line), amount=amount.minor, currency=amount.currency)
    _settle(work, line)


def _confirm(work: Work, line: StatementLineRow, case: CaseRow, amount: Money) -> None:
    """The noted receipt that this deposit proves counts no more: the deposit does in its place."""
    claims = [claim for claim in _claims(work.session, case) if claim.amount_minor == amount.minor]
    if not claims:
        due, paid, _ = fee_standing(work.session, row_id(case))
        claims = _claims(work.session, case)[:1] if paid >= due else []
    for claim in claims[:1]:
        reverse(work, claim, f"line {line.id}")


def _move(
    work: Work, line: StatementLineRow, amount: Money, account: Account, *, case: CaseRow | None = None, note: str = ""
) -> None:
    """Out of what waits, into another account: two entries whose sum is nothing."""
    if amount.minor == 0:
        return
    for each, where in ((Money(-amount.minor, amount.currency), Account.WAITING), (amount, account)):
        enter(
            work,
            Entry(
                EntryKind.ALLOCATION,
                each,
                line.deposited_on,
                account=where,
                case_id=row_id(case) if case is not None and where is Account.CASE else None,
                line_id=row_id(line),
                payer=line.payer,
                matched_on=line.deposited_on,
                note=note,
            ),
        )


def _undo(work: Work, line: StatementLineRow, reason: str) -> list[CaseRow]:
    """Reverse what a line was allotted to, and put back the receipts it had confirmed; the cases that were touched."""
    cases: dict[int, CaseRow] = {}
    for entry in standing_entries(work.session, line_id=row_id(line)):
        if entry.kind != EntryKind.ALLOCATION:
            continue
        reverse(work, entry, reason)
        if entry.case_id is not None:
            cases[entry.case_id] = work.session.get_one(CaseRow, entry.case_id)
    for case in cases.values():
        _put_back(work, line, case)
    return list(cases.values())


def _put_back(work: Work, line: StatementLineRow, case: CaseRow) -> None:
    reversals = work.session.exec(
        select(BookRow).where(BookRow.case_id == case.id, BookRow.note == f"line {line.id}")
    ).all()
    for each in reversals[-1:]:
        claim = work.session.get_one(BookRow, each.reverses_id)
        values = claim.model_dump(exclude={"id", "recorded_at", "recorded_by"})
        work.session.add(BookRow(**values, recorded_at=work.now, recorded_by=work.staff_id))


def _after(desk: Desk, work: Work, case: CaseRow) -> None:
    check_still_settled(desk, work, case)
    resettle(work, case)


def _remember(work: Work, line: StatementLineRow, case: CaseRow) -> None:
    """Who pays under another name than the people of the case is known for the next time."""
    names = {match_key(name) for name in _names(work.session, [row_id(case)]).get(row_id(case), ())}
    if not line.payer_key or line.payer_key in names:
        return
    known = select(PayerRow.id).where(PayerRow.case_id == case.id, PayerRow.payer_key == line.payer_key)
    if work.session.exec(known).first() is None:
        work.session.add(PayerRow(case_id=row_id(case), payer_key=line.payer_key))


def _rest(session: Session, line: StatementLineRow) -> Money:
    statement = select(func.sum(BookRow.amount_minor)).where(
        BookRow.line_id == line.id, BookRow.account == Account.WAITING
    )
    return Money(session.exec(statement).one() or 0, line.currency)


def _settle(work: Work, line: StatementLineRow) -> None:
    work.session.flush()
    line.settled = _rest(work.session, line).minor == 0
    work.session.add(line)


def month_entries(desk: Desk, month: date | None = None) -> tuple[BookLine, ...]:
    """The book for accounting: the entries of a month (its first day), or all, in their order."""
    desk.require(Permission.READ_CASES)
    statement = select(BookRow, CaseRow.number).join(CaseRow, col(CaseRow.id) == BookRow.case_id, isouter=True)
    if month is not None:
        following = date(month.year + month.month // 12, month.month % 12 + 1, 1)
        statement = statement.where(BookRow.paid_on >= month, BookRow.paid_on < following)
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
                row.paid_on,
                row.payer,
                row.note,
                row.reverses_id,
            )
            for row, number in rows
        )


@dataclass(frozen=True, slots=True)
class BookLine:
    """An entry of the book as accounting reads it."""

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


def parts_of(proposal: Proposal) -> list[tuple[str, Money]]:
    """A proposal as `allot` takes it."""
    return [(part.number, part.amount) for part in proposal.parts]
