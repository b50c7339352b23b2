"""Where the keyboard goes when a page or a panel comes into sight."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def enter(controls: Iterable[QWidget]) -> None:
    """Give the keyboard to the first of these that can take it now."""
    for control in controls:
        if control.isVisible() and control.isEnabled():
            control.setFocus(Qt.FocusReason.OtherFocusReason)
            return
