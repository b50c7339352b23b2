"""What an edited procedure says in words, and what of it is new or gone."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor, QFont, QSyntaxHighlighter, QTextCharFormat
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QVBoxLayout, QWidget

from caseman.offices.summary_changes import Standing, Topic
from ui import theme
from ui.i18n import tell
from ui.widgets.labels import label
from ui.widgets.text_editor import FixedWidthEdit

_SIGNS = {Standing.SAME: "  ", Standing.NEW: "+ ", Standing.GONE: "− "}


class WordsPanel(QWidget):
    """The topics of a procedure; where some changed, by choice only those."""

    def __init__(self) -> None:
        super().__init__()
        self._topics: tuple[Topic, ...] = ()
        self.state = label("", "quiet", wrap=True)
        self.only_changed = QCheckBox(self.tr("Only what changes"))
        self.only_changed.setChecked(True)
        self.only_changed.toggled.connect(lambda _on: self._write())
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName(self.tr("The procedure in words"))
        self.text.setTabChangesFocus(True)
        self._colours = StatementColours(self.text.document())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.GAP_SMALL, theme.GAP_SMALL, theme.GAP_SMALL, theme.GAP_SMALL)
        for part in (self.state, self.only_changed):
            layout.addWidget(part)
        layout.addWidget(self.text, 1)

    def show_topics(self, topics: tuple[Topic, ...], *, edited: bool) -> None:
        """Show a procedure; `edited`: whether its text is another than that of the version in force."""
        self._topics = topics
        count = sum(each.standing is not Standing.SAME for topic in topics for each in topic.statements)
        if count:
            self.state.setText(self.tr("Statements that are new (+) or gone (−): {count}").format(count=count))
        elif edited:
            self.state.setText(self.tr("No statement changes. What else changed is among the lines."))
        else:
            self.state.setText(self.tr("This is the version in force."))
        self._write()

    def show_nothing(self) -> None:
        """The text has errors: it says nothing until they are mended."""
        self._topics = ()
        self.state.setText(self.tr("The text has errors. Once they are mended, it is told here in words."))
        self._write()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange) and hasattr(self, "_colours"):
            self._colours.rehighlight()

    def _write(self) -> None:
        lines: list[str] = []
        changes = any(topic.changed for topic in self._topics)
        only = changes and self.only_changed.isChecked()
        self.only_changed.setEnabled(changes)
        for topic in self._topics:
            if only and not topic.changed:
                continue
            lines.append(tell(topic.heading))
            lines += (
                f"{_SIGNS[each.standing]}{tell(each.text)}"
                for each in topic.statements
                if not (only and each.standing is Standing.SAME)
            )
            lines.append("")
        place = self.text.verticalScrollBar().value()
        self.text.setPlainText("\n".join(lines))
        self.text.verticalScrollBar().setValue(place)


class LinesPanel(QWidget):
    """The lines that differ from the version in force."""

    def __init__(self) -> None:
        super().__init__()
        self.state = label("", "quiet", wrap=True)
        self.text = FixedWidthEdit(self.tr("Lines that changed"))
        self.text.setReadOnly(True)
        self._colours = StatementColours(self.text.document())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.GAP_SMALL, theme.GAP_SMALL, theme.GAP_SMALL, theme.GAP_SMALL)
        layout.addWidget(self.state)
        layout.addWidget(self.text, 1)

    def show_lines(self, lines: Sequence[str]) -> None:
        """Show the lines of a diff."""
        new, gone = (sum(line.startswith(sign) for line in lines) for sign in "+-")
        self.state.setText(
            self.tr("Lines that are new (+): {new}; gone (−): {gone}").format(new=new, gone=gone)
            if lines
            else self.tr("No line differs from the version in force.")
        )
        self.text.setPlainText("\n".join(line.replace("-", "−", 1) if line[:1] == "-" else line for line in lines))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange) and hasattr(self, "_colours"):
            self._colours.rehighlight()


class StatementColours(QSyntaxHighlighter):
    """New and gone lines by their signs, headings in bold."""

    def highlightBlock(self, text: str) -> None:
        look = theme.tokens()
        form = QTextCharFormat()
        if text[:1] in ("+", "−", "@"):
            form.setForeground(QColor({"+": look.good, "−": look.bad, "@": look.quiet}[text[0]]))
        elif text and not text.startswith("  "):
            form.setFontWeight(QFont.Weight.Bold)
        else:
            return
        self.setFormat(0, len(text.encode("utf-16-le", "surrogatepass")) // 2, form)
