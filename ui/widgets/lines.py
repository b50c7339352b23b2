"""Tables of frozen lines: a model that asks for the next page when it is scrolled to, and its view."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


@dataclass(frozen=True)
class Column:
    """A column: its heading, its text for a line, its colour for a line, its share of the width."""

    heading: str
    text: Callable[[Any], str]
    width: int = 120
    colour: Callable[[Any], str | None] | None = None


class LinesModel(QAbstractTableModel):
    """Lines that are already read, and a way to ask for more."""

    wants_more = Signal()

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._lines: list[Any] = []
        self._more = False

    def line(self, row: int) -> Any:
        return self._lines[row]

    @property
    def lines(self) -> Sequence[Any]:
        return tuple(self._lines)

    def replace(self, lines: Sequence[Any], *, more: bool = False) -> None:
        """Show these lines instead."""
        self.beginResetModel()
        self._lines = list(lines)
        self._more = more
        self.endResetModel()

    def extend(self, lines: Sequence[Any], *, more: bool) -> None:
        """Add the next page."""
        self._more = more
        if not lines:
            return
        first = len(self._lines)
        self.beginInsertRows(QModelIndex(), first, first + len(lines) - 1)
        self._lines.extend(lines)
        self.endInsertRows()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column, line = self._columns[index.column()], self._lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(line)
        if role == Qt.ItemDataRole.ForegroundRole and column.colour is not None:
            colour = column.colour(line)
            return QColor(colour) if colour else None
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if (
            role == Qt.ItemDataRole.DisplayRole
            and orientation is Qt.Orientation.Horizontal
            and section < len(self._columns)
        ):
            return self._columns[section].heading
        return None

    def canFetchMore(self, parent: Index) -> bool:
        return self._more and not parent.isValid()

    def fetchMore(self, parent: Index) -> None:
        if self._more and not parent.isValid():
            self._more = False  # until the page that is asked for has come
            self.wants_more.emit()


class LinesView(QTableView):
    """A table of lines; Enter or a double click opens one."""

    opened = Signal(object)

    def __init__(self, columns: Sequence[Column], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = LinesModel(columns, self)
        self.setModel(self.lines)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().lineSpacing() + 12)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._shares = [column.width for column in columns]
        self._fitting = False
        self._chosen_by_hand = False
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        header.sectionResized.connect(self._sized)
        self.doubleClicked.connect(lambda index: self.opened.emit(self.lines.line(index.row())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Each column keeps its share of the width, until a person chooses widths by hand."""
        super().resizeEvent(event)
        if self._chosen_by_hand:
            return
        self._fitting = True
        width, whole = self.viewport().width(), sum(self._shares)
        for position, share in enumerate(self._shares):
            self.setColumnWidth(position, width * share // whole)
        self._fitting = False

    def selected(self) -> Any:
        """The line that is chosen; None when there is none."""
        index = self.currentIndex()
        return self.lines.line(index.row()) if index.isValid() else None

    def _sized(self, position: int, _before: int, _after: int) -> None:
        last = position == len(self._shares) - 1  # it takes what is left
        if not (self._fitting or last) and self.isVisible():
            self._chosen_by_hand = True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        line = self.selected()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and line is not None:
            self.opened.emit(line)
            return
        super().keyPressEvent(event)
