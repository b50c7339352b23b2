"""The statistics of a period: charts with their numbers, every figure beside the period before, what is counted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QTabWidget, QVBoxLayout, QWidget

from caseman.domain.charts import Chart, days_chart, part_label, received_chart, results_bars
from caseman.domain.periods import Period
from caseman.domain.statistics_line import Line
from caseman.domain.statistics_lines import brief, lines
from caseman.domain.statistics_words import DEFINITIONS
from caseman.errors import CasemanError
from caseman.services.statistics import Statistics, read_statistics
from ui import theme
from ui.i18n import current_language, tell
from ui.pages.audit.period_choice import PeriodChoice
from ui.pages.audit.statistics_output import StatisticsOutput
from ui.pages.tabbed import Panel
from ui.session import OfficeSession
from ui.widgets.chart import ChartView
from ui.widgets.chart_table import ChartTable
from ui.widgets.labels import Notice, label, row, scrolled, stacked
from ui.widgets.lines import Column, LinesView
from ui.widgets.long_work import LongWork
from ui.widgets.side_by_side import SideBySide

_EVEN = 1000  # any two equal lengths share the room evenly
_NARROW, _FIRST_TO_GO = 480, (4, 3)  # px; the columns that go first
_PATIENCE = 300  # ms: what is counted faster shows no bar


@dataclass(frozen=True)
class _Shown:
    """A line of the table of figures; a heading has its text alone."""

    item: str
    value: str = ""
    before: str = ""
    change: str = ""
    unit: str = ""


class StatisticsPanel(Panel):
    """Counts the chosen period whenever something changed."""

    def __init__(self, session: OfficeSession, notice: Notice) -> None:
        super().__init__(session, notice)
        self.read: Statistics | None = None
        self._charts: tuple[Chart, ...] = ()
        self.choice = PeriodChoice(session.today(), session.procedure.reports.year_begins)
        self.output = StatisticsOutput(session, notice, lambda: self.choice.period)
        self.state = label("", "quiet", wrap=True)
        self.work = LongWork(session)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE)
        self._patience.timeout.connect(lambda: self.work.show_working(on=True))
        self.which_chart = QComboBox()
        self.which_chart.setAccessibleName(self.tr("Chart"))
        self.which_chart.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.chart, self.numbers = ChartView(), ChartTable()
        self.bar = label("", "quiet", wrap=True)
        self.figures = LinesView(self._columns(), self.tr("Figures of the period"))
        self.complaints = LinesView(self._complaint_columns(), self.tr("Complaints by month"))
        self._build()
        self.choice.chosen.connect(self._count)
        self.choice.refused.connect(self._refused)
        self.which_chart.currentIndexChanged.connect(lambda _at: self._show_chart())
        self.chart.chosen.connect(self._bar_chosen)

    def first_controls(self) -> Iterable[QWidget]:
        return (self.choice.kind,)

    def refresh(self) -> None:
        self._count(self.choice.period)

    def draft(self) -> dict[str, Any]:
        return self.choice.typed()

    def restore(self, draft: dict[str, Any]) -> None:
        self.choice.restore(draft)

    # --- built once

    def _columns(self) -> list[Column]:
        return [
            Column(self.tr("Item"), lambda line: line.item, 240),
            Column(self.tr("Value"), lambda line: line.value, whole=True),
            Column(self.tr("Previous"), lambda line: line.before, whole=True),
            Column(self.tr("Change"), lambda line: line.change, whole=True),
            Column(self.tr("Unit"), lambda line: line.unit, whole=True),
        ]

    def _complaint_columns(self) -> list[Column]:
        return [
            Column(self.tr("Month"), lambda month: tell(part_label(month.period)), whole=True),
            Column(self.tr("Came in"), lambda month: f"{month.complaints.received:,}", whole=True),
            Column(self.tr("Answered"), lambda month: f"{month.complaints.answered:,}", whole=True),
            Column(self.tr("Open at its end"), lambda month: f"{month.complaints.open:,}", whole=True),
            Column(self.tr("Reported"), lambda month: f"{month.complaints.reported:,}", whole=True),
            Column(self.tr("Reported to"), lambda month: tell(list(month.complaints.reported_to)), 120),
        ]

    def _build(self) -> None:
        buddy = label(self.tr("Chart"))
        buddy.setBuddy(self.which_chart)
        self.parts = QTabWidget()
        self.parts.addTab(self.figures, self.tr("Figures"))
        self.parts.addTab(self.numbers, self.tr("Chart"))
        self.parts.addTab(self.complaints, self.tr("Complaints"))
        self.parts.addTab(scrolled(_definitions()), self.tr("Definitions"))
        chart = _over(row(buddy, self.which_chart), self.chart, self.bar)
        self.body = SideBySide(chart, self.parts, widths=(_EVEN, _EVEN))
        self.body.splitterMoved.connect(lambda *_: self._make_room())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, theme.GAP_SMALL)
        whole.setSpacing(theme.GAP_SMALL)
        whole.addWidget(self.choice)
        whole.addWidget(self.output)
        whole.addWidget(self.work)
        whole.addWidget(self.state)
        whole.addWidget(self.body, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._make_room)  # once the parts have theirs

    def _make_room(self) -> None:
        """In a narrow table the unit and the change give way: the items say what they are."""
        narrow = self.parts.width() < _NARROW
        for column in _FIRST_TO_GO:
            self.figures.hide_column(column, hidden=narrow)

    # --- counted and shown

    def _count(self, period: Period) -> None:
        self._patience.start()
        self._session.read_long(read_statistics, period, done=self._show, failed=self._refused)

    def _show(self, read: Statistics) -> None:
        self._counted()
        self.read = read
        told = self.tr("From {first} to {last}, beside {before} to {end}.").format(
            first=read.period.first, last=read.period.last, before=read.before.period.first, end=read.before.period.last
        )
        if read.running:
            told += " " + self.tr("The period has not ended: counted until {day}.").format(day=read.until)
        if read.figures.empty:
            told += " " + self.tr("Nothing was received, answered or open in it.")
        self.state.setText(told)
        self.body.setVisible(not (read.figures.empty and read.before.empty))
        self.figures.lines.replace(_shown(brief(lines(read.figures, read.before))))
        self.complaints.lines.replace([each for each in read.months if each.period.first <= read.until])
        self._charts = (received_chart(read.parts), results_bars(read.figures), days_chart(read.figures))
        chosen = max(0, self.which_chart.currentIndex())
        self.which_chart.blockSignals(True)
        self.which_chart.clear()
        self.which_chart.addItems([tell(chart.title) for chart in self._charts])
        self.which_chart.setCurrentIndex(chosen)
        self.which_chart.blockSignals(False)
        self._show_chart()

    def _show_chart(self) -> None:
        if not self._charts:
            return
        chart = self._charts[self.which_chart.currentIndex()]
        self.which_chart.setToolTip(self.which_chart.currentText())
        self.chart.show_chart(chart)
        self.numbers.show_chart(chart)
        nothing, how = self.tr("There is nothing to draw."), self.tr("The arrow keys go through the bars.")
        self.bar.setText(nothing if chart.empty else how)

    def _bar_chosen(self, at: int) -> None:
        self.bar.setText(self.chart.told(at))
        self.numbers.select(at)

    def _refused(self, error: CasemanError) -> None:
        self._counted()
        self._notice.tell(tell(error.text), bad=True)

    def _counted(self) -> None:
        self._patience.stop()
        self.work.show_working(on=False)


def _over(head: QWidget, chart: QWidget, told: QWidget) -> QWidget:
    """A chart under its choice and over what is told of it; the chart takes the room."""
    holder = stacked(head, chart, told)
    layout = holder.layout()
    assert isinstance(layout, QVBoxLayout)
    layout.setStretch(1, 1)
    layout.setStretch(2, 0)
    return holder


def _shown(told: Iterable[Line]) -> list[_Shown]:
    """The lines under the headings of their sections."""
    found: list[_Shown] = []
    section = None
    for line in told:
        if line.section is not section:
            section = line.section
            found.append(_Shown(tell(section.label)))
        before = "–" if line.before is None else f"{line.before:,}"
        change = "–" if line.change is None else f"{line.change:+,}" if line.change else "±0"
        indent = "  " if line.total else "    "
        value, unit = line.told(current_language()), tell(line.unit.label)
        found.append(_Shown(indent + tell(line.item), value, before, change, unit))
    return found


def _definitions() -> QWidget:
    """What each figure counts, in words."""
    holder = QWidget()
    layout = QVBoxLayout(holder)
    for term, meaning in DEFINITIONS:
        layout.addWidget(label(tell(term), "heading", wrap=True))
        layout.addWidget(label(tell(meaning), wrap=True, selectable=True))
    layout.addStretch(1)
    return holder
