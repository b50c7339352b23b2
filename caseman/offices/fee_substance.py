"""What a procedure must not say of fees although its form is right."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from caseman.domain.fees import PaymentMeans, require_fee_allowed
from caseman.domain.statute import LawCode
from caseman.errors import RuleError
from caseman.offices.faults import Fault
from caseman.offices.fee_schema import FeeRule
from caseman.offices.parts import Parts
from caseman.text import T, Text


def fee_faults(parts: Parts) -> Iterator[Fault]:
    """Fees that the law forbids, that contradict one another, or that nobody could pay."""
    for number, fee in parts.fees:
        place = ("fees", number)
        asked = fee.amount > 0 or fee.per == "estimated"
        forbidden = _forbidden(fee, parts.law) if asked else None
        if forbidden is not None:
            yield Fault((*place, "amount"), "fee-not-allowed", forbidden)
        elif parts.offered is not None and fee.type not in parts.offered:
            text = T("A fee is given for “{type}”, which the office does not offer.", type=fee.type.label)
            yield Fault((*place, "type"), "fee-not-offered", text)
        if fee.effective_until is not None and fee.effective_until < fee.effective_from:
            text = T("The last day lies before the first one ({day}).", day=fee.effective_from)
            yield Fault((*place, "effective_until"), "until-before-from", text)
        if asked and PaymentMeans.BANK_TRANSFER in fee.means and not parts.bank_account:
            text = T("A bank transfer needs an account: add the table {header}.", header="[bank_account]")
            yield Fault(
                (*place, "means"),
                "no-bank-account",
                text,
                "warning" if parts.generic else "error",  # a starting point has no account yet
            )
    dated = [each for each in parts.fees if _dates_known(each[0], parts)]
    for (_, one), (number, other) in combinations(dated, 2):
        if one.type is other.type and _overlap(one, other):
            text = T(
                "Another fee for “{type}” is in force at the same time. End it with {key}, the day before this begins.",
                type=other.type.label,
                key="effective_until",
            )
            yield Fault(("fees", number, "effective_from"), "fees-overlap", text)


def _forbidden(fee: FeeRule, law: LawCode | None) -> Text | None:
    """Why the law allows no fee; None where it does, or does not have this type, which is told where it is offered."""
    if law is None:
        return None
    try:
        require_fee_allowed(fee.type, law)
    except RuleError as error:
        return T("{why} Take the fee out.", why=error.text) if error.code == "fee-not-allowed" else None
    return None


def _dates_known(number: int, parts: Parts) -> bool:
    return parts.unsure.isdisjoint(("fees", number, key) for key in ("effective_from", "effective_until"))


def _overlap(one: FeeRule, other: FeeRule) -> bool:
    last_first = max(one.effective_from, other.effective_from)
    return all(last_first <= (fee.effective_until or date.max) for fee in (one, other))
