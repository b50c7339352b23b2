"""How a dialog about the pages of a file is laid out: the pages, what is done with them beside, buttons below."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui import theme
from ui.dialogs.fitting import fit
from ui.widgets.labels import roomy

_SIDE = 400  # px


def lay_out(dialog: QDialog, pages: QWidget, side: QVBoxLayout, size: QSize, *actions: QPushButton) -> None:
    """Put pages, side and buttons into a dialog, no larger than the window it stands over."""
    buttons = QDialogButtonBox()
    for each in actions:
        buttons.addButton(each, QDialogButtonBox.ButtonRole.ActionRole)
    buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
    buttons.rejected.connect(dialog.reject)
    holder = QWidget()
    holder.setLayout(side)
    whole = QHBoxLayout()
    whole.addWidget(pages, 1)
    whole.addWidget(theme.sized(roomy(holder), width=_SIDE))
    outer = QVBoxLayout(dialog)
    outer.addLayout(whole, 1)
    outer.addWidget(buttons)
    fit(dialog, size.width(), size.height())
