"""What was searched for stands out where it is shown."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtGui import QColor, QPalette, QTextCharFormat, QTextCursor, QTextFormat
from PySide6.QtWidgets import QCheckBox, QLabel, QPlainTextEdit, QTextEdit, QWidget

from caseman.domain.names import match_key
from ui import theme

_LONGEST = 500  # signs of a text that is looked into


class Marking:
    """Labels of a page with another ground, until it is asked for others."""

    def __init__(self) -> None:
        self._marked: list[QLabel | QCheckBox] = []
        self._texts: list[QPlainTextEdit] = []

    def mark(self, within: QWidget, typed: str, also: Iterable[QLabel] = ()) -> None:
        """Mark the labels in a widget that bear a word of what was typed, and these; those of before no more."""
        for each in self._marked:
            each.setAutoFillBackground(False)
        for text in self._texts:
            text.setExtraSelections([])
        self._marked.clear()
        self._texts.clear()
        keys = [key for word in typed.split() if (key := match_key(word))]
        if not keys:
            return
        named = set(also)
        parts: list[QLabel | QCheckBox] = [*within.findChildren(QLabel), *within.findChildren(QCheckBox)]
        for each in parts:
            if each in named or any(key in match_key(each.text()[:_LONGEST]) for key in keys):
                self._dress(each)
        for text in within.findChildren(QPlainTextEdit):
            if text.isReadOnly():
                self._mark_lines(text, keys)

    @property
    def marked(self) -> tuple[str, ...]:
        """The texts that stand out."""
        return tuple(each.text() for each in self._marked)

    def _mark_lines(self, text: QPlainTextEdit, keys: list[str]) -> None:
        """The lines of a longer text; the first one is brought into sight."""
        found = []
        block = text.document().begin()
        while block.isValid():
            if any(key in match_key(block.text()[:_LONGEST]) for key in keys):
                line = QTextEdit.ExtraSelection()
                line.cursor = QTextCursor(block)
                form = QTextCharFormat()
                form.setBackground(QColor(theme.tokens().accent_soft))
                form.setProperty(QTextFormat.Property.FullWidthSelection, True)
                line.format = form
                found.append(line)
            block = block.next()
        if found:
            self._texts.append(text)
            text.setExtraSelections(found)
            text.setTextCursor(found[0].cursor)
            text.centerCursor()

    def _dress(self, part: QLabel | QCheckBox) -> None:
        palette = part.palette()
        palette.setColor(QPalette.ColorRole.Window, QColor(theme.tokens().accent_soft))
        part.setPalette(palette)
        part.setAutoFillBackground(True)
        self._marked.append(part)
