"""The first-run assistant: the office's procedure, the file, name and passphrase, and the recovery sheet."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget, QWizard, QWizardPage

from caseman.domain.workstation_rules import WorkstationRule
from caseman.errors import CasemanError
from caseman.paths import FILE_SUFFIX, default_folder
from ui import settings
from ui.dialogs.fitting import fit
from ui.i18n import current_language
from ui.pages.settings.administrator import set_by_administrator
from ui.tasks import TaskRunner
from ui.widgets.file_dialogs import ask_file, ask_new_file
from ui.widgets.form import Form, align
from ui.widgets.labels import Notice, button, label, row
from ui.widgets.passphrase_fields import PassphraseFields
from ui.widgets.sheet_keeper import SheetKeeper


class NewOffice(QWizard):
    """Makes an office file. `made` carries its path once the recovery sheet was seen."""

    made = Signal(object)

    def __init__(self, runner: TaskRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._creating = False
        self.path: Path | None = None
        self.setWindowTitle(self.tr("Set up a new office"))
        self.setWizardStyle(QWizard.WizardStyle.ModernStyle)
        self.setOption(QWizard.WizardOption.NoBackButtonOnLastPage)
        self.setOption(QWizard.WizardOption.NoCancelButtonOnLastPage)
        self.office_page = _OfficePage(runner)
        self.staff_page = _StaffPage(runner)
        self.sheet_page = _SheetPage()
        for page in (self.office_page, self.staff_page, self.sheet_page):
            self.addPage(page)
        self.setButtonText(QWizard.WizardButton.CommitButton, self.tr("Make the file"))
        self.accepted.connect(lambda: self.made.emit(self.path))
        fit(self, 760, 560)

    def validateCurrentPage(self) -> bool:
        page = self.currentPage()
        if page is self.office_page:
            return self.office_page.complete()
        if page is self.staff_page and self.path is None:
            self._create()
            return False
        return True

    def reject(self) -> None:
        """The file is there and its sheet is not kept yet: the code can never be shown again, so stay."""
        if self.path is not None and not self.sheet_page.isComplete():
            self.sheet_page.keeper.ask_to_keep()
            return
        super().reject()

    def _create(self) -> None:
        """Make the file on the database thread; the assistant goes on when it is there."""
        if self._creating or not self.staff_page.complete():
            return
        self._creating = True
        self.button(QWizard.WizardButton.CommitButton).setEnabled(False)
        self.staff_page.working(on=True)
        path, office = self.office_page.path, self.office_page.office
        staff, passphrase, language = (
            self.staff_page.staff_name,
            self.staff_page.passphrase,
            current_language(),
        )

        def create() -> object:
            from caseman.bootstrap import create_office

            return create_office(path, office=office, staff_name=staff, passphrase=passphrase, language=language)

        self._runner.run(create, self._created, self._failed)

    def _created(self, created: object) -> None:
        self._creating = False
        self.path = created.path  # type: ignore[attr-defined]
        self.sheet_page.keeper.pdf = created.recovery_sheet  # type: ignore[attr-defined]
        self.sheet_page.unnamed.setVisible(created.unnamed)  # type: ignore[attr-defined]
        self.staff_page.working(on=False)
        self.staff_page.forget()
        self.next()

    def _failed(self, error: CasemanError) -> None:
        self._creating = False
        self.button(QWizard.WizardButton.CommitButton).setEnabled(True)
        self.staff_page.working(on=False)
        self.staff_page.show_failure(error)


class _OfficePage(QWizardPage):
    def __init__(self, runner: TaskRunner) -> None:
        super().__init__()
        self.setTitle(self.tr("Office and file"))
        self.setSubTitle(
            self.tr("Everything is kept in one encrypted file on this computer, with a key file beside it.")
        )
        self.form = Form()
        self.form.choice("office", self.tr("Procedure"), ())
        self.form.widget("", row(button(self.tr("A procedure file of your own…"), self._browse_procedure)))
        where = set_by_administrator(WorkstationRule.OFFICES, WorkstationRule.ALLOWED)
        hint = self.tr("On a local disk; a network folder is refused.")
        self.form.line("file", self.tr("File"), hint="\n".join(filter(None, (hint, where))))
        self.form.widget("", row(button(self.tr("Choose a place…"), self._browse)))
        layout = QVBoxLayout(self)
        layout.addWidget(self.form)
        self._proposed = ""
        self.form.control("office").currentIndexChanged.connect(lambda _at: self._propose())
        runner.run(_offices, self._offer)

    @property
    def path(self) -> Path:
        typed = Path(self.form.values()["file"].strip()).expanduser()
        return typed if typed.suffix == FILE_SUFFIX else typed.with_name(typed.name + FILE_SUFFIX)

    @property
    def office(self) -> str:
        return str(self.form.values()["office"])

    def complete(self) -> bool:
        self.form.clear_faults()
        typed = self.form.values()["file"].strip()
        if not typed or not self.office:
            self.form.set_fault("file", self.tr("Say where the file is to be."))
            return False
        if self.path.exists():
            self.form.set_fault("file", self.tr("There is already a file of this name. Choose another."))
            return False
        if not self.path.parent.is_dir():
            self.form.set_fault("file", self.tr("There is no such folder."))
            return False
        return True

    def _offer(self, offices: list[tuple[str, str, str]]) -> None:
        choice = self.form.control("office")
        japanese = current_language().value == "ja"
        for code, ja, en in offices:
            choice.addItem(ja if japanese else en, code)
        self._propose()

    def _browse_procedure(self) -> None:
        ask_file(self, self.tr("A procedure file"), self.take_procedure, kinds=self.tr("Procedures (*.toml)"))

    def take_procedure(self, path: str) -> None:
        """Offer a procedure that lies in a file; it is read when the office is made."""
        choice = self.form.control("office")
        choice.addItem(Path(path).name, path)
        choice.setCurrentIndex(choice.count() - 1)

    def _propose(self) -> None:
        line = self.form.control("file")
        if line.text() == self._proposed and self.form.values()["office"]:
            folder = settings.offices_folder() or default_folder()
            self._proposed = str(folder / f"{Path(self.office).stem}{FILE_SUFFIX}")
            line.setText(self._proposed)

    def _browse(self) -> None:
        ask_new_file(
            self,
            self.tr("Where to keep the file"),
            self.form.control("file").setText,
            FILE_SUFFIX.removeprefix("."),
            kinds=self.tr("Office files (*.caseman)"),
            at=str(self.path) if self._proposed else "",
        )


class _StaffPage(QWizardPage):
    def __init__(self, runner: TaskRunner) -> None:
        super().__init__()
        self.setTitle(self.tr("You and your passphrase"))
        self.setSubTitle(
            self.tr("The passphrase opens the file. Nobody can read it back to you: the recovery sheet comes next.")
        )
        self.setCommitPage(True)
        self.form = Form()
        self.form.line("staff_name", self.tr("Your name"))
        self.fields = PassphraseFields(runner)
        align(self.form, self.fields.form)
        self.notice = Notice()
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(self.tr("The file is being made"))
        self._bar.hide()
        layout = QVBoxLayout(self)
        for part in (self.form, self.fields, self._bar, self.notice):
            layout.addWidget(part)

    @property
    def staff_name(self) -> str:
        return str(self.form.values()["staff_name"])

    @property
    def passphrase(self) -> str:
        return self.fields.passphrase

    def complete(self) -> bool:
        self.form.clear_faults()
        if not self.staff_name.strip():
            self.form.set_fault("staff_name", self.tr("Fill in your name."))
            return False
        return self.fields.complete()

    def working(self, *, on: bool) -> None:
        self._bar.setVisible(on)
        self.form.setEnabled(not on)
        self.fields.setEnabled(not on)

    def forget(self) -> None:
        self.fields.forget()

    def show_failure(self, error: CasemanError) -> None:
        shown = self.fields if error.field == "passphrase" else self.form
        rest = shown.show_failure(error) if isinstance(shown, PassphraseFields) else shown.show_faults(error)
        if rest:
            self.notice.tell(rest, bad=True)


class _SheetPage(QWizardPage):
    """The recovery sheet is shown once: without it, and without a passphrase, the file stays shut for good."""

    def __init__(self) -> None:
        super().__init__()
        self.setTitle(self.tr("Recovery sheet"))
        self.setSubTitle(
            self.tr(
                "Print it and put it into the safe. Whoever holds it can open the file; "
                "without it, a forgotten passphrase is final."
            )
        )
        self.unnamed = label(
            self.tr(
                "The letterhead of this procedure has no name yet: write your office's into it before the first letter."
            ),
            "warn",
            wrap=True,
        )
        self.unnamed.hide()
        self.keeper = SheetKeeper()
        self.keeper.kept.connect(self.completeChanged)
        layout = QVBoxLayout(self)
        layout.addWidget(self.keeper)
        layout.addWidget(self.unnamed)
        layout.addStretch(1)

    def isComplete(self) -> bool:
        return self.keeper.is_kept


def _offices() -> list[tuple[str, str, str]]:
    from caseman.offices.loader import offered_offices, read_procedure

    offered = [(place, read_procedure(place)) for place in offered_offices()]
    offered.sort(key=lambda each: (each[1].generic, each[1].code))
    return [(place, p.name.ja, p.name.en) for place, p in offered]
