"""The fee of a case: what is due, what was paid, and what the statement of the bank says."""

from __future__ import annotations

from datetime import date

import pytest

from caseman.domain.fees import FeeState, Money
from caseman.domain.lifecycle import State, Step
from caseman.services import case_file, fees
from caseman.services.fee_inputs import MatchInput
from tests.services.walking import TODAY, Walk, refused


@pytest.fixture
def identified(walk: Walk) -> str:
    return walk.to(Step.IDENTITY)


@pytest.mark.parametrize("typed", ["5250", "5,250", "¥5,250", "５，２５０円", "￥５２５０", "5,250 円"])
def test_an_amount_is_taken_as_it_is_meant(walk: Walk, identified: str, typed: str) -> None:
    walk.payment(identified, amount=typed)
    view = case_file.show_case(walk.desk, identified)
    assert (view.fee_paid, view.fee_state) == (Money(5250), FeeState.PAID)


@pytest.mark.parametrize(
    ("amounts", "state", "settled"),
    [
        (["5249"], FeeState.SHORT, False),
        (["5250"], FeeState.PAID, True),
        (["5251"], FeeState.OVER, True),
        (["5000", "250"], FeeState.PAID, True),
        (["5000", "300"], FeeState.OVER, True),
        (["1", "1"], FeeState.SHORT, False),
    ],
)
def test_short_full_and_over(walk: Walk, identified: str, amounts: list[str], state: FeeState, settled: bool) -> None:
    for amount in amounts:
        walk.payment(identified, amount=amount)
    view = case_file.show_case(walk.desk, identified)
    assert view.fee_state is state
    assert view.state is (State.READY if settled else State.AWAITING_FEE)
    assert view.next_step is (Step.DATE if settled else Step.FEE)
    if not settled:
        assert refused(walk.desk, lambda: walk.accept(identified)).code == "fee-open"


def test_each_form_costs(walk: Walk) -> None:
    number = walk.case(forms=3)
    walk.identity(number)
    walk.payment(number, amount="10500")
    assert case_file.show_case(walk.desk, number).fee_state is FeeState.SHORT
    walk.payment(number, amount="5250")
    assert case_file.show_case(walk.desk, number).fee_state is FeeState.PAID


@pytest.mark.parametrize("kind", ["correction", "cessation"])
def test_where_article_38_allows_no_fee_none_can_be_recorded(walk: Walk, kind: str) -> None:
    number = walk.case(kind)
    walk.identity(number)
    view = case_file.show_case(walk.desk, number)
    assert (view.fee_due, view.fee_state, view.next_step) == (Money(0), FeeState.NOT_REQUIRED, Step.DATE)
    told = refused(walk.desk, lambda: walk.payment(number))
    assert (told.code, told.field) == ("no-fee", "amount")


@pytest.mark.parametrize(
    ("changed", "code", "field"),
    [
        ({"amount": "0"}, "amount-zero", "amount"),
        ({"amount": "-5250"}, "negative-amount", "amount"),
        ({"amount": "▲5250"}, "negative-amount", "amount"),
        ({"amount": "five thousand"}, "not-an-amount", "amount"),
        ({"amount": "52.50"}, "not-an-amount", "amount"),
        ({"amount": "5,25"}, "not-an-amount", "amount"),
        ({"amount": "9" * 30}, "amount-too-large", "amount"),
        ({"amount": ""}, "empty", "amount"),
        ({"means": "stamps"}, "means-not-taken", "means"),
        ({"means": "cash"}, "means-not-taken", "means"),
        ({"means": "barter"}, "enum", "means"),
        ({"paid_on": date(2026, 11, 25), "matched_on": ""}, "in-future", "paid_on"),
        ({"matched_on": date(2026, 11, 17)}, "matched-before-paid", "matched_on"),
        ({"matched_on": date(2026, 11, 25)}, "in-future", "matched_on"),
        ({"number": "P-2026-0002"}, "no-such-case", "number"),
    ],
)
def test_a_payment_that_cannot_be_is_refused(
    walk: Walk, identified: str, changed: dict[str, object], code: str, field: str
) -> None:
    told = refused(walk.desk, lambda: walk.payment(identified, **changed))
    assert (told.code, told.field) == (code, field)


def _match(walk: Walk, number: str, payment_id: int, day: date) -> None:
    fees.match_payment(walk.desk, MatchInput.read(number=number, payment_id=payment_id, matched_on=day))


def test_a_payment_is_found_on_the_statement_later(walk: Walk, identified: str) -> None:
    walk.payment(identified, matched_on="")
    payment = case_file.show_case(walk.desk, identified).payments[0]
    assert payment.matched_on is None
    for day, code in ((date(2026, 11, 17), "matched-before-paid"), (date(2026, 11, 25), "in-future")):
        told = refused(walk.desk, lambda day=day: _match(walk, identified, payment.payment_id, day))
        assert (told.code, told.field) == (code, "matched_on")
    _match(walk, identified, payment.payment_id, TODAY)
    assert case_file.show_case(walk.desk, identified).payments[0].matched_on == TODAY


def test_a_payment_of_another_case_cannot_be_matched(walk: Walk, identified: str) -> None:
    walk.payment(identified, matched_on="")
    other = walk.case()
    told = refused(walk.desk, lambda: _match(walk, other, 1, TODAY))
    assert (told.code, told.field) == ("no-such-payment", "payment_id")


def test_a_payment_after_the_arrival_moves_the_acceptance(walk: Walk, identified: str) -> None:
    """Until the fee was there the request was not complete."""
    walk.payment(identified, paid_on=date(2026, 11, 23))
    assert case_file.show_case(walk.desk, identified).proposed_acceptance == date(2026, 11, 23)
    assert refused(walk.desk, lambda: walk.accept(identified, date(2026, 11, 22))).code == "too-early"
    walk.accept(identified, date(2026, 11, 23))
    assert case_file.show_case(walk.desk, identified).due_on == date(2026, 12, 7)
