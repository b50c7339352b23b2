"""Text that gives way where there is no room: cut with an ellipsis, whole in the tooltip and for a screen reader."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QLabel,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOption,
    QStyleOptionButton,
    QToolTip,
    QWidget,
)

_LEAST = 6  # characters that are always shown


def show_tip(widget: QWidget, event: QEvent, text: str) -> bool:
    """Show a text where the pointer rests, as it is and never as markup; whether that was what the event asked."""
    if event.type() != QEvent.Type.ToolTip or not isinstance(event, QHelpEvent):
        return False
    QToolTip.showText(event.globalPos(), literally(text), widget)
    return True


def literally(text: str) -> str:
    """Markup that shows a text as it is."""
    return f"<span>{escape(text)}</span>".replace("\n", "<br>") if text else ""


class ElidedLabel(QLabel):
    """A label of one or more lines, each cut at its end where it does not fit. `text` is the whole of it."""

    def __init__(self, kind: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        if kind:
            self.setObjectName(kind)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()

    @property
    def tip(self) -> str:
        """The whole text where something of it is cut; else empty."""
        return self.text() if self.cut else ""

    def event(self, event: QEvent) -> bool:
        return show_tip(self, event, self.tip) or super().event(event)

    def lines(self) -> list[str]:
        """The lines as they are shown, cut where they must be."""
        metrics, room = self.fontMetrics(), self.contentsRect().width()
        mode = Qt.TextElideMode.ElideRight
        return [metrics.elidedText(line, mode, room) for line in self.text().split("\n")]

    @property
    def cut(self) -> bool:
        """Whether something of it is not shown."""
        return self.lines() != self.text().split("\n")

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        every = self.text().split("\n")
        wide = max(map(metrics.horizontalAdvance, every)) + 2
        return QSize(wide, metrics.lineSpacing() * len(every) + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * _LEAST, self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        option = QStyleOption()
        option.initFrom(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        at_side = self.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask
        inside, high = self.contentsRect(), self.fontMetrics().lineSpacing()
        for at, line in enumerate(self.lines()):
            inside.setTop(self.contentsRect().top() + at * high)
            painter.drawText(inside, at_side | Qt.AlignmentFlag.AlignTop, line)


class ElidedButton(QPushButton):
    """A push button that shows a shorter text where the `whole` has no room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.whole = self.short = self.tip = ""
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_text(self, text: str, tip: str = "", *, short: str) -> None:
        """Show a text, and say `tip` where the pointer rests and to a screen reader."""
        self.whole, self.short = text, short
        self.setAccessibleName(text)
        self.setAccessibleDescription(tip)
        self.tip = "\n".join(filter(None, (text, tip)))
        self.updateGeometry()
        self._fit()

    def event(self, event: QEvent) -> bool:
        return show_tip(self, event, self.tip) or super().event(event)

    def sizeHint(self) -> QSize:
        return QSize(self._wide(self.whole), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self._wide(self.short), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _wide(self, text: str) -> int:
        """Px of the button with this text: what the style puts around it grows with the type."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        inside = QSize(self.fontMetrics().horizontalAdvance(text) + 2, self.fontMetrics().height())
        kind = QStyle.ContentsType.CT_PushButton
        return self.style().sizeFromContents(kind, option, inside, self).width()

    def _fit(self) -> None:
        self.setText(self.whole if self._wide(self.whole) <= self.width() else self.short)
