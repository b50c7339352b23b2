"""Papers in the window: a move takes M and one more key, a reader moves without the mouse, and each way is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from caseman.domain.codes import Code, CodeKind, office_tag
from caseman.domain.custody import CustodyEnd, PlaceKind
from caseman.domain.lifecycle import Step
from caseman.services import custody_views
from caseman.services.custody import add_place, move_papers
from caseman.services.custody_views import papers_of
from tests.services.walking import Office, TickingClock, Walk, open_copy
from tests.ui.conftest import Hands
from ui.pages.papers.page import PapersPage
from ui.window import Window


def _two_places(walk: Walk) -> None:
    """An office with a tray, a safe, and two cases whose papers lie nowhere yet."""
    for name, kind in (("Tray", PlaceKind.TRAY), ("Safe B", PlaceKind.SAFE)):
        add_place(walk.desk, name, kind)
    walk.to(Step.IDENTITY)
    walk.case()


@pytest.fixture
def window(
    desk_window: Callable[..., Window], walked_once: Callable[[Callable[[Walk], object]], Office], office_path: Path
) -> Window:
    walked_once(_two_places).copy_to(office_path.parent)
    return desk_window()


def _papers(window: Window, hands: Hands) -> PapersPage:
    assert window.desk_view is not None
    window.desk_view.go("papers")
    hands.settle(window)
    page = window.desk_view.pages["papers"]
    assert isinstance(page, PapersPage)
    return page


def _press(hands: Hands, page: PapersPage, text: str) -> None:
    (found,) = (each for each in page.findChildren(QPushButton) if each.text() == text)
    hands.click(found)


def _places(page: PapersPage) -> list[str]:
    return [page.places.list.item(at).text() for at in range(page.places.list.count())]


def test_m_and_a_digit_move_what_is_chosen(window: Window, hands: Hands) -> None:
    page = _papers(window, hands)
    assert page.heading.text() == "Papers without a place (6)"
    page.table.selectAll()
    hands.bot.keyClick(page.table, Qt.Key.Key_M)
    assert "2 Safe B" in page.keys.hint.text()
    hands.bot.keyClick(page.table, Qt.Key.Key_2)
    hands.settle(window)
    assert _places(page) == ["No place noted yet", "1  Tray (0)", "2  Safe B (6)"]
    assert page.notice.text == "Noted: Safe B."
    hands.type(page.search, "P-2026-0001")
    hands.bot.keyClick(page.search, Qt.Key.Key_Return)
    hands.settle(window)
    assert {line.place for line in page.table.lines.lines} == {"Safe B"}
    assert len(page.table.lines.lines) == 3


def test_escape_leaves_a_move_that_was_begun(window: Window, hands: Hands) -> None:
    page = _papers(window, hands)
    page.table.selectRow(0)
    hands.bot.keyClick(page.table, Qt.Key.Key_M)
    hands.bot.keyClick(page.table, Qt.Key.Key_Escape)
    hands.bot.keyClick(page.table, Qt.Key.Key_2)
    hands.settle(window)
    assert _places(page)[1:] == ["1  Tray (0)", "2  Safe B (0)"]


def test_what_is_gone_comes_back_only_with_a_reason(window: Window, hands: Hands) -> None:
    page = _papers(window, hands)
    hands.type(page.search, "P-2026-0001")
    hands.bot.keyClick(page.search, Qt.Key.Key_Return)
    hands.settle(window)
    page.table.selectRow(0)
    hands.bot.keyClick(page.table, Qt.Key.Key_M)
    hands.bot.keyClick(page.table, Qt.Key.Key_R)
    hands.settle(window)
    page.table.selectRow(0)
    page.move_chosen(place_id=1)
    hands.settle(window)
    assert "Returned" in page.note.fault("note")
    hands.type(page.note.control("note"), "it was another sheet")
    page.move_chosen(place_id=1)
    hands.settle(window)
    assert _places(page)[1] == "1  Tray (1)"
    page.table.selectRow(0)
    hands.settle(window)
    assert page.way.text().count("→") == 1
    assert "it was another sheet" in page.way.text()


def test_a_reader_moves_all_papers_of_a_case_without_the_mouse(window: Window, hands: Hands, office: Office) -> None:
    page = _papers(window, hands)
    tag = office_tag(office.keyslots.file_id)
    for kind, row in ((CodeKind.CASE, 2), (CodeKind.PLACE, 2)):
        hands.type(page.search, Code(kind, row, tag).payload)
        hands.bot.keyClick(page.search, Qt.Key.Key_Return)
        hands.settle(window)
    assert _places(page)[1:] == ["1  Tray (0)", "2  Safe B (3)"]
    assert {(line.case_numbers, line.place) for line in page.table.lines.lines} == {(("P-2026-0002",), "Safe B")}


def test_a_list_longer_than_a_page_is_read_on(window: Window, hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.pages.papers.page.PAGE", 2)
    monkeypatch.setattr("ui.pages.papers.page.PaperQuery", lambda **asked: custody_views.PaperQuery(**asked, limit=2))
    page = _papers(window, hands)
    hands.until(lambda: len(page.table.lines.lines) == 6)
    shown = [line.enclosure_id for line in page.table.lines.lines]
    assert shown == sorted(shown, reverse=True)


def test_places_are_added_renamed_and_retired(window: Window, hands: Hands) -> None:
    page = _papers(window, hands)
    hands.type(page.places.form.control("name"), "Shelf")
    _press(hands, page, "Add the place")
    hands.settle(window)
    page.places.list.setCurrentRow(3)
    hands.type(page.places.form.control("name"), "Shelf 2")
    _press(hands, page, "Rename")
    hands.settle(window)
    assert _places(page)[3] == "3  Shelf 2 (0)"
    hands.type(page.places.form.control("name"), "tray")
    _press(hands, page, "Add the place")
    hands.settle(window)
    assert "already" in page.places.form.fault("name")
    page.places.list.setCurrentRow(3)
    _press(hands, page, "Retire")
    hands.settle(window)
    assert len(_places(page)) == 3


def test_who_may_not_move_sees_where_papers_are(
    desk_window: Callable[..., Window], office: Office, office_path: Path, clock: TickingClock, hands: Hands
) -> None:
    desk = open_copy(office, office_path, clock)
    walk = Walk(desk, clock)
    add_place(desk, "Safe B", PlaceKind.SAFE)
    number = walk.case()
    move_papers(desk, [line.enclosure_id for line in papers_of(desk, number)], place_id=1)
    with desk.file.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE staff SET roles = 'auditor'")
    desk.close()
    page = _papers(desk_window(), hands)
    page.places.list.setCurrentRow(1)
    page.places.list.itemClicked.emit(page.places.list.item(1))
    hands.until(lambda: len(page.table.lines.lines) == 3)
    page.table.selectAll()
    hands.bot.keyClick(page.table, Qt.Key.Key_M)
    assert page.keys.hint.text() == "Choose papers, press M, then the key of the place."
    assert not page.places.form.isEnabled()


def test_a_case_s_code_chooses_only_what_is_here(
    desk_window: Callable[..., Window], hands: Hands, office: Office, office_path: Path, clock: TickingClock
) -> None:
    desk = open_copy(office, office_path, clock)
    walk = Walk(desk, clock)
    add_place(desk, "Safe B", PlaceKind.SAFE)
    gone, *here = (paper.enclosure_id for paper in papers_of(desk, walk.case()))
    move_papers(desk, [gone], end=CustodyEnd.DESTROYED)
    tag = office_tag(desk.file.file_id)
    desk.close()
    window = desk_window()
    page = _papers(window, hands)
    for kind in (CodeKind.CASE, CodeKind.PLACE):
        page.search.setText(Code(kind, 1, tag).payload)
        page.search.returnPressed.emit()
        hands.settle(window)
        if kind is CodeKind.CASE:
            assert [line.enclosure_id for line in page.chosen()] == here
    assert [line.place for line in page.table.lines.lines] == ["", "Safe B", "Safe B"]
    page.move_chosen(place_id=1)
    hands.settle(window)
    page.table.selectRow(1)
    page.move_chosen(place_id=1)
    hands.settle(window)
    assert page.notice.text == "They lay there already."


def test_a_place_out_of_use_is_added_again(window: Window, hands: Hands) -> None:
    page = _papers(window, hands)
    page.places.list.setCurrentRow(2)
    _press(hands, page, "Retire")
    hands.settle(window)
    assert not any("Safe B" in each for each in _places(page))
    hands.type(page.places.form.control("name"), "safe b")
    _press(hands, page, "Add the place")
    hands.settle(window)
    assert page.notice.text == "“Safe B” is used again."
    assert any("Safe B" in each for each in _places(page))


def test_a_paper_that_is_not_in_the_list_is_listed_by_its_code(window: Window, hands: Hands, office: Office) -> None:
    page = _papers(window, hands)
    tag = office_tag(office.keyslots.file_id)
    hands.type(page.search, "P-2026-0001")
    hands.bot.keyClick(page.search, Qt.Key.Key_Return)
    hands.settle(window)
    for kind, row in ((CodeKind.ENCLOSURE, 5), (CodeKind.PLACE, 2)):
        hands.type(page.search, Code(kind, row, tag).payload)
        hands.bot.keyClick(page.search, Qt.Key.Key_Return)
        hands.settle(window)
        if kind is CodeKind.ENCLOSURE:
            assert [line.enclosure_id for line in page.chosen()] == [5]
            assert {line.case_numbers for line in page.table.lines.lines} == {("P-2026-0002",)}
    assert {line.enclosure_id: line.place for line in page.table.lines.lines}[5] == "Safe B"


def test_every_place_has_a_key_and_arrows_show_it(
    desk_window: Callable[..., Window], hands: Hands, office: Office, office_path: Path, clock: TickingClock
) -> None:
    desk = open_copy(office, office_path, clock)
    walk = Walk(desk, clock)
    for at in range(1, 14):
        add_place(desk, f"Shelf {at}", PlaceKind.FOLDER)
    walk.case()
    desk.close()
    window = desk_window()
    page = _papers(window, hands)
    assert _places(page)[10:] == ["A  Shelf 10 (0)", "B  Shelf 11 (0)", "C  Shelf 12 (0)", "E  Shelf 13 (0)"]
    page.table.selectRow(0)
    hands.bot.keyClick(page.table, Qt.Key.Key_M)
    assert "E Shelf 13" in page.keys.hint.text()
    hands.bot.keyClick(page.table, Qt.Key.Key_E)
    hands.settle(window)
    assert page.notice.text == "Noted: Shelf 13."
    page.places.list.setFocus()
    page.places.list.setCurrentRow(12)
    hands.bot.keyClick(page.places.list, Qt.Key.Key_Down)
    hands.settle(window)
    assert page.heading.text() == "Shelf 13 (1)"


def test_papers_of_a_running_case_are_destroyed_only_when_that_is_said_twice(window: Window, hands: Hands) -> None:
    page = _papers(window, hands)
    page.table.selectRow(0)
    for key in (Qt.Key.Key_M, Qt.Key.Key_D):
        hands.bot.keyClick(page.table, key)
    hands.settle(window)
    assert "P-2026-0002 is not closed yet." in page.notice.text
    assert page.heading.text() == "Papers without a place (6)"
    hands.bot.keyClick(page.table, Qt.Key.Key_Escape)
    assert not page.notice.isVisible()
    for key in (Qt.Key.Key_M, Qt.Key.Key_D, Qt.Key.Key_D):
        hands.bot.keyClick(page.table, key)
    hands.settle(window)
    assert page.heading.text() == "Papers without a place (5)"


def test_a_part_of_a_place_s_name_finds_what_lies_there(window: Window, hands: Hands) -> None:
    page = _papers(window, hands)
    page.table.selectRow(0)
    page.move_chosen(place_id=2)
    hands.settle(window)
    hands.type(page.search, "ＡＦＥ")
    hands.bot.keyClick(page.search, Qt.Key.Key_Return)
    hands.settle(window)
    assert [line.place for line in page.table.lines.lines] == ["Safe B"]
