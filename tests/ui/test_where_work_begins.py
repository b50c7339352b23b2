"""Where the keyboard is when a step of a case begins: at what is to be filled in, with nothing to be passed over."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from caseman.domain.lifecycle import Step
from tests.ui.conftest import Hands
from ui.pages.case import CasePage
from ui.window import Window

_CTRL = Qt.KeyboardModifier.ControlModifier
_CTRL_ALT = _CTRL | Qt.KeyboardModifier.AltModifier
_TAKEN_TO = (Step.CASE, Step.IDENTITY, Step.FEE, Step.DATE, Step.DECISION, Step.LETTER, Step.DISPATCH)


@pytest.fixture
def window(window_at: Callable[..., Window]) -> Window:
    return window_at(*_TAKEN_TO)


def _open(window: Window, hands: Hands, taken_to: Step) -> CasePage:
    """The case that was taken up to a step; the one in front of it is that many cases further."""
    assert window.desk_view is not None
    window.desk_view.open_case(f"P-2026-{_TAKEN_TO.index(taken_to) + 1:04}")
    hands.settle(window)
    page = window.desk_view.pages["case"]
    assert isinstance(page, CasePage)
    return page


def _press(window: Window, hands: Hands, key: Qt.Key, held: Qt.KeyboardModifier) -> QWidget:
    hands.bot.keyClick(QApplication.focusWidget() or window, key, held)
    hands.settle(window)
    now = QApplication.focusWidget()
    assert now is not None
    return now


def test_each_step_begins_where_something_is_to_be_filled_in(window: Window, hands: Hands) -> None:
    begun = {}
    for step in _TAKEN_TO[:-2]:
        page = _open(window, hands, step)
        begun[page.step] = _press(window, hands, Qt.Key.Key_J, _CTRL)
    panels = page.panels
    forms = {step: panels[step].forms for step in Step}
    assert begun == {
        Step.IDENTITY: forms[Step.IDENTITY]["check"].control("document"),
        Step.FEE: forms[Step.FEE]["payment"].control("paid_on"),
        Step.DATE: forms[Step.DATE]["acceptance"].control("accepted_on"),
        Step.DECISION: forms[Step.DECISION]["decision"].control("outcome"),
        Step.LETTER: panels[Step.LETTER].make_button,  # type: ignore[attr-defined]
    }


def test_what_is_sent_from_anywhere_leads_to_what_comes_next(window: Window, hands: Hands) -> None:
    page = _open(window, hands, Step.FEE)
    _press(window, hands, Qt.Key.Key_J, _CTRL)
    hands.until(page.isVisible)
    now = _press(window, hands, Qt.Key.Key_Return, _CTRL)
    assert page.view is not None
    assert page.view.accepted_on is not None
    assert now is page.panels[Step.DECISION].forms["decision"].control("outcome")


def test_a_letter_is_made_printed_and_dispatched_without_leaving_its_way(window: Window, hands: Hands) -> None:
    page = _open(window, hands, Step.DECISION)
    make = _press(window, hands, Qt.Key.Key_J, _CTRL)
    now = _press(window, hands, Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier)
    assert make is not now
    dispatch = page.panels[Step.DISPATCH]
    assert now is dispatch.forms["dispatch"].control("tracking_number")
    assert dispatch.print_button.isVisible()  # type: ignore[attr-defined]
    hands.until(lambda: dispatch.output.letter is not None)  # type: ignore[attr-defined]
    _press(window, hands, Qt.Key.Key_P, _CTRL)
    dialog = QApplication.activeModalWidget()
    assert dialog is not None, "the printer is asked for"
    dialog.close()


def test_every_step_has_its_number_and_begins_where_the_way_is_else_beside_it(window: Window, hands: Hands) -> None:
    page = _open(window, hands, Step.DISPATCH)
    for number, step in enumerate(Step, start=1):
        now = _press(window, hands, Qt.Key(Qt.Key.Key_0 + number), _CTRL_ALT)
        assert page.step is step
        if step is Step.CLOSE:
            assert now in page.panels[step].forms["close"].controls()
        elif step is Step.CASE:
            assert page.panels[step].isAncestorOf(now), "what may be put right stands beside the way"


def test_no_step_begins_at_what_was_entered_by_mistake(window: Window, hands: Hands) -> None:
    page = _open(window, hands, Step.DISPATCH)
    page.go_to(Step.DISPATCH)
    hands.settle(window)
    page.enter_step()
    assert QApplication.focusWidget() is page.next_button
