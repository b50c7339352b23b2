"""A text with faults: typed in type of one width, each fault listed with its place, one chosen is jumped to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QShowEvent, QSyntaxHighlighter, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QListWidgetItem, QPlainTextEdit, QVBoxLayout, QWidget

from caseman.services.letter_texts import TextFault
from ui import theme
from ui.i18n import tell
from ui.widgets.labels import label, restyle
from ui.widgets.spoken_list import SpokenList
from ui.widgets.text_fields import Composing

_FAULTS_HEIGHT = 110  # px


class FixedWidthEdit(Composing, QPlainTextEdit):
    """An editor in type of one width; the type is loaded when the first one comes into sight."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self._set = False

    def showEvent(self, event: QShowEvent) -> None:
        if not self._set:
            self._set = True
            font = self.font()
            font.setFamilies([theme.fixed_width_family(), *font.families()])
            self.setFont(font)
        super().showEvent(event)


Edit = TypeVar("Edit", bound=QPlainTextEdit)


class FaultyText(QWidget, Generic[Edit]):
    """An editor, where its cursor stands, the state of the text, and the faults below; one chosen is gone to."""

    def __init__(self, edit: Edit, faults: str) -> None:
        """`faults`: what a screen reader calls their list."""
        super().__init__()
        self.edit = edit
        self.faults = SpokenList()
        self.faults.setAccessibleName(faults)
        self.faults.setWordWrap(True)
        self.faults.setSpacing(2)
        theme.sized(self.faults, height=_FAULTS_HEIGHT)
        self.faults.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.place = label("", "quiet")
        self.state = label("", "quiet", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GAP_SMALL)
        layout.addWidget(self.edit, 1)
        for part in (self.place, self.state, self.faults):
            layout.addWidget(part)
        self.edit.cursorPositionChanged.connect(self._tell_place)
        self.faults.currentRowChanged.connect(lambda _row: self._jump())
        self.faults.itemClicked.connect(lambda _item: self._go())
        self.faults.itemActivated.connect(lambda _item: self._go())
        self._tell_place()

    def list_faults(self, faults: Iterable[tuple[str, object]], more: int = 0) -> None:
        """Show each fault with what `go_to` is told of it; `more` is how many are not among these."""
        self.faults.blockSignals(True)
        self.faults.clear()
        for told, where in faults:
            item = QListWidgetItem(told)
            item.setData(Qt.ItemDataRole.UserRole, where)
            self.faults.addItem(item)
        if more:
            item = QListWidgetItem(self.tr("… and {count} more").format(count=more))
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.faults.addItem(item)
        self.faults.blockSignals(False)
        self.faults.setVisible(self.faults.count() > 0)

    def tell_state(self, text: str, kind: str) -> None:
        """Say how the text stands; `kind` is a name of the style."""
        self.state.setText(text)
        restyle(self.state, kind)

    def go_to(self, where: Any) -> None:
        """Put the cursor there."""
        raise NotImplementedError

    def _jump(self) -> None:
        chosen = self.faults.selectedItems()
        where = chosen[0].data(Qt.ItemDataRole.UserRole) if chosen else None
        if where is not None:
            self.go_to(where)

    def _go(self) -> None:
        self._jump()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell_place(self) -> None:
        cursor = self.edit.textCursor()
        before = cursor.block().text().encode("utf-16-le", "surrogatepass")[: cursor.positionInBlock() * 2]
        column = len(before.decode("utf-16-le", "ignore")) + 1
        self.place.setText(self.tr("Line {line}, column {column}").format(line=cursor.blockNumber() + 1, column=column))


class LetterTextEdit(FaultyText[FixedWidthEdit]):
    """A letter's text, each fault with its line and column."""

    def __init__(self, name: str) -> None:
        super().__init__(FixedWidthEdit(name), self.tr("Faults of the text"))
        self.show_faults(None)

    @property
    def text(self) -> str:
        return self.edit.toPlainText()

    def show_text(self, text: str) -> None:
        """Show another text, from its beginning."""
        self.edit.setPlainText(text)
        self._tell_place()
        self.show_faults(None)

    def show_faults(self, faults: Sequence[TextFault] | None) -> None:
        """List what is wrong; None while that is not known."""
        self.list_faults((self._told(fault), (fault.line, fault.column)) for fault in faults or ())
        if faults is None:
            self.tell_state(self.tr("The text is being checked."), "quiet")
        elif faults:
            told = self.tr("Faults: {count}. Choose one to go to its place.").format(count=len(faults))
            self.tell_state(told, "late")
        else:
            self.tell_state(self.tr("The text has no faults."), "good")

    def go_to(self, where: Any) -> None:
        line, column = where
        block = self.edit.document().findBlockByNumber(line - 1)
        before = block.text().encode("utf-32-le")[: (column - 1) * 4].decode("utf-32-le")  # columns count characters
        cursor = QTextCursor(block)
        cursor.setPosition(block.position() + len(before.encode("utf-16-le")) // 2)
        self.edit.setTextCursor(cursor)
        self.edit.centerCursor()

    def _told(self, fault: TextFault) -> str:
        place = self.tr("Line {line}, column {column}: {sentence}")
        return place.format(line=fault.line, column=fault.column, sentence=tell(fault.message))


class DiffView(FixedWidthEdit):
    """The lines of a unified diff; what is new and what is gone have colours beside their signs."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setReadOnly(True)
        self._colours = _Colours(self.document())
        theme.follow(self, DiffView.colour_anew)

    def colour_anew(self) -> None:
        """In the colours of the look that is worn now."""
        self._colours.rehighlight()

    def show_diff(self, lines: Sequence[str]) -> None:
        """Show these lines, or that there are none."""
        self.setPlainText("\n".join(lines) if lines else self.tr("The text is the one that ships."))


class _Colours(QSyntaxHighlighter):
    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._of = {"+": "good", "-": "bad", "@": "quiet"}

    def highlightBlock(self, text: str) -> None:
        colour = self._of.get(text[:1])
        if colour is not None:
            form = QTextCharFormat()
            form.setForeground(QColor(getattr(theme.tokens(), colour)))
            self.setFormat(0, len(text.encode("utf-16-le")) // 2, form)
