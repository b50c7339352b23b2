"""Room at every width: numbers and dates are whole, names give way, and what is cut is told where the pointer rests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QLabel, QToolTip
from pytestqt.qtbot import QtBot

from caseman.domain.lifecycle import Step
from caseman.text import Language
from tests.services.walking import Office, TickingClock, Walk, open_copy
from tests.ui.conftest import Hands
from ui.pages.case import CasePage
from ui.pages.cases import CasesPage
from ui.pages.letters import LettersPage
from ui.pages.post.page import PostPage
from ui.pages.today import TodayPage
from ui.widgets.lines import Column, LinesView
from ui.window import Window

_LONG = "<b>見本</b> 長い名前の会社の長い名前の部の長い名前の人"


@pytest.fixture(scope="module")
def made(office: Office, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Cases at every step, and a letter that left and arrived. Walked once; each test looks at a copy."""
    kept = replace(office, path=office.copy_to(tmp_path_factory.mktemp("made")))
    clock = TickingClock()
    desk = open_copy(kept, kept.path, clock)
    walk = Walk(desk, clock)
    for step in list(Step)[1:]:
        walk.to(step)
    desk.close()
    return kept


@pytest.fixture
def office_path(made: Office, tmp_path: Path) -> Path:
    return made.copy_to(tmp_path)


def _cut(table: LinesView) -> list[str]:
    """Texts of whole columns that do not fit."""
    return [
        table.lines.index(row, at).data()
        for at, column in enumerate(table._columns)
        if column.whole and not table.isColumnHidden(at)
        for row in range(table.lines.rowCount())
        if table.sizeHintForIndex(table.lines.index(row, at)).width() > table.columnWidth(at)
    ]


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize(("width", "height"), [(1024, 720), (1280, 800)])
def test_numbers_and_dates_are_never_cut(
    desk_window: Callable[..., Window], hands: Hands, language: Language, width: int, height: int
) -> None:
    window = desk_window(language)
    window.resize(width, height)
    view = window.desk_view
    assert view is not None
    today, cases, post, letters = (view.pages[name] for name in ("today", "cases", "post", "letters"))
    assert isinstance(today, TodayPage)
    assert isinstance(cases, CasesPage)
    assert isinstance(post, PostPage)
    assert isinstance(letters, LettersPage)
    tables = {"today": today.soonest, "cases": cases.table, "post": post.register.lines, "letters": letters.table}
    for place, table in tables.items():
        view.go(place)
        post.show_part("register")
        hands.settle(window)
        assert table.lines.rowCount()
        assert _cut(table) == [], place
        assert not table.horizontalScrollBar().isVisible(), place


def test_tiles_and_the_head_of_a_case_are_whole_in_a_small_window(
    desk_window: Callable[..., Window], hands: Hands
) -> None:
    window = desk_window()
    window.resize(1024, 720)
    hands.settle(window)
    view = window.desk_view
    assert view is not None
    today, case = view.pages["today"], view.pages["case"]
    assert isinstance(today, TodayPage)
    assert isinstance(case, CasePage)
    for tile in today.tiles.values():
        for part in tile.findChildren(QLabel):
            assert part.height() >= part.heightForWidth(part.width()), part.text()
            assert part.width() >= part.minimumSizeHint().width(), part.text()
    view.open_case("P-2026-0001")
    hands.settle(window)
    assert case.due.text()
    assert case.due.width() >= case.due.sizeHint().width()


def test_a_cut_text_is_told_literally_where_the_pointer_rests(qtbot: QtBot) -> None:
    table = LinesView([Column("Name", str), Column("Length", lambda text: str(len(text)), whole=True)], "Names")
    qtbot.addWidget(table)
    table.resize(240, 200)
    table.show()
    qtbot.waitExposed(table)
    table.lines.replace([_LONG, "見本"])
    assert table.tip_at(table.lines.index(0, 0)).startswith("<span>&lt;b&gt;見本&lt;/b&gt; 長い")
    assert table.tip_at(table.lines.index(1, 0)) == ""
    assert table.tip_at(table.lines.index(0, 1)) == ""
    at = table.visualRect(table.lines.index(0, 0)).center()
    QApplication.sendEvent(table.viewport(), QHelpEvent(QEvent.Type.ToolTip, at, QPoint(5, 5)))
    assert "見本" in QToolTip.text()
    QToolTip.hideText()


def test_a_whole_column_widens_with_the_next_page(qtbot: QtBot) -> None:
    table = LinesView([Column("Name", str), Column("Again", str, whole=True)], "Names")
    qtbot.addWidget(table)
    table.resize(600, 200)
    table.show()
    qtbot.waitExposed(table)
    table.lines.replace(["1"], more=True)
    narrow = table.columnWidth(1)
    table.lines.extend(["2026年11月23日(月)"], more=False)
    assert table.columnWidth(1) > narrow
    assert _cut(table) == []
    assert table.columnWidth(0) + table.columnWidth(1) == table.viewport().width()
