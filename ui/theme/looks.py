"""Which look there is: the one chosen in the settings, else what the desktop asks for."""

from __future__ import annotations

import sys
from typing import Any

from PySide6.QtCore import SLOT, QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication

from ui import settings
from ui.settings import Look
from ui.theme.tokens import CONTRAST, CONTRAST_LIGHT, DARK, LIGHT, Tokens

_PORTAL = ("org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop", "org.freedesktop.portal.Settings")
_APPEARANCE = "org.freedesktop.appearance"
_SPI_GETHIGHCONTRAST, _HCF_HIGHCONTRASTON = 0x0042, 0x1
_COLOR_WINDOW, _COLOR_WINDOWTEXT = 5, 8  # of GetSysColor


def chosen_tokens(desktop: Desktop | None = None) -> Tokens:
    """The tokens of the chosen look; of the desktop's where the system is followed.

    High contrast is light on black on a dark desktop and black on white on a light one, whoever asks for it.
    """
    look = settings.look()
    if look in (Look.LIGHT, Look.DARK):
        return LIGHT if look is Look.LIGHT else DARK
    contrast = look is Look.CONTRAST or (desktop.contrast if desktop is not None else _qt_contrast())
    if dark_desktop():
        return CONTRAST if contrast else DARK
    return CONTRAST_LIGHT if contrast else LIGHT


def dark_desktop() -> bool:
    """Whether the desktop writes light on dark. In a contrast theme of Windows Qt does not say; its colours do."""
    scheme = QGuiApplication.styleHints().colorScheme()
    if scheme is Qt.ColorScheme.Unknown and sys.platform == "win32":
        import ctypes

        colour = ctypes.WinDLL("user32").GetSysColor
        return _lightness(colour(_COLOR_WINDOW)) < _lightness(colour(_COLOR_WINDOWTEXT))
    return scheme is Qt.ColorScheme.Dark


def _lightness(colour: int) -> int:
    """Of a Windows COLORREF (0x00BBGGRR), from 0 to 255000 (weights of Rec. 601)."""
    return 299 * (colour & 0xFF) + 587 * (colour >> 8 & 0xFF) + 114 * (colour >> 16 & 0xFF)


def ask_frames(look: Look) -> None:
    """Let the window's frame and the system's own dialogs be light or dark alike."""
    hints = QGuiApplication.styleHints()
    if look in (Look.LIGHT, Look.DARK):
        hints.setColorScheme(Qt.ColorScheme.Light if look is Look.LIGHT else Qt.ColorScheme.Dark)
    else:
        hints.unsetColorScheme()


def _qt_contrast() -> bool:
    """What Qt knows of the desktop's wish for contrast (from 6.10 on)."""
    asked = getattr(QGuiApplication.styleHints(), "accessibility", None)
    return asked is not None and asked().contrastPreference() is Qt.ContrastPreference.HighContrast


class Desktop(QObject):
    """Word from the desktop on light, dark and contrast; `changed` tells that it wishes something else.

    Where Qt does not pass on the wish for contrast, the desktop is asked itself: the portal on Linux, Windows by its
    parameters. The portal answers later; until then there is no such wish.
    """

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._portal = False
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._told)
        asked = getattr(hints, "accessibility", None)
        if asked is not None:
            self._accessibility = asked()  # its signal goes with it
            self._accessibility.contrastPreferenceChanged.connect(self._told)
        if sys.platform == "linux":
            self._listen()

    @property
    def contrast(self) -> bool:
        """Whether the desktop wishes high contrast."""
        return self._portal or _qt_contrast() or _windows_contrast()

    def _told(self, _what: object) -> None:
        self.changed.emit()

    @Slot(str, str, "QDBusVariant")
    def settingChanged(self, group: str, name: str, value: Any) -> None:
        """The portal tells a setting that changed."""
        if (group, name) == (_APPEARANCE, "contrast"):
            self.take(value.variant())

    def take(self, value: object) -> None:
        """Contrast as the portal counts it: 1 is higher contrast (XDG Desktop Portal, Settings)."""
        wished = value == 1
        if wished is not self._portal:
            self._portal = wished
            self.changed.emit()

    def _listen(self) -> None:
        """A desktop without D-Bus or portal tells nothing."""
        try:
            from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher
        except ImportError:
            return
        bus = QDBusConnection.sessionBus()
        if not bus.isConnected():
            return
        changed: Any = SLOT("settingChanged(QString,QString,QDBusVariant)")
        bus.connect(*_PORTAL, "SettingChanged", self, changed)
        ask = QDBusMessage.createMethodCall(*_PORTAL, "ReadOne")
        ask.setArguments([_APPEARANCE, "contrast"])
        self._answer = QDBusPendingCallWatcher(bus.asyncCall(ask), self)
        self._answer.finished.connect(self._answered)

    def _answered(self, answer: Any) -> None:
        arguments = answer.reply().arguments() if hasattr(answer, "reply") else []
        if not answer.isError() and arguments:
            told = arguments[0]
            self.take(told.variant() if hasattr(told, "variant") else told)


def _windows_contrast() -> bool:
    if sys.platform == "win32":
        import ctypes

        class HighContrast(ctypes.Structure):
            _fields_ = (("size", ctypes.c_uint), ("flags", ctypes.c_uint), ("scheme", ctypes.c_wchar_p))

        asked = HighContrast()
        asked.size = ctypes.sizeof(asked)
        told = ctypes.WinDLL("user32").SystemParametersInfoW(_SPI_GETHIGHCONTRAST, asked.size, ctypes.byref(asked), 0)
        return bool(told and asked.flags & _HCF_HIGHCONTRASTON)
    return False
