"""An answer that comes after its widget was deleted is skipped, and everybody else is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import Event

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QComboBox, QLabel
from pytestqt.qtbot import QtBot
from shiboken6 import delete, isValid

from caseman.domain.settings import Setting
from caseman.services.desk import Desk
from caseman.text import Language
from tests.ui.conftest import Hands
from ui.pages.settings.page import SettingsPage
from ui.session import OfficeSession
from ui.tasks import TaskRunner
from ui.window import Window

_LONGEST_S = 20.0  # for which the database thread is held


class Asker(QLabel):
    """A widget that shows an answer."""

    def __init__(self, told: list[str]) -> None:
        super().__init__()
        self._told = told

    def show_answer(self, answer: str) -> None:
        self._told.append(answer)
        self.setText(answer)  # an error once it is deleted


@pytest.fixture
def runner() -> Iterator[TaskRunner]:
    runner = TaskRunner()
    yield runner
    runner.stop()


def test_an_answer_for_a_deleted_widget_is_skipped(desk: Desk, runner: TaskRunner, hands: Hands, qtbot: QtBot) -> None:
    session = OfficeSession(desk, runner)
    told: list[str] = []
    gone, there = Asker(told), Asker(told)
    qtbot.addWidget(there)
    go_on = Event()

    def answer(_desk: Desk, text: str) -> str:
        assert go_on.wait(_LONGEST_S)
        return text

    with qtbot.captureExceptions() as errors:
        session.read(answer, "to nobody", done=gone.show_answer)
        session.read(answer, "to a widget", done=there.show_answer)
        session.read(answer, "to a function", done=told.append)
        delete(gone)
        go_on.set()
        hands.until(lambda: runner.idle)
    assert errors == []
    assert told == ["to a widget", "to a function"]
    assert there.text() == "to a widget"


def test_pages_built_anew_while_they_are_read_are_not_told(
    desk_window: Callable[..., Window], hands: Hands, qtbot: QtBot
) -> None:
    window = desk_window()
    assert window.desk_view is not None
    assert window.session is not None
    go_on = Event()
    window.session.read(lambda _desk: go_on.wait(_LONGEST_S), done=lambda _: None)
    window.desk_view.go("settings")  # its questions wait behind that one
    before = window.desk_view.pages["settings"]
    assert isinstance(before, SettingsPage)
    with qtbot.captureExceptions() as errors:
        language = before.choice(Setting.LANGUAGE).control
        assert isinstance(language, QComboBox)
        language.setCurrentIndex(language.findData(Language.JA.value))
        language.activated.emit(language.currentIndex())
        hands.until(lambda: not isValid(before))
        go_on.set()
        hands.settle(window)
    assert errors == []
    now = window.desk_view.pages["settings"]
    assert isinstance(now, SettingsPage)
    assert "1" in now.versions.versions.text()


def test_what_was_put_off_is_not_done_once_the_office_is_closed(desk: Desk, runner: TaskRunner, hands: Hands) -> None:
    session = OfficeSession(desk, runner)
    owner, told = QObject(), list[str]()
    session.soon(owner, lambda: told.append("open"))
    hands.until(lambda: told == ["open"])
    session.soon(owner, lambda: told.append("closed"))
    session.close({}, lambda: None)
    assert not session.open
    QTimer.singleShot(0, owner, lambda: told.append("later"))
    hands.until(lambda: "later" in told)
    assert told == ["open", "later"]
