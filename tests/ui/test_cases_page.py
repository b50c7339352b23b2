"""The cases page: any order, columns and lists that are kept, a search with a way out, several cases at once."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu

from caseman.domain.lifecycle import Step
from caseman.services import kept_lists
from caseman.services.case_query import Show, Sort
from caseman.services.desk import Desk
from caseman.text import Language
from tests.services.walking import PRINCIPAL, Office, TickingClock, Walk, open_copy
from tests.ui.conftest import Hands
from ui.pages.cases import CasesPage
from ui.pages.cases.dialogs import ColumnsDialog, NameDialog
from ui.pages.letters import LettersPage
from ui.window import Window

_CTRL = Qt.KeyboardModifier.ControlModifier
_PEOPLE = (("青木 例", "アオキ レイ"), ("渡辺 見本", "ワタナベ ミホン"), ("加藤 例", "カトウ レイ"))


@pytest.fixture(scope="module")
def made(office: Office, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Three people whose cases wait for identity, and two with a letter to print. Walked once."""
    kept = replace(office, path=office.copy_to(tmp_path_factory.mktemp("made")))
    clock = TickingClock()
    desk = open_copy(kept, kept.path, clock)
    walk = Walk(desk, clock)
    for name, kana in _PEOPLE:
        walk.case(principal=PRINCIPAL | {"name": name, "kana": kana})
    walk.to(Step.LETTER)
    walk.to(Step.LETTER)
    desk.close()
    return kept


@pytest.fixture
def office_path(made: Office, tmp_path: Path) -> Path:
    return made.copy_to(tmp_path)


@pytest.fixture
def window(desk_window: Callable[..., Window], hands: Hands) -> Window:
    window = desk_window()
    window.resize(1366, 768)
    assert window.desk_view is not None
    window.desk_view.go("cases")
    hands.settle(window)
    window.activateWindow()
    hands.until(window.isActiveWindow)
    return window


def _page(window: Window) -> CasesPage:
    assert window.desk_view is not None
    page = window.desk_view.pages["cases"]
    assert isinstance(page, CasesPage)
    return page


def _desk(page: CasesPage) -> Desk:
    desk = page.session._desk
    assert desk is not None
    return desk


def _numbers(page: CasesPage) -> list[str]:
    return [line.number[-4:] for line in page.table.lines.lines]


def _choose_rows(page: CasesPage, *rows: int) -> None:
    page.table.clearSelection()
    for row in rows:
        page.table.selectionModel().select(
            page.table.lines.index(row, 0),
            QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows,
        )


