"""A lock ends the process that held the key: nothing of it is in the memory of the fresh one."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.services.walking import PASSPHRASE, Office

_SCRIPT = Path(__file__).with_name("locking_session.py")
_LONGEST_CLOSING_MS = 5_000  # the promise is 200 ms; a busy machine may be late


def _copies(pid: int, key: bytes) -> int:
    """How often a key stands in a process's memory, as bytes or in hex."""
    found = 0
    with Path(f"/proc/{pid}/maps").open() as maps, Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in maps:
            part = re.match(r"([0-9a-f]+)-([0-9a-f]+) r", line)
            if part is None:
                continue
            start, end = (int(each, 16) for each in part.groups())
            try:
                memory.seek(start)
                content = memory.read(end - start)
            except (OSError, ValueError, OverflowError):
                continue  # the kernel's own pages
            found += content.count(key) + content.count(key.hex().encode())
    return found


@pytest.fixture
def session(office: Office, tmp_path: Path) -> Iterator[Callable[..., str]]:
    """Say a line to the window, and hear its next."""
    path = office.copy_to(tmp_path)
    home = {name: str(tmp_path / "home") for name in ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")}
    process = subprocess.Popen(
        [sys.executable, str(_SCRIPT), str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
        env=os.environ | home | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert process.stdin is not None
    assert process.stdout is not None

    def exchange(line: str | None = None) -> str:
        assert process.stdin is not None
        assert process.stdout is not None
        if line is not None:
            process.stdin.write(f"{line}\n")
            process.stdin.flush()
        return process.stdout.readline().strip()

    yield exchange
    process.kill()
    process.wait()
    process.stdin.close()
    process.stdout.close()


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="the memory of a process is read through /proc")
def test_no_key_is_left_and_the_page_comes_back(
    session: Callable[..., str], office: Office, record_property: Callable[[str, object], None]
) -> None:
    opened, pid = session(PASSPHRASE).split()
    assert opened == "open"
    try:
        before = _copies(int(pid), office.data_key)
    except PermissionError:
        pytest.skip("only an administrator may read the memory of a process that is not dumpable")
    assert before > 0, "the search finds the key where it is"

    locked = session("")
    closed = session()
    record_property("locked", locked)
    record_property("closed", closed)
    assert int(closed.split()[1]) < _LONGEST_CLOSING_MS
    left = _copies(int(pid), office.data_key)
    print(f"{locked}; {closed}; copies of the key: open {before}, closed {left}, fresh 0")

    fresh, fresh_pid, shown = session("").split()
    assert (fresh, fresh_pid, shown) == ("fresh", pid, "True"), "the same process, its memory replaced"
    assert _copies(int(pid), office.data_key) == 0
    session_after = session(f"{PASSPHRASE}\n")
    assert session_after == "place letters"
