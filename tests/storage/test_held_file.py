"""One program holds the file; another is told so; what was acknowledged survives a kill."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from caseman.errors import FileError
from caseman.services.desk import Desk
from caseman.storage import audit
from caseman.storage.file import open_file
from tests.services.walking import START, Office

# Opens the file with the key on its standard input and says so, then waits to be told to end.
_HOLDER = """
import sys
from pathlib import Path
from caseman.storage.engine import close_engine, open_engine
engine = open_engine(Path(sys.argv[1]), bytes.fromhex(sys.stdin.readline().strip()))
print("open", flush=True)
sys.stdin.readline()
close_engine(engine, Path(sys.argv[1]))
"""
# Writes trail entries for ever and acknowledges each one after its commit.
_WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from caseman.security.subkeys import audit_key
from caseman.storage import audit
from caseman.storage.engine import open_engine
key = bytes.fromhex(sys.stdin.readline().strip())
engine = open_engine(Path(sys.argv[1]), key)
while True:
    with engine.begin() as connection:
        head = audit.append(connection, audit_key(key), datetime.now(UTC), "staff", "written", None, {})
    print(head, flush=True)
"""


@contextmanager
def _process(script: str, path: Path, key: bytes) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-c", script, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        process.stdin.write(f"{key.hex()}\n")
        process.stdin.flush()
        try:
            yield process
        finally:
            process.kill()


def _line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_a_file_that_another_program_holds_is_in_use_until_that_is_killed(
    office_path: Path, office: Office, open_desk: Callable[[Path], Desk]
) -> None:
    with _process(_HOLDER, office_path, office.data_key) as holder:
        assert _line(holder) == "open"
        with pytest.raises(FileError) as refused:
            open_file(office_path, office.keyslots, office.data_key, START)
        assert refused.value.code == "file-in-use"
        assert "Close it there first" in str(refused.value)
        holder.send_signal(signal.SIGKILL)
        holder.wait()
    assert open_desk(office_path).procedure.code == "aucnet"


def test_a_second_opening_in_one_program_is_refused_and_the_first_goes_on(
    desk: Desk, office: Office, office_path: Path
) -> None:
    same = office_path.parent / "." / office_path.name
    for path in (office_path, same):
        with pytest.raises(FileError) as refused:
            open_file(path, office.keyslots, office.data_key, START)
        assert refused.value.code == "file-in-use"
    assert desk.anchor().startswith("1-")


def test_a_refused_second_opening_leaves_the_lock_in_place(desk: Desk, office: Office, office_path: Path) -> None:
    """Closing any descriptor of a file drops this process's locks on it: a refusal must never open one."""
    with pytest.raises(FileError):
        open_file(office_path, office.keyslots, office.data_key, START)
    with _process(_HOLDER, office_path, office.data_key) as intruder:
        assert _line(intruder) == ""
        assert intruder.wait() != 0
    assert desk.anchor().startswith("1-")


def test_what_was_acknowledged_is_there_after_a_kill(
    office_path: Path, office: Office, open_desk: Callable[[Path], Desk]
) -> None:
    with _process(_WRITER, office_path, office.data_key) as writer:
        heads = [_line(writer) for _ in range(40)]
        writer.send_signal(signal.SIGKILL)
        writer.wait()
    desk = open_desk(office_path)
    with desk.reading() as session:
        verdict = audit.verify(session.connection(), desk.file.chain_key)
        found = session.connection().exec_driver_sql("SELECT number, mac FROM audit ORDER BY number").all()
    assert verdict.broken_at is None
    assert verdict.entries >= 41
    assert [audit.head_text(number, mac) for number, mac in found][1:41] == heads
    assert desk.file.faults() == []
