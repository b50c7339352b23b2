"""The scanner's folder: what is whole comes in, is checked there, and is removed or left; what is not, waits."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from caseman.errors import FileError
from caseman.exchange import watched_folder
from caseman.services import scanner_folder
from caseman.services.scan_tray import list_tray
from caseman.services.scanner_folder import (
    AfterTaking,
    FolderState,
    FolderTaken,
    look_into_folder,
    scanner_plan,
    set_scanner_plan,
    take_from_folder,
)
from tests.services.walking import Walk, picture, refused


@pytest.fixture
def folder(walk: Walk, tmp_path: Path) -> Path:
    """A folder that is watched; files are removed from it."""
    made = tmp_path / "scanner"
    made.mkdir()
    set_scanner_plan(walk.desk, str(made), AfterTaking.REMOVE)
    return made


def _aged(folder: Path) -> None:
    """As if its files had been written one after the other, a minute ago, in the order of their names."""
    for at, path in enumerate(sorted(folder.iterdir())):
        os.utime(path, ns=(_LONG_AGO + at, _LONG_AGO + at), follow_symlinks=False)


_LONG_AGO = 10**18  # nanoseconds: the year 2001


def _take(walk: Walk, state: FolderState | None = None) -> FolderTaken:
    """Two looks, between which nothing is written, then what is whole; no file was written to for long."""
    folder = scanner_plan(walk.desk).folder
    assert folder is not None
    _aged(folder)
    first = look_into_folder(walk.desk, state or FolderState())
    return take_from_folder(walk.desk, look_into_folder(walk.desk, first.state))


def test_a_whole_file_comes_in_and_leaves_the_folder(walk: Walk, folder: Path) -> None:
    (folder / "0001.png").write_bytes(picture())
    assert look_into_folder(walk.desk, FolderState()).ready == ()  # one look cannot tell that it is whole
    taken = _take(walk)
    assert [each.name for each in taken.filed] == ["0001.png"]
    assert [(line.scan.name, line.source) for line in list_tray(walk.desk)] == [("0001.png", "folder")]
    assert list(folder.iterdir()) == []


def test_a_file_that_grows_is_left_until_it_stands_still(walk: Walk, folder: Path) -> None:
    data = picture()
    path = folder / "slow.png"
    path.write_bytes(data[:40])
    first = look_into_folder(walk.desk, FolderState())
    path.write_bytes(data)
    os.utime(path, ns=(1, 10**18))
    second = look_into_folder(walk.desk, first.state)
    assert second.ready == ()
    third = look_into_folder(walk.desk, second.state)
    assert [found.name for found in third.ready] == ["slow.png"]
    path.write_bytes(data[:50])  # written again between the look and the taking
    taken = take_from_folder(walk.desk, third)
    assert taken.filed == ()
    assert "is still being written" in str(taken.refused[0].why)
    assert path.exists()


def test_files_are_left_and_not_taken_twice_where_the_office_chose_so(walk: Walk, folder: Path) -> None:
    set_scanner_plan(walk.desk, str(folder), AfterTaking.LEAVE)
    (folder / "a.png").write_bytes(picture())
    assert len(_take(walk).filed) == 1
    assert (folder / "a.png").exists()
    assert _take(walk).filed == ()
    (folder / "a.png").write_bytes(picture((9, 9, 9)))
    os.utime(folder / "a.png", ns=(1, 10**18))
    assert len(_take(walk).filed) == 1


def test_a_bad_file_is_named_once_stays_and_the_rest_goes_on(walk: Walk, folder: Path) -> None:
    (folder / "bad.png").write_bytes(b"<svg/>")
    (folder / "good.png").write_bytes(picture())
    taken = _take(walk)
    assert [each.name for each in taken.filed] == ["good.png"]
    assert [each.name for each in taken.refused] == ["bad.png"]
    assert [path.name for path in folder.iterdir()] == ["bad.png"]
    assert look_into_folder(walk.desk, taken.state).ready == ()
    (folder / "bad.png").write_bytes(picture())
    os.utime(folder / "bad.png", ns=(1, 10**18))
    again = look_into_folder(walk.desk, look_into_folder(walk.desk, taken.state).state)
    assert [found.name for found in again.ready] == ["bad.png"]


def test_only_plain_files_of_the_folder_itself_are_touched(walk: Walk, folder: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(picture())
    (folder / "link.png").symlink_to(secret)
    (folder / ".hidden.png").write_bytes(picture())
    (folder / "half.png.part").write_bytes(picture())
    (folder / "empty.png").write_bytes(b"")
    (folder / "under").mkdir()
    taken = _take(walk)
    assert (taken.filed, taken.refused) == ((), ())
    assert secret.exists()


def test_a_folder_that_vanishes_is_told_and_found_again(walk: Walk, folder: Path) -> None:
    (folder / "a.png").write_bytes(picture())
    state = look_into_folder(walk.desk, FolderState()).state
    away = folder.rename(folder.with_name("away"))
    with pytest.raises(FileError) as told:
        look_into_folder(walk.desk, state)
    assert told.value.code == "scanner-folder-gone"
    away.rename(folder)
    assert len(_take(walk).filed) == 1


def test_a_file_is_removed_only_once_it_was_read_back(
    walk: Walk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "a.png").write_bytes(picture())

    def damaged(*_: object) -> bytes:
        raise FileError("scan-damaged-in-file", scanner_folder.T("damaged"))

    monkeypatch.setattr(scanner_folder, "sound_content", damaged)
    with pytest.raises(FileError):
        _take(walk)
    assert (folder / "a.png").exists()


def test_a_file_that_changed_meanwhile_is_not_removed(folder: Path) -> None:
    path = folder / "a.png"
    path.write_bytes(b"1")
    found = watched_folder.look(folder, {}).seen["a.png"]
    path.write_bytes(b"22")
    assert watched_folder.remove_found(folder, found) is False
    assert path.exists()


def test_the_plan_is_checked_and_kept(walk: Walk, tmp_path: Path) -> None:
    told = refused(walk.desk, lambda: set_scanner_plan(walk.desk, str(tmp_path / "none"), AfterTaking.LEAVE))
    assert (told.code, told.field) == ("folder-missing", "folder")
    own = str(walk.desk.file.path.parent)
    assert refused(walk.desk, lambda: set_scanner_plan(walk.desk, own, AfterTaking.LEAVE)).code == "folder-of-the-file"
    other = tmp_path / "scans"
    other.mkdir()
    set_scanner_plan(walk.desk, str(other), AfterTaking.LEAVE)
    plan = scanner_plan(walk.desk)
    assert (plan.folder, plan.after) == (other, AfterTaking.LEAVE)
    set_scanner_plan(walk.desk, " ", AfterTaking.LEAVE)
    assert scanner_plan(walk.desk).folder is None
    assert look_into_folder(walk.desk, FolderState()).ready == ()
