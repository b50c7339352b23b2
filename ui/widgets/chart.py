"""A chart of bars, drawn by the window itself: right in both looks, walked through by the arrow keys.

Every series has a colour and a pattern of its own, so that no colour alone tells anything; what came late is always
alike. The same numbers stand in a table beside it (`ChartTable`), for screen readers and for copying.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from caseman.domain.charts import Chart, Series, axis_marks
from ui import theme
from ui.i18n import tell
from ui.theme.tokens import LATE, SERIES, Fill

_LEAST = QSize(300, 210)
_PAD = 8
_WIDEST = 56.0  # px of a bar


class _Look(NamedTuple):
    """How a series is filled: its colour, and the pattern over it."""

    colour: Fill
    pattern: Qt.BrushStyle = Qt.BrushStyle.NoBrush


_PATTERNS: Final = (
    Qt.BrushStyle.NoBrush,
    Qt.BrushStyle.BDiagPattern,
    Qt.BrushStyle.NoBrush,
    Qt.BrushStyle.FDiagPattern,
    Qt.BrushStyle.NoBrush,
    Qt.BrushStyle.VerPattern,
    Qt.BrushStyle.HorPattern,
)
_LOOKS: Final = tuple(map(_Look, SERIES, _PATTERNS))
_LATE: Final = _Look(LATE, Qt.BrushStyle.DiagCrossPattern)


def look_of(series: Sequence[Series], at: int) -> _Look:
    """How a series of a chart is filled."""
    return _LATE if series[at].late else _LOOKS[at % len(_LOOKS)]


class ChartView(QWidget):
    """Shows a chart. The arrow keys, Home, End and the mouse go from bar to bar; `chosen` tells which one."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chart: Chart | None = None
        self.current = -1
        self._slots: list[QRectF] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_chart(self, chart: Chart) -> None:
        """Show another chart."""
        self.chart, self.current = chart, -1
        self.setAccessibleName(tell(chart.title))
        self.setAccessibleDescription("; ".join(self.told(at) for at in range(len(chart.labels))))
        self.update()

    def told(self, at: int) -> str:
        """A bar in words: its label and the count of each series."""
        assert self.chart is not None
        counts = [f"{tell(each.name)} {each.counts[at]:,}" for each in self.chart.series if each.counts[at]]
        return f"{tell(self.chart.labels[at])}: {', '.join(counts) or '0'}"

    def sizeHint(self) -> QSize:
        return QSize(420, 260)

    def minimumSizeHint(self) -> QSize:
        return _LEAST

    # --- going through it

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self.chart.labels) - 1 if self.chart is not None else -1
        steps = {
            Qt.Key.Key_Right: min(self.current + 1, last),
            Qt.Key.Key_Left: max(self.current - 1, 0),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        step = steps.get(Qt.Key(event.key()))
        if step is None or last < 0:
            super().keyPressEvent(event)
            return
        self._choose(step)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        for at, slot in enumerate(self._slots):
            if slot.contains(event.position()):
                self._choose(at)

    def _choose(self, at: int) -> None:
        self.current = at
        self.setToolTip("")
        self.setAccessibleDescription(self.told(at))
        self.update()
        self.chosen.emit(at)

    # --- drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = theme.tokens()
        inset = look.focus / 2
        frame = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.setPen(
            QPen(QColor(look.accent if self.hasFocus() else look.line), look.focus if self.hasFocus() else look.border)
        )
        painter.setBrush(QColor(look.panel))
        painter.drawRoundedRect(frame, theme.RADIUS, theme.RADIUS)
        if self.chart is not None and not self.chart.empty:
            self._draw(painter, self.chart, frame.adjusted(_PAD, _PAD, -_PAD, -_PAD))
        painter.end()

    def _draw(self, painter: QPainter, chart: Chart, room: QRectF) -> None:
        look, metrics = theme.tokens(), QFontMetricsF(self.font())
        top = self._draw_key(painter, chart, room) + metrics.height()
        marks = axis_marks(max(chart.totals))
        left = room.left() + max(metrics.horizontalAdvance(f"{mark:,}") for mark in marks) + _PAD
        area = QRectF(left, top, room.right() - left, room.bottom() - metrics.height() - 4 - top)
        scale = area.height() / marks[-1]
        for mark in marks:
            y = area.bottom() - mark * scale
            painter.setPen(QColor(look.quiet if not mark else look.line))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(QColor(look.quiet))
            box = QRectF(room.left(), y - metrics.height() / 2, left - room.left() - _PAD / 2, metrics.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{mark:,}")
        self._draw_bars(painter, chart, area, scale)

    def _draw_bars(self, painter: QPainter, chart: Chart, area: QRectF, scale: float) -> None:
        look, metrics = theme.tokens(), QFontMetricsF(self.font())
        labels = [tell(label) for label in chart.labels]
        slot = area.width() / len(labels)
        every = max(1, -(-int(max(map(metrics.horizontalAdvance, labels)) + 6) // max(1, int(slot))))
        wide = min(slot * 0.66, _WIDEST)
        self._slots = []
        for at, label in enumerate(labels):
            place = QRectF(area.left() + slot * at, area.top(), slot, area.height())
            self._slots.append(place)
            if at == self.current:
                painter.fillRect(place, QColor(look.accent_soft))
            y = area.bottom()
            for number, series in enumerate(chart.series):
                height = series.counts[at] * scale
                bar = QRectF(place.center().x() - wide / 2, y - height, wide, height)
                self._fill(painter, bar, look_of(chart.series, number))
                y -= height
            painter.setPen(QColor(look.text))
            if chart.totals[at] and metrics.horizontalAdvance(f"{chart.totals[at]:,}") < slot:
                above = QRectF(place.left(), y - metrics.height() - 1, slot, metrics.height())
                painter.drawText(above, Qt.AlignmentFlag.AlignCenter, f"{chart.totals[at]:,}")
            if at % every == 0:
                width = slot * every
                under = QRectF(place.center().x() - width / 2, area.bottom() + 4, width, metrics.height())
                painter.drawText(under, Qt.AlignmentFlag.AlignCenter, label)

    def _draw_key(self, painter: QPainter, chart: Chart, room: QRectF) -> float:
        """The key in lines from the top; where it ends."""
        metrics = QFontMetricsF(self.font())
        x, y, side = room.left(), room.top(), metrics.height() * 0.7
        for at, series in enumerate(chart.series):
            told = tell(series.name)
            width = side + 5 + metrics.horizontalAdvance(told) + 14
            if x + width > room.right() and x > room.left():
                x, y = room.left(), y + metrics.height() + 3
            self._fill(painter, QRectF(x, y + metrics.height() * 0.15, side, side), look_of(chart.series, at))
            painter.setPen(QColor(theme.tokens().text))
            painter.drawText(QPointF(x + side + 5, y + metrics.ascent()), told)
            x += width
        return y + metrics.height()

    def _fill(self, painter: QPainter, bar: QRectF, look: _Look) -> None:
        if bar.height() <= 0:
            return
        tokens = theme.tokens()
        painter.fillRect(bar, QColor(look.colour.dark if tokens.dark else look.colour.light))
        if look.pattern is not Qt.BrushStyle.NoBrush:
            painter.fillRect(bar, QBrush(QColor(tokens.panel), look.pattern))
        painter.setPen(QColor(tokens.edge))  # which stands out from the ground, whatever the fill does
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(bar)