def test_the_order_is_chosen_by_heading_and_by_keys_and_is_kept(window: Window, hands: Hands) -> None:
    page = _page(window)
    header = page.table.horizontalHeader()
    assert _numbers(page) == ["0001", "0002", "0003", "0004", "0005"]
    principal = next(at for at, each in enumerate(page.table.columns) if each.code == "principal")
    at = QPoint(header.sectionViewportPosition(principal) + 10, header.height() // 2)
    hands.bot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
    hands.settle(window)
    assert _numbers(page) == ["0001", "0003", "0004", "0005", "0002"], "アオキ, カトウ, タカハシ, タカハシ, ワタナベ"
    told = page.table.lines.headerData(principal, Qt.Orientation.Horizontal, Qt.ItemDataRole.AccessibleTextRole)
    assert told == "Principal, sorted upwards"
    assert page.table.accessibleDescription() == told
    hands.bot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
    hands.settle(window)
    assert _numbers(page) == ["0002", "0005", "0004", "0003", "0001"]
    assert header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder
    assert page.lists.down_action.isChecked()

    page.list_button.setFocus()
    hands.bot.keyClick(page.list_button, Qt.Key.Key_Space)
    hands.until(page.lists.menu.isVisible)
    hands.bot.keyClick(page.lists.menu, Qt.Key.Key_Down)
    hands.bot.keyClick(page.lists.menu, Qt.Key.Key_Right)
    order = page.lists.menu.actions()[0].menu()
    assert isinstance(order, QMenu)
    hands.until(order.isVisible)
    hands.bot.keyClick(order, Qt.Key.Key_Return)  # the first one: by number, the latest first
    hands.settle(window)
    assert _numbers(page) == ["0005", "0004", "0003", "0002", "0001"]
    kept = kept_lists.kept_lists(_desk(page), "cases")
    assert [(each.name, each.content["sort"], each.content["descending"]) for each in kept] == [("", "number", True)]


def test_what_was_chosen_stays_so_when_the_list_changes(window: Window, hands: Hands, clock: TickingClock) -> None:
    page = _page(window)
    page.table.setFocus()
    hands.bot.keyClicks(page.table, "P-2026-0005")
    assert page.table.currentIndex().row() <= 0, "typing does not jump: all rows would have to be read"
    page.table.sort_by(Sort.PRINCIPAL)
    hands.settle(window)
    page.table.setCurrentIndex(page.table.lines.index(4, 2))
    _choose_rows(page, 1, 4)  # 0003 and 0002
    Walk(_desk(page), clock).case(principal=PRINCIPAL | {"name": "伊藤 例", "kana": "イトウ レイ"})
    page.refresh()
    hands.settle(window)
    assert _numbers(page) == ["0001", "0006", "0003", "0004", "0005", "0002"]
    rows = [page.table.case_lines.row_of(key) for key in page.table.chosen_keys()]
    assert rows == [2, 5]
    assert page.table.selected().number.endswith("0002")
    assert page.count.text() == "6 cases, 2 of them chosen"


@pytest.mark.parametrize("language", list(Language))
def test_a_search_is_shown_with_a_way_out_and_an_empty_list_teaches(
    desk_window: Callable[..., Window], hands: Hands, language: Language
) -> None:
    window = desk_window(language)
    page, view = _page(window), window.desk_view
    assert view is not None
    view.go("cases")
    hands.settle(window)
    japanese = language is Language.JA
    assert page.count.text() == ("5件" if japanese else "5 cases")
    assert page.which.currentText() == ("処理中の案件" if japanese else "Open cases")
    view.search.setFocus()
    hands.bot.keyClicks(view.search, "P-2026-0002")
    hands.until(lambda: _numbers(page) == ["0002"])
    assert page.filters.searched.text() == ("検索：P-2026-0002" if japanese else "Search: P-2026-0002")
    assert page.count.text() == ("1件" if japanese else "1 case")
    assert page.which.currentData() == Show.ALL.value, "a search looks through all cases"
    hands.bot.keyClicks(view.search, "9")
    hands.until(page.empty.isVisible)
    assert "P-2026-00029" in page.empty.told.text()
    assert not page.table.isVisible()
    assert not page.open_button.isEnabled()
    hands.click(page.empty.clear_button)
    hands.settle(window)
    assert view.search.text() == ""
    assert len(_numbers(page)) == 5
    assert page.which.currentData() == Show.OPEN.value, "the choice of before comes back"
    assert page.filters.clear_button.isHidden()
    for typed in ("ワタナベ", "わたなべ", "ﾜﾀﾅﾍﾞ", "渡邊", "渡邉　見本", "ワタナヘ゛", "P-2026-0002 渡辺"):
        page.search(typed)
        hands.settle(window)
        assert _numbers(page) == ["0002"], typed
    kept = page.draft()
    page.clear_search()
    assert page.draft() == {}
    page.restore(kept)  # as after a lock
    hands.settle(window)
    assert _numbers(page) == ["0002"]
    assert view.search.text() == "P-2026-0002 渡辺"
    page.show_part("show:closed")
    hands.settle(window)
    assert view.search.text() == ""
    assert page.which.currentText() in page.empty.told.text()
    hands.click(page.empty.open_button)
    hands.settle(window)
    page.filters.step.setCurrentIndex(page.filters.step.findData(Step.DISPATCH.value))
    page.filters.step.activated.emit(page.filters.step.currentIndex())
    hands.settle(window)
    assert _numbers(page) == ["0004", "0005"]


def _named(page: CasesPage, name: str) -> NameDialog:
    dialog = page.lists.name_dialog
    assert dialog is not None
    dialog.form.set_values({"name": name})
    dialog.keep()
    return dialog


def test_a_list_is_kept_chosen_renamed_and_removed(window: Window, hands: Hands) -> None:
    page, view = _page(window), window.desk_view
    assert view is not None
    page.search("渡辺")
    hands.settle(window)
    page.lists.keep_action.trigger()
    assert _named(page, " ").form.fault("name"), "a list needs a name"
    _named(page, "Mine")
    hands.settle(window)
    assert page.filters.kept_name == page.which.currentText() == "Mine"
    page.clear_search()
    hands.settle(window)
    assert page.which.currentText() == "Open cases"
    page.lists.keep_as()
    refused = _named(page, "Mine")
    hands.settle(window)
    assert "already" in refused.form.fault("name")
    assert refused.form.control("name").text() == "Mine", "what was typed stays"
    refused.reject()
    page.which.setCurrentIndex(page.which.findText("Mine"))
    page.which.activated.emit(page.which.currentIndex())
    hands.settle(window)
    assert _numbers(page) == ["0002"]
    assert view.search.text() == "渡辺"
    page.lists.rename_action.trigger()
    _named(page, "Watanabe")
    hands.settle(window)
    assert page.which.currentText() == "Watanabe"
    page.lists.remove_action.trigger()
    hands.settle(window)
    assert page.which.findText("Watanabe") == -1
    assert _numbers(page) == ["0002"], "its cases stay in sight"


def test_columns_are_chosen_ordered_and_kept(window: Window, hands: Hands) -> None:
    page = _page(window)
    page.lists.columns_action.trigger()
    (dialog,) = page.findChildren(ColumnsDialog)
    items = [dialog.list.item(at).text() for at in range(dialog.list.count())]
    assert items[:4] == ["Number", "Principal", "Requests", "State"]
    dialog.activateWindow()
    hands.until(dialog.isActiveWindow)
    dialog.list.setCurrentRow(items.index("Member ID"))
    hands.bot.keyClick(dialog.list, Qt.Key.Key_Space)
    for _ in range(items.index("Member ID") - 1):
        hands.bot.keyClick(dialog.list, Qt.Key.Key_Up, _CTRL)
    dialog.list.setCurrentRow(3)
    hands.bot.keyClick(dialog.list, Qt.Key.Key_Space)
    dialog.take()
    wanted = ["number", "member_id", "principal", "state", "next_step", "arrived", "due"]
    assert page.table.chosen_columns() == wanted
    page.table.setColumnWidth(0, 231)
    page.table.look_changed.emit()
    hands.settle(window)
    (kept,) = kept_lists.kept_lists(_desk(page), "cases")
    page.table.choose_columns(["number"])
    page.table.take_look(kept.content)
    assert page.table.chosen_columns() == wanted
    assert page.table.columnWidth(0) == 231
    page.lists.fit_widths()
    assert page.table.columnWidth(0) < 231
    strange: list[dict[str, Any]] = [
        {},
        {"columns": "number", "widths": [1]},
        {"columns": ["?", 7, None, "due", "due"], "widths": {"?": 5, "due": 10**9, "number": "wide"}},
    ]
    for look in strange:
        page.table.take_look(look)
    assert page.table.chosen_columns() == ["number", "due"]
    assert page.table.columnWidth(next(at for at, each in enumerate(page.table.columns) if each.code == "due")) <= 2000


def test_several_cases_are_copied_exported_and_gathered_for_printing(
    window: Window, hands: Hands, tmp_path: Path
) -> None:
    page, view = _page(window), window.desk_view
    assert view is not None
    page.table.setFocus()
    hands.bot.keyClick(page.table, Qt.Key.Key_A, _CTRL)
    assert page.count.text() == "5 cases, 5 of them chosen"
    assert not page.chosen.open_action.isEnabled()
    hands.bot.keyClick(page.table, Qt.Key.Key_C, _CTRL)
    hands.settle(window)
    assert QGuiApplication.clipboard().text().split("\n") == [f"P-2026-000{at}" for at in range(1, 6)]
    _choose_rows(page, 1, 3)
    page.chosen.export_to(str(tmp_path / "chosen.csv"))
    hands.settle(window)
    with (tmp_path / "chosen.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert [row[0] for row in csv.reader(stream)][1:] == ["P-2026-0002", "P-2026-0004"]
    assert page.notice.text.startswith("2 cases written to ")
    page.chosen.export_to(str(tmp_path / "chosen.csv"))
    hands.settle(window)
    assert page.notice.property("bad"), "an existing file is never written over"
    assert not page.working.isVisible()
    _choose_rows(page, 0)
    page.chosen.make_run()
    hands.settle(window)
    assert page.isVisible()
    assert "P-2026-0001" in page.notice.text, "why no run is made"
    _choose_rows(page, 2, 3, 4)
    page.chosen.run_action.trigger()
    hands.settle(window)
    letters = view.pages["letters"]
    assert isinstance(letters, LettersPage)
    assert letters.isVisible()
    assert letters.runs.view is not None
    assert [line.document_number[:11] for line in letters.runs.view.letters] == ["P-2026-0004", "P-2026-0005"]
    assert letters.notice.text.startswith("Print run R-2026-001 is made of 2 letters.")
    assert "P-2026-0003" in letters.notice.text


def test_the_context_key_opens_the_menu_and_enter_the_case(window: Window, hands: Hands) -> None:
    page = _page(window)
    page.table.setFocus()
    page.table.selectRow(1)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), QPoint(0, 0))
    QApplication.sendEvent(page.table, event)
    hands.until(page.chosen.menu.isVisible)
    assert page.chosen.open_action.isEnabled()
    page.chosen.menu.close()
    hands.bot.keyClick(page.table, Qt.Key.Key_Return)
    hands.settle(window)
    assert window.desk_view is not None
    assert window.desk_view.place == "case:P-2026-0002"


