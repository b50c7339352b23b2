"""Where a case stands, as a row of steps: what is done and since when, what comes next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from caseman.domain.lifecycle import Step
from caseman.services.case_steps import StepView
from ui.i18n import tell


class Stepper(QWidget):
    """The steps of the walk; one is pressed to open its panel."""

    chosen = Signal(Step)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(2)
        self._buttons: dict[Step, QToolButton] = {}
        for step in Step:
            button = QToolButton()
            button.setObjectName("step")
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            button.clicked.connect(lambda _checked=False, s=step: self.chosen.emit(s))
            self._buttons[step] = button
            self._layout.addWidget(button)

    def button(self, step: Step) -> QToolButton:
        return self._buttons[step]

    def show_steps(self, steps: Sequence[StepView]) -> None:
        """Show done, current and coming steps; signs as well as colours."""
        for view in steps:
            button = self._buttons[view.step]
            sign = "✓" if view.done else "▶" if view.current else "○"
            day = view.done_on.strftime("%m-%d") if view.done_on else " "
            button.setText(f"{sign} {tell(view.step.label)}\n{day}")
            state = self.tr("done") if view.done else self.tr("next") if view.current else self.tr("open")
            button.setAccessibleName(f"{tell(view.step.label)}: {state}")
            button.setProperty("done", view.done)
            button.setProperty("current", view.current)
            button.style().unpolish(button)
            button.style().polish(button)
