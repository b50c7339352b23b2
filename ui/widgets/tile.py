"""A tile of the Today page: a figure, what it counts, and a press that opens the list."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.labels import label, restyle


class Tile(QPushButton):
    """A count that can be pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tile")
        self.setAutoDefault(False)
        self._figure = label("", "figure")
        self._name = label("", "quiet", wrap=True)
        self._column = layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.GAP, theme.GAP_SMALL, theme.GAP, theme.GAP_SMALL)
        layout.setSpacing(4)
        for part in (self._figure, self._name):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            layout.addWidget(part)
        layout.addStretch(1)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        return self._column.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._column.minimumSize()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._column.totalHeightForWidth(width)

    def show_count(self, name: str, count: int, *, late: bool = False) -> None:
        """Show how many; a late one in the colour of faults."""
        self._figure.setText(str(count))
        self._name.setText(name)
        restyle(self._figure, "figureNone" if not count else "figureLate" if late else "figure")
        self.setAccessibleName(f"{name}: {count}")
