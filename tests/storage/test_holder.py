"""One writer: a second start says since when, on which machine and in which process the file is open."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from caseman.errors import FileError
from caseman.storage import holder
from caseman.storage.engine import close_engine, open_engine
from tests.services.walking import Office

_CHILD = """
import sys
from pathlib import Path
from caseman.storage.engine import close_engine, open_engine
path = Path(sys.argv[1])
engine = open_engine(path, bytes.fromhex(sys.stdin.readline()))
print("open", flush=True)
sys.stdin.readline()
close_engine(engine, path)
"""


@contextmanager
def _held(path: Path, key: bytes) -> Iterator[subprocess.Popen[str]]:
    """Another process that has the file open."""
    child = subprocess.Popen(
        [sys.executable, "-c", _CHILD, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write(f"{key.hex()}\n")
    child.stdin.flush()
    assert child.stdout.readline() == "open\n"
    try:
        yield child
    finally:
        child.kill()
        child.wait()
        child.stdin.close()
        child.stdout.close()


def _refused(path: Path, key: bytes) -> FileError:
    with pytest.raises(FileError) as told:
        open_engine(path, key)
    assert told.value.code == "file-in-use"
    return told.value


def test_another_process_is_named(office: Office, office_path: Path) -> None:
    with _held(office_path, office.data_key) as child:
        told = str(_refused(office_path, office.data_key))
        assert f"process {child.pid}" in told
        assert platform.node() in told
        assert f"since {datetime.now().astimezone():%Y-%m-%d}" in told
        assert child.stdin is not None
        child.stdin.write("\n")
        child.stdin.flush()
        child.wait()
    assert not holder.holder_path(office_path).exists()


def test_what_a_crash_left_clears_itself(office: Office, office_path: Path) -> None:
    with _held(office_path, office.data_key) as child:
        child.kill()
        child.wait()
    assert holder.who_holds(office_path) is not None, "the note of the killed one is still there"
    engine = open_engine(office_path, office.data_key)
    found = holder.who_holds(office_path)
    assert found is not None
    assert found.process == os.getpid()
    close_engine(engine, office_path)
    assert not holder.holder_path(office_path).exists()


def test_the_note_is_for_the_owner_alone_and_names_nobody(office: Office, office_path: Path) -> None:
    engine = open_engine(office_path, office.data_key)
    note = holder.holder_path(office_path)
    assert note.stat().st_mode & 0o777 == 0o600
    assert sorted(json.loads(note.read_text())) == ["machine", "process", "since"]
    close_engine(engine, office_path)


@pytest.mark.parametrize(
    "rubbish",
    [b"", b"{", b"[]", b'{"since": 5}', b"\xff" * 9000, b'{"since": "2026-11-24", "machine": "m", "process": 1}'],
)
def test_a_note_that_says_nothing_is_no_hindrance(office: Office, office_path: Path, rubbish: bytes) -> None:
    engine = open_engine(office_path, office.data_key)
    holder.holder_path(office_path).write_bytes(rubbish)
    assert "open in another window" in str(_refused(office_path, office.data_key))
    close_engine(engine, office_path)
    close_engine(open_engine(office_path, office.data_key), office_path)


def test_a_link_is_not_followed_and_a_folder_is_left(office: Office, office_path: Path, tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_text("mine")
    note = holder.holder_path(office_path)
    note.symlink_to(precious)
    assert holder.who_holds(office_path) is None
    engine = open_engine(office_path, office.data_key)
    assert precious.read_text() == "mine"
    close_engine(engine, office_path)
    note.mkdir()
    engine = open_engine(office_path, office.data_key)
    assert holder.who_holds(office_path) is None
    close_engine(engine, office_path)
    assert note.is_dir()


def test_what_another_process_said_is_not_taken_back(office_path: Path) -> None:
    note = holder.holder_path(office_path)
    said = {"since": datetime(2026, 11, 24, tzinfo=UTC).isoformat(), "machine": "elsewhere", "process": os.getpid()}
    note.write_text(json.dumps(said))
    holder.sign_out(office_path)
    assert note.exists()
