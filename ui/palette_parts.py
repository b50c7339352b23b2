"""The parts of the palette: an entry, how it is drawn, and the line whose keys move in the list."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui import theme
from ui.widgets.text_fields import TextLine

ENTRY = Qt.ItemDataRole.UserRole
_PAD = 8  # px
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Entry:
    """One line: a command or a case, what stands at its end, and why it cannot be had now."""

    text: str
    at_end: str = ""
    command: str = ""
    case: str = ""
    why_not: str = ""

    @property
    def spoken(self) -> str:
        """What a screen reader says of it."""
        return ", ".join(filter(None, (self.text, self.at_end, self.why_not)))


class PaletteLine(TextLine):
    """Keys that move in the list; while an input method composes they are its own."""

    moved = Signal(int)
    chosen = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keypad = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if self.composing:
            event.accept()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not keypad:
            self.chosen.emit()
        elif event.key() in _MOVES and not keypad:
            self.moved.emit(event.key())
        else:
            super().keyPressEvent(event)


_MOVES = (
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
)


class EntryDelegate(QStyledItemDelegate):
    """Draws a line: its text, quiet where it cannot be had now, and what stands at its end."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(super().sizeHint(option, index).width(), option.fontMetrics.lineSpacing() + 2 * _PAD)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        entry: Entry = index.data(ENTRY)
        look = theme.tokens()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.fillRect(option.rect, option.palette.color(QPalette.ColorRole.Highlight))
        text = look.accent_text if chosen else look.quiet if entry.why_not else look.text
        rect = option.rect.adjusted(_PAD, 0, -_PAD, 0)
        end = QFontMetrics(option.font).horizontalAdvance(entry.at_end)
        painter.setFont(option.font)
        painter.setPen(look.accent_text if chosen else look.quiet)
        painter.drawText(rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, entry.at_end)
        painter.setPen(text)
        room = rect.adjusted(0, 0, -end - 2 * _PAD, 0)
        shown = option.fontMetrics.elidedText(entry.text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()
