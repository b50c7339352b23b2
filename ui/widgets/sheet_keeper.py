"""The recovery sheet, shown once: it is printed or saved before anything else goes on."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseman.errors import CasemanError
from ui.i18n import tell
from ui.widgets.file_dialogs import ask_new_file
from ui.widgets.labels import Notice, button, row


class SheetKeeper(QWidget):
    """Prints or saves a sheet. `kept` tells that one of the two was done."""

    kept = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pdf = b""
        self.is_kept = False
        self.print_button = button(self.tr("Print…"), self._print)
        self.save_button = button(self.tr("Save as PDF…"), self._choose)
        self.notice = Notice()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(row(self.print_button, self.save_button))
        layout.addWidget(self.notice)

    def ask_to_keep(self) -> None:
        """Say that it cannot be left yet."""
        self.notice.tell(self.tr("Print or save the recovery sheet first: it cannot be shown again."), bad=True)

    def save(self, path: Path) -> None:
        """Write the sheet to a new file."""
        from ui.printing import save_pdf

        try:
            save_pdf(path, self.pdf)
        except CasemanError as error:
            self.notice.tell(tell(error.text), bad=True)
            return
        self._done(self.tr("Saved. Print it, put it into the safe, and delete the file."))

    def _choose(self) -> None:
        title = self.tr("Save the recovery sheet")
        ask_new_file(self, title, lambda name: self.save(Path(name)), "pdf", at="recovery-sheet.pdf")

    def _print(self) -> None:
        from ui.printing import print_pdf

        print_pdf(
            self.pdf,
            "caseman",
            self,
            lambda: self._done(self.tr("Sent to the printer. Put the sheet into the safe.")),
        )

    def _done(self, text: str) -> None:
        self.is_kept = True
        self.notice.tell(text)
        self.kept.emit()
