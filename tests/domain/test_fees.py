"""Fees: allowed by Art. 38 for three types and for no other; compared with what was paid."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseman.domain.fees import FeeState, Money, PaymentMeans, fee_for, fee_state
from caseman.domain.requests import RequestType
from caseman.errors import RuleError
from caseman.text import Language

_WITH_FEE = {RequestType.PURPOSE, RequestType.DISCLOSURE, RequestType.THIRD_PARTY_RECORDS}
_YEN = Money(5250)


@pytest.mark.parametrize("kind", sorted(_WITH_FEE))
def test_a_fee_is_asked_per_form_where_article_38_allows_one(kind: RequestType) -> None:
    assert fee_for(kind, 1, _YEN) == Money(5250)
    assert fee_for(kind, 3, _YEN) == Money(15750)


@pytest.mark.parametrize("kind", [k for k in RequestType if k not in _WITH_FEE])
def test_no_fee_can_be_asked_for_any_other_type(kind: RequestType) -> None:
    with pytest.raises(RuleError) as refused:
        fee_for(kind, 1, Money(1))
    assert refused.value.code == "fee-not-allowed"
    assert kind.label.say(Language.EN) in str(refused.value)


@pytest.mark.parametrize("kind", RequestType)
@pytest.mark.parametrize("per_form", [None, Money(0)])
def test_an_office_that_asks_nothing_gets_nothing_for_any_type(kind: RequestType, per_form: Money | None) -> None:
    assert fee_for(kind, 2, per_form) == Money(0)


@given(st.sampled_from(RequestType), st.integers(1, 99), st.integers(1, 10**9))
def test_whatever_the_amount_only_article_38_types_ever_owe(kind: RequestType, forms: int, minor: int) -> None:
    if kind in _WITH_FEE:
        assert fee_for(kind, forms, Money(minor)).minor == forms * minor
    else:
        with pytest.raises(RuleError):
            fee_for(kind, forms, Money(minor))


@pytest.mark.parametrize(
    ("due", "paid", "state"),
    [
        (0, 0, FeeState.NOT_REQUIRED),
        (0, 1, FeeState.OVER),
        (5250, 0, FeeState.UNPAID),
        (5250, 1, FeeState.SHORT),
        (5250, 5249, FeeState.SHORT),
        (5250, 5250, FeeState.PAID),
        (5250, 5251, FeeState.OVER),
    ],
)
def test_due_and_paid_compared(due: int, paid: int, state: FeeState) -> None:
    assert fee_state(Money(due), Money(paid)) is state


@pytest.mark.parametrize(
    ("money", "english", "japanese"),
    [
        (Money(5250), "¥5,250", "5,250円"),
        (Money(0), "¥0", "0円"),
        (Money(-1500), "-¥1,500", "-1,500円"),
        (Money(123456, "EUR"), "€1,234.56", "€1,234.56"),
        (Money(5, "GBP"), "£0.05", "£0.05"),
        (Money(100, "CHF"), "CHF 1.00", "CHF 1.00"),
    ],
)
def test_money_is_written_as_each_language_does(money: Money, english: str, japanese: str) -> None:
    assert money.say(Language.EN) == english
    assert money.say(Language.JA) == japanese


@given(st.integers(-(10**12), 10**12), st.integers(-(10**12), 10**12))
def test_adding_and_taking_away_are_exact(a: int, b: int) -> None:
    assert Money(a) + Money(b) - Money(b) == Money(a)


def test_currencies_never_mix() -> None:
    with pytest.raises(ValueError, match="JPY and EUR"):
        Money(1) + Money(1, "EUR")
    with pytest.raises(ValueError, match="JPY and EUR"):
        Money(1) - Money(1, "EUR")


def test_every_means_and_state_has_a_label() -> None:
    assert [m.label.say(Language.EN) for m in PaymentMeans] == [
        "Bank transfer",
        "Postal money order",
        "Postage stamps",
        "Cash",
        "Payment after invoice",
    ]
    assert [s.label.say(Language.EN) for s in FeeState] == [
        "No fee",
        "Waived",
        "Unpaid",
        "Paid short",
        "Paid in full",
        "Overpaid",
    ]
