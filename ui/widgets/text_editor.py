"""A text with faults: typed in type of one width, each fault listed with its place, one chosen is jumped to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QShowEvent, QSyntaxHighlighter, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPlainTextEdit, QVBoxLayout, QWidget

from caseman.services.letter_texts import TextFault
from ui import theme
from ui.i18n import tell
from ui.widgets.labels import label, restyle

_FAULTS_HEIGHT = 110  # px


class FixedWidthEdit(QPlainTextEdit):
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


class FaultyText(QWidget):
    """The editor, where its cursor stands, and the faults below."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.edit = FixedWidthEdit(name)
        self.faults = QListWidget()
        self.faults.setAccessibleName(self.tr("Faults of the text"))
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
        layout.addWidget(self.place)
        layout.addWidget(self.state)
        layout.addWidget(self.faults)
        self.edit.cursorPositionChanged.connect(self._tell_place)
        self.faults.currentRowChanged.connect(lambda _row: self._jump())
        self.faults.itemClicked.connect(lambda _item: self._go())
        self.faults.itemActivated.connect(lambda _item: self._go())
        self._tell_place()
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
        self.faults.blockSignals(True)
        self.faults.clear()
        for fault in faults or ():
            item = QListWidgetItem(
                self.tr("Line {line}, column {column}: {sentence}").format(
                    line=fault.line, column=fault.column, sentence=tell(fault.message)
                )
            )
            item.setData(Qt.ItemDataRole.UserRole, (fault.line, fault.column))
            self.faults.addItem(item)
        self.faults.blockSignals(False)
        self.faults.setVisible(bool(faults))
        if faults is None:
            text, kind = self.tr("The text is being checked."), "quiet"
        elif faults:
            text, kind = self.tr("Faults: {count}. Choose one to go to its place.").format(count=len(faults)), "late"
        else:
            text, kind = self.tr("The text has no faults."), "good"
        self.state.setText(text)
        restyle(self.state, kind)

    def _jump(self) -> None:
        """Put the cursor where the chosen fault is."""
        chosen = self.faults.selectedItems()
        if not chosen:
            return
        line, column = chosen[0].data(Qt.ItemDataRole.UserRole)
        block = self.edit.document().findBlockByNumber(line - 1)
        before = block.text().encode("utf-32-le")[: (column - 1) * 4].decode("utf-32-le")  # columns count characters
        cursor = QTextCursor(block)
        cursor.setPosition(block.position() + len(before.encode("utf-16-le")) // 2)
        self.edit.setTextCursor(cursor)
        self.edit.centerCursor()

    def _go(self) -> None:
        self._jump()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell_place(self) -> None:
        cursor = self.edit.textCursor()
        before = cursor.block().text().encode("utf-16-le")[: cursor.positionInBlock() * 2]
        column = len(before.decode("utf-16-le", "ignore")) + 1
        self.place.setText(self.tr("Line {line}, column {column}").format(line=cursor.blockNumber() + 1, column=column))


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
