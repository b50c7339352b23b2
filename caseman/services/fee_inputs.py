"""What a person types about the fee of a case, validated at the door. One class a form."""

from __future__ import annotations

from caseman.domain.fees import PaymentMeans
from caseman.services.forms import Amount, Day, Input, Line, LongText, MaybeDay, NeededLine


class PaymentInput(Input):
    """Money for a case."""

    number: str
    amount: Amount
    means: PaymentMeans = PaymentMeans.BANK_TRANSFER
    paid_on: Day
    payer: Line = ""
    receipt_enclosed: bool = False
    matched_on: MaybeDay = None
    money_orders: LongText = ""  # one line for each denomination, as `domain.money_orders` reads them
    payee_blank: bool = True


class EstimateInput(Input):
    """The fee that the office estimates for one request, where its procedure has no fixed one."""

    number: str
    position: int
    amount: Amount


class MatchInput(Input):
    """The day accounting found a payment on the bank's statement."""

    number: str
    payment_id: int
    matched_on: Day


class RefundInput(Input):
    """Money that is given back."""

    number: str
    amount: Amount
    means: PaymentMeans = PaymentMeans.BANK_TRANSFER
    refunded_on: Day
    reason: NeededLine


class FeeAskedInput(Input):
    """That the fee was asked for, or asked for again, with the day by which it should be paid.

    Without a day the procedure's own holds: its calendar days from the notice.
    """

    number: str
    asked_on: Day
    limit_on: MaybeDay = None


class WaiverInput(Input):
    """That the office asks no fee in this case after all, or asks it again."""

    number: str
    waived_on: Day
    reason: NeededLine