def test_keys_typed_before_the_search_has_answered_are_for_what_it_finds(window: Window, hands: Hands) -> None:
    page = _page(window)
    view = window.desk_view
    assert view is not None
    opened: list[str] = []
    page.case_chosen.connect(opened.append)
    page.table.selectRow(0)
    assert page.table.selected().number.endswith("0001"), "what Enter would open of the list before"
    view.search.setFocus()
    hands.bot.keyClicks(view.search, "0003")
    hands.bot.keyClick(view.search, Qt.Key.Key_Down)
    assert page.table.hasFocus()
    hands.bot.keyClick(page.table, Qt.Key.Key_Return)
    assert not opened, "not before it is there"
    hands.settle(window)
    assert [number[-4:] for number in opened] == ["0003"]

    view.go("cases")
    view.search.setFocus()
    view.search.clear()
    hands.bot.keyClicks(view.search, "9999")
    hands.bot.keyClick(view.search, Qt.Key.Key_Down)
    hands.bot.keyClick(page.table, Qt.Key.Key_Return)
    hands.settle(window)
    assert len(opened) == 1
    assert page.empty.clear_button.hasFocus()
    assert view.search.text() == "9999", "Enter was meant for a case, not for the button"


def test_a_line_is_chosen_alone_whatever_keys_are_held(window: Window, hands: Hands) -> None:
    page = _page(window)
    hands.bot.keyPress(page.table, Qt.Key.Key_Control, _CTRL)
    assert QGuiApplication.keyboardModifiers() == _CTRL
    page.table.selectRow(1)
    page.table.selectRow(3)
    hands.bot.keyRelease(page.table, Qt.Key.Key_Control)
    assert {index.row() for index in page.table.selectionModel().selectedRows()} == {3}
    assert page.table.currentIndex().row() == 3


def test_the_first_search_of_a_day_leads_into_what_it_finds(desk_window: Callable[..., Window], hands: Hands) -> None:
    window = desk_window()
    view = window.desk_view
    assert view is not None
    window.activateWindow()
    hands.until(window.isActiveWindow)
    hands.settle(window)
    view.search.setFocus()
    hands.bot.keyClicks(view.search, "P-2026-0003")
    hands.bot.keyClick(view.search, Qt.Key.Key_Down)
    focus = QApplication.focusWidget()
    assert focus is not None
    hands.bot.keyClick(focus, Qt.Key.Key_Return)
    hands.until(lambda: view.place.startswith("case:"))
    assert view.place == "case:P-2026-0003"


def test_a_number_of_today_leads_to_its_first_case_by_enter_alone(window: Window, hands: Hands) -> None:
    page = _page(window)
    view = window.desk_view
    assert view is not None
    page.table.selectRow(3)
    view.go("cases:step:identity")
    assert page.table.hasFocus()
    hands.bot.keyClick(page.table, Qt.Key.Key_Return)
    hands.settle(window)
    assert view.place == f"case:{page.table.lines.lines[0].number}"
