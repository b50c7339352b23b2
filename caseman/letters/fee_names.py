"""What a letter's text may say of a fee, and of a request that ended: the names listed in `caseman.letters.texts`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from caseman.domain.citations import cite
from caseman.domain.fees import Money, PaymentMeans
from caseman.letters.dates import days_of
from caseman.letters.facts import FeeTold, LetterFacts, Paid
from caseman.text import Language, say

_NO_FEE = FeeTold((), Money(0), Money(0), "")


def fee_names(facts: LetterFacts) -> dict[str, Any]:
    """The fee in words; everything is empty where the letter tells of none."""
    fee, language, day = facts.fee or _NO_FEE, facts.language, days_of(facts)
    names: dict[str, Any] = {
        "fee_lines": [
            {
                "type": line.request_type.label.say(language),
                "count": line.count,
                "basis": line.basis.value,
                "amount": line.amount.say(language),
            }
            for line in fee.lines
        ],
        "fee_due": _amount(fee.due, language),
        "fee_paid": _amount(fee.paid, language),
        "fee_rest": _amount(fee.due - fee.paid, language),
        "fee_over": _amount(fee.paid - fee.due, language),
        "fee_received": _amount(Money(sum(each.amount.minor for each in fee.payments), fee.due.currency), language),
        "fee_kept": _amount(fee.paid, language),
        "fee_basis": cite(fee.article, language),
        "fee_means": say([means.label for means in fee.means], language),
        "fee_account": fee.account,
        "fee_tax_included": fee.tax_included,
        "transfer_fee_by_customer": fee.transfer_fee_borne_by == "customer",
        "by_money_order": PaymentMeans.MONEY_ORDER in fee.means,
        "asked_before": day(fee.asked_before),
        "unpaid": fee.unpaid,
        "overpaid": fee.overpaid,
        "underpaid": fee.underpaid,
        "payments": _paid(fee.payments, facts),
        "refunds": _paid(fee.refunds, facts),
        "wrong_money": [
            {"means": means.label.say(language), "amount": amount.say(language)} for means, amount in fee.wrong
        ],
        "wrong_rule": fee.wrong_rule,
        "fee_ended": fee.ended,
    }
    if facts.fee is not None and facts.deficiency is None:
        names["limit_on"] = day(fee.limit_on)
        names["clock"] = fee.clock
        names["running_due"] = day(fee.running_due)
    return names


def ended_names(facts: LetterFacts) -> dict[str, Any]:
    """How a request ended without an answer."""
    ended, language, day = facts.ended, facts.language, days_of(facts)
    if ended is None:
        return {"ended_why": "", "ended_on": "", "ended_limit": "", "papers": [], "papers_end": ""}
    return {
        "ended_why": ended.why,
        "ended_on": day(ended.on),
        "ended_limit": day(ended.limit_on),
        "papers": [{"what": what.say(language), "sheets": sheets} for what, sheets in ended.papers],
        "papers_end": ended.papers_end,
    }


def _amount(amount: Money, language: Language) -> str:
    return amount.say(language) if amount.minor > 0 else ""


def _paid(found: Sequence[Paid], facts: LetterFacts) -> list[dict[str, str]]:
    day = days_of(facts)
    return [
        {
            "day": day(each.day),
            "means": each.means.label.say(facts.language),
            "amount": each.amount.say(facts.language),
        }
        for each in found
    ]
