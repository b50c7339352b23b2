"""The fee asked for, asked for again, waived, lapsed; what the clock makes of it, and the letters that tell it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from caseman.domain.fees import FeeEvent, FeeState, Money, PaymentMeans
from caseman.domain.letters import LetterKind
from caseman.domain.lifecycle import State, Step
from caseman.domain.requests import RequestType
from caseman.services import case_file, events, fee_asking, letters
from caseman.services.auditing import verify_file
from caseman.services.fee_inputs import FeeAskedInput, RefundInput, WaiverInput
from caseman.services.fees import refund
from caseman.services.views import CaseView
from tests.letters.paper import Paper, read
from tests.services.course_walk import ask_correction, ask_fee, cure, event, remove, waive_fee
from tests.services.variants import adopt
from tests.services.walking import ARRIVED, TODAY, Walk, refused

_LIMIT = date(2026, 12, 8)


def _view(walk: Walk, number: str) -> CaseView:
    return case_file.show_case(walk.desk, number)


def _paper(walk: Walk, number: str, kind: LetterKind) -> Paper:
    return read(letters.letter(walk.desk, number, walk.letter(number, kind)).pdf)


def _remind(walk: Walk, number: str, **changed: object) -> None:
    values: dict[str, object] = {"number": number, "asked_on": walk.desk.today()}
    fee_asking.remind_of_fee(walk.desk, FeeAskedInput.read(**(values | changed)))


def _ruled(walk: Walk, more: str) -> None:
    adopt(walk.desk, ("amount = 5250", f"amount = 5250\n{more}"))


def test_the_fee_is_asked_for_told_and_lapses(walk: Walk) -> None:
    _ruled(walk, 'unpaid_after_days = 14\nunpaid = "no_request"')
    number = walk.to(Step.IDENTITY)
    assert LetterKind.FEE_NOTICE not in _view(walk, number).letters_offered, "nobody said yet that it is asked for"
    ask_fee(walk, number)
    view = _view(walk, number)
    assert [(e.kind, e.happened_on, e.limit_on) for e in view.course.fee_events] == [(FeeEvent.ASKED, TODAY, _LIMIT)]
    assert LetterKind.FEE_NOTICE in view.letters_open
    told = _paper(walk, number, LetterKind.FEE_NOTICE)
    for said in (
        "手数料納付案内", "個人情報の保護に関する法律第38条", "5,250円（消費税込み）", "令和8年12月8日", "銀行振込",
        f"受付番号 {number} をご入力", "なかったものとして", "改めて数えます",
    ):  # fmt: skip
        assert told.says(said), said
    assert _view(walk, number).letters_open == ()
    walk.clock.set_day(_LIMIT)
    assert "2026-12-08" in str(refused(walk.desk, lambda: event(walk, number, events.deem_withdrawn)))
    walk.clock.set_day(_LIMIT + timedelta(days=1))
    assert any("counts as not made" in str(line) for line in _view(walk, number).course.fee_advice)
    event(walk, number, events.deem_withdrawn)
    view = _view(walk, number)
    assert (view.state, view.letters_open) == (State.DEEMED_WITHDRAWN, (LetterKind.CLOSURE,))
    ended = _paper(walk, number, LetterKind.CLOSURE)
    assert ended.says("令和8年12月8日までに、手数料の納付を確認できなかったため")
    assert ended.says("なかったものとして取り扱います")
    assert verify_file(walk.desk).sound


def test_a_reminder_has_a_limit_of_its_own_and_a_letter_that_says_so(walk: Walk) -> None:
    number = walk.to(Step.IDENTITY)
    assert refused(walk.desk, lambda: _remind(walk, number)).code == "not-asked"
    ask_fee(walk, number)
    first = walk.letter(number, LetterKind.FEE_NOTICE)
    assert walk.letter(number, LetterKind.FEE_NOTICE) == first, "made once"
    assert refused(walk.desk, lambda: ask_fee(walk, number)).code == "asked-already"
    walk.clock.set_day(date(2026, 12, 9))
    _remind(walk, number, limit_on=date(2026, 12, 21))
    second = _paper(walk, number, LetterKind.FEE_NOTICE)
    assert second.says("再度のご案内")
    assert second.says("令和8年11月24日にご案内いたしました")
    assert second.says("令和8年12月21日")
    walk.clock.set_day(date(2026, 12, 21))
    assert refused(walk.desk, lambda: event(walk, number, events.deem_withdrawn)).code == "limit-not-passed"


def test_what_cannot_be_asked_for(walk: Walk) -> None:
    free = walk.case(RequestType.CORRECTION)
    assert refused(walk.desk, lambda: ask_fee(walk, free)).code == "no-fee-due"
    assert refused(walk.desk, lambda: waive_fee(walk, free)).code == "no-fee-due"
    assert refused(walk.desk, lambda: walk.letter(free, LetterKind.FEE_NOTICE)).code == "fee-settled"
    assert refused(walk.desk, lambda: walk.letter(free, LetterKind.RECEIPT)).code == "nothing-paid"
    number = walk.to(Step.FEE)
    assert refused(walk.desk, lambda: ask_fee(walk, number)).code == "fee-paid"
    other = walk.to(Step.IDENTITY)
    assert refused(walk.desk, lambda: walk.letter(other, LetterKind.FEE_NOTICE)).code == "fee-not-noted"
    early = refused(walk.desk, lambda: ask_fee(walk, other, asked_on=ARRIVED - timedelta(days=1)))
    assert (early.code, early.field) == ("too-early", "asked_on")
    before = refused(walk.desk, lambda: ask_fee(walk, other, limit_on=ARRIVED))
    assert (before.code, before.field) == ("limit-before", "limit_on")
    assert refused(walk.desk, lambda: walk.letter(number, LetterKind.CLOSURE)).code == "not-now"


def test_a_waived_fee_is_due_no_more_until_the_waiver_is_taken_back(walk: Walk) -> None:
    number = walk.to(Step.IDENTITY)
    waive_fee(walk, number)
    view = _view(walk, number)
    assert (view.fee_state, view.fee_due, view.state) == (FeeState.WAIVED, Money(0), State.READY)
    assert refused(walk.desk, lambda: waive_fee(walk, number)).code == "waived-already"
    assert refused(walk.desk, lambda: ask_fee(walk, number)).code == "waived"
    restored = WaiverInput.read(number=number, waived_on=TODAY, reason="誤り")
    fee_asking.restore_fee(walk.desk, restored)
    assert (_view(walk, number).fee_state, _view(walk, number).state) == (FeeState.UNPAID, State.AWAITING_FEE)
    assert refused(walk.desk, lambda: fee_asking.restore_fee(walk.desk, restored)).code == "not-waived"
    waive_fee(walk, number)
    walk.accept(number)
    assert refused(walk.desk, lambda: fee_asking.restore_fee(walk.desk, restored)).code == "already-accepted"
    assert [line.label.say for line in _view(walk, number).history]
    assert any("was waived" in str(line.label) for line in _view(walk, number).history)


def test_what_was_paid_before_the_waiver_is_to_be_given_back(walk: Walk) -> None:
    number = walk.to(Step.FEE)
    waive_fee(walk, number)
    view = _view(walk, number)
    assert view.fee_state is FeeState.OVER
    proposed = view.course.refund
    assert proposed is not None
    assert (proposed.amount, proposed.means) == (Money(5250), PaymentMeans.BANK_TRANSFER)
    given = RefundInput.read(
        number=number, amount="5250", means=proposed.means, refunded_on=TODAY, reason=str(proposed.why)
    )
    refund(walk.desk, given)
    view = _view(walk, number)
    assert (view.fee_state, view.course.refund) == (FeeState.WAIVED, None)
    told = _paper(walk, number, LetterKind.RECEIPT)
    assert told.says("返金")


def test_entries_by_mistake_are_taken_out_from_the_last_on(walk: Walk) -> None:
    number = walk.to(Step.IDENTITY)
    ask_fee(walk, number)
    first = _view(walk, number).course.fee_events[0].event_id
    made = walk.letter(number, LetterKind.FEE_NOTICE)
    _remind(walk, number)
    told = refused(walk.desk, lambda: remove(fee_asking.remove_fee_event, walk, number, first))
    assert told.code == "not-last"
    remove(fee_asking.remove_fee_event, walk, number, _view(walk, number).course.fee_events[1].event_id)
    remove(fee_asking.remove_fee_event, walk, number, first)
    view = _view(walk, number)
    assert view.course.fee_events == ()
    assert [line.superseded for line in view.letters if line.document_number == made] == [True]
    ask_fee(walk, number)
    walk.dispatch(number, walk.letter(number, LetterKind.FEE_NOTICE))
    last = _view(walk, number).course.fee_events[0].event_id
    told = refused(walk.desk, lambda: remove(fee_asking.remove_fee_event, walk, number, last))
    assert told.code == "told-already"


def test_a_fee_letter_is_no_part_of_the_answer(walk: Walk) -> None:
    """Whether a receipt was sent, or arrived, does not hold the case open."""
    number = walk.to(Step.DISPATCH)
    assert _view(walk, number).state is State.DELIVERED
    receipt = walk.letter(number, LetterKind.RECEIPT)
    assert _view(walk, number).state is State.DELIVERED
    walk.dispatch(number, receipt)
    assert _view(walk, number).state is State.DELIVERED
    walk.close(number)


def test_once_it_ended_only_letters_about_that_leave(walk: Walk) -> None:
    number = walk.to(Step.LETTER)
    answer = _view(walk, number).letters[0].document_number
    event(walk, number, events.withdraw)
    assert refused(walk.desk, lambda: walk.dispatch(number, answer)).code == "not-now"
    assert _view(walk, number).letters_offered[0] is LetterKind.CLOSURE
    walk.dispatch(number, walk.letter(number, LetterKind.CLOSURE))
    assert _view(walk, number).state is State.WITHDRAWN


@pytest.mark.parametrize(
    ("kind", "due"),
    [("reset", date(2026, 12, 16)), ("pause", date(2026, 12, 15)), ("none", date(2026, 12, 7))],
)
def test_what_the_wait_for_the_fee_does_to_the_date(walk: Walk, kind: str, due: date) -> None:
    """Asked for on 24 November, paid on 2 December: ten business days from arrival, pause apart, or anew."""
    adopt(
        walk.desk,
        ('clock = "reset"', f'clock = "{kind}"'),
        ('counted_from = "acceptance"', 'counted_from = "arrival"'),
    )
    number = walk.to(Step.IDENTITY)
    ask_fee(walk, number)
    walk.clock.set_day(date(2026, 12, 2))
    walk.payment(number, paid_on=date(2026, 12, 2), matched_on=date(2026, 12, 2))
    view = _view(walk, number)
    assert view.due_on == due, [str(step) for step in view.derivation.steps]
    assert any("fee" in str(step) for step in view.derivation.steps)


def test_a_day_is_left_out_once_where_a_correction_was_awaited_too(walk: Walk) -> None:
    adopt(
        walk.desk, ('clock = "reset"', 'clock = "pause"'), ('counted_from = "acceptance"', 'counted_from = "arrival"')
    )
    number = walk.case()
    ask_correction(walk, number)
    ask_fee(walk, number)
    walk.clock.set_day(date(2026, 12, 2))
    cure(walk, number)
    together = _view(walk, number).due_on
    walk.payment(number, paid_on=date(2026, 12, 2), matched_on=date(2026, 12, 2))
    assert _view(walk, number).due_on == together == date(2026, 12, 15)


@pytest.mark.parametrize(
    ("rule", "paid", "said", "means"),
    [
        ('overpaid = "kept"', "6000", "keeps it", None),
        ('overpaid = "returned"', "6000", "return it", PaymentMeans.BANK_TRANSFER),
        ('overpaid = "returned_in_stamps"', "6000", "in postage stamps", PaymentMeans.STAMPS),
        ('underpaid = "rest_asked"', "5000", "ask for the rest", None),
        ('underpaid = "all_returned"', "5000", "return everything", PaymentMeans.BANK_TRANSFER),
    ],
)
def test_over_and_under_as_the_procedure_says(
    walk: Walk, rule: str, paid: str, said: str, means: PaymentMeans | None
) -> None:
    _ruled(walk, rule)
    number = walk.to(Step.IDENTITY)
    walk.payment(number, amount=paid)
    course = _view(walk, number).course
    assert any(said in str(line) for line in course.fee_advice), course.fee_advice
    assert (course.refund.means if course.refund else None) is means


def test_a_double_payment_is_told_as_one(walk: Walk) -> None:
    number = walk.to(Step.FEE)
    walk.payment(number, paid_on=date(2026, 11, 20))
    course = _view(walk, number).course
    assert "Paid twice, on 2026-11-18 (Wed) and on 2026-11-20 (Fri)." in [str(line) for line in course.fee_advice]
    assert course.refund is not None
    assert (course.refund.amount, str(course.refund.why)) == (Money(5250), "Paid twice.")


def test_money_by_the_wrong_means_is_told_on_the_screen_and_in_the_letter(walk: Walk) -> None:
    stamps = ({"means": "stamps", "amount": "500", "counted_by": "見本 花子", "witnessed_by": "見本 立会"},)
    envelope = walk.envelope(enclosures=({"kind": "request_form"}, {"kind": "stamps"}), money=stamps)
    number = walk.case(envelope=envelope)
    walk.identity(number)
    assert any("Postage stamps (¥500) came" in str(line) for line in _view(walk, number).course.fee_advice)
    ask_fee(walk, number)
    told = _paper(walk, number, LetterKind.FEE_NOTICE)
    assert told.says("郵便切手（500円）は、手数料としてお受けすることができません")
    assert told.says("お返しいたします")


def test_money_orders_that_end_soon_are_named(walk: Walk) -> None:
    adopt(walk.desk, ('means = ["bank_transfer"]', 'means = ["money_order"]'))
    number = walk.to(Step.IDENTITY)
    walk.payment(
        number,
        amount="5250",
        means="money_order",
        money_orders="1000 x 5, 2026-06-10\n250 x 1, 2026-11-01",
        matched_on="",
    )
    assert any("2026-12-10" in str(line) for line in _view(walk, number).course.fee_advice)


def test_an_invoice_is_paid_by_transfer(walk: Walk) -> None:
    adopt(walk.desk, ('means = ["bank_transfer"]', 'means = ["invoice"]\nwhen = "after_decision"'))
    number = walk.to(Step.IDENTITY)
    assert _view(walk, number).state is State.READY, "it is paid after the decision"
    walk.accept(number)
    walk.decide(number)
    ask_fee(walk, number)
    told = _paper(walk, number, LetterKind.FEE_NOTICE)
    assert told.says("請求書払い")
    assert not told.says("回答までの期間"), "the decision is taken"
    walk.payment(number, paid_on=TODAY)
    assert _view(walk, number).fee_state is FeeState.PAID
