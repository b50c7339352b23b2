"""Opening a file with its recovery sheet, when a passphrase or the key file is lost."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from caseman.errors import CasemanError
from ui.dialogs.fitting import body, fit
from ui.tasks import TaskRunner
from ui.widgets.file_dialogs import ask_file
from ui.widgets.form import Form, align
from ui.widgets.labels import Notice, button, label, row
from ui.widgets.passphrase_fields import PassphraseFields

if TYPE_CHECKING:
    from caseman.services.desk import Desk


class RecoverDialog(QDialog):
    """Asks for what stands on the sheet, and for a new passphrase. `opened` carries the desk."""

    opened = Signal(object)

    def __init__(self, runner: TaskRunner, path: Path | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self.setWindowTitle(self.tr("Open with the recovery sheet"))
        self.form = Form()
        self.form.line("file", self.tr("Office file"))
        self.form.widget("", row(button(self.tr("Choose a file…"), self._browse)))
        self.form.line("recovery_code", self.tr("Recovery code"), hint=self.tr("Eight groups of five, as printed."))
        self.form.text(
            "wrapped_text",
            self.tr("Wrapped key"),
            lines=4,
            hint=self.tr(
                "Only when the key file is gone too: read the QR code with a scanner, or type the text under it."
            ),
        )
        self.form.line("staff_name", self.tr("Your name"), hint=self.tr("As it stands on the list of staff."))
        self.fields = PassphraseFields(runner)
        align(self.form, self.fields.form)
        self.notice = Notice()
        self.buttons = QDialogButtonBox()
        self.open_button = button(self.tr("Open"), self.recover, primary=True)
        self.buttons.addButton(self.open_button, QDialogButtonBox.ButtonRole.ActionRole)
        self.buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        text = self.tr(
            "The sheet opens the file and gives you a new passphrase. You become an administrator; the trail says so."
        )
        layout.addWidget(body(label(text, wrap=True), self.form, self.fields, self.notice), 1)
        layout.addWidget(self.buttons)
        self.form.set_values({"file": "" if path is None else str(path)})
        fit(self, 640, 560)
        self.form.control("recovery_code" if path is not None else "file").setFocus()

    def recover(self) -> None:
        """Open with what was typed."""
        self.form.clear_faults()
        values = self.form.values()
        for name in ("file", "recovery_code", "staff_name"):
            if not values[name].strip():
                self.form.set_fault(name, self.tr("Fill in this field."))
                return
        if not self.fields.complete():
            return
        path, passphrase = Path(values["file"].strip()).expanduser(), self.fields.passphrase
        code, wrapped, staff = values["recovery_code"], values["wrapped_text"].strip() or None, values["staff_name"]

        def recover() -> Any:
            from caseman.bootstrap import recover_office

            return recover_office(path, code, wrapped, staff_name=staff, passphrase=passphrase)

        self._enable(on=False)
        self._runner.run(recover, self._done, self._failed)

    def _done(self, desk: Desk) -> None:
        self.accept()
        self.opened.emit(desk)

    def _failed(self, error: CasemanError) -> None:
        self._enable(on=True)
        shown = self.fields.show_failure if error.field == "passphrase" else self.form.show_faults
        rest = shown(error)
        if rest:
            self.notice.tell(rest, bad=True)

    def _enable(self, *, on: bool) -> None:
        for part in (self.form, self.fields, self.buttons):
            part.setEnabled(on)

    def _browse(self) -> None:
        kinds = self.tr("Office files (*.caseman)")
        ask_file(self, self.tr("Open an office file"), self.form.control("file").setText, kinds=kinds)
