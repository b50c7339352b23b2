"""The fee in the window: asked for and told, paid with money orders, given back as the procedure says, waived."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from caseman.domain.fees import FeeEvent, FeeState, PaymentMeans
from caseman.domain.letters import LetterKind
from caseman.domain.lifecycle import State, Step
from caseman.text import Language
from tests.services.variants import adopt
from tests.services.walking import Office, TickingClock, Walk, open_copy
from tests.ui.conftest import Hands
from ui.pages.case import CasePage
from ui.pages.steps.fee import FeePanel
from ui.pages.steps.letter import LetterPanel
from ui.window import Window

Open = Callable[..., tuple[CasePage, FeePanel]]


@pytest.fixture
def opened(
    desk_window: Callable[..., Window], office: Office, office_path: Path, clock: TickingClock, hands: Hands
) -> Open:
    """A case that waits for its fee, at the step where it is recorded."""

    def make(
        prepare: Callable[[Walk], str] | None = None,
        *rules: tuple[str, str],
        language: Language = Language.EN,
    ) -> tuple[CasePage, FeePanel]:
        desk = open_copy(office, office_path, clock)
        walk = Walk(desk, clock)
        if rules:
            adopt(desk, *rules)
        number = (prepare or (lambda walk: walk.to(Step.IDENTITY)))(walk)
        desk.close()
        window = desk_window(language)
        assert window.desk_view is not None
        window.desk_view.open_case(number, Step.FEE)
        hands.settle(window)
        page = window.desk_view.pages["case"]
        assert isinstance(page, CasePage)
        panel = page.panels[Step.FEE]
        assert isinstance(panel, FeePanel)
        return page, panel

    return make


def _shown(widget: QWidget) -> bool:
    return not widget.isHidden() and all(not each.isHidden() for each in _above(widget))


def _above(widget: QWidget) -> list[QWidget]:
    found, parent = [], widget.parentWidget()
    while parent is not None and not isinstance(parent, FeePanel):
        found.append(parent)
        parent = parent.parentWidget()
    return found


def test_the_fee_is_asked_for_and_its_notice_written(opened: Open, hands: Hands) -> None:
    page, panel = opened()
    asking = panel.asking
    assert _shown(asking.ask_button)
    assert not _shown(asking.remind_button)
    hands.type(asking.form.control("limit_on"), "R8.12.8")
    hands.click(asking.ask_button)
    hands.until(lambda: page.view is not None and bool(page.view.course.fee_events))
    assert page.view is not None
    assert [event.kind for event in page.view.course.fee_events] == [FeeEvent.ASKED]
    hands.until(lambda: _shown(asking.remind_button))
    hands.click(asking.notice_button)
    letters = page.panels[Step.LETTER]
    assert isinstance(letters, LetterPanel)
    assert letters.which.currentData() == LetterKind.FEE_NOTICE.value
    hands.until(lambda: page.letter_view.pages > 0)
    hands.click(letters.make_button)
    hands.until(lambda: page.view is not None and bool(page.view.letters))
    assert page.view.letters[0].kind is LetterKind.FEE_NOTICE


def test_a_limit_before_the_notice_is_told_beside_its_field(opened: Open, hands: Hands) -> None:
    page, panel = opened()
    hands.type(panel.asking.form.control("limit_on"), "2026-11-20")
    hands.click(panel.asking.ask_button)
    hands.until(lambda: bool(panel.asking.form.fault("limit_on")))
    assert "before the notice" in panel.asking.form.fault("limit_on")
    assert page.view is not None
    assert page.view.course.fee_events == ()


def test_money_orders_are_listed_and_must_come_to_the_amount(opened: Open, hands: Hands) -> None:
    page, panel = opened(None, ('means = ["bank_transfer"]', 'means = ["bank_transfer", "money_order"]'))
    assert panel.form.control("money_orders").isHidden() or not panel.form.control("money_orders").isVisible()
    hands.choose(panel.form.control("means"), PaymentMeans.MONEY_ORDER)
    assert panel.form.control("money_orders").isVisible()
    assert not panel.form.control("matched_on").isVisible()
    hands.type(panel.form.control("money_orders"), "1000 x 5, 2026-11-02, 12345")
    hands.type(panel.form.control("paid_on"), "2026-11-20")
    hands.click(panel.submit_button)
    hands.until(lambda: bool(panel.form.fault("money_orders")))
    assert "come to ¥5,000, not to ¥5,250" in panel.form.fault("money_orders")
    panel.form.set_values({"money_orders": "1000 x 5, 2026-11-02, 12345\n250 x 1, 2026-11-02"})
    hands.click(panel.submit_button)
    hands.until(lambda: page.view is not None and page.view.fee_state is FeeState.PAID)
    assert page.view is not None
    assert page.view.payments[0].details.splitlines()[0].startswith("1000 x 5, 2026-11-02")


def test_what_is_too_much_is_proposed_and_given_back(opened: Open, hands: Hands) -> None:
    def overpaid(walk: Walk) -> str:
        number = walk.to(Step.IDENTITY)
        walk.payment(number, amount="6000")
        return number

    page, panel = opened(overpaid, ("amount = 5250", 'amount = 5250\noverpaid = "returned_in_stamps"'))
    form = panel.refunds.form
    assert form.values()["amount"] == "750"
    assert form.values()["means"] == PaymentMeans.STAMPS.value
    assert form.values()["reason"] == "Paid too much."
    hands.click(panel.refunds.refund_button)
    hands.until(lambda: page.view is not None and page.view.fee_state is FeeState.PAID)
    assert page.view is not None
    assert [payment.amount.minor for payment in page.view.payments] == [6000, -750]


@pytest.mark.parametrize("language", Language)
def test_a_waiver_needs_a_reason_and_can_be_taken_back(opened: Open, hands: Hands, language: Language) -> None:
    page, panel = opened(language=language)
    asking = panel.asking
    hands.click(asking.waive_button)
    hands.until(lambda: bool(asking.waiver_form.fault("reason")))
    hands.type(asking.waiver_form.control("reason"), "生活保護")
    hands.click(asking.waive_button)
    hands.until(lambda: page.view is not None and page.view.state is State.READY)
    hands.until(lambda: _shown(asking.restore_button))
    assert not _shown(asking.waive_button)
    hands.type(asking.waiver_form.control("reason"), "誤り")
    hands.click(asking.restore_button)
    hands.until(lambda: page.view is not None and page.view.state is State.AWAITING_FEE)


def test_money_found_in_the_envelope_fills_the_payment(opened: Open) -> None:
    def with_cash(walk: Walk) -> str:
        cash = ({"means": "cash", "amount": "5250", "counted_by": "見本 花子", "witnessed_by": "見本 立会"},)
        number = walk.case(envelope=walk.envelope(enclosures=({"kind": "request_form"}, {"kind": "cash"}), money=cash))
        walk.identity(number)
        return number

    _, panel = opened(with_cash, ('means = ["bank_transfer"]', 'means = ["bank_transfer", "cash"]'))
    values = panel.form.values()
    assert (values["amount"], values["means"], values["paid_on"]) == ("5,250", PaymentMeans.CASH.value, "2026-11-20")
