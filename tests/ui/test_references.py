"""The toolkit keeps the count of None and True: a version that gave up what it did not own ended the process.

PySide6 6.12.0 on Python 3.11 loses one reference at each painting and each signal with a truth value, until the
process dies: at its end after a short day, in the middle of a long one.
"""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

_TIMES = 300


class _Painted(QWidget):
    """Counts its paintings."""

    def __init__(self) -> None:
        super().__init__()
        self.times = 0

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        self.times += 1
        super().paintEvent(event)


class _Said(QObject):
    said = Signal(bool)


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None and True are immortal from Python 3.12 on")
def test_painting_and_signals_take_nothing_away(qtbot: QtBot) -> None:
    widget = _Painted()
    qtbot.addWidget(widget)
    widget.show()
    says = _Said()
    heard: list[bool] = []
    says.said.connect(heard.append)
    before = sys.getrefcount(None), sys.getrefcount(True)
    for _ in range(_TIMES):
        widget.grab()
        says.said.emit(True)
    after = sys.getrefcount(None), sys.getrefcount(True)
    assert (widget.times >= _TIMES, len(heard)) == (True, _TIMES)
    heard.clear()
    assert after[0] > before[0] - _TIMES // 2
    assert after[1] > before[1] - _TIMES // 2
