"""About: versions and licences of the program and of all it is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QSplitter, QVBoxLayout, QWidget
from shiboken6 import isValid

from caseman import __version__
from ui import theme
from ui.dialogs.fitting import fit
from ui.i18n import current_language, tell
from ui.tasks import TaskRunner
from ui.widgets.labels import button, label, row
from ui.widgets.lines import Column, LinesView
from ui.widgets.text_editor import FixedWidthEdit

if TYPE_CHECKING:
    from caseman.services.parts import Part, Parts


class AboutDialog(QDialog):
    """The parts in a table, the licence of the chosen one beside it; all of it can be copied for a report."""

    def __init__(self, runner: TaskRunner, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("About caseman"))
        fit(self, 1160, 680)
        self._parts: Parts | None = None
        self.table = LinesView(
            [
                Column(self.tr("Part"), lambda part: part.name, 160),
                Column(self.tr("Version"), lambda part: part.version, whole=True),
                Column(self.tr("Licence"), self._licence, 150),
            ],
            self.tr("Parts of the program"),
        )
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_chosen())
        self.note = label("", wrap=True, selectable=True)
        self.text = FixedWidthEdit(self.tr("Licence of the chosen part"))
        self.text.setReadOnly(True)
        self.state = label(self.tr("The parts are being read…"), "quiet", wrap=True)
        self.copy_button = button(self.tr("Copy the list"), self.copy)
        self.copy_button.setEnabled(False)
        self._build()
        _Reader(self, runner)

    def copy(self) -> None:
        """Put the list onto the clipboard as plain text."""
        if self._parts is not None:
            QGuiApplication.clipboard().setText(self._parts.report(current_language()))
            self.state.setText(self.tr("The list is on the clipboard."))

    def show_parts(self, parts: Parts) -> None:
        """Fill the table."""
        from caseman.services.parts import incomplete

        self._parts = parts
        self.table.lines.replace(parts.parts)
        self.table.selectRow(0)
        self.copy_button.setEnabled(True)
        self.state.setText("" if parts.complete else tell(incomplete()))

    def _build(self) -> None:
        beside = QWidget()
        column = QVBoxLayout(beside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_SMALL)
        column.addWidget(self.note)
        column.addWidget(self.text, 1)
        split = QSplitter()
        split.addWidget(self.table)
        split.addWidget(beside)
        split.setSizes([480, 640])
        split.setChildrenCollapsible(False)
        told = self.tr("A desk for a privacy office. Apache License 2.0.")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.GAP_LARGE, theme.GAP, theme.GAP_LARGE, theme.GAP)
        layout.setSpacing(theme.GAP_SMALL)
        layout.addWidget(label(f"caseman {__version__}", "title"))
        layout.addWidget(label(told, "quiet", wrap=True))
        layout.addWidget(split, 1)
        layout.addWidget(self.state)
        layout.addWidget(row(self.copy_button, button(self.tr("Close"), self.reject)))
        self.table.setFocus()

    def _licence(self, part: Part) -> str:
        return part.licence or self.tr("see its text")

    def _show_chosen(self) -> None:
        part: Part | None = self.table.selected()
        if part is None:
            return
        self.note.setText(tell(part.note) if part.note is not None else "")
        self.note.setVisible(part.note is not None)
        missing = self.tr("This part comes without the text of its licence here: {licence}.")
        self.text.setPlainText(part.text or missing.format(licence=self._licence(part)))


class _Reader(QObject):
    """Reads the parts beside the window; the dialog may be closed before they are there."""

    def __init__(self, dialog: AboutDialog, runner: TaskRunner) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        runner.run(_read, self._came)

    def _came(self, parts: Parts) -> None:
        if isValid(self) and isValid(self._dialog):
            self._dialog.show_parts(parts)


def _read() -> Parts:
    from caseman.services.parts import parts

    return parts(qVersion())
