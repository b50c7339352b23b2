"""After a power cut at any moment, what was acknowledged is there and the file is sound.

The writes and syncs of a real process are recorded (strace), and the folder is built as a cut may have left it. The
control does the same for a process whose file has `synchronous = OFF`; it must lose some. Bounded; `CASEMAN_TORTURE=1`
builds 10,000 states.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy.exc import DatabaseError
from sqlcipher3 import dbapi2 as sqlcipher

from caseman.errors import FileError
from caseman.services.auditing import verify_file
from caseman.storage.audit import head_text
from caseman.storage.engine import APPLICATION_ID
from caseman.storage.file import keys_path
from tests.services.walking import Office, TickingClock, open_copy
from tests.torture.child import Ack, lost
from tests.torture.power import Disk
from tests.torture.recording import Event, Made, Resized, Synced, Wrote, record, why_not

LONG = os.environ.get("CASEMAN_TORTURE") == "1"
STATES, CONTROLS, WHOLLY = (10_000, 1000, 10) if LONG else (150, 40, 6)  # every so-maniest is checked wholly
CASES = 7 if LONG else 3
REPOSITORY = Path(__file__).resolve().parents[2]
RAM = Path("/dev/shm")


@dataclass(frozen=True)
class Recorded:
    """What was done to one office file, and how it was before. `acks` are their writes' places among the events."""

    path: Path
    start: bytes
    events: list[Event]
    acks: dict[int, Ack]


@pytest.fixture(scope="module")
def recorded(office: Office, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Recorded]:
    """Some cases at a file as the program keeps it (FULL), and at one that is not made durable (OFF)."""
    missing = why_not()
    if missing is not None:
        pytest.skip(f"power cuts need a record of the writes: {missing}")
    base = tmp_path_factory.mktemp("recorded").resolve()
    paths = {}
    for synchronous in ("FULL", "OFF"):
        (base / synchronous).mkdir()
        paths[synchronous] = office.copy_to(base / synchronous)
    command = [sys.executable, "-m", "tests.torture.child", "record", office.data_key.hex(), str(CASES)]
    command += [f"{path}={synchronous}" for synchronous, path in paths.items()]
    watched = [each for path in paths.values() for each in (path.parent, path, _log(path), path.with_name("acks"))]
    events = record(command, watched, base / "strace.log", REPOSITORY)
    start = office.path.read_bytes()
    return {
        synchronous: _of_one(path, start, [each for each in events if path.parent in (each.path, each.path.parent)])
        for synchronous, path in paths.items()
    }


