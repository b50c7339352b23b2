"""Where a case stands, as a row of steps: what is done, when and by whom, what comes next, what waits and for what."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QStyle, QStyleOptionToolButton, QToolButton, QWidget

from caseman.domain.lifecycle import Step
from caseman.services.case_steps import StepView
from ui.i18n import tell
from ui.widgets.elided import show_tip

_PAD = 16  # px around a step's text
_LINE = 3  # px: under the step whose panel is in sight
_BACK = (Qt.Key.Key_Left, Qt.Key.Key_Up)
_ON = (Qt.Key.Key_Right, Qt.Key.Key_Down)


class StepButton(QToolButton):
    """One step; its lines are cut where there is no room, and are whole in the tooltip and for a screen reader."""

    moved = Signal(int)  # how far the keyboard goes on from here; far beyond for the first and the last

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("step")
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._lines = ("", "")
        self.tip = ""
        self.shown = False  # its panel is in sight

    def show_lines(self, lines: tuple[str, str], name: str, tip: str) -> None:
        """The two lines that are shown, what a screen reader says, and what the tooltip adds."""
        self._lines = lines
        self.setAccessibleName(name)
        self.setAccessibleDescription(tip)
        self.tip = "\n".join(filter(None, (name, tip)))
        self._fit()

    def event(self, event: QEvent) -> bool:
        return show_tip(self, event, self.tip) or super().event(event)

    @property
    def needs(self) -> int:
        """Px that its first line takes."""
        return self.fontMetrics().horizontalAdvance(self._lines[0]) + _PAD

    def sizeHint(self) -> QSize:
        return QSize(self.needs, 2 * self.fontMetrics().lineSpacing() + _PAD)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.shown:
            line = QRect(_PAD // 2, self.height() - _LINE, self.width() - _PAD, _LINE)
            QPainter(self).fillRect(line, self.palette().color(QPalette.ColorRole.Highlight))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrow keys go from step to step; Home and End to the first and the last."""
        far = {Qt.Key.Key_Home: -len(Step), Qt.Key.Key_End: len(Step)}.get(Qt.Key(event.key()), 0)
        by = -1 if event.key() in _BACK else 1 if event.key() in _ON else far
        if by:
            self.moved.emit(by)
            event.accept()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def _around(self) -> int:
        """Px that the style puts beside the text."""
        option = QStyleOptionToolButton()
        self.initStyleOption(option)
        kind = QStyle.ContentsType.CT_ToolButton
        return self.style().sizeFromContents(kind, option, QSize(0, self.fontMetrics().height()), self).width()

    def _fit(self) -> None:
        room = max(1, self.width() - self._around())
        mode = Qt.TextElideMode.ElideRight
        self.setText("\n".join(self.fontMetrics().elidedText(line, mode, room) for line in self._lines))


class Stepper(QWidget):
    """The steps of the walk; one is pressed to open its panel. It is one stop of the Tab key; arrow keys move in it."""

    chosen = Signal(Step)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Steps of the case"))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(2)
        self._columns = 0
        self._buttons: dict[Step, StepButton] = {}
        for step in Step:
            button = StepButton()
            button.clicked.connect(lambda _checked=False, s=step: self._choose(s))
            button.moved.connect(lambda by, s=step: self._move(s, by))
            self._buttons[step] = button
        self._lay_out(len(Step))
        self._stop_at(Step.ENVELOPE)

    def button(self, step: Step) -> StepButton:
        return self._buttons[step]

    def show_steps(self, steps: Sequence[StepView]) -> None:
        """Show done, current, coming and waiting steps; signs as well as colours."""
        for view in steps:
            button = self._buttons[view.step]
            waits = view.waits_for is not None and not view.current
            sign = "▶" if view.current else "✓" if view.done else "–" if waits else "○"
            button.show_lines((f"{sign} {tell(view.step.label)}", _when(view)), self._name(view), tell(view.waits_for))
            for name, value in (("done", view.done), ("current", view.current)):
                button.setProperty(name, value)
            button.style().unpolish(button)
            button.style().polish(button)
        self._spread()

    def mark(self, step: Step) -> None:
        """The panel of this step is in sight."""
        for each, button in self._buttons.items():
            button.shown = each is step
            button.update()
        self._stop_at(step)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._spread()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_buttons"):
            self._spread()

    def _name(self, view: StepView) -> str:
        label = tell(view.step.label)
        if view.current:
            return self.tr("{step}, comes next").format(step=label)
        if not view.done:
            waits = view.waits_for is not None
            return (self.tr("{step}, waits") if waits else self.tr("{step}, not done yet")).format(step=label)
        if view.done_on is None:
            return self.tr("{step}, done").format(step=label)
        if not view.done_by:
            return self.tr("{step}, done on {day}").format(step=label, day=tell(view.done_on))
        return self.tr("{step}, done by {who} on {day}").format(step=label, who=view.done_by, day=tell(view.done_on))

    def _choose(self, step: Step) -> None:
        self._stop_at(step)
        self.chosen.emit(step)

    def _move(self, step: Step, by: int) -> None:
        every = list(Step)
        at = min(max(0, every.index(step) + by), len(every) - 1)
        self._stop_at(every[at])
        self._buttons[every[at]].setFocus(Qt.FocusReason.TabFocusReason)

    def _stop_at(self, step: Step) -> None:
        """The Tab key stops at this one."""
        for each, button in self._buttons.items():
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if each is step else Qt.FocusPolicy.ClickFocus)

    def _spread(self) -> None:
        """In one row where each name has room, else in two."""
        needs = max(button.needs for button in self._buttons.values())
        room = self.width() // len(Step) - self._grid.spacing()
        self._lay_out(len(Step) if needs <= room else -(-len(Step) // 2))

    def _lay_out(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for at, button in enumerate(self._buttons.values()):
            self._grid.addWidget(button, at // columns, at % columns)
        for column in range(len(Step)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)


def _when(view: StepView) -> str:
    if not view.done:
        return ""
    day = view.done_on.strftime("%m-%d") if view.done_on else ""
    return " ".join(filter(None, (day, view.done_by)))
