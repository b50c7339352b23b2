"""Controls of every kind in one way: what stands in them, what is put there, and when somebody edits them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QWidget,
)

from caseman.text import Text
from ui import theme
from ui.i18n import tell
from ui.widgets.labels import row

Control = QLineEdit | QComboBox | QCheckBox | QPlainTextEdit | QSpinBox


def beside(control: Control, unit: QWidget) -> QWidget:
    """A control with its unit behind it."""
    holder = row(control, unit, stretch=False)
    layout = holder.layout()
    assert isinstance(layout, QHBoxLayout)
    layout.setStretch(0, 1)
    return holder


def on_edit(control: Control, called: Callable[[], None]) -> None:
    """Call when anything is typed or chosen."""
    if isinstance(control, QLineEdit | QPlainTextEdit):
        control.textChanged.connect(lambda *_: called())
    elif isinstance(control, QComboBox):
        control.currentIndexChanged.connect(lambda *_: called())
    elif isinstance(control, QSpinBox):
        control.valueChanged.connect(lambda *_: called())
    else:
        control.toggled.connect(lambda *_: called())


def value_of(control: Control) -> Any:
    """What stands in a control, as typed."""
    if isinstance(control, QLineEdit):
        return control.text()
    if isinstance(control, QPlainTextEdit):
        return control.toPlainText()
    if isinstance(control, QComboBox):
        return control.currentData()
    if isinstance(control, QSpinBox):
        return control.value()
    return control.isChecked()


def put_value(control: Control, value: Any) -> None:
    """Put a value into a control; None empties it."""
    if isinstance(control, QLineEdit):
        control.setText(tell(value) if isinstance(value, Text) else "" if value is None else str(value))
        control.setCursorPosition(0)  # a long text is read from its beginning
    elif isinstance(control, QPlainTextEdit):
        control.setPlainText("" if value is None else str(value))
    elif isinstance(control, QComboBox):
        control.setCurrentIndex(max(0, control.findData(getattr(value, "value", value))))
    elif isinstance(control, QSpinBox):
        control.setValue(int(value or control.minimum()))
    else:
        control.setChecked(bool(value))


def level(box: QAbstractSpinBox) -> None:
    """Let a number begin where the text of a line begins; the style sheet does not reach it."""
    box.lineEdit().setTextMargins(theme.px(5) + 2, 0, 0, 0)
