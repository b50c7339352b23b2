"""What stands beside the form: scans, letter, history, related cases and post, notes, what a register kept."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QTabWidget

from caseman.domain.permissions import Permission
from caseman.services.identity_copies import mark_identity_copies
from caseman.services.post_views import ScanLine
from caseman.services.register_view import RegisterFact
from caseman.services.views import CaseView
from ui import theme
from ui.dialogs.masking import ask_to_mask
from ui.i18n import tell
from ui.pages.case.notes import NotesTab
from ui.pages.case.related import RelatedTab
from ui.pages.history import CaseHistory
from ui.pages.post.case_panel import shown_scans
from ui.session import OfficeSession
from ui.widgets.labels import Notice, button, label, row, stacked
from ui.widgets.lines import Column, LinesView
from ui.widgets.pdf_view import PdfView
from ui.widgets.scan_viewer import ScanViewer


class CaseSide(QTabWidget):
    """The tabs beside the form."""

    def __init__(self, session: OfficeSession, notice: Notice) -> None:
        super().__init__()
        self._session = session
        self._view: CaseView | None = None
        self.scans = ScanViewer()
        self.letter_view = PdfView(self.tr("The letter is shown here once there is one."))
        self.past = CaseHistory(session)
        self.related = RelatedTab(session)
        self.notes = NotesTab(session, notice)
        self.quarantine = label("", "warn", wrap=True)
        self.mask_button = button(self.tr("Mask…"), self._mask)
        self.identity_check = self._identity_box()
        self.scans_tab = stacked(self.quarantine, row(self.mask_button, self.identity_check), self.scans)
        for each in (self.scans_tab, self.letter_view, self.past):
            each.setContentsMargins(theme.GAP_SMALL, theme.GAP_SMALL, theme.GAP_SMALL, theme.GAP_SMALL)
        self.register = self._register_table()
        self.addTab(self.scans_tab, self.tr("Scans"))
        self.addTab(self.letter_view, self.tr("Letter"))
        self.addTab(self.past, self.tr("History"))
        self.addTab(self.related, self.tr("Related"))
        self.addTab(self.notes, self.tr("Notes"))
        self.addTab(self.register, self.tr("Register kept before"))

    def show_case(self, view: CaseView) -> None:
        """Show a case; scans are read again only where they changed."""
        before, self._view = self._view, view
        self.past.show_case(view)
        self.related.show_case(view.number)
        self.notes.show_case(view)
        standing = sum(note.struck_at is None for note in view.notes)
        title = self.tr("Notes ({count})").format(count=standing) if standing else self.tr("Notes")
        self.setTabText(self.indexOf(self.notes), title)
        self.register.lines.replace(view.register)
        self.setTabVisible(self.indexOf(self.register), bool(view.register))
        if before is None or (before.number, before.scans) != (view.number, view.scans):
            self.scans.show_scans(shown_scans(self._session, view.scans))
            self._show_quarantine(view)
            self._show_identity()

    def forget(self) -> None:
        """Another case comes."""
        self._view = None
        self.letter_view.show_pdf(None)

    def _show_quarantine(self, view: CaseView) -> None:
        """Scans that are closed until they are masked are named, not shown."""
        closed = [scan.name for scan in view.scans if scan.quarantine]
        told = self.tr("In quarantine until masked: {names}").format(names=", ".join(closed)) if closed else ""
        self.quarantine.setText(told)
        self.quarantine.setVisible(bool(closed))
        may = self._session.may(Permission.LOG_POST) and self._session.may(Permission.READ_SCANS)
        self.mask_button.setVisible(bool(view.scans) and may)

    def _register_table(self) -> LinesView:
        return LinesView(
            [
                Column(self.tr("Column"), lambda fact: tell(fact.label), 160),
                Column(self.tr("What stands there"), _said, 300),
            ],
            self.tr("Register kept before"),
        )

    def _identity_box(self) -> QCheckBox:
        made = QCheckBox(self.tr("Copy of an identity document"))
        made.setToolTip(self.tr("It goes before the rest of the case, as the procedure says."))
        made.clicked.connect(self._mark_identity)
        self.scans.chosen.connect(lambda _at: self._show_identity())
        return made

    def _scan_in_sight(self) -> ScanLine | None:
        open_ones = [] if self._view is None else [scan for scan in self._view.scans if not scan.quarantine]
        return open_ones[self.scans.current] if 0 <= self.scans.current < len(open_ones) else None

    def _show_identity(self) -> None:
        """Whether the scan in sight is a copy of an identity document."""
        scan = self._scan_in_sight()
        self.identity_check.setVisible(scan is not None)
        self.identity_check.setEnabled(self._session.may(Permission.LOG_POST))
        self.identity_check.setChecked(scan is not None and scan.identity)

    def _mark_identity(self, on: bool) -> None:
        scan = self._scan_in_sight()
        if scan is not None:
            self._session.change(mark_identity_copies, [scan.scan_id], identity=on)

    def _mask(self) -> None:
        """Mask the scan in sight; first those that are closed."""
        if self._view is None or not self._view.scans:
            return
        closed = [scan for scan in self._view.scans if scan.quarantine]
        open_ones = [scan for scan in self._view.scans if not scan.quarantine]
        scan = closed[0] if closed else open_ones[max(0, self.scans.current)]
        ask_to_mask(self._session, scan.scan_id, self)


def _said(fact: RegisterFact) -> str:
    return " ".join(str(tell(fact.value)).split())
