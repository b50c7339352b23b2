"""Every way to write, on a disk without room; a log that a kill left on read-only media; and the clock in the trail.

Beside the refusals of a disk during the daily work (`test_disk.py`): here each call that makes or replaces a file of
its own is refused in a sentence, leaves every row and every file as it was, and works once there is room.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from caseman.bootstrap import create_office, open_office, restore_office
from caseman.domain.lifecycle import Step
from caseman.domain.roles import Role
from caseman.security.keyslots import FLOOR_COST, read_keyslots
from caseman.services.auditing import verify_file
from caseman.services.backups import back_up
from caseman.services.desk import Desk
from caseman.services.export.writing import export_set
from caseman.services.key_replacing import new_sheet, replace_key
from caseman.services.key_views import list_keys
from caseman.services.keys import add_member, change_passphrase
from caseman.services.trail import entry_label
from caseman.storage.case_keys import Opened
from caseman.storage.file import keys_path
from caseman.text import Language
from tests.services.walking import PASSPHRASE, STAFF, START, Office, TickingClock, Walk, open_copy, snapshot, trail_of
from tests.torture.child import Ack, deeds, lost, noise_of
from tests.torture.test_disk import at_most, mounted, refusal_of, tell

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="these disks are made as Linux makes them")

OTHER = "別の合言葉 見本の柏餅 copper lantern 71"
Call = Callable[[Desk, Path], object]


def _create(_desk: Desk, folder: Path) -> None:
    path = folder / "new.caseman"
    create_office(path, office="aucnet", staff_name=STAFF, passphrase=PASSPHRASE, cost=FLOOR_COST, clock=TickingClock())


CALLS: dict[str, Call] = {
    "create an office": _create,
    "back up": back_up,
    "export a set": lambda desk, folder: export_set(desk, folder / "set"),
    "add a member": lambda desk, _: add_member(desk, "Sample Taro", frozenset({Role.SEARCHER}), cost=FLOOR_COST),
    "change the passphrase": lambda desk, _: change_passphrase(desk, PASSPHRASE, OTHER, cost=FLOOR_COST),
    "make a new sheet": lambda desk, _: new_sheet(desk),
    "replace the key": lambda desk, _: replace_key(desk),
    "log an envelope": lambda desk, _: Walk(desk, TickingClock()).envelope(),
}


@pytest.fixture(scope="module")
def used(office: Office, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """The office with a closed case."""
    path, clock = office.copy_to(tmp_path_factory.mktemp("used")), TickingClock()
    with closing(open_copy(office, path, clock)) as desk:
        Walk(desk, clock).to(Step.CLOSE)
    return replace(office, path=path)


@contextmanager
def filled(folder: Path) -> Iterator[None]:
    """Others have taken every byte that was left."""
    rest = folder / "of others"
    with rest.open("wb", buffering=0) as stream:
        for block in (65536, 4096, 1):
            try:
                while stream.write(bytes(block)) == block:
                    pass
            except OSError:
                continue
    try:
        yield
    finally:
        rest.unlink()


def files_of(folder: Path) -> dict[str, int]:
    """What stands in a folder, but for the log of a file in use and the disk's other owner."""
    return {each.name: each.stat().st_size for each in folder.iterdir() if each.suffix in {".caseman", ".keys", ".csv"}}


def refuse_then_do(desk: Desk, call: Call, folder: Path, fault: Callable[[], object]) -> str:
    """The code of the refusal; then the same call, made with room, succeeds."""
    before, files = snapshot(desk), files_of(folder)
    keys = keys_path(desk.file.path).read_bytes()
    code = str(fault())
    assert not desk.closed
    assert snapshot(desk) == before
    assert files_of(folder) == files
    assert keys_path(desk.file.path).read_bytes() == keys
    call(desk, folder)
    return code


