"""The desktop's wish for contrast, over a real session bus: asked for at the start, and heard when it changes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

_PORTAL = """
from jeepney import DBusAddress, HeaderFields, MessageType, new_method_return, new_signal
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection
bus = open_dbus_connection(bus="SESSION")
bus.send_and_get_reply(message_bus.RequestName("org.freedesktop.portal.Desktop"))
place = DBusAddress("/org/freedesktop/portal/desktop", interface="org.freedesktop.portal.Settings")
print("ready", flush=True)
while True:
    asked = bus.receive()
    if asked.header.message_type is not MessageType.method_call:
        continue
    if asked.header.fields.get(HeaderFields.member) != "ReadOne":
        continue
    assert asked.body == ("org.freedesktop.appearance", "contrast"), asked.body
    bus.send(new_method_return(asked, "v", (("u", 1),)))
    for group, name, value in (
        ("org.example", "contrast", 0),
        ("org.freedesktop.appearance", "accent-color", 0),
        ("org.freedesktop.appearance", "contrast", 0),
        ("org.freedesktop.appearance", "contrast", 1),
    ):
        bus.send(new_signal(place, "SettingChanged", "ssv", (group, name, ("u", value))))
"""
_WINDOW = """
import subprocess, sys
portal = subprocess.Popen([sys.executable, "-c", sys.argv[1]], stdout=subprocess.PIPE, text=True)
assert portal.stdout.readline() == "ready\\n"
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from ui.theme.looks import Desktop
app = QApplication([])
desktop = Desktop(app)
heard = []
def hear():
    heard.append(desktop.contrast)
    if len(heard) == 3:
        app.quit()
desktop.changed.connect(hear)
QTimer.singleShot(20000, app.quit)
app.exec()
portal.kill()
portal.wait()
print(heard)
"""


@pytest.mark.skipif(shutil.which("dbus-run-session") is None, reason="no session bus can be started here")
def test_the_portal_is_asked_and_heard(tmp_path: Path) -> None:
    told = subprocess.run(
        ["dbus-run-session", "--", sys.executable, "-c", _WINDOW, _PORTAL],
        env=os.environ | {"HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert told.stdout.strip() == "[True, False, True]", told.stderr
