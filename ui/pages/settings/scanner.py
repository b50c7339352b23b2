"""The scanner's folder in the settings."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseman.domain.permissions import Permission
from caseman.errors import CasemanError
from caseman.services.scanner_folder import AfterTaking, ScannerPlan, scanner_plan, set_scanner_plan
from ui.session import OfficeSession
from ui.widgets.folder_form import FolderForm
from ui.widgets.labels import Notice, button, label, panel, row


class ScannerPanel(QWidget):
    """Which folder is watched, and what becomes of what was taken in."""

    def __init__(self, session: OfficeSession, notice: Notice) -> None:
        super().__init__()
        self._session = session
        self._notice = notice
        self.form = FolderForm()
        self.form.folder(self.tr("Scanner's folder"), hint=self.tr("Empty: no folder is watched."))
        self.form.choice("after", self.tr("Once a file is in the office file"), AfterTaking)
        self.save_button = button(self.tr("Save the scanner's folder"), self.save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(
            panel(
                label(
                    self.tr(
                        "What the scanner writes there comes into the scan tray by itself: it is checked, kept in the "
                        "office file, read back, and then removed from the folder or left there."
                    ),
                    "quiet",
                    wrap=True,
                ),
                self.form,
                row(self.save_button),
                heading=self.tr("Scanner"),
            )
        )
        self.form.settle()
        self.setEnabled(session.may(Permission.OFFICE_RULES))

    def refresh(self) -> None:
        """Read the plan again; what is being typed stays."""
        self._session.read(scanner_plan, done=self._show)

    def save(self) -> None:
        """Keep the plan in the file."""
        self.form.clear_faults()
        typed = self.form.values()
        self._session.change(
            set_scanner_plan, typed["folder"], AfterTaking(typed["after"]), done=self._saved, failed=self._failed
        )

    def draft(self) -> dict[str, Any]:
        """What was typed and not saved."""
        return self.form.typed()

    def _show(self, plan: ScannerPlan) -> None:
        if not self.form.typed():
            self.form.set_values({"folder": "" if plan.folder is None else str(plan.folder), "after": plan.after})
            self.form.settle()

    def _saved(self, _change: object) -> None:
        self.form.settle()
        self._notice.tell(self.tr("The scanner's folder is saved."))
        self.refresh()

    def _failed(self, error: CasemanError) -> None:
        self.form.tell_faults(error, self._notice)
