"""What is copied from an open office is marked as secret, and cleared; what others copied is left alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit

from tests.ui.conftest import Hands
from ui.clipboard_guard import ClipboardGuard
from ui.window import Window


@pytest.fixture(autouse=True)
def _empty(qapp: object) -> None:
    QGuiApplication.clipboard().clear()


def test_what_is_copied_is_marked_and_cleared_by_the_lock(desk_window: Callable[..., Window], hands: Hands) -> None:
    window = desk_window()
    assert window.desk_view is not None
    line: QLineEdit = window.desk_view.search
    line.setText("髙橋 一郎")
    line.selectAll()
    line.copy()
    clipboard = QGuiApplication.clipboard()
    hands.until(lambda: clipboard.mimeData().hasFormat("x-kde-passwordManagerHint"))
    assert clipboard.text() == "髙橋 一郎"
    assert bytes(clipboard.mimeData().data("x-kde-passwordManagerHint").data()) == b"secret"
    with hands.bot.waitSignal(window.locked):
        window.lock()
    assert clipboard.text() == ""


def test_after_a_while_it_is_cleared(qapp: object, hands: Hands) -> None:
    guard = ClipboardGuard()
    guard.start()
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("見本県見本市")
    hands.until(guard._timer.isActive)
    guard._timer.timeout.emit()
    assert clipboard.text() == ""
    guard.stop()


def test_what_was_copied_before_or_since_is_left_alone(qapp: object, hands: Hands) -> None:
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("from elsewhere")
    guard = ClipboardGuard()
    guard.start()
    guard.stop()
    assert clipboard.text() == "from elsewhere"
    guard.start()
    clipboard.setText("copied here")
    hands.until(guard._timer.isActive)
    guard._ours = dict.fromkeys(guard._ours, "something older")
    guard.clear()
    assert clipboard.text() == "copied here"
    guard.stop()
