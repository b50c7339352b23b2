"""Folders that appear whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from caseman.errors import FileError
from caseman.exchange import new_folder as rooms
from caseman.exchange.new_folder import new_folder


def nothing() -> None:
    pass


def put(
    path: Path, *, publish: bool = True, before: Callable[[], None] = nothing, after: Callable[[], None] = nothing
) -> None:
    with new_folder(path) as made:
        made.add("a.txt", lambda stream: stream.write(b"one"))
        before()
        if publish:
            made.publish()
        after()


def test_a_folder_appears_with_its_files_and_their_hashes(tmp_path: Path) -> None:
    with new_folder(tmp_path / "set") as made:
        written = made.add("a.txt", lambda stream: (stream.write(b"one"), stream.write(b"two")))
        assert not (tmp_path / "set").exists()
        made.publish()
    assert (tmp_path / "set" / "a.txt").read_bytes() == b"onetwo"
    assert (written.size, written.sha256) == (6, hashlib.sha256(b"onetwo").hexdigest())
    assert [path.name for path in tmp_path.iterdir()] == ["set"]


@pytest.mark.skipif(os.name == "nt", reason="rights as POSIX has them")
def test_it_is_for_its_owner_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        put(tmp_path / "set")
    finally:
        os.umask(before)
    assert (tmp_path / "set").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "set" / "a.txt").stat().st_mode & 0o777 == 0o600


def test_folders_above_it_are_made_and_an_empty_one_is_taken(tmp_path: Path) -> None:
    put(tmp_path / "a" / "b" / "set")
    (tmp_path / "empty").mkdir()
    put(tmp_path / "empty")
    assert (tmp_path / "empty" / "a.txt").is_file()
    assert (tmp_path / "a" / "b" / "set" / "a.txt").is_file()


def test_what_has_the_name_is_never_touched(tmp_path: Path) -> None:
    full, file = tmp_path / "full", tmp_path / "file"
    full.mkdir()
    (full / "kept").write_bytes(b"precious")
    file.write_bytes(b"precious")
    for path in (full, file):
        with pytest.raises(FileError) as refused:
            put(path)
        assert (refused.value.code, refused.value.field) == ("folder-taken", "path")
    assert (full / "kept").read_bytes() == file.read_bytes() == b"precious"
    assert {path.name for path in tmp_path.iterdir()} == {"full", "file"}


def test_a_name_that_is_taken_while_it_is_written_is_not_touched_either(tmp_path: Path) -> None:
    path = tmp_path / "set"

    def take_the_name() -> None:
        path.mkdir()
        (path / "kept").write_bytes(b"precious")

    with pytest.raises(FileError) as refused:
        put(path, before=take_the_name)
    assert refused.value.code == "folder-taken"
    assert [each.name for each in path.iterdir()] == ["kept"]
    assert [each.name for each in tmp_path.iterdir()] == ["set"]


def test_nothing_is_left_without_publishing(tmp_path: Path) -> None:
    put(tmp_path / "above" / "set", publish=False)
    assert list(tmp_path.iterdir()) == []


def test_what_fails_after_it_was_published_takes_it_back(tmp_path: Path) -> None:
    """The entry of the trail could not be saved: an export that nobody knows of would be out."""

    def fail() -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        put(tmp_path / "above" / "set", after=fail)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("number", "code"), [(errno.ENOSPC, "disk-full"), (errno.EROFS, "file-denied"), (errno.EIO, "file-not-written")]
)
def test_what_the_disk_refuses_is_told_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    def refuse(_descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(rooms.os, "fsync", refuse)
    with pytest.raises(FileError) as refused:
        put(tmp_path / "above" / "set")
    assert (refused.value.code, refused.value.field) == (code, "path")
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_the_way_above_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"precious")
    with pytest.raises(FileError) as refused:
        put(tmp_path / "file" / "set")
    assert str(refused.value).endswith(".")
    assert (tmp_path / "file").read_bytes() == b"precious"
