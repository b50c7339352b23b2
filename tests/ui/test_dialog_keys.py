"""Every dialog by keys: Tab goes around it, Esc closes it, Enter in a field presses its main button."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton, QWidget

from caseman.text import Language
from tests.ui.conftest import Hands
from ui.dialogs.about import AboutDialog
from ui.dialogs.lifecycle import LifecycleDialog
from ui.dialogs.new_office import NewOffice
from ui.dialogs.recover import RecoverDialog
from ui.dialogs.restore import RestoreDialog
from ui.dialogs.shortcuts import ShortcutsDialog
from ui.palette import Palette
from ui.window import Window

_MOST = 100
_OPENED: dict[type[QDialog], Callable[[Window], object]] = {
    NewOffice: lambda window: window.doing.run("new_office"),
    RestoreDialog: lambda window: window.doing.run("restore"),
    RecoverDialog: lambda window: window.recover(Path("none.caseman")),
    LifecycleDialog: lambda window: window.doing.run("lifecycle"),
    ShortcutsDialog: lambda window: window.doing.run("shortcuts"),
    AboutDialog: lambda window: window.doing.run("about"),
    Palette: lambda window: window.doing.run("palette"),
}


@pytest.fixture
def window(new_window: Callable[..., Window], hands: Hands) -> Window:
    window = new_window(language=Language.EN)
    window.activateWindow()
    hands.until(window.isActiveWindow)
    return window


def _open(window: Window, hands: Hands, kind: type[QDialog]) -> QDialog:
    _OPENED[kind](window)
    hands.settle(window)
    dialog = next(each for each in QApplication.topLevelWidgets() if isinstance(each, kind) and each.isVisible())
    dialog.activateWindow()
    hands.until(dialog.isActiveWindow)
    return dialog


def _around(dialog: QDialog, hands: Hands, key: Qt.Key) -> list[QWidget]:
    start = QApplication.focusWidget()
    assert start is not None, "a dialog begins with the keyboard in it"
    assert dialog.isAncestorOf(start)
    gone = [start]
    for _ in range(_MOST):
        hands.bot.keyClick(gone[-1], key)
        now = QApplication.focusWidget()
        assert now is not None
        if now is start:
            return gone
        assert now not in gone, f"{type(now).__name__} {now.accessibleName()} keeps the keyboard"
        gone.append(now)
    raise AssertionError(gone)


def test_tab_goes_around_each_and_escape_closes_it(window: Window, hands: Hands) -> None:
    for kind in _OPENED:
        dialog = _open(window, hands, kind)
        there = _around(dialog, hands, Qt.Key.Key_Tab)
        back = _around(dialog, hands, Qt.Key.Key_Backtab)
        assert back[:1] + back[:0:-1] == there, kind
        hands.bot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
        hands.until(lambda: QApplication.activeModalWidget() is None)
        hands.settle(window)


@pytest.mark.parametrize("kind", [RestoreDialog, RecoverDialog])
def test_enter_in_a_field_presses_the_main_button(window: Window, hands: Hands, kind: type[QDialog]) -> None:
    dialog = _open(window, hands, kind)
    main = dialog.findChild(QPushButton, "primary")
    assert isinstance(main, QPushButton)
    pressed: list[bool] = []
    main.clicked.connect(lambda: pressed.append(True))
    field = next(each for each in dialog.findChildren(QLineEdit) if each.isVisible())
    field.setFocus()
    hands.bot.keyClick(field, Qt.Key.Key_Return)
    assert pressed == [True]
    assert dialog.isVisible(), "it says what is missing"
    hands.bot.keyClick(field, Qt.Key.Key_Escape)
