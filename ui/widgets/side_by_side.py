"""Parts side by side where there is room for all; else one under the other, and the page around them scrolls."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSplitter, QWidget

from ui import theme

_ROOM = 600  # px: with less width, two parts are too narrow to work in
_LINES = 16  # of the type in use: what a part has at least that stands over or under another


class SideBySide(QSplitter):
    """Each part can be made wider at the cost of the others, and keeps the width that it has come to need.

    `room`: with less width than so many px beside ordinary type they stand under one another.
    A form (`labels.scrolled`) that stands over or under something is as high as its rows: no scroll bar within another.
    """

    def __init__(self, *parts: QWidget, widths: Sequence[int], room: int = _ROOM) -> None:
        super().__init__()
        self._widths = list(widths)
        self._room = room
        self._arranging = False
        watch = _Needs(self)
        for part in parts:
            self.addWidget(part)
            if (form := _form_in(part)) is not None:
                form.installEventFilter(watch)
        self.setSizes(self._widths)
        self.setChildrenCollapsible(False)

    @property
    def stacked(self) -> bool:
        """Whether the parts stand under one another."""
        return self.orientation() is Qt.Orientation.Vertical

    def minimumSizeHint(self) -> QSize:
        """As narrow as the widest part: there is another way to stand."""
        return QSize(max(self._least_widths(), default=0), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def arrange(self) -> None:
        """Stand as there is room for, each part with what it needs."""
        if self._arranging:
            return
        self._arranging = True
        least = sum(self._least_widths()) + self.handleWidth() * (self.count() - 1)
        narrow = self.width() < max(theme.px(self._room), least)
        if narrow is not self.stacked:
            self.setOrientation(Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal)
            if not narrow:
                self.setSizes(self._widths)
        for part in self._parts():
            part.setMinimumHeight(self._least_height(part) if narrow else 0)
        self._arranging = False

    def _parts(self) -> list[QWidget]:
        parts = (self.widget(at) for at in range(self.count()))
        return [part for part in parts if part is not None and not part.isHidden()]

    def _least_widths(self) -> list[int]:
        return [max(part.minimumWidth(), part.minimumSizeHint().width()) for part in self._parts()]

    def _least_height(self, part: QWidget) -> int:
        form = _form_in(part)
        layout = None if form is None else form.layout()
        if layout is not None:
            needed = max(layout.totalMinimumSize().height(), layout.totalHeightForWidth(self.width()))
        else:
            needed = part.minimumSizeHint().height()
        return max(needed, self.fontMetrics().lineSpacing() * _LINES)


def _form_in(part: QWidget) -> QWidget | None:
    return part.widget() if isinstance(part, QScrollArea) else None


class _Needs(QObject):
    """Tells when a form came to need more."""

    def __init__(self, around: SideBySide) -> None:
        super().__init__(around)
        self._around = around

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and isinstance(watched, QWidget):
            viewport = watched.parentWidget()
            area = None if viewport is None else viewport.parentWidget()
            if area is not None:
                area.updateGeometry()
            self._around.arrange()
        return super().eventFilter(watched, event)
