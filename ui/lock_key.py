"""The key that locks works in dialogs too: Qt keeps a window's own keys from it while a dialog stands over it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication

_GIVEN = "locks"


class LockKey(QObject):
    """Gives each dialog that comes up the key, once; `lock` closes the file and the dialog."""

    def __init__(self, keys: str, lock: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._keys = QKeySequence(keys)
        self._lock = lock
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusWindowChanged.connect(self._came_up)

    def _came_up(self, _window: object) -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is not None and not dialog.property(_GIVEN):
            dialog.setProperty(_GIVEN, True)  # two of them would both be dead
            QShortcut(self._keys, dialog).activated.connect(self._pressed)

    def _pressed(self) -> None:
        self._lock()
