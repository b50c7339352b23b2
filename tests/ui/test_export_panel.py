"""The export in the window: chosen, looked at, written; what the encoding cannot hold is told before."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from caseman.domain.roles import Role
from caseman.services.export.registry import LEDGER, SHEETS
from caseman.text import Language
from tests.services.export_samples import SOUND, read_set, verify
from tests.services.walking import PRINCIPAL, Office, TickingClock, Walk, open_copy, raw
from tests.ui.conftest import Hands
from ui.pages.audit.export import ExportPanel
from ui.pages.audit.page import AuditPage
from ui.window import Window

Furnish = Callable[[Callable[[Walk], object]], None]


@pytest.fixture
def furnish(office: Office, office_path: Path, clock: TickingClock) -> Furnish:
    """Work at the office before its window is opened."""

    def work(deeds: Callable[[Walk], object]) -> None:
        desk = open_copy(office, office_path, clock)
        try:
            deeds(Walk(desk, clock))
        finally:
            desk.close()

    return work


def shown(window: Window, hands: Hands) -> tuple[AuditPage, ExportPanel]:
    """The tab, in sight."""
    assert window.desk_view is not None
    window.desk_view.go("audit")
    page = window.desk_view.pages["audit"]
    assert isinstance(page, AuditPage)
    page.show_part("export")
    look(window, hands, page.export)
    return page, page.export


def look(window: Window, hands: Hands, panel: ExportPanel) -> None:
    """Until typing has paused and what follows from it is shown."""
    hands.until(lambda: not panel.choices._pause.isActive())
    hands.settle(window)


def made_in(folder: Path) -> Path:
    (made,) = folder.iterdir()
    return made


def test_the_first_rows_follow_what_is_chosen(
    desk_window: Callable[..., Window], hands: Hands, furnish: Furnish
) -> None:
    furnish(lambda walk: (walk.case(), walk.case("correction")))
    window = desk_window()
    _, panel = shown(window, hands)
    assert panel.preview.heading.text() == "Ledger, rows: 2"
    assert panel.preview._headings[0] == "受付番号"  # the language of the office's letters
    assert [line[0] for line in panel.preview.table.lines.lines] == ["P-2026-0001", "P-2026-0002"]
    hands.choose(panel.choices.form.control("language"), Language.EN)
    look(window, hands, panel)
    assert panel.preview._headings[0] == "Case number"
    assert "Name of the principal" in panel.preview._headings
    hands.tick(panel.choices.form.control("minimised"))
    look(window, hands, panel)
    assert "Name of the principal" not in panel.preview._headings
    hands.type(panel.choices.form.control("first"), "2027/1/1")
    look(window, hands, panel)
    assert panel.preview.heading.text() == "Ledger, rows: 0"
    panel.choices.sheets.look_at("staff")
    look(window, hands, panel)
    assert panel.preview.heading.text() == "Staff and roles, rows: 1"
    assert panel.preview.table.lines.lines[0][0] == "S1"
    ModelTester(None).check(panel.preview.table.lines)


def test_the_set_is_written_into_a_folder_of_its_own(
    desk_window: Callable[..., Window], hands: Hands, furnish: Furnish, tmp_path: Path
) -> None:
    furnish(lambda walk: walk.case())
    window = desk_window()
    page, panel = shown(window, hands)
    folder = tmp_path / "audit"
    folder.mkdir()
    hands.type(panel.choices.form.control("last"), "R8.11.24")
    hands.click(panel.export_button)
    hands.pick_files(folder)
    hands.until(page.notice.isVisible)
    hands.settle(window)
    made = made_in(folder)
    assert made.name == "export-2026-11-24"
    assert verify(made) == (0, [SOUND])
    told = read_set(made).manifest
    assert told["sha256"] in page.notice.text
    assert told["trail"]["head"] in page.notice.text
    assert not panel.work.isVisible()
    panel.export_to(folder)  # again: last time's set is there
    hands.until(lambda: page.notice.property("bad") is True)
    assert page.notice.text.startswith("“export-2026-11-24” exists already, and nothing in it is replaced.")
    assert verify(made) == (0, [SOUND])


def test_sheets_and_columns_are_ticked_with_the_keyboard_and_kept(
    desk_window: Callable[..., Window], hands: Hands, furnish: Furnish, tmp_path: Path
) -> None:
    furnish(lambda walk: walk.case())
    window = desk_window()
    page, panel = shown(window, hands)
    hands.click(panel.choices.sheets.none_button)
    panel.choices.sheets.list.setFocus()
    panel.choices.sheets.list.setCurrentRow(0)
    hands.bot.keyClick(panel.choices.sheets.list, Qt.Key.Key_Space)
    assert panel.choices.sheets.ticked() == ("ledger",)
    panel.choices.columns.tick(("number", "principal_name"))
    look(window, hands, panel)
    assert panel.preview._headings == ("受付番号", "本人氏名")
    panel.export_to(tmp_path / "one")
    hands.until(page.notice.isVisible)
    hands.settle(window)
    made = read_set(made_in(tmp_path / "one"))
    assert {name for name in made.names() if name.endswith(".csv")} == {"ledger.csv"}
    assert made.sheet("ledger") == [["P-2026-0001", PRINCIPAL["name"]]]
    window.shut_down()
    again = desk_window()
    _, panel = shown(again, hands)
    assert panel.choices.sheets.ticked() == ("ledger",)
    assert panel.choices.columns.ticked() == ("number", "principal_name")
    assert panel.preview._headings == ("受付番号", "本人氏名")


def test_a_fault_is_said_where_it_is_and_nothing_is_asked(desk_window: Callable[..., Window], hands: Hands) -> None:
    window = desk_window()
    page, panel = shown(window, hands)
    hands.type(panel.choices.form.control("first"), "2026-12-01")
    hands.type(panel.choices.form.control("last"), "2026-11-01")
    look(window, hands, panel)
    assert panel.choices.form.fault("last").startswith("The period ends on 2026-11-01 (Sun), before it begins.")
    hands.type(panel.choices.form.control("last"), "")
    hands.click(panel.choices.columns.none_button)
    look(window, hands, panel)
    assert panel.choices.form.fault("last") == ""
    assert panel.choices.columns.fault.text() == "Tick at least one column of the ledger."
    hands.click(panel.export_button)
    hands.click(panel.choices.columns.all_button)
    look(window, hands, panel)
    assert not panel.choices.columns.fault.isVisible()
    assert not page.notice.isVisible()


def test_what_cp932_cannot_hold_is_listed_and_then_replaced(
    desk_window: Callable[..., Window], hands: Hands, furnish: Furnish, tmp_path: Path
) -> None:
    furnish(lambda walk: walk.case(principal=PRINCIPAL | {"name": "𠮷野 葛\U000e0100子"}))
    window = desk_window()
    page, panel = shown(window, hands)
    hands.choose(panel.choices.form.control("encoding"), "cp932")
    panel.export_to(tmp_path / "set")
    hands.until(panel.characters.isVisible)
    assert not (tmp_path / "set").exists()
    lines = panel.characters.table.lines
    cells = [lines.data(lines.index(0, column)) for column in range(7)]
    assert cells[0] == "Ledger"
    assert cells[3:] == ["𠮷", "U+20BB7", "CJK UNIFIED IDEOGRAPH-20BB7", "吉"]
    ModelTester(None).check(lines)
    hands.click(panel.characters.replace_button)
    hands.until(page.notice.isVisible)
    hands.settle(window)
    assert "Characters that were replaced:" in page.notice.text
    made = read_set(made_in(tmp_path / "set"))
    assert made.manifest["encoding"] == "cp932"
    assert made.records("ledger")[0]["principal_name"] == "吉野 葛子"
    assert panel.preview.isVisible()


def test_where_nothing_stands_for_a_character_utf8_is_the_way(
    desk_window: Callable[..., Window], hands: Hands, furnish: Furnish, tmp_path: Path
) -> None:
    furnish(lambda walk: walk.case(principal=PRINCIPAL | {"name": "王丽"}))
    window = desk_window()
    page, panel = shown(window, hands)
    hands.choose(panel.choices.form.control("encoding"), "cp932")
    panel.export_to(tmp_path / "set")
    hands.until(panel.characters.isVisible)
    assert not panel.characters.replace_button.isEnabled()
    hands.click(panel.characters.utf8_button)
    hands.until(page.notice.isVisible)
    hands.settle(window)
    assert read_set(made_in(tmp_path / "set")).manifest["encoding"] == "utf-8-sig"
    assert panel.choices.form.values()["encoding"] == "utf-8-sig"


def test_what_was_chosen_waits_while_the_window_is_locked(desk_window: Callable[..., Window], hands: Hands) -> None:
    window = desk_window()
    page, panel = shown(window, hands)
    assert page.draft() == {}
    hands.type(panel.choices.form.control("first"), "2026-04-01")
    panel.choices.sheets.tick(("trail",))
    draft = page.draft()
    hands.type(panel.choices.form.control("first"), "")
    panel.choices.sheets.tick_all(on=True)
    page.restore(draft)
    assert panel.choices.form.values()["first"] == "2026-04-01"
    assert panel.choices.sheets.ticked() == ("trail",)
    assert panel.choices.columns.all_ticked()
    assert len(panel.choices.columns.ticked()) == len(LEDGER.columns)
    assert len(SHEETS) > 1


def test_who_may_not_export_sees_no_rows(desk_window: Callable[..., Window], hands: Hands, furnish: Furnish) -> None:
    furnish(lambda walk: (walk.case(), raw(walk.desk, "UPDATE staff SET roles = :r", r=Role.ADMINISTRATOR.value)))
    window = desk_window()
    _, panel = shown(window, hands)
    assert not panel.export_button.isEnabled()
    assert not panel.choices.isEnabled()
    assert panel.preview.heading.text() == ""
    assert panel.preview.told.text() == "Not among your roles. These may: Privacy manager, Auditor."
