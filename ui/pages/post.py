"""The post desk: log an envelope, open a case from it, and the register of what came."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QSplitter, QTabWidget, QWidget

from caseman.domain.permissions import Permission
from caseman.services.case_file import scan_page, show_envelope
from caseman.services.lists import PAGE, list_envelopes
from caseman.services.views import EnvelopeLine, EnvelopeView, ScanLine
from ui import theme
from ui.i18n import tell
from ui.pages.base import Page
from ui.pages.case_form import CaseForm
from ui.pages.envelope_form import EnvelopeForm
from ui.session import OfficeSession
from ui.widgets.focus import enter
from ui.widgets.labels import scrolled
from ui.widgets.lines import Column, LinesView
from ui.widgets.scan_viewer import ScanViewer, Shown


def shown_scans(session: OfficeSession, scans: tuple[ScanLine, ...]) -> tuple[Shown, ...]:
    """Stored scans as the viewer takes them; none for who may not look at scans."""
    if not session.may(Permission.READ_SCANS):
        return ()

    def ask(scan_id: int, page: int, max_px: int, then: Any) -> None:
        session.read(scan_page, scan_id, page, max_px, done=then)

    return tuple(Shown(scan.name, scan.pages, partial(ask, scan.scan_id)) for scan in scans)


class PostPage(Page):
    """Three tabs: log, open a case, register."""

    def __init__(self, session: OfficeSession) -> None:
        super().__init__(session, "")
        self.title.setText(self.tr("Post"))
        self.envelope_form = EnvelopeForm(session, self.notice)
        self.case_form = CaseForm(session, self.notice)
        self.new_scans = ScanViewer()
        self.case_scans = ScanViewer()
        columns = [
            Column(self.tr("Arrived"), lambda line: tell(line.arrived_on), whole=True),
            Column(self.tr("Sender"), lambda line: line.sender, 180),
            Column(self.tr("Mail class"), lambda line: tell(line.mail_class.label), 150),
            Column(self.tr("Tracking number"), lambda line: line.tracking_number, whole=True),
            Column(self.tr("Enclosures"), lambda line: tell([e.label for e in line.enclosures]), 260),
            Column(self.tr("Scans"), lambda line: str(line.scans), whole=True),
            Column(self.tr("Case"), lambda line: ", ".join(line.case_numbers) or self.tr("(none yet)"), whole=True),
        ]
        self.register = LinesView(columns, self.tr("Register of envelopes"))
        self.tabs = QTabWidget()
        self.tabs.addTab(_beside(self.envelope_form, self.new_scans), self.tr("Log an envelope"))
        self.tabs.addTab(_beside(self.case_form, self.case_scans), self.tr("Open a case"))
        self.tabs.addTab(self.register, self.tr("Register"))
        self.tabs.setTabEnabled(1, session.may(Permission.OPEN_CASE))
        self.body.addWidget(self.tabs, 1)
        self.envelope_form.drop.changed.connect(lambda: self.new_scans.show_scans(self.envelope_form.drop.shown()))
        self.envelope_form.logged.connect(self._logged)
        self.case_form.opened.connect(self.case_chosen)
        self.case_form.opened.connect(self.notice.hide)
        self.register.opened.connect(self._open_line)
        self.register.lines.wants_more.connect(self._read_more)

    def refresh(self) -> None:
        self.session.read(list_envelopes, done=self._show)

    def first_controls(self) -> Iterable[QWidget]:
        return (
            *self.envelope_form.form.controls(),
            *self.case_form.form.controls(),
            self.register,
        )

    def case_for(self, envelope_id: int) -> None:
        """Go on with the case of this envelope, its scans beside the form."""
        self.session.read(show_envelope, envelope_id, done=self._start_case)

    def _logged(self, envelope_id: int) -> None:
        self.session.read(show_envelope, envelope_id, done=partial(self._start_case, logged=True))

    def draft(self) -> dict[str, Any]:
        envelope, case = self.envelope_form.draft(), self.case_form.draft()
        kept = {"envelope": envelope, "case": case}
        return {name: draft for name, draft in kept.items() if draft}

    def restore(self, draft: dict[str, Any]) -> None:
        if draft.get("envelope"):
            self.envelope_form.restore(draft["envelope"])
        if draft.get("case"):
            envelope_id = self.case_form.restore(draft["case"])
            if envelope_id is not None:
                self.case_for(envelope_id)
        if draft:
            self.notice.tell(self.tr("What you were typing when the window locked is back."))

    def _show(self, lines: tuple[EnvelopeLine, ...]) -> None:
        self.register.lines.replace(lines, more=len(lines) == PAGE)

    def _read_more(self) -> None:
        last = self.register.lines.lines[-1]
        self.session.read(
            list_envelopes,
            before=last.envelope_id,
            done=lambda lines: self.register.lines.extend(lines, more=len(lines) == PAGE),
        )

    def _open_line(self, line: EnvelopeLine) -> None:
        if line.case_numbers:
            self.case_chosen.emit(line.case_numbers[0])
        else:
            self.case_for(line.envelope_id)

    def _start_case(self, envelope: EnvelopeView, *, logged: bool = False) -> None:
        self.notice.hide()
        if not self.tabs.isTabEnabled(1):  # a mail clerk logs the next one
            if logged:
                self.notice.tell(self.tr("Envelope logged: {sender}.").format(sender=envelope.sender))
            return
        self.case_form.start(envelope)
        self.case_scans.show_scans(shown_scans(self.session, envelope.scans))
        self.tabs.setCurrentIndex(1)
        if logged:
            self.notice.tell(self.tr("Envelope logged: {sender}. Now open its case.").format(sender=envelope.sender))
        if self.isVisible():
            enter(self.case_form.form.controls())


def _beside(form: QWidget, viewer: ScanViewer) -> QWidget:
    split = QSplitter()
    split.addWidget(scrolled(form))
    split.addWidget(viewer)
    split.setSizes([600, 480])
    split.setChildrenCollapsible(False)
    split.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, theme.GAP_SMALL)
    return split
