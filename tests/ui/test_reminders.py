"""Reminders of dates: numbers alone, once for the same news, only while the office is open."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QSystemTrayIcon

from caseman.domain.lifecycle import Step
from caseman.services.today_views import Nearing
from caseman.text import Language
from tests.services.walking import PRINCIPAL, TODAY, Office, TickingClock, Walk, open_copy
from tests.ui.conftest import Hands
from ui import i18n, settings
from ui.desktop_notices import DesktopNotices
from ui.reminders import ReminderKeeper
from ui.settings import remind  # the tests' own settings turn it off
from ui.window import Window

# A desktop whose notification service says what it was asked, then that its notice was pressed.
_DESKTOP = """
import sys, threading
from jeepney import DBusAddress, HeaderFields, MessageType, message_bus, new_method_return, new_signal
from jeepney.io.blocking import open_dbus_connection
from PySide6.QtCore import QCoreApplication, QTimer
from ui.desktop_notices import DesktopNotices

NAME, PATH = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
there = sys.argv[1] == "there"
ready = threading.Event()

def serve():
    bus = open_dbus_connection("SESSION")
    bus.send_and_get_reply(message_bus.RequestName(NAME))
    ready.set()
    for number in (7, 8):
        while True:
            call = bus.receive()
            if call.header.message_type is MessageType.method_call:
                break
        fields = call.header.fields
        print(fields[HeaderFields.member], fields[HeaderFields.signature], *call.body, sep="|", flush=True)
        bus.send(new_method_return(call, "u", (7,)))
        told = DBusAddress(PATH, interface=NAME)
        bus.send(new_signal(told, "ActionInvoked", "us", (99, "default")))
        bus.send(new_signal(told, "ActivationToken", "us", (7, "token-1")))
        bus.send(new_signal(told, "ActionInvoked", "us", (7, "default")))

if there:
    threading.Thread(target=serve, daemon=True).start()
    ready.wait(20)
app = QCoreApplication([])
notices = DesktopNotices()
clicks = []

def clicked():
    import os
    clicks.append(1)
    print("clicked", os.environ.get("XDG_ACTIVATION_TOKEN"), flush=True)
    if len(clicks) == 1:
        notices.show_text("second")
    else:
        app.quit()

def refused(text):
    print("refused", text, flush=True)
    app.quit()

notices.clicked.connect(clicked)
notices.refused.connect(refused)
notices._from_tray = lambda: refused("first")
QTimer.singleShot(0, lambda: notices.show_text("first"))
QTimer.singleShot(20000, app.quit)
app.exec()
notices.stop()
"""
_NEEDS_BUS = pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("dbus-run-session") is None, reason="needs D-Bus (Debian: dbus)"
)


class _Told:
    """The desktop of a test: what was shown on it."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def __call__(self, text: str) -> None:
        self.texts.append(text)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> _Told:
    shown = _Told()
    monkeypatch.setattr("ui.settings.remind", lambda: True)
    monkeypatch.setattr(DesktopNotices, "show_text", lambda _self, text: shown(text))
    return shown


@pytest.fixture
def overdue(office: Office, office_path: Path, clock: TickingClock) -> None:
    """One answer is overdue, two are due today, one within three days."""
    walk = Walk(open_copy(office, office_path, clock), clock)
    for _ in range(2):
        walk.to(Step.DATE)
    with walk.desk.file.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE cases SET due_on = ?", (TODAY.isoformat(),))
    for due in (TODAY - timedelta(days=1), TODAY + timedelta(days=3), TODAY + timedelta(days=4)):
        number = walk.case()
        with walk.desk.file.engine.begin() as connection:
            connection.exec_driver_sql("UPDATE cases SET due_on = ? WHERE number = ?", (due.isoformat(), number))
    walk.desk.close()


@pytest.mark.usefixtures("overdue")
def test_dates_are_told_in_numbers_at_unlocking_and_once(
    desk_window: Callable[..., Window],
    told: _Told,
    hands: Hands,
    clock: TickingClock,
    office: Office,
    office_path: Path,
) -> None:
    window = desk_window()
    assert told.texts == ["1 answer is overdue, 2 answers are due today, 1 answer is due soon."]
    assert all(str(each) not in told.texts[0] for each in PRINCIPAL.values() if each)
    window.keepers.reminders.look()
    hands.settle(window)
    with hands.bot.waitSignal(window.locked):
        window.lock()
    window.keepers.reminders.look()
    window.unlock_page.opened.emit(open_copy(office, office_path, clock))
    hands.settle(window)
    assert len(told.texts) == 1, "the same news is not told at each unlocking"
    clock.set_day(TODAY + timedelta(days=1))
    window.keepers.reminders.look()
    hands.settle(window)
    assert told.texts[1:] == ["3 answers are overdue, 2 answers are due soon."], "the day changed while it was open"


@pytest.mark.usefixtures("overdue")
def test_what_was_told_in_the_night_is_told_once_more_in_the_morning(
    desk_window: Callable[..., Window], told: _Told, hands: Hands, clock: TickingClock
) -> None:
    window = desk_window()
    for hours, texts in ((15, 2), (16, 2), (20, 3), (23, 3)):  # midnight, one, five and eight o'clock in Tokyo
        clock.set_day(TODAY)
        clock.now += timedelta(hours=hours - 1)
        window.keepers.reminders.look()
        hands.settle(window)
        assert len(told.texts) == texts, hours


