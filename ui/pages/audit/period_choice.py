"""Which period is looked at: a fiscal year, a calendar year, a quarter, a month, or from one day to another."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from caseman.domain.entry import parse_date
from caseman.domain.periods import Period, PeriodKind, period_at
from caseman.errors import CasemanError
from ui import theme
from ui.i18n import tell
from ui.widgets.labels import button, label, row
from ui.widgets.text_fields import TextLine

_OFFERED = {PeriodKind.YEAR: 10, PeriodKind.CALENDAR_YEAR: 10, PeriodKind.QUARTER: 20, PeriodKind.MONTH: 36}
_FREE = "free"


class PeriodChoice(QWidget):
    """`chosen` tells a period, `refused` why what was typed is none."""

    chosen = Signal(object)
    refused = Signal(object)

    def __init__(self, today: date, year_begins: int) -> None:
        super().__init__()
        self._today, self._begins = today, year_begins
        self.kind = QComboBox()
        self.kind.setAccessibleName(self.tr("Kind of period"))
        for kind in _OFFERED:
            self.kind.addItem(tell(kind.label), kind.value)
        self.kind.addItem(self.tr("From day to day"), _FREE)
        self.which = QComboBox()
        self.which.setAccessibleName(self.tr("Period"))
        self.first, self.last = TextLine(), TextLine()
        for field, name in ((self.first, self.tr("First day")), (self.last, self.tr("Last day"))):
            field.setAccessibleName(name)
            field.setPlaceholderText(f"{name}: YYYY-MM-DD")
            theme.follow(field, _as_wide_as_its_example)
            field.returnPressed.connect(self._take_days)
        self.show_button = button(self.tr("Show"), self._take_days)
        self.days = row(self.first, self.last, self.show_button, stretch=False)
        buddy = label(self.tr("Period"))
        buddy.setBuddy(self.kind)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.GAP_SMALL)
        whole.addWidget(row(buddy, self.kind, self.which, self.days))
        self._offer()
        self.kind.currentIndexChanged.connect(lambda _at: self._offer(tell_it=True))
        self.which.currentIndexChanged.connect(lambda _at: self._tell())
        self._period = self._offered()

    @property
    def period(self) -> Period:
        """The period that was chosen last."""
        return self._period

    def typed(self) -> dict[str, Any]:
        """Days that were typed; empty where none were."""
        if self.kind.currentData() != _FREE or not (self.first.text() or self.last.text()):
            return {}
        return {"first": self.first.text(), "last": self.last.text()}

    def restore(self, typed: dict[str, Any]) -> None:
        """Bring typed days back."""
        self.kind.setCurrentIndex(self.kind.findData(_FREE))
        self.first.setText(str(typed.get("first", "")))
        self.last.setText(str(typed.get("last", "")))

    def _offer(self, *, tell_it: bool = False) -> None:
        """Offer the periods of the chosen kind, the running one first."""
        kind = self.kind.currentData()
        free = kind == _FREE
        self.which.setVisible(not free)
        self.days.setVisible(free)
        if free:
            return
        self.which.blockSignals(True)
        self.which.clear()
        period = period_at(PeriodKind(kind), self._today, self._begins)
        for _ in range(_OFFERED[PeriodKind(kind)]):
            self.which.addItem(_named(period, PeriodKind(kind)), period.first.isoformat())
            period = period_at(PeriodKind(kind), period.first - timedelta(days=1), self._begins)
        self.which.blockSignals(False)
        if tell_it:
            self._tell()

    def _offered(self) -> Period:
        first = date.fromisoformat(str(self.which.currentData()))
        return period_at(PeriodKind(self.kind.currentData()), first, self._begins)

    def _tell(self) -> None:
        self._period = self._offered()
        self.chosen.emit(self._period)

    def _take_days(self) -> None:
        try:
            period = Period(parse_date(self.first.text(), "first"), parse_date(self.last.text(), "last"))
        except CasemanError as error:
            field = self.last if error.field == "last" else self.first
            field.setFocus()
            self.refused.emit(error)
            return
        self._period = period
        self.chosen.emit(period)


def _named(period: Period, kind: PeriodKind) -> str:
    """A period in a list: its year, its months."""
    if kind is PeriodKind.MONTH:
        return f"{period.first:%Y-%m}"
    if kind is PeriodKind.CALENDAR_YEAR:
        return str(period.first.year)
    return f"{period.first:%Y-%m} – {period.last:%Y-%m}"


def _as_wide_as_its_example(field: QLineEdit) -> None:
    field.setMinimumWidth(field.fontMetrics().horizontalAdvance(field.placeholderText()) + theme.px(20))
