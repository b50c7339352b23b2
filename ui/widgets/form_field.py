"""A field of a form: a control, its unit, and the place under it for a hint or what is wrong."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ui.widgets.form_controls import Control, beside
from ui.widgets.labels import label


class Field(QWidget):
    """A control and the place for its fault and its hint."""

    def __init__(self, control: Control, hint: str = "", unit: str = "") -> None:
        super().__init__()
        self.control = control
        self._hint = hint
        self._below = label(hint, "quiet", wrap=True)
        if not hint:
            self._below.hide()  # never shown here: outside a layout it would be a window of its own
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)  # some glyphs reach above their line
        layout.addWidget(beside(control, label(unit, "quiet")) if unit else control)
        layout.addWidget(self._below)
        self.setFocusProxy(control)

    @property
    def fault(self) -> str:
        return self._below.text() if self._below.objectName() == "fault" else ""

    def forget_fault(self) -> None:
        """What was wrong is being put right."""
        if self.fault:
            self.show_fault("")

    def show_hint(self, text: str) -> None:
        """Another hint from now on; empty takes it away."""
        self._hint = text
        if not self.fault:
            self.show_fault("")

    def show_fault(self, text: str) -> None:
        """Say under the field what is wrong; empty takes it back to the hint."""
        styled = bool(self.fault) is bool(text)
        self._below.setText(text or self._hint)
        self._below.setVisible(bool(text or self._hint))
        self.control.setAccessibleDescription(text or self._hint)
        if styled:
            return  # most of the time of a form that is cleared would be its style
        self._below.setObjectName("fault" if text else "quiet")
        self.control.setProperty("bad", bool(text))
        for widget in (self._below, self.control):
            widget.style().unpolish(widget)
            widget.style().polish(widget)

    def go_to(self) -> None:
        """Focus the control, and scroll to it once its fault has taken its room."""
        self.control.setFocus()
        QTimer.singleShot(0, self, self._come_into_sight)

    def _come_into_sight(self) -> None:
        """With its fault, and some room above for its label."""
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if isinstance(above, QScrollArea) and self.isVisible():
            above.ensureWidgetVisible(self, 0, self.fontMetrics().lineSpacing() * 2)
