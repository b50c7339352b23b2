"""Two small questions about a list: by what name it is kept, and which columns it has."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QListWidgetItem, QVBoxLayout, QWidget

from caseman.errors import CasemanError
from caseman.services.kept_lists import ListName
from ui import theme
from ui.i18n import tell
from ui.widgets.form import Form
from ui.widgets.labels import button, label, row
from ui.widgets.spoken_list import SpokenList

_CODE = Qt.ItemDataRole.UserRole


class NameDialog(QDialog):
    """Asks for the name of a list and hands it to `keep`; it closes by `done`, and shows what was refused."""

    def __init__(self, title: str, told: str, name: str, keep: Callable[[ListName], None], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._keep = keep
        self.form = Form()
        self.form.line("name", self.tr("Name of the list"))
        self.form.set_values({"name": name})
        self.keep_button = button(self.tr("Keep the list"), self.keep, primary=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.GAP_LARGE, theme.GAP_LARGE, theme.GAP_LARGE, theme.GAP_LARGE)
        layout.addWidget(label(told, "quiet", wrap=True))
        layout.addWidget(self.form)
        layout.addWidget(row(self.keep_button, button(self.tr("Cancel"), self.reject)))
        self.setMinimumWidth(420)
        field = self.form.control("name")
        field.returnPressed.connect(self.keep)
        field.setFocus()
        field.selectAll()

    def keep(self) -> None:
        self.form.clear_faults()
        try:
            self._keep(ListName.read(**self.form.values()))
        except CasemanError as error:
            self.refuse(error)

    def refuse(self, error: CasemanError) -> None:
        """Say at the field why it was not kept; the name stays as it was typed."""
        rest = self.form.show_faults(error)
        if rest:
            self.form.set_fault("name", tell(error.text))


class ColumnsDialog(QDialog):
    """Which columns there are, ticked where they are shown, in their order from left to right."""

    def __init__(
        self,
        columns: Sequence[tuple[str, str]],
        shown: Sequence[str],
        choose: Callable[[list[str]], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Columns"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._choose = choose
        self._all = tuple(columns)
        self.list = SpokenList()
        self.list.setAccessibleName(self.tr("Columns"))
        self.up_button = button(self.tr("Up"), lambda: self.move_by(-1), tip="Ctrl+↑")
        self.down_button = button(self.tr("Down"), lambda: self.move_by(1), tip="Ctrl+↓")
        self.take_button = button(self.tr("Take over"), self.take, primary=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.GAP_LARGE, theme.GAP_LARGE, theme.GAP_LARGE, theme.GAP_LARGE)
        layout.addWidget(
            label(
                self.tr("Space shows or hides a column. The order here is that from left to right."), "quiet", wrap=True
            )
        )
        layout.addWidget(self.list, 1)
        layout.addWidget(row(self.up_button, self.down_button))
        layout.addWidget(row(self.take_button, button(self.tr("Cancel"), self.reject)))
        QShortcut(QKeySequence("Ctrl+Up"), self, lambda: self.move_by(-1))
        QShortcut(QKeySequence("Ctrl+Down"), self, lambda: self.move_by(1))
        self._fill(shown)
        self.list.setCurrentRow(0)
        self.list.setFocus()
        self.resize(420, 480)

    def move_by(self, rows: int) -> None:
        """Move the column that is chosen up or down."""
        at = self.list.currentRow()
        to = at + rows
        if at >= 0 and 0 <= to < self.list.count():
            item = self.list.takeItem(at)
            self.list.insertItem(to, item)
            self.list.setCurrentRow(to)

    def take(self) -> None:
        items = [self.list.item(at) for at in range(self.list.count())]
        self._choose([str(item.data(_CODE)) for item in items if item.checkState() is Qt.CheckState.Checked])
        self.accept()

    def _fill(self, shown: Sequence[str]) -> None:
        names = dict(self._all)
        for code in dict.fromkeys([*shown, *names]):
            item = QListWidgetItem(names[code])
            item.setData(_CODE, code)
            ticked = code in shown
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
            if code == self._all[0][0]:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
            self.list.addItem(item)
