"""A page on which boxes are drawn over what must not be kept, by mouse or by keys."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from caseman.services.masking import Box
from ui import theme
from ui.theme.tokens import MASK_EDGE, MASKED

_STEP: Final = 0.005  # of the page, for a press of an arrow key
_LEAST: Final = 0.004  # a smaller box is a slip of the mouse
_NEW: Final = (0.35, 0.45, 0.3, 0.05)  # where a box made by key appears


class MaskView(QWidget):
    """Shows one page and its boxes, in fractions of the page as shown.

    Insert or N makes a box; arrows move it, with Shift they size it, with Ctrl by larger steps; Space goes through the
    boxes, Delete takes one out.
    """

    changed = Signal()
    chosen = Signal(int)  # the place of the box that is current from now on; -1 for none
    dropped = Signal(int)  # the place of a box that was taken out

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(QSize(320, 320))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Page to mask"))
        self.setAccessibleDescription(
            self.tr("N makes a box; arrows move it, with Shift they size it; Delete takes it out.")
        )
        self._image = QImage()
        self._page = 0
        self._boxes: list[Box] = []
        self._current = -1
        self._from: QPointF | None = None

    @property
    def boxes(self) -> tuple[Box, ...]:
        """Those of every page."""
        return tuple(self._boxes)

    @property
    def current(self) -> int:
        """The place of the current box among all; -1 for none."""
        return self._current

    def show_page(self, page: int, png: bytes) -> None:
        """Show a page; the boxes of the others stay."""
        self._page, self._image = page, QImage.fromData(png)
        if not (self._current >= 0 and self._boxes[self._current].page == page):
            self._choose(next((at for at, box in enumerate(self._boxes) if box.page == page), -1))
        self.update()

    def choose(self, place: int) -> None:
        """Make a box the current one."""
        if -1 <= place < len(self._boxes):
            self._choose(place)

    def _choose(self, place: int) -> None:
        self._current = place
        self.update()
        self.chosen.emit(place)

    def set_boxes(self, boxes: tuple[Box, ...]) -> None:
        self._boxes = list(boxes)
        self._choose(-1)
        self.changed.emit()

    def add(self, box: Box) -> None:
        """A box, which is the current one from now on."""
        self._boxes.append(box)
        self._choose(len(self._boxes) - 1)
        self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = event.key(), event.modifiers()
        if key in (Qt.Key.Key_Insert, Qt.Key.Key_N):
            self.add(Box(self._page, *_NEW))
        elif key == Qt.Key.Key_Delete and self._current >= 0:
            gone = self._current
            del self._boxes[gone]
            self.dropped.emit(gone)
            self._choose(self._next_here(gone - 1))
            self.changed.emit()
        elif key in _ARROWS and self._current >= 0:
            x, y = _ARROWS[Qt.Key(key)]
            step = _STEP * (8 if held & Qt.KeyboardModifier.ControlModifier else 1)
            self._shift(x * step, y * step, size=bool(held & Qt.KeyboardModifier.ShiftModifier))
        elif key == Qt.Key.Key_Space and self._boxes:
            self._choose(self._next_here(self._current))
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._from = self._fraction(event.position())
        self.setFocus()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._from is None:
            return
        drawn = QRectF(self._from, self._fraction(event.position())).normalized()
        self._from = None
        if drawn.width() >= _LEAST and drawn.height() >= _LEAST:
            self.add(Box(self._page, drawn.x(), drawn.y(), drawn.width(), drawn.height()))
        else:
            self._take_at(drawn.center())

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        place = self._place()
        if not self._image.isNull():
            painter.drawImage(place, self._image)
        for at, box in enumerate(self._boxes):
            if box.page != self._page:
                continue
            area = QRectF(
                place.x() + box.x * place.width(),
                place.y() + box.y * place.height(),
                box.width * place.width(),
                box.height * place.height(),
            )
            painter.fillRect(area, QColor(MASKED))
            if at == self._current:
                painter.setPen(QPen(QColor(MASK_EDGE), 2))
                painter.drawRect(area)
        if self.hasFocus():
            look = theme.tokens()
            inset = look.focus / 2
            painter.setPen(QPen(QColor(look.accent), look.focus))
            painter.drawRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset))

    def _next_here(self, place: int) -> int:
        """The place of the next box of this page behind a place, or of its first one; -1 where it has none."""
        here = [at for at, box in enumerate(self._boxes) if box.page == self._page]
        return next((at for at in here if at > place), here[0] if here else -1)

    def _take_at(self, point: QPointF) -> None:
        """A click takes the box under it."""
        for at, box in enumerate(self._boxes):
            area = QRectF(box.x, box.y, box.width, box.height)
            if box.page == self._page and area.contains(point):
                self._choose(at)
        self.update()

    def _shift(self, x: float, y: float, *, size: bool) -> None:
        box = self._boxes[self._current]
        if size:
            box = replace(box, width=max(_LEAST, box.width + x), height=max(_LEAST, box.height + y))
        else:
            box = replace(box, x=min(1 - box.width, max(0.0, box.x + x)), y=min(1 - box.height, max(0.0, box.y + y)))
        self._boxes[self._current] = box
        self.update()
        self.changed.emit()

    def _place(self) -> QRectF:
        """Where the page lies in the widget: as large as it fits, in the middle."""
        if self._image.isNull():
            return QRectF(self.rect())
        size = QSize(self._image.size()).scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        return QRectF(
            (self.width() - size.width()) / 2, (self.height() - size.height()) / 2, size.width(), size.height()
        )

    def _fraction(self, point: QPointF) -> QPointF:
        place = self._place()
        x = (point.x() - place.x()) / max(1.0, place.width())
        y = (point.y() - place.y()) / max(1.0, place.height())
        return QPointF(min(1.0, max(0.0, x)), min(1.0, max(0.0, y)))


_ARROWS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
