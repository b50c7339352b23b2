"""Killed at any moment while its key is replaced, an office file opens under one of the two keys and finishes.

A process that has loaded the program makes a child for each attempt and kills it (SIGKILL) after so long, or once it is
done. Bounded; `CASEMAN_TORTURE=1` kills 500 times.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from caseman.errors import FileError, UnlockError
from caseman.security import keyslots as keys
from caseman.security.keyslots import Unlocked
from caseman.storage import rekey
from caseman.storage.engine import close_engine, open_engine
from caseman.storage.file import keys_path
from caseman.storage.looking import look_at
from tests.torture.rekeying import LEAVES, LEAVES_PHRASE, NOW, STAYS, STAYS_PHRASE, Ready, assert_whole, make_ready

LONG = os.environ.get("CASEMAN_TORTURE") == "1"
KILLS = 500 if LONG else 15

# For each line a child replaces the key, or opens the file with what was unlocked, and is killed after so long.
_KILLER = """
import json, os, signal, sys, time, traceback
from datetime import UTC, datetime
from pathlib import Path
from caseman.security import generations, keyslots
from caseman.storage import rekey
from caseman.storage.file import keys_path, open_file

NOW = datetime(2026, 11, 24, 2, tzinfo=UTC)

def replace(path, key, leaving):
    beside = keyslots.read_keyslots(keys_path(path))
    file = open_file(path, beside, bytes.fromhex(key), NOW)
    following = generations.next_generation(beside, file.data_key, without={leaving})
    os.write(begun, b"b")
    rekey.rekey(file, following, NOW)

def reopen(path, name, slot, *candidates):
    beside = keyslots.read_keyslots(keys_path(path))
    os.write(begun, b"b")
    newest, earlier = (bytes.fromhex(key) for key in candidates)
    rekey.open_with(path, beside, keyslots.Unlocked(newest, name, beside.generation, slot, earlier), NOW)

for line in sys.stdin:
    deed, path, given, seconds = json.loads(line)
    reading, begun = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            {"replace": replace, "reopen": reopen}[deed](Path(path), *given)
            os.write(begun, b"e")
            signal.pause()
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(1)
    os.close(begun)
    assert os.read(reading, 1) == b"b"
    start = time.perf_counter()
    if seconds is None:
        assert os.read(reading, 1) == b"e"
    while seconds is not None and time.perf_counter() - start < seconds:
        pass
    took = time.perf_counter() - start
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(reading)
    print(took, flush=True)
