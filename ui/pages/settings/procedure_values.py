"""The most common values of a procedure as fields; what is typed is written into the text, whose comments stay."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from caseman.domain.label_sheets import AddressPapers
from caseman.domain.post import PROOF_DAYS
from caseman.domain.requests import RequestType
from caseman.offices.label_sheets import shipped_label_sheets
from caseman.offices.locations import Place
from caseman.offices.toml_values import value_at
from caseman.offices.window_envelopes import shipped_envelopes
from ui import theme
from ui.i18n import current_language, tell
from ui.widgets.form import Form
from ui.widgets.labels import label, scrolled

_MOST_YEN: Final = 1_000_000
_MOST_FEES: Final = 30  # that have a field


class _Row(NamedTuple):
    place: Place
    title: str
    high: int = 0  # a whole number up to it; 0: a text
    suffix: str = ""
    choices: tuple[tuple[str, str], ...] = ()  # code and name
    least: int = 0  # of a number
    absent: int = 0  # the number that counts where the text has none


class ValuesPanel(QWidget):
    """Fields for the sender, the periods, the fees and the paper."""

    changed = Signal(object, object)  # the place in the text, and the value

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[_Row, ...] = ()
        self.form = Form()
        self.hint = label("", "quiet", wrap=True)
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(0, 0, theme.GAP_SMALL, 0)
        self._column.addWidget(self.hint)
        self._column.addWidget(self.form)
        self._column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.GAP_SMALL, theme.GAP_SMALL, theme.GAP_SMALL, theme.GAP_SMALL)
        layout.addWidget(scrolled(content))

    def show_values(self, data: Mapping[str, Any]) -> None:
        """Show what stands in a text; nothing can be written into one that is no TOML."""
        rows = tuple(self._wanted(data)) if data else ()
        self.form.setEnabled(bool(rows))
        self.hint.setText(
            self.tr("What is typed here is written into the text. Comments stay; leave a field to see it there.")
            if rows
            else self.tr("The text cannot be read as it stands. Mend the first error, then its values are here.")
        )
        if rows and rows != self._rows:
            self._build(rows)
        for row in rows:
            self._show(row, value_at(data, row.place))

    def _show(self, row: _Row, value: Any) -> None:
        name = _name(row.place)
        control = self.form.control(name)
        if control.hasFocus() and isinstance(control, QLineEdit) and control.isModified():
            return  # it is being typed
        control.blockSignals(True)
        whole = value if isinstance(value, int) and row.least <= value <= row.high else row.absent
        self.form.set_values({name: whole if row.high else value if isinstance(value, str) else ""})
        control.blockSignals(False)
        if isinstance(control, QLineEdit):
            control.setModified(False)

    def _build(self, rows: tuple[_Row, ...]) -> None:
        self._rows = rows
        old, self.form = self.form, Form()
        self._column.replaceWidget(old, self.form)
        old.hide()
        old.deleteLater()
        for row in rows:
            self._add(row)

    def _add(self, row: _Row) -> None:
        name = _name(row.place)
        if row.choices:
            box: QComboBox = self.form.choice(name, row.title, ())
            for code, title in row.choices:
                box.addItem(title, code)
            box.activated.connect(lambda _at, r=row, b=box: self.changed.emit(r.place, b.currentData()))
        elif row.high:
            number: QSpinBox = self.form.number(name, row.title, low=row.least, high=row.high, suffix=row.suffix)
            number.setKeyboardTracking(False)
            number.valueChanged.connect(lambda value, r=row: self.changed.emit(r.place, value))
        else:
            line = self.form.line(name, row.title)
            line.editingFinished.connect(lambda r=row, e=line: self._typed(r, e))

    def _typed(self, row: _Row, line: QLineEdit) -> None:
        if line.isModified():
            line.setModified(False)
            self.changed.emit(row.place, line.text())

    # --- which fields there are

    def _wanted(self, data: Mapping[str, Any]) -> Iterator[_Row]:
        both = (("ja", self.tr("in Japanese")), ("en", self.tr("in English")))
        for key, title in (
            ("company", self.tr("Company")),
            ("department", self.tr("Department")),
            ("address", self.tr("Address")),
        ):
            for code, language in both:
                yield _Row(("letterhead", key, code), f"{title} ({language})")
        yield _Row(("letterhead", "postal_code"), self.tr("Postal code"))
        yield _Row(("letterhead", "telephone"), self.tr("Telephone"))
        yield _Row(("letterhead", "email"), self.tr("E-mail"))
        yield _Row(("clock", "amount"), self.tr("Processing period"), 365, self._unit(data))
        yield _Row(("deficiencies", "limit_days"), self.tr("Time to mend papers"), 365, self.tr(" days"))
        yield from self._fees(data)
        proof = self.tr("Proof of delivery is missed after")
        yield _Row(("replies", "proof_days"), proof, 365, self.tr(" days"), least=1, absent=PROOF_DAYS)
        yield _Row(("letters", "envelope"), self.tr("Envelope of the letters"), choices=self._envelopes(data))
        papers = tuple((each.value, tell(each.label)) for each in AddressPapers)
        yield _Row(("letters", "addresses"), self.tr("Addresses are told"), choices=papers)
        yield _Row(("letters", "label_sheet"), self.tr("Label sheet"), choices=self._sheets(data))

    def _fees(self, data: Mapping[str, Any]) -> Iterator[_Row]:
        fees = data.get("fees")
        for at, fee in enumerate(fees[:_MOST_FEES] if isinstance(fees, list) else ()):
            kind = fee.get("type") if isinstance(fee, dict) else None
            if isinstance(kind, str) and kind in set(RequestType) and "amount" in fee:
                name = self.tr("Fee {number}: {type}").format(number=at + 1, type=tell(RequestType(kind).label))
                yield _Row(("fees", at, "amount"), name, _MOST_YEN, self.tr(" yen"))

    def _unit(self, data: Mapping[str, Any]) -> str:
        units = {
            "business_days": self.tr(" business days"),
            "calendar_days": self.tr(" calendar days"),
            "weeks": self.tr(" weeks"),
            "months": self.tr(" months"),
        }
        return units.get(str(value_at(data, ("clock", "unit"))), "")

    def _envelopes(self, data: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
        shipped = ((each.name, each.title.in_language(current_language())) for each in shipped_envelopes())
        return (("", self.tr("The usual one for the paper")), *_own(data, "window_envelopes"), *shipped)

    def _sheets(self, data: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
        shipped = ((each.name, each.title.in_language(current_language())) for each in shipped_label_sheets())
        return (("", self.tr("The usual one for the paper")), *_own(data, "label_sheets"), *shipped)


def _own(data: Mapping[str, Any], kind: str) -> Iterator[tuple[str, str]]:
    """The office's own formats, by name and title, as far as they can be read."""
    found = data.get(kind)
    for each in found if isinstance(found, list) else ():
        title = value_at(each, ("title", current_language().value)) if isinstance(each, dict) else None
        if isinstance(title, str) and isinstance(each.get("name"), str):
            yield each["name"], title


def _name(place: Place) -> str:
    return ".".join(map(str, place))
