"""Money that the bank took back: never certain, taken back once, from the payer whose it was."""

from __future__ import annotations

from datetime import date

import pytest

from caseman.domain.fees import FeeState, Money
from caseman.services import deposits
from caseman.services.book_views import settled_deposits
from caseman.services.case_file import show_case
from caseman.services.deposit_matching import waiting_deposits
from tests.exchange.bank_files import Told
from tests.services.money_walk import check_book, take, told, waiting
from tests.services.walking import Walk, refused


def test_a_deposit_that_its_own_file_cancels_is_not_certain(walk: Walk) -> None:
    number = walk.case()
    take(walk, told(), told(cancelled=True))
    assert waiting(walk) == [(1, "probable"), (2, "probable")]
    assert [line.proposal.takes_back for line in waiting_deposits(walk.desk)] == [None, 1]
    deposits.take_certain(walk.desk)
    assert show_case(walk.desk, number).fee_state is FeeState.UNPAID


def test_a_cancellation_of_a_later_file_names_the_deposit_that_was_allotted(walk: Walk) -> None:
    number = walk.case()
    take(walk, told())
    deposits.take_certain(walk.desk)
    (gone,) = take(walk, told(cancelled=True, reference=9)).deposits
    assert (gone.proposal.certainty, gone.proposal.takes_back) == ("probable", 1)
    assert deposits.take_cancelled(walk.desk, gone.line_id, 1).numbers == (number,)
    assert show_case(walk.desk, number).fee_state is FeeState.UNPAID
    assert [(line.line_id, line.cancelled_with) for line in settled_deposits(walk.desk)] == [(2, 1), (1, 2)]
    check_book(walk)


@pytest.mark.parametrize(
    "other",
    [
        told("ベツ ジン", cancelled=True),
        told(amount=5251, cancelled=True),
        told(cancelled=True, day=date(2026, 11, 19)),
        told(),
    ],
    ids=["another payer", "another amount", "before it", "no cancellation"],
)
def test_what_does_not_belong_together_is_refused(walk: Walk, other: Told) -> None:
    number = walk.case()
    take(walk, told(), other)
    deposits.allot(walk.desk, 1, [(number, Money(5250))])
    assert refused(walk.desk, lambda: deposits.take_cancelled(walk.desk, 2, 1)).code == "no-cancellation"


def test_a_deposit_is_cancelled_once(walk: Walk) -> None:
    walk.case()
    take(walk, told(), told(cancelled=True), told(cancelled=True))
    deposits.take_cancelled(walk.desk, 2, 1)
    assert refused(walk.desk, lambda: deposits.take_cancelled(walk.desk, 3, 1)).code == "cancelled-already"
    (left,) = waiting_deposits(walk.desk)
    assert (left.line_id, left.proposal.takes_back) == (3, None)


@pytest.mark.parametrize("line_id", [1, 2])
def test_both_wait_again_together_and_neither_is_certain(walk: Walk, line_id: int) -> None:
    walk.case()
    take(walk, told(), told(cancelled=True))
    deposits.take_cancelled(walk.desk, 2, 1)
    assert waiting(walk) == []
    deposits.take_back(walk.desk, line_id, "取り違え")
    assert waiting(walk) == [(1, "probable"), (2, "probable")]
    deposits.take_cancelled(walk.desk, 2, 1)
    assert waiting(walk) == []
    check_book(walk)
