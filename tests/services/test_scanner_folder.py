"""The scanner's folder: what is whole comes in, is checked there, and is removed or left; what is not, waits."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from PIL import Image

from caseman.errors import FileError
from caseman.exchange import watched_folder
from caseman.services import scanner_folder
from caseman.services.cover_sheets import case_cover
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
from tests.exchange.paper_scans import as_tiff, drawn, written
from tests.services.walking import Walk, picture, refused


@pytest.fixture
def folder(walk: Walk, scanner_writes_to: Path) -> Path:
    """A folder that is watched; files are removed from it."""
    set_scanner_plan(walk.desk, str(scanner_writes_to), AfterTaking.REMOVE)
    return scanner_writes_to


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


def test_the_plan_is_checked_and_kept(walk: Walk, tmp_path: Path, scanner_writes_to: Path) -> None:
    told = refused(walk.desk, lambda: set_scanner_plan(walk.desk, str(tmp_path / "none"), AfterTaking.LEAVE))
    assert (told.code, told.field) == ("folder-missing", "folder")
    own = str(walk.desk.file.path.parent)
    assert refused(walk.desk, lambda: set_scanner_plan(walk.desk, own, AfterTaking.LEAVE)).code == "folder-of-the-file"
    set_scanner_plan(walk.desk, str(scanner_writes_to), AfterTaking.LEAVE)
    plan = scanner_plan(walk.desk)
    assert (plan.folder, plan.after) == (scanner_writes_to, AfterTaking.LEAVE)
    set_scanner_plan(walk.desk, " ", AfterTaking.LEAVE)
    assert scanner_plan(walk.desk).folder is None
    assert look_into_folder(walk.desk, FolderState()).ready == ()


def _png(page: Image.Image) -> bytes:
    out = io.BytesIO()
    page.save(out, "PNG")
    return out.getvalue()


def test_a_cover_sheet_in_a_file_of_its_own_is_for_the_files_behind_it(walk: Walk, folder: Path) -> None:
    number = walk.case()
    (folder / "1.png").write_bytes(_png(drawn(case_cover(walk.desk, number))))
    (folder / "2.png").write_bytes(picture())
    taken = _take(walk)
    assert [(each.name, each.number) for each in taken.filed] == [("2.png", number)]
    (folder / "3.png").write_bytes(picture((9, 9, 9)))  # comes while the scanner still works
    later = _take(walk, taken.state)
    assert [(each.name, each.number) for each in later.filed] == [("3.png", number)]
    (folder / "4.png").write_bytes(picture((8, 8, 8)))
    first = look_into_folder(walk.desk, later.state)
    os.utime(folder / "4.png", ns=(_LONG_AGO + 3600 * 10**9,) * 2)
    second = look_into_folder(walk.desk, look_into_folder(walk.desk, first.state).state)
    assert [each.number for each in take_from_folder(walk.desk, second).filed] == [""]  # an hour later it is another's


def test_a_file_being_written_is_left_and_so_is_what_came_after_it(walk: Walk, folder: Path) -> None:
    (folder / "1.tif").write_bytes(as_tiff([written(1).convert("1")]))
    (folder / "2.png").write_bytes(picture())
    _aged(folder)
    os.utime(folder / "1.tif")
    now = (folder / "1.tif").stat().st_mtime_ns
    os.utime(folder / "2.png", ns=(now + 1, now + 1))
    first = look_into_folder(walk.desk, FolderState())
    second = look_into_folder(walk.desk, first.state)
    assert (second.ready, second.writing) == ((), 2)


@pytest.mark.parametrize("after", AfterTaking)
def test_a_name_that_is_no_text_comes_in_once(walk: Walk, folder: Path, after: AfterTaking) -> None:
    set_scanner_plan(walk.desk, str(folder), after)
    path = os.fsencode(folder) + b"/a\xff\xfe.png"
    with open(path, "wb") as stream:  # noqa: PTH123  a path of bytes
        stream.write(picture())
    for _ in range(3):
        _take(walk)
    assert [line.scan.name for line in list_tray(walk.desk)] == ["a.png"]
    assert os.path.exists(path) is (after is AfterTaking.LEAVE)  # noqa: PTH110


def test_what_was_taken_is_remembered_with_it_or_not_at_all(
    walk: Walk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_scanner_plan(walk.desk, str(folder), AfterTaking.LEAVE)
    (folder / "a.png").write_bytes(picture())

    def broken(*_: object) -> None:
        raise FileError("disk-full", scanner_folder.T("The disk is full."))

    with monkeypatch.context() as patched:
        patched.setattr(scanner_folder, "_remember", broken)
        taken = _take(walk)
    assert [str(each.why) for each in taken.refused] == ["The disk is full."]
    assert list_tray(walk.desk) == ()
    assert len(_take(walk, taken.state).filed) == 1


def test_a_folder_that_vanished_while_it_was_taken_from_is_taken_from_later(walk: Walk, folder: Path) -> None:
    (folder / "a.png").write_bytes(picture())
    _aged(folder)
    looked = look_into_folder(walk.desk, look_into_folder(walk.desk, FolderState()).state)
    away = folder.rename(folder.with_name("away"))
    taken = take_from_folder(walk.desk, looked)
    assert "cannot be read from the scanner's folder" in str(taken.refused[0].why)
    away.rename(folder)
    assert [each.name for each in _take(walk, taken.state).filed] == ["a.png"]


def test_files_that_stay_do_not_keep_new_ones_out(walk: Walk, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watched_folder, "MOST_AT_ONCE", 3)
    set_scanner_plan(walk.desk, str(folder), AfterTaking.LEAVE)
    for at in range(8):
        (folder / f"{at}.png").write_bytes(picture((at, at, at)))
    more = []
    state = FolderState()
    for _ in range(3):
        taken = _take(walk, state)
        state = taken.state
        more.append((len(taken.filed), taken.more))
    assert more == [(3, True), (3, True), (2, False)]
    (folder / "9.png").write_bytes(picture((99, 99, 99)))
    assert [each.name for each in _take(walk, state).filed] == ["9.png"]


def test_a_refused_name_is_told_without_what_a_terminal_would_obey(walk: Walk, folder: Path) -> None:
    (folder / "a\n\x1b[31m\u202eb.png").write_bytes(b"<svg/>")
    taken = _take(walk)
    assert [each.name for each in taken.refused] == ["a[31mb.png"]
    assert look_into_folder(walk.desk, taken.state).ready == ()


def test_folders_that_hold_more_than_scans_are_refused(
    walk: Walk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "people" / "me"
    home.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    named = os.fsdecode(os.fsencode(tmp_path) + b"/n\xff")
    os.mkdir(named)  # noqa: PTH102
    link = tmp_path / "link"
    link.symlink_to(walk.desk.file.path.parent)
    for typed, code in (
        ("/", "folder-of-others"),
        ("~", "folder-of-others"),
        (str(home.parent), "folder-of-others"),
        ("/proc", "folder-of-others"),
        ("/dev/shm", "folder-of-others"),
        (str(walk.desk.file.path.parent.parent), "folder-of-others"),
        (str(link), "folder-of-the-file"),
        (named, "folder-name"),
        ("/tmp/\ud800", "folder-name"),
        ("/tmp/\0", "folder-missing"),
        ("a" * 5000, "folder-missing"),
        ("~nobody-has-this-name/x", "folder-missing"),
    ):
        told = refused(walk.desk, lambda typed=typed: set_scanner_plan(walk.desk, typed, AfterTaking.REMOVE))  # type: ignore[misc]
        assert (typed, told.code, told.field) == (typed, code, "folder")
