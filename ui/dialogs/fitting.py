"""How large a dialog is: as its type asks, and never larger than the window it stands over; the rest scrolls."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QScrollArea, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.labels import roomy

_AROUND = 24  # px of the window that stay in sight


def fit(dialog: QDialog, width: int, height: int) -> None:
    """Take this size beside ordinary type, and more beside larger."""
    over = dialog.parentWidget()
    most = over.window().size() if over is not None else dialog.screen().availableSize()
    dialog.resize(QSize(theme.px(width), theme.px(height)).boundedTo(most - QSize(_AROUND, _AROUND)))


def body(*parts: QWidget) -> QScrollArea:
    """The parts of a dialog one under the other, which scroll where they need more room; its buttons go below."""
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, theme.GAP_SMALL, 0)
    for part in parts:
        layout.addWidget(part)
    layout.addStretch(1)
    return roomy(holder)
