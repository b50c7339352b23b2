"""Which fees the deposits of bank statements pay: what is awaited and what waits, put together.

All cases are asked together, in a query for each thing that is to be known: an office has a hundred thousand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final
from weakref import WeakKeyDictionary

from sqlalchemy import ColumnElement, func
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, or_, select

from caseman.domain.fees import FeeEvent, Money, PaymentMeans
from caseman.domain.lifecycle import State
from caseman.domain.matching import Expected, Matcher, OpenFee, Proposal
from caseman.domain.payer_numbers import NumberReader
from caseman.domain.permissions import Permission
from caseman.domain.piecemeal import forget
from caseman.domain.statements import Deposit
from caseman.services.book import Account, EntryKind
from caseman.services.desk import Desk
from caseman.storage.case_tables import CaseRow, PartyRow, RequestRow
from caseman.storage.columns import row_id
from caseman.storage.money_tables import BookRow, FeeEventRow, StatementLineRow
from caseman.storage.register_tables import RegisterLineRow

_KNOWN_DAYS: Final = timedelta(days=400)  # how far back people of settled cases are looked at for the same name
_AT_ONCE: Final = 500  # values of one query
_PIECEMEAL: Final = {"yield_per": 1000}  # rows fetched without a stop: all at once they hold up every other thread
_ENDED: Final = (State.WITHDRAWN, State.DEEMED_WITHDRAWN)


@dataclass(frozen=True)
class DepositLine:
    """A deposit of a statement, and what is proposed for it. `line_id` is 0 where it was not kept (a trial)."""

    line_id: int
    deposit: Deposit
    proposal: Proposal


_Known = tuple[tuple[str, date], tuple[DepositLine, ...]]
# What waits at each open office, and the state of its file for which that was found out.
_LAST: Final[WeakKeyDictionary[Desk, _Known]] = WeakKeyDictionary()


def waiting_deposits(desk: Desk) -> tuple[DepositLine, ...]:
    """Every deposit that is not settled yet, the earliest first, with what is proposed for it today.

    They are matched again only after something was written: every writing moves the head of the audit chain.
    """
    desk.require(Permission.READ_CASES)
    state = (desk.anchor(), desk.today())
    known = _LAST.get(desk)
    if known is None or known[0] != state:
        known = _LAST[desk] = (state, match_waiting(desk))
    return known[1]


def match_waiting(desk: Desk, fresh: Sequence[Deposit] = ()) -> tuple[DepositLine, ...]:
    """What waits, and behind it deposits that were not kept, matched with each other's fees in view."""
    with desk.reading() as session:
        rows = session.exec(
            select(StatementLineRow)
            .where(col(StatementLineRow.settled).is_(False))
            .order_by(col(StatementLineRow.deposited_on), col(StatementLineRow.id))
        ).all()
        if not rows and not fresh:
            return ()
        kept = [row_id(row) for row in rows]
        first = max(kept, default=0) + 1
        ids = [*kept, *range(first, first + len(fresh))]
        deposits = [*map(deposit_of, rows), *fresh]
        settled = list(_settled(session, [each for each in deposits if each.cancelled]))
        matcher = _matcher(desk, session)
        found = matcher.match(deposits, ids, settled)
    matcher.forget()
    unkept = range(first, first + len(fresh)) if fresh else range(0)
    return tuple(
        DepositLine(
            0 if line_id in unkept else line_id,
            deposit,
            replace(proposal, takes_back=None) if proposal.takes_back in unkept else proposal,
        )
        for line_id, deposit, proposal in zip(ids, deposits, found, strict=True)
    )


def deposit_of(row: StatementLineRow) -> Deposit:
    """A line as the rules of matching take it."""
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


def _settled(session: Session, gone: Sequence[Deposit]) -> Iterator[tuple[int, Deposit]]:
    """The settled deposits that cancelled ones may take back; none that was taken back already."""
    wanted = {(each.amount.minor, each.key) for each in gone}
    later = aliased(StatementLineRow)
    keys = sorted({key for _, key in wanted})
    for at in range(0, len(keys), _AT_ONCE):
        statement = select(StatementLineRow).where(
            col(StatementLineRow.payer_key).in_(keys[at : at + _AT_ONCE]),
            col(StatementLineRow.settled).is_(True),
            col(StatementLineRow.cancelled).is_(False),
            ~select(later.id).where(later.cancels_id == StatementLineRow.id).exists(),
        )
        for row in session.exec(statement).all():
            if (row.amount_minor, row.payer_key) in wanted:
                yield row_id(row), deposit_of(row)


