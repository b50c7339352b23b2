"""The entries of the trail about money beside payments, in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from caseman.domain.fees import Money, PaymentMeans
from caseman.domain.statements import StatementFormat
from caseman.text import T, Text


def _amount(details: dict[str, Any]) -> Money:
    return Money(details["amount"], details.get("currency", "JPY"))


MONEY_TRAIL: Final[dict[str, Callable[[dict[str, Any]], Text]]] = {
    "statement_taken": lambda d: T(
        "A statement was taken in ({format}): {deposits} deposits, {total}.",
        format=StatementFormat(d["file_format"]).label,
        deposits=d["deposits"],
        total=Money(d["total"]),
    ),
    "book_exported": lambda d: T("The book was exported. Entries: {rows}.", rows=d["rows"]),
    "deposit_allotted": lambda d: T("{amount} was allotted from the bank's statement.", amount=_amount(d)),
    "deposit_set_aside": lambda d: T(
        "A deposit of {amount} was set aside: {reason}", amount=_amount(d), reason=d["reason"]
    ),
    "deposit_cancelled": lambda d: T("A deposit of {amount} was cancelled by the bank.", amount=_amount(d)),
    "deposit_taken_back": lambda d: T(
        "What a deposit of {amount} was settled with was taken back: {reason}", amount=_amount(d), reason=d["reason"]
    ),
    "fee_asked": lambda d: T(
        "The fee of {amount} was asked for on {day}, to be paid by {limit}.",
        amount=_amount(d),
        day=date.fromisoformat(d["day"]),
        limit=date.fromisoformat(d["limit_on"]),
    ),
    "fee_reminded": lambda d: T(
        "The fee of {amount} was asked for again on {day}, to be paid by {limit}.",
        amount=_amount(d),
        day=date.fromisoformat(d["day"]),
        limit=date.fromisoformat(d["limit_on"]),
    ),
    "fee_waived": lambda d: T(
        "The fee of {amount} was waived on {day}: {reason}",
        amount=_amount(d),
        day=date.fromisoformat(d["day"]),
        reason=d["reason"],
    ),
    "fee_restored": lambda d: T(
        "The fee is due again since {day}: {reason}", day=date.fromisoformat(d["day"]), reason=d["reason"]
    ),
    "payment_refunded": lambda d: T(
        "{amount} was given back on {day} ({means}): {reason}",
        amount=_amount(d),
        day=date.fromisoformat(d["refunded_on"]),
        means=PaymentMeans(d["means"]).label,
        reason=d["reason"],
    ),
}
