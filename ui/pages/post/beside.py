"""A form with what belongs to it beside it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QSplitter, QWidget

from ui import theme
from ui.widgets.labels import scrolled


class _Widening(QObject):
    """Gives a form the width that it has come to need."""

    def __init__(self, area: QWidget) -> None:
        super().__init__(area)
        self._area = area

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._area.updateGeometry()
        return super().eventFilter(watched, event)


def beside(form: QWidget, viewer: QWidget) -> QWidget:
    """Both can be made wider at the cost of the other; the form scrolls."""
    split = QSplitter()
    area = scrolled(form)
    form.installEventFilter(_Widening(area))
    split.addWidget(area)
    split.addWidget(viewer)
    split.setSizes([600, 480])
    split.setChildrenCollapsible(False)
    split.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, theme.GAP_SMALL)
    return split
