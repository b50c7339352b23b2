"""Attacks on the trail, thirty random variants of each: every one shows, at the latest against the anchor on paper.

The attacker has the file, the data key and SQL, and knows the program; for the last ones they keep older copies. What
no chain can show is what was cut off after the last anchor that anybody kept: that is what anchors are for.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from caseman.services.auditing import verify_file
from caseman.services.desk import Desk
from caseman.services.file_check import FileCheck
from caseman.storage import audit
from tests.services.walking import Office, TickingClock, Walk, open_copy

VARIANTS = range(30)
_ENTRIES = 40
_PAGE = 4096
Attack = Callable[[sqlcipher.Connection, random.Random], None]


@pytest.fixture(scope="module")
def busy(office: Office, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A closed office with some cases and many entries, and the anchor on the last paper."""
    folder = tmp_path_factory.mktemp("busy")
    path = office.copy_to(folder)
    clock = TickingClock()
    with closing(open_copy(office, path, clock)) as desk:
        walk = Walk(desk, clock)
        for _ in range(3):
            walk.case()
        with desk.work(None) as work:
            for at in range(_ENTRIES):
                case = work.case("P-2026-0001") if at % 3 else None
                work.note("letter_returned", case, document=f"D-{at}", returned_on="2026-11-24", reason=f"理由{at}")
        return path, desk.anchor()


def _key(office: Office) -> str:
    return f"PRAGMA key = \"x'{office.data_key.hex()}'\""


def _attacked(office: Office, busy: tuple[Path, str], folder: Path, attack: Attack, seed: int) -> FileCheck:
    """What the check says, with the anchor, of a file that was changed by another program."""
    path = _copy(office, busy[0], folder)
    connection = sqlcipher.connect(str(path))
    connection.execute(_key(office))
    attack(connection, random.Random(seed))
    connection.commit()
    connection.close()
    return _check(office, path, busy[1])


def _copy(office: Office, source: Path, folder: Path) -> Path:
    for each in (source, source.with_name(source.name + ".keys")):
        shutil.copy(each, folder / each.name)
    return folder / source.name


def _check(office: Office, path: Path, anchor: str | None) -> FileCheck:
    with closing(open_copy(office, path, TickingClock())) as desk:
        return verify_file(desk, anchor=anchor)


def _last(connection: sqlcipher.Connection) -> int:
    return int(connection.execute("SELECT max(number) FROM audit").fetchone()[0])


def edit(connection: sqlcipher.Connection, chance: random.Random) -> None:
    column, value = chance.choice(
        [
            ("staff", "'somebody else'"),
            ("at", "'2026-11-01T00:00:00.000Z'"),
            ("action", "'letter_delivered'"),
            ("case_id", "CASE WHEN case_id IS 2 THEN 3 ELSE 2 END"),
            ("details", "'{}'"),
            ("details", "replace(details, '{', '{ ')"),
            ("salt", "randomblob(16)"),
            ("seal", "randomblob(32)"),
            ("mac", "randomblob(32)"),
            ("sealed", "randomblob(64)"),
        ]
    )
    number = chance.randint(1, _last(connection))
    connection.execute(f"UPDATE audit SET {column} = {value} WHERE number = ?", (number,))
    if connection.execute("SELECT changes()").fetchone()[0] == 0:
        raise AssertionError


def delete(connection: sqlcipher.Connection, chance: random.Random) -> None:
    number = chance.randint(1, _last(connection) - 1)
    connection.execute("DELETE FROM audit WHERE number = ?", (number,))
    if chance.random() < 0.5:  # and the gap is closed
        for each in range(number + 1, _last(connection) + 1):
            connection.execute("UPDATE audit SET number = ? WHERE number = ?", (each - 1, each))


def reorder(connection: sqlcipher.Connection, chance: random.Random) -> None:
    one, other = chance.sample(range(1, _last(connection) + 1), 2)
    for before, after in ((one, -1), (other, one), (-1, other)):
        connection.execute("UPDATE audit SET number = ? WHERE number = ?", (after, before))


def insert(connection: sqlcipher.Connection, chance: random.Random) -> None:
    last = _last(connection)
    number, copied = chance.randint(1, last), chance.randint(1, last)
    row = list(connection.execute("SELECT * FROM audit WHERE number = ?", (copied,)).fetchone())
    for each in range(last, number - 1, -1):
        connection.execute("UPDATE audit SET number = ? WHERE number = ?", (each + 1, each))
    row[0] = number
    connection.execute(f"INSERT INTO audit VALUES ({', '.join('?' * len(row))})", row)


def cut_tail(connection: sqlcipher.Connection, chance: random.Random) -> None:
    last = _last(connection)
    connection.execute("DELETE FROM audit WHERE number > ?", (chance.randint(1, last - 1),))


def rehash(connection: sqlcipher.Connection, chance: random.Random) -> None:
    """An entry is changed, and everything behind it is made anew with a key that is guessed: not this file's."""
    key = chance.choice([b"\0" * 32, b"caseman", chance.randbytes(32)])
    _made_anew(connection, chance, key)


def _made_anew(connection: sqlcipher.Connection, chance: random.Random, key: bytes) -> None:
    number = chance.randint(2, _last(connection) - 1)
    connection.execute("UPDATE audit SET staff = 'somebody else' WHERE number = ?", (number,))
    (previous,) = connection.execute("SELECT mac FROM audit WHERE number = ?", (number - 1,)).fetchone()
    rows = connection.execute(
        "SELECT number, at, staff, action, case_id, seal FROM audit WHERE number >= ? ORDER BY number", (number,)
    ).fetchall()
    for each, at, staff, action, case_id, seal in rows:
        previous = audit._mac(key, previous, each, at, staff, action, case_id, seal)
        connection.execute("UPDATE audit SET mac = ? WHERE number = ?", (previous, each))


