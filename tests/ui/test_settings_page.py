"""The settings: found in both languages, at work at once, set back, and told in the trail."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QSpinBox

from caseman.domain.roles import Role
from caseman.domain.settings import WORKSTATION, Section, Setting
from caseman.errors import FileError
from caseman.services import run_printing
from caseman.services.run_printing import PrintingChoice
from caseman.text import Language, T
from tests.services.walking import Office, TickingClock, open_copy, raw, trail_of
from tests.ui.conftest import Hands
from ui import settings
from ui.pages.settings.choice import Choice
from ui.pages.settings.page import SettingsPage
from ui.pages.settings.procedure_editor import ProcedurePage
from ui.window import Window

_REMIND = settings.remind  # as it is outside of tests, which remind nobody


@pytest.fixture
def dressed(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Each time the window is dressed anew; it is not done: that costs half a second."""
    times: list[object] = []
    monkeypatch.setattr("ui.pages.settings.workstation.theme.apply_theme", times.append)
    return times


def _since(dressed: list[object]) -> int:
    """How often, the desk apart: it is dressed when it is built."""
    return len(dressed) - 1


def _page(window: Window, hands: Hands, place: str = "settings") -> SettingsPage:
    assert window.desk_view is not None
    window.desk_view.go(place)
    hands.settle(window)
    page = window.desk_view.pages["settings"]
    assert isinstance(page, SettingsPage)
    return page


def _entries(window: Window, hands: Hands) -> list[dict[str, object]]:
    """What the trail tells of settings."""
    found: list[list[tuple[str, dict[str, object]]]] = []
    assert window.session is not None
    window.session.read(trail_of, done=found.append)
    hands.settle(window)
    return [values for action, values in found[0] if action == "setting_changed"]


def _shown(page: SettingsPage) -> list[Section]:
    return [section for at, section in enumerate(Section) if not page.list.item(at).isHidden()]


def _choose(choice: Choice, value: str, hands: Hands) -> None:
    control = choice.control
    if isinstance(control, QSpinBox):
        control.setValue(int(value))
        hands.until(lambda: not choice._pause.isActive())
    else:
        assert isinstance(control, QComboBox)
        control.setCurrentIndex(control.findData(value))
        control.activated.emit(control.currentIndex())


@pytest.mark.parametrize("language", Language)
def test_each_section_is_found_in_both_languages_and_reached_by_name(
    desk_window: Callable[..., Window], hands: Hands, language: Language
) -> None:
    window = desk_window(language)
    page = _page(window, hands)
    sections = list(Section)
    assert sections == list(Section)
    for section in sections:
        for spoken in Language:
            page.search.setText(section.label.say(spoken))
            assert section in _shown(page)
        page.search.clear()
        assert _shown(page) == sections
        page.show_part(section)
        assert page.section is section
    page.show_part("no such section")
    assert page.section is sections[-1]
    assert window.desk_view is not None
    window.desk_view.go("settings:text_size")
    assert page.section is Section.LOOK
    assert window.desk_view.place == "settings"


def test_what_is_found_stands_out_and_enter_goes_there(desk_window: Callable[..., Window], hands: Hands) -> None:
    window = desk_window()
    page = _page(window, hands)
    window.activateWindow()
    hands.until(window.isActiveWindow)
    hands.type(page.search, "dark mode")
    assert _shown(page) == [Section.LOOK]
    assert page.section is Section.LOOK
    assert page._marking.marked == ("Look",)
    page.search.setText("ダークモード")
    assert page._marking.marked == ("Look",)
    page.search.setText("type")
    assert "Size of the type" in page._marking.marked
    page.search.setText("dark")
    hands.bot.keyClick(page.search, Qt.Key.Key_Return)
    assert page.choice(Setting.LOOK).control.hasFocus()
    page.search.setText("qqqq" * 100)
    assert _shown(page) == []
    assert page.nothing.isVisible()
    page.show_part("lock")
    assert page.search.text() == ""
    assert not page.nothing.isVisible()
    assert not page._marking.marked


