"""The register kept before, in the window: chosen, put right, imported, shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from caseman.domain.register_fields import RegisterField
from caseman.text import Language
from tests.exchange.registers import text
from tests.ui.conftest import Hands
from ui.pages.audit.page import AuditPage
from ui.pages.audit.register import RegisterPanel
from ui.window import Window

_LINES = "受付日,氏名,請求区分,処理\n2026-04-01,山田 花子,閲覧,x\n2026/2/30,佐藤,開示,y\n2026-04-03,?橋,開示,z\n"


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "daicho.csv"
    path.write_bytes(text(_LINES, "cp932"))
    return path


def _panel(window: Window, hands: Hands) -> RegisterPanel:
    assert window.desk_view is not None
    window.desk_view.go("audit")
    page = window.desk_view.pages["audit"]
    assert isinstance(page, AuditPage)
    page.show_part("register")
    hands.settle(window)
    return page.register


def _rows(panel: RegisterPanel) -> list[tuple[int, str]]:
    return [(each.row, each.column) for each in panel.problems.table.lines.lines]


def test_a_register_is_chosen_put_right_and_imported(
    desk_window: Callable[..., Window], hands: Hands, register: Path, tmp_path: Path
) -> None:
    window = desk_window()
    panel = _panel(window, hands)
    assert not panel.import_button.isVisible()
    hands.bot.mouseClick(panel.choose_button, Qt.MouseButton.LeftButton)
    hands.pick_files(register)
    hands.settle(window)
    assert "cp932" in panel.found.text()
    assert _rows(panel) == [(2, "請求区分"), (3, "受付日"), (4, "氏名")]
    assert (panel.import_button.text(), panel.import_button.isEnabled()) == ("Import 1 cases", False)

    panel.problems.table.selectRow(0)  # teach what the unknown word means
    assert panel.problems.teach.isVisible()
    at = panel.problems.meaning.findData("disclosure")
    panel.problems.meaning.setCurrentIndex(at)
    panel.problems.meaning.activated.emit(at)
    hands.settle(window)
    assert _rows(panel) == [(3, "受付日"), (4, "氏名")]

    panel.columns.table.selectRow(3)  # read a column as something else
    at = panel.columns.field.findData(RegisterField.REMARKS.value)
    panel.columns.field.setCurrentIndex(at)
    panel.columns.field.activated.emit(at)
    hands.settle(window)
    assert panel.plan is not None
    assert panel.plan.columns[3].field is RegisterField.REMARKS

    panel.leave_out.click()
    assert (panel.import_button.text(), panel.import_button.isEnabled()) == ("Import 2 cases", True)
    panel.import_button.click()
    hands.settle(window)
    assert window.desk_view is not None
    page = window.desk_view.pages["audit"]
    assert page.notice.text == "Cases imported: 2. Rows left out: 1."
    panel.done_button.click()
    hands.settle(window)
    assert window.desk_view.place == "cases"


def test_the_problems_are_saved(
    desk_window: Callable[..., Window], hands: Hands, register: Path, tmp_path: Path
) -> None:
    window = desk_window(Language.JA)
    panel = _panel(window, hands)
    panel.take(register)
    hands.settle(window)
    panel.problems.save_button.click()
    hands.pick_files(tmp_path / "mondai.csv")
    hands.settle(window)
    assert (tmp_path / "mondai.csv").read_text(encoding="utf-8-sig").startswith('"行","列"')


def test_what_is_no_register_is_told_and_the_last_one_stays(
    desk_window: Callable[..., Window], hands: Hands, register: Path, tmp_path: Path
) -> None:
    window = desk_window()
    panel = _panel(window, hands)
    panel.take(register)
    hands.settle(window)
    empty = tmp_path / "empty.csv"
    empty.write_bytes(b"")
    panel.take(empty)
    hands.settle(window)
    assert window.desk_view is not None
    assert "empty" in window.desk_view.pages["audit"].notice.text
    assert panel.plan is not None
    assert panel.plan.name == "daicho.csv"
    panel.take(tmp_path / "gone.csv")
    hands.settle(window)
    assert "cannot be read" in window.desk_view.pages["audit"].notice.text


def test_a_register_that_was_looked_at_is_back_after_a_lock(
    desk_window: Callable[..., Window], hands: Hands, register: Path
) -> None:
    window = desk_window()
    panel = _panel(window, hands)
    panel.take(register)
    hands.settle(window)
    kept = panel.draft()
    panel.plan = None
    panel.restore(kept)
    hands.settle(window)
    assert panel.plan is not None
    assert panel.plan.name == "daicho.csv"
