"""Word from the desktop that the person leaves: the screen locks, the computer goes to sleep, the session is switched.

Linux tells it on D-Bus (freedesktop's and GNOME's screen saver, systemd's logind), Windows by window messages. macOS
has nothing that Qt passes on: there the idle time locks. A sleep that nobody announced is noticed on waking.
"""

from __future__ import annotations

import ctypes
import sys
import time
from typing import Any

from PySide6.QtCore import SLOT, QAbstractNativeEventFilter, QCoreApplication, QObject, QTimer, Signal, Slot

_TICK_MS = 5_000
_SLEPT_SECONDS = 30.0  # a timer of five seconds that is later than this was asleep
_SCREEN_SAVERS = (
    ("org.freedesktop.ScreenSaver", "ActiveChanged"),
    ("org.gnome.ScreenSaver", "ActiveChanged"),
    ("org.cinnamon.ScreenSaver", "ActiveChanged"),
    ("org.mate.ScreenSaver", "ActiveChanged"),
)
_WM_POWERBROADCAST, _PBT_APMSUSPEND = 0x0218, 0x0004
_WM_WTSSESSION_CHANGE, _WTS_LEAVING = 0x02B1, {0x2, 0x4, 0x6, 0x7}  # console/remote disconnect, log off, lock


class DesktopWatch(QObject):
    """Tells when the person leaves the desk; `leaving` carries a code for the log."""

    leaving = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seen = time.time()
        self._tick = QTimer(self)
        self._tick.timeout.connect(self.look_at_clock)
        self._tick.start(_TICK_MS)
        self._native: _WindowsFilter | None = None
        if sys.platform == "linux":
            self._listen()

    def look_at_clock(self) -> None:
        """Notice on waking that the computer slept: the wall clock went on and this timer did not."""
        now = time.time()
        slept = now - self._seen > _TICK_MS / 1000 + _SLEPT_SECONDS
        self._seen = now
        if slept:
            self.leaving.emit("slept")

    def watch_window(self, window_id: int) -> None:
        """Windows tells a window; nothing to do elsewhere."""
        if sys.platform == "win32" and self._native is None:
            self._native = _WindowsFilter(self)
            application = QCoreApplication.instance()
            assert application is not None
            application.installNativeEventFilter(self._native)
            ctypes.WinDLL("wtsapi32").WTSRegisterSessionNotification(ctypes.c_void_p(window_id), 0)

    @Slot(bool)
    def screenSaver(self, active: bool) -> None:
        """The screen locked (True) or came back."""
        if active:
            self.leaving.emit("screen_lock")

    @Slot(bool)
    def sleep(self, begins: bool) -> None:
        """The computer is about to sleep (True) or woke."""
        if begins:
            self.leaving.emit("suspend")

    @Slot()
    def sessionLock(self) -> None:
        """The session manager asks every program to lock."""
        self.leaving.emit("session_lock")

    def _listen(self) -> None:
        """Ask for the signals; a desktop without D-Bus tells nothing, and the idle time locks."""
        try:
            from PySide6.QtDBus import QDBusConnection
        except ImportError:
            return
        session, system = QDBusConnection.sessionBus(), QDBusConnection.systemBus()
        if session.isConnected():
            for name, signal in _SCREEN_SAVERS:
                session.connect("", "", name, signal, self, _slot("screenSaver(bool)"))
        if system.isConnected():
            manager, own = "org.freedesktop.login1.Manager", "org.freedesktop.login1.Session"
            system.connect("", "", manager, "PrepareForSleep", self, _slot("sleep(bool)"))
            system.connect("", "", own, "Lock", self, _slot("sessionLock()"))


def _slot(signature: str) -> Any:
    return SLOT(signature)  # the stubs ask for bytes, the call takes nothing but this text


class _WindowsFilter(QAbstractNativeEventFilter):
    """Reads the two messages from the stream of window messages."""

    def __init__(self, watch: DesktopWatch) -> None:
        super().__init__()
        self._watch = watch

    def nativeEventFilter(self, kind: Any, message: int) -> Any:
        if bytes(kind) == b"windows_generic_MSG":
            told = _Message.from_address(int(message))
            if told.message == _WM_POWERBROADCAST and told.wparam == _PBT_APMSUSPEND:
                self._watch.leaving.emit("suspend")
            elif told.message == _WM_WTSSESSION_CHANGE and told.wparam in _WTS_LEAVING:
                self._watch.leaving.emit("screen_lock")
        return False, 0


class _Message(ctypes.Structure):
    """The beginning of Windows' MSG: hwnd, message, wParam."""

    _fields_ = (("hwnd", ctypes.c_void_p), ("message", ctypes.c_uint), ("wparam", ctypes.c_size_t))
