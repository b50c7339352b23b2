"""Deposits are settled by a person: allotted to cases, set aside, or taken back."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func
from sqlmodel import Session, select

from caseman.domain.fees import Money
from caseman.domain.matching import Certainty, Proposal
from caseman.domain.names import match_key
from caseman.domain.transitions import Action
from caseman.errors import InputError, RuleError
from caseman.services.book import Account, Entry, EntryKind, enter, reverse, standing_entries
from caseman.services.case_facts import fee_standing
from caseman.services.deposit_matching import claims_of, names_of, waiting_deposits
from caseman.services.desk import Change, ChangeKind, Desk, Work, find_case, row_id
from caseman.services.fees import check_still_settled
from caseman.services.my_number import refuse_my_number
from caseman.services.standing import resettle
from caseman.storage.money_tables import BookRow, PayerRow, StatementLineRow
from caseman.storage.tables import CaseRow
from caseman.text import T


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
        cases = _undo(work, line)
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
    claims = [claim for claim in claims_of(work.session, case) if claim.amount_minor == amount.minor]
    if not claims:
        due, paid, _ = fee_standing(work.session, row_id(case))
        claims = claims_of(work.session, case)[:1] if paid >= due else []
    for claim in claims[:1]:
        reverse(work, claim, details=_confirmed_by(line))


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


def _undo(work: Work, line: StatementLineRow, reason: str = "") -> list[CaseRow]:
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


def _confirmed_by(line: StatementLineRow) -> str:
    """What the reversal of a noted receipt says of the deposit that proved it."""
    return f"line {line.id}"


def _put_back(work: Work, line: StatementLineRow, case: CaseRow) -> None:
    reversals = work.session.exec(
        select(BookRow).where(BookRow.case_id == case.id, BookRow.details == _confirmed_by(line))
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
    names = {match_key(name) for name in names_of(work.session, [row_id(case)]).get(row_id(case), ())}
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


def parts_of(proposal: Proposal) -> list[tuple[str, Money]]:
    """A proposal as `allot` takes it."""
    return [(part.number, part.amount) for part in proposal.parts]
