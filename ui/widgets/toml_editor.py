"""An editor for a text in TOML: numbered lines, coloured by what they are, marked where something is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QEvent, QMimeData, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QSyntaxHighlighter,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextOption,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from ui import theme
from ui.widgets.text_editor import FixedWidthEdit

_NUMBER_ROOM = 8  # px at each side of a number
_COLOURED: Final = 4_000  # signs of a line that are looked at: a seal in Base64 is one long line
_LONG_LINE: Final = 5_000  # signs
_MULTI = {1: '"""', 2: "'''"}  # the states of a line that ends inside such a text


class TomlEditor(FixedWidthEdit):
    """The text, its line numbers and its marks. What would make it longer than it may be is not put in."""

    too_long = Signal()

    def __init__(self, name: str, longest: int) -> None:
        super().__init__(name)
        self._longest = longest
        self._marks: tuple[tuple[int, bool], ...] = ()
        self._numbers = _Numbers(self)
        self._colours = TomlColours(self.document())
        self.blockCountChanged.connect(lambda _count: self._make_room())
        self.updateRequest.connect(self._move_numbers)
        self._make_room()

    @property
    def text(self) -> str:
        """What stands here; half a pair of surrogates, which no file can keep, as a question mark."""
        return self.toPlainText().encode("utf-8", "replace").decode()

    def show_text(self, text: str) -> None:
        """Show another text, from its beginning; there is no way back from it."""
        self._wrap_for(text)
        self.setPlainText(text)

    def replace_text(self, text: str) -> None:
        """Put another text in its place; undo brings back what stood here. Only what differs is touched."""
        now = self.toPlainText()
        if len(text) > self._longest:
            self.too_long.emit()
            return
        self._wrap_for(text)
        start = _common(now, text)
        end = _common(now[start:][::-1], text[start:][::-1])
        cursor = QTextCursor(self.document())
        cursor.setPosition(_units(now[:start]))
        cursor.setPosition(_units(now[: len(now) - end]), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(text[start : len(text) - end])

    def mark_lines(self, lines: Iterable[tuple[int, bool]]) -> None:
        """Mark lines, counted from 1, and whether what is wrong there is an error."""
        self._marks = tuple(lines)
        self._draw_marks()

    def go_to_line(self, line: int) -> None:
        """Put the cursor at the beginning of a line, in the middle of the sight."""
        block = self.document().findBlockByNumber(max(0, line - 1))
        self.setTextCursor(QTextCursor(block if block.isValid() else self.document().lastBlock()))
        self.centerCursor()

    def insertFromMimeData(self, source: QMimeData) -> None:
        if len(self.toPlainText()) + len(source.text()) > self._longest:
            self.too_long.emit()
            return
        self._wrap_for(source.text())
        super().insertFromMimeData(source)

    def _wrap_for(self, text: str) -> None:
        """A very long line is broken anywhere: to look for the ends of its words takes Qt seconds."""
        if any(len(line) > _LONG_LINE for line in text.splitlines()):
            self.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        inside = self.contentsRect()
        self._numbers.setGeometry(QRect(inside.left(), inside.top(), self.number_width(), inside.height()))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(
            self, "_colours"
        ):
            self._colours.take_look()
            self._draw_marks()
            self._make_room()

    # --- line numbers

    def number_width(self) -> int:
        """The width that the numbers take, in pixels."""
        digits = max(3, len(str(self.blockCount())))
        return self.fontMetrics().horizontalAdvance("9") * digits + 2 * _NUMBER_ROOM

    def numbered(self, within: QRect) -> Iterable[tuple[int, QRect]]:
        """The lines in a part of the sight: their number and where they begin."""
        block: QTextBlock = self.firstVisibleBlock()
        while block.isValid():
            place = self.blockBoundingGeometry(block).translated(self.contentOffset()).toRect()
            if place.top() > within.bottom():
                return
            if block.isVisible() and place.bottom() >= within.top():
                yield block.blockNumber() + 1, place
            block = block.next()

    def _make_room(self) -> None:
        self.setViewportMargins(self.number_width(), 0, 0, 0)
        self._numbers.update()

    def _move_numbers(self, part: QRect, down: int) -> None:
        if down:
            self._numbers.scroll(0, down)
        else:
            self._numbers.update(0, part.y(), self._numbers.width(), part.height())

    def _draw_marks(self) -> None:
        look = theme.tokens()
        found = []
        for line, bad in self._marks:
            block = self.document().findBlockByNumber(line - 1)
            if not block.isValid():
                continue
            mark = QTextEdit.ExtraSelection()
            mark.cursor = QTextCursor(block)
            mark.cursor.select(QTextCursor.SelectionType.LineUnderCursor)
            form = QTextCharFormat()
            form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            form.setUnderlineColor(QColor(look.bad if bad else look.warn))
            mark.format = form
            found.append(mark)
        self.setExtraSelections(found)


class _Numbers(QWidget):
    """The margin with the numbers; a screen reader has the line from the place that is told below."""

    def __init__(self, editor: TomlEditor) -> None:
        super().__init__(editor)
        self._editor = editor
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def sizeHint(self) -> QSize:
        return QSize(self._editor.number_width(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = theme.tokens()
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(look.window))
        painter.setFont(self._editor.font())
        painter.setPen(QColor(look.quiet))
        height = self._editor.fontMetrics().height()
        for number, place in self._editor.numbered(event.rect()):
            room = QRect(0, place.top(), self.width() - _NUMBER_ROOM, height)
            painter.drawText(room, Qt.AlignmentFlag.AlignRight, str(number))
        painter.end()


class TomlColours(QSyntaxHighlighter):
    """Comments quiet, headers and keys in the accent, texts and other values in colours of their own."""

    _PARTS = re.compile(
        r"""(?P<multi>\"{3}|'{3})|(?P<string>"(?:[^"\\]|\\.)*"?|'[^']*'?)|(?P<comment>\#.*)"""
        r"""|(?P<value>(?<![\w.-])(?:true|false|[+-]?\d[\w.:+-]*)(?![\w]))"""
    )
    _HEADER = re.compile(r"\s*\[[^\]]*\]{1,2}")
    _KEY = re.compile(r"(?:^|(?<=[{,]))\s*+[\w.-]++(?=\s*+=)")

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._forms: dict[str, QTextCharFormat] = {}
        self.take_look(anew=False)

    def take_look(self, *, anew: bool = True) -> None:
        """Take the colours of the look that is on now."""
        look = theme.tokens()
        colours = {"comment": look.quiet, "key": look.accent, "header": look.accent, "string": look.good}
        self._forms = {name: _coloured(colour) for name, colour in (colours | {"value": look.warn}).items()}
        self._forms["header"].setFontWeight(QFont.Weight.Bold)
        if anew:
            self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        text = text[:_COLOURED]
        self.setCurrentBlockState(0)
        at = 0
        before = self.previousBlockState()
        if before in _MULTI:
            at = self._go_on(text, 0, before)
        elif (header := self._HEADER.match(text)) is not None:
            self._colour(text, 0, header.end(), "header")
            at = header.end()
        else:
            for key in self._KEY.finditer(text):
                self._colour(text, key.start(), key.end(), "key")
        while (part := self._PARTS.search(text, at)) is not None:
            kind = str(part.lastgroup)
            if kind == "multi":
                state = 1 if part[0] == _MULTI[1] else 2
                self._colour(text, part.start(), part.end(), "string")
                at = self._go_on(text, part.end(), state)
                continue
            self._colour(text, part.start(), part.end(), kind)
            at = part.end()

    def _go_on(self, text: str, at: int, state: int) -> int:
        """Colour a text of several lines up to its end, or to that of the line; returns where it ends."""
        end = text.find(_MULTI[state], at)
        stop = len(text) if end < 0 else end + 3
        if end < 0:
            self.setCurrentBlockState(state)
        self._colour(text, at, stop, "string")
        return stop

    def _colour(self, text: str, start: int, end: int, kind: str) -> None:
        self.setFormat(_units(text[:start]), _units(text[start:end]), self._forms[kind])


def _coloured(colour: str) -> QTextCharFormat:
    form = QTextCharFormat()
    form.setForeground(QColor(colour))
    return form


def _units(text: str) -> int:
    """Qt counts in units of UTF-16."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _common(one: str, other: str) -> int:
    """How many signs are the same from the start."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[:middle] == other[:middle]:
            low = middle
        else:
            high = middle - 1
    return low
