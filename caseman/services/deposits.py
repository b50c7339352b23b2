"""Deposits are settled by a person: allotted to cases, set aside, or taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func
from sqlmodel import Session, col, select

from caseman.domain.actions import Action
from caseman.domain.fees import Money
from caseman.domain.matching import Certainty, Proposal
from caseman.domain.names import loose_key, match_key
from caseman.domain.open_fees import CLAIM_DAYS, short_by_bank_fee
from caseman.errors import InputError, RuleError
from caseman.services.book import (
    Account,
    Entry,
    EntryKind,
    check_balance,
    enter,
    enter_again,
    is_claim,
    reverse,
    standing_entries,
)
from caseman.services.case_facts import fee_standing
from caseman.services.case_rows import find_case
from caseman.services.deposit_matching import waiting_deposits
from caseman.services.desk import Change, ChangeKind, Desk
from caseman.services.fees import check_still_settled
from caseman.services.gate import require
from caseman.services.my_number import refuse_my_number
from caseman.services.standing import resettle
from caseman.services.work import Work
from caseman.storage.case_tables import CaseRow
from caseman.storage.columns import row_id
from caseman.storage.money_tables import BookRow, StatementLineRow
from caseman.text import T


@dataclass(frozen=True)
class _Share:
    """What of a deposit goes to a case; `claim` is the receipt that it proves, where that is known."""

    case: CaseRow
    amount: Money
    claim: int | None = None


def allot(desk: Desk, line_id: int, parts: Sequence[tuple[str, Money]]) -> Change:
    """Allot a deposit to cases, by number and amount. A receipt noted before that it proves counts no more beside it.

    Raises `InputError` for more than waits, `RuleError` for a case without a fee (Art. 38) or one that is closed.
    """
    with desk.work(Action.RECORD_PAYMENT) as work:
        line = _line(work.session, line_id)
        shares = [_Share(find_case(work.session, number), amount) for number, amount in parts]
        _allot(work, line, shares)
    return Change(ChangeKind.CASE, tuple(share.case.number for share in shares))


def take_certain(desk: Desk) -> Change:
    """Take every proposal that is certain, in one transaction, each with its entry of the trail."""
    certain = [line for line in waiting_deposits(desk) if line.proposal.certainty is Certainty.CERTAIN]
    numbers: list[str] = []
    with desk.work(Action.RECORD_PAYMENT) as work:
        for each in certain:
            line = _line(work.session, each.line_id)
            shares = [
                _Share(work.session.get_one(CaseRow, part.case_id), part.amount, part.claim)
                for part in each.proposal.parts
            ]
            _allot(work, line, shares)
            numbers += [share.case.number for share in shares]
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
    """Settle a cancellation by the bank with the deposit that it takes back; what that was allotted to ends.

    Raises `RuleError` for lines that do not belong together, and for a deposit that was cancelled already.
    """
    with desk.work(Action.RECORD_PAYMENT) as work:
        gone, line = _line(work.session, line_id), _line(work.session, taken_back, settled=None)
        if not _belong_together(gone, line):
            raise RuleError(
                "no-cancellation", T("These two lines do not belong together. Compare payer, amount and day.")
            )
        if _cancelled_by(work.session, line) is not None:
            raise RuleError("cancelled-already", T("Another cancellation took this deposit back already."))
        cases = _undo(work, line)
        for each in (line, gone):
            _move(work, each, _rest(work.session, each), Account.ASIDE)
            _settle(work, each)
        gone.cancels_id = row_id(line)
        for case in cases:
            _after(desk, work, case)
        work.note("deposit_cancelled", line=taken_back, amount=line.amount_minor)
    return Change(ChangeKind.CASE, tuple(case.number for case in cases))


def take_back(desk: Desk, line_id: int, reason: str) -> Change:
    """Take back what a deposit was settled with: it waits again, and what was allotted ends. Nothing is erased.

    A cancelled deposit and the one that took it back wait again together. Raises `RuleError` for a request that was
    accepted on it, for a case that is closed, and where nothing of the deposit is settled.
    """
    if not reason.strip():
        raise InputError("empty", T("Say why, in a few words: it goes into the trail."), field="reason")
    refuse_my_number(reason, "reason")
    with desk.work(Action.RECORD_PAYMENT) as work:
        line = _line(work.session, line_id, settled=None)
        if not _allocations(work.session, line):
            raise RuleError("nothing-settled", T("Nothing of this deposit is settled yet."), field="line_id")
        cases = {
            row_id(case): case for each in _together(work.session, line) for case in _wait_again(work, each, reason)
        }
        for case in cases.values():
            _after(desk, work, case)
            work.note("deposit_taken_back", case, line=line_id, amount=line.amount_minor, reason=reason.strip())
        if not cases:
            work.note("deposit_taken_back", line=line_id, amount=line.amount_minor, reason=reason.strip())
    return Change(ChangeKind.CASE, tuple(case.number for case in cases.values()))


def _line(session: Session, line_id: int, *, settled: bool | None = False) -> StatementLineRow:
    row = session.get(StatementLineRow, line_id)
    if row is None:
        raise InputError(
            "no-such-deposit", T("There is no such deposit. Take the statement in first."), field="line_id"
        )
    if settled is not None and row.settled is not settled:
        raise RuleError("settled", T("This deposit is settled already. Take that back first."), field="line_id")
    return row


def _belong_together(gone: StatementLineRow, line: StatementLineRow) -> bool:
    """Whether a cancelled line can take back a deposit. Some banks leave out the payer of what they cancel."""
    return (
        gone.cancelled
        and not line.cancelled
        and line.amount_minor == -gone.amount_minor
        and gone.payer_key in ("", line.payer_key)
        and line.deposited_on <= gone.deposited_on
    )


def _cancelled_by(session: Session, line: StatementLineRow) -> StatementLineRow | None:
    return session.exec(select(StatementLineRow).where(StatementLineRow.cancels_id == line.id)).one_or_none()


def _together(session: Session, line: StatementLineRow) -> list[StatementLineRow]:
    """A line, and the one that it was cancelled with."""
    other = session.get(StatementLineRow, line.cancels_id) if line.cancels_id else _cancelled_by(session, line)
    return [line] if other is None else [line, other]


def _wait_again(work: Work, line: StatementLineRow, reason: str) -> list[CaseRow]:
    cases = _undo(work, line, reason.strip())
    line.settled, line.cancels_id = False, None
    work.session.add(line)
    return cases


def _allot(work: Work, line: StatementLineRow, shares: Sequence[_Share]) -> None:
    rest = _rest(work.session, line)
    if not shares or any(share.amount.minor <= 0 for share in shares):
        raise InputError("no-case", T("Say which case it pays, and how much."), field="number")
    if sum(share.amount.minor for share in shares) > rest.minor:
        raise InputError("more-than-waits", T("Only {rest} of this deposit waits.", rest=rest), field="amount")
    for share in shares:
        case, amount = share.case, share.amount
        require(Action.RECORD_PAYMENT, case)
        due, paid, _ = fee_standing(work.session, row_id(case))
        if due.minor == 0 and paid.minor == 0:
            raise RuleError("no-fee", T("No fee is due in this case, so no payment can be recorded for it."))
        proved = _proved(work.session, line, share)
        allocation = _move(work, line, amount, Account.CASE, case=case)
        if proved is not None:
            reverse(work, proved, confirmed_by=allocation)
        resettle(work, case)
        work.note("deposit_allotted", case, line=row_id(line), amount=amount.minor, currency=amount.currency)
    _settle(work, line)


def _proved(session: Session, line: StatementLineRow, share: _Share) -> BookRow | None:
    """The noted receipt that this deposit proves: it counts no more, the deposit does in its place.

    Where none was named: one of these days over the same amount, or over what a bank kept its fee of, by this payer.
    """
    claims = [row for row in standing_entries(session, case_id=row_id(share.case)) if is_claim(row)]
    if share.claim is not None:
        return next((row for row in claims if row.id == share.claim), None)
    near = [row for row in claims if abs((row.paid_on - line.deposited_on).days) <= CLAIM_DAYS]
    same = [row for row in near if row.amount_minor == share.amount.minor]
    short = [
        row
        for row in near
        if short_by_bank_fee(Money(row.amount_minor, row.currency), share.amount)
        and loose_key(match_key(row.payer)) == loose_key(line.payer_key)
    ]
    return next(iter(same + short), None)


def _move(
    work: Work, line: StatementLineRow, amount: Money, account: Account, *, case: CaseRow | None = None, note: str = ""
) -> BookRow | None:
    """Out of what waits, into another account: two entries whose sum is nothing, booked today. The second of them."""
    if amount.minor == 0:
        return None
    entered = None
    for each, where in ((Money(-amount.minor, amount.currency), Account.WAITING), (amount, account)):
        entered = enter(
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
                booked_on=work.today,
            ),
        )
    return entered


def _allocations(session: Session, line: StatementLineRow) -> list[BookRow]:
    entries = standing_entries(session, line_id=row_id(line))
    return [entry for entry in entries if entry.kind == EntryKind.ALLOCATION]


def _undo(work: Work, line: StatementLineRow, reason: str = "") -> list[CaseRow]:
    """Reverse what a line was allotted to, and put back the receipts it had proved; the cases that were touched."""
    cases: dict[int, CaseRow] = {}
    for entry in _allocations(work.session, line):
        reverse(work, entry, reason)
        if entry.case_id is not None:
            cases[entry.case_id] = work.session.get_one(CaseRow, entry.case_id)
            _put_back(work, entry)
    for case in cases.values():
        require(Action.RECORD_PAYMENT, case)
    return list(cases.values())


def _put_back(work: Work, allocation: BookRow) -> None:
    """The receipts in whose place an allocation counted count again."""
    replaced = select(BookRow).where(BookRow.confirmed_by == allocation.id).order_by(col(BookRow.id))
    for reversal in work.session.exec(replaced).all():
        enter_again(work, work.session.get_one(BookRow, reversal.reverses_id))


def _after(desk: Desk, work: Work, case: CaseRow) -> None:
    check_balance(work, row_id(case))
    check_still_settled(desk, work, case)
    resettle(work, case)


def _rest(session: Session, line: StatementLineRow) -> Money:
    statement = select(func.sum(BookRow.amount_minor)).where(
        BookRow.line_id == line.id, BookRow.account == Account.WAITING
    )
    return Money(session.exec(statement).one() or 0, line.currency)


def _settle(work: Work, line: StatementLineRow) -> None:
    work.session.flush()
    line.settled = _rest(work.session, line).minor == 0
    work.session.add(line)


def parts_of(proposal: Proposal) -> list[tuple[str, Money]]:
    """A proposal as `allot` takes it."""
    return [(part.number, part.amount) for part in proposal.parts]
