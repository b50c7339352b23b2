"""The tab where an envelope is logged: its form, the cases it may belong to, its scans."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseman.services.custody_views import list_places
from caseman.services.scan_tray import TrayLine
from ui.pages.post.beside import beside
from ui.pages.post.envelope_form import EnvelopeForm
from ui.pages.tabbed import Panel
from ui.session import OfficeSession
from ui.widgets.labels import Notice, stacked
from ui.widgets.scan_viewer import ScanViewer


class LogPanel(Panel):
    """`logged` is what the form's is."""

    logged = Signal(int, str, bool)

    def __init__(self, session: OfficeSession, notice: Notice) -> None:
        super().__init__(session, notice)
        self.form = EnvelopeForm(session, notice)
        self.scans = ScanViewer()
        self.form.drop.changed.connect(self._show_scans)
        self.form.logged.connect(self.logged)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(beside(self.form, stacked(self.form.suggestions, self.scans)))

    def refresh(self) -> None:
        self._session.read(list_places, done=self.form.show_places)

    def first_controls(self) -> Iterable[QWidget]:
        return self.form.form.controls()

    def show_tray(self, lines: tuple[TrayLine, ...]) -> None:
        """Offer what waits in the scan tray."""
        self.form.drop.show_tray(lines)

    def draft(self) -> dict[str, Any]:
        return self.form.draft()

    def restore(self, draft: dict[str, Any]) -> None:
        self.form.restore(draft)

    def _show_scans(self) -> None:
        self.scans.show_scans(self.form.drop.shown())
