"""The table model obeys Qt's rules, and asks for the next page once."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester

from caseman.services.today import weeks_from
from caseman.services.today_views import DayView
from caseman.text import T
from ui.widgets.four_weeks import FourWeeks
from ui.widgets.lines import Column, LinesModel, LinesView

_COLUMNS = [Column("Number", str, 50), Column("Double", lambda n: str(2 * n), 150, lambda n: "#b3261e" if n else None)]


def test_the_model_obeys_qt(qtmodeltester: ModelTester) -> None:
    model = LinesModel(_COLUMNS)
    qtmodeltester.check(model)
    model.replace(range(50), more=True)
    model.extend(range(50, 70), more=False)
    model.replace(())
    model.replace([7])
    qtmodeltester.check(model)


def test_the_model_of_the_weeks_obeys_qt(qtmodeltester: ModelTester, qapp: QApplication) -> None:
    assert qapp
    weeks = FourWeeks("Weeks")
    qtmodeltester.check(weeks.weeks)
    today = date(2026, 11, 24)
    days = [DayView(day, None, by_weekday=False, due=day.day) for day in weeks_from(today)]
    weeks.show_weeks(days, today)
    qtmodeltester.check(weeks.weeks)
    assert weeks.weeks.index_of(date(2026, 12, 20)).row() == 3
    assert not weeks.weeks.index_of(date(2026, 12, 21)).isValid()


def test_the_name_of_a_closure_is_said_literally(qapp: QApplication) -> None:
    assert qapp
    weeks = FourWeeks("Weeks")
    today = date(2026, 11, 24)
    closed = T("public holiday, {name}", name="<b>x</b>")
    weeks.show_weeks([DayView(day, closed, by_weekday=False, due=0) for day in weeks_from(today)], today)
    assert "&lt;b&gt;x&lt;/b&gt;" in weeks.tip_at(weeks.weeks.index(0, 0))
    assert weeks.tip_at(QModelIndex()) == ""
    weeks.resize(700, 300)
    assert not weeks.grab().isNull()


def test_cells_and_headings_are_what_the_columns_say() -> None:
    model = LinesModel(_COLUMNS)
    model.replace([0, 21])
    assert model.data(model.index(1, 1)) == "42"
    assert model.data(model.index(0, 1), Qt.ItemDataRole.ForegroundRole) is None
    assert model.data(model.index(1, 1), Qt.ItemDataRole.ForegroundRole).name() == "#b3261e"
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Double"
    assert model.headerData(2, Qt.Orientation.Horizontal) is None
    assert model.rowCount(model.index(0, 0)) == 0


def test_the_next_page_is_asked_for_once() -> None:
    model = LinesModel(_COLUMNS)
    asked: list[int] = []
    model.wants_more.connect(lambda: asked.append(model.rowCount()))
    model.replace(range(10), more=True)
    assert model.canFetchMore(QModelIndex())
    model.fetchMore(QModelIndex())
    model.fetchMore(QModelIndex())
    assert asked == [10]
    model.extend(range(10, 20), more=True)
    model.fetchMore(QModelIndex())
    model.extend((), more=False)
    assert asked == [10, 20]
    assert not model.canFetchMore(QModelIndex())


def test_columns_keep_their_share_until_a_person_chooses(qtbot: object) -> None:
    view = LinesView(_COLUMNS, "Numbers")
    qtbot.addWidget(view)  # type: ignore[attr-defined]
    view.resize(420, 200)
    view.show()
    qtbot.waitExposed(view)  # type: ignore[attr-defined]
    first, second = (view.columnWidth(at) - view.horizontalHeader().sectionSizeHint(at) for at in (0, 1))
    assert second >= 2.9 * first > 0, "what is left beside the headings is shared"
    assert view.columnWidth(0) + view.columnWidth(1) == view.viewport().width()
    view.setColumnWidth(0, 200)
    view.resize(600, 200)
    assert view.columnWidth(0) == 200
