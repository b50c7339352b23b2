"""How long nobody has typed, nor moved the mouse."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from shiboken6 import isValid

from ui import settings

_SAME_INPUT_MS = 500  # input so soon after input is taken together
_INPUT = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.ShortcutOverride,  # a key that is a shortcut comes as nothing else
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.InputMethod,
    }
)


class IdleWatch(QObject):
    """From `start` to `stop`, `passed` comes once nobody did anything for as long as the settings say.

    It looks where input enters: at the windows of the desktop, and at what has the keyboard, which gets what an input
    method composes. A filter of the whole application would be asked at every event there is, and there are thousands
    while a page is built.
    """

    passed = Signal()
    rested = Signal()  # half a second without input, or a little more

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._counts = False
        self._more = False  # came during the pause
        self._typed_into: QObject | None = None
        self._left = QTimer(self, singleShot=True)
        self._left.timeout.connect(self.passed)
        self._pause = QTimer(self, singleShot=True, interval=_SAME_INPUT_MS)
        self._pause.timeout.connect(self._paused)

    def start(self) -> None:
        """Begin to count. A length chosen later holds from the next input on."""
        self.stop()
        application = _application()
        application.focusWindowChanged.connect(self._look_at_windows)
        application.focusObjectChanged.connect(self._look_at)
        self._counts = True
        self._look_at_windows()
        self._look_at(application.focusObject())
        self._count_anew()

    def stop(self) -> None:
        if not self._counts:
            return
        self._counts = False
        application = _application()
        application.focusWindowChanged.disconnect(self._look_at_windows)
        application.focusObjectChanged.disconnect(self._look_at)
        self._look_at(None)
        self._left.stop()
        self._pause.stop()

    @property
    def after_ms(self) -> int:
        """After how long without input the time is over."""
        return self._left.interval()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if self._counts and event.type() in _INPUT:
            if self._pause.isActive():
                self._more = True
            else:
                self._count_anew()
        return False  # it only listens

    def _count_anew(self) -> None:
        self._more = False
        self._left.start(settings.idle_seconds() * 1000)
        self._pause.start()

    def _paused(self) -> None:
        self._look_at_windows()  # a menu or a list that the input opened is a window too
        if self._more:
            self._count_anew()
        else:
            self.rested.emit()

    def _look_at_windows(self, _focused: object = None) -> None:
        for window in QGuiApplication.topLevelWindows():
            window.installEventFilter(self)  # once, however often it is asked for

    def _look_at(self, typed_into: QObject | None) -> None:
        if self._typed_into is not None and isValid(self._typed_into):
            self._typed_into.removeEventFilter(self)
        self._typed_into = typed_into
        if typed_into is not None:
            typed_into.installEventFilter(self)


def _application() -> QGuiApplication:
    application = QGuiApplication.instance()
    assert isinstance(application, QGuiApplication)
    return application