@pytest.mark.parametrize("seed", VARIANTS)
@pytest.mark.parametrize("attack", [edit, delete, reorder, insert, rehash])
def test_a_change_of_the_chain_shows_in_itself(
    office: Office, busy: tuple[Path, str], tmp_path: Path, attack: Attack, seed: int
) -> None:
    check = _attacked(office, busy, tmp_path, attack, seed)
    assert check.broken_at is not None
    assert not check.sound


@pytest.mark.parametrize("seed", VARIANTS)
def test_a_tail_that_is_cut_shows_against_the_anchor(
    office: Office, busy: tuple[Path, str], tmp_path: Path, seed: int
) -> None:
    check = _attacked(office, busy, tmp_path, cut_tail, seed)
    assert (check.anchor_found, check.sound) == (False, False)
    assert check.anchor_beyond
    assert "seal" in check.changed_tables, "the rows belong to an entry that is gone"


@pytest.mark.parametrize("seed", VARIANTS)
def test_even_with_the_file_s_own_key_a_chain_made_anew_shows_against_the_anchor(
    office: Office, busy: tuple[Path, str], tmp_path: Path, seed: int
) -> None:
    path = _copy(office, busy[0], tmp_path)
    with closing(open_copy(office, path, TickingClock())) as desk:
        key = desk.file.chain_key
    connection = sqlcipher.connect(str(path))
    connection.execute(_key(office))
    _made_anew(connection, random.Random(seed), key)
    connection.commit()
    connection.close()
    check = _check(office, path, busy[1])
    assert check.broken_at is None, "who has the key can make a chain that holds"
    assert (check.anchor_found, check.anchor_beyond, check.sound) == (False, False, False)


@pytest.fixture(scope="module")
def grown(office: Office, busy: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The same office some work later, and the anchor on the paper of then."""
    path = _copy(office, busy[0], tmp_path_factory.mktemp("grown"))
    clock = TickingClock()
    clock.now = clock.now.replace(hour=5)
    with closing(open_copy(office, path, clock)) as desk:
        walk = Walk(desk, clock)
        walk.identity("P-2026-0001")
        walk.payment("P-2026-0001")
        with desk.work(None) as work:
            for at in range(_ENTRIES):
                work.note("letter_returned", None, document=f"E-{at}", returned_on="2026-11-24", reason=f"理由{at}")
        return path, desk.anchor()


@pytest.mark.parametrize("seed", VARIANTS)
def test_an_older_page_that_is_put_back_shows(
    office: Office, busy: tuple[Path, str], grown: tuple[Path, str], tmp_path: Path, seed: int
) -> None:
    """Each page has its own MAC, which an old page passes."""
    path = _copy(office, grown[0], tmp_path)
    old, new = busy[0].read_bytes(), bytearray(path.read_bytes())
    pages = [
        at for at in range(_PAGE, min(len(old), len(new)), _PAGE) if old[at : at + _PAGE] != bytes(new[at : at + _PAGE])
    ]
    assert len(pages) > 5
    at = random.Random(seed).choice(pages)
    new[at : at + _PAGE] = old[at : at + _PAGE]
    path.write_bytes(new)
    assert _told(office, path, grown[1])


def _told(office: Office, path: Path, anchor: str) -> bool:
    """Whether opening or checking the file says that it is not as it was."""
    from caseman.errors import CasemanError

    try:
        return not _check(office, path, anchor).sound
    except CasemanError:
        return True


@pytest.mark.parametrize("shift", range(3))
def test_the_whole_file_rolled_back_shows_against_the_anchor_and_by_nothing_else(
    office: Office, busy: tuple[Path, str], grown: tuple[Path, str], tmp_path: Path, shift: int
) -> None:
    path = _copy(office, busy[0], tmp_path)
    without = _check(office, path, None)
    assert without.sound, "an older copy is a sound file"
    clock = TickingClock()
    with closing(open_copy(office, path, clock)) as desk:  # and work goes on in it, past the number on the paper
        for _ in range(shift * 30):
            Walk(desk, clock).envelope()
    check = _check(office, path, grown[1])
    assert (check.anchor_found, check.broken_at, check.sound) == (False, None, False)


def test_what_the_file_remembers_shows_a_chain_that_was_made_anew(office: Office, walk: Walk) -> None:
    from caseman.services.export.writing import export_set

    number = walk.case()
    walk.identity(number)
    export_set(walk.desk, walk.desk.file.path.parent / "set")
    assert verify_file(walk.desk).anchors_known == 1
    _remake(walk.desk)
    check = verify_file(walk.desk)
    assert check.broken_at is None
    assert len(check.anchors_lost) == 1
    assert not check.sound


def _remake(desk: Desk) -> None:
    with desk.file.engine.begin() as connection:
        driver = connection.connection.driver_connection
        _made_anew(driver, random.Random(0), desk.file.chain_key)


def test_a_seal_that_was_wrong_at_opening_still_shows_after_the_next_change(
    office: Office, busy: tuple[Path, str], tmp_path: Path
) -> None:
    path = _copy(office, busy[0], tmp_path)
    connection = sqlcipher.connect(str(path))
    connection.execute(_key(office))
    connection.execute("UPDATE seal SET sum = zeroblob(32) WHERE name = ''")
    connection.commit()
    connection.close()
    clock = TickingClock()
    for _ in range(2):
        with closing(open_copy(office, path, clock)) as desk:
            Walk(desk, clock).envelope()
            assert verify_file(desk).changed_tables == ("seal",)
