"""The window locks when the desktop says that the person leaves, and when the computer slept."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Hands
from ui.desktop_watch import DesktopWatch
from ui.window import Window

_LISTENER = """
from PySide6.QtCore import QCoreApplication, QTimer
import subprocess
app = QCoreApplication([])
from ui.desktop_watch import DesktopWatch
watch = DesktopWatch()
watch.leaving.connect(lambda why: print(why, flush=True))
def say(path, name, *values):
    subprocess.run(["dbus-send", "--session", "--type=signal", path, name, *values], check=True)
def speak():
    say("/ScreenSaver", "org.freedesktop.ScreenSaver.ActiveChanged", "boolean:false")
    say("/ScreenSaver", "org.freedesktop.ScreenSaver.ActiveChanged", "boolean:true")
    say("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver.ActiveChanged", "boolean:true")
    say("/x", "org.example.Other.ActiveChanged", "boolean:true")
    say("/end", "org.mate.ScreenSaver.ActiveChanged", "boolean:true")
heard = []
def hear(why):
    heard.append(why)
    if len(heard) == 3:
        app.quit()
watch.leaving.connect(hear)
QTimer.singleShot(0, speak)
QTimer.singleShot(20000, app.quit)
app.exec()
"""


@pytest.mark.parametrize(
    ("tell", "why"),
    [
        (lambda watch: watch.screenSaver(True), "screen_lock"),
        (lambda watch: watch.sleep(True), "suspend"),
        (lambda watch: watch.sessionLock(), "session_lock"),
    ],
)
def test_it_tells_why(qtbot: QtBot, tell: Callable[[DesktopWatch], None], why: str) -> None:
    watch = DesktopWatch()
    with qtbot.waitSignal(watch.leaving) as told:
        tell(watch)
    assert told.args == [why]


def test_coming_back_is_no_leaving(qtbot: QtBot) -> None:
    watch = DesktopWatch()
    with qtbot.assertNotEmitted(watch.leaving):
        watch.screenSaver(False)
        watch.sleep(False)
        watch.look_at_clock()


def test_a_sleep_that_nobody_told_is_noticed_on_waking(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    watch = DesktopWatch()
    now = watch._seen
    monkeypatch.setattr("ui.desktop_watch.time.time", lambda: now + 3600)
    with qtbot.waitSignal(watch.leaving) as told:
        watch.look_at_clock()
    assert told.args == ["slept"]
    with qtbot.assertNotEmitted(watch.leaving):
        watch.look_at_clock()


def test_the_window_locks_with_the_screen(desk_window: Callable[..., Window], hands: Hands) -> None:
    window = desk_window()
    assert window.keepers.presence.desktop is not None
    with hands.bot.waitSignal(window.locked):
        window.keepers.presence.desktop.screenSaver(True)
    assert window.session is None


@pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("dbus-run-session") is None or shutil.which("dbus-send") is None,
    reason="needs D-Bus (Debian: dbus)",
)
def test_signals_on_a_real_bus_are_heard() -> None:
    heard = subprocess.run(
        ["dbus-run-session", "--", sys.executable, "-c", _LISTENER],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        cwd=Path(__file__).parents[2],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )
    assert heard.stdout.split() == ["screen_lock"] * 3, heard.stderr
