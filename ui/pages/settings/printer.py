"""The printer as the office chose it last, and the office's own fonts, in the settings."""

from __future__ import annotations

from typing import Any

from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseman.domain.permissions import Permission
from caseman.domain.workstation_rules import WorkstationRule
from caseman.errors import CasemanError
from caseman.services.letter_paper import FontLeftOut, fonts_folder, set_fonts_folder, unusable_fonts
from caseman.services.run_printing import PrintingChoice, printing_choice, remember_printing
from ui import theme
from ui.i18n import tell
from ui.pages.settings.administrator import administrator_labels
from ui.session import OfficeSession
from ui.widgets.folder_form import FolderForm
from ui.widgets.form import Form
from ui.widgets.labels import Notice, button, label, panel, row


class PrinterPanel(QWidget):
    """Which printer is proposed, on how many sides it prints, and where fonts for rare names lie."""

    def __init__(self, session: OfficeSession, notice: Notice) -> None:
        super().__init__()
        self._session = session
        self._notice = notice
        self._tray = ""
        self._waiting: dict[str, Any] = {}  # what was typed before the printers were known
        self.printing = Form()
        self.printers = self.printing.choice(
            "printer", self.tr("Printer"), (), hint=self.tr("It is proposed whenever something is printed.")
        )
        self.printing.check("duplex", self.tr("Print on both sides of a sheet"))
        self.print_button = button(self.tr("Save the printer"), self.save_printer)
        self.form = FolderForm()
        self.form.folder(
            self.tr("The office's own fonts"),
            hint=self.tr("A folder with TrueType fonts for rare names. Empty: the fonts of this computer."),
        )
        self.save_button = button(self.tr("Save the folder of fonts"), self.save)
        self._left_out = label("", "quiet", wrap=True, selectable=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GAP)
        layout.addWidget(panel(self.printing, row(self.print_button), heading=self.tr("Printer")))
        fonts_set = administrator_labels(WorkstationRule.FONTS)
        type_parts = (self.form, *fonts_set, row(self.save_button), self._left_out)
        layout.addWidget(panel(*type_parts, heading=self.tr("Type")))
        self.form.settle()
        self.printing.settle()
        own = session.may(Permission.OFFICE_RULES) and not fonts_set
        self.form.setEnabled(own)
        self.save_button.setEnabled(own)
        for part in (self.printing, self.print_button):
            part.setEnabled(session.may(Permission.READ_CASES))

    def refresh(self) -> None:
        """Read again what is kept; what is being typed stays."""
        if self._session.may(Permission.READ_CASES):
            self._session.read(printing_choice, done=self._show_printer)
        self._session.read(fonts_folder, done=self._show)
        self._session.read(unusable_fonts, done=self._tell_left_out)

    def save_printer(self) -> None:
        """Keep the printer and its sides."""
        typed = self.printing.values()
        choice = PrintingChoice(typed["printer"] or "", typed["duplex"], self._tray)
        self._session.change(remember_printing, choice, done=self._printer_saved, failed=self._failed)

    def save(self) -> None:
        """Keep the folder in the file."""
        self.form.clear_faults()
        folder = self.form.values()["folder"]
        self._session.change(set_fonts_folder, folder, done=self._saved, failed=self._failed)

    def draft(self) -> dict[str, Any]:
        """What was typed and not saved."""
        return {**self.form.typed(), **self.printing.typed(), **self._waiting}

    def restore(self, draft: dict[str, Any]) -> None:
        """What was typed comes back: the printer once those that there are have been asked for."""
        self.form.set_values(draft)
        self._waiting = {name: draft[name] for name in ("printer", "duplex") if name in draft}

    def _show_printer(self, choice: PrintingChoice) -> None:
        """Offer the printers of this workstation, and the one that was chosen although it is another's."""
        if self.printing.typed() and self.printers.count():
            return
        self._tray = choice.tray
        names = QPrinterInfo.availablePrinterNames()
        self.printers.clear()
        self.printers.addItem(self.tr("The usual one of this workstation"), "")
        for name in names:
            self.printers.addItem(name, name)
        if choice.printer and choice.printer not in names:
            elsewhere = self.tr("{printer} (not on this workstation)").format(printer=choice.printer)
            self.printers.addItem(elsewhere, choice.printer)
        self.printing.set_values({"printer": choice.printer, "duplex": choice.duplex})
        self.printing.settle()
        self.printing.set_values(self._waiting)
        self._waiting = {}

    def _printer_saved(self, _change: object) -> None:
        self.printing.settle()
        self._notice.tell(self.tr("The printer is saved."))

    def _show(self, folder: str) -> None:
        if not self.form.typed():
            self.form.set_values({"folder": folder})
            self.form.settle()

    def _tell_left_out(self, fonts: tuple[FontLeftOut, ...]) -> None:
        told = "\n".join(f"{each.file}: {tell(each.why)}" for each in fonts)
        self._left_out.setText(self.tr("Fonts that cannot be used:\n{fonts}").format(fonts=told) if fonts else "")
        self._left_out.setVisible(bool(fonts))

    def _saved(self, _change: object) -> None:
        self.form.settle()
        self._notice.tell(self.tr("The folder of fonts is saved."))
        self.refresh()

    def _failed(self, error: CasemanError) -> None:
        self.form.tell_faults(error, self._notice)
