"""The post desk: log an envelope, open a case from it, what the scanner brought, and the register."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QSplitter, QTabWidget, QWidget

from caseman.domain.envelopes import Brings, Disposition
from caseman.domain.lifecycle import Step
from caseman.domain.permissions import Permission
from caseman.services.custody_views import list_places
from caseman.services.post_views import ON_PAPER, EnvelopeView, ScanLine, show_envelope
from caseman.services.scan_store import scan_page
from caseman.services.scan_tray import TrayLine
from caseman.services.scanner_folder import FolderTaken
from ui import theme
from ui.dialogs.masking import ask_to_mask
from ui.pages.base import Page
from ui.pages.post.case_form import CaseForm
from ui.pages.post.envelope_form import EnvelopeForm
from ui.pages.post.register import RegisterPanel
from ui.pages.post.tray import TrayPanel
from ui.session import OfficeSession
from ui.widgets.focus import enter
from ui.widgets.labels import scrolled, stacked
from ui.widgets.scan_viewer import ScanViewer, Shown

_LOG, _CASE, _TRAY, _REGISTER = range(4)
_PARTS = ("log", "case", "tray", "register")
_RECORDED_AT = {
    Brings.CORRECTION: Step.IDENTITY,
    Brings.FEE: Step.FEE,
    Brings.OBJECTION: Step.CLOSE,
    Brings.RETURNED: Step.DISPATCH,
}


def shown_scans(session: OfficeSession, scans: tuple[ScanLine, ...]) -> tuple[Shown, ...]:
    """Stored scans as the viewer takes them; none for who may not look at scans, and none in quarantine."""
    if not session.may(Permission.READ_SCANS):
        return ()

    def ask(scan_id: int, page: int, max_px: int, then: Any) -> None:
        session.read(scan_page, scan_id, page, max_px, done=then)

    return tuple(Shown(scan.name, scan.pages, partial(ask, scan.scan_id)) for scan in scans if not scan.quarantine)


class PostPage(Page):
    """Four tabs: log, open a case, scan tray, register."""

    case_told = Signal(str)  # a sentence for the page of the case that was just gone to

    def __init__(self, session: OfficeSession) -> None:
        super().__init__(session, "")
        self.title.setText(self.tr("Post"))
        self.envelope_form = EnvelopeForm(session, self.notice)
        self.case_form = CaseForm(session, self.notice)
        self.tray = TrayPanel(session, self.notice)
        self.register = RegisterPanel(session, self.notice)
        self.new_scans = ScanViewer()
        self.case_scans = ScanViewer()
        self.tabs = QTabWidget()
        found = stacked(self.envelope_form.suggestions, self.new_scans)
        self.tabs.addTab(_beside(self.envelope_form, found), self.tr("Log an envelope"))
        self.tabs.addTab(_beside(self.case_form, self.case_scans), self.tr("Open a case"))
        self.tabs.addTab(self.tray, self.tr("Scan tray"))
        self.tabs.addTab(self.register, self.tr("Register"))
        self.tabs.setTabEnabled(_CASE, session.may(Permission.OPEN_CASE))
        self.tabs.setTabEnabled(_TRAY, session.may(Permission.READ_SCANS))
        self.tabs.currentChanged.connect(lambda _at: self.notice.hide())
        self.body.addWidget(self.tabs, 1)
        self.envelope_form.drop.changed.connect(lambda: self.new_scans.show_scans(self.envelope_form.drop.shown()))
        self.envelope_form.logged.connect(self._logged)
        self.case_form.opened.connect(lambda _number: self.tabs.setCurrentIndex(_LOG))  # for the next one
        self.case_form.opened.connect(self.case_chosen)
        self.case_form.opened.connect(self.notice.hide)
        self.tray.read.connect(self._tray_read)
        self.register.case_chosen.connect(self.case_chosen)
        self.register.envelope_chosen.connect(self.case_for)
        for panel in (self.tray, self.register):
            panel.mask_asked.connect(lambda scan_id: ask_to_mask(self.session, scan_id, self))

    def refresh(self) -> None:
        self.register.refresh()
        self.session.read(list_places, done=self.envelope_form.show_places)
        if self.session.may(Permission.READ_SCANS):
            self.tray.refresh()

    def first_controls(self) -> Iterable[QWidget]:
        if self.tabs.currentIndex() == _REGISTER:
            return (self.register.search,)
        if self.tabs.currentIndex() == _TRAY:
            return (self.tray.list,)
        return (
            *self.envelope_form.form.controls(),
            *self.case_form.form.controls(),
            self.register.lines,
        )

    def case_for(self, envelope_id: int) -> None:
        """Go on with the case of this envelope, its scans beside the form."""
        self.session.read(show_envelope, envelope_id, done=self._start_case)

    @property
    def part(self) -> str:
        return _PARTS[self.tabs.currentIndex()]

    def show_part(self, part: str) -> None:
        """A tab: `log`, `case`, `tray`, `register`; `open`: in the register, the envelopes that became no case yet."""
        if part == "open":
            self.register.show_open()
            part = "register"
        self.tabs.setCurrentIndex(_PARTS.index(part))

    def scans_came(self, taken: FolderTaken) -> None:
        """Say what the scanner's folder brought."""
        self.notice.tell(self.tray.told(taken.filed, taken.refused, more=taken.more), bad=bool(taken.refused))

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

    def _logged(self, envelope_id: int, number: str, request: bool) -> None:
        if number:
            self.session.read(show_envelope, envelope_id, done=partial(self._open_where, number))
        else:
            self.session.read(show_envelope, envelope_id, done=partial(self._start_case, logged=True, request=request))

    def _open_where(self, number: str, envelope: EnvelopeView) -> None:
        """The case it was filed with, at the step where what it brings is recorded."""
        steps = [_RECORDED_AT[brings] for each, brings in envelope.brings if each == number and brings in _RECORDED_AT]
        self.place_chosen.emit(f"case:{number}:{steps[-1]}" if steps else f"case:{number}")
        self.case_told.emit(self.tr("Envelope logged and filed with case {number}.").format(number=number))

    def _tray_read(self, lines: tuple[TrayLine, ...]) -> None:
        name = self.tr("Scan tray ({count})").format(count=len(lines)) if lines else self.tr("Scan tray")
        self.tabs.setTabText(_TRAY, name)
        self.envelope_form.drop.show_tray(lines)

    def _start_case(self, envelope: EnvelopeView, *, logged: bool = False, request: bool = True) -> None:
        """Open a case from it; what was just `logged` and is no `request` leaves the desk to the next envelope."""
        self.notice.hide()
        paper = envelope.channel in ON_PAPER
        starts = not logged or (request and envelope.disposition in (Disposition.OPEN, Disposition.REQUEST))
        if not self.tabs.isTabEnabled(_CASE) or not starts:  # a mail clerk logs the next one
            if logged:
                said = self.tr("Envelope logged: {sender}.") if paper else self.tr("Inquiry logged: {sender}.")
                self.notice.tell(said.format(sender=envelope.sender))
            return
        self.case_form.start(envelope)
        self.case_scans.show_scans(shown_scans(self.session, envelope.scans))
        self.tabs.setCurrentIndex(_CASE)
        if logged:
            opens = self.tr("Envelope logged: {sender}. Now open its case.")
            said = opens if paper else self.tr("Inquiry logged: {sender}. Now open its case.")
            self.notice.tell(said.format(sender=envelope.sender))
        if self.isVisible():
            enter(self.case_form.form.controls())


class _Widening(QObject):
    """Gives a form the width that it has come to need."""

    def __init__(self, area: QWidget) -> None:
        super().__init__(area)
        self._area = area

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._area.updateGeometry()
        return super().eventFilter(watched, event)


def _beside(form: QWidget, viewer: QWidget) -> QWidget:
    split = QSplitter()
    area = scrolled(form)
    form.installEventFilter(_Widening(area))
    split.addWidget(area)
    split.addWidget(viewer)
    split.setSizes([600, 480])
    split.setChildrenCollapsible(False)
    split.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, theme.GAP_SMALL)
    return split
