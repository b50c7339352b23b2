"""What the administrator set, in the window: read there, bounding what can be chosen, never weakened by it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QSpinBox

from caseman.domain.settings import Section, Setting
from caseman.text import Language
from tests.rolled_out import roll_out
from tests.ui.conftest import Hands
from ui import settings
from ui.pages.keys.page import KeysPage
from ui.pages.settings.page import SettingsPage
from ui.window import Window

_RULES = """
[folders]
offices = "{folder}"
fonts = "{folder}"
[lock]
idle_seconds = 120
[backup]
folder = "{folder}"
every_hours = 24
at_close = true
keep = 30
[keys]
keyring = false
passphrase_length = 16
[language]
default = "en"
"""


@pytest.fixture
def ruled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return roll_out(_RULES.format(folder=tmp_path), tmp_path, monkeypatch)


def _texts(page: SettingsPage, section: Section) -> str:
    return "\n".join(part.text() for part in page.sections[section].area.findChildren(QLabel))


def test_the_settings_say_what_is_set_and_where_and_take_nothing_weaker(
    desk_window: Callable[..., Window], hands: Hands, ruled: Path, tmp_path: Path
) -> None:
    settings.set_idle_seconds(3600)
    assert settings.idle_seconds() == 120
    window = desk_window()
    assert window.keepers.presence.idle.after_ms == 120_000
    assert window.desk_view is not None
    window.desk_view.go("settings:rules")
    hands.settle(window)
    page = window.desk_view.pages["settings"]
    assert isinstance(page, SettingsPage)
    assert page.section is Section.ADMINISTRATOR
    told = _texts(page, Section.ADMINISTRATOR)
    for part in (str(ruled), str(tmp_path), "120", "30", "16", "not allowed", "English"):
        assert part in told

    idle = page.choice(Setting.IDLE_SECONDS)
    assert isinstance(idle.control, QSpinBox)
    idle.control.setValue(900)
    idle.settle()
    assert (idle.control.value(), settings.idle_seconds()) == (120, 120)
    idle.control.setValue(60)
    idle.settle()
    hands.settle(window)
    assert settings.idle_seconds() == 60
    idle.set_back()
    assert settings.idle_seconds() == 120
    assert not idle.back_button.isVisibleTo(idle)
    assert str(ruled) in _texts(page, Section.LOCK)

    page.show_part("backup")
    hands.settle(window)
    form = page.backup.form
    assert form.values() == {"folder": str(tmp_path), "keep": 30, "every_hours": 24, "at_close": True}
    assert form.control("folder").isReadOnly()
    assert not form.choose_button.isEnabled()
    assert not form.control("at_close").isEnabled()
    form.control("keep").setValue(1)
    form.control("every_hours").setValue(720)
    assert (form.values()["keep"], form.values()["every_hours"]) == (30, 24)
    assert str(ruled) in _texts(page, Section.BACKUP)
    assert not page.printer.form.isEnabled()
    assert str(ruled) in _texts(page, Section.PRINTER)

    window.desk_view.go("keys")
    hands.settle(window)
    keys = window.desk_view.pages["keys"]
    assert isinstance(keys, KeysPage)
    assert not keys.workstations.on_button.isEnabled()


def test_without_rules_the_settings_say_so(desk_window: Callable[..., Window], hands: Hands) -> None:
    window = desk_window()
    assert window.desk_view is not None
    window.desk_view.go("settings")
    hands.settle(window)
    page = window.desk_view.pages["settings"]
    assert isinstance(page, SettingsPage)
    assert "No rules are set" in _texts(page, Section.ADMINISTRATOR)
    assert page.backup.form.control("folder").isReadOnly() is False


def test_the_first_page_says_at_once_that_the_rules_cannot_be_followed(
    new_window: Callable[..., Window], hands: Hands, office_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = roll_out("[lock]\nidle_seconds = 5\n", tmp_path, monkeypatch)
    window = new_window(office_path)
    page = window.unlock_page
    assert page.notice.isVisible()
    assert f"“{path}”, line 2, “lock.idle_seconds”" in page.notice.text
    page.notice.hide()
    page.passphrase.setText("anything at all")
    page.unlock()
    hands.settle(window)
    assert window.session is None
    assert f"“{path}”, line 2" in page.notice.text


def test_the_language_is_the_administrators_until_another_is_chosen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.settings.system_language", lambda: Language.EN)
    roll_out('[language]\ndefault = "ja"\n', tmp_path, monkeypatch)
    settings.set_language(None)
    assert settings.language() is Language.JA
    settings.set_language(Language.EN)
    assert settings.language() is Language.EN
