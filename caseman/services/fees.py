"""The handling fee of a case: what is due, what was paid, and that accounting found it on the statement."""

from __future__ import annotations

from datetime import date

from sqlmodel import select

from caseman.domain.requests import RequestType
from caseman.errors import InputError, RuleError
from caseman.services.desk import Change, ChangeKind, Desk, Work, row_id
from caseman.services.identity import refuse_closed
from caseman.services.inputs import MatchInput, PaymentInput
from caseman.services.standing import fee_standing, resettle
from caseman.storage.tables import CaseRow, PaymentRow, RequestRow
from caseman.text import T


def record_payment(desk: Desk, payment: PaymentInput) -> Change:
    """Record money that came for a case.

    Raises `RuleError` for a case without a fee (Art. 38) and for means the procedure does not take.
    """
    with desk.work() as work:
        case = work.case(payment.number)
        refuse_closed(case)
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
        work.session.add(
            PaymentRow(
                case_id=row_id(case),
                amount_minor=payment.amount.minor,
                currency=payment.amount.currency,
                means=payment.means,
                paid_on=payment.paid_on,
                payer=payment.payer,
                receipt_enclosed=payment.receipt_enclosed,
                matched_on=payment.matched_on,
                recorded_at=work.now,
                recorded_by=work.staff_id,
            )
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


def match_payment(desk: Desk, match: MatchInput) -> Change:
    """Note the day accounting found a payment on the bank's statement."""
    with desk.work() as work:
        case = work.case(match.number)
        row = work.session.exec(
            select(PaymentRow).where(PaymentRow.id == match.payment_id, PaymentRow.case_id == case.id)
        ).one_or_none()
        if row is None:
            raise InputError("no-such-payment", T("There is no such payment in this case."), field="payment_id")
        _check_matched(match.matched_on, row.paid_on, work.today)
        row.matched_on = match.matched_on
        work.session.add(row)
        work.note("payment_matched", case, payment=match.payment_id, matched_on=match.matched_on.isoformat())
    return Change(ChangeKind.CASE, (case.number,))


def _check_means(work: Work, case: CaseRow, payment: PaymentInput) -> None:
    procedure = work.desk.procedure_of(case.procedure_id)
    requests = work.session.exec(select(RequestRow).where(RequestRow.case_id == case.id)).all()
    rules = [procedure.fee_rule(RequestType(r.type), case.arrived_on) for r in requests if r.fee_minor]
    taken = {means for rule in rules if rule is not None for means in rule.means}
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
