"""How a case goes: the picture of its life, and the table of transitions it is drawn from."""

from __future__ import annotations

from importlib.resources import files

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtSvgWidgets import QSvgWidget
from PySide6.QtWidgets import QDialog, QTabWidget, QVBoxLayout, QWidget

from caseman.domain.transitions import TRANSITIONS
from ui.dialogs.fitting import fit
from ui.i18n import current_language, tell
from ui.widgets.labels import button, row, scrolled
from ui.widgets.lines import Column, LinesView


class LifecycleDialog(QDialog):
    """The picture, and beside it who may do what, what must be true, and what it writes."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("How a case goes"))
        fit(self, 1060, 760)
        svg = (files("resources") / "help" / current_language().value / "lifecycle.svg").read_bytes()
        picture = QSvgWidget()
        picture.load(QByteArray(svg))
        picture.setFixedSize(picture.renderer().defaultSize())
        picture.setAccessibleName(self.tr("Picture of a case's life; the table beside it says the same"))
        self.table = LinesView(
            [
                Column(self.tr("Step"), lambda row: tell(row.action.label), 170, whole=True),
                Column(self.tr("Who"), lambda row: tell(row.by.label), 120, whole=True),
                Column(self.tr("What must be true"), lambda row: " ".join(map(tell, row.must)), 340),
                Column(self.tr("What it writes"), lambda row: tell(row.writes), 220),
            ],
            self.tr("Steps"),
        )
        self.table.lines.replace(TRANSITIONS)
        tabs = QTabWidget()
        area = scrolled(picture)
        area.setObjectName("sheets")
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # arrow keys move it
        area.setAccessibleName(picture.accessibleName())
        tabs.addTab(area, self.tr("Picture"))
        tabs.addTab(self.table, self.tr("Table"))
        layout = QVBoxLayout(self)
        layout.addWidget(tabs)
        layout.addWidget(row(button(self.tr("Close"), self.reject)))
