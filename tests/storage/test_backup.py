"""Backups and bringing them back: whole, checked, never over anything, and never half."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from caseman.bootstrap import restore_office
from caseman.errors import FileError, UnlockError
from caseman.security.keyslots import read_keyslots
from caseman.services import backups, key_replacing
from caseman.services.auditing import verify_file
from caseman.services.desk import Desk
from caseman.storage import backup, copying
from caseman.storage.engine import open_engine
from caseman.storage.file import keys_path
from tests.services.walking import PASSPHRASE, START, Office, TickingClock, Walk, make_office, open_copy

LATER = timedelta(minutes=5)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "backups"
    made.mkdir()
    return made


@pytest.fixture
def desk(office: Office, office_path: Path, open_desk: Callable[[Path], Desk]) -> Desk:
    return open_desk(office_path)


def _make(desk: Desk, folder: Path, after: timedelta = timedelta(0)) -> backup.Backup:
    return backup.back_up(desk.file, folder, START + after)


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def _flip(path: Path, at: int) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)


def test_it_holds_what_is_still_in_the_log(desk: Desk, office: Office, folder: Path, clock: TickingClock) -> None:
    number = Walk(desk, clock).case()
    live = desk.file.path
    assert live.with_name(f"{live.name}-wal").stat().st_size > 0
    made = _make(desk, folder)
    assert _names(folder) == ["office-20261124T010000Z.caseman", "office-20261124T010000Z.caseman.keys"]
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in folder.iterdir())
    assert made.path.read_bytes()[:15] != b"SQLite format 3"
    with copying.still(made.path, office.data_key) as connection:
        assert connection.exec_driver_sql("SELECT number FROM cases").scalars().all() == [number]
        assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() is not None
    bare = folder / "bare.caseman"  # the trap: a copy of the file alone looks sound and lacks the newest
    shutil.copy(live, bare)
    with copying.still(bare, office.data_key) as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM cases").scalar() == 0
        assert copying.faults_of(connection) == []


def test_nothing_is_replaced_and_nothing_is_left(desk: Desk, folder: Path) -> None:
    _make(desk, folder)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(FileError) as told:
        _make(desk, folder)
    assert told.value.code == "file-exists"
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_copy_that_does_not_hold_is_taken_away(desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def damaged(engine: Any, target: Path, key: bytes, progress: copying.Progress) -> None:
        copying.copy_pages(engine, target, key, progress)
        _flip(target, 4096 * 20 + 100)

    monkeypatch.setattr(backup, "copy_pages", damaged)
    with pytest.raises(FileError) as told:
        _make(desk, folder)
    assert told.value.code == "backup-not-whole"
    assert _names(folder) == []


def test_a_copy_of_an_older_state_is_taken_away(
    desk: Desk, office: Office, folder: Path, clock: TickingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    Walk(desk, clock).case()
    monkeypatch.setattr(backup, "copy_pages", lambda _engine, target, _key, _progress: shutil.copy(office.path, target))
    with pytest.raises(FileError) as told:
        _make(desk, folder)
    assert told.value.code == "backup-not-whole"
    assert _names(folder) == []


def test_there_must_be_room_and_a_folder(desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(FileError) as missing:
        _make(desk, folder / "nowhere")
    assert missing.value.code == "folder-missing"
    usage = shutil.disk_usage(folder)._replace(free=100_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: usage)
    with pytest.raises(FileError) as full:
        _make(desk, folder)
    assert (full.value.code, full.value.field) == ("disk-full", "folder")
    assert _names(folder) == []


def test_a_hidden_file_of_a_killed_run_is_cleared(desk: Desk, folder: Path) -> None:
    left = folder / ".office-20261123T010000Z.caseman.new"
    left.write_bytes(b"half")
    (folder / ".note.caseman.new").write_bytes(b"not ours")
    _make(desk, folder)
    assert not left.exists()
    assert (folder / ".note.caseman.new").exists()


def test_only_what_is_surely_an_older_backup_of_this_office_is_removed(
    desk: Desk, folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    for minutes in range(5):
        _make(desk, folder, timedelta(minutes=minutes))
    stranger = folder / "office-20200101T000000Z.caseman"  # an older backup of another office of the same name
    other = make_office(tmp_path_factory.mktemp("other"))
    shutil.copy(other.path, stranger)
    shutil.copy(keys_path(other.path), keys_path(stranger))
    (folder / "office-20190101T000000Z.caseman").write_bytes(b"no key file beside it")
    (folder / "office-20180101T000000Z.caseman").symlink_to(stranger)
    (folder / "office.txt").write_text("x")
    gone = backup.keep_newest(folder, "office", desk.file.file_id, 2)
    assert sorted(path.name for path in gone) == [f"office-20261124T010{n}00Z.caseman" for n in range(3)]
    assert [each.path.name for each in backup.list_backups(folder, "office", desk.file.file_id)] == [
        "office-20261124T010400Z.caseman", "office-20261124T010300Z.caseman",
    ]  # fmt: skip
    assert {stranger.name, "office-20190101T000000Z.caseman", "office-20180101T000000Z.caseman", "office.txt"} <= {
        *_names(folder)
    }


def test_an_older_backup_opens_with_its_own_keys_after_the_key_was_replaced(desk: Desk, folder: Path) -> None:
    made = _make(desk, folder)
    key_replacing.replace_key(desk)
    after = _make(desk, folder, LATER)
    assert read_keyslots(keys_path(made.path)).generation == 1
    assert read_keyslots(keys_path(after.path)).generation == 2
    for number, each in enumerate((made, after)):
        restore_office(each.path, folder / f"back{number}.caseman", PASSPHRASE)


# --- bringing back


def test_a_restored_file_is_whole(desk: Desk, office: Office, folder: Path, clock: TickingClock) -> None:
    number = Walk(desk, clock).case()
    made = _make(desk, folder)
    path = folder / "back.caseman"
    restore_office(made.path, path, PASSPHRASE)
    assert all(each.stat().st_mode & 0o777 == 0o600 for each in (path, keys_path(path)))
    again = open_copy(office, path, clock)
    try:
        assert again.anchor() == desk.anchor()
        assert verify_file(again).sound
        with again.reading() as session:
            assert session.connection().exec_driver_sql("SELECT number FROM cases").scalar() == number
    finally:
        again.close()
    hidden = [name for name in _names(folder) if name.startswith(".")]
    assert hidden == [".back.caseman.outside"], "told in the trail by its first opening"


@pytest.mark.parametrize("what", ["file", "link", "keys", "folder"])
def test_nothing_is_ever_replaced(desk: Desk, folder: Path, what: str) -> None:
    made = _make(desk, folder)
    path = folder / "back.caseman"
    if what == "file":
        path.write_bytes(b"mine")
    elif what == "link":
        path.symlink_to(folder / "nowhere")
    elif what == "keys":
        shutil.copy(keys_path(made.path), keys_path(path))
        _flip(keys_path(path), 100)
    else:
        path = folder / "nowhere" / "back.caseman"
    before = _names(folder)
    with pytest.raises(FileError):
        restore_office(made.path, path, PASSPHRASE)
    assert _names(folder) == before


def test_what_is_no_whole_backup_is_refused(desk: Desk, folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    made = _make(desk, folder)
    path, whole = folder / "back.caseman", made.path.read_bytes()

    def told(code: str) -> None:
        before = _names(folder)
        with pytest.raises((FileError, UnlockError)) as refused:
            restore_office(made.path, path, PASSPHRASE)
        assert refused.value.code == code
        assert str(refused.value).endswith(".")
        assert _names(folder) == before

    _flip(made.path, len(whole) - 50)
    told("backup-damaged")
    made.path.write_bytes(whole[: 4096 * 30])
    told("backup-damaged")
    made.path.write_bytes(b"")
    told("file-empty")
    made.path.write_bytes(whole)
    other = make_office(tmp_path_factory.mktemp("other"))
    kept = keys_path(made.path).read_bytes()
    shutil.copy(keys_path(other.path), keys_path(made.path))
    told("backup-damaged")
    keys_path(made.path).unlink()
    told("keys-missing")
    keys_path(made.path).write_bytes(kept)
    restore_office(made.path, path, PASSPHRASE)


def test_an_interrupted_restoring_goes_on(desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = _make(desk, folder)
    path = folder / "back.caseman"
    shutil.copy(keys_path(made.path), keys_path(path))  # killed between the key file and the file
    (folder / ".back.caseman.new").write_bytes(b"half")
    restore_office(made.path, path, PASSPHRASE)
    assert path.stat().st_size == made.size

    def no_links(*_: object) -> None:
        raise OSError(1, os.strerror(1))

    monkeypatch.setattr(os, "link", no_links)
    with pytest.raises(FileError):
        restore_office(made.path, folder / "second.caseman", PASSPHRASE)
    assert not any("second" in name for name in _names(folder))
    _make(desk, folder, LATER)  # a share without links takes backups all the same


# --- the plan


def test_the_schedule_goes_by_the_clock(desk: Desk, folder: Path, clock: TickingClock) -> None:
    assert not backups.backup_due(desk)
    backups.set_backup_plan(desk, str(folder), 2, 24, at_close=False)
    assert backups.backup_due(desk)
    made = backups.back_up(desk)
    assert made.backup is not None
    assert not backups.backup_due(desk)
    clock.now += timedelta(hours=23, minutes=59)
    assert not backups.backup_due(desk)
    clock.now += timedelta(minutes=1)
    assert backups.backup_due(desk)
    folder.rename(folder.with_name("taken-out"))
    assert not backups.backup_due(desk), "a disk that is taken out is no fault"


@pytest.mark.parametrize(
    ("folder_typed", "keep", "every", "field"),
    [("", 10, 24, "folder"), ("/nowhere/at/all", 10, 0, "folder"), ("", 0, 0, "keep"), ("", 1001, 0, "keep")],
)
def test_what_cannot_be_planned(desk: Desk, folder_typed: str, keep: int, every: int, field: str) -> None:
    from tests.services.walking import refused

    told = refused(desk, lambda: backups.set_backup_plan(desk, folder_typed, keep, every, at_close=False))
    assert told.field == field


def test_without_a_folder_it_is_asked_for(desk: Desk) -> None:
    from tests.services.walking import refused

    assert refused(desk, lambda: backups.back_up(desk)).code == "no-folder"


def test_the_live_file_can_be_backed_up_while_a_reader_of_its_backup_reads(desk: Desk, folder: Path) -> None:
    made = _make(desk, folder)
    held = open_engine(made.path, desk.file.data_key)
    try:
        _make(desk, folder, LATER)
    finally:
        held.dispose()
