"""Which backups still hold what was destroyed, and when each goes."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from caseman.services import backups
from caseman.services.backup_ends import holding_backups
from caseman.services.desk import Desk
from tests.services.walking import Walk


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "backups"
    made.mkdir()
    return made


def _make(walk: Walk, count: int) -> None:
    for _ in range(count):
        backups.back_up(walk.desk)
        walk.clock.now += timedelta(days=1)


def _ends(desk: Desk) -> list[tuple[date | None, int | None]]:
    return [(each.ends_on, each.ends_after) for each in holding_backups(desk)]


def test_on_a_schedule_each_has_its_day(walk: Walk, folder: Path) -> None:
    backups.set_backup_plan(walk.desk, str(folder), 3, 24, at_close=False)
    _make(walk, 3)
    assert _ends(walk.desk) == [(date(2026, 11, day), None) for day in (29, 28, 27)]
    walk.clock.now += timedelta(days=60)  # no backup was made for long: it goes with the next
    assert {day for day, _ in _ends(walk.desk)} == {walk.desk.today()}


def test_without_a_schedule_they_are_counted(walk: Walk, folder: Path) -> None:
    backups.set_backup_plan(walk.desk, str(folder), 3, 0, at_close=True)
    _make(walk, 2)
    assert _ends(walk.desk) == [(None, 3), (None, 2)]


def test_a_copy_beside_the_file_goes_by_hand(walk: Walk) -> None:
    path = walk.desk.file.path
    path.with_name(f"{path.stem}-before-0012-20250401T010000Z{path.suffix}").write_bytes(b"x")
    path.with_name(f"{path.stem}-before-odd{path.suffix}").write_bytes(b"x")
    found = holding_backups(walk.desk)
    assert [(each.ends_on, each.ends_after) for each in found] == [(None, None)] * 2
    assert found[0].made_on == date(2025, 4, 1)
    assert "by hand" in str(found[0].end)


def test_no_plan_and_a_folder_that_is_gone_list_nothing(walk: Walk, folder: Path) -> None:
    assert holding_backups(walk.desk) == ()
    backups.set_backup_plan(walk.desk, str(folder), 3, 24, at_close=False)
    folder.rmdir()
    assert holding_backups(walk.desk) == ()
