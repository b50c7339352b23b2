"""Money that cases wait for, as a deposit is held against it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from caseman.domain.fees import Money
from caseman.domain.statements import Deposit
from caseman.text import T, Text

MOST_BANK_FEE: Final = 880  # yen: the dearest transfer at a counter; what a payer's bank may have kept
CLAIM_DAYS: Final = 5  # between the day on a receipt and the bank's
_EARLY: Final = timedelta(days=60)  # how long before the envelope arrived a fee may have been paid


@dataclass(frozen=True)
class Expected:
    """Money that a case waits for: what is still due, or what a receipt says was paid (`claim` names that entry)."""

    amount: Money
    claim: int | None = None
    paid_on: date | None = None
    payer: str = ""


@dataclass(frozen=True)
class OpenFee:
    """A case that waits for money, and by whom it may come.

    `people` are principal and agent, each by every writing of the name (kana, letters), family name first and apart;
    `remembered` what others wrote as payers who paid for it before. `ended`: the request was withdrawn.
    """

    case_id: int
    number: str
    arrived_on: date
    expected: tuple[Expected, ...]
    people: tuple[tuple[str, ...], ...]
    remembered: tuple[str, ...] = ()
    ended: bool = False

    def in_time(self, deposit: Deposit) -> bool:
        """Whether the deposit came no longer before the envelope than a fee may."""
        return deposit.day >= self.arrived_on - _EARLY

    def agreeing(self, deposit: Deposit) -> Expected | None:
        """What the case waits for in just this amount; a receipt that was noted for these days comes first."""
        same = [each for each in self.expected if each.amount == deposit.amount]
        claims = [each for each in same if near_claim(each, deposit.day)]
        return next(iter(claims or [each for each in same if each.claim is None]), None)

    def difference(self, deposit: Deposit) -> Text:
        """How the amount differs from what is nearest to it."""
        awaited = min((each.amount for each in self.expected), key=lambda each: abs(each.minor - deposit.amount.minor))
        came = deposit.amount
        if came == awaited:
            return T("A receipt of this amount was noted, but for another day.")
        if came.minor > awaited.minor:
            return T("{amount} too much.", amount=came - awaited)
        if short_by_bank_fee(awaited, came):
            return T("{amount} too little: the payer's bank may have kept its fee.", amount=awaited - came)
        return T("{amount} too little.", amount=awaited - came)

    def nearly(self, deposit: Deposit) -> bool:
        """Whether the amount agrees, or would without the fee of the payer's bank."""
        return self.agreeing(deposit) is not None or any(
            short_by_bank_fee(each.amount, deposit.amount) for each in self.expected
        )


def near_claim(expected: Expected, day: date) -> bool:
    """Whether a receipt says that it was paid about a day."""
    return expected.paid_on is not None and abs((expected.paid_on - day).days) <= CLAIM_DAYS


def short_by_bank_fee(awaited: Money, came: Money) -> bool:
    """Whether no more is missing than a bank takes for a transfer."""
    return 0 < awaited.minor - came.minor <= MOST_BANK_FEE
