"""A sheet drawn to scale: the part that a window shows, or its labels, with the folds. Lengths are millimetres."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from caseman.domain.label_sheets import LabelSheet
from caseman.domain.letter_form import Paper, WindowEnvelope
from ui import theme
from ui.i18n import tell

_SIZE = QSize(200, 270)  # px
_MARGIN = 6.0  # px


class PaperPreview(QWidget):
    """Shows a window envelope or a sheet of labels. What is drawn is told in its description too."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._shown: WindowEnvelope | LabelSheet | None = None

    def sizeHint(self) -> QSize:
        return _SIZE

    def minimumSizeHint(self) -> QSize:
        return _SIZE

    def show_paper(self, shown: WindowEnvelope | LabelSheet | None) -> None:
        """Draw this from now on; None: nothing that could be drawn."""
        self._shown = shown
        self.setAccessibleDescription(described(shown))
        self.setToolTip(described(shown))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._shown is None:
            return
        look = theme.tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        sheet = self._place(self._shown.paper)
        scale = sheet.width() / self._shown.paper.width
        painter.setPen(QPen(QColor(look.text), 1))
        painter.setBrush(QColor(look.panel))
        painter.drawRect(sheet)
        painter.setClipRect(sheet.adjusted(0, 0, 1, 1))
        if isinstance(self._shown, WindowEnvelope):
            self._draw_window(painter, sheet, scale, self._shown)
        else:
            self._draw_labels(painter, sheet, scale, self._shown)
        painter.end()

    def _place(self, paper: Paper) -> QRectF:
        """The whole sheet, in the middle."""
        room = QRectF(self.rect()).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        scale = min(room.width() / paper.width, room.height() / paper.height)
        place = QRectF(0, 0, paper.width * scale, paper.height * scale)
        place.moveCenter(room.center())
        return place

    def _draw_window(self, painter: QPainter, sheet: QRectF, scale: float, window: WindowEnvelope) -> None:
        look = theme.tokens()
        painter.setPen(QPen(QColor(look.quiet), 1, Qt.PenStyle.DashLine))
        for fold in window.paper.folds:
            at = sheet.top() + fold * scale
            painter.drawLine(QPointF(sheet.left(), at), QPointF(sheet.right(), at))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(look.quiet), 1, Qt.PenStyle.DotLine))
        painter.drawRect(_scaled(sheet, scale, *window.shown))
        painter.setPen(QPen(QColor(look.accent), 2))
        painter.setBrush(QColor(look.accent_soft))
        painter.drawRect(_scaled(sheet, scale, window.x, window.y, window.width, window.height))

    def _draw_labels(self, painter: QPainter, sheet: QRectF, scale: float, labels: LabelSheet) -> None:
        look = theme.tokens()
        painter.setPen(QPen(QColor(look.accent), 1))
        painter.setBrush(QColor(look.accent_soft))
        for at in range(labels.count):
            place = labels.place(at)
            painter.drawRect(_scaled(sheet, scale, place.x, place.y, place.width, place.height))


def described(shown: WindowEnvelope | LabelSheet | None) -> str:
    """What is drawn, in words."""
    if shown is None:
        return ""
    if isinstance(shown, WindowEnvelope):
        text = QCoreApplication.translate(
            "PaperPreview",
            "{paper}: the window is {width} × {height} mm, {x} mm from the left and {y} mm from the top; up to "
            "{slack} mm more may be seen on each side.",
        )
        return text.format(
            paper=tell(shown.paper.label),
            width=_mm(shown.width),
            height=_mm(shown.height),
            x=_mm(shown.x),
            y=_mm(shown.y),
            slack=_mm(shown.slack),
        )
    text = QCoreApplication.translate(
        "PaperPreview",
        "{paper}: {columns} × {rows} labels of {width} × {height} mm; the first is {x} mm from the left and {y} mm "
        "from the top.",
    )
    return text.format(
        paper=tell(shown.paper.label),
        columns=shown.columns,
        rows=shown.rows,
        width=_mm(shown.width),
        height=_mm(shown.height),
        x=_mm(shown.left),
        y=_mm(shown.top),
    )


def _scaled(sheet: QRectF, scale: float, x: float, y: float, width: float, height: float) -> QRectF:
    return QRectF(sheet.left() + x * scale, sheet.top() + y * scale, width * scale, height * scale)


def _mm(length: float) -> str:
    return f"{length:.1f}".removesuffix(".0")
