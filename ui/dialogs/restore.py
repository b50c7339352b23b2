"""Bringing back a backup as a new office file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from caseman.errors import CasemanError
from caseman.paths import FILE_SUFFIX
from ui.dialogs.fitting import body, fit
from ui.tasks import TaskRunner
from ui.widgets.file_dialogs import ask_file, ask_new_file
from ui.widgets.form import Form
from ui.widgets.labels import Notice, button, label, row


class RestoreDialog(QDialog):
    """Asks for the backup, the new file and a passphrase. `restored` carries the new file's path."""

    restored = Signal(object)

    def __init__(self, runner: TaskRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self.setWindowTitle(self.tr("Bring back a backup"))
        self.form = Form()
        self.form.line("backup", self.tr("Backup"), hint=self.tr("Its key file lies beside it."))
        self.form.widget("", row(button(self.tr("Choose a backup…"), self._choose_backup)))
        self.form.line("file", self.tr("New office file"), hint=self.tr("An existing file is never replaced."))
        self.form.widget("", row(button(self.tr("Choose a place…"), self._choose_place)))
        self.form.line("staff_name", self.tr("Your name"), hint=self.tr("Where several people have a key."))
        self.form.line("passphrase", self.tr("Passphrase"), secret=True, hint=self.tr("As it was then."))
        self.notice = Notice()
        self.buttons = QDialogButtonBox()
        self.restore_button = button(self.tr("Bring it back"), self.restore, primary=True)
        self.buttons.addButton(self.restore_button, QDialogButtonBox.ButtonRole.ActionRole)
        self.buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        text = self.tr("The backup is opened and checked, then becomes a new office file. The backup itself stays.")
        layout.addWidget(body(label(text, wrap=True), self.form, self.notice), 1)
        layout.addWidget(self.buttons)
        fit(self, 640, 460)

    def restore(self) -> None:
        """Bring back what is chosen."""
        self.form.clear_faults()
        values = self.form.values()
        for name in ("backup", "file", "passphrase"):
            if not values[name].strip():
                self.form.set_fault(name, self.tr("Fill in this field."))
                return
        backup, file = (Path(values[name].strip()).expanduser() for name in ("backup", "file"))
        path = file if file.suffix == FILE_SUFFIX else file.with_name(file.name + FILE_SUFFIX)
        passphrase, staff = values["passphrase"], values["staff_name"].strip() or None

        def restore() -> Path:
            from caseman.bootstrap import restore_office

            restore_office(backup, path, passphrase, staff_name=staff)
            return path

        self._enable(on=False)
        self._runner.run(restore, self._done, self._failed)

    def _done(self, path: Path) -> None:
        self.accept()
        self.restored.emit(path)

    def _failed(self, error: CasemanError) -> None:
        self._enable(on=True)
        self.form.tell_faults(error, self.notice)

    def _enable(self, *, on: bool) -> None:
        self.form.setEnabled(on)
        self.buttons.setEnabled(on)

    def _choose_backup(self) -> None:
        ask_file(
            self,
            self.tr("Choose a backup"),
            lambda name: self.form.set_values({"backup": name}),
            kinds=self.tr("Office files (*.caseman)"),
        )

    def _choose_place(self) -> None:
        ask_new_file(
            self,
            self.tr("Where to keep the file"),
            lambda name: self.form.set_values({"file": name}),
            FILE_SUFFIX.removeprefix("."),
            kinds=self.tr("Office files (*.caseman)"),
        )
