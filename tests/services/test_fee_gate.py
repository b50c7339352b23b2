"""The gate of Article 38: no fee is ever due, recorded or estimated for a type of request that the law leaves out.

It is tried at each room's door: the rule, the service, the procedure, the database. What may be asked is then counted
by form, item or name, or estimated, and what comes over, short or not at all is told as the procedure has it.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from caseman.domain.fees import FeeState, Money, fee_for, require_fee_allowed
from caseman.domain.lifecycle import State, Step
from caseman.domain.requests import RequestType
from caseman.domain.statute import LawCode
from caseman.errors import CasemanError, RuleError
from caseman.offices.fee_schema import FeeRule
from caseman.offices.loader import load_office
from caseman.offices.schema import Procedure
from caseman.services import case_file, fees, procedures
from caseman.services.course_inputs import RemovalInput
from caseman.services.fee_inputs import EstimateInput
from tests.services.variants import adopt, changed_text
from tests.services.walking import ARRIVED, Walk, raw, refused

_MAY = frozenset({RequestType.PURPOSE, RequestType.DISCLOSURE, RequestType.THIRD_PARTY_RECORDS})
_NEVER = tuple(kind for kind in RequestType if kind not in _MAY)
_BASES = ("form", "item", "name", "estimated")
_OFFERED = {RequestType.DISCLOSURE, RequestType.CORRECTION, RequestType.CESSATION, RequestType.COMPLAINT}
_FEE = 'type = "disclosure"\namount = 5250\ncurrency = "JPY"\nper = "form"'
_EVERY_TYPE = (
    "\n[bank_account]",
    "".join(f'\n[[requests]]\nsource = "s"\ntype = "{kind}"\n' for kind in RequestType if kind not in _OFFERED)
    + "\n[bank_account]",
)


def _ruled(kind: str = "disclosure", per: str = "form", amount: int = 5250, more: str = "") -> tuple[str, str]:
    """The change of the procedure that asks this fee."""
    return _FEE, f'type = "{kind}"\namount = {amount}\ncurrency = "JPY"\nper = "{per}"\n{more}'


def _procedure(kind: RequestType, per: str, amount: int) -> Procedure:
    """A procedure with this one fee, as if no loader had looked at it."""
    rule = FeeRule.model_validate({"source": "s", "type": kind, "amount": amount, "per": per, "means": ["stamps"]})
    return load_office("aucnet").model_copy(update={"fees": (rule,)})


def _force(walk: Walk, procedure: Procedure) -> None:
    """Let the desk work under a procedure that no loader would let through."""
    offered = load_office("aucnet").requests[0]
    every = tuple(offered.model_copy(update={"type": kind}) for kind in RequestType)
    walk.desk._procedures[walk.desk.procedure_id] = procedure.model_copy(update={"requests": every})


def _estimate(walk: Walk, number: str, amount: str = "1200", position: int = 1) -> None:
    fees.estimate_fee(walk.desk, EstimateInput.read(number=number, position=position, amount=amount))


def _advice(walk: Walk, number: str) -> list[str]:
    return [str(line) for line in case_file.show_case(walk.desk, number).course.fee_advice]


def _due(walk: Walk, number: str) -> Money:
    return case_file.show_case(walk.desk, number).fee_due


# The rule.


@pytest.mark.parametrize("kind", RequestType)
def test_the_rule_lets_through_what_article_38_names(kind: RequestType) -> None:
    if kind in _MAY:
        require_fee_allowed(kind)
        assert fee_for(kind, 2, Money(300)) == Money(600)
        return
    for call in (lambda: require_fee_allowed(kind), lambda: fee_for(kind, 1, Money(1))):
        with pytest.raises(RuleError) as told:
            call()
        assert told.value.code == "fee-not-allowed"
        assert "Article 38" in str(told.value)


@pytest.mark.parametrize("law", [LawCode.GDPR, LawCode.UK_GDPR])
@pytest.mark.parametrize("kind", [kind for kind in RequestType if kind is not RequestType.THIRD_PARTY_RECORDS])
def test_under_european_law_there_is_no_fee_at_all(kind: RequestType, law: LawCode) -> None:
    with pytest.raises(RuleError) as told:
        require_fee_allowed(kind, law)
    assert told.value.code == "fee-not-allowed"
    assert "Article 38" not in str(told.value)


# The services.


@given(
    kind=st.sampled_from(RequestType),
    per=st.sampled_from(_BASES),
    amount=st.integers(0, 10**7),
    forms=st.integers(1, 99),
    units=st.integers(1, 99),
)
def test_whatever_a_procedure_says_only_article_38_types_owe(
    kind: RequestType, per: str, amount: int, forms: int, units: int
) -> None:
    procedure = _procedure(kind, per, amount)
    if amount and kind not in _MAY:
        with pytest.raises(RuleError) as told:
            fees.fee_of(procedure, kind, forms, units, ARRIVED)
        assert told.value.code == "fee-not-allowed"
        return
    counted = {"form": forms, "item": units, "name": units, "estimated": 0}[per]
    assert fees.fee_of(procedure, kind, forms, units, ARRIVED) == Money(amount * counted)


@pytest.mark.parametrize("kind", RequestType)
def test_a_type_without_a_rule_owes_nothing(kind: RequestType) -> None:
    other = RequestType.PURPOSE if kind is RequestType.DISCLOSURE else RequestType.DISCLOSURE
    assert fees.fee_of(_procedure(other, "form", 5250), kind, 9, 9, ARRIVED) == Money(0)


@pytest.mark.parametrize("kind", _NEVER)
def test_no_payment_is_recorded_for_a_type_that_is_free(walk: Walk, kind: RequestType) -> None:
    adopt(walk.desk, _EVERY_TYPE)
    number = walk.case(kind, forms=3)
    view = case_file.show_case(walk.desk, number)
    assert (view.fee_due, view.fee_state) == (Money(0), FeeState.NOT_REQUIRED)
    told = refused(walk.desk, lambda: walk.payment(number, amount="1"))
    assert (told.code, told.field) == ("no-fee", "amount")


@pytest.mark.parametrize("kind", _NEVER)
def test_no_fee_is_estimated_for_a_type_that_is_free(walk: Walk, kind: RequestType) -> None:
    _force(walk, _procedure(kind, "estimated", 0))
    number = walk.case(kind)
    assert refused(walk.desk, lambda: _estimate(walk, number)).code == "fee-not-allowed"
    assert _due(walk, number) == Money(0)


@pytest.mark.parametrize("kind", _MAY)
@pytest.mark.parametrize("per", ["form", "item", "name"])
def test_where_the_fee_is_fixed_none_is_estimated(walk: Walk, kind: RequestType, per: str) -> None:
    adopt(walk.desk, _EVERY_TYPE, _ruled(kind, per, 300))
    number = walk.case(kind)
    assert refused(walk.desk, lambda: _estimate(walk, number)).code == "no-estimate"


# The procedure.


@pytest.mark.parametrize("per", _BASES)
@pytest.mark.parametrize("kind", RequestType)
def test_a_procedure_with_a_forbidden_fee_is_not_adopted(walk: Walk, kind: RequestType, per: str) -> None:
    """An estimated fee is forbidden even while nothing is estimated: its cases would wait for ever."""
    text = changed_text(walk.desk, _EVERY_TYPE, _ruled(kind, per, 0 if per == "estimated" else 1))
    if kind in _MAY:
        procedures.adopt_procedure(walk.desk, text)
        assert walk.desk.procedure.fees[0].type is kind
        return
    assert refused(walk.desk, lambda: procedures.adopt_procedure(walk.desk, text)).code == "fee-not-allowed"


def test_a_procedure_under_a_law_without_fees_asks_none(walk: Walk) -> None:
    text = changed_text(walk.desk, ('code = "aucnet"\n', 'code = "aucnet"\nlaw = "gdpr"\n'))
    assert refused(walk.desk, lambda: procedures.adopt_procedure(walk.desk, text)).code == "fee-not-allowed"


# The database.


@pytest.mark.parametrize("kind", RequestType)
def test_the_file_itself_keeps_no_forbidden_fee(walk: Walk, kind: RequestType) -> None:
    adopt(walk.desk, _EVERY_TYPE, _ruled("purpose", amount=0))
    number = walk.case(kind)
    statement = "UPDATE request SET fee_minor = 1"
    if kind in _MAY:
        raw(walk.desk, statement)
        assert _due(walk, number) == Money(1)
        return
    with pytest.raises(IntegrityError, match="fee_only_by_article_38"):
        raw(walk.desk, statement)
    assert _due(walk, number) == Money(0)


# What may be asked, and what came.


@pytest.mark.parametrize(("per", "due"), [("form", 900), ("item", 1500), ("name", 1500), ("estimated", 0)])
@pytest.mark.parametrize("kind", _MAY)
def test_a_fee_is_counted_as_the_procedure_counts_it(walk: Walk, kind: RequestType, per: str, due: int) -> None:
    adopt(walk.desk, _EVERY_TYPE, _ruled(kind, per, 300))
    requests = [{"type": kind, "scope": "全部", "forms": 3, "units": 5}]
    assert _due(walk, walk.case(requests=requests)) == Money(due)


@pytest.mark.parametrize(
    ("arrived_on", "due"), [("2026-10-31", 5250), ("2026-11-01", 300), ("2026-11-20", 300), ("2026-11-21", 0)]
)
def test_the_schedule_of_the_arrival_day_holds(walk: Walk, arrived_on: str, due: int) -> None:
    older = _ruled(more="effective_until = 2026-10-31")[1]
    newer = (
        '\n[[fees]]\nsource = "s"\ntype = "disclosure"\namount = 300\nmeans = ["stamps"]\n'
        "effective_from = 2026-11-01\neffective_until = 2026-11-20\n"
    )
    adopt(walk.desk, (_FEE, older), ("\n[bank_account]", f"{newer}\n[bank_account]"))
    number = walk.case(envelope=walk.envelope(arrived_on=arrived_on, postmarked_on=None))
    assert _due(walk, number) == Money(due)


@pytest.mark.parametrize(
    ("more", "paid", "advice"),
    [
        ('overpaid = "kept"', "6000", "¥750 too much: the procedure keeps it."),
        ('overpaid = "returned"', "6000", "¥750 too much: return it."),
        ('overpaid = "returned_in_stamps"', "6000", "¥750 too much: return it in postage stamps."),
        ('underpaid = "rest_asked"', "5000", "¥250 is missing: ask for the rest."),
        (
            'underpaid = "all_returned"',
            "5000",
            "¥250 is missing: return everything that came, papers and money.",
        ),
        (
            'unpaid = "no_request"\nunpaid_after_days = 7',
            None,
            "Unpaid 7 days after it was asked, the request counts as not made.",
        ),
        (
            'unpaid = "returned"\nunpaid_after_days = 14',
            None,
            "Unpaid 14 days after it was asked, the papers are returned.",
        ),
        ('unpaid = "waits"\nunpaid_after_days = 30', None, "The fee is awaited for 30 days."),
        ('unpaid = "waits"', None, None),
        ('overpaid = "kept"', "5250", None),
    ],
)
def test_what_to_do_about_a_fee_is_told(walk: Walk, more: str, paid: str | None, advice: str | None) -> None:
    adopt(walk.desk, _ruled(more=more))
    number = walk.to(Step.IDENTITY)
    if paid is not None:
        walk.payment(number, amount=paid)
    kept = ["The payer's bank may have kept its fee, which the procedure leaves to the customer."]
    assert _advice(walk, number) == ([advice] if advice else []) + (kept if paid == "5000" else [])


def test_nothing_is_told_of_a_fee_that_nobody_asks(walk: Walk) -> None:
    assert _advice(walk, walk.case("correction")) == []


def test_a_fee_is_estimated_paid_and_accepted(walk: Walk) -> None:
    adopt(walk.desk, _ruled(per="estimated", amount=0))
    number = walk.to(Step.IDENTITY)
    view = case_file.show_case(walk.desk, number)
    assert (view.state, view.course.estimates_open) == (State.AWAITING_FEE, (1,))
    assert refused(walk.desk, lambda: walk.accept(number)).code == "fee-open"
    assert refused(walk.desk, lambda: walk.payment(number, amount="1200")).code == "no-fee"
    _estimate(walk, number, "¥1,000")
    _estimate(walk, number, "1200")
    view = case_file.show_case(walk.desk, number)
    assert (view.fee_due, view.fee_state, view.course.estimates_open) == (Money(1200), FeeState.UNPAID, ())
    walk.payment(number, amount="1200")
    walk.accept(number)
    assert refused(walk.desk, lambda: _estimate(walk, number, "900")).code == "already-accepted"
    assert case_file.show_case(walk.desk, number).fee_state is FeeState.PAID


@pytest.mark.parametrize(
    ("changed", "code", "field"),
    [
        ({"amount": "0"}, "amount-zero", "amount"),
        ({"amount": "-1"}, "negative-amount", "amount"),
        ({"amount": ""}, "empty", "amount"),
        ({"position": 2}, "no-such-request", "position"),
    ],
)
def test_an_estimate_that_cannot_be_is_refused(walk: Walk, changed: dict[str, Any], code: str, field: str) -> None:
    adopt(walk.desk, _ruled(per="estimated", amount=0))
    number = walk.case()
    told: CasemanError = refused(walk.desk, lambda: _estimate(walk, number, **changed))
    assert (told.code, told.field) == (code, field)


def _remove_payment(walk: Walk, number: str, position: int) -> None:
    payment = case_file.show_case(walk.desk, number).payments[position]
    removal = RemovalInput.read(number=number, row_id=payment.payment_id, reason="誤入力。")
    fees.remove_payment(walk.desk, removal)


def test_a_payment_entered_by_mistake_is_taken_out(walk: Walk) -> None:
    number = walk.to(Step.FEE)
    _remove_payment(walk, number, 0)
    view = case_file.show_case(walk.desk, number)
    assert (view.payments, view.fee_state, view.state) == ((), FeeState.UNPAID, State.AWAITING_FEE)
    assert str(view.history[0].label) == "A payment of ¥5,250 of 2026-11-18 (Wed) was taken out: 誤入力。"


def test_the_payment_an_acceptance_rests_on_stays_one_entered_twice_does_not(walk: Walk) -> None:
    number = walk.to(Step.DECISION)
    told = refused(walk.desk, lambda: _remove_payment(walk, number, 0))
    assert told.code == "already-accepted"
    walk.payment(number)
    assert case_file.show_case(walk.desk, number).fee_state is FeeState.OVER
    _remove_payment(walk, number, 1)
    assert case_file.show_case(walk.desk, number).fee_state is FeeState.PAID


@pytest.mark.parametrize("when", ["after_decision", "at_reply"])
def test_a_fee_that_is_asked_late_holds_up_nothing(walk: Walk, when: str) -> None:
    adopt(walk.desk, _ruled(more=f'when = "{when}"'))
    number = walk.to(Step.IDENTITY)
    walk.accept(number)
    walk.decide(number)
    walk.payment(number)
    _remove_payment(walk, number, 0)
    assert case_file.show_case(walk.desk, number).fee_state is FeeState.UNPAID


def test_a_payment_of_another_case_is_not_taken_out(walk: Walk) -> None:
    number, other = walk.to(Step.FEE), walk.case()
    payment = case_file.show_case(walk.desk, number).payments[0]
    removal = RemovalInput.read(number=other, row_id=payment.payment_id, reason="誤入力。")
    assert refused(walk.desk, lambda: fees.remove_payment(walk.desk, removal)).code == "no-such-payment"


def test_the_day_of_an_estimate_is_not_that_of_the_payment(walk: Walk) -> None:
    """Money that came before the estimate counts, and moves the acceptance no further than its own day."""
    adopt(walk.desk, _ruled(per="estimated", amount=0))
    number = walk.to(Step.IDENTITY)
    _estimate(walk, number)
    walk.payment(number, amount="1200", paid_on=date(2026, 11, 18))
    assert case_file.show_case(walk.desk, number).proposed_acceptance == ARRIVED
