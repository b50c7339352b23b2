"""A disk that is full, that may only be read, or that belongs to another; and a clock that was set back.

Each is told in one sentence, and nothing that was acknowledged is lost.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from caseman.bootstrap import open_office
from caseman.errors import CasemanError, FileError
from caseman.services.auditing import verify_file
from caseman.services.desk import Desk
from caseman.storage.file import keys_path
from tests.services.walking import PASSPHRASE, START, Office, TickingClock, Walk, open_copy
from tests.torture.child import Ack, deeds, lost, noise_of

resource = pytest.importorskip("resource", reason="limits of a process as POSIX has them")
NOBODY = 65534
ROOT = hasattr(os, "geteuid") and os.geteuid() == 0

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="these disks are made as Linux makes them")


@contextmanager
def mounted(folder: Path, *arguments: str) -> Iterator[None]:
    """A mount for the time of a test; skips where it may not be made."""
    if not ROOT:
        pytest.skip("mounting a small or read-only disk needs root")
    made = subprocess.run(["mount", *arguments, str(folder)], capture_output=True, text=True, check=False)
    if made.returncode:
        pytest.skip(f"mounting is forbidden here: {made.stderr.strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@contextmanager
def without_privileges() -> Iterator[None]:
    """Root may do everything: be nobody for a while."""
    if not ROOT:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@contextmanager
def at_most(size: int) -> Iterator[None]:
    """No file of this process may grow beyond so many bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def work_until_refused(desk: Desk, clock: TickingClock) -> tuple[list[Ack], CasemanError]:
    """Case after case, until something is refused: what was acknowledged, and the refusal."""
    acks, noise = list[Ack](), noise_of(1)
    for _ in range(200):
        try:
            for deed, key in deeds(Walk(desk, clock), noise):
                acks.append(Ack(deed, key, desk.anchor()))
        except CasemanError as refused:
            return acks, refused
    raise AssertionError("the disk was never full")


def refusal_of(call: Callable[[], object]) -> str:
    """The code of the refusal of a call, which says one sentence or two and no technical word."""
    with pytest.raises(CasemanError) as failed:
        call()
    told = str(failed.value)
    assert told.endswith(".")
    assert "sql" not in told.lower()
    assert "{" not in told
    return failed.value.code


def assert_whole(office: Office, acks: list[Ack]) -> None:
    """Opened again, everything acknowledged is there and the file is sound."""
    with closing(open_copy(office, office.path, TickingClock())) as desk:
        with desk.reading() as session:
            assert lost(session.connection(), acks) == []
        assert verify_file(desk).sound


def tell(record_property: Callable[[str, object], None], what: str, figure: str) -> None:
    sys.stdout.write(f"\n{what}: {figure}\n")
    record_property(what, figure)