def test_each_setting_works_at_once_and_leaves_one_entry(
    desk_window: Callable[..., Window], hands: Hands, dressed: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    window = desk_window()
    monkeypatch.setattr("ui.settings.remind", _REMIND)
    page = _page(window, hands)
    view = window.desk_view
    wanted = {
        Setting.IDLE_SECONDS: "300",
        Setting.LOOK: "dark",
        Setting.TEXT_SIZE: "150",
        Setting.REMIND: "0",
        Setting.REMIND_DAYS: "7",
    }
    for setting, value in wanted.items():
        page.show_part(setting)
        choice = page.choice(setting)
        assert not choice.back_button.isVisible()
        _choose(choice, value, hands)
        assert choice._read() == value
        assert choice.back_button.isVisible()
    assert (settings.idle_seconds(), settings.look(), settings.text_size()) == (300, settings.Look.DARK, 150)
    assert (settings.remind(), settings.remind_days()) == (False, 7)
    assert _since(dressed) == 2
    assert window.desk_view is view, "no page is built anew for a look"
    told = [(each["setting"], each["before"], each["after"]) for each in _entries(window, hands)]
    assert told == [(each.value, WORKSTATION[each].default, value) for each, value in wanted.items()]
    page.show_part(Setting.IDLE_SECONDS)
    hands.click(page.choice(Setting.IDLE_SECONDS).back_button)
    assert settings.idle_seconds() == settings.DEFAULT_IDLE_SECONDS
    assert not page.choice(Setting.IDLE_SECONDS).back_button.isVisible()
    assert _entries(window, hands)[-1] == {"setting": "idle_seconds", "before": "300", "after": "180"}


def test_the_defaults_are_those_of_the_window() -> None:
    assert WORKSTATION[Setting.IDLE_SECONDS].default == str(settings.idle_seconds())
    assert WORKSTATION[Setting.LANGUAGE].default == settings.chosen_language_code()
    assert WORKSTATION[Setting.LOOK].default == settings.look().value
    assert WORKSTATION[Setting.REMIND].default == ("1" if _REMIND() else "0")
    assert WORKSTATION[Setting.REMIND_DAYS].default == str(settings.remind_days())
    assert WORKSTATION[Setting.REMIND_DAYS].high == settings.MOST_REMIND_DAYS
    assert WORKSTATION[Setting.TEXT_SIZE].default == str(settings.text_size())
    assert set(WORKSTATION[Setting.LOOK].codes) == {each.value for each in settings.Look}


def test_a_setting_that_the_trail_cannot_tell_goes_back(
    desk_window: Callable[..., Window], hands: Hands, dressed: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    window = desk_window()
    page = _page(window, hands, "settings:look")

    def full(*_args: object) -> None:
        raise FileError("disk-full", T("The disk is full. Make room."))

    monkeypatch.setattr("ui.pages.settings.choice.note_setting", full)
    _choose(page.choice(Setting.LOOK), "contrast", hands)
    hands.settle(window)
    assert settings.look() is settings.Look.SYSTEM
    assert page.choice(Setting.LOOK).control.currentData() == "system"  # type: ignore[union-attr]
    assert page.notice.text == "The disk is full. Make room."
    assert _since(dressed) == 2


def test_a_number_still_being_stepped_counts_when_the_lock_strikes(
    desk_window: Callable[..., Window], hands: Hands, office: Office, office_path: Path, clock: TickingClock
) -> None:
    window = desk_window()
    choice = _page(window, hands, "settings:lock").choice(Setting.IDLE_SECONDS)
    assert isinstance(choice.control, QSpinBox)
    choice.control.stepUp()
    choice.control.lineEdit().setText("240 s")
    assert settings.idle_seconds() == 180
    window.lock()
    hands.settle(window)
    assert settings.idle_seconds() == 240
    desk = open_copy(office, office_path, clock)
    told = [values for action, values in trail_of(desk) if action == "setting_changed"]
    desk.close()
    assert told == [{"setting": "idle_seconds", "before": "180", "after": "240"}]


def test_a_wheel_in_passing_changes_nothing(desk_window: Callable[..., Window], hands: Hands) -> None:
    window = desk_window()
    page = _page(window, hands, "settings:lock")
    control = page.choice(Setting.IDLE_SECONDS).control
    page.search.setFocus()
    middle = QPointF(control.rect().center())
    turn = QWheelEvent(
        middle,
        control.mapToGlobal(middle),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(control, turn)
    assert isinstance(control, QSpinBox)
    assert control.value() == 180


def test_the_language_changes_where_one_is_and_what_was_typed_elsewhere_stays(
    desk_window: Callable[..., Window], hands: Hands
) -> None:
    window = desk_window()
    page = _page(window, hands, "settings:backup")
    page.backup.form.set_values({"folder": "/somewhere"})
    assert window.desk_view is not None
    editor = window.desk_view.pages["procedure"]
    assert isinstance(editor, ProcedurePage)
    window.desk_view.go("procedure")
    hands.settle(window)
    editor.text.edit.insertPlainText("# seen\n")
    page = _page(window, hands, "settings:language")
    _choose(page.choice(Setting.LANGUAGE), "ja", hands)
    hands.settle(window)
    again = window.desk_view.pages["settings"]
    assert isinstance(again, SettingsPage)
    assert again is not page
    assert again.title.text() == "設定"
    assert again.section is Section.LANGUAGE
    assert again.backup.form.values()["folder"] == "/somewhere"
    window.desk_view.go("procedure")
    hands.settle(window)
    editor = window.desk_view.pages["procedure"]
    assert isinstance(editor, ProcedurePage)
    assert editor.text.text.startswith("# seen\n")
    assert _entries(window, hands) == [{"setting": "language", "before": "", "after": "ja"}]


def test_the_printer_is_kept_and_told(desk_window: Callable[..., Window], hands: Hands) -> None:
    window = desk_window()
    assert window.session is not None
    window.session.change(run_printing.remember_printing, PrintingChoice("見本 2F", duplex=False, tray="Auto"))
    panel = _page(window, hands, "settings:printer").printer
    assert panel.printers.currentText() == "見本 2F (not on this workstation)"
    panel.printing.set_values({"duplex": True})
    hands.click(panel.print_button)
    hands.settle(window)
    kept: list[PrintingChoice] = []
    window.session.read(run_printing.printing_choice, done=kept.append)
    hands.settle(window)
    assert kept == [PrintingChoice("見本 2F", duplex=True, tray="Auto")]


def test_an_auditor_sets_this_workstation_and_reads_the_rest(
    desk_window: Callable[..., Window], hands: Hands, office: Office, office_path: Path, clock: TickingClock
) -> None:
    desk = open_copy(office, office_path, clock)
    raw(desk, "UPDATE staff SET roles = :role", role=Role.AUDITOR.value)
    desk.close()
    window = desk_window()
    page = _page(window, hands, "settings:closures")
    told = [each.text() for each in page.sections[Section.CLOSURES].area.findChildren(QLabel)]
    assert any(text.startswith("Not among your roles.") for text in told)
    assert not page.closures.isEnabled()
    assert page.choice(Setting.IDLE_SECONDS).isEnabled()
    page.show_part("lock")
    _choose(page.choice(Setting.IDLE_SECONDS), "600", hands)
    assert _entries(window, hands) == [{"setting": "idle_seconds", "before": "180", "after": "600"}]


def test_a_printer_that_was_chosen_and_not_saved_comes_back(desk_window: Callable[..., Window], hands: Hands) -> None:
    window = desk_window()
    page = _page(window, hands, "settings:printer")
    page.printer.printing.control("duplex").setChecked(True)
    kept = page.draft()
    page.printer.printing.control("duplex").setChecked(False)
    page.restore(kept)
    page.refresh()
    hands.settle(window)
    assert page.printer.printing.control("duplex").isChecked()
    assert page.draft()["printer"]["duplex"] is True, "it is still not saved"
