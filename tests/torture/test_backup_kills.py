"""Killed at any moment of a backup, a restoring or a migration, the office file is whole, and nothing half has a name.

A process that has loaded the program makes a child for each attempt and kills it (SIGKILL) after so long. Bounded;
`CASEMAN_TORTURE=1` kills 500 times each.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from caseman.security.keyslots import FLOOR_COST, read_keyslots, unlock_with_passphrase
from caseman.storage import audit, backup, migrate, seal
from caseman.storage.file import OfficeFile, keys_path, open_file
from tests.torture.rekeying import NOW, STAYS, STAYS_PHRASE, Ready, make_ready, rows_of

LONG = os.environ.get("CASEMAN_TORTURE") == "1"
KILLS = 500 if LONG else 8
_OLD = Path(__file__).parents[1] / "data" / "version-0001.caseman"
_LONGEST = {"back_up": 0.20, "restore": 0.25, "migrate": 0.60}  # seconds; later than the end on an idle machine

_KILLER = """
import json, os, signal, sys, time, traceback
from datetime import UTC, datetime
from pathlib import Path
from caseman.security.keyslots import read_keyslots
from caseman.storage import backup
from caseman.storage.file import keys_path, open_file
import alembic.command, alembic.config

NOW = datetime(2026, 11, 24, 2, tzinfo=UTC)

def back_up(path, key, folder):
    file = open_file(path, read_keyslots(keys_path(path)), key, NOW)
    os.write(begun, b"b")
    backup.back_up(file, Path(folder), NOW)

def restore(path, key, target):
    os.write(begun, b"b")
    backup.restore(path, Path(target), key, read_keyslots(keys_path(path)))

def migrate(path, key, _none):
    os.write(begun, b"b")
    open_file(path, read_keyslots(keys_path(path)), key, NOW)

for line in sys.stdin:
    deed, path, key, where, seconds = json.loads(line)
    reading, begun = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            globals()[deed](Path(path), bytes.fromhex(key), where)
            os.write(begun, b"e")
            signal.pause()
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(1)
    os.close(begun)
    assert os.read(reading, 1) == b"b"
    start = time.perf_counter()
    while time.perf_counter() - start < seconds:
        pass
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(reading)
    print("killed", flush=True)
