"""Window envelopes, sheets of labels and the office's own fonts, in the settings."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from caseman.domain.permissions import Permission
from caseman.errors import CasemanError
from caseman.services.letter_paper import (
    FontLeftOut,
    PaperName,
    envelope_test_sheet,
    envelopes,
    fonts_folder,
    label_sheets,
    set_fonts_folder,
    sheet_of_labels_test,
    unusable_fonts,
)
from ui.i18n import current_language, tell
from ui.printing import save_pdf
from ui.session import OfficeSession
from ui.widgets.file_dialogs import ask_folder, ask_new_file
from ui.widgets.form import Form
from ui.widgets.labels import Notice, button, label, panel, row


class PaperPanel(QWidget):
    """A test sheet for each window envelope and sheet of labels, and where fonts for rare names lie."""

    def __init__(self, session: OfficeSession, notice: Notice) -> None:
        super().__init__()
        self._session = session
        self._notice = notice
        self.sheet_form = Form()
        self.which = self.sheet_form.choice("envelope", self.tr("Window envelope"), ())
        self.sheet_button = button(self.tr("Test sheet…"), self._ask_where)
        self.labels_form = Form()
        self.which_labels = self.labels_form.choice("label_sheet", self.tr("Label sheet"), ())
        self.labels_button = button(self.tr("Test sheet of the labels…"), self._ask_where_labels)
        self.form = Form()
        self.form.line(
            "folder",
            self.tr("The office's own fonts"),
            hint=self.tr("A folder with TrueType fonts for rare names. Empty: the fonts of this computer."),
        )
        self.form.widget("", row(button(self.tr("Choose a folder…"), self._ask_folder)))
        self.save_button = button(self.tr("Save the folder of fonts"), self.save)
        self._left_out = label("", "quiet", wrap=True, selectable=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(
            panel(
                label(
                    self.tr(
                        "Print a test sheet at full size and lay it into the envelope, or against the labels: it says "
                        "what to do where the address does not fit."
                    ),
                    "quiet",
                    wrap=True,
                ),
                self.sheet_form,
                row(self.sheet_button),
                self.labels_form,
                row(self.labels_button),
                self.form,
                row(self.save_button),
                self._left_out,
                heading=self.tr("Paper and type"),
            )
        )
        self.form.settle()
        self.form.setEnabled(session.may(Permission.OFFICE_RULES))
        self.save_button.setEnabled(session.may(Permission.OFFICE_RULES))

    def refresh(self) -> None:
        """Read again what is kept; what is being typed stays."""
        self._session.read(envelopes, current_language(), done=self._offer_envelopes)
        self._session.read(label_sheets, current_language(), done=self._offer_label_sheets)
        self._session.read(fonts_folder, done=self._show)
        self._session.read(unusable_fonts, done=self._tell_left_out)

    def _offer_envelopes(self, found: tuple[PaperName, ...]) -> None:
        _offer(self.which, found)

    def _offer_label_sheets(self, found: tuple[PaperName, ...]) -> None:
        _offer(self.which_labels, found)

    def save(self) -> None:
        """Keep the folder in the file."""
        self.form.clear_faults()
        folder = self.form.values()["folder"]
        self._session.change(set_fonts_folder, folder, done=self._saved, failed=self._failed)

    def write_test_sheet(self, path: str) -> None:
        """Write the test sheet of the chosen envelope into a new file."""
        self._write(envelope_test_sheet, self.which, path)

    def write_label_sheet(self, path: str) -> None:
        """Write the test sheet of the chosen sheet of labels into a new file."""
        self._write(sheet_of_labels_test, self.which_labels, path)

    def _write(self, service: Callable[..., bytes], chosen: QComboBox, path: str) -> None:
        def write(pdf: bytes) -> None:
            try:
                save_pdf(Path(path), pdf)
            except CasemanError as error:
                self._notice.tell(tell(error.text), bad=True)
            else:
                self._notice.tell(self.tr("The test sheet is in {file}.").format(file=path))

        name = chosen.currentData() or ""
        self._session.read(service, name, current_language(), done=write, failed=self._failed)

    def draft(self) -> dict[str, Any]:
        """What was typed and not saved."""
        return self.form.typed()

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
        if rest := self.form.show_faults(error):
            self._notice.tell(rest, bad=True)

    def _ask_folder(self) -> None:
        ask_folder(
            self,
            self.tr("The office's own fonts"),
            lambda name: self.form.set_values({"folder": name}),
            at=self.form.values()["folder"],
        )

    def _ask_where(self) -> None:
        title = self.tr("Where to write the test sheet")
        ask_new_file(self, title, self.write_test_sheet, "pdf", kinds=self.tr("PDF (*.pdf)"))

    def _ask_where_labels(self) -> None:
        title = self.tr("Where to write the test sheet")
        ask_new_file(self, title, self.write_label_sheet, "pdf", kinds=self.tr("PDF (*.pdf)"))


def _offer(where: QComboBox, found: tuple[PaperName, ...]) -> None:
    chosen = where.currentData()
    where.clear()
    for each in found:
        where.addItem(each.title, each.name)
    where.setCurrentIndex(max(0, where.findData(chosen)))
