"""Scans beside the form: pages turned, zoomed and rotated, decoded on the database thread, drawn from memory."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPixmap, QTransform
from PySide6.QtWidgets import QComboBox, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.widgets.labels import label, row, sign_button, stacked

_MAX_PX = 2000
_ZOOM = 1.25


@dataclass(frozen=True)
class Shown:
    """A scan that can be shown: its name, its pages, and how one page is asked for."""

    name: str
    pages: int
    ask: Callable[[int, int, Callable[[bytes], None]], None]  # page, largest side in px, what to do with the PNG


class ScanViewer(QWidget):
    """Shows one scan at a time."""

    chosen = Signal(int)  # which of the scans is in sight now; -1 for none

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scans: tuple[Shown, ...] = ()
        self._page = 0
        self._turn = 0
        self._zoom = 0.0  # 0 fits the width
        self._image = QImage()
        self._which = QComboBox()
        self._which.setAccessibleName(self.tr("Scan"))
        self._which.setMinimumContentsLength(8)
        self._which.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._which.currentIndexChanged.connect(self._choose)
        self._pages = label("")
        self._picture = label()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._area = QScrollArea()
        self._area.setObjectName("sheets")
        self._picture.setObjectName("sheet")
        self._area.setWidget(self._picture)
        self._area.setWidgetResizable(True)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # the width to fit stays the same
        self._area.setAccessibleName(self.tr("Picture of the scan"))
        self._empty = label(self.tr("No scans yet."), "quiet")
        theme.sized(self._which, least_width=60)
        self._which.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        turning = row(
            sign_button("left", self.tr("Page before"), lambda: self._go(-1)),
            self._pages,
            sign_button("right", self.tr("Next page"), lambda: self._go(1)),
            sign_button("minus", self.tr("Smaller"), lambda: self._scale(1 / _ZOOM)),
            sign_button("plus", self.tr("Larger"), lambda: self._scale(_ZOOM)),
            sign_button("width", self.tr("Fit the width"), lambda: self._scale(0)),
            sign_button("turn", self.tr("Turn right"), self._rotate),
        )
        self._tools = tools = stacked(self._which, turning)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GAP_SMALL)
        layout.addWidget(tools)
        layout.addWidget(self._empty)
        layout.addWidget(self._area, 1)
        layout.addStretch(0)
        self._area.installEventFilter(self)
        self._area.viewport().installEventFilter(self)
        self.show_scans(())

    @property
    def current(self) -> int:
        """Which of the scans is in sight; -1 for none."""
        return self._which.currentIndex()

    @property
    def has_picture(self) -> bool:
        return not self._image.isNull()

    def show_scans(self, scans: Sequence[Shown]) -> None:
        """Offer these scans and show the first."""
        self._scans = tuple(scans)
        self._which.blockSignals(True)
        self._which.clear()
        self._which.addItems([s.name for s in self._scans])
        self._which.blockSignals(False)
        some = bool(self._scans)
        self._tools.setVisible(some)
        self._area.setVisible(some)
        self._empty.setVisible(not some)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self._image = QImage()
        self._choose(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys that turn pages are not for scrolling, while the picture has the keyboard."""
        if watched is self._area.viewport() and event.type() == QEvent.Type.Resize:
            self._draw()  # into the width that there is now
        turns = isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)
        if watched is self._area and turns and event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            self.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = {
            Qt.Key.Key_PageDown: lambda: self._go(1),
            Qt.Key.Key_PageUp: lambda: self._go(-1),
            Qt.Key.Key_Plus: lambda: self._scale(_ZOOM),
            Qt.Key.Key_Minus: lambda: self._scale(1 / _ZOOM),
            Qt.Key.Key_R: self._rotate,
        }
        action = keys.get(Qt.Key(event.key()))
        if action is None:
            super().keyPressEvent(event)
        else:
            action()

    def _choose(self, _position: int) -> None:
        self._page = self._turn = 0
        self.chosen.emit(self.current)
        self._ask()

    def _go(self, by: int) -> None:
        shown = self._current()
        if shown is not None and 0 <= self._page + by < shown.pages:
            self._page += by
            self._ask()

    def _current(self) -> Shown | None:
        at = self._which.currentIndex()
        return self._scans[at] if 0 <= at < len(self._scans) else None

    def _ask(self) -> None:
        shown = self._current()
        if shown is None:
            self._picture.clear()
            return
        self._pages.setText(f"{self._page + 1} / {shown.pages}")
        asked = (shown, self._page)

        def arrived(png: bytes) -> None:
            if (self._current(), self._page) == asked:
                self._image = QImage.fromData(png)
                self._draw()

        shown.ask(self._page, _MAX_PX, arrived)

    def _scale(self, by: float) -> None:
        self._zoom = 0.0 if by == 0 else max(0.1, min(8.0, (self._zoom or self._fit()) * by))
        self._draw()

    def _rotate(self) -> None:
        self._turn = (self._turn + 90) % 360
        self._draw()

    def _turned(self) -> QImage:
        return self._image.transformed(QTransform().rotate(self._turn))

    def _fit(self) -> float:
        width = self._area.viewport().width() - 4
        return max(0.05, width / max(1, self._turned().width()))

    def _draw(self) -> None:
        if self._image.isNull():
            self._picture.clear()
            return
        image = self._turned()
        ratio = self.devicePixelRatioF()
        size = QSize(image.size()) * ((self._zoom or self._fit()) * ratio)
        scaled = image.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
        pixmap = QPixmap.fromImage(scaled)
        pixmap.setDevicePixelRatio(ratio)
        self._picture.setPixmap(pixmap)