"""
Kill = Callable[[str, Path, bytes, Path, float], None]


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Ready:
    """About 3 MB: 40 scans."""
    return make_ready(tmp_path_factory.mktemp("kept"), scans=40, size=70_000)


@pytest.fixture
def kill() -> Iterator[Kill]:
    command = [sys.executable, "-c", _KILLER]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None

        def ask(deed: str, path: Path, key: bytes, where: Path, seconds: float) -> None:
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write(json.dumps([deed, str(path), key.hex(), str(where), seconds]) + "\n")
            process.stdin.flush()
            assert process.stdout.readline() == "killed\n"

        yield ask
        process.stdin.close()


def _moments(deed: str) -> Iterator[float]:
    noise = random.Random(f"20261124 {deed}")
    for number in range(KILLS):
        yield _LONGEST[deed] * (number + noise.random()) / KILLS


def _opened(path: Path, key: bytes) -> OfficeFile:
    return open_file(path, read_keyslots(keys_path(path)), key, NOW)


def _assert_whole(path: Path, ready: Ready) -> None:
    """The file opens, and everything is in it."""
    with closing(_opened(path, ready.data_key)) as file:
        assert rows_of(file) == ready.rows
        assert file.faults() == []
        with file.engine.connect() as connection:
            assert audit.verify(connection, file.chain_key).broken_at is None
            assert seal.broken(connection, file.chain_key) == ()


def _hidden(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.startswith(".")]


def _print(kind: str, found: Counter[str], record_property: Callable[[str, object], None]) -> None:
    told = ", ".join(f"{count} {name}" for name, count in sorted(found.items()))
    print(f"\n{kind}: {found.total()} kills: {told}; 0 half, 0 damaged")
    record_property(kind, told)


def test_a_killed_backup_is_there_whole_or_not_at_all(
    ready: Ready, kill: Kill, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    found: Counter[str] = Counter()
    for number, seconds in enumerate(_moments("back_up")):
        folder, kept = tmp_path / f"live{number}", tmp_path / f"kept{number}"
        folder.mkdir()
        kept.mkdir()
        path = ready.copy_to(folder)
        kill("back_up", path, ready.data_key, kept, seconds)
        made = backup.list_backups(kept, "office", ready.keyslots.file_id)
        for each in made:
            _assert_whole(each.path, ready)
        named = {each.name for each in kept.iterdir() if each.suffix == ".caseman" and not each.name.startswith(".")}
        assert named == {each.path.name for each in made}, "no file under a final name that is no whole backup"
        _assert_whole(path, ready)
        with closing(_opened(path, ready.data_key)) as file:
            again = backup.back_up(file, kept, NOW)
        assert _hidden(kept) == [], "the next backup clears what the kill left"
        _assert_whole(again.path, ready)
        found["with a whole backup" if made else "with none"] += 1
        shutil.rmtree(folder)
        shutil.rmtree(kept)
    _print("backup", found, record_property)


def test_a_killed_restoring_is_there_whole_or_not_at_all(
    ready: Ready, kill: Kill, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    source = ready.copy_to(tmp_path)
    found: Counter[str] = Counter()
    for number, seconds in enumerate(_moments("restore")):
        folder = tmp_path / f"back{number}"
        folder.mkdir()
        target = folder / "back.caseman"
        kill("restore", source, ready.data_key, target, seconds)
        if target.exists():
            found["with the whole file"] += 1
        else:
            found["with none"] += 1
            backup.restore(source, target, ready.data_key, ready.keyslots)
        _assert_whole(target, ready)
        shutil.rmtree(folder)
    _print("restore", found, record_property)


def test_a_killed_migration_leaves_the_old_or_the_new_file(
    kill: Kill, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    key = unlock_with_passphrase(read_keyslots(keys_path(_OLD)), STAYS_PHRASE, STAYS).data_key
    found: Counter[str] = Counter()
    for number, seconds in enumerate(_moments("migrate")):
        folder = tmp_path / f"old{number}"
        folder.mkdir()
        path = folder / "office.caseman"
        shutil.copy(_OLD, path)
        shutil.copy(keys_path(_OLD), keys_path(path))
        kill("migrate", path, key, path, seconds)
        backups = [each for each in folder.glob("*-before-*.caseman") if not each.name.startswith(".")]
        for each in backups:
            with closing(_looked_at(each, key, tmp_path)) as copied:
                assert copied.faults() == []
        with closing(_opened(path, key)) as file:
            assert file.faults() == []
            with file.engine.connect() as connection:
                assert migrate.schema_version(connection) == migrate.HEAD
                assert connection.exec_driver_sql("SELECT count(*) FROM cases").scalar_one() > 0
                assert audit.verify(connection, file.chain_key).broken_at is None
                assert seal.broken(connection, file.chain_key) == ()
        assert list(folder.glob("*-before-*.caseman")), "there is a backup from before"
        assert backups or _hidden(folder) == [], "the migration that followed clears what the kill left"
        found["after its backup" if backups else "before its backup"] += 1
        shutil.rmtree(folder)
    _print("migration", found, record_property)


def _looked_at(path: Path, key: bytes, folder: Path) -> OfficeFile:
    """A copy of a backup, opened: opening migrates it."""
    place = folder / "looked-at"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    copied = place / "office.caseman"
    shutil.copy(path, copied)
    shutil.copy(keys_path(path), keys_path(copied))
    return _opened(copied, key)


def test_the_cheapest_cost_was_used(ready: Ready) -> None:
    """Else the long mode would spend its time on deriving keys."""
    assert ready.keyslots.newest.staff[0].cost == FLOOR_COST