@pytest.mark.usefixtures("overdue")
def test_worse_news_of_the_same_day_is_told(
    desk_window: Callable[..., Window],
    told: _Told,
    hands: Hands,
    office: Office,
    office_path: Path,
    clock: TickingClock,
) -> None:
    window = desk_window()
    with hands.bot.waitSignal(window.locked):
        window.lock()
    desk = open_copy(office, office_path, clock)
    with desk.file.engine.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE cases SET due_on = ? WHERE due_on = ?", ((TODAY - timedelta(days=1)).isoformat(), TODAY.isoformat())
        )
    window.unlock_page.opened.emit(desk)
    hands.settle(window)
    assert told.texts[1:] == ["3 answers are overdue, 1 answer is due soon."]


@pytest.mark.usefixtures("overdue")
def test_it_can_be_turned_off_and_begins_as_many_days_before_as_is_chosen(
    desk_window: Callable[..., Window], told: _Told, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.set_remind_days(0)
    window = desk_window()
    assert told.texts == ["1 answer is overdue, 2 answers are due today."]
    monkeypatch.setattr("ui.settings.remind", lambda: False)
    window.keepers.reminders._looked = ""
    window.keepers.reminders.look()
    hands.settle(window)
    assert len(told.texts) == 1


def test_nothing_near_is_no_news(desk_window: Callable[..., Window], told: _Told) -> None:
    desk_window()
    assert told.texts == []


@pytest.mark.usefixtures("overdue")
def test_a_press_brings_the_window_to_today(desk_window: Callable[..., Window], told: _Told, hands: Hands) -> None:
    window = desk_window()
    assert window.desk_view is not None
    window.desk_view.go("letters")
    window.showMinimized()
    window.keepers.reminders.notices.clicked.emit()
    assert window.desk_view.place == "today"
    assert not window.isMinimized()
    hands.settle(window)
    with hands.bot.waitSignal(window.locked):
        window.lock()
    window.keepers.reminders.notices.clicked.emit()
    assert window.unlock_page.isVisible(), "locked, it shows the way in and nothing else"
    assert told.texts


def test_where_the_desktop_shows_nothing_the_window_does_but_not_over_today(
    desk_window: Callable[..., Window], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: False)
    window = desk_window()
    view = window.desk_view
    assert view is not None
    window.keepers.reminders.notices.show_text("2 answers are overdue.")
    assert view.pages["today"].notice.isHidden()
    view.go("letters")
    window.keepers.reminders.notices.show_text("2 answers are overdue.")
    assert view.pages["letters"].notice.text == "2 answers are overdue."


@pytest.mark.parametrize(
    ("language", "one", "many"),
    [
        (Language.EN, "1 answer is overdue.", "2 answers are due today, 3 answers are due soon."),
        (Language.JA, "期限を過ぎた回答が1件あります。", "本日が期限の回答が2件、まもなく期限の回答が3件あります。"),
    ],
)
def test_it_is_said_in_both_languages(qapp: object, language: Language, one: str, many: str) -> None:
    i18n.install_language(language)
    keeper = ReminderKeeper(qapp)  # type: ignore[arg-type]
    assert keeper.words(Nearing(TODAY, 1, 0, 0)) == one
    assert keeper.words(Nearing(TODAY, 0, 2, 3)) == many
    keeper.deleteLater()


@pytest.mark.parametrize("written", ["", "x", "2026-11-24 day:1 2", "2026-11-24 day:1 2 three", "::"])
def test_what_was_remembered_and_cannot_be_read_is_as_never_told(written: str) -> None:
    settings._settings().setValue("reminded/abc", written)
    assert settings.reminded("abc") == ("", (0, 0, 0))
    settings._settings().setValue("remind_days", written)
    assert settings.remind_days() == settings.DEFAULT_REMIND_DAYS


def test_settings_are_kept_and_bounded() -> None:
    assert remind()
    settings.set_remind(False)
    assert not remind()
    settings.set_remind_days(99)
    assert settings.remind_days() == 14
    settings.set_remind_days(-3)
    assert settings.remind_days() == 0
    settings.set_reminded("abc", "2026-11-24 day", (3, 2, 1))
    assert settings.reminded("abc") == ("2026-11-24 day", (3, 2, 1))


def _on_a_desktop(there: str) -> list[str]:
    ran = subprocess.run(
        ["dbus-run-session", "--", sys.executable, "-c", _DESKTOP, there],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        cwd=Path(__file__).parents[2],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )
    assert ran.stdout, ran.stderr
    return ran.stdout.splitlines()


@_NEEDS_BUS
def test_a_real_bus_carries_the_notice_and_the_press_on_it() -> None:
    hints = "{'urgency': ('y', 1), 'desktop-entry': ('s', 'caseman')}"
    assert _on_a_desktop("there") == [
        f"Notify|susssasa{{sv}}i|caseman|0||caseman|first|['default', 'Open']|{hints}|-1",
        "clicked token-1",
        f"Notify|susssasa{{sv}}i|caseman|7||caseman|second|['default', 'Open']|{hints}|-1",
        "clicked token-1",
    ]


@_NEEDS_BUS
def test_a_bus_without_such_a_service_is_no_fault() -> None:
    assert _on_a_desktop("missing") == ["refused first"]
