"""The numbers of a chart as a table: what a screen reader reads, and what is copied."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QStackedLayout, QWidget

from caseman.domain.charts import Chart, Series
from ui.i18n import tell
from ui.widgets.lines import Column, LinesView


def _count(series: Series, at: int) -> str:
    return f"{series.counts[at]:,}"


def _share(counts: Sequence[int], at: int) -> str:
    total = sum(counts)
    return f"{counts[at] * 100 / total:.1f}%" if total else "–"


class ChartTable(QWidget):
    """A line for each label of the chart, a column for each of its series, and their sum; of one series, the share."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table: LinesView | None = None
        self._layout = QStackedLayout(self)

    def show_chart(self, chart: Chart) -> None:
        """Show the numbers of another chart."""
        columns = [
            Column(tell(chart.of), lambda at: tell(chart.labels[at]), whole=True),
            *(Column(tell(each.name), partial(_count, each), whole=True) for each in chart.series),
        ]
        if len(chart.series) > 1:
            columns.append(Column(self.tr("Sum"), lambda at: f"{chart.totals[at]:,}", whole=True))
        else:
            columns.append(Column(self.tr("Share"), partial(_share, chart.totals), whole=True))
        old, self.table = self.table, LinesView(columns, tell(chart.title), self)
        self.table.lines.replace(tuple(range(len(chart.labels))))
        self._layout.addWidget(self.table)
        self._layout.setCurrentWidget(self.table)
        if old is not None:
            self._layout.removeWidget(old)
            old.deleteLater()

    def select(self, at: int) -> None:
        """Choose the line of a bar."""
        if self.table is not None:
            self.table.selectRow(at)
