"""The recovery drill in the window: asked for on Today, done in the settings, its result told there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from caseman.domain.drills import DrillStep
from caseman.domain.roles import Role
from caseman.services import keys
from caseman.storage import backup as backup_room
from tests.rolled_out import roll_out
from tests.services.drilling import Kept, kept_office
from tests.services.walking import STAFF, Office, TickingClock, Walk, open_copy
from tests.ui.conftest import Hands
from ui.pages.settings.drill import DrillPanel
from ui.pages.settings.page import SettingsPage
from ui.pages.today import TodayPage
from ui.window import Window


@pytest.fixture
def kept(office: Office, office_path: Path, clock: TickingClock, tmp_path: Path) -> Kept:
    desk = open_copy(office, office_path, clock)
    found = kept_office(Walk(desk, clock), tmp_path / "backups")
    desk.close()
    return found


@pytest.fixture
def window(kept: Kept, desk_window: Callable[..., Window]) -> Iterator[Window]:
    del kept
    return desk_window()  # type: ignore[return-value]


def _panel(window: Window, hands: Hands) -> DrillPanel:
    assert window.desk_view is not None
    window.desk_view.go("settings:drill")
    hands.settle(window)
    page = window.desk_view.pages["settings"]
    assert isinstance(page, SettingsPage)
    return page.drill


def _today(window: Window, hands: Hands) -> TodayPage:
    assert window.desk_view is not None
    window.desk_view.go("today")
    hands.settle(window)
    page = window.desk_view.pages["today"]
    assert isinstance(page, TodayPage)
    return page


def test_today_asks_and_the_settings_do_it(window: Window, hands: Hands, kept: Kept, clock: TickingClock) -> None:
    assert _today(window, hands).drill.isVisible()
    panel = _panel(window, hands)
    assert "No recovery drill was done yet" in panel.standing.text()
    hands.click(panel.try_button)
    assert panel.form.fault("recovery_code")

    wrong = kept.code[:-1] + ("0" if kept.code[-1] != "0" else "1")
    panel.form.set_values({"recovery_code": wrong})
    hands.click(panel.try_button)
    hands.settle(window)
    assert "group 8" in panel.form.fault("recovery_code")
    assert panel.form.values()["recovery_code"] == wrong, "forty characters are not typed twice"

    panel.form.set_values({"recovery_code": kept.code})
    hands.click(panel.try_button)
    assert panel.work.stop_button.isVisible()
    assert not panel.try_button.isEnabled()
    hands.settle(window)
    assert not panel.work.bar.isVisible()
    assert panel.form.values()["recovery_code"] == "", "the code is not kept"
    assert "The recovery works" in panel.found.text()
    told = [part.text() for part in panel.findChildren(QLabel)]
    assert sum(text.startswith("✓") for text in told) == len(DrillStep)
    assert "Last recovery drill that passed: 2026-11-24" in panel.standing.text()
    assert not _today(window, hands).drill.isVisible()
    clock.now += timedelta(days=365)
    _today(window, hands).refresh()
    assert _today(window, hands).drill.isVisible()
    panel = _panel(window, hands)
    panel.refresh()
    hands.settle(window)
    assert "The next one is due." in panel.standing.text()

    panel.plan.set_values({"every_days": 500})
    hands.click(panel.save_button)
    hands.settle(window)
    assert "due" not in panel.standing.text()
    page = window.desk_view.pages["settings"] if window.desk_view is not None else None
    assert isinstance(page, SettingsPage)
    panel.form.set_values({"recovery_code": kept.code})
    assert kept.code not in str(page.draft()), "the code is in no draft"


def test_a_drill_that_fails_is_told_in_red_and_asked_for_again(window: Window, hands: Hands, kept: Kept) -> None:
    kept.backup.write_bytes(kept.backup.read_bytes()[:-8192])
    panel = _panel(window, hands)
    panel.form.set_values({"recovery_code": kept.code})
    hands.click(panel.try_button)
    hands.settle(window)
    assert "does NOT work" in panel.found.text()
    assert panel.found.objectName() == "fault"
    assert "FAILED" in panel.standing.text()
    assert _today(window, hands).drill.isVisible()


def test_it_can_be_stopped(window: Window, hands: Hands, kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    panel = _panel(window, hands)
    restore = backup_room.restore

    def restoring(*arguments: object) -> None:
        restore(*arguments)  # type: ignore[arg-type]
        panel._session.stop_long()

    monkeypatch.setattr(backup_room, "restore", restoring)
    panel.form.set_values({"recovery_code": kept.code})
    hands.click(panel.try_button)
    hands.settle(window)
    assert "Stopped" in panel._notice.text
    assert panel.try_button.isEnabled()


def test_a_rule_bounds_when_it_is_asked_for(
    kept: Kept, desk_window: Callable[..., Window], hands: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del kept
    roll_out("[backup]\ndrill_every_days = 90\n", tmp_path, monkeypatch)
    panel = _panel(desk_window(), hands)
    control = panel.plan.control("every_days")
    assert (control.minimum(), control.maximum(), control.value()) == (1, 90, 90)


def test_who_does_not_set_the_offices_rules_is_not_asked(
    kept: Kept,
    office: Office,
    office_path: Path,
    clock: TickingClock,
    desk_window: Callable[..., Window],
    hands: Hands,
) -> None:
    del kept
    desk = open_copy(office, office_path, clock)
    keys.add_member(desk, "見本 太郎", frozenset({Role.ADMINISTRATOR}))
    keys.set_roles(desk, STAFF, frozenset({Role.RECEPTION}))
    desk.close()
    window = desk_window()
    assert not _today(window, hands).drill.isVisible()
    panel = _panel(window, hands)
    assert panel.try_button.isEnabled()
    assert not panel.save_button.isEnabled()
