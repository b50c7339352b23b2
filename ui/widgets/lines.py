"""Tables of frozen lines: a model that asks for the next page when it is scrolled to, and its view."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QFocusEvent, QHelpEvent, QIcon, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QToolTip, QWidget

from ui import theme
from ui.widgets.focus import say_where

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_LEAST = 48  # px: what every column keeps
_PAD = 14 + 2 * theme.CELL  # px: what the style puts around a cell's text
_SIGN, _GAP = 13, 6  # px: beside a text whose colour tells something
_LARGE = 64  # px: what `_LEAST` has become beside large type
_LEAST_LARGE = 80  # px: it is this then


def _sign(colour: str | None) -> QIcon | None:
    """What stands beside a text in a colour that tells something: for who does not see it."""
    look = theme.tokens()
    name = {look.bad: "bad", look.warn: "warn"}.get(colour or "")
    return theme.icon({"bad": "fault", "warn": "warn"}[name], name) if name else None


@dataclass(frozen=True)
class Column:
    """A column: its heading, its text for a line, its share of the width, its colour for a line.

    One that is `whole` (a number, a date) takes what its texts need; the others share what is left.
    """

    heading: str
    text: Callable[[Any], str]
    width: int = 120
    colour: Callable[[Any], str | None] | None = None
    whole: bool = False


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
        return self.cell(self._lines[index.row()], index.column(), role)

    def cell(self, line: Any, position: int, role: int) -> Any:
        """What a column says of a line."""
        column = self._columns[position]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(line)
        if role == Qt.ItemDataRole.ForegroundRole and column.colour is not None:
            colour = column.colour(line)
            return QColor(colour) if colour else None
        if role == Qt.ItemDataRole.DecorationRole and column.colour is not None:
            return _sign(column.colour(line))
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if (
            role == Qt.ItemDataRole.DisplayRole
            and orientation is Qt.Orientation.Horizontal
            and section < len(self._columns)
        ):
            return self._columns[section].heading
        if role == Qt.ItemDataRole.ToolTipRole and orientation is Qt.Orientation.Horizontal:
            return self._columns[section].heading  # one that is cut short can still be read
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

    def __init__(
        self,
        columns: Sequence[Column],
        name: str,
        parent: QWidget | None = None,
        model: type[LinesModel] | None = None,
    ) -> None:
        super().__init__(parent)
        self.lines = (model or LinesModel)(columns, self)
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
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._columns = tuple(columns)
        self._needs = self._headings = [0] * len(columns)  # px
        self._kept_least = _LEAST
        self._fitting = False
        self._chosen_by_hand = False
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.sectionResized.connect(lambda *_: self._sized())
        self.lines.modelReset.connect(self._measure_anew)
        self.lines.rowsInserted.connect(lambda _parent, first, _last: self._measure(first))
        self.doubleClicked.connect(self._open_at)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        self.updateGeometries()  # at once: Qt would show a scroll bar for the old widths until its timer comes round

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        QTimer.singleShot(0, self, self._say_where)  # after the table itself was said

    def _say_where(self) -> None:
        """Tell screen readers which line is chosen when the keyboard comes here, as they are told of each move."""
        at = self.currentIndex()
        if at.isValid() and self.hasFocus():
            say_where(self, (at.row() + 1) * (self.lines.columnCount() + 1) + at.column() + 1)  # headings count

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_needs"):
            self._measure_anew()

    def viewportEvent(self, event: QEvent) -> bool:
        """A text that is cut short is shown whole where the pointer rests on it."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.tip_at(self.indexAt(event.pos())), self.viewport())
            return True
        return super().viewportEvent(event)

    def tip_at(self, index: Index) -> str:
        """The whole text of a cell that is cut short, as markup that says it literally; else empty."""
        if not index.isValid():
            return ""
        text = str(index.data())
        cut = self._width_of(text) > self.columnWidth(index.column())
        return f"<span>{escape(text)}</span>" if cut else ""

    def hide_column(self, position: int, *, hidden: bool) -> None:
        """Hide a column where there is no room for it, or show it again; the others share what is left."""
        if self.isColumnHidden(position) != hidden:
            self._fitting = True  # hiding tells a size too, which nobody chose
            self.setColumnHidden(position, hidden)
            self._fitting = False
            self._fit()

    def selectRow(self, row: int) -> None:
        """Choose this line alone. Qt's own would add it to what is chosen while somebody holds Ctrl or Shift down."""
        shown = (at for at in range(self.lines.columnCount()) if not self.isColumnHidden(at))
        index = self.lines.index(row, next(shown, 0))
        if index.isValid():
            how = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(index, how.ClearAndSelect | how.Rows)

    def selected(self) -> Any:
        """The line that is chosen; None when there is none."""
        index = self.currentIndex()
        return self.lines.line(index.row()) if index.isValid() else None

    def _open_at(self, index: QModelIndex) -> None:
        line = self.lines.line(index.row())
        if line is not None:
            self.opened.emit(line)

    @property
    def widths_by_hand(self) -> bool:
        """Whether a person chose the widths."""
        return self._chosen_by_hand

    def set_widths(self, widths: Mapping[int, int]) -> None:
        """Give columns the widths that a person chose before; those of the others stay."""
        self._fit()
        self._chosen_by_hand = True
        self._fitting = True
        for position, width in widths.items():
            self.setColumnWidth(position, width)
        self._fitting = False

    def keep_at_least(self, width: int = _LEAST) -> None:
        """What a column that gives way keeps, px; where that is too much for all, the table is scrolled sideways."""
        self._kept_least = width
        self._fit()

    def fit_widths(self) -> None:
        """Forget the widths that a person chose: each column has what it needs again."""
        self._chosen_by_hand = False
        self._fit()

    def width_chosen(self) -> None:
        """A person drew a column wider or narrower."""

    def _sized(self) -> None:
        if not self._fitting and self.isVisible():
            self._chosen_by_hand = True
            self.width_chosen()

    def _measure_anew(self) -> None:
        header = self.horizontalHeader()
        self.setIconSize(theme.icon_size(_SIGN))
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().lineSpacing() + theme.px(12))
        self._headings = [header.sectionSizeHint(position) for position in range(len(self._columns))]
        self._needs = list(self._headings)
        self._measure(0)

    def _measure(self, first: int) -> None:
        """Widen the whole columns to what the lines from `first` on need."""
        self.make_room_for(self.lines.lines[first:])

    def make_room_for(self, new: Sequence[Any]) -> None:
        """Widen the whole columns to what these lines need."""
        for position, column in enumerate(self._columns):
            if column.whole:
                beside = theme.px(_SIGN + _GAP) if column.colour is not None else 0
                widths = [self._width_of(text) + beside for text in {column.text(line) for line in new}]
                self._needs[position] = max(self._needs[position], *widths, 0)
        self._fit()

    def _width_of(self, text: str) -> int:
        return self.fontMetrics().horizontalAdvance(text) + theme.px(_PAD)

    def _least(self, position: int) -> int:
        """What a column keeps. Beside large type that is its heading: a table that goes sideways can still be read."""
        kept = theme.px(self._kept_least)
        return kept if theme.px(_LEAST) < _LARGE else max(kept, theme.px(_LEAST_LARGE), self._headings[position])

    def _fit(self) -> None:
        """Whole columns as wide as they need, the others by their shares, until a person chooses widths by hand."""
        if self._chosen_by_hand:
            return
        self._fitting = True
        for position, width in enumerate(self._widths()):
            if width:
                self.setColumnWidth(position, width)
        self._fitting = False

    def _widths(self) -> list[int]:
        """Their sum is the width in sight, unless even the least does not fit into it."""
        hidden = [self.isColumnHidden(position) for position in range(len(self._columns))]
        widths = [0 if gone else max(self._least(at), self._needs[at]) for at, gone in enumerate(hidden)]
        giving = [at for at, column in enumerate(self._columns) if not column.whole and not hidden[at]]
        shares = sum(self._columns[position].width for position in giving)
        for position in giving:  # what comes after takes its share of what is then left
            spare = self.viewport().width() - sum(widths)
            share = self._columns[position].width
            widths[position] = max(self._least(position), widths[position] + spare * share // shares)
            shares -= share
        return widths

    def keyPressEvent(self, event: QKeyEvent) -> None:
        line = self.selected()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and line is not None:
            self.opened.emit(line)
            return
        super().keyPressEvent(event)