def _matcher(desk: Desk, session: Session) -> Matcher:
    """The fees that are awaited, the people of cases that wait for none, and the numbers of all."""
    concerned = or_(col(CaseRow.closed_on).is_(None), col(CaseRow.arrived_on) >= desk.today() - _KNOWN_DAYS)
    cases = session.exec(
        select(CaseRow.id, CaseRow.number, col(CaseRow.arrived_on), CaseRow.state).where(concerned),
        execution_options=_PIECEMEAL,
    )
    people = _people(session, concerned)
    expected = _expected(session)
    payers = _payers(session)
    fees: list[OpenFee] = []
    elsewhere: dict[str, Iterable[tuple[str, ...]]] = {}
    for case_id, number, arrived_on, state in cases:
        assert case_id is not None
        awaited = expected.get(case_id, ())
        theirs = tuple(people.get(case_id, ()))
        if awaited:
            remembered, ended = tuple(payers.get(case_id, ())), state in _ENDED
            fees.append(OpenFee(case_id, number, arrived_on, tuple(awaited), theirs, remembered, ended))
        else:
            elsewhere[number] = theirs
    every = session.exec(select(CaseRow.id, CaseRow.number), execution_options=_PIECEMEAL)
    numbers = {case_id: number for case_id, number in every if case_id}
    patterns = desk.procedure.numbering
    matcher = Matcher(fees, elsewhere, NumberReader(numbers, patterns.case_pattern, patterns.letter_pattern))
    forget(people, expected, payers, elsewhere)
    return matcher


def _people(session: Session, concerned: ColumnElement[bool]) -> dict[int, list[tuple[str, ...]]]:
    """Principal and agent of each case, by every writing of the name."""
    found: dict[int, list[tuple[str, ...]]] = defaultdict(list)
    statement = select(PartyRow.case_id, PartyRow.kana, PartyRow.name).join(CaseRow).where(concerned)
    for case_id, kana, name in session.exec(statement, execution_options=_PIECEMEAL):
        found[case_id].append(tuple(each for each in (kana, name) if each))
    return found


def _payers(session: Session) -> dict[int, list[str]]:
    """Who paid for open cases, as the bank wrote them; an allotment that was taken back is forgotten."""
    found: dict[int, list[str]] = defaultdict(list)
    statement = (
        select(BookRow.case_id, StatementLineRow.payer)
        .join(StatementLineRow, col(StatementLineRow.id) == BookRow.line_id)
        .join(CaseRow, col(CaseRow.id) == BookRow.case_id)
        .where(
            BookRow.kind == EntryKind.ALLOCATION,
            BookRow.account == Account.CASE,
            col(CaseRow.closed_on).is_(None),
            _stands(),
        )
        .distinct()
    )
    for case_id, payer in session.exec(statement):
        if case_id is not None and payer:
            found[case_id].append(payer)
    return found


def _expected(session: Session) -> dict[int, list[Expected]]:
    """What is due still in each open case, and in no other, then the receipts that no statement confirmed yet."""
    found: dict[int, list[Expected]] = defaultdict(list)
    opened = select(CaseRow.id).where(col(CaseRow.closed_on).is_(None))
    paid = dict(_sums(session, BookRow.case_id, BookRow.amount_minor, col(BookRow.case_id).in_(opened)))
    waived = _waived(session)
    settled = set(session.exec(select(RegisterLineRow.case_id).where(col(RegisterLineRow.paid_on).is_not(None))))
    waived |= settled - paid.keys()  # paid, as the register kept before says, where the book has nothing of it
    for case_id, due in _sums(session, RequestRow.case_id, RequestRow.fee_minor, col(RequestRow.case_id).in_(opened)):
        rest = (0 if case_id in waived else due) - paid.get(case_id, 0)
        if rest > 0:
            found[case_id].append(Expected(Money(rest)))
    claims = select(BookRow).where(
        BookRow.kind == EntryKind.PAYMENT,
        BookRow.means == PaymentMeans.BANK_TRANSFER,
        col(BookRow.matched_on).is_(None),
        col(BookRow.case_id).in_(opened),
        _stands(),
    )
    for row in session.exec(claims.order_by(col(BookRow.id))):
        assert row.case_id is not None
        found[row.case_id].append(Expected(Money(row.amount_minor, row.currency), row_id(row), row.paid_on, row.payer))
    return found


def _sums(session: Session, case_id: Any, amount: Any, concerned: ColumnElement[bool]) -> list[tuple[int, int]]:
    """An amount of each case, in all."""
    statement = select(case_id, func.sum(amount)).where(concerned).group_by(case_id)
    return [(each, total) for each, total in session.exec(statement)]


def _waived(session: Session) -> set[int]:
    """The cases whose fee was waived and not asked for again since."""
    kinds = (FeeEvent.WAIVED, FeeEvent.RESTORED)
    statement = select(FeeEventRow.case_id, FeeEventRow.kind).where(col(FeeEventRow.kind).in_(kinds))
    last = dict(session.exec(statement.order_by(col(FeeEventRow.id))).all())
    return {case_id for case_id, kind in last.items() if kind == FeeEvent.WAIVED}


def _stands() -> ColumnElement[bool]:
    """That an entry of the book was not reversed."""
    later = aliased(BookRow)
    return ~select(later.id).where(later.reverses_id == BookRow.id).exists()
