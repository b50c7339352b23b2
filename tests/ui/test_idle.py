"""What counts as somebody being there: keys, shortcuts, the mouse, an input method; in the window and before it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QWheelEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.idle import IdleWatch

_FIRST, _LATER = 100, 200  # seconds


class _Desk(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.line = QLineEdit(self)
        self.box = QComboBox(self)
        self.box.addItems(["one", "two"])
        layout = QVBoxLayout(self)
        layout.addWidget(self.line)
        layout.addWidget(self.box)


@pytest.fixture
def desk(qtbot: QtBot) -> _Desk:
    desk = _Desk()
    qtbot.addWidget(desk)
    desk.show()
    desk.activateWindow()
    desk.line.setFocus()
    qtbot.waitUntil(desk.line.hasFocus)
    return desk


@pytest.fixture
def watch(desk: _Desk, monkeypatch: pytest.MonkeyPatch) -> Iterator[IdleWatch]:
    """It counts already, the first pause is over, and what comes next makes it count longer."""
    del desk
    monkeypatch.setattr("ui.idle.settings.idle_seconds", lambda: _FIRST)
    watch = IdleWatch()
    watch.start()
    watch._pause.timeout.emit()
    watch._pause.stop()
    monkeypatch.setattr("ui.idle.settings.idle_seconds", lambda: _LATER)
    yield watch
    watch.stop()


def _counts_anew(watch: IdleWatch) -> bool:
    return watch._left.interval() == _LATER * 1000


def _handle(widget: QWidget) -> QWindow:
    window = widget.window().windowHandle()
    assert window is not None
    return window


def _key(desk: _Desk) -> None:
    QTest.keyClick(_handle(desk), Qt.Key.Key_A)


def _press(desk: _Desk) -> None:
    QTest.mousePress(_handle(desk), Qt.MouseButton.LeftButton, pos=QPoint(3, 3))


def _move(desk: _Desk) -> None:
    QTest.mouseMove(_handle(desk), QPoint(5, 5))


def _wheel(desk: _Desk) -> None:
    where, turn = QPointF(4, 4), QPoint(0, 120)
    none, free, phase = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    turned = QWheelEvent(where, where, QPoint(), turn, none, free, phase, False)
    QApplication.sendEvent(_handle(desk), turned)


def _compose(desk: _Desk) -> None:
    QApplication.sendEvent(desk.line, QInputMethodEvent("みほん", []))


def _shortcut(desk: _Desk) -> None:
    QTest.keyClick(desk.line, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)


@pytest.mark.parametrize("done", [_key, _press, _move, _wheel, _compose, _shortcut])
def test_what_a_person_does_counts(desk: _Desk, watch: IdleWatch, done: Callable[[_Desk], None]) -> None:
    assert not _counts_anew(watch)
    done(desk)
    assert _counts_anew(watch)


def test_what_the_window_does_by_itself_does_not_count(desk: _Desk, watch: IdleWatch, qtbot: QtBot) -> None:
    desk.resize(500, 300)
    desk.line.setText("shown")
    qtbot.waitUntil(lambda: _handle(desk).width() == 500)
    assert not _counts_anew(watch)


def test_a_dialog_that_came_to_the_front_is_looked_at(desk: _Desk, watch: IdleWatch, qtbot: QtBot) -> None:
    dialog = QDialog(desk)
    dialog.open()
    qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is _handle(dialog))
    QTest.mousePress(_handle(dialog), Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    assert _counts_anew(watch)


def test_a_list_that_a_press_opened_is_looked_at(desk: _Desk, watch: IdleWatch, qtbot: QtBot) -> None:
    desk.box.showPopup()
    opened = desk.box.view().window()
    qtbot.waitUntil(opened.isVisible)
    watch._pause.timeout.emit()  # of the press
    QTest.mouseMove(_handle(opened), QPoint(3, 3))
    assert _counts_anew(watch)
    desk.box.hidePopup()


def test_input_during_the_pause_counts_at_its_end(desk: _Desk, watch: IdleWatch) -> None:
    watch._pause.start()
    _key(desk)
    assert not _counts_anew(watch)
    watch._pause.timeout.emit()
    assert _counts_anew(watch)


def test_nothing_is_asked_for_while_widgets_are_made(desk: _Desk, watch: IdleWatch) -> None:
    asked: list[QEvent.Type] = []

    class Asked(IdleWatch):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt asks by this name
            asked.append(event.type())
            return super().eventFilter(watched, event)

    watch.stop()
    counting = Asked()
    counting.start()
    before = len(asked)
    layout = desk.layout()
    assert layout is not None
    for _ in range(50):
        layout.addWidget(QLineEdit())
    assert len(asked) - before < 50
    counting.stop()


def test_after_a_stop_nothing_counts_and_it_can_start_again(
    desk: _Desk, watch: IdleWatch, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch.stop()
    _key(desk)
    desk.box.setFocus()
    assert not _counts_anew(watch)
    monkeypatch.setattr("ui.idle.settings.idle_seconds", lambda: 0)
    with qtbot.waitSignal(watch.passed):
        watch.start()


def test_a_field_that_is_gone_is_let_go(desk: _Desk, watch: IdleWatch, qtbot: QtBot) -> None:
    gone = QLineEdit(desk)
    gone.show()
    gone.setFocus()
    qtbot.waitUntil(gone.hasFocus)
    gone.deleteLater()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not gone)
    desk.line.setFocus()
    _compose(desk)
    assert _counts_anew(watch)
