"""Work that takes a while: a bar, and a button that stops it."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from ui import theme
from ui.session import OfficeSession
from ui.widgets.labels import button, row


class LongWork(QWidget):
    """Shown only while something works."""

    def __init__(self, session: OfficeSession, called: str = "") -> None:
        super().__init__()
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(called or self.tr("Working"))
        self.stop_button = button(self.tr("Stop"), session.stop_long)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.GAP_SMALL)
        whole.addWidget(self.bar)
        whole.addWidget(row(self.stop_button))
        self.hide()

    def show_working(self, *, on: bool) -> None:
        """Show the bar and the button, or hide them. How far it is is not known yet."""
        self.bar.setRange(0, 0)
        self.setVisible(on)

    def moved(self, done: float) -> None:
        """Show how far it is, from 0 to 1."""
        self.bar.setRange(0, 1000)
        self.bar.setValue(round(done * 1000))
