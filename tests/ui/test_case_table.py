"""The table of cases under a list that changes: what is in sight stays there, and all of very many can be chosen."""

from __future__ import annotations

from array import array
from typing import Any

import pytest
from PySide6.QtCore import QItemSelectionModel
from pytestqt.qtbot import QtBot

from caseman.services.case_order import Stretch, StretchLines
from caseman.services.case_query import Sort
from ui.pages.cases.columns import CaseColumn
from ui.pages.cases.table import CaseTable
from ui.widgets.lines import Column

_COLUMNS = (
    CaseColumn("number", Sort.NUMBER, Column("Number", str, whole=True)),
    CaseColumn("due", Sort.DUE, Column("Answer by", str)),
    CaseColumn("closed", Sort.CLOSED, Column("Closed", str), usual=False),
)


@pytest.fixture
def table(qtbot: QtBot) -> CaseTable:
    """A table whose lines are read as soon as they are asked for."""
    made = CaseTable(_COLUMNS, "Cases")
    qtbot.addWidget(made)
    made.resize(500, 400)

    def read(stretch: Stretch) -> None:
        lines: dict[int, Any] = {key: key for key in stretch.keys}
        made.take(StretchLines(stretch, lines))

    made.stretch_wanted.connect(read)
    made.show()
    qtbot.waitExposed(made)
    return made


def _keys(first: int, last: int) -> array[int]:
    return array("I", range(first, last))


def test_what_is_in_sight_stays_there_when_cases_come_in_before_it(table: CaseTable, qtbot: QtBot) -> None:
    table.show_list(_keys(1_000, 101_000), {})
    qtbot.waitUntil(lambda: table.verticalScrollBar().maximum() > 90_000)  # it spans all of them
    table.verticalScrollBar().setValue(50_000)
    table.setCurrentIndex(table.lines.index(50_003, 1))
    qtbot.waitUntil(lambda: table.lines.line(50_003) == 51_003)
    table.show_again(_keys(993, 101_000))
    assert table.rowAt(0) == 50_007
    assert table.currentIndex().row() == 50_010
    assert table.selected() == 51_003
    assert table.chosen_keys() == array("I", [51_003])
    table.show_again(_keys(2_000, 101_000))
    assert table.selected() == 51_003
    assert table.rowAt(0) == 49_000


def test_who_looks_at_the_top_sees_what_comes_in_there(table: CaseTable) -> None:
    table.show_list(_keys(1_000, 2_000), {})
    table.show_again(_keys(990, 2_000))
    assert table.rowAt(0) == 0


def test_a_case_that_moves_stays_chosen(table: CaseTable) -> None:
    table.show_list(array("I", [1, 2, 3, 4, 5]), {})
    for row in (1, 3):
        flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        table.selectionModel().select(table.lines.index(row, 0), flags)
    table.show_again(array("I", [4, 1, 3, 5]))  # 2 is gone, 4 went to the top
    assert table.chosen_keys() == array("I", [4])
    table.show_again(array("I", [1, 3, 4, 5, 6]))
    assert table.chosen_keys() == array("I", [4])


def test_all_of_very_many_are_chosen_and_stay_so(table: CaseTable) -> None:
    table.show_list(_keys(0, 100_000), {})
    table.selectAll()
    assert table.chosen_count == 100_000
    assert table.chosen_keys() == _keys(0, 100_000)
    table.show_again(_keys(10, 100_000))
    assert table.chosen_count == 99_990
    table.show_list(_keys(5, 10), {})
    assert table.chosen_count == 0


def test_a_heading_asks_for_its_order_and_a_day_for_the_latest_first(table: CaseTable) -> None:
    asked: list[tuple[Sort, bool]] = []
    table.sort_asked.connect(lambda sort, descending: asked.append((sort, descending)))
    table.sort_by(Sort.DUE)
    table.sort_by(Sort.CLOSED)
    table.show_sort(Sort.CLOSED, "sorted downwards", descending=True)
    table.sort_by(Sort.CLOSED)
    table.sort_by(Sort.DUE)
    assert asked == [(Sort.DUE, True), (Sort.CLOSED, True), (Sort.CLOSED, False), (Sort.DUE, False)]
