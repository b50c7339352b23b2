"""What an auditor takes away: the ledger as CSV."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseman.domain.permissions import Permission
from caseman.errors import CasemanError
from caseman.services.auditing import Export, export_ledger
from ui import theme
from ui.i18n import tell
from ui.pages.tabbed import Panel
from ui.session import OfficeSession
from ui.widgets.file_dialogs import ask_folder
from ui.widgets.labels import Notice, button, label, row
from ui.widgets.long_work import LongWork


class ExportPanel(Panel):
    """The folder is asked for; what is there already is never written over."""

    def __init__(self, session: OfficeSession, notice: Notice) -> None:
        super().__init__(session, notice)
        self.export_button = button(self.tr("Export the ledger as CSV…"), self._ask_folder, primary=True)
        self.export_button.setEnabled(session.may(Permission.EXPORT))
        self.work = LongWork(session)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, theme.GAP_SMALL)
        whole.setAlignment(Qt.AlignmentFlag.AlignTop)
        whole.addWidget(label(self.tr("The ledger of all cases, for an auditor."), "quiet", wrap=True))
        whole.addWidget(row(self.export_button))
        whole.addWidget(self.work)

    def first_controls(self) -> tuple[QWidget, ...]:
        return (self.export_button,)

    def export_to(self, folder: Path) -> None:
        """Write the ledger into a folder."""
        self._working(on=True)
        self._session.read_long(export_ledger, folder, done=self._exported, failed=self._failed)

    def _ask_folder(self) -> None:
        ask_folder(self, self.tr("Folder for the ledger"), lambda name: self.export_to(Path(name)))

    def _exported(self, export: Export) -> None:
        self._working(on=False)
        self._notice.tell(
            self.tr("Cases in {file}: {rows}. Audit anchor: {head}").format(
                rows=export.rows, file=str(export.path), head=export.head
            )
        )

    def _failed(self, error: CasemanError) -> None:
        self._working(on=False)
        self._notice.tell(tell(error.text), bad=True)

    def _working(self, *, on: bool) -> None:
        self.work.show_working(on=on)
        self.export_button.setEnabled(not on and self._session.may(Permission.EXPORT))