def _log(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


def _of_one(path: Path, start: bytes, events: list[Event]) -> Recorded:
    mine, acks = list[Event](), dict[int, Ack]()
    for event in events:
        if event.path.name != "acks":
            mine.append(event)
        elif isinstance(event, Wrote):
            acks[len(mine)] = Ack(**json.loads(event.data))
    return Recorded(path, start, mine, acks)


def states(recorded: Recorded, count: int, dice: random.Random) -> Iterator[tuple[list[Ack], dict[Path, bytes]]]:
    """The folder as so many cuts may leave it, each with what had been acknowledged before."""
    cuts = Counter(dice.randint(1, len(recorded.events)) for _ in range(count))
    disk, acked = Disk(recorded.path.parent, {recorded.path: recorded.start}), list[Ack]()
    for number, event in enumerate(recorded.events, 1):
        disk.take(event)
        if number in recorded.acks:
            acked.append(recorded.acks[number])
        for _ in range(cuts[number]):
            yield list(acked), disk.after_cut(dice)


def light_check(path: Path, key: bytes, acked: list[Ack]) -> str:
    """By the library alone: "" where the file is sound and has the last acknowledged entry; else what is wrong."""
    with closing(sqlcipher.connect(str(path), isolation_level=None)) as connection:

        def ask(statement: str, *values: object) -> list[tuple[object, ...]]:
            return list(connection.execute(statement, values))

        try:
            ask(f"PRAGMA key = \"x'{key.hex()}'\"")
            ask("PRAGMA cipher_log_level = NONE")
            ask("PRAGMA locking_mode = EXCLUSIVE")
            if ask("PRAGMA application_id") != [(APPLICATION_ID,)] or ask("SELECT id FROM office") != [(1,)]:
                return "damaged"
            ask("PRAGMA wal_checkpoint(TRUNCATE)")  # a torn log alone is no damage
            if ask("PRAGMA cipher_integrity_check") or ask("PRAGMA integrity_check") != [("ok",)]:
                return "damaged"
            if acked:
                number = int(acked[-1].anchor.partition("-")[0])
                macs = ask("SELECT mac FROM audit WHERE number = ?", number)
                if not macs or head_text(number, bytes(macs[0][0])) != acked[-1].anchor:  # type: ignore[call-overload]
                    return "lost"
        except sqlcipher.DatabaseError:
            return "damaged"
    return ""


def whole_check(office: Office, path: Path, acked: list[Ack]) -> str:
    """As the program opens and verifies it, every acknowledged deed looked for."""
    try:
        with closing(open_copy(office, path, TickingClock())) as desk:
            with desk.reading() as session:
                missing = lost(session.connection(), acked)
            sound = verify_file(desk).sound
    except (FileError, DatabaseError):
        return "damaged"
    return "lost" if missing else "" if sound else "damaged"


def outcomes(office: Office, recorded: Recorded, count: int, wholly: int) -> Counter[str]:
    """How the states came out, and how many the program itself checked ("whole")."""
    told, dice = Counter[str](), random.Random(20261124)
    with TemporaryDirectory(dir=RAM if RAM.is_dir() else None) as folder:
        for number, (acked, names) in enumerate(states(recorded, count, dice)):
            for path, content in names.items():
                (Path(folder) / path.name).write_bytes(content)
            here = Path(folder) / recorded.path.name
            if number % wholly == 0:
                shutil.copy(keys_path(office.path), keys_path(here))
                told["whole"] += 1
                told[whole_check(office, here, acked)] += 1
            else:
                told[light_check(here, office.data_key, acked)] += 1
            for each in Path(folder).iterdir():
                each.unlink()
    return told


def test_a_power_cut_loses_nothing_that_was_acknowledged(
    office: Office, recorded: dict[str, Recorded], record_property: Callable[[str, object], None]
) -> None:
    full = recorded["FULL"]
    told = outcomes(office, full, STATES, WHOLLY)
    figure = (
        f"{STATES} states of {len(full.events)} writes and syncs with {len(full.acks)} acknowledged, "
        f"{told['whole']} checked by the program: {told['lost']} lost, {told['damaged']} damaged"
    )
    sys.stdout.write(f"\npower cuts: {figure}\n")
    record_property("power_cuts", figure)
    assert len(full.acks) == 10 * CASES
    assert sum(isinstance(event, Synced) for event in full.events) > len(full.acks)
    assert told["whole"] + STATES == told.total()
    assert told["lost"] == 0
    assert told["damaged"] == 0


def test_the_control_that_syncs_nothing_loses_some(
    office: Office, recorded: dict[str, Recorded], record_property: Callable[[str, object], None]
) -> None:
    """Else the cuts would be too mild to show anything."""
    off = recorded["OFF"]
    told = outcomes(office, off, CONTROLS, WHOLLY)
    figure = f"{CONTROLS} states with synchronous=OFF: {told['lost']} lost, {told['damaged']} damaged"
    sys.stdout.write(f"\npower cuts, control: {figure}\n")
    record_property("power_cuts_control", figure)
    assert len(off.acks) == 10 * CASES
    assert told["lost"] > CONTROLS // 20


def test_the_disk_keeps_what_was_synced_and_forgets_the_rest() -> None:
    """The model itself: a sector has one of its versions; a new name is there for certain once its folder is synced."""
    folder = Path("/sample")
    path, new = folder / "a", folder / "b"
    disk = Disk(folder, {path: b"0" * 2048})
    for event in (Wrote(path, 0, b"1" * 1024), Synced(path), Wrote(path, 512, b"2" * 1024), Made(new)):
        disk.take(event)
    disk.take(Wrote(new, 0, b"n"))
    dice, seen = random.Random(1), list[dict[Path, bytes]]()
    for _ in range(300):
        seen.append(disk.after_cut(dice))
    assert all(each[path][:512] == b"1" * 512 and each[path][1536:] == b"0" * 512 for each in seen)
    seconds = {(each[path][512:1024], each[path][1024:1536]) for each in seen}
    old, other, fresh = b"1" * 512, b"0" * 512, b"2" * 512
    assert {(old, other), (fresh, other), (old, fresh), (fresh, fresh)} < seconds, "kept, dropped, and out of order"
    assert any(0 < first.count(b"2") < 512 for first, _ in seconds), "torn"
    assert {each.get(new) for each in seen} == {None, b"", b"n"}
    disk.take(Synced(folder))
    assert {disk.after_cut(dice).get(new) for _ in range(50)} == {b"", b"n"}
    disk.take(Synced(new))
    disk.take(Resized(path, 512))
    assert {len(disk.after_cut(dice)[path]) for _ in range(50)} >= {512, 2048}
    assert {disk.after_cut(dice)[new] for _ in range(50)} == {b"n"}
