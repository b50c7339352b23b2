"""Money and handling fees. Art. 38 allows a fee for three types of request and for no other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from caseman.domain.requests import RequestType
from caseman.domain.statute import LawCode, statute
from caseman.errors import RuleError
from caseman.text import Language, T, Text

_DIGITS = {"JPY": 0, "EUR": 2, "GBP": 2, "USD": 2}
_SIGNS = {"JPY": "¥", "EUR": "€", "GBP": "£", "USD": "$"}


@dataclass(frozen=True, order=True)
class Money:
    """An amount in minor units (yen have none) and its ISO 4217 currency code."""

    minor: int
    currency: str = "JPY"

    def __add__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.minor + other.minor, self.currency)

    def __sub__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.minor - other.minor, self.currency)

    def times(self, count: int) -> Money:
        return Money(self.minor * count, self.currency)

    def _same(self, other: Money) -> None:
        if self.currency != other.currency:
            msg = f"{self.currency} and {other.currency} cannot be added"
            raise ValueError(msg)

    def say(self, language: Language) -> str:
        digits = _DIGITS.get(self.currency, 2)
        number = f"{abs(self.minor) / 10**digits:,.{digits}f}" if digits else f"{abs(self.minor):,}"
        sign = "-" if self.minor < 0 else ""
        if language is Language.JA and self.currency == "JPY":
            return f"{sign}{number}円"
        return f"{sign}{_SIGNS.get(self.currency, self.currency + ' ')}{number}"


class PaymentMeans(StrEnum):
    """How a fee reaches the office."""

    BANK_TRANSFER = "bank_transfer"
    MONEY_ORDER = "money_order"
    STAMPS = "stamps"
    CASH = "cash"
    INVOICE = "invoice"  # paid after the office sent an invoice, by transfer

    @property
    def label(self) -> Text:
        return _MEANS[self]


_MEANS = {
    PaymentMeans.BANK_TRANSFER: T("Bank transfer"),
    PaymentMeans.MONEY_ORDER: T("Postal money order"),
    PaymentMeans.STAMPS: T("Postage stamps"),
    PaymentMeans.CASH: T("Cash"),
    PaymentMeans.INVOICE: T("Payment after invoice"),
}


# What arrives on the office's bank account.
TRANSFERS = (PaymentMeans.BANK_TRANSFER, PaymentMeans.INVOICE)


class FeeEvent(StrEnum):
    """What the office did about the fee of a case. A waiver holds until the fee is asked again (`restored`)."""

    ASKED = "asked"
    REMINDED = "reminded"
    WAIVED = "waived"
    RESTORED = "restored"

    @property
    def label(self) -> Text:
        return _FEE_EVENTS[self]


_FEE_EVENTS = {
    FeeEvent.ASKED: T("Fee asked for"),
    FeeEvent.REMINDED: T("Reminded of the fee"),
    FeeEvent.WAIVED: T("Fee waived"),
    FeeEvent.RESTORED: T("Waiver taken back"),
}


class FeeState(StrEnum):
    """Where the fee of a case stands."""

    NOT_REQUIRED = "not_required"
    WAIVED = "waived"
    UNPAID = "unpaid"
    SHORT = "short"
    PAID = "paid"
    OVER = "over"

    @property
    def label(self) -> Text:
        return _FEE_STATES[self]


_FEE_STATES = {
    FeeState.NOT_REQUIRED: T("No fee"),
    FeeState.WAIVED: T("Waived"),
    FeeState.UNPAID: T("Unpaid"),
    FeeState.SHORT: T("Paid short"),
    FeeState.PAID: T("Paid in full"),
    FeeState.OVER: T("Overpaid"),
}


def require_fee_allowed(request_type: RequestType, law: LawCode = LawCode.APPI, on: date = date.max) -> None:
    """The gate every fee passes: Art. 38 leaves correction, cessation and complaints out, GDPR Art. 12(5) all.

    Raises `RuleError` for a type of request for which no fee may ever be asked.
    """
    if not statute(request_type, law, on).fee_allowed:
        raise RuleError(
            "fee-not-allowed",
            T(
                "No fee can be asked for “{type}”: "
                "Article 38 allows one only for notification of purpose and disclosure.",
                type=request_type.label,
            )
            if law is LawCode.APPI
            else T("No fee can be asked for “{type}” under this law ({law}).", type=request_type.label, law=law.label),
        )


def fee_for(
    request_type: RequestType,
    forms: int,
    per_form: Money | None,
    law: LawCode = LawCode.APPI,
    on: date = date.max,
) -> Money:
    """The fee due for `forms` request forms of one type; nothing where the office asks none.

    Raises `RuleError` when a fee is asked for a type that Art. 38 leaves out.
    """
    if per_form is None or per_form.minor == 0:
        return Money(0, per_form.currency if per_form else "JPY")
    require_fee_allowed(request_type, law, on)
    return per_form.times(forms)


class FeeBasis(StrEnum):
    """What a fee is counted by."""

    FORM = "form"
    ITEM = "item"
    NAME = "name"
    ESTIMATED = "estimated"

    @property
    def label(self) -> Text:
        return _BASES[self]


_BASES = {
    FeeBasis.FORM: T("per request form"),
    FeeBasis.ITEM: T("per item"),
    FeeBasis.NAME: T("per name"),
    FeeBasis.ESTIMATED: T("as estimated"),
}


def fee_state(due: Money, paid: Money) -> FeeState:
    """Compare what is due with what was paid and matched."""
    if due.minor == 0:
        return FeeState.OVER if paid.minor > 0 else FeeState.NOT_REQUIRED
    if paid.minor == 0:
        return FeeState.UNPAID
    if paid.minor < due.minor:
        return FeeState.SHORT
    return FeeState.PAID if paid == due else FeeState.OVER