"""


class Killer:
    """The process that makes and kills the children."""

    def __init__(self, process: subprocess.Popen[str], ready: Ready) -> None:
        self.process = process
        self.ready = ready

    def replace(self, path: Path, seconds: float | None) -> float:
        """Replace the key in a child, killed after so many seconds (None: when done). How long it ran, in seconds."""
        return self._ask("replace", path, [self.ready.data_key.hex(), self.ready.leaving], seconds)

    def reopen(self, path: Path, seconds: float | None) -> float:
        """Open what was interrupted in a child, as who stays, killed after so many seconds (None: when done)."""
        found = unlocked(path)
        keys_found = [key.hex() for key in found.candidates]
        return self._ask("reopen", path, [found.staff_name, found.slot_id, *keys_found], seconds)

    def _ask(self, deed: str, path: Path, given: list[str | None], seconds: float | None) -> float:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps([deed, str(path), given, seconds]) + "\n")
        self.process.stdin.flush()
        return float(self.process.stdout.readline())


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Ready:
    """About 3 MB: 40 scans."""
    return make_ready(tmp_path_factory.mktemp("ready"), scans=40, size=70_000)


@pytest.fixture
def killer(ready: Ready) -> Iterator[Killer]:
    command = [sys.executable, "-c", _KILLER]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield Killer(process, ready)
        assert process.stdin is not None
        process.stdin.close()


def state_of(path: Path, ready: Ready) -> str:
    """Under which key the file and the key file stand, as the kill left them; a copy is looked at."""
    copied = path.parent.with_name("looked-at")
    shutil.copytree(path.parent, copied)
    here = copied / path.name
    beside = keys.read_keyslots(keys_path(here))
    try:
        close_engine(open_engine(here, ready.data_key), here)
        file = "old"
    except FileError:
        file = "new"
    shutil.rmtree(copied)
    if beside.replacing:
        return f"between ({file} key)"
    assert file == ("new" if beside.generation == 2 else "old")
    return file


def unlocked(path: Path) -> Unlocked:
    look_at(path)
    return keys.unlock_with_passphrase(keys.read_keyslots(keys_path(path)), STAYS_PHRASE, STAYS)


def check(path: Path, ready: Ready, state: str) -> None:
    """Open it as the program does: everything is there, it ended by itself, and the other key opens no more."""
    found = unlocked(path)
    file = rekey.open_with(path, keys.read_keyslots(keys_path(path)), found, NOW)
    assert_whole(file, ready)
    beside = keys.read_keyslots(keys_path(path))
    assert beside.generation == (1 if state == "old" else 2)
    assert file.data_key == found.data_key
    assert (LEAVES in beside.staff_names) == (state == "old")
    file.close()
    if state != "old":
        with pytest.raises(FileError) as refused:
            open_engine(path, ready.data_key)
        assert refused.value.code == "file-damaged"
    assert sorted(each.name for each in path.parent.iterdir()) == [path.name, keys_path(path).name]


def test_a_kill_at_any_moment_leaves_a_file_that_opens_and_finishes(
    killer: Killer, ready: Ready, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    whole = killer.replace(_fresh(ready, tmp_path, "whole"), None)
    states: Counter[str] = Counter()
    for number in range(KILLS):
        path = _fresh(ready, tmp_path, str(number))
        killer.replace(path, whole * 1.1 * number / (KILLS - 1))
        state = state_of(path, ready)
        states[state] += 1
        check(path, ready, state)
        shutil.rmtree(path.parent)
    figure = ", ".join(f"{count} {state}" for state, count in sorted(states.items()))
    sys.stdout.write(f"\nrekey: {KILLS} kills within {whole * 1000:.0f} ms: {figure}; each opened, finished, whole\n")
    record_property("rekey_kills", f"{KILLS}: {figure}")
    assert states.total() == KILLS
    assert any(state.startswith("between") for state in states), "no kill fell while the key was being replaced"


def test_a_kill_of_the_opening_that_finishes_costs_nothing_either(
    killer: Killer, ready: Ready, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """First the member who leaves tries and is refused; then the member who stays, killed as well."""
    whole = killer.replace(_fresh(ready, tmp_path, "whole"), None)
    states: Counter[str] = Counter()
    rounds, opening = max(5, KILLS // 5), 0.0
    for attempt in range(4 * rounds):  # a busy machine is elsewhere at the time that is aimed at
        if states.total() == rounds:
            break
        path = _fresh(ready, tmp_path, f"again {attempt}")
        killer.replace(path, whole * (0.2 + 0.3 * (attempt % rounds) / rounds))
        if not keys.read_keyslots(keys_path(path)).replacing:
            shutil.rmtree(path.parent)
            continue
        if opening:
            _assert_the_leaver_is_refused(path)
            killer.reopen(path, opening * 1.05 * states.total() / (rounds - 1))
            state = state_of(path, ready)
            states[state] += 1
        else:
            opening, state = killer.reopen(path, None), "new"
        check(path, ready, state)
        shutil.rmtree(path.parent)
    figure = ", ".join(f"{count} {state}" for state, count in sorted(states.items()))
    sys.stdout.write(
        f"\nrekey finished at opening: {states.total()} kills within {opening * 1000:.0f} ms: {figure}; each whole\n"
    )
    record_property("rekey_finish_kills", f"{states.total()}: {figure}")
    assert states.total() > 0


def _assert_the_leaver_is_refused(path: Path) -> None:
    both = keys.read_keyslots(keys_path(path))
    leaving = keys.unlock_with_passphrase(both, LEAVES_PHRASE, LEAVES)
    with pytest.raises(UnlockError) as refused:
        rekey.open_with(path, both, leaving, NOW)
    assert refused.value.code == "key-leaving"


def _fresh(ready: Ready, folder: Path, name: str) -> Path:
    inner = folder / name
    inner.mkdir()
    return ready.copy_to(inner)
