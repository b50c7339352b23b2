"""Fields for text: what is pasted is cleaned, and what an input method is composing is not lost."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QFocusEvent, QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QToolTip, QWidget

from ui.widgets.labels import announce

_LONGEST: Final = 20_000  # characters; the rules refuse less with a sentence, this only keeps the window alive
_BREAKS: Final = "\n\r\t\v\f\x85\u2028\u2029"

if TYPE_CHECKING:
    _Widget = QWidget
else:
    _Widget = object  # a mixin: Qt's class comes beside it


class Composing(_Widget):
    """What an input method shows in a field and has not committed is taken when the keyboard goes elsewhere.

    A mixin: it stands before the class of Qt's that it goes with.
    """

    composing = ""

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.composing = event.preeditString()
        super().inputMethodEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.commit_composition()
        super().focusOutEvent(event)

    def commit_composition(self) -> None:
        """Take what is being composed as it stands."""
        composed, self.composing = self.composing, ""
        if composed:
            event = QInputMethodEvent("", [])
            event.setCommitString(composed)
            QApplication.sendEvent(self, event)


class TextLine(Composing, QLineEdit):
    """A single line; a line break that is pasted becomes a space, which is told."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(_LONGEST)
        self.textChanged.connect(self._clean)

    def _clean(self, text: str) -> None:
        clean = cleaned_line(text)
        if clean != text and self.echoMode() is QLineEdit.EchoMode.Normal:  # a passphrase is taken as it is
            left = len(cleaned_line(text[: self.cursorPosition()]))
            self.setText(clean)
            self.setCursorPosition(left)
            if self.hasFocus() and any(sign in _BREAKS for sign in text.strip()):
                self._tell_of_breaks()

    def _tell_of_breaks(self) -> None:
        """Beside the field, and to who hears it: what stands there now is not what was copied."""
        told = self.tr("Line breaks became spaces.")
        QToolTip.showText(self.mapToGlobal(self.rect().bottomLeft()), told, self)
        announce(self, told)


class TextBox(Composing, QPlainTextEdit):
    """Several lines; control characters that are pasted are left out."""

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Plain text alone, cleaned and bounded."""
        if source.hasText():
            room = max(0, _LONGEST - len(self.toPlainText()))
            self.insertPlainText(cleaned_lines(source.text())[:room])


def commit_composition() -> None:
    """Let the input method commit what it is composing, wherever the keyboard is; before drafts are read."""
    QGuiApplication.inputMethod().commit()
    focus = QApplication.focusWidget()
    if isinstance(focus, Composing):
        focus.commit_composition()  # where the platform has no input method that would


def cleaned_line(text: str) -> str:
    """A text on one line: breaks and tabs become one space each, other control characters go."""
    if text.isprintable():
        return text
    one = text.replace("\r\n", "\n")
    return "".join(" " if sign in _BREAKS else sign for sign in one if sign in _BREAKS or not _controls(sign))


def cleaned_lines(text: str) -> str:
    """A text of several lines, without control characters."""
    every = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return "".join(sign for sign in every if sign in "\n\t" or not _controls(sign))


def _controls(sign: str) -> bool:
    return unicodedata.category(sign) == "Cc"
