"""Backups in the window: now, with progress and stop; by the plan; at close."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from caseman.domain.roles import Role
from caseman.services import backups, key_views
from caseman.services.stopping import Stop, Stopped
from caseman.storage import backup
from caseman.text import Language
from tests.rolled_out import roll_out
from tests.services.walking import PASSPHRASE, STAFF, Office, TickingClock, open_copy
from tests.ui.conftest import Hands
from ui.dialogs.restore import RestoreDialog
from ui.pages.settings.backup import BackupPanel
from ui.pages.settings.page import SettingsPage
from ui.window import Window


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "backups"
    made.mkdir()
    return made


def _panel(window: Window, hands: Hands) -> BackupPanel:
    assert window.desk_view is not None
    window.desk_view.go("settings:backup")
    hands.settle(window)
    page = window.desk_view.pages["settings"]
    assert isinstance(page, SettingsPage)
    return page.backup


def _written(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("language", list(Language))
def test_back_up_now(desk_window: Callable[..., Window], hands: Hands, folder: Path, language: Language) -> None:
    window = desk_window(language)
    panel = _panel(window, hands)
    hands.click(panel.now_button)
    assert panel.form.fault("folder")
    panel.form.set_values({"folder": str(folder)})
    hands.click(panel.now_button)
    assert panel.work.stop_button.isVisible()
    hands.settle(window)
    assert not panel.work.stop_button.isVisible()
    names = _written(folder)
    assert len(names) == 2
    assert names[1] == f"{names[0]}.keys"
    assert names[0] in panel._notice.text


def test_the_plan_is_saved_and_shown_again(desk_window: Callable[..., Window], hands: Hands, folder: Path) -> None:
    window = desk_window()
    panel = _panel(window, hands)
    panel.form.set_values({"every_hours": 24})
    hands.click(panel.save_button)
    hands.settle(window)
    assert panel.form.fault("folder"), "a schedule needs a folder"
    panel.form.set_values({"folder": str(folder), "keep": 3, "at_close": True})
    hands.click(panel.save_button)
    hands.settle(window)
    assert window.session is not None
    found: list[backups.BackupPlan] = []
    window.session.read(backups.backup_plan, done=found.append)
    hands.settle(window)
    assert (found[0].folder, found[0].keep, found[0].every_hours, found[0].at_close) == (folder, 3, 24, True)
    assert panel.draft() == {}


def test_the_schedule_backs_up_when_it_is_time(
    desk_window: Callable[..., Window], hands: Hands, folder: Path, clock: TickingClock
) -> None:
    window = desk_window()
    assert window.session is not None
    window.session.change(backups.set_backup_plan, str(folder), 10, 24, at_close=False)
    hands.settle(window)
    window.keepers.backups.look()
    hands.settle(window)
    assert len(_written(folder)) == 2
    window.keepers.backups.look()
    hands.settle(window)
    assert len(_written(folder)) == 2, "not twice a day"
    clock.now += timedelta(hours=24)
    window.keepers.backups.look()
    hands.settle(window)
    assert len(_written(folder)) == 4


def test_at_close_the_backup_comes_first(
    desk_window: Callable[..., Window], hands: Hands, folder: Path, office: Office
) -> None:
    window = desk_window()
    assert window.session is not None
    window.session.change(backups.set_backup_plan, str(folder), 10, 0, at_close=True)
    hands.settle(window)
    window.close()
    assert window.isVisible()
    hands.until(lambda: not window.isVisible())
    hands.settle(window)
    names = _written(folder)
    assert len(names) == 2
    with backup.still(folder / names[0], office.data_key) as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM office").scalar_one() == 1


def test_a_backup_at_close_that_fails_is_told_and_the_next_close_closes(
    desk_window: Callable[..., Window], hands: Hands, folder: Path
) -> None:
    window = desk_window()
    assert window.session is not None
    window.session.change(backups.set_backup_plan, str(folder), 10, 0, at_close=True)
    hands.settle(window)
    folder.rmdir()
    window.close()
    hands.settle(window)
    assert window.isVisible()
    assert window.desk_view is not None
    assert str(folder) in window.desk_view.pages["today"].notice.text
    window.close()
    hands.until(lambda: not window.isVisible())
    hands.settle(window)


def test_a_rule_asks_for_a_backup_at_close_where_the_office_planned_no_folder(
    desk_window: Callable[..., Window], hands: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    roll_out("[backup]\nat_close = true\n", tmp_path, monkeypatch)
    window = desk_window()
    window.close()
    hands.settle(window)
    assert window.isVisible()
    assert window.desk_view is not None
    assert "into which folder" in window.desk_view.pages["today"].notice.text
    window.close()
    hands.until(lambda: not window.isVisible())


def test_who_closes_without_it_gets_none(
    desk_window: Callable[..., Window], hands: Hands, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = desk_window()
    assert window.session is not None
    window.session.change(backups.set_backup_plan, str(folder), 10, 0, at_close=True)
    hands.settle(window)
    waiting = backup.back_up

    def slow(*args: Any, **kwargs: Any) -> Any:
        hands_off.wait(20)
        return waiting(*args, **kwargs)

    from threading import Event

    hands_off = Event()
    monkeypatch.setattr("caseman.services.backups.backup.back_up", slow)
    window.close()
    hands.until(lambda: window.keepers.backups.box is not None)
    assert window.keepers.backups.box is not None
    hands.click(window.keepers.backups.box.buttons()[0])
    hands_off.set()
    hands.until(lambda: not window.isVisible())
    hands.settle(window)
    assert _written(folder) == []


def test_a_stopped_backup_leaves_nothing(office: Office, office_path: Path, clock: TickingClock, folder: Path) -> None:
    desk = open_copy(office, office_path, clock)
    stop = Stop()
    with pytest.raises(Stopped):
        backups.back_up(desk, folder, stop=stop, progress=lambda _done: stop.ask())
    assert _written(folder) == []
    desk.close()


def test_who_may_not_change_the_plan_can_still_back_up(
    desk_window: Callable[..., Window],
    hands: Hands,
    folder: Path,
    office: Office,
    office_path: Path,
    clock: TickingClock,
) -> None:
    desk = open_copy(office, office_path, clock)
    with desk.file.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE staff SET roles = ?", (Role.RECEPTION.value,))
    assert key_views.list_keys(desk).members[0].name == STAFF
    desk.close()
    window = desk_window()
    panel = _panel(window, hands)
    assert not panel.save_button.isEnabled()
    panel.form.set_values({"folder": str(folder)})
    hands.click(panel.now_button)
    hands.settle(window)
    assert len(_written(folder)) == 2


def test_a_backup_is_brought_back_and_opened(
    new_window: Callable[..., Window],
    hands: Hands,
    office: Office,
    office_path: Path,
    clock: TickingClock,
    folder: Path,
    tmp_path: Path,
) -> None:
    desk = open_copy(office, office_path, clock)
    made = backups.back_up(desk, folder).backup
    assert made is not None
    desk.close()
    window = new_window()
    window.restore_backup()
    dialog = window.findChild(RestoreDialog)
    assert dialog is not None
    dialog.form.set_values({"backup": str(made.path), "file": str(office_path), "passphrase": PASSPHRASE})
    hands.click(dialog.restore_button)
    hands.settle(window)
    assert dialog.form.fault("file"), "an existing file is never replaced"
    dialog.form.set_values({"file": str(tmp_path / "back"), "passphrase": "not it at all"})
    hands.click(dialog.restore_button)
    hands.settle(window)
    assert dialog.form.fault("passphrase")
    dialog.form.set_values({"passphrase": PASSPHRASE})
    hands.click(dialog.restore_button)
    hands.settle(window)
    assert window.unlock_page.file == tmp_path / "back.caseman"
    window.unlock_page.passphrase.setText(PASSPHRASE)
    window.unlock_page.unlock()
    hands.until(lambda: window.session is not None)
    hands.settle(window)
