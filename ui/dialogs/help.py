"""Help for a place of the window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.dialogs.lifecycle import LifecycleDialog


def show_help(topic: str, parent: QWidget) -> None:
    """Show the page about a place: a page's name, `case:STEP`, `unlock`, `keyboard`, `index`."""
    del topic  # until it has pages of its own, all places have the picture of a case's life
    dialog = LifecycleDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