def test_a_full_disk_refuses_in_a_sentence_and_loses_nothing(
    office: Office, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    disk, roomy = tmp_path / "disk", tmp_path / "roomy"
    disk.mkdir()
    roomy.mkdir()
    with mounted(disk, "-t", "tmpfs", "-o", "size=2m", "tmpfs"):
        clock = TickingClock()
        here = replace(office, path=office.copy_to(disk))
        desk = open_copy(here, here.path, clock)
        acks, refused = work_until_refused(desk, clock)
        assert refused.code == "disk-full"
        assert refusal_of(Walk(desk, clock).case) == "disk-full"
        with desk.reading() as session:
            assert lost(session.connection(), acks) == []
        desk.close()  # may be refused by the disk; that is nobody's worry
        with closing(open_copy(here, here.path, clock)) as again, again.reading() as session:
            assert lost(session.connection(), acks) == []
        for each in disk.iterdir():
            shutil.copy(each, roomy)
    assert_whole(replace(office, path=roomy / here.path.name), acks)
    tell(record_property, "disk full", f"{len(acks)} acknowledged before, 0 lost, one sentence: {refused}")


def test_a_disk_that_has_room_again_takes_up_the_work(office: Office, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    with mounted(disk, "-t", "tmpfs", "-o", "size=3m", "tmpfs"):
        clock = TickingClock()
        here = replace(office, path=office.copy_to(disk))
        (disk / "of others").write_bytes(bytes(1_500_000))
        desk = open_copy(here, here.path, clock)
        acks, refused = work_until_refused(desk, clock)
        assert refused.code == "disk-full"
        (disk / "of others").unlink()
        number = Walk(desk, clock).case()
        acks.append(Ack("case", number, desk.anchor()))
        desk.close()
        assert_whole(here, acks)


def test_a_file_that_may_not_grow_refuses_in_a_sentence(
    office: Office, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """The second way to a full disk, which needs no root: a limit of the size of files, as a quota is."""
    clock = TickingClock()
    here = replace(office, path=office.copy_to(tmp_path))
    desk = open_copy(here, here.path, clock)
    with at_most(700_000):
        acks, refused = work_until_refused(desk, clock)
        assert refused.code == "disk-error"
        assert refusal_of(Walk(desk, clock).case) == "disk-error"
        with desk.reading() as session:
            assert lost(session.connection(), acks) == []
    number = Walk(desk, clock).case()
    acks.append(Ack("case", number, desk.anchor()))
    desk.close()
    assert_whole(here, acks)
    tell(record_property, "size limit", f"{len(acks)} acknowledged, 0 lost, one sentence: {refused}")


def test_read_only_media_are_told_as_such(office: Office, tmp_path: Path) -> None:
    plain, frozen = tmp_path / "plain", tmp_path / "frozen"
    plain.mkdir()
    frozen.mkdir()
    path = office.copy_to(plain)
    before = path.read_bytes()
    with mounted(frozen, "--bind", "-o", "ro", str(plain)):
        there = frozen / path.name
        assert refusal_of(lambda: open_copy(office, there, TickingClock())) == "file-read-only"
        assert refusal_of(lambda: open_office(there, PASSPHRASE, clock=TickingClock())) == "file-read-only"
    assert path.read_bytes() == before
    assert sorted(each.name for each in plain.iterdir()) == [path.name, keys_path(path).name]
    assert_whole(replace(office, path=path), [])


_RIGHTS = {
    "a file to read only": (0o444, 0o755, 0o444, {"file-read-only"}),
    "all to read only": (0o444, 0o555, 0o444, {"file-read-only"}),
    "a folder to read only": (0o666, 0o555, 0o444, {"file-unreadable", "file-read-only"}),
    "a file of another": (0o000, 0o755, 0o444, {"file-unreadable"}),
    "a folder of another": (0o666, 0o000, 0o444, {"file-unreadable", "file-missing"}),
    "a key file of another": (0o666, 0o755, 0o000, {"keys-unreadable"}),
}


@pytest.mark.parametrize("case", _RIGHTS)
def test_who_has_no_right_is_told_so(office: Office, case: str) -> None:
    of_file, of_folder, of_keys, codes = _RIGHTS[case]
    with TemporaryDirectory() as made:  # the folders of tests let nobody else pass
        Path(made).chmod(0o755)
        folder = Path(made) / "office"
        folder.mkdir()
        path = office.copy_to(folder)
        before = path.read_bytes()
        path.chmod(of_file)
        keys_path(path).chmod(of_keys)
        folder.chmod(of_folder)
        with without_privileges():
            code = refusal_of(lambda: open_office(path, PASSPHRASE, clock=TickingClock()))
        folder.chmod(0o755)
        for each in (path, keys_path(path)):
            each.chmod(0o600)
        assert code in codes
        assert path.read_bytes() == before
        assert len(list(folder.iterdir())) == 2
        assert_whole(replace(office, path=path), [])


def test_a_key_file_that_is_gone_is_told_so(office: Office, office_path: Path) -> None:
    keys_path(office_path).unlink()
    with pytest.raises(FileError) as refused:
        open_office(office_path, PASSPHRASE, clock=TickingClock())
    assert keys_path(office_path).name in str(refused.value)
    assert not keys_path(office_path).exists()


def test_a_clock_set_back_costs_nothing(office: Office, office_path: Path) -> None:
    """Entries are numbered, not ordered by the clock: a year back, the chain holds and work goes on."""
    clock = TickingClock()
    desk = open_copy(office, office_path, clock)
    acks, noise = list[Ack](), noise_of(1)
    for deed, key in deeds(Walk(desk, clock), noise):
        acks.append(Ack(deed, key, desk.anchor()))
    clock.now = START - timedelta(hours=9)
    number = Walk(desk, clock).case()
    acks.append(Ack("case", number, desk.anchor()))
    clock.now = START - timedelta(days=365)
    before = desk.anchor()
    assert refusal_of(Walk(desk, clock).case)  # an envelope that arrives in the future
    assert desk.anchor() == before
    desk.close()
    with closing(open_copy(office, office_path, clock)) as again:
        assert verify_file(again).sound
        with again.reading() as session:
            assert lost(session.connection(), acks) == []
    clock.now = START
    assert_whole(replace(office, path=office_path), acks)
