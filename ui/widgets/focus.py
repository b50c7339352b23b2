"""Where the keyboard goes when a page or a panel comes into sight."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QWidget


def enter(controls: Iterable[QWidget]) -> None:
    """Give the keyboard to the first of these that can take it now."""
    for control in controls:
        if control.isVisible() and control.isEnabled():
            control.setFocus(Qt.FocusReason.OtherFocusReason)
            return


def say_where(view: QWidget, child: int) -> None:
    """Tell screen readers which part of a view has the keyboard: Qt itself tells of it only when that moves."""
    here = QAccessibleEvent(view, QAccessible.Event.Focus)
    here.setChild(child)
    QAccessible.updateAccessibility(here)
