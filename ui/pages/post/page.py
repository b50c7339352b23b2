"""The post desk: log an envelope, open a case from it, what the scanner brought, and the register."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import Signal

from caseman.domain.envelopes import Brings, Disposition
from caseman.domain.lifecycle import Step
from caseman.domain.permissions import Permission
from caseman.services.post_views import ON_PAPER, EnvelopeView, show_envelope
from caseman.services.scan_tray import TrayLine, list_tray
from caseman.services.scanner_folder import FolderTaken
from ui.dialogs.masking import ask_to_mask
from ui.pages.post.case_panel import CasePanel
from ui.pages.post.log_panel import LogPanel
from ui.pages.post.register import RegisterPanel
from ui.pages.post.tray import TrayPanel
from ui.pages.tabbed import Panel, TabbedPage
from ui.session import OfficeSession

if TYPE_CHECKING:
    from ui.pages.post.case_form import CaseForm
    from ui.pages.post.envelope_form import EnvelopeForm
    from ui.widgets.scan_viewer import ScanViewer

_LOG, _CASE, _TRAY, _REGISTER = range(4)
_PARTS = ("log", "case", "tray", "register")
_ONCE_CALLED = {"envelope": "log"}  # drafts that an older version kept
_RECORDED_AT = {
    Brings.CORRECTION: Step.IDENTITY,
    Brings.FEE: Step.FEE,
    Brings.OBJECTION: Step.CLOSE,
    Brings.RETURNED: Step.DISPATCH,
}


class PostPage(TabbedPage):
    """Four tabs: log, open a case, scan tray, register."""

    case_told = Signal(str)  # a sentence for the page of the case that was just gone to

    def __init__(self, session: OfficeSession) -> None:
        super().__init__(session, "")
        self.title.setText(self.tr("Post"))
        self._waiting: tuple[TrayLine, ...] = ()  # in the scan tray
        self.add("log", self.tr("Log an envelope"), LogPanel)
        self.add("case", self.tr("Open a case"), CasePanel)
        self.add("tray", self.tr("Scan tray"), TrayPanel)
        self.add("register", self.tr("Register"), RegisterPanel)
        self.tabs.setTabEnabled(_CASE, session.may(Permission.OPEN_CASE))
        self.tabs.setTabEnabled(_TRAY, session.may(Permission.READ_SCANS))
        self.tabs.currentChanged.connect(lambda _at: self.notice.hide())

    @property
    def envelope_form(self) -> EnvelopeForm:
        return cast("LogPanel", self.panels["log"]).form

    @property
    def new_scans(self) -> ScanViewer:
        """The scans of the envelope that is being logged."""
        return cast("LogPanel", self.panels["log"]).scans

    @property
    def case_form(self) -> CaseForm:
        return cast("CasePanel", self.panels["case"]).form

    @property
    def case_scans(self) -> ScanViewer:
        """The scans of the envelope that a case is opened from."""
        return cast("CasePanel", self.panels["case"]).scans

    @property
    def tray(self) -> TrayPanel:
        return cast("TrayPanel", self.panels["tray"])

    @property
    def register(self) -> RegisterPanel:
        return cast("RegisterPanel", self.panels["register"])

    def panel_built(self, _name: str, panel: Panel) -> None:
        if isinstance(panel, LogPanel):
            panel.show_tray(self._waiting)
            panel.logged.connect(self._logged)
        elif isinstance(panel, CasePanel):
            panel.opened.connect(self._opened)
        elif isinstance(panel, TrayPanel):
            panel.read.connect(self._tray_read)
            panel.mask_asked.connect(self._mask)
        elif isinstance(panel, RegisterPanel):
            panel.envelope_chosen.connect(self.case_for)
            panel.mask_asked.connect(self._mask)

    def refresh(self) -> None:
        super().refresh()
        if self.session.may(Permission.READ_SCANS) and self.part != "tray":
            self.session.read(list_tray, done=self._tray_read)  # the number on its tab

    def case_for(self, envelope_id: int) -> None:
        """Go on with the case of this envelope, its scans beside the form."""
        self.session.read(show_envelope, envelope_id, done=self._start_case)

    def show_part(self, part: str) -> None:
        """A tab: `log`, `case`, `tray`, `register`; `open`: in the register, the envelopes that became no case yet."""
        if part == "open":
            self.register.show_open()
            part = "register"
        super().show_part(part)

    def scans_came(self, taken: FolderTaken) -> None:
        """Say what the scanner's folder brought."""
        self.notice.tell(self.tray.told(taken.filed, taken.refused, more=taken.more), bad=bool(taken.refused))

    def restore(self, draft: dict[str, Any]) -> None:
        super().restore({_ONCE_CALLED.get(name, name): kept for name, kept in draft.items()})

    def _logged(self, envelope_id: int, number: str, request: bool) -> None:
        if self.tabs.isTabEnabled(_CASE):
            self.session.soon(self, partial(self.panels.make, "case"))  # while the envelope is read
        if number:
            self.session.read(show_envelope, envelope_id, done=partial(self._open_where, number))
        else:
            self.session.read(show_envelope, envelope_id, done=partial(self._start_case, logged=True, request=request))

    def _open_where(self, number: str, envelope: EnvelopeView) -> None:
        """The case it was filed with, at the step where what it brings is recorded."""
        steps = [_RECORDED_AT[brings] for each, brings in envelope.brings if each == number and brings in _RECORDED_AT]
        self.place_chosen.emit(f"case:{number}:{steps[-1]}" if steps else f"case:{number}")
        self.case_told.emit(self.tr("Envelope logged and filed with case {number}.").format(number=number))

    def _opened(self, number: str) -> None:
        self.tabs.setCurrentIndex(_LOG)  # for the next one
        self.case_chosen.emit(number)
        self.notice.hide()

    def _mask(self, scan_id: int) -> None:
        ask_to_mask(self.session, scan_id, self)

    def _tray_read(self, lines: tuple[TrayLine, ...]) -> None:
        self._waiting = lines
        name = self.tr("Scan tray ({count})").format(count=len(lines)) if lines else self.tr("Scan tray")
        self.tabs.setTabText(_TRAY, name)
        for panel in self.panels.built():
            if isinstance(panel, LogPanel):
                panel.show_tray(lines)

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
        self.tabs.setCurrentIndex(_CASE)
        cast("CasePanel", self.panels["case"]).start(envelope)
        if logged:
            opens = self.tr("Envelope logged: {sender}. Now open its case.")
            said = opens if paper else self.tr("Inquiry logged: {sender}. Now open its case.")
            self.notice.tell(said.format(sender=envelope.sender))
