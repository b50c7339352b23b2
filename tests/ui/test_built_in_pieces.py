"""Pages are built in pieces: what nobody looks at is not built, and a panel that is not in sight follows later."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from typing import TypeVar

import pytest
from PySide6.QtCore import QEvent, QObject, QTimer
from shiboken6 import isValid

from caseman.domain.lifecycle import Step
from caseman.domain.settings import Section
from caseman.services.case_file import show_case
from caseman.services.views import CaseView
from tests.ui.conftest import Hands
from ui import collecting
from ui.pages.base import Page
from ui.pages.case import CasePage
from ui.pages.letters import LettersPage
from ui.pages.post.page import PostPage
from ui.pages.settings.page import SettingsPage
from ui.window import Window

P = TypeVar("P", bound=Page)


def _page(window: Window, hands: Hands, place: str, kind: type[P]) -> P:
    assert window.desk_view is not None
    window.desk_view.go(place)
    hands.settle(window)
    page = window.desk_view.pages[place.partition(":")[0]]
    assert isinstance(page, kind)
    return page


class _Watch(QObject):
    """Calls at each paint."""

    def __init__(self, seen: Callable[[], object]) -> None:
        super().__init__()
        self._seen = seen

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt asks by this name
        if event.type() is QEvent.Type.Paint:
            self._seen()
        return False


def _agrees(page: CasePage) -> bool:
    """Whether the head and the step in sight are those of one case."""
    case = page.panels._parts[page.step].case
    return case is not None and case.number == page.title.text()


def test_only_what_is_in_sight_is_built_and_the_tab_tells_what_waits(
    desk_window: Callable[..., Window], hands: Hands
) -> None:
    window = desk_window()
    post = _page(window, hands, "post", PostPage)
    assert [type(panel).__name__ for panel in post.panels.built()] == ["LogPanel"]
    assert post.tabs.tabText(2) == "Scan tray"
    settings = _page(window, hands, "settings", SettingsPage)
    (shown,) = settings.sections.built()
    assert shown is settings.sections[Section.PROCEDURE]
    settings.show_part(Section.BACKUP)
    assert settings.backup.isVisible()
    letters = _page(window, hands, "letters", LettersPage)
    assert not letters._late.built()
    letters.show_part("runs")
    assert letters.runs.isVisible()


def test_a_tab_that_is_gone_to_is_built_with_the_turns_that_follow(
    desk_window: Callable[..., Window], hands: Hands
) -> None:
    window = desk_window()
    post = _page(window, hands, "post", PostPage)
    post.tabs.setCurrentIndex(3)
    assert not post.panels.has_built("register")
    hands.until(lambda: post.panels.has_built("register") and post.register.isVisible())
    hands.settle(window)
    assert "register" not in post._old, "and it is read"
    post.tabs.setCurrentIndex(2)
    assert post.tray.isVisible(), "who asks for it does not wait"


def test_a_desk_that_is_left_is_deleted_a_page_at_a_time(desk_window: Callable[..., Window], hands: Hands) -> None:
    window = desk_window()
    for place, kind in (("post", PostPage), ("letters", LettersPage), ("settings", SettingsPage)):
        _page(window, hands, place, kind)
    view = window.desk_view
    assert view is not None
    rooms = list(view._rooms.values())
    put_off = QTimer(rooms[0], singleShot=True)
    put_off.start(0)
    there: list[int] = []
    beat = QTimer()
    beat.timeout.connect(lambda: there.append(sum(map(isValid, rooms))))
    beat.start(0)
    window.lock()
    assert not put_off.isActive()
    hands.until(lambda: not isValid(view))
    assert len(rooms) >= 4
    assert set(there) >= {1, 2, 3}, "between them the window can do something else"


def test_what_was_typed_in_a_tab_that_is_not_built_yet_waits_for_it(
    desk_window: Callable[..., Window], hands: Hands
) -> None:
    window = desk_window()
    first = _page(window, hands, "post", PostPage)
    first.envelope_form.form.set_values({"sender_as_written": "見本 次郎"})
    kept = first.draft()
    assert kept["tab"] == "log"
    window._speak_anew()  # builds every page anew, with what was typed
    hands.settle(window)
    again = _page(window, hands, "post", PostPage)
    assert again is not first
    assert again.envelope_form.form.values()["sender_as_written"] == "見本 次郎"


def test_a_draft_that_an_older_version_kept_comes_back(desk_window: Callable[..., Window], hands: Hands) -> None:
    post = _page(desk_window(), hands, "post", PostPage)
    old = post.envelope_form.form.values() | {"note": "封が開いていた"}
    post.restore({"envelope": {"form": old, "enclosures": {}, "scans": []}})
    assert post.envelope_form.form.values()["note"] == "封が開いていた"


def test_every_panel_that_was_looked_at_shows_the_case_that_is_shown(
    window_at: Callable[..., Window], hands: Hands
) -> None:
    window = window_at(Step.FEE, Step.DECISION)
    view = window.desk_view
    assert view is not None
    page = _page(window, hands, "case:P-2026-0001", CasePage)
    for step in (Step.IDENTITY, Step.FEE, Step.DATE):
        page.go_to(step)
    hands.settle(window)
    view.open_case("P-2026-0002")
    hands.until(
        lambda: all(panel.case is not None and panel.case.number == "P-2026-0002" for panel in page.panels.built())
    )
    assert page.step is Step.LETTER
    assert len(page.panels.built()) > 3


def test_a_new_head_is_not_painted_above_the_form_of_the_case_before(
    window_at: Callable[..., Window], hands: Hands
) -> None:
    window = window_at(Step.FEE, Step.DECISION)
    page = _page(window, hands, "case:P-2026-0001", CasePage)
    read: list[CaseView] = []
    page.session.read(show_case, "P-2026-0002", done=read.append)
    hands.until(lambda: bool(read))
    seen: list[bool] = []
    page.title.installEventFilter(watch := _Watch(lambda: seen.append(_agrees(page))))
    page.open("P-2026-0002")
    page._show(read[0])
    page.repaint()
    assert seen == []
    hands.until(lambda: bool(seen))
    assert watch is not None
    assert all(seen)


def test_a_panel_that_is_asked_for_does_not_wait_for_its_turn(window_at: Callable[..., Window], hands: Hands) -> None:
    window = window_at(Step.FEE, Step.FEE)
    page = _page(window, hands, "case:P-2026-0001", CasePage)
    page.go_to(Step.DATE)
    page.open("P-2026-0002")
    page.entered()
    hands.until(lambda: page.view is not None)
    panel = page.panels[Step.DATE]
    assert panel.case is page.view
    hands.settle(window)
    assert page.updatesEnabled()


def test_what_was_typed_in_a_step_out_of_sight_is_kept_for_its_case_alone(
    window_at: Callable[..., Window], hands: Hands
) -> None:
    window = window_at(Step.FEE, Step.FEE)
    page = _page(window, hands, "case:P-2026-0001", CasePage)
    view = window.desk_view
    assert view is not None
    page.panels[Step.IDENTITY].forms["check"].set_values({"note": "見本"})
    view.open_case("P-2026-0002")
    hands.settle(window)
    assert page.panels[Step.IDENTITY].draft() == {}
    view.open_case("P-2026-0001")
    hands.settle(window)
    assert page.panels[Step.IDENTITY].draft()["check"]["note"] == "見本"


@pytest.fixture
def searching() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


@pytest.mark.usefixtures("searching")
def test_a_full_search_waits_until_nobody_does_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    before = gc.get_threshold()
    collecting.search_when_resting()
    assert gc.get_threshold()[:2] == before[:2]
    assert gc.get_threshold()[2] > 10 * before[2]
    monkeypatch.setattr("ui.collecting.gc.collect", lambda: made.append("full"))
    monkeypatch.setattr("ui.collecting.gc.get_count", lambda: (0, 0, before[2]))
    collecting.rest()
    assert made == [], "none is due"
    monkeypatch.setattr("ui.collecting.gc.get_count", lambda: (0, 0, before[2] + 1))
    collecting.rest()
    assert made == ["full"]
