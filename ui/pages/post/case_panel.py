"""The tab where a case is opened from an envelope: the form, and the envelope's scans."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseman.domain.permissions import Permission
from caseman.services.post_views import EnvelopeView, ScanLine, show_envelope
from caseman.services.scan_store import scan_page
from ui.pages.post.beside import beside
from ui.pages.post.case_form import CaseForm
from ui.pages.tabbed import Panel
from ui.session import OfficeSession
from ui.widgets.focus import enter
from ui.widgets.labels import Notice
from ui.widgets.scan_viewer import ScanViewer, Shown


class CasePanel(Panel):
    """`opened` carries the number of the new case."""

    opened = Signal(str)

    def __init__(self, session: OfficeSession, notice: Notice) -> None:
        super().__init__(session, notice)
        self.form = CaseForm(session, notice)
        self.scans = ScanViewer()
        self.form.opened.connect(self.opened)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(beside(self.form, self.scans))

    def start(self, envelope: EnvelopeView) -> None:
        """A case from this envelope; the keyboard goes to its first field, where it is in sight."""
        self.form.start(envelope)
        self.scans.show_scans(shown_scans(self._session, envelope.scans))
        if self.isVisible():
            enter(self.first_controls())

    def first_controls(self) -> Iterable[QWidget]:
        return self.form.form.controls()

    def draft(self) -> dict[str, Any]:
        return self.form.draft()

    def restore(self, draft: dict[str, Any]) -> None:
        envelope_id = self.form.restore(draft)
        if envelope_id is not None:
            self._session.read(show_envelope, envelope_id, done=self.start)


def shown_scans(session: OfficeSession, scans: tuple[ScanLine, ...]) -> tuple[Shown, ...]:
    """Stored scans as the viewer takes them; none for who may not look at scans, and none in quarantine."""
    if not session.may(Permission.READ_SCANS):
        return ()

    def ask(scan_id: int, page: int, max_px: int, then: Any) -> None:
        session.read(scan_page, scan_id, page, max_px, done=then)

    return tuple(Shown(scan.name, scan.pages, partial(ask, scan.scan_id)) for scan in scans if not scan.quarantine)
