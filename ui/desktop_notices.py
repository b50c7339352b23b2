"""A notice on the desktop, over freedesktop's notification service, else from the tray; a click on it is told.

QtDBus from Python sends no unsigned number, which the service asks for; `jeepney`, which the keyring uses too, does.
The calls are sent and their answers come through Qt's loop, so that a service that hangs holds nothing up.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QSocketNotifier, QTimer, Signal
from PySide6.QtWidgets import QApplication, QStyle, QSystemTrayIcon

if TYPE_CHECKING:
    from jeepney import Message
    from jeepney.io.blocking import DBusConnection

_SERVICE: Final = "org.freedesktop.Notifications"
_PATH: Final = "/org/freedesktop/Notifications"
_SHOWN_MS: Final = 15_000  # how long the tray shows its message, and its icon
_AS_THE_DESKTOP_LIKES: Final = -1
_NORMAL: Final = ("y", 1)  # urgency


class DesktopNotices(QObject):
    """Shows one notice at a time. `refused` carries the text where the desktop shows none."""

    clicked = Signal()
    refused = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._service: _Service | None = None
        self._tray: QSystemTrayIcon | None = None
        self._text = ""

    def show_text(self, text: str) -> None:
        """Show a text, in place of the one before."""
        self._text = text
        if sys.platform == "linux":
            if self._service is None:
                self._service = _Service(self)
                self._service.clicked.connect(self.clicked)
                self._service.failed.connect(self._from_tray)
            self._service.show_text(text, self.tr("Open"))
        else:
            self._from_tray()

    def stop(self) -> None:
        """Let go of the desktop; what is shown stays until the desktop takes it away."""
        if self._service is not None:
            self._service.close()
            self._service = None
        if self._tray is not None:
            self._tray.hide()

    def _from_tray(self) -> None:
        if not QSystemTrayIcon.isSystemTrayAvailable() or not QSystemTrayIcon.supportsMessages():
            self.refused.emit(self._text)
            return
        if self._tray is None:
            self._tray = QSystemTrayIcon(self)
            self._tray.messageClicked.connect(self.clicked)
        icon = QApplication.windowIcon()
        if icon.isNull():
            icon = QApplication.style().standardIcon(QStyle.StandardPixmap.SP_MessageBoxInformation)
        self._tray.setIcon(icon)
        self._tray.show()
        self._tray.showMessage("caseman", self._text, icon, _SHOWN_MS)
        QTimer.singleShot(_SHOWN_MS, self._tray, self._tray.hide)


class _Service(QObject):
    """The notification service of the desktop (Desktop Notifications Specification 1.2)."""

    clicked = Signal()
    failed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._connection: DBusConnection | None = None
        self._notifier: QSocketNotifier | None = None
        self._asked = 0  # the serial of the last call
        self._shown = 0  # the number of the notice, 0 before there is one

    def show_text(self, text: str, action: str) -> None:
        """Ask for a notice; `failed` tells where there is none to ask."""
        from jeepney import DBusAddress, new_method_call

        values = ("caseman", self._shown, "", "caseman", text, ["default", action])
        hints = {"urgency": _NORMAL, "desktop-entry": ("s", "caseman")}
        address = DBusAddress(_PATH, bus_name=_SERVICE, interface=_SERVICE)
        call = new_method_call(address, "Notify", "susssasa{sv}i", (*values, hints, _AS_THE_DESKTOP_LIKES))
        try:
            self._send(call)
        except (OSError, KeyError, ValueError, RuntimeError):  # no bus, none that answers, or one of another kind
            self._fail()

    def close(self) -> None:
        """Leave the bus."""
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier.deleteLater()
            self._notifier = None
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        self._shown = 0

    def _send(self, call: Message) -> None:
        if self._connection is None:
            self._connect()
        assert self._connection is not None
        self._asked = next(self._connection.outgoing_serial)
        self._connection.send(call, serial=self._asked)

    def _connect(self) -> None:
        from jeepney import MatchRule, message_bus
        from jeepney.io.blocking import open_dbus_connection

        self._connection = connection = open_dbus_connection("SESSION")
        rule = MatchRule(type="signal", sender=_SERVICE, interface=_SERVICE, path=_PATH)
        connection.send(message_bus.AddMatch(rule))
        self._notifier = QSocketNotifier(connection.sock.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read)

    def _read(self) -> None:
        """Take what came, and wait for nothing."""
        while self._connection is not None:
            try:
                message = self._connection.receive(timeout=0)
            except TimeoutError:
                return
            except (OSError, ValueError):
                self._fail()
                return
            self._take(message)

    def _take(self, message: Message) -> None:
        from jeepney import HeaderFields, MessageType

        fields = message.header.fields
        if message.header.message_type is MessageType.signal:
            self._told(fields.get(HeaderFields.member), message.body)
        elif fields.get(HeaderFields.reply_serial) == self._asked:
            if message.header.message_type is MessageType.error:
                self._fail()
            else:
                (self._shown,) = message.body

    def _told(self, member: str | None, body: tuple[int | str, ...]) -> None:
        if len(body) != 2 or body[0] != self._shown:
            return  # about another program's notice
        if member == "ActivationToken":
            os.environ["XDG_ACTIVATION_TOKEN"] = str(body[1])  # Qt hands it over when it raises the window
        elif member == "ActionInvoked":
            self.clicked.emit()

    def _fail(self) -> None:
        self.close()
        self.failed.emit()
