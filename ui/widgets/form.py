"""Forms: labelled fields, faults beside the field, nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)

from caseman.errors import CasemanError, InputErrors
from ui import theme
from ui.i18n import tell
from ui.widgets.day_line import DayLine
from ui.widgets.form_controls import Control, level, on_edit, put_value, value_of
from ui.widgets.form_field import Field
from ui.widgets.labels import Notice, label
from ui.widgets.text_fields import TextBox, TextLine

_LEAST_WIDTH = 160  # px: with less, the label goes above its field


class Form(QWidget):
    """Fields by name, as the input class spells them (`principal.name` for a nested one)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields: dict[str, Field] = {}
        self._settled: dict[str, Any] = {}
        self._submits: tuple[QPushButton, ...] = ()
        self._layout = QFormLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)

    # --- building

    def line(
        self,
        name: str,
        title: str,
        *,
        hint: str = "",
        placeholder: str = "",
        secret: bool = False,
        unit: str = "",
    ) -> QLineEdit:
        """A single line of text; `unit` stands behind it and belongs to its name."""
        control = TextLine()
        control.setPlaceholderText(placeholder)
        if secret:
            control.setEchoMode(QLineEdit.EchoMode.Password)
        self._add(name, title, control, hint, unit)
        return control

    def day(self, name: str, title: str, *, hint: str = "", era: str = "R7.4.1") -> QLineEdit:
        """A date, typed in any customary way; `era` is an example that could stand in this field."""
        control = DayLine()
        control.setPlaceholderText(self.tr("YYYY-MM-DD or {era}").format(era=era))
        self._add(name, title, control, hint)
        control.editingFinished.connect(lambda: self._read_day_back(name))
        return control

    def text(self, name: str, title: str, *, lines: int = 3, hint: str = "") -> QPlainTextEdit:
        """Several lines of text; Tab moves on."""
        control = TextBox()
        control.setTabChangesFocus(True)
        theme.follow(control, lambda edit: edit.setFixedHeight(edit.fontMetrics().lineSpacing() * lines + theme.px(16)))
        self._add(name, title, control, hint)
        return control

    def choice(
        self, name: str, title: str, values: Iterable[Any], *, blank: str | None = None, hint: str = ""
    ) -> QComboBox:
        """One of some terms; with `blank` the first entry means none."""
        control = QComboBox()
        control.currentTextChanged.connect(control.setToolTip)  # a long term is cut short in a narrow form
        self._add(name, title, control, hint)
        self.fill_choice(name, values, blank=blank)
        return control

    def fill_choice(self, name: str, values: Iterable[Any], *, blank: str | None = None) -> None:
        """Offer other terms."""
        control = self._fields[name].control
        assert isinstance(control, QComboBox)
        control.clear()
        if blank is not None:
            control.addItem(blank, "")
        for value in values:
            term = tell(value.label)
            control.addItem(term[:1].upper() + term[1:], value.value)  # some are written as in the middle of a sentence

    def check(self, name: str, title: str, *, checked: bool = False, hint: str = "") -> QCheckBox:
        """Yes or no. A check box cannot break its line: what is long goes into the hint."""
        control = QCheckBox(title)
        control.setChecked(checked)
        self._add(name, "", control, hint)
        return control

    def number(self, name: str, title: str, *, low: int, high: int, suffix: str = "") -> QSpinBox:
        """A whole number."""
        control = QSpinBox()
        control.setRange(low, high)
        control.setSuffix(suffix)
        control.setAttribute(
            Qt.WidgetAttribute.WA_InputMethodEnabled, False
        )  # digits need no composing, which can be lost
        theme.follow(control, level)
        self._add(name, title, control, "")
        return control

    def widget(self, title: str, widget: QWidget) -> None:
        """Another part between the fields."""
        if title:
            self._layout.addRow(label(title), widget)
        else:
            self._layout.addRow(widget)

    def submits(self, *buttons: QPushButton) -> None:
        """The buttons that send this form; of several the first that is in sight."""
        self._submits = buttons

    # --- using

    @property
    def sends(self) -> QPushButton | None:
        """The button in sight that sends this form; None where there is none, or nobody said which."""
        return next((each for each in self._submits if each.isVisible()), None)

    def submit(self) -> bool:
        """Send the form as its button does; whether one could be pressed."""
        sends = self.sends
        if sends is None or not sends.isEnabled():
            return False
        sends.click()
        return True

    def control(self, name: str) -> Any:
        return self._fields[name].control

    def names(self) -> tuple[QLabel, ...]:
        """What stands beside the fields, from top to bottom."""
        found = (self._layout.labelForField(field) for field in self._fields.values())
        return tuple(each for each in found if isinstance(each, QLabel))

    def controls(self) -> tuple[Control, ...]:
        """All of them, from top to bottom."""
        return tuple(field.control for field in self._fields.values())

    def begins(self, *, empty: bool = True) -> Iterator[Control]:
        """The controls in the order in which the keyboard should come to them: those with text that are `empty`, where
        that is asked for, then all that leave a choice.
        """
        controls = self.controls()
        if empty:
            yield from (
                each for each in controls if isinstance(each, QLineEdit | QPlainTextEdit) and not value_of(each)
            )
        yield from (each for each in controls if not isinstance(each, QComboBox) or each.count() > 1)

    def show_row(self, name: str, *, visible: bool) -> None:
        """Hide or show a field with its label."""
        field = self._fields[name]
        if self._layout.isRowVisible(field) is not visible:
            self._layout.setRowVisible(field, visible)

    def set_fault(self, name: str, text: str) -> None:
        """Say what is wrong with one field and go there."""
        self._fields[name].show_fault(text)
        self._fields[name].go_to()

    def show_one_fault(self, error: CasemanError) -> None:
        """Show a fault beside its field without going there."""
        if error.field in self._fields:
            self._fields[error.field].show_fault(tell(error.text))

    def set_hint(self, name: str, text: str) -> None:
        """Say something about what was typed, which is no fault."""
        self._fields[name].show_hint(text)

    def clear_fault(self, name: str) -> None:
        self._fields[name].show_fault("")

    def fault(self, name: str) -> str:
        return self._fields[name].fault

    def values(self) -> dict[str, Any]:
        """What stands in the fields, as typed."""
        return {name: value_of(field.control) for name, field in self._fields.items()}

    def set_values(self, values: dict[str, Any]) -> None:
        """Put values into the fields that exist."""
        for name, value in values.items():
            if name in self._fields:
                put_value(self._fields[name].control, value)

    def settle(self, name: str | None = None) -> None:
        """Take what stands in the fields, or in one, as the state from which a person goes on."""
        now = self.values()
        self._settled = now if name is None else {**self._settled, name: now[name]}

    def typed(self) -> dict[str, Any]:
        """What a person typed since; empty when nothing differs."""
        values = self.values()
        return values if values != self._settled else {}

    def clear(self) -> None:
        """Empty the fields and their faults."""
        self.clear_faults()
        for field in self._fields.values():
            put_value(field.control, False if isinstance(field.control, QCheckBox) else "")

    def clear_faults(self) -> None:
        for field in self._fields.values():
            field.show_fault("")

    def show_faults(self, error: CasemanError) -> str:
        """Show each fault beside its field and go to the topmost; what has none in sight is returned as a sentence."""
        self.clear_faults()
        faults = error.faults if isinstance(error, InputErrors) else (error,)
        elsewhere = []
        for fault in faults:
            field = self._fields.get(fault.field or "")
            if field is None or not field.isVisibleTo(self):
                elsewhere.append(tell(fault.text))
            elif not field.fault:
                field.show_fault(tell(fault.text))
        first = next((field for field in self._fields.values() if field.fault), None)
        if first is not None:
            first.go_to()
        return " ".join(elsewhere)

    def tell_faults(self, error: CasemanError, notice: Notice) -> None:
        """As `show_faults`; what has no field in sight is told in the notice."""
        if rest := self.show_faults(error):
            notice.tell(rest, bad=True)

    def on_change(self, called: Callable[[], None]) -> None:
        """Call when anything is typed or chosen."""
        for field in self._fields.values():
            on_edit(field.control, called)

    def _add(self, name: str, title: str, control: Control, hint: str, unit: str = "") -> None:
        field = Field(control, hint, unit)
        on_edit(control, field.forget_fault)
        if isinstance(control, QLineEdit | QPlainTextEdit):
            theme.sized(control, least_width=_LEAST_WIDTH)
        control.setObjectName("")
        named = title or (control.text() if isinstance(control, QCheckBox) else "")
        control.setAccessibleName(f"{named} ({unit})" if unit else named)
        self._fields[name] = field
        if title:
            buddy = label(title)
            buddy.setBuddy(control)
            buddy.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
            theme.follow(buddy, lambda each: each.setContentsMargins(0, theme.field_top(), 0, 0))
            self._layout.addRow(buddy, field)
        else:
            self._layout.addRow(field)

    def _read_day_back(self, name: str) -> None:
        from caseman.domain.entry import parse_date

        field = self._fields[name]
        typed = str(value_of(field.control)).strip()
        if not typed:
            field.show_fault("")
            return
        try:
            day = parse_date(typed, name)
        except CasemanError as error:
            field.show_fault(tell(error.text))
        else:
            field.show_fault("")
            put_value(field.control, day.isoformat())


def align(*forms: Form) -> None:
    """Let the fields of forms that stand under one another begin at one line."""

    def give_width(_form: Form) -> None:
        names = [name for form in forms for name in form.names()]
        for name in names:
            name.setMinimumWidth(0)
        widest = max(name.sizeHint().width() for name in names)
        for name in names:
            name.setMinimumWidth(widest)

    theme.follow(forms[0], give_width)
