"""The coming weeks as a small calendar: working days, holidays by name, how many answers are due; a day opens its list.

It is a table, so that a screen reader reads its cells and the arrow keys go through its days.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHelpEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from caseman.services.today_views import DayView
from ui import theme
from ui.i18n import tell

_DAYS, _WEEKS = 7, 4
_PAD = 4  # px
_DAY_ROLE = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class WeeksModel(QAbstractTableModel):
    """Weeks of days, Monday first: a week of the numbers ends with Sunday."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._days: tuple[DayView, ...] = ()
        self.today: date | None = None

    def replace(self, days: Sequence[DayView], today: date) -> None:
        """Show these days instead."""
        self.beginResetModel()
        self._days, self.today = tuple(days), today
        self.endResetModel()

    def day(self, index: _Index) -> DayView:
        return self._days[index.row() * _DAYS + index.column()]

    def index_of(self, day: date) -> QModelIndex:
        """Where a day stands."""
        at = next((at for at, view in enumerate(self._days) if view.day == day), -1)
        return self.index(at // _DAYS, at % _DAYS) if at >= 0 else QModelIndex()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._days) // _DAYS

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else _DAYS

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        view = self.day(index)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return str(view.day.day)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self.words(view)
        return view if role == _DAY_ROLE else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return QLocale().dayName(section + 1, QLocale.FormatType.ShortFormat)
        return None

    def words(self, view: DayView) -> str:
        """A day in words."""
        parts = [tell(view.day)]
        if view.day == self.today:
            parts.append(self.tr("today"))
        if view.closed is not None:
            parts.append(self.tr("the office is closed") if view.by_weekday else tell(view.closed))
        parts.append(self.tr("%n answer(s) due", "", view.due))
        return self.tr(", ").join(parts)


class FourWeeks(QTableView):
    """Shows the weeks; Enter, the space bar or a click opens a day."""

    opened = Signal(date)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.weeks = WeeksModel(self)
        self.setModel(self.weeks)
        self.setItemDelegate(_DayPainter(self))
        self.setAccessibleName(name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setMinimumSectionSize(1)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.clicked.connect(self._open)

    def show_weeks(self, days: Sequence[DayView], today: date) -> None:
        """Show these days; the one that was chosen stays so, else today is."""
        before = self.weeks.day(self.currentIndex()).day if self.currentIndex().isValid() else today
        self.weeks.replace(days, today)
        at = self.weeks.index_of(before)
        self.setCurrentIndex(at if at.isValid() else self.weeks.index_of(today))

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().lineSpacing()
        height = self.horizontalHeader().sizeHint().height() + _WEEKS * (2 * line + 3 * _PAD)
        return QSize(self._width_for(88), height)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._width_for(8), self.sizeHint().height())

    def _width_for(self, count: int) -> int:
        return _DAYS * (self.fontMetrics().horizontalAdvance(self.due_text(count)) + 2 * _PAD + 6)

    def viewportEvent(self, event: QEvent) -> bool:
        """Where the pointer rests, the day is told in words; the office's own names are said literally."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.tip_at(self.indexAt(event.pos())), self.viewport())
            return True
        return super().viewportEvent(event)

    def tip_at(self, index: _Index) -> str:
        """A day in words, as markup that says it literally."""
        return f"<span>{escape(self.weeks.words(self.weeks.day(index)))}</span>" if index.isValid() else ""

    def due_text(self, count: int) -> str:
        """How many answers are due, in the least room."""
        return self.tr("{count} due").format(count=count)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.currentIndex().isValid():
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self.weeks.day(index).day)


class _DayPainter(QStyledItemDelegate):
    """Draws a day: its number, the name of a holiday, how many answers are due."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        view: DayView = index.data(_DAY_ROLE)
        table = self.parent()
        assert isinstance(table, FourWeeks)
        today = table.weeks.today
        assert today is not None
        look = theme.tokens()
        cell = option.rect.adjusted(1, 1, -1, -1)
        painter.save()
        painter.fillRect(cell, QColor(look.window if view.closed else look.panel))
        self._frame(painter, cell, option, today=view.day == today)
        inner = cell.adjusted(_PAD, _PAD - 1, -_PAD, -_PAD + 1)
        late = view.day < today and view.due > 0
        painter.setPen(QColor(look.quiet if view.closed or view.day < today else look.text))
        self._text(painter, inner, _day_name(index, view.day), Qt.AlignmentFlag.AlignTop, bold=view.day == today)
        if view.due:
            painter.setPen(QColor(look.bad if late else look.accent))
            sign = "! " if late else ""
            bold = QFont(painter.font())
            bold.setBold(True)
            told = sign + table.due_text(view.due)
            if QFontMetrics(bold).horizontalAdvance(told) > inner.width():
                told = f"{sign}{view.due}"
            self._text(painter, inner, told, Qt.AlignmentFlag.AlignBottom, bold=True)
        elif view.closed is not None and not view.by_weekday:
            painter.setPen(QColor(look.quiet))
            self._text(painter, inner, tell(holiday_name(view)), Qt.AlignmentFlag.AlignBottom, bold=False)
        painter.restore()

    @staticmethod
    def _frame(painter: QPainter, cell: QRect, option: QStyleOptionViewItem, *, today: bool) -> None:
        look = theme.tokens()
        state = option.state
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        painter.setPen(QPen(QColor(look.accent if today or focused else look.line), 2 if today or focused else 1))
        painter.drawRect(cell.adjusted(1, 1, -1, -1) if today or focused else cell)
        if focused:
            painter.setPen(QPen(QColor(look.text), 1, Qt.PenStyle.DotLine))
            painter.drawRect(cell.adjusted(3, 3, -3, -3))

    @staticmethod
    def _text(painter: QPainter, room: QRect, text: str, place: Qt.AlignmentFlag, *, bold: bool) -> None:
        """In several lines where they fit into the cell, else cut short: the tip has the whole."""
        font = QFont(painter.font())
        font.setBold(bold)
        painter.setFont(font)
        metrics = painter.fontMetrics()
        flags = place | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
        below = room.adjusted(0, metrics.lineSpacing() if place & Qt.AlignmentFlag.AlignBottom else 0, 0, 0)
        needed = metrics.boundingRect(below, flags.value, text)
        if needed.width() > below.width() or needed.height() > below.height():
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(below, flags.value, text)


def holiday_name(view: DayView) -> Any:
    """The name of a day on which the office is closed, as a holiday has one; else why it is."""
    assert view.closed is not None
    return view.closed.values.get("name", view.closed)


def _day_name(index: _Index, day: date) -> str:
    """The number of a day; the first one shown and the first of a month with the month."""
    if day.day == 1 or (index.row(), index.column()) == (0, 0):
        return f"{day.month}/{day.day}"
    return str(day.day)
