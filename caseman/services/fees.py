"""The handling fee of a case: what is due, what was paid, and that accounting found it on the statement."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session, select

from caseman.domain.actions import Action
from caseman.domain.fees import FeeBasis, Money, PaymentMeans, fee_for, require_fee_allowed
from caseman.domain.money_orders import money_order_faults, orders_total, parse_money_orders, write_money_orders
from caseman.domain.requests import RequestType
from caseman.errors import InputError, RuleError
from caseman.offices.schema import Procedure
from caseman.services.book import (
    Entry,
    EntryKind,
    check_balance,
    enter,
    enter_again,
    is_claim,
    reverse,
    standing_entries,
)
from caseman.services.case_facts import fee_standing, gather
from caseman.services.course_inputs import RemovalInput
from caseman.services.desk import Change, ChangeKind, Desk
from caseman.services.fee_inputs import EstimateInput, MatchInput, PaymentInput, RefundInput
from caseman.services.gate import not_before, require
from caseman.services.removed import taking_back
from caseman.services.standing import resettle
from caseman.services.work import Work
from caseman.storage.case_tables import CaseRow, RequestRow
from caseman.storage.columns import row_id
from caseman.storage.money_tables import BookRow
from caseman.text import Sentences, T


def record_payment(desk: Desk, payment: PaymentInput) -> Change:
    """Record money that came for a case, or the bank receipt that says so.

    Raises `RuleError` for a case without a fee (Art. 38), for means the procedure does not take, and for money orders
    that cannot be cashed; `InputError` where the money orders do not come to the amount.
    """
    with desk.work(Action.RECORD_PAYMENT) as work:
        case = work.case(payment.number)
        require(Action.RECORD_PAYMENT, case)
        due, _, _ = fee_standing(work.session, row_id(case))
        if due.minor == 0:
            raise RuleError(
                "no-fee",
                T("No fee is due in this case, so no payment can be recorded for it."),
                field="amount",
            )
        if payment.amount.minor == 0:
            raise InputError("amount-zero", T("The amount must be more than zero."), field="amount")
        _check_means(work, case, payment)
        if payment.paid_on > work.today:
            raise InputError(
                "in-future",
                T("This date lies in the future. Today is {today}.", today=work.today),
                field="paid_on",
            )
        _check_matched(payment.matched_on, payment.paid_on, work.today)
        enter(
            work,
            Entry(
                EntryKind.PAYMENT,
                payment.amount,
                payment.paid_on,
                payment.means,
                case_id=row_id(case),
                payer=payment.payer,
                receipt_enclosed=payment.receipt_enclosed,
                matched_on=payment.matched_on,
                details=_money_orders(payment, work.today),
            ),
        )
        resettle(work, case)
        work.note(
            "payment_recorded",
            case,
            amount=payment.amount.minor,
            currency=payment.amount.currency,
            paid_on=payment.paid_on.isoformat(),
        )
    return Change(ChangeKind.CASE, (case.number,))


def remove_payment(desk: Desk, removal: RemovalInput) -> Change:
    """Reverse a payment that was recorded by mistake, or a refund that was not made.

    Raises `RuleError` where the request is accepted and could not have been without it, and for what a statement's
    deposit was allotted to: that is taken back at the deposit.
    """
    with desk.work(Action.RECORD_PAYMENT) as work:
        case = work.case(removal.number)
        require(Action.RECORD_PAYMENT, case)
        row = _entry(work.session, case, removal.row_id)
        if row.kind == EntryKind.ALLOCATION:
            raise RuleError(
                "from-statement", T("This came from the bank's statement: take the deposit back on the page “Money”.")
            )
        amount, currency, paid_on = row.amount_minor, row.currency, row.paid_on
        reverse(work, row, removal.reason)
        check_balance(work, row_id(case))
        check_still_settled(desk, work, case)
        resettle(work, case)
        work.note(
            "payment_removed",
            case,
            amount=amount,
            currency=currency,
            paid_on=paid_on.isoformat(),
            reason=removal.reason,
            **taking_back(removal.undoes),
        )
    return Change(ChangeKind.CASE, (case.number,))


def refund(desk: Desk, given_back: RefundInput) -> Change:
    """Record money that was given back: by which means, on which day, and why.

    Raises `InputError` for more than was paid.
    """
    with desk.work(Action.RECORD_PAYMENT) as work:
        case = work.case(given_back.number)
        require(Action.RECORD_PAYMENT, case)
        due, paid, _ = fee_standing(work.session, row_id(case))
        if given_back.amount.minor == 0:
            raise InputError("amount-zero", T("The amount must be more than zero."), field="amount")
        if given_back.amount.minor > paid.minor:
            raise InputError(
                "more-than-paid",
                T("Only {paid} was paid and not given back yet.", paid=paid),
                field="amount",
            )
        not_before(given_back.refunded_on, case.arrived_on, work.today, "refunded_on")
        enter(
            work,
            Entry(
                EntryKind.REFUND,
                Money(-given_back.amount.minor, due.currency),
                given_back.refunded_on,
                given_back.means,
                case_id=row_id(case),
                note=given_back.reason,
            ),
        )
        check_still_settled(desk, work, case)
        resettle(work, case)
        work.note(
            "payment_refunded",
            case,
            amount=given_back.amount.minor,
            currency=due.currency,
            means=given_back.means,
            refunded_on=given_back.refunded_on.isoformat(),
            reason=given_back.reason,
        )
    return Change(ChangeKind.CASE, (case.number,))


def check_still_settled(desk: Desk, work: Work, case: CaseRow) -> None:
    """Refuse what would leave an accepted request without the fee that it was accepted on."""
    work.session.flush()
    if case.accepted_on is not None and case.closed_on is None and not gather(desk, work.session, case).fee_settled:
        raise RuleError("already-accepted", T("The request is accepted. Take back the acceptance first."))


def estimate_fee(desk: Desk, estimate: EstimateInput) -> Change:
    """Set the fee of a request where the procedure estimates it.

    Raises `RuleError` for a type of request that Art. 38 leaves out, and where the procedure has no estimated fee.
    """
    with desk.work(Action.RECORD_PAYMENT) as work:
        case = work.case(estimate.number)
        require(Action.RECORD_PAYMENT, case)
        row = work.session.exec(
            select(RequestRow).where(RequestRow.case_id == row_id(case), RequestRow.position == estimate.position)
        ).one_or_none()
        if row is None:
            raise InputError(
                "no-such-request",
                T("This case has no request number {position}.", position=estimate.position),
                field="position",
            )
        procedure = desk.procedure_of(case.procedure_id)
        kind = RequestType(row.type)
        require_fee_allowed(kind, procedure.law, case.arrived_on)
        rule = procedure.fee_rule(kind, case.arrived_on)
        if rule is None or FeeBasis(rule.per) is not FeeBasis.ESTIMATED:
            raise RuleError("no-estimate", T("This office's procedure estimates no fee for “{type}”.", type=kind.label))
        if case.accepted_on is not None:
            raise RuleError("already-accepted", T("The request is accepted. Take back the acceptance first."))
        if estimate.amount.minor == 0:
            raise InputError("amount-zero", T("The amount must be more than zero."), field="amount")
        row.fee_minor, row.fee_currency = estimate.amount.minor, estimate.amount.currency
        work.session.add(row)
        resettle(work, case)
        work.note("fee_estimated", case, position=row.position, amount=row.fee_minor, currency=row.fee_currency)
    return Change(ChangeKind.CASE, (case.number,))


def fee_of(procedure: Procedure, kind: RequestType, forms: int, units: int, arrived_on: date) -> Money:
    """The fee of one request under a procedure, by the schedule in force on the arrival date.

    An estimated fee is nothing until the office sets it. Raises `RuleError` for a type that Art. 38 leaves out.
    """
    rule = procedure.fee_rule(kind, arrived_on)
    if rule is None:
        return Money(0)
    basis = FeeBasis(rule.per)
    count = forms if basis is FeeBasis.FORM else units
    each = Money(0, rule.currency) if basis is FeeBasis.ESTIMATED else rule.money
    if rule.amount:
        require_fee_allowed(kind, procedure.law, arrived_on)
    return fee_for(kind, count, each, procedure.law, arrived_on)


def match_payment(desk: Desk, match: MatchInput) -> Change:
    """Note by hand the day accounting found a transfer on the bank's statement: another entry says so in its place.

    Raises `RuleError` for what is no receipt of a transfer, or was found already.
    """
    with desk.work(Action.RECORD_PAYMENT) as work:
        case = work.case(match.number)
        require(Action.RECORD_PAYMENT, case)
        row = _entry(work.session, case, match.payment_id)
        if not is_claim(row):
            raise RuleError(
                "no-claim",
                T("Only a transfer that no statement confirmed yet can be found on one."),
                field="payment_id",
            )
        _check_matched(match.matched_on, row.paid_on, work.today)
        reverse(work, row)
        enter_again(work, row, matched_on=match.matched_on)
        work.note("payment_matched", case, payment=match.payment_id, matched_on=match.matched_on.isoformat())
    return Change(ChangeKind.CASE, (case.number,))


def _entry(session: Session, case: CaseRow, entry_id: int) -> BookRow:
    found = [row for row in standing_entries(session, case_id=row_id(case)) if row.id == entry_id]
    if not found:
        raise InputError("no-such-payment", T("There is no such payment in this case."), field="payment_id")
    return found[0]


def _money_orders(payment: PaymentInput, today: date) -> str:
    """The money orders that came, in writing, once they can be cashed and come to the amount."""
    orders = parse_money_orders(payment.money_orders, "money_orders")
    if not orders:
        return ""
    if payment.means is not PaymentMeans.MONEY_ORDER:
        raise InputError("other-means", T("Money orders are listed, but another means is chosen."), field="means")
    faults = money_order_faults(orders, today, payee_blank=payment.payee_blank)
    if faults:
        raise RuleError("money-orders", T("{faults}", faults=Sentences(faults)), field="money_orders")
    if orders_total(orders) != payment.amount:
        raise InputError(
            "orders-total",
            T("The money orders come to {total}, not to {amount}.", total=orders_total(orders), amount=payment.amount),
            field="money_orders",
        )
    return write_money_orders(orders)


def _check_means(work: Work, case: CaseRow, payment: PaymentInput) -> None:
    procedure = work.desk.procedure_of(case.procedure_id)
    requests = work.session.exec(select(RequestRow).where(RequestRow.case_id == case.id)).all()
    rules = [procedure.fee_rule(RequestType(r.type), case.arrived_on) for r in requests if r.fee_minor]
    taken = {means for rule in rules if rule is not None for means in rule.means}
    if PaymentMeans.INVOICE in taken:
        taken.add(PaymentMeans.BANK_TRANSFER)  # how an invoice is paid
    if payment.means not in taken:
        raise RuleError(
            "means-not-taken",
            T("This office does not take “{means}” for the fee.", means=payment.means.label),
            field="means",
        )


def _check_matched(matched_on: date | None, paid_on: date, today: date) -> None:
    if matched_on is None:
        return
    if matched_on < paid_on:
        raise InputError(
            "matched-before-paid", T("It cannot be on the statement before it was paid."), field="matched_on"
        )
    if matched_on > today:
        raise InputError(
            "in-future", T("This date lies in the future. Today is {today}.", today=today), field="matched_on"
        )
