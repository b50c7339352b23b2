"""The text of a procedure with what is wrong in it: each mistake with its line and key; one chosen is gone to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from caseman.offices.checker import Finding
from ui import theme
from ui.i18n import tell
from ui.widgets.labels import label, restyle
from ui.widgets.toml_editor import TomlEditor

_FAULTS_HEIGHT = 110  # px


class ProcedureText(QWidget):
    """The editor, where its cursor stands, the state of the text, and the mistakes below."""

    def __init__(self, longest: int) -> None:
        super().__init__()
        self.edit = TomlEditor(self.tr("Text of the procedure"), longest)
        self.faults = QListWidget()
        self.faults.setAccessibleName(self.tr("Mistakes in the text"))
        self.faults.setWordWrap(True)
        self.faults.setSpacing(2)
        self.faults.setFixedHeight(_FAULTS_HEIGHT)
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
        self.show_checking()

    @property
    def text(self) -> str:
        return self.edit.text

    def show_text(self, text: str) -> None:
        """Show another text, from its beginning; there is no way back from it."""
        self.edit.show_text(text)

    def show_checking(self) -> None:
        """The text changed, and is not checked yet; the mistakes of before stay until then."""
        self._tell(self.tr("The text is being checked."), "quiet")

    def show_refusal(self, sentence: str) -> None:
        """The text cannot be checked at all."""
        self._list((), 0)
        self._tell(sentence, "late")

    def show_findings(self, findings: Sequence[Finding], more: int) -> None:
        """List what was found; `more` is how many are not among these."""
        self._list(findings, more)
        errors = sum(each.severity == "error" for each in findings)
        if errors:
            told = self.tr("Errors: {count}. Choose one to go to its line.").format(count=errors + more)
            self._tell(told, "late")
        elif findings:
            told = self.tr("No errors. To be weighed: {count}").format(count=len(findings))
            self._tell(told, "good")
        else:
            self._tell(self.tr("The text has no errors."), "good")

    def _list(self, findings: Sequence[Finding], more: int) -> None:
        self.faults.blockSignals(True)
        self.faults.clear()
        for each in findings:
            item = QListWidgetItem(self._told(each))
            item.setData(Qt.ItemDataRole.UserRole, each.line)
            self.faults.addItem(item)
        if more:
            item = QListWidgetItem(self.tr("… and {count} more").format(count=more))
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.faults.addItem(item)
        self.faults.blockSignals(False)
        self.faults.setVisible(bool(findings))
        self.edit.mark_lines((each.line, each.severity == "error") for each in findings)

    def _told(self, finding: Finding) -> str:
        sentence = tell(finding.message)
        if finding.severity == "warning":
            sentence = self.tr("To be weighed: {sentence}").format(sentence=sentence)
        if not finding.key:
            return self.tr("Line {line}: {sentence}").format(line=finding.line, sentence=sentence)
        return self.tr("Line {line}, {key}: {sentence}").format(line=finding.line, key=finding.key, sentence=sentence)

    def _tell(self, text: str, kind: str) -> None:
        self.state.setText(text)
        restyle(self.state, kind)

    def _jump(self) -> None:
        """Put the cursor on the line of the chosen mistake."""
        chosen = self.faults.selectedItems()
        line = chosen[0].data(Qt.ItemDataRole.UserRole) if chosen else None
        if line is not None:
            self.edit.go_to_line(line)

    def _go(self) -> None:
        self._jump()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell_place(self) -> None:
        cursor = self.edit.textCursor()
        before = cursor.block().text().encode("utf-16-le", "surrogatepass")[: cursor.positionInBlock() * 2]
        column = len(before.decode("utf-16-le", "ignore")) + 1
        self.place.setText(self.tr("Line {line}, column {column}").format(line=cursor.blockNumber() + 1, column=column))
