"""Receipts that were noted and the deposits that prove them: one counts for the other, and comes back by itself."""

from __future__ import annotations

from datetime import date

from caseman.domain.fees import FeeState, Money
from caseman.services import deposits
from caseman.services.case_file import show_case
from caseman.services.deposit_matching import waiting_deposits
from caseman.services.deposits import parts_of
from tests.services.money_walk import check_book, entry, match_by_hand, paid, refund, remove, take, told, waiting
from tests.services.walking import Walk, refused


def test_only_a_transfer_that_no_statement_confirmed_is_matched_by_hand(walk: Walk) -> None:
    number = walk.case()
    take(walk, told(amount=6000))
    deposits.allot(walk.desk, 1, [(number, Money(6000))])
    refund(walk, number, 750)
    for at in (0, 1):
        assert refused(walk.desk, lambda at=at: match_by_hand(walk, number, entry(walk, number, at))).code == "no-claim"
    other = walk.case()
    walk.payment(other, matched_on="")
    match_by_hand(walk, other, entry(walk, other))
    assert paid(walk, other) == [(5250, True)]
    assert refused(walk.desk, lambda: match_by_hand(walk, other, entry(walk, other))).code == "no-claim"
    check_book(walk)


def test_a_receipt_that_was_taken_out_does_not_come_back(walk: Walk) -> None:
    number = walk.case()
    walk.payment(number, matched_on="")
    take(walk, told())
    deposits.take_certain(walk.desk)
    deposits.take_back(walk.desk, 1, "別の人")
    remove(walk, number, entry(walk, number), "line 1")
    deposits.allot(walk.desk, 1, [(number, Money(5250))])
    deposits.take_back(walk.desk, 1, "別の人")
    assert (paid(walk, number), show_case(walk.desk, number).fee_state) == ([], FeeState.UNPAID)


def test_every_receipt_that_a_deposit_proved_comes_back(walk: Walk) -> None:
    number = walk.case()
    walk.payment(number, matched_on="", amount="2000")
    walk.payment(number, matched_on="", amount="3250")
    take(walk, told())
    deposits.allot(walk.desk, 1, [(number, Money(2000)), (number, Money(3250))])
    assert paid(walk, number) == [(2000, True), (3250, True)]
    deposits.take_back(walk.desk, 1, "別の人")
    assert paid(walk, number) == [(2000, False), (3250, False)]
    check_book(walk)


def test_the_receipt_that_was_proposed_is_the_one_that_is_proved(walk: Walk) -> None:
    number = walk.case()
    walk.payment(number, matched_on="", amount="2625", paid_on=date(2026, 11, 1))
    walk.payment(number, matched_on="", amount="2625", paid_on=date(2026, 11, 19))
    take(walk, told(amount=2625))
    deposits.take_certain(walk.desk)
    days = [(p.paid_on.day, p.matched_on is not None) for p in show_case(walk.desk, number).payments]
    assert days == [(1, False), (20, True)]


def test_money_of_another_proves_no_receipt(walk: Walk) -> None:
    number = walk.case()
    walk.payment(number, matched_on="")
    take(walk, told("ミホン ドウシ", 100), told("ミホン ドウシ", 4810), told(amount=4810))
    deposits.allot(walk.desk, 1, [(number, Money(100))])
    deposits.allot(walk.desk, 2, [(number, Money(4810))])
    assert paid(walk, number) == [(5250, False), (100, True), (4810, True)]
    deposits.allot(walk.desk, 3, [(number, Money(4810))])
    assert (5250, False) not in paid(walk, number), "its payer, less the fee of a bank"
    check_book(walk)


def test_no_case_falls_below_nothing(walk: Walk) -> None:
    first, second = walk.case(), walk.case()
    take(walk, told(amount=6000))
    deposits.allot(walk.desk, 1, [(first, Money(6000))])
    refund(walk, first, 750)
    assert refused(walk.desk, lambda: deposits.take_back(walk.desk, 1, "別の人")).code == "below-nothing"
    walk.payment(second, amount="6000")
    refund(walk, second, 6000)
    assert refused(walk.desk, lambda: remove(walk, second, entry(walk, second))).code == "below-nothing"
    remove(walk, second, entry(walk, second, 1))
    remove(walk, second, entry(walk, second))
    assert paid(walk, second) == []
    check_book(walk)


def test_a_case_that_is_closed_stays_as_it_was(walk: Walk) -> None:
    number = walk.case()
    take(walk, told(), told("ミホン ドウシ", 100), told(cancelled=True))
    deposits.allot(walk.desk, 1, [(number, Money(5250))])
    walk.identity(number)
    walk.accept(number)
    walk.decide(number)
    document = walk.letter(number)
    walk.dispatch(number, document)
    walk.deliver(number, document)
    walk.close(number)
    for call in (
        lambda: deposits.take_back(walk.desk, 1, "別の人"),
        lambda: deposits.allot(walk.desk, 2, [(number, Money(100))]),
        lambda: deposits.take_cancelled(walk.desk, 3, 1),
    ):
        assert refused(walk.desk, call).code == "case-closed"


def test_an_allotment_that_was_taken_back_is_forgotten(walk: Walk) -> None:
    """Else the stranger would be certain the next time."""
    number = walk.case()
    take(walk, told("スズキ ジロウ"))
    deposits.allot(walk.desk, 1, [(number, Money(5250))])
    deposits.take_back(walk.desk, 1, "別の人の入金")
    assert waiting(walk) == [(1, "unmatched")]
    assert refused(walk.desk, lambda: deposits.take_back(walk.desk, 1, "x")).code == "nothing-settled"


def test_who_paid_with_the_number_is_known_without_it(walk: Walk) -> None:
    number = walk.case()
    take(walk, told("20260001 サトウ ハナコ", 3000))
    deposits.allot(walk.desk, 1, [(number, Money(3000))])
    (rest,) = take(walk, told("サトウ ハナコ", 2250)).deposits
    assert rest.proposal.certainty == "certain"
    deposits.allot(walk.desk, rest.line_id, parts_of(rest.proposal))
    assert show_case(walk.desk, number).fee_state is FeeState.PAID
    assert waiting_deposits(walk.desk) == ()
