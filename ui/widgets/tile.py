"""A tile of the Today page: a figure, what it counts, and a press that opens the list; and a group of them."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.labels import label, restyle

_DIGITS = "00"  # at least
_BAR = 5  # px


class Tile(QPushButton):
    """A count that can be pressed. One that is late has a bar and a sign, beside its colour."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tile")
        self.setAutoDefault(False)
        self._late = False
        self._figure = label("", "figure")
        self._figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._name = label("", "quiet", wrap=True)
        self._sign = label("!", "figureLate")
        self._sign.hide()
        self._row = layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.GAP_SMALL, 1, theme.GAP_SMALL, 1)
        layout.setSpacing(theme.GAP_SMALL)
        for part in (self._figure, self._name, self._sign):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            layout.addWidget(part, int(part is self._name))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        return self._row.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._row.minimumSize()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._row.totalHeightForWidth(width)

    def show_count(self, name: str, count: int, *, late: bool = False) -> None:
        """Show how many; none is quiet, and a late one stands out."""
        self._late = late and count > 0
        self._figure.setText(str(count))
        self._name.setText(name)
        restyle(self._figure, "figureNone" if not count else "figureLate" if self._late else "figure")
        restyle(self._name, "late" if self._late else "" if count else "quiet")
        self._sign.setVisible(self._late)
        self.setAccessibleName(f"{name}: {count}")
        self.update()

    @property
    def figure_width(self) -> int:
        """What the figure needs, in px."""
        return self._figure.fontMetrics().horizontalAdvance(max(_DIGITS, self._figure.text(), key=len))

    def align(self, width: int) -> None:
        """Give the figure a width, so that those of several tiles stand under each other."""
        self._figure.setMinimumWidth(width)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._late:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.tokens().bad))
            painter.drawRoundedRect(QRectF(1, 1, _BAR, self.height() - 2), 2, 2)


class TileGroup(QWidget):
    """Tiles of one kind under their heading."""

    def __init__(self, heading: str, tiles: Iterable[Tile]) -> None:
        super().__init__()
        self.tiles = tuple(tiles)
        self.setAccessibleName(heading)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        layout.addWidget(label(heading, "heading"))
        for tile in self.tiles:
            layout.addWidget(tile)
