"""Files appear whole or not at all, and never in the place of another."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from pathlib import Path
from typing import BinaryIO

import pytest

from caseman.errors import FileError, RuleError
from caseman.exchange.atomic import write_new_file
from caseman.text import T


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def hello(stream: BinaryIO) -> None:
    stream.write(b"hello")


def failing(error: BaseException) -> object:
    def writer(stream: BinaryIO) -> None:
        stream.write(b"half")
        raise error

    return writer


def test_the_file_is_there_and_for_its_owner_alone(tmp_path: Path) -> None:
    target = tmp_path / "台帳.csv"
    write_new_file(target, hello)
    assert target.read_bytes() == b"hello"
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert target.stat().st_nlink == 1
    assert names(tmp_path) == ["台帳.csv"]


def test_an_existing_file_is_never_replaced(tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    target.write_bytes(b"old")
    with pytest.raises(FileError) as refused:
        write_new_file(target, lambda _: pytest.fail("must not be asked to write"))
    assert refused.value.code == "file-exists"
    assert str(refused.value) == (
        "“a.csv” exists already and is not replaced. Choose another name, or move that file away."
    )
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["a.csv"]


@pytest.mark.parametrize("links", [True, False], ids=["with links", "without links"])
def test_a_file_that_appears_meanwhile_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    target = tmp_path / "a.csv"
    if not links:
        monkeypatch.setattr(os, "link", refusing(errno.EPERM))

    def slow(stream: BinaryIO) -> None:
        stream.write(b"new")
        target.write_bytes(b"of another program")

    with pytest.raises(FileError) as refused:
        write_new_file(target, slow)
    assert refused.value.code == "file-exists"
    assert target.read_bytes() == b"of another program"
    assert names(tmp_path) == ["a.csv"]


def test_a_dangling_link_is_not_written_through(tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    target.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(FileError, match="exists already"):
        write_new_file(target, hello)
    assert not (tmp_path / "elsewhere").exists()


def refusing(number: int) -> object:
    def link(*_args: object, **_options: object) -> None:
        raise OSError(number, os.strerror(number))

    return link


@pytest.mark.parametrize("number", [errno.EPERM, errno.ENOTSUP, errno.ENOSYS])
def test_a_disk_without_hard_links_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    monkeypatch.setattr(os, "link", refusing(number))
    write_new_file(tmp_path / "a.csv", hello)
    assert (tmp_path / "a.csv").read_bytes() == b"hello"
    assert names(tmp_path) == ["a.csv"]


def test_the_name_taken_on_a_disk_without_links_is_given_back_on_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "link", refusing(errno.EPERM))
    monkeypatch.setattr(Path, "replace", refusing(errno.EIO))
    with pytest.raises(FileError):
        write_new_file(tmp_path / "a.csv", hello)
    assert names(tmp_path) == []


@pytest.mark.parametrize(
    ("number", "code", "sentence"),
    [
        (errno.ENOSPC, "disk-full", "There is no room left to write “a.csv”."),
        (errno.EDQUOT, "disk-full", "Free some space, or choose another disk."),
        (errno.EACCES, "file-denied", "You may not write in the folder of “a.csv”."),
        (errno.EROFS, "file-denied", "Choose another folder."),
        (errno.ENAMETOOLONG, "name-too-long", "Choose a shorter one."),
        (errno.EIO, "file-not-written", "“a.csv” could not be written (Input/output error)."),
    ],
)
def test_what_the_system_refuses_is_a_sentence_and_leaves_nothing(
    tmp_path: Path, number: int, code: str, sentence: str
) -> None:
    with pytest.raises(FileError) as refused:
        write_new_file(tmp_path / "a.csv", failing(OSError(number, os.strerror(number))))  # type: ignore[arg-type]
    assert refused.value.code == code
    assert sentence in str(refused.value)
    assert refused.value.field == "path"
    assert names(tmp_path) == []


def test_a_missing_folder_is_named_as_such(tmp_path: Path) -> None:
    with pytest.raises(FileError) as refused:
        write_new_file(tmp_path / "nowhere" / "a.csv", hello)
    assert refused.value.code == "folder-missing"
    with pytest.raises(FileError) as refused:
        write_new_file(tmp_path / ("あ" * 200), hello)
    assert refused.value.code == "name-too-long"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_really_full_disk_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "mkstemp", lambda **_: (os.open("/dev/full", os.O_WRONLY), str(tmp_path / "part")))
    with pytest.raises(FileError) as refused:
        write_new_file(tmp_path / "a.csv", hello)
    assert refused.value.code == "disk-full"
    assert names(tmp_path) == []


@pytest.mark.parametrize("error", [RuleError("not-now", T("Not now.")), KeyboardInterrupt(), ValueError("bug")])
def test_what_the_writer_raises_passes_through_and_leaves_nothing(tmp_path: Path, error: BaseException) -> None:
    with pytest.raises(type(error)):
        write_new_file(tmp_path / "a.csv", failing(error))  # type: ignore[arg-type]
    assert names(tmp_path) == []


def test_file_and_folder_are_brought_to_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[str] = []
    real = os.fsync

    def fsync(handle: int) -> None:
        synced.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    write_new_file(tmp_path / "a.csv", hello)
    assert synced == ["file", "folder"]
