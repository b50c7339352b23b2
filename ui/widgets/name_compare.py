"""Two spellings side by side, letter by letter: what is the same, a variant form, or different. It only advises."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseman.domain.name_difference import compare
from ui.i18n import tell
from ui.widgets.labels import label, restyle
from ui.widgets.text_fields import TextLine


class NameCompare(QWidget):
    """What a paper shows is typed against what the form says; nothing of it is kept."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._written = ""
        self.typed = TextLine()
        self.typed.setAccessibleName(title)
        self.typed.setPlaceholderText(title)
        self.typed.textChanged.connect(lambda _text: self._compare())
        self.found = label("", "quiet", wrap=True, selectable=True)
        self.found.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.typed)
        layout.addWidget(self.found)

    def against(self, written: str) -> None:
        """Compare with this spelling of the form from now on."""
        self._written = written
        self.typed.clear()

    def _compare(self) -> None:
        typed = self.typed.text().strip()
        self.found.setVisible(bool(typed))
        if not typed:
            return
        difference = compare(self._written, typed)
        parts = "\n".join(tell(part.said()) for part in difference.differing)
        if difference.same:
            self.found.setText(self.tr("Written the same."))
        elif difference.equivalent:
            self.found.setText(self.tr("The same in another way of writing:") + "\n" + parts)
        else:
            self.found.setText(self.tr("Different:") + "\n" + parts)
        restyle(self.found, "good" if difference.same else "warn" if difference.equivalent else "fault")
