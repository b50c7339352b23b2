"""One setting of this workstation: its control, what it is at first, a way back, and its entry in the trail."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QComboBox, QSpinBox, QVBoxLayout, QWidget
from shiboken6 import isValid

from caseman.domain.settings import WORKSTATION, Bounds, Setting
from caseman.errors import CasemanError
from caseman.services.workstation_settings import note_setting
from ui import theme
from ui.i18n import tell
from ui.session import OfficeSession
from ui.widgets.form_controls import level
from ui.widgets.labels import button, label, row


def bounded(bounds: Bounds, most: int | None) -> Bounds:
    """Bounds with a lower end at the top; what a number is at first is within them."""
    if most is None:
        return bounds
    high = max(bounds.low, min(bounds.high, most))
    return replace(bounds, high=high, default=str(min(int(bounds.default), high)))


_PAUSE_MS = 400  # after the last step of a number, before it counts
_WIDTH = 240  # px


class Choice(QWidget):
    """A setting of this workstation. It takes effect at once; the trail tells from what it was changed to what.

    A number counts once it stands still. Where the trail cannot be written, the setting goes back. `most` is the
    highest number that the administrator of the workstation allows.
    """

    def __init__(
        self,
        session: OfficeSession,
        setting: Setting,
        read: Callable[[], str],
        write: Callable[[str], None],
        applied: Callable[[], None] = lambda: None,
        *,
        hint: str = "",
        step: int = 1,
        most: int | None = None,
    ) -> None:
        super().__init__()
        self.setting = setting
        self._session = session
        self._read, self._write, self._applied = read, write, applied
        self._bounds = bounded(WORKSTATION[setting], most)
        self._stood = ""  # what the trail knows
        self.control = self._make_control(step)
        self.control.setAccessibleName(tell(setting.label))
        self.control.setAccessibleDescription(hint)
        theme.sized(self.control, most_width=_WIDTH)
        self.control.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.control.installEventFilter(self)
        self.title = label(tell(setting.label))
        self.title.setBuddy(self.control)
        default = tell(self._bounds.say(self._bounds.default))
        self._default = label(self.tr("Default: {value}").format(value=default), "quiet")
        self.back_button = button(self.tr("Set back"), self.set_back)
        self.back_button.setAccessibleName(self.tr("Set back: {setting}").format(setting=tell(setting.label)))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.settle)
        self._lay_out(hint)
        self.show_value()

    def show_value(self) -> None:
        """Show what is set; what is being typed stays."""
        if self._pause.isActive():
            return
        self._stood = self._read()
        self._put(self._stood)

    def settle(self) -> None:
        """Take what stands in the control now."""
        self._pause.stop()
        value, before = self._value(), self._stood
        if value == before:
            return
        self._stood = value
        self._write(value)
        self._offer_back()
        self._session.change(note_setting, self.setting, before, value, failed=partial(self._undo, before))
        self._applied()

    def settle_if_moving(self) -> None:
        """Take a number that was still being typed or stepped through: the page goes out of sight for good."""
        if isinstance(self.control, QSpinBox):
            self.control.interpretText()
        if self._pause.isActive():
            self.settle()

    def set_back(self) -> None:
        """Set what it is at first."""
        self._put(self._bounds.default)
        self.settle()
        self.control.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A wheel that turns over the page changes nothing in passing."""
        if event.type() is QEvent.Type.Wheel and watched is self.control and not self.control.hasFocus():
            event.ignore()
            return True
        return False

    def _undo(self, before: str, error: CasemanError) -> None:
        self._write(before)
        if isValid(self):  # else its page was built anew meanwhile
            self._stood = before
            self._put(before)
        self._applied()
        self._session.failed.emit(error)

    def _make_control(self, step: int) -> QComboBox | QSpinBox:
        bounds = self._bounds
        if bounds.unit is None:
            box = QComboBox()
            for code, text in bounds.codes.items():
                box.addItem(tell(text), code)
            box.activated.connect(lambda _at: self.settle())
            return box
        number = theme.follow(QSpinBox(), level)
        number.setRange(bounds.low, bounds.high)
        number.setSingleStep(step)
        number.setSuffix(f" {tell(bounds.unit)}")
        number.setKeyboardTracking(False)
        number.valueChanged.connect(lambda _value: self._pause.start())
        return number

    def _lay_out(self, hint: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_SMALL)
        column.addWidget(self.title)
        column.addWidget(row(self.control, self._default, self.back_button))
        if hint:
            column.addWidget(label(hint, "quiet", wrap=True))

    def _value(self) -> str:
        if isinstance(self.control, QSpinBox):
            return str(self.control.value())
        return str(self.control.currentData())

    def _put(self, value: str) -> None:
        self.control.blockSignals(True)
        if isinstance(self.control, QSpinBox):
            self.control.setValue(int(value))
        else:
            self.control.setCurrentIndex(max(0, self.control.findData(value)))
        self.control.blockSignals(False)
        self._offer_back()

    def _offer_back(self) -> None:
        changed = self._value() != self._bounds.default
        if not changed and self.back_button.hasFocus():
            self.control.setFocus()
        self.back_button.setVisible(changed)
