"""The case page: undo by the keyboard and in words, notes, related cases and post, and where the keyboard goes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLabel

from caseman.domain.lifecycle import State, Step
from caseman.services import drafts
from tests.services.walking import PRINCIPAL, Office, TickingClock, Walk, open_copy
from tests.ui.conftest import Hands
from ui.pages.case import CasePage
from ui.window import Window

_CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def opened(
    desk_window: Callable[..., Window], office: Office, office_path: Path, clock: TickingClock, hands: Hands
) -> Callable[..., tuple[Window, CasePage]]:
    """A case taken up to a step, another of the same person beside it, and its page in front."""

    def make(last: Step) -> tuple[Window, CasePage]:
        desk = open_copy(office, office_path, clock)
        walk = Walk(desk, clock)
        number = walk.to(last)
        walk.case()
        desk.close()
        window = desk_window()
        window.resize(1366, 768)
        window.activateWindow()
        hands.until(window.isActiveWindow)
        view = window.desk_view
        assert view is not None
        view.open_case(number)
        hands.settle(window)
        page = view.pages["case"]
        assert isinstance(page, CasePage)
        return window, page

    return make


def _state(page: CasePage) -> State:
    assert page.view is not None
    return page.view.state


def test_what_was_done_last_is_undone_by_the_keyboard_after_a_question(
    opened: Callable[..., tuple[Window, CasePage]], hands: Hands
) -> None:
    window, page = opened(Step.FEE)
    assert page.head.undo_button.whole == "Undo: Record the payment…"
    hands.bot.keyClick(page.next_button, Qt.Key.Key_Z, _CTRL)
    bar = page.undo_bar
    assert bar.isVisible()
    assert "A payment of ¥5,250" in bar.said.text()
    assert "reverses it" in bar.said.text()
    assert bar.yes_button.hasFocus()
    hands.bot.keyClick(bar.yes_button, Qt.Key.Key_Escape)
    assert not bar.isVisible()
    assert _state(page) is State.READY, "nothing happens before the answer"
    page.ask_undo()
    hands.bot.keyClick(bar.yes_button, Qt.Key.Key_Space)
    hands.until(lambda: _state(page) is State.AWAITING_FEE)
    hands.settle(window)
    assert page.step is Step.FEE
    focus = QApplication.focusWidget()
    assert focus is not None
    assert page.panels[Step.FEE].isAncestorOf(focus), "the keyboard is where the work goes on"
    line = page.panels[Step.FEE].form.control("amount")  # type: ignore[attr-defined]
    line.setFocus()
    line.clear()
    hands.bot.keyClicks(line, "12")
    hands.bot.keyClick(line, Qt.Key.Key_Z, _CTRL)
    assert line.text() != "12", "in a text field it takes back what was typed there"
    assert not bar.isVisible()


def test_what_cannot_be_undone_says_why(opened: Callable[..., tuple[Window, CasePage]], hands: Hands) -> None:
    window, page = opened(Step.CASE)
    assert not page.head.undo_button.isVisible()
    hands.bot.keyClick(page.next_button, Qt.Key.Key_Z, _CTRL)
    assert not page.undo_bar.isVisible()
    assert "The opening of a case is not taken back." in page.notice.text
    assert "cannot be taken back" in page.notice.text
    hands.settle(window)


def test_a_note_is_written_struck_out_and_kept_as_a_draft_when_the_window_locks(
    opened: Callable[..., tuple[Window, CasePage]],
    hands: Hands,
    office: Office,
    office_path: Path,
    clock: TickingClock,
) -> None:
    window, page = opened(Step.IDENTITY)
    notes = page.side.notes
    page.tabs.setCurrentWidget(notes)
    box = notes.form.control("text")
    box.setFocus()
    box.insertPlainText("本人から電話。")
    assert page.submit_focused()
    hands.until(lambda: page.view is not None and len(page.view.notes) == 1)
    hands.settle(window)
    shown = [label.text() for label in notes.findChildren(QLabel) if label.isVisible()]
    assert "本人から電話。" in shown
    assert page.tabs.tabText(page.tabs.indexOf(notes)) == "Notes (1)"
    assert box.toPlainText() == ""
    notes.strike(1)
    hands.until(lambda: page.view is not None and page.view.notes[0].struck_at is not None)
    hands.settle(window)
    (struck,) = [label for label in notes.findChildren(QLabel) if label.text() == "本人から電話。"]
    assert struck.font().strikeOut()
    assert page.tabs.tabText(page.tabs.indexOf(notes)) == "Notes"
    box.setFocus()
    hands.bot.keyClicks(box, "Moved to ")
    QApplication.sendEvent(box, QInputMethodEvent("みほん", []))
    with hands.bot.waitSignal(window.locked):
        window.lock("idle")
    desk = open_copy(office, office_path, clock)
    kept = drafts.drafts(desk)["case"]["cases"]["P-2026-0001"]
    desk.close()
    assert kept["note"] == {"text": "Moved to みほん"}


def test_related_cases_and_post_open(opened: Callable[..., tuple[Window, CasePage]], hands: Hands) -> None:
    window, page = opened(Step.DISPATCH)
    related = page.side.related
    page.tabs.setCurrentWidget(related)
    hands.settle(window)
    (other,) = related.cases.lines.lines
    assert (other.number, other.principal) == ("P-2026-0002", PRINCIPAL["name"])
    assert len(related.post.lines.lines) == 2
    related.post.selectRow(1)
    hands.bot.keyClick(related.post, Qt.Key.Key_Return)
    hands.settle(window)
    assert page.step is Step.DISPATCH
    assert page.tabs.currentWidget() is page.letter_view
    page.tabs.setCurrentWidget(related)
    related.post.selectRow(0)
    hands.bot.keyClick(related.post, Qt.Key.Key_Return)
    assert page.step is Step.ENVELOPE
    page.tabs.setCurrentWidget(related)
    related.cases.selectRow(0)
    hands.bot.keyClick(related.cases, Qt.Key.Key_Return)
    hands.until(lambda: page.number == "P-2026-0002" and page.view is not None)
    hands.settle(window)
    assert page.title.text() == "P-2026-0002"


def test_a_form_is_sent_by_the_page_and_the_keyboard_goes_on(
    opened: Callable[..., tuple[Window, CasePage]], hands: Hands
) -> None:
    window, page = opened(Step.FEE)
    page.next_button.setFocus()
    assert not page.submit_focused(), "no form has the keyboard"
    hands.bot.keyClick(page.next_button, Qt.Key.Key_Space)
    day = page.panels[Step.DATE].form.control("accepted_on")  # type: ignore[attr-defined]
    assert day.hasFocus()
    hands.bot.keyClick(day, Qt.Key.Key_Return)
    assert _state(page) is State.READY, "Enter alone sends nothing"
    assert page.submit_focused()
    hands.until(lambda: _state(page) is State.ACCEPTED)
    hands.settle(window)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert page.step is Step.DECISION
    assert page.panels[Step.DECISION].isAncestorOf(focus)
    assert page.stepper.button(Step.DATE).accessibleName().startswith("Date, done by 見本 花子 on ")


def test_a_note_is_begun_by_its_command(opened: Callable[..., tuple[Window, CasePage]]) -> None:
    window, page = opened(Step.CASE)
    window.doing.run("new_note")
    assert page.side.notes.form.control("text").hasFocus()


def test_a_step_that_is_chosen_while_the_case_comes_into_sight_stays(
    opened: Callable[..., tuple[Window, CasePage]], hands: Hands
) -> None:
    window, page = opened(Step.LETTER)
    view, number = window.desk_view, page.number
    assert view is not None
    assert number is not None
    view.open_case(number, Step.DECISION)
    read_before = page.view
    hands.until(lambda: page.view is not read_before)
    hands.click(page.stepper.button(Step.FEE))
    hands.settle(window)
    assert page.step is Step.FEE
    view.open_case(number, Step.DECISION)
    hands.settle(window)
    assert page.step is Step.DECISION
