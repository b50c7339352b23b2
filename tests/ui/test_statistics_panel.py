"""The statistics of the Audit page: a period is chosen, looked at, walked through by keys, saved and printed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from caseman.domain.charts import Chart, Series
from caseman.domain.lifecycle import Step
from caseman.domain.periods import PeriodKind
from caseman.text import Language, T
from tests.services.walking import Office, TickingClock, Walk, open_copy, raw
from tests.ui.conftest import Hands
from tests.ui.test_accessibility import _faults
from ui import theme
from ui.pages.audit.page import AuditPage
from ui.pages.audit.statistics import StatisticsPanel
from ui.widgets.chart import ChartView
from ui.window import Window


def _three(walk: Walk) -> None:
    """Three disclosures that arrived in November 2026; one is answered and closed, one decided."""
    for step in (Step.DECISION, Step.IDENTITY, Step.CLOSE):
        walk.to(step)


@pytest.fixture
def made(walked_once: Callable[[Callable[[Walk], object]], Office], office_path: Path) -> None:
    walked_once(_three).copy_to(office_path.parent)


def _panel(window: Window, hands: Hands) -> StatisticsPanel:
    assert window.desk_view is not None
    window.desk_view.go("audit")
    page = window.desk_view.pages["audit"]
    assert isinstance(page, AuditPage)
    page.show_part("statistics")
    hands.settle(window)
    return page.statistics


def _notice(window: Window) -> str:
    assert window.desk_view is not None
    return window.desk_view.pages["audit"].notice.text


def _rows(panel: StatisticsPanel) -> dict[str, tuple[str, str, str]]:
    return {line.item.strip(): (line.value, line.before, line.change) for line in panel.figures.lines.lines}


@pytest.mark.usefixtures("made")
def test_the_fiscal_year_is_shown_beside_the_one_before(desk_window: Callable[..., Window], hands: Hands) -> None:
    window = desk_window()
    panel = _panel(window, hands)
    assert panel.choice.period.first == date(2026, 4, 1)
    assert "The period has not ended: counted until 2026-11-24." in panel.state.text()
    rows = _rows(panel)
    assert rows["Disclosure"] == ("3", "0", "+3")
    assert rows["Days since the arrival, median"] == ("4", "–", "–")
    assert rows["Complaints received"] == ("0", "0", "±0")
    assert panel.complaints.lines.rowCount() == 8, "months that have begun"
    chart = panel.chart.chart
    assert chart is not None
    assert (sum(chart.totals), len(chart.labels)) == (3, 12)


@pytest.mark.usefixtures("made")
def test_every_kind_of_period_can_be_chosen(desk_window: Callable[..., Window], hands: Hands) -> None:
    window = desk_window()
    panel = _panel(window, hands)
    for kind, first in (
        (PeriodKind.CALENDAR_YEAR, date(2026, 1, 1)),
        (PeriodKind.QUARTER, date(2026, 10, 1)),
        (PeriodKind.MONTH, date(2026, 11, 1)),
    ):
        hands.choose(panel.choice.kind, kind)
        hands.settle(window)
        assert panel.choice.period.first == first
        assert _rows(panel)["Disclosure"][0] == "3"
    panel.choice.which.setCurrentIndex(1)
    hands.settle(window)
    assert panel.choice.period.first == date(2026, 10, 1)
    assert "Nothing was received, answered or open in it." in panel.state.text()
    assert panel.body.isHidden()


@pytest.mark.usefixtures("made")
def test_days_are_typed_and_what_is_none_is_told(desk_window: Callable[..., Window], hands: Hands) -> None:
    window = desk_window()
    panel = _panel(window, hands)
    hands.choose(panel.choice.kind, "free")
    hands.type(panel.choice.first, "R8.11.20")
    hands.type(panel.choice.last, "2026-11-20")
    hands.click(panel.choice.show_button)
    hands.settle(window)
    assert (panel.choice.period.first, panel.choice.period.last) == (date(2026, 11, 20), date(2026, 11, 20))
    for first, last, told in (
        ("2026-11-21", "2026-11-20", "Exchange the two days."),
        ("2026-11-25", "2026-12-20", "has not come yet"),
        ("x", "2026-12-20", "."),
    ):
        hands.type(panel.choice.first, first)
        hands.type(panel.choice.last, last)
        hands.click(panel.choice.show_button)
        hands.settle(window)
        assert told in _notice(window)
    assert panel.draft() == {"first": "x", "last": "2026-12-20"}
    panel.choice.first.clear()
    panel.restore({"first": "x", "last": "2026-12-20"})
    assert panel.choice.first.text() == "x", "nothing typed is lost"


@pytest.mark.usefixtures("made")
def test_the_arrow_keys_go_through_the_bars_and_the_table_follows(
    desk_window: Callable[..., Window], hands: Hands
) -> None:
    window = desk_window()
    panel = _panel(window, hands)
    window.activateWindow()
    panel.chart.setFocus()
    hands.until(panel.chart.hasFocus)
    for _ in range(8):
        hands.bot.keyClick(panel.chart, Qt.Key.Key_Right)
    assert (panel.chart.current, panel.bar.text()) == (7, "2026-11: Disclosure 3")
    assert panel.chart.accessibleDescription() == "2026-11: Disclosure 3"
    assert panel.numbers.table is not None
    assert panel.numbers.table.currentIndex().row() == 7
    hands.bot.keyClick(panel.chart, Qt.Key.Key_Home)
    assert panel.bar.text() == "2026-04: 0"
    hands.bot.keyClick(panel.chart, Qt.Key.Key_End)
    hands.bot.keyClick(panel.chart, Qt.Key.Key_Right)
    assert panel.chart.current == 11
    panel.which_chart.setCurrentIndex(2)
    assert panel.chart.accessibleName() == "Days to answer"
    table = panel.numbers.table
    cells = [[table.lines.index(row, at).data() for at in range(table.lines.columnCount())] for row in range(2)]
    assert cells == [["0 to 7 days", "1", "0", "1"], ["8 to 14 days", "0", "0", "0"]]


def test_csv_and_report_are_saved_and_told_in_the_trail(
    desk_window: Callable[..., Window], hands: Hands, made: None, tmp_path: Path
) -> None:
    window = desk_window()
    panel = _panel(window, hands)
    panel.output.outsiders.setChecked(True)
    panel.output.save_csv(tmp_path / "statistics.csv")
    hands.settle(window)
    assert "statistics.csv" in _notice(window)
    assert "5未満" in (tmp_path / "statistics.csv").read_text(encoding="utf-8-sig")
    panel.output.outsiders.setChecked(False)
    hands.choose(panel.output.language, "en")
    panel.output.save_report(tmp_path / "report.pdf")
    hands.settle(window)
    document = pypdfium2.PdfDocument(tmp_path / "report.pdf")
    assert "Annual Report on Requests" in document[0].get_textpage().get_text_range()
    document.close()
    panel.output.save_report(tmp_path / "report.pdf")
    hands.settle(window)
    assert "exists already" in _notice(window)
    assert panel.output.report_button.isEnabled()
    page = window.desk_view.pages["audit"]  # type: ignore[union-attr]
    assert isinstance(page, AuditPage)
    page.show_part("trail")
    hands.settle(window)
    told = [str(line.label) for line in page.trail.table.lines.lines[:2]]
    assert told == [
        "The statistics from 2026-04-01 (Wed) to 2027-03-31 (Wed) were written as a report.",
        "The statistics from 2026-04-01 (Wed) to 2027-03-31 (Wed) were written as CSV, without counts under 5.",
    ]


def test_the_report_is_printed_and_told_in_the_trail(
    desk_window: Callable[..., Window], hands: Hands, made: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = desk_window()
    panel = _panel(window, hands)
    printed = tmp_path / "printed.pdf"

    def accept(dialog: QPrintDialog) -> None:
        dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        dialog.printer().setOutputFileName(str(printed))
        dialog.accepted.emit(dialog.printer())

    monkeypatch.setattr("ui.printing.QDialog.open", accept)
    hands.click(panel.output.print_button)
    hands.until(lambda: _notice(window) == "The report was sent to the printer.")
    document = pypdfium2.PdfDocument(printed)
    assert len(document) >= 3
    document.close()


@pytest.mark.parametrize(("role", "may"), [("auditor", True), ("reception", False)])
def test_who_may_not_export_looks_only(
    desk_window: Callable[..., Window],
    hands: Hands,
    office: Office,
    office_path: Path,
    clock: TickingClock,
    role: str,
    may: bool,
) -> None:
    desk = open_copy(office, office_path, clock)
    raw(desk, "UPDATE staff SET roles = :role", role=role)
    desk.close()
    window = desk_window()
    output = _panel(window, hands).output
    assert {each.isEnabled() for each in (output.csv_button, output.report_button, output.print_button)} == {may}


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize(("width", "height"), [(1024, 720), (1366, 768)])
def test_every_control_has_a_name_and_room(
    desk_window: Callable[..., Window], hands: Hands, language: Language, width: int, height: int
) -> None:
    window = desk_window(language)
    window.resize(width, height)
    panel = _panel(window, hands)
    for part in range(panel.parts.count()):
        panel.parts.setCurrentIndex(part)
        hands.settle(window)
        assert _faults(window) == [], part
    hands.choose(panel.choice.kind, "free")
    hands.settle(window)
    assert _faults(window) == []
    assert not panel.figures.horizontalScrollBar().isVisible()


def _chart(*, late: bool) -> Chart:
    series = Series(T("Answered late") if late else T("Answered in time"), (4,), late=late)
    return Chart(T("Days to answer"), T("Days to answer"), (T("Summary"),), (series,))


@pytest.mark.parametrize("tokens", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_late_bars_differ_in_colour_and_in_pattern(
    qtbot: QtBot, themed: QApplication, monkeypatch: pytest.MonkeyPatch, tokens: theme.Tokens
) -> None:
    monkeypatch.setattr(theme, "tokens", lambda: tokens)
    view = ChartView()
    qtbot.addWidget(view)
    view.resize(320, 260)
    view.show()
    qtbot.waitExposed(view)
    seen = {}
    for late in (False, True):
        view.show_chart(_chart(late=late))
        picture = view.grab().toImage()
        middle = view._slots[0].center().toPoint() + QPoint(0, 20)
        seen[late] = {picture.pixelColor(middle + QPoint(x, y)).name() for x in range(8) for y in range(8)}
    assert len(seen[False]) == 1, "one plain colour"
    assert len(seen[True]) > 1, "a pattern"
    assert not seen[False] & seen[True]


def test_a_click_chooses_a_bar_and_an_empty_chart_draws_nothing(qtbot: QtBot, themed: QApplication) -> None:
    view = ChartView()
    qtbot.addWidget(view)
    view.show()
    qtbot.waitExposed(view)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.current == -1
    view.show_chart(_chart(late=False))
    view.grab()
    with qtbot.waitSignal(view.chosen):
        qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=view._slots[0].center().toPoint())
    view.show_chart(Chart(T("Days to answer"), T("Days to answer"), (), ()))
    view.grab()
    assert (view.current, view.accessibleDescription()) == (-1, "")
