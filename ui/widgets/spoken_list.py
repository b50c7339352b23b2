"""A list that tells a screen reader which of its lines has the keyboard as soon as the keyboard comes to it."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QListWidget

from ui.widgets.focus import say_where


class SpokenList(QListWidget):
    """Qt itself tells of a line only when the keyboard moves to another: of the only one it would never tell."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        QTimer.singleShot(0, self, self._say_where)  # after the list itself was said

    def _say_where(self) -> None:
        if self.currentIndex().isValid() and self.hasFocus():
            say_where(self, self.currentRow())
