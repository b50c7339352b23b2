"""Today in the window: each number opens its list, the weeks are gone through by keys, and emptiness teaches."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget

from caseman.domain.lifecycle import Step
from caseman.domain.roles import Role
from caseman.text import Language
from tests.services.busy_walk import busy
from tests.services.walking import TODAY, Office, TickingClock, Walk, open_copy
from tests.ui.conftest import Hands
from ui.pages.audit.page import AuditPage
from ui.pages.cases import CasesPage
from ui.pages.letters import LettersPage
from ui.pages.post.page import PostPage
from ui.pages.today import TodayPage
from ui.widgets.lines import LinesView
from ui.window import Window


def _today(window: Window) -> TodayPage:
    assert window.desk_view is not None
    page = window.desk_view.pages["today"]
    assert isinstance(page, TodayPage)
    return page


def _list_in_sight(window: Window) -> LinesView:
    assert window.desk_view is not None
    page = window.desk_view.pages[window.desk_view.place.partition(":")[0]]
    match page:
        case CasesPage() | LettersPage():
            return page.table
        case PostPage():
            return page.register.lines
    assert isinstance(page, AuditPage)
    return page.retention.table


def test_each_number_opens_its_list_with_as_many_lines(
    desk_window: Callable[..., Window], hands: Hands, office: Office, office_path: object, clock: TickingClock
) -> None:
    walk = Walk(open_copy(office, office_path, clock), clock)  # type: ignore[arg-type]
    busy(walk)
    walk.desk.close()
    window = desk_window()
    view, today = window.desk_view, _today(window)
    assert view is not None
    opened = set()
    for place, tile in today.tiles.items():
        view.go("today")
        hands.settle(window)
        told = tile.accessibleName()
        hands.click(tile)
        hands.settle(window)
        lines = len(_list_in_sight(window).lines.lines)
        assert told.endswith(f": {lines}"), (place, lines)
        opened.add(lines > 0)
    assert opened == {True}, "something waits in every list"
    late = today.tiles["cases:show:overdue"]
    assert late._sign.isVisibleTo(late), "what is late has a sign beside its colour"
    assert not today.tiles["cases:show:to_check"]._sign.isVisibleTo(today)


def test_a_day_is_reached_by_arrow_keys_and_opens_its_list(
    desk_window: Callable[..., Window], hands: Hands, office: Office, office_path: object, clock: TickingClock
) -> None:
    desk = open_copy(office, office_path, clock)  # type: ignore[arg-type]
    walk = Walk(desk, clock)
    walk.to(Step.DATE)
    walk.to(Step.DECISION)
    walk.case(envelope=walk.envelope(arrived_on=TODAY - timedelta(days=1), postmarked_on=None))
    desk.close()
    window = desk_window()
    weeks = _today(window).weeks
    window.activateWindow()
    weeks.setFocus()
    hands.until(weeks.hasFocus)
    assert weeks.weeks.day(weeks.currentIndex()).day == TODAY, "the keys begin at today"
    (busy_day,) = (view for view in weeks.weeks._days if view.due > 1)
    day = busy_day.day
    here, there = weeks.currentIndex(), weeks.weeks.index_of(day)
    across = there.column() - here.column()
    steps = [Qt.Key.Key_Down] * (there.row() - here.row())
    steps += [Qt.Key.Key_Right if across > 0 else Qt.Key.Key_Left] * abs(across)
    assert steps
    for key in steps:
        hands.bot.keyClick(weeks, key)
    assert weeks.weeks.day(weeks.currentIndex()).day == day
    hands.bot.keyClick(weeks, Qt.Key.Key_Return)
    hands.settle(window)
    assert window.desk_view is not None
    cases = window.desk_view.pages["cases"]
    assert isinstance(cases, CasesPage)
    assert cases.isVisible()
    assert len(cases.table.lines.lines) == busy_day.due
    assert all(line.due_on == day for line in cases.table.lines.lines)
    window.desk_view.go("today")
    hands.settle(window)
    assert weeks.weeks.day(weeks.currentIndex()).day == day, "the day that was chosen stays chosen"


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (Language.EN, ["2026-11-23 (Mon), public holiday, Labor Thanksgiving Day, 0 answers due", "today"]),
        (Language.JA, ["2026年11月23日（月）、祝日（勤労感謝の日）、回答期限 0件", "本日"]),
    ],
)
def test_a_screen_reader_is_told_what_a_day_is(
    desk_window: Callable[..., Window], language: Language, told: list[str]
) -> None:
    window = desk_window(language)
    weeks = _today(window).weeks
    model = weeks.weeks
    assert model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == told[0]
    assert told[1] in model.index_of(TODAY).data(Qt.ItemDataRole.AccessibleTextRole)
    seen = QAccessible.queryAccessibleInterface(weeks)
    assert seen is not None
    assert seen.role() is QAccessible.Role.Table
    texts = [seen.child(at).text(QAccessible.Text.Name) for at in range(seen.childCount())]
    assert told[0] in texts


def test_a_fresh_office_is_shown_the_first_step(desk_window: Callable[..., Window], hands: Hands) -> None:
    window = desk_window()
    today = _today(window)
    assert today.first.isVisible()
    assert not any(tile.isVisible() for tile in today.tiles.values())
    assert today.weeks.isVisible()
    assert not today.soonest.isVisible()
    window.activateWindow()
    hands.until(window.isActiveWindow)
    assert window.desk_view is not None
    window.desk_view.go("today")
    assert QApplication.focusWidget() is today.log_button
    hands.bot.keyClick(today.log_button, Qt.Key.Key_Space)
    hands.settle(window)
    assert window.desk_view.place == "post"


def test_an_office_where_all_is_done_says_so(
    desk_window: Callable[..., Window], office: Office, office_path: object, clock: TickingClock
) -> None:
    desk = open_copy(office, office_path, clock)  # type: ignore[arg-type]
    Walk(desk, clock).to(Step.CLOSE)
    desk.close()
    today = _today(desk_window())
    assert today.done.isVisible()
    assert "Nothing waits" in today.done.text()
    assert today.tiles["cases:show:overdue"].isVisible()
    assert not today.first.isVisible()


def test_who_may_not_log_post_is_told_what_is_left_out(
    desk_window: Callable[..., Window], office: Office, office_path: object, clock: TickingClock
) -> None:
    desk = open_copy(office, office_path, clock)  # type: ignore[arg-type]
    with desk.file.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE staff SET roles = ?", (Role.SEARCHER.value,))
    desk.close()
    today = _today(desk_window())
    assert not today.first.isVisible(), "no button that would be refused"
    assert "When the post desk has logged the first envelope" in today.done.text()
    assert today._hidden.isVisible()
    assert "Envelopes without a case, To dispose of" in today._hidden.text()


@pytest.mark.parametrize("language", list(Language))
def test_nothing_is_cut_at_the_side(
    desk_window: Callable[..., Window],
    hands: Hands,
    office: Office,
    office_path: object,
    clock: TickingClock,
    language: Language,
) -> None:
    desk = open_copy(office, office_path, clock)  # type: ignore[arg-type]
    Walk(desk, clock).to(Step.DATE)
    desk.close()
    window = desk_window(language)
    today = _today(window)
    parts: list[QWidget] = [*today.tiles.values(), today.weeks, today.soonest]
    shapes = set()
    for size in ((900, 600), (1024, 700), (1366, 768), (1920, 1080)):
        window.resize(*size)
        hands.settle(window)
        for part in parts:
            right = part.mapTo(today, part.rect().topRight()).x()
            assert right <= today.width(), part.accessibleName()
        assert today.weeks.horizontalHeader().length() <= today.weeks.viewport().width()
        shapes.add(today._arranged)
    assert {columns for columns, _ in shapes} == {2, 3}, "the columns follow the room there is"
