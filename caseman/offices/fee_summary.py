"""What a procedure says of fees, in sentences, each with the place in its document that says so."""

from __future__ import annotations

from collections.abc import Iterator

from caseman.domain.fees import FeeBasis
from caseman.offices.fee_schema import FeeRule
from caseman.offices.saying import Said, in_brackets, labels
from caseman.offices.schema import Procedure
from caseman.offices.sourced import OFFICE_SETTING
from caseman.text import T, Text

_FEE_WHEN = {
    "with_request": T("paid with the request"),
    "before_acceptance": T("paid before the request is accepted"),
    "on_acceptance": T("paid when the request is accepted"),
    "after_decision": T("paid after the decision"),
    "at_reply": T("paid when the answer is received"),
}
_DIFFERENCES = frozenset({"overpaid", "underpaid", "wrong_means", "unpaid"})  # where the file says nothing: a setting
_OVER = {"kept": T("kept"), "returned": T("returned"), "returned_in_stamps": T("returned in postage stamps")}
_UNDER = {"rest_asked": T("the rest is asked for"), "all_returned": T("everything is returned")}
_WRONG = {"kept": T("kept"), "returned": T("returned"), "all_returned": T("everything is returned")}
_UNPAID = {
    "no_request": T("the request counts as not made"),
    "returned": T("the papers are returned"),
    "waits": T("it is waited for"),
}


def said_of_fees(p: Procedure) -> Iterator[Said]:
    """What requests cost, how it is paid, and how the bank tells it."""
    for fee in p.fees:
        yield (
            T("{type}: {amount}{more}", type=fee.type.label, amount=_amount(fee), more=in_brackets(_payment(fee))),
            fee.source,
        )
        yield _differences(fee), fee.source if fee.model_fields_set & _DIFFERENCES else OFFICE_SETTING
    if p.bank_account is not None:
        a = p.bank_account
        text = T(
            "Account: {bank}, {branch}, {kind} {number}, {holder}",
            bank=a.bank,
            branch=a.branch,
            kind=a.kind,
            number=a.number,
            holder=a.holder,
        )
        yield text, a.source
    for columns in p.statement_columns:
        headings = [name for name in (columns.day, columns.payer, columns.amount_in) if name]
        text = T("The CSV of {bank} is read by its columns: {headings}", bank=columns.name, headings=headings)
        yield text, columns.source


def _amount(fee: FeeRule) -> Text:
    basis = FeeBasis(fee.per)
    if basis is FeeBasis.ESTIMATED:
        return basis.label
    return T("{amount} {basis}", amount=fee.money, basis=basis.label)


def _payment(fee: FeeRule) -> list[Text]:
    told = [T("{means}", means=labels(fee.means)), _FEE_WHEN[fee.when]]
    if fee.tax_included:
        told.append(T("tax included"))
    if fee.effective_from.year > 1900:  # the file's “always”
        told.append(T("from {day}", day=fee.effective_from))
    if fee.effective_until is not None:
        told.append(T("until {day}", day=fee.effective_until))
    return told


def _differences(fee: FeeRule) -> Text:
    """What becomes of money that is not what was asked."""
    return T(
        "Too much: {over}. Too little: {under}. Other means: {wrong}. Unpaid: {unpaid}.",
        over=_OVER[fee.overpaid],
        under=_UNDER[fee.underpaid],
        wrong=_WRONG[fee.wrong_means],
        unpaid=_UNPAID[fee.unpaid],
    )