@pytest.mark.parametrize("what", CALLS)
def test_a_call_that_finds_no_room_leaves_all_as_it_was(
    used: Office, tmp_path: Path, what: str, record_property: Callable[[str, object], None]
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    clock, call = TickingClock(), CALLS[what]
    with mounted(disk, "-t", "tmpfs", "-o", "size=24m", "tmpfs"):
        path = used.copy_to(disk)
        with closing(open_copy(used, path, clock)) as desk:
            anchor = desk.anchor()

            def fault() -> str:
                with filled(disk):
                    return refusal_of(lambda: call(desk, disk))

            code = refuse_then_do(desk, call, disk, fault)
            assert verify_file(desk, anchor=anchor).sound
    assert code == "disk-full"
    tell(record_property, f"no room to {what}", f"refused as {code}, nothing left behind")


@pytest.mark.parametrize("what", CALLS)
def test_a_call_that_meets_a_limit_of_sizes_leaves_all_as_it_was(used: Office, tmp_path: Path, what: str) -> None:
    """The same where nobody is root: no file may grow to so many bytes, as under a quota."""
    clock, call = TickingClock(), CALLS[what]
    path = used.copy_to(tmp_path)
    with closing(open_copy(used, path, clock)) as desk:
        anchor = desk.anchor()

        def fault() -> str:
            with at_most(1):
                return refusal_of(lambda: call(desk, tmp_path))

        code = refuse_then_do(desk, call, tmp_path, fault)
        assert verify_file(desk, anchor=anchor).sound
    assert code in {"disk-full", "disk-error", "file-not-written"}


@pytest.mark.parametrize("limit", [16_384, 65_536, 200_000, 400_000])
def test_a_key_whose_replacing_meets_a_limit_is_replaced_wholly_or_not(
    office: Office, tmp_path: Path, limit: int
) -> None:
    """The log grows to the size of the file while every page is written anew: it ends somewhere in between."""
    clock = TickingClock()
    path = office.copy_to(tmp_path)
    with closing(open_copy(office, path, clock)) as desk:
        acks = [Ack(deed, key, desk.anchor()) for deed, key in deeds(Walk(desk, clock), noise_of(1))]
        with at_most(limit):
            code = refusal_of(lambda: replace_key(desk))
    assert code in {"rekey-failed", "rekey-unfinished"}
    with closing(open_office(path, PASSPHRASE, clock=clock)) as desk:
        with desk.reading() as session:
            assert lost(session.connection(), acks) == []
        assert verify_file(desk, anchor=acks[-1].anchor).sound
        assert list_keys(desk).generation == read_keyslots(keys_path(path)).generation
        Walk(desk, clock).envelope()


def test_a_backup_is_not_restored_by_half(office: Office, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    clock = TickingClock()
    with closing(open_copy(office, office.copy_to(tmp_path), clock)) as desk:
        made = back_up(desk, tmp_path).backup
    assert made is not None
    target = disk / "back.caseman"
    with mounted(disk, "-t", "tmpfs", "-o", "size=24m", "tmpfs"):
        with filled(disk):
            assert refusal_of(lambda: restore_office(made.path, target, PASSPHRASE)) == "disk-full"
        assert list(disk.iterdir()) == []
        restore_office(made.path, target, PASSPHRASE)
        with closing(open_copy(office, target, clock)) as desk:
            assert verify_file(desk).sound


def test_a_log_left_by_a_kill_waits_on_read_only_media(office: Office, tmp_path: Path) -> None:
    """What was acknowledged may stand in the log alone; a disk that takes no writing refuses it, and loses none."""
    clock, acks = TickingClock(), list[Ack]()
    path = office.copy_to(tmp_path)
    disk = tmp_path / "disk"
    disk.mkdir()
    with mounted(disk, "-t", "tmpfs", "-o", "size=24m", "tmpfs"):
        with closing(open_copy(office, path, clock)) as desk:
            for deed, key in deeds(Walk(desk, clock), noise_of(1)):
                acks.append(Ack(deed, key, desk.anchor()))
            subprocess.run(["cp", *map(str, tmp_path.glob(f"{path.name}*")), str(disk)], check=True)
        there = disk / path.name
        before = {each.name: each.read_bytes() for each in disk.iterdir()}
        assert len(before[f"{path.name}-wal"]) > 100_000
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        assert refusal_of(lambda: open_copy(office, there, clock)) == "file-read-only"
        assert {each.name: each.read_bytes() for each in disk.iterdir()} == before
        subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
        with closing(open_copy(office, there, clock)) as desk:
            with desk.reading() as session:
                assert lost(session.connection(), acks) == []
            assert verify_file(desk, anchor=acks[-1].anchor).sound


@pytest.mark.parametrize(
    ("back", "told"),
    [
        (timedelta(seconds=59), False),  # a time server may correct as much
        (timedelta(seconds=61), True),
        (timedelta(hours=9), True),
        (timedelta(seconds=-86_400), False),  # a day later is no fault
    ],
)
def test_a_clock_that_jumps_back_is_an_entry_itself(
    office: Office, office_path: Path, back: timedelta, told: bool
) -> None:
    clock = TickingClock(START + timedelta(hours=10))
    with closing(open_copy(office, office_path, clock)) as desk:
        walk = Walk(desk, clock)
        walk.envelope()
        number, last = int(desk.anchor().partition("-")[0]), clock.now
        clock.now = last - back
        walk.envelope()
        walk.envelope()  # the clock goes on from there; it is told once
        trail = trail_of(desk, number)
        assert verify_file(desk).sound
    expected = ["envelope_logged", "envelope_logged"]
    assert [action for action, _ in trail] == (["clock_set_back", *expected] if told else expected)
    if told:
        details = trail[0][1]
        shift = datetime.fromisoformat(details["last"]) - datetime.fromisoformat(details["now"])
        assert abs(shift - back) < timedelta(milliseconds=100)


def test_the_entry_of_the_clock_speaks_both_languages() -> None:
    told = Opened({"last": "2026-11-24T11:00:00+00:00", "now": "2026-11-24T02:00:00+00:00"})
    label = entry_label("clock_set_back", told)
    english, japanese = label.say(Language.EN), label.say(Language.JA)
    assert english == (
        "The clock of the computer stood before the entry above it: 2026-11-24 02:00, after 2026-11-24 11:00 (UTC)."
    )
    assert "2026-11-24 02:00" in japanese
    assert japanese != english


def test_a_clock_set_back_by_years_leaves_the_trail_in_order(office: Office, office_path: Path) -> None:
    """Each further jump is told again, and the anchors printed before hold."""
    clock, anchors = TickingClock(START), list[str]()
    with closing(open_copy(office, office_path, clock)) as desk:
        for days in (0, 2, 1, 3):
            clock.now = START + timedelta(days=days)
            Walk(desk, clock).envelope()
            anchors.append(desk.anchor())
        assert [action for action, _ in trail_of(desk)].count("clock_set_back") == 1
        assert all(verify_file(desk, anchor=anchor).sound for anchor in anchors)
    with closing(
        open_copy(replace(office, keyslots=read_keyslots(keys_path(office_path))), office_path, clock)
    ) as desk:
        assert verify_file(desk, anchor=anchors[0]).anchor_found is True
