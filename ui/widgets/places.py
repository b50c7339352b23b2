"""The places of the desk, one under the other, each with its sign; they scroll where the window is low."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.commands import BY_NAME, PLACES
from ui.i18n import tell
from ui.widgets.labels import button, label

_LEAST, _MOST = 150, 260  # px


class Places(QWidget):
    """The navigation. `chosen` tells a place, and whether the person came by keys and stays here."""

    chosen = Signal(str, bool)
    lock_asked = Signal()

    def __init__(self, who: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("nav")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.items: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for command in PLACES:
            column.addWidget(self._made(command.place, tell(command.label), command.keys[0]))
        column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.GAP_SMALL, theme.GAP, theme.GAP_SMALL, theme.GAP)
        layout.addWidget(_Column(holder), 1)
        layout.addWidget(label(who, "quiet", wrap=True))
        lock = BY_NAME["lock"]
        layout.addWidget(button(tell(lock.label), self.lock_asked.emit, tip=lock.keys[0], icon="lock"))
        theme.sized(self, least_width=_LEAST, most_width=_MOST)

    def _made(self, place: str, name: str, keys: str) -> QPushButton:
        item = QPushButton(name)
        item.setObjectName("navItem")
        item.setAutoDefault(False)
        item.setCheckable(True)
        item.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        item.setToolTip(keys)
        item.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click goes into the page; who came by keys stays
        item.clicked.connect(lambda _checked=False, i=item, p=place: self.chosen.emit(p, i.hasFocus()))
        if place in theme.signs():
            theme.follow(item, lambda dressed: dressed.setIcon(theme.icon(place)))
        self._group.addButton(item)
        self.items[place] = item
        return item


class _Column(QScrollArea):
    """As wide as its longest word; scrolls up and down only."""

    def __init__(self, holder: QWidget) -> None:
        super().__init__()
        self._holder = holder
        holder.setObjectName("scrolled")
        self.setObjectName("scroll")
        self.setWidget(holder)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return self._holder.sizeHint()

    def minimumSizeHint(self) -> QSize:
        bar = self.verticalScrollBar().sizeHint().width() if self._scrolls() else 0
        return QSize(self._holder.minimumSizeHint().width() + bar, super().minimumSizeHint().height())

    def _scrolls(self) -> bool:
        return self.height() < self._holder.minimumSizeHint().height()
