"""The bank's deposits: taken in once, matched with reasons, settled by a person, and the book that always adds up."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import text

from caseman.domain.fees import FeeState, Money
from caseman.domain.matching import Certainty
from caseman.services import book_views, deposits, fees
from caseman.services.case_file import show_case
from caseman.services.course_inputs import RemovalInput
from caseman.services.deposit_matching import waiting_deposits
from caseman.services.deposits import parts_of
from caseman.services.desk import Desk
from caseman.services.fee_inputs import RefundInput
from caseman.services.statements import StatementTaken, take_statement
from tests.exchange.bank_files import Told, notices, transactions
from tests.services.walking import PRINCIPAL, TODAY, Walk, refused, snapshot

_DAY = date(2026, 11, 20)


def _told(payer: str = "タカハシ イチロウ", amount: int = 5250, **changed: Any) -> Told:
    return Told(_DAY, amount, payer, **changed)


def _take(walk: Walk, *told: Told) -> StatementTaken:
    return take_statement(walk.desk, "meisai.txt", notices(told))


def _sums(desk: Desk) -> tuple[int, int]:
    """What the statements told, and what the book has of them."""
    with desk.reading() as session:
        connection = session.connection()
        lines = connection.execute(text("SELECT coalesce(sum(amount_minor), 0) FROM statement_line")).scalar_one()
        book = "SELECT coalesce(sum(amount_minor), 0) FROM book_entry WHERE line_id IS NOT NULL"
        return lines, connection.execute(text(book)).scalar_one()


def test_a_deposit_finds_its_case_and_is_taken_in_one_stroke(walk: Walk) -> None:
    number = walk.case()
    taken = _take(walk, _told(), _told("ミホン ジロウ", 300))
    assert [line.proposal.certainty for line in taken.deposits] == [Certainty.CERTAIN, Certainty.UNMATCHED]
    assert show_case(walk.desk, number).fee_state is FeeState.UNPAID, "nothing is taken silently"
    deposits.take_certain(walk.desk)
    view = show_case(walk.desk, number)
    assert (view.fee_state, view.fee_paid) == (FeeState.PAID, Money(5250))
    assert (view.payments[0].matched_on, view.payments[0].payer) == (_DAY, "ﾀｶﾊｼ ｲﾁﾛｳ")
    assert [line.deposit.amount.minor for line in waiting_deposits(walk.desk)] == [300]
    deposits.set_aside(walk.desk, waiting_deposits(walk.desk)[0].line_id, "利息")
    assert waiting_deposits(walk.desk) == ()
    assert _sums(walk.desk) == (5550, 5550)


def test_a_receipt_that_was_noted_is_confirmed_and_not_counted_twice(walk: Walk) -> None:
    number = walk.case()
    walk.payment(number, matched_on="")
    (line,) = _take(walk, _told()).deposits
    assert line.proposal.certainty is Certainty.CERTAIN
    assert "receipt" in str(line.proposal.why[-1])
    deposits.take_certain(walk.desk)
    view = show_case(walk.desk, number)
    assert (view.fee_state, len(view.payments)) == (FeeState.PAID, 1)
    assert view.payments[0].matched_on == _DAY
    deposits.take_back(walk.desk, line.line_id, "別の人")
    view = show_case(walk.desk, number)
    assert [(p.amount.minor, p.matched_on) for p in view.payments] == [(5250, None)], "the receipt counts again"
    assert len(waiting_deposits(walk.desk)) == 1


def test_the_same_file_twice_and_one_that_overlaps_add_nothing(walk: Walk) -> None:
    data = notices([_told(), _told()])
    assert len(take_statement(walk.desk, "a", data).deposits) == 2
    before = snapshot(walk.desk)
    again = take_statement(walk.desk, "b", data)
    assert (again.known, again.deposits, snapshot(walk.desk) == before) == (2, (), True)
    more = take_statement(walk.desk, "c", transactions([_told(), _told(), _told("ヤマダ", 100)]))
    assert (more.known, len(more.deposits)) == (2, 1)


def test_a_trial_keeps_nothing(walk: Walk) -> None:
    walk.case()
    before = snapshot(walk.desk)
    taken = take_statement(walk.desk, "a", notices([_told()]), trial=True)
    assert taken.deposits[0].proposal.certainty is Certainty.CERTAIN
    assert snapshot(walk.desk) == before


def test_a_trial_says_what_the_taking_in_would_say(walk: Walk) -> None:
    """One of these waits already: the other is no more certain than it will be."""
    walk.case()
    _take(walk, _told())
    data = notices([_told(reference=7)])
    trial = take_statement(walk.desk, "b", data, trial=True)
    taken = take_statement(walk.desk, "b", data)
    assert [line.proposal for line in trial.deposits] == [line.proposal for line in taken.deposits]
    assert trial.deposits[0].proposal.certainty is Certainty.PROBABLE
    assert (len(trial.deposits), trial.deposits[0].line_id) == (1, 0)


def test_a_refused_file_leaves_everything_as_it_was(walk: Walk) -> None:
    data = notices([_told()])
    assert refused(walk.desk, lambda: take_statement(walk.desk, "a", data[:450])).code == "cut"
    assert refused(walk.desk, lambda: take_statement(walk.desk, "a", notices([_told()], account="7654321"))).code == (
        "other-account"
    )


@pytest.mark.parametrize(
    ("told", "certainty", "why"),
    [
        (_told("P20260001 タカハシイチロウ"), Certainty.CERTAIN, "case number"),
        (_told("タカハシ イチロウ 2026-0001"), Certainty.CERTAIN, "case number"),
        (_told("20260001"), Certainty.PROBABLE, "case number"),
        (_told(amount=4810), Certainty.PROBABLE, "bank may have kept"),
        (_told(amount=6000), Certainty.PROBABLE, "too much"),
        (_told("タカハシ ハナコ"), Certainty.PROBABLE, "family name"),
        (_told("サトウ ハナコ"), Certainty.UNMATCHED, "Nobody"),
        (_told("サトウ ハナコ", edi="20260001"), Certainty.PROBABLE, "case number"),
    ],
)
def test_how_sure_a_proposal_is(walk: Walk, told: Told, certainty: Certainty, why: str) -> None:
    walk.case()
    (line,) = _take(walk, told).deposits
    assert line.proposal.certainty is certainty
    assert any(why in str(each) for each in line.proposal.why)


def test_two_of_one_name_and_two_deposits_for_one_fee_are_never_certain(walk: Walk) -> None:
    first = walk.case()
    (one, other) = _take(walk, _told(), _told()).deposits
    assert {one.proposal.certainty, other.proposal.certainty} == {Certainty.PROBABLE}
    walk.case(principal=PRINCIPAL | {"member_id": "SAMPLE-2"})
    lines = waiting_deposits(walk.desk)
    assert all(line.proposal.certainty is Certainty.PROBABLE for line in lines)
    deposits.allot(walk.desk, lines[0].line_id, [(first, Money(5250))])
    assert show_case(walk.desk, first).fee_state is FeeState.PAID


def test_one_transfer_for_two_cases(walk: Walk) -> None:
    numbers = {walk.case(), walk.case()}
    (line,) = _take(walk, _told(amount=10500)).deposits
    assert {part.number for part in line.proposal.parts} == numbers
    deposits.allot(walk.desk, line.line_id, parts_of(line.proposal))
    assert {show_case(walk.desk, number).fee_state for number in numbers} == {FeeState.PAID}
    assert waiting_deposits(walk.desk) == ()


def test_a_relative_who_paid_is_known_the_next_time(walk: Walk) -> None:
    number = walk.case()
    (line,) = _take(walk, _told("サトウ ハナコ", 3000)).deposits
    deposits.allot(walk.desk, line.line_id, [(number, Money(3000))])
    assert show_case(walk.desk, number).fee_state is FeeState.SHORT
    (rest,) = take_statement(walk.desk, "b", notices([_told("サトウ ハナコ", 2250)])).deposits
    assert rest.proposal.certainty is Certainty.CERTAIN
    assert any("before" in str(why) for why in rest.proposal.why)


def test_what_the_bank_cancelled_is_taken_back_from_its_case(walk: Walk) -> None:
    number = walk.case()
    _take(walk, _told())
    deposits.take_certain(walk.desk)
    take_statement(walk.desk, "b", notices([_told(), _told(cancelled=True)]))
    (gone,) = waiting_deposits(walk.desk)
    deposits.take_cancelled(walk.desk, gone.line_id, 1)
    assert show_case(walk.desk, number).fee_state is FeeState.UNPAID
    assert waiting_deposits(walk.desk) == ()
    assert _sums(walk.desk) == (0, 0)


def test_what_cannot_be_is_refused(walk: Walk) -> None:
    number, free = walk.case(), walk.case("correction")
    (line,) = _take(walk, _told()).deposits
    desk, at = walk.desk, line.line_id
    for code, call in {
        "more-than-waits": lambda: deposits.allot(desk, at, [(number, Money(5251))]),
        "no-case": lambda: deposits.allot(desk, at, []),
        "no-fee": lambda: deposits.allot(desk, at, [(free, Money(5250))]),
        "no-such-case": lambda: deposits.allot(desk, at, [("P-2026-0999", Money(5250))]),
        "no-such-deposit": lambda: deposits.allot(desk, 99, [(number, Money(5250))]),
        "empty": lambda: deposits.set_aside(desk, at, " "),
        "my-number": lambda: deposits.set_aside(desk, at, "1234 5678 9018"),
    }.items():
        assert refused(desk, call).code == code
    deposits.allot(desk, at, [(number, Money(5250))])
    assert refused(desk, lambda: deposits.set_aside(desk, at, "x")).code == "settled"
    entry = show_case(desk, number).payments[0].payment_id
    removal = RemovalInput.read(number=number, row_id=entry, reason="x")
    assert refused(desk, lambda: fees.remove_payment(desk, removal)).code == "from-statement"
    walk.identity(number)
    walk.accept(number)
    assert refused(desk, lambda: deposits.take_back(desk, at, "x")).code == "already-accepted"


def test_a_refund_is_an_entry_and_never_more_than_was_paid(walk: Walk) -> None:
    number = walk.case()
    (line,) = _take(walk, _told(amount=6000)).deposits
    deposits.allot(walk.desk, line.line_id, [(number, Money(6000))])
    assert show_case(walk.desk, number).fee_state is FeeState.OVER
    values = {"number": number, "means": "stamps", "refunded_on": TODAY, "reason": "過納"}
    assert (
        refused(walk.desk, lambda: fees.refund(walk.desk, RefundInput.read(amount="6001", **values))).code
        == "more-than-paid"
    )
    fees.refund(walk.desk, RefundInput.read(amount="750", **values))
    view = show_case(walk.desk, number)
    assert (view.fee_state, [p.amount.minor for p in view.payments]) == (FeeState.PAID, [6000, -750])
    assert [e.amount.minor for e in book_views.month_entries(walk.desk, date(2026, 11, 1)) if e.case] == [6000, -750]
