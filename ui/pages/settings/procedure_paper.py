"""The office's own window envelopes and label sheets: measures typed, drawn and checked, then written into the text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from caseman.domain.label_sheets import LabelSheet
from caseman.domain.letter_form import Paper, WindowEnvelope
from caseman.errors import CasemanError
from caseman.offices.label_sheets import shipped_label_sheets
from caseman.offices.sourced import OFFICE_SETTING
from caseman.offices.toml_values import value_at
from caseman.offices.window_envelopes import shipped_envelopes
from ui import theme
from ui.i18n import tell
from ui.widgets.form_controls import level
from ui.widgets.labels import button, label, row, scrolled
from ui.widgets.paper_preview import PaperPreview
from ui.widgets.text_fields import TextLine

ENVELOPES, LABELS = "window_envelopes", "label_sheets"
_NAME: Final = re.compile(r"[a-z0-9-]{1,40}")
_MEASURES: Final = {
    ENVELOPES: ("x", "y", "width", "height", "slack"),
    LABELS: ("width", "height", "left", "top", "pitch_across", "pitch_down"),
}
_COUNTS: Final = {ENVELOPES: (), LABELS: ("columns", "rows")}
_MOST: Final = 300  # mm
_HIGHEST: Final = {"slack": 25.0, "columns": 20, "rows": 50}  # as the schema of a procedure bounds them


class OwnPaperPanel(QWidget):
    """A format of the office's own, new or one that stands in the text."""

    written = Signal(str, int, object)  # the list of tables, which of them (-1: a new one), and the values

    def __init__(self) -> None:
        super().__init__()
        self._data: Mapping[str, Any] = {}
        self._ready = False
        self.which = QComboBox()
        self.which.setAccessibleName(self.tr("Format"))
        self.which.activated.connect(lambda _at: self._begin())
        self.name = TextLine()
        self.title_ja, self.title_en = TextLine(), TextLine()
        self.paper = QComboBox()
        for each in Paper:
            self.paper.addItem(tell(each.label), each.value)
        self.numbers: dict[str, QSpinBox | QDoubleSpinBox] = {}
        self.preview = PaperPreview(self.tr("The format, drawn to scale"))
        self.fault = label("", "fault", wrap=True)
        self.write_button = button(self.tr("Write into the text"), self.write)
        self._form = QFormLayout()
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._build()
        self.show_formats({})

    # --- from outside

    def show_formats(self, data: Mapping[str, Any]) -> None:
        """Offer the formats that stand in a text beside new ones. What is being typed stays."""
        chosen = self.which.currentData()
        self._data, self._ready = data, bool(data)
        self.which.clear()
        self.which.addItem(self.tr("New window envelope"), (ENVELOPES, -1))
        self.which.addItem(self.tr("New label sheet"), (LABELS, -1))
        for kind in (ENVELOPES, LABELS):
            found = data.get(kind)
            for at, each in enumerate(found if isinstance(found, list) else ()):
                if isinstance(each, dict):
                    self.which.addItem(str(each.get("name", at + 1)), (kind, at))
        at = next((n for n in range(self.which.count()) if self.which.itemData(n) == chosen), 0)
        self.which.setCurrentIndex(at)
        if chosen is None or self.which.itemData(at) != chosen:
            self._begin()
        else:
            self._check()

    def write(self) -> None:
        """Have what is typed written into the text."""
        kind, at = self.which.currentData()
        if self._fault() == "":
            self.written.emit(kind, at, self.values())

    def values(self) -> dict[str, Any]:
        """What is typed, as the text has it."""
        kind, _ = self.which.currentData()
        return {
            "source": OFFICE_SETTING,
            "name": self.name.text().strip(),
            "title": {"ja": self.title_ja.text().strip(), "en": self.title_en.text().strip()},
            "paper": self.paper.currentData(),
            **{key: self.numbers[key].value() for key in (*_COUNTS[kind], *_MEASURES[kind])},
        }

    # --- inside

    def _begin(self) -> None:
        """Show the chosen format; a new one begins with the measures of the first that ships."""
        kind, at = self.which.currentData()
        shipped = shipped_envelopes()[0] if kind == ENVELOPES else shipped_label_sheets()[0]
        values: Mapping[str, Any] = value_at(self._data, (kind, at)) if at >= 0 else shipped.model_dump(mode="json")
        for key in self.numbers:
            self._form.setRowVisible(self.numbers[key], key in (*_COUNTS[kind], *_MEASURES[kind]))
        for key, control in self.numbers.items():
            control.blockSignals(True)
            found = values.get(key, 0)
            number = found if isinstance(found, int | float) and 0 <= found <= _MOST else 0
            control.setValue(int(number) if isinstance(control, QSpinBox) else float(number))  # type: ignore[arg-type]
            control.blockSignals(False)
        self.name.setText(str(values.get("name", "")) if at >= 0 else "")
        for line, code in ((self.title_ja, "ja"), (self.title_en, "en")):
            line.setText(str(value_at(values, ("title", code)) or "") if at >= 0 else "")
        self.paper.setCurrentIndex(max(0, self.paper.findData(values.get("paper"))))
        self._check()

    def _check(self) -> None:
        """Draw what is typed, and say what is wrong with it."""
        self.preview.show_paper(self._drawn())
        fault = self._fault()
        self.fault.setText(fault)
        self.fault.setVisible(bool(fault))
        self.write_button.setEnabled(not fault)

    def _drawn(self) -> WindowEnvelope | LabelSheet:
        kind, _ = self.which.currentData()
        of = {key: control.value() for key, control in self.numbers.items()}
        paper, name = Paper(self.paper.currentData()), self.name.text().strip() or "…"
        if kind == ENVELOPES:
            return WindowEnvelope(name, paper, of["x"], of["y"], of["width"], of["height"], of["slack"])
        return LabelSheet(
            name, paper, int(of["columns"]), int(of["rows"]), of["width"], of["height"], of["left"], of["top"],
            of["pitch_across"], of["pitch_down"],
        )  # fmt: skip

    def _fault(self) -> str:
        """The first thing that is wrong; empty where nothing is."""
        if not self._ready:
            return self.tr("The text cannot be read as it stands. Mend its first error, then write into it.")
        try:
            self._drawn().check()
        except CasemanError as error:
            return tell(error.text)
        kind, at = self.which.currentData()
        name = self.name.text().strip()
        if _NAME.fullmatch(name) is None:
            return self.tr("Give it a name of small letters from a to z, digits and “-”, at most 40 of them.")
        found = self._data.get(kind)
        others = [value_at(each, ("name",)) for each in (found if isinstance(found, list) else ())]
        if name in [each for number, each in enumerate(others) if number != at]:
            return self.tr("There is a format of that name already. Give it another.")
        if not (self.title_ja.text().strip() and self.title_en.text().strip()):
            return self.tr("Say how it is called, in Japanese and in English.")
        return ""

    def _build(self) -> None:
        self._row(self.tr("Format"), self.which)
        self._row(self.tr("Short name"), self.name)
        self._row(self.tr("Called in Japanese"), self.title_ja)
        self._row(self.tr("Called in English"), self.title_en)
        self._row(self.tr("Paper size"), self.paper)
        for key, title in self._titles().items():
            counts = key in _COUNTS[LABELS]
            number: QSpinBox | QDoubleSpinBox = QSpinBox() if counts else QDoubleSpinBox()
            if isinstance(number, QDoubleSpinBox):
                number.setDecimals(1)
                number.setSuffix(" mm")
            number.setRange(1 if counts else 0, _HIGHEST.get(key, _MOST))  # type: ignore[arg-type]
            number.valueChanged.connect(lambda _value: self._check())
            self.numbers[key] = theme.follow(number, level)
            self._row(title, number)
        for line in (self.name, self.title_ja, self.title_en):
            line.setMaxLength(100)
            line.textChanged.connect(lambda _text: self._check())
        self.paper.activated.connect(lambda _at: self._check())
        content = QWidget()
        both = QHBoxLayout(content)
        both.setContentsMargins(0, 0, theme.GAP_SMALL, 0)
        left = QVBoxLayout()
        left.addLayout(self._form)
        left.addWidget(self.fault)
        left.addWidget(row(self.write_button))
        left.addStretch(1)
        right = QVBoxLayout()
        right.addWidget(self.preview)
        right.addStretch(1)
        both.addLayout(left, 1)
        both.addLayout(right)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.GAP_SMALL, theme.GAP_SMALL, theme.GAP_SMALL, theme.GAP_SMALL)
        layout.addWidget(scrolled(content))

    def _row(self, title: str, control: QWidget) -> None:
        control.setAccessibleName(title)
        named = label(title)
        named.setBuddy(control)
        self._form.addRow(named, control)

    def _titles(self) -> dict[str, str]:
        return {
            "columns": self.tr("Labels side by side"),
            "rows": self.tr("Labels one under the other"),
            "x": self.tr("From the left to the window"),
            "y": self.tr("From the top to the window"),
            "width": self.tr("Width"),
            "height": self.tr("Height"),
            "slack": self.tr("May be seen beside it"),
            "left": self.tr("From the left to the first label"),
            "top": self.tr("From the top to the first label"),
            "pitch_across": self.tr("From one label's left edge to the next"),
            "pitch_down": self.tr("From one label's upper edge to the next"),
        }
