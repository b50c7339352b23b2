"""A list as high as its lines, which break where it is narrow; beyond a height it scrolls."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent

from ui import theme
from ui.widgets.spoken_list import SpokenList


class FittedList(SpokenList):
    """Call `fit` when the lines changed; it follows its own width by itself."""

    def __init__(self, name: str, highest: int) -> None:
        super().__init__()
        self._highest = highest
        self.setAccessibleName(name)
        self.setWordWrap(True)

    def fit(self) -> None:
        """Take the height of the lines, once they have been laid out."""
        QTimer.singleShot(0, self, self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def _fit(self) -> None:
        self.doItemsLayout()
        lines = sum(self.visualItemRect(self.item(at)).height() + 2 * self.spacing() for at in range(self.count()))
        self.setFixedHeight(min(theme.px(self._highest), lines + 2 * self.frameWidth() + 2))
