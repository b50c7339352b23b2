"""Windows stay where somebody sees them: when a monitor goes away, what stood on it comes to one that is there."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QApplication, QWidget

_REACHED = QSize(120, 24)  # px of a window's top that must be on a screen, so that it can be read and moved


class Screens(QObject):
    """Watches the monitors for as long as its parent lives."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.screenRemoved.connect(self._changed)
        application.screenAdded.connect(self._added)
        for screen in application.screens():
            screen.availableGeometryChanged.connect(self._changed)

    def _added(self, screen: QScreen) -> None:
        screen.availableGeometryChanged.connect(self._changed)

    def _changed(self, _what: object = None) -> None:
        """Qt and the window manager move what they move first."""
        QTimer.singleShot(0, self, bring_all_into_sight)


def bring_all_into_sight() -> None:
    """Every window and dialog that is open; those that can be reached stay as they are."""
    for window in QApplication.topLevelWidgets():
        if window.isVisible() and window.windowType() in (Qt.WindowType.Window, Qt.WindowType.Dialog):
            bring_into_sight(window)


def bring_into_sight(window: QWidget) -> None:
    """Move a window that no monitor shows to the middle of its own; make it as small as that is, where it is larger."""
    frame = window.frameGeometry()
    rooms = [screen.availableGeometry() for screen in QGuiApplication.screens()]
    if any(_reached(frame, room) for room in rooms):
        return
    room = window.screen().availableGeometry()
    if room not in rooms:
        room = rooms[0]
    around = frame.size() - window.size()
    if window.isMaximized() or window.isFullScreen():
        window.setGeometry(room)
        return
    window.resize(window.size().boundedTo(room.size() - around))
    middle = room.center() - QPoint(*((window.size() + around) / 2).toTuple())
    window.move(max(room.left(), middle.x()), max(room.top(), middle.y()))


def _reached(frame: QRect, room: QRect) -> bool:
    """Whether enough of its top, where its title is, is on a screen."""
    top = QRect(frame.topLeft(), QSize(frame.width(), _REACHED.height()))
    seen = top.intersected(room)
    return seen.height() >= _REACHED.height() and seen.width() >= min(_REACHED.width(), frame.width())
