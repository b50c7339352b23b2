"""What the procedure says to do about a fee that is over, short, doubled, by the wrong means, or missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlmodel import Session, col, select

from caseman.domain.custody import CustodyEnd
from caseman.domain.fees import FeeState, Money, PaymentMeans
from caseman.domain.matching import MOST_BANK_FEE
from caseman.domain.money_orders import parse_money_orders
from caseman.domain.post import EnclosureKind
from caseman.offices.fee_schema import FeeRule
from caseman.services.book import EntryKind, standing_entries
from caseman.services.case_facts import fee_asked, fee_standing, fee_waived
from caseman.services.post_views import enclosures_of, envelopes_of
from caseman.storage.case_tables import CaseRow
from caseman.storage.columns import row_id
from caseman.storage.money_tables import BookRow, FeeEventRow
from caseman.storage.post_tables import CustodyRow, FoundMoneyRow
from caseman.storage.reading import in_envelopes, of_case
from caseman.text import T, Text

_SOON: Final = timedelta(days=30)
_PAPER_OF: Final = {
    PaymentMeans.CASH: EnclosureKind.CASH,
    PaymentMeans.MONEY_ORDER: EnclosureKind.MONEY_ORDER,
    PaymentMeans.STAMPS: EnclosureKind.STAMPS,
}


@dataclass(frozen=True)
class RefundProposal:
    """What the procedure gives back: how much, by which means, and why."""

    amount: Money
    means: PaymentMeans
    why: Text


@dataclass(frozen=True)
class FeeAdvice:
    """What to do about a fee, in sentences, and what to give back."""

    lines: tuple[Text, ...] = ()
    refund: RefundProposal | None = None


def fee_advice(session: Session, case: CaseRow, rules: Sequence[FeeRule], today: date) -> FeeAdvice:
    """What the procedure says of the fee of a case as it stands today."""
    if not rules:
        return FeeAdvice()
    rule = rules[0]
    due, paid, state = fee_standing(session, row_id(case))
    entries = [entry for entry in standing_entries(session, case_id=row_id(case)) if entry.amount_minor > 0]
    lines = [*_wrong_means(session, case, rules), *_orders_to_cash(entries, today)]
    refund = None
    if state is FeeState.OVER:
        over, refund = _over(rule, paid - due, entries, waived=fee_waived(session, row_id(case)))
        lines += over
    elif state is FeeState.SHORT:
        short, refund = _short(rule, due - paid, paid, entries)
        lines += short
    if state in (FeeState.UNPAID, FeeState.SHORT):
        lines += _awaited(rule, fee_asked(session, row_id(case)), today)
        lines += _taken_back(session, case)
    return FeeAdvice(tuple(lines), refund)


def wrong_money(session: Session, case: CaseRow, rules: Sequence[FeeRule]) -> list[tuple[PaymentMeans, Money]]:
    """Money that was found in the envelopes of a case, by means the office does not take, and is still here."""
    taken = {means for rule in rules for means in rule.means}
    found = in_envelopes(session, FoundMoneyRow, envelopes_of(session, case))
    wrong = [row for row in found if row.means not in taken]
    returned = _returned(session, case) if wrong else set()
    return [
        (PaymentMeans(row.means), Money(row.amount_minor, row.currency))
        for row in wrong
        if _PAPER_OF.get(PaymentMeans(row.means)) not in returned
    ]


def _returned(session: Session, case: CaseRow) -> set[EnclosureKind]:
    """Kinds of paper of a case whose stay ended by being returned."""
    found = set()
    for paper in enclosures_of(session, case):
        last = session.exec(
            select(CustodyRow.ended).where(CustodyRow.enclosure_id == paper.id).order_by(col(CustodyRow.id).desc())
        ).first()
        if last == CustodyEnd.RETURNED:
            found.add(EnclosureKind(paper.kind))
    return found


def _wrong_means(session: Session, case: CaseRow, rules: Sequence[FeeRule]) -> Iterator[Text]:
    for means, amount in wrong_money(session, case, rules):
        yield T(_WRONG_MEANS[rules[0].wrong_means].template, means=means.label, amount=amount)


_WRONG_MEANS = {
    "kept": T("{means} ({amount}) came, by which this office takes no fee: the procedure keeps it."),
    "returned": T("{means} ({amount}) came, by which this office takes no fee: return it, and ask for the fee."),
    "all_returned": T("{means} ({amount}) came, by which this office takes no fee: return everything that came."),
}


def _orders_to_cash(entries: Sequence[BookRow], today: date) -> Iterator[Text]:
    """Money orders are worth nothing after six months: those that end soon are named."""
    for entry in entries:
        if entry.means == PaymentMeans.MONEY_ORDER and entry.details:
            until = min(order.valid_until for order in parse_money_orders(entry.details))
            if today <= until <= today + _SOON:
                yield T("Cash the money orders by {until}: they are valid no longer.", until=until)


def _over(
    rule: FeeRule, over: Money, entries: Sequence[BookRow], *, waived: bool
) -> tuple[list[Text], RefundProposal | None]:
    means = PaymentMeans(entries[-1].means) if entries else PaymentMeans.BANK_TRANSFER
    if waived:
        told = T("The fee was waived: give {amount} back.", amount=over)
        return [told], RefundProposal(over, means, T("The fee was waived."))
    lines = []
    twice = [entry for entry in entries if entry.amount_minor == over.minor]
    if len(twice) > 1:
        lines.append(T("Paid twice, on {first} and on {second}.", first=twice[0].paid_on, second=twice[-1].paid_on))
    lines.append(T(_OVERPAID[rule.overpaid].template, amount=over))
    if rule.overpaid == "kept":
        return lines, None
    why = T("Paid twice.") if len(twice) > 1 else T("Paid too much.")
    return lines, RefundProposal(over, PaymentMeans.STAMPS if rule.overpaid == "returned_in_stamps" else means, why)


_OVERPAID = {
    "kept": T("{amount} too much: the procedure keeps it."),
    "returned": T("{amount} too much: return it."),
    "returned_in_stamps": T("{amount} too much: return it in postage stamps."),
}


def _short(
    rule: FeeRule, rest: Money, paid: Money, entries: Sequence[BookRow]
) -> tuple[list[Text], RefundProposal | None]:
    lines = [T(_UNDERPAID[rule.underpaid].template, amount=rest)]
    transferred = any(entry.means == PaymentMeans.BANK_TRANSFER for entry in entries)
    if transferred and rest.minor <= MOST_BANK_FEE:
        lines.append(_TRANSFER_FEE[rule.transfer_fee_borne_by])
    if rule.underpaid != "all_returned":
        return lines, None
    means = PaymentMeans(entries[-1].means) if entries else PaymentMeans.BANK_TRANSFER
    return lines, RefundProposal(paid, means, T("Paid too little; everything is returned."))


_UNDERPAID = {
    "rest_asked": T("{amount} is missing: ask for the rest."),
    "all_returned": T("{amount} is missing: return everything that came, papers and money."),
}
_TRANSFER_FEE = {
    "customer": T("The payer's bank may have kept its fee, which the procedure leaves to the customer."),
    "office": T("The payer's bank may have kept its fee, which this office bears: waive the rest."),
}


def _awaited(rule: FeeRule, asked: FeeEventRow | None, today: date) -> Iterator[Text]:
    """What follows when nothing comes, and whether it is time for it."""
    if asked is not None and asked.limit_on is not None:
        if asked.limit_on < today:
            yield T(_LAPSED[rule.unpaid].template, limit=asked.limit_on)
        else:
            yield T("Asked for on {day}, to be paid by {limit}.", day=asked.happened_on, limit=asked.limit_on)
        return
    if rule.unpaid_after_days is not None:
        yield T(_UNPAID[rule.unpaid].template, days=rule.unpaid_after_days)


_UNPAID = {
    "no_request": T("Unpaid {days} days after it was asked, the request counts as not made."),
    "returned": T("Unpaid {days} days after it was asked, the papers are returned."),
    "waits": T("The fee is awaited for {days} days."),
}
_LAPSED = {
    "no_request": T("Unpaid by {limit}: the request counts as not made. Deem it withdrawn, and write that it ended."),
    "returned": T("Unpaid by {limit}: return the papers. Deem it withdrawn, and write that it ended."),
    "waits": T("Unpaid by {limit}: remind the person, or deem the request withdrawn."),
}


def _taken_back(session: Session, case: CaseRow) -> Iterator[Text]:
    """A deposit that the bank cancelled, or that was allotted here by mistake."""
    last = next(reversed(of_case(session, BookRow, case.id)), None)
    if last is not None and last.kind == EntryKind.REVERSAL and last.line_id is not None:
        yield T(
            "A deposit of {amount} was taken back; it pays no more.", amount=Money(-last.amount_minor, last.currency)
        )
