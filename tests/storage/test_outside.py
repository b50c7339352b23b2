"""What happened while nobody had the file open is counted beside it and taken into the trail at the next opening."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from caseman.bootstrap import open_office, restore_office
from caseman.errors import UnlockError
from caseman.services.backups import back_up
from caseman.services.opening import note_closed
from caseman.storage import outside
from tests.services.walking import PASSPHRASE, STAFF, Office, TickingClock, trail_of

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


def _guess(path: Path, times: int) -> None:
    for _ in range(times):
        with pytest.raises(UnlockError):
            open_office(path, "not this one at all", clock=TickingClock())


def test_wrong_passphrases_are_told_at_the_next_opening_and_once(office_path: Path) -> None:
    _guess(office_path, 3)
    note = outside.note_path(office_path)
    assert note.stat().st_mode & 0o777 == 0o600
    for secret in (STAFF, "not this one"):
        assert secret not in note.read_text(encoding="utf-8")
    desk = open_office(office_path, PASSPHRASE, clock=TickingClock())
    told = trail_of(desk)
    desk.close()
    assert [action for action, _ in told][-2:] == ["unlock_failed", "file_opened"]
    assert (told[-2][1]["count"], told[-2][1]["name"]) == (3, STAFF)
    assert told[-1][1] == {"way": "passphrase"}
    assert not note.exists()
    desk = open_office(office_path, PASSPHRASE, clock=TickingClock())
    note_closed(desk)
    assert [action for action, _ in trail_of(desk)][-3:] == ["file_opened", "file_opened", "file_closed"]
    desk.close()


def test_a_file_that_was_brought_back_says_so(office_path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    desk = open_office(office_path, PASSPHRASE, clock=TickingClock())
    made = back_up(desk, folder).backup
    desk.close()
    assert made is not None
    restored = tmp_path / "restored.caseman"
    restore_office(made.path, restored, PASSPHRASE, clock=TickingClock())
    desk = open_office(restored, PASSPHRASE, clock=TickingClock())
    told = trail_of(desk)[-2]
    desk.close()
    assert (told[0], told[1]["backup"], told[1]["name"]) == ("file_restored", made.path.name, STAFF)


def _one(**changed: object) -> bytes:
    told = {"kind": "unlock_failed", "slot": "", "first": "2026-11-24", "last": "2026-11-24", "count": 1, "name": ""}
    return json.dumps([told | changed]).encode()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"nonsense",
        b"{}",
        b"[1, 2]",
        b"[" * 100_000,
        b"\xff\xfe",
        _one(kind="case_closed"),
        _one(first="x"),
        _one(count="many"),
        _one(slot=None, last=None),
    ],
)
def test_a_note_that_is_none_tells_nothing_and_holds_nothing_up(office_path: Path, content: bytes) -> None:
    outside.note_path(office_path).write_bytes(content)
    desk = open_office(office_path, PASSPHRASE, clock=TickingClock())
    assert trail_of(desk)[-1][0] == "file_opened"
    assert "unlock_failed" not in dict(trail_of(desk))
    desk.close()


def test_a_forged_note_is_bounded(tmp_path: Path) -> None:
    path = tmp_path / "x.caseman"
    told = {
        "kind": "unlock_failed",
        "slot": "s\n" * 500,
        "first": "2026-11-24T01:00:00+00:00",
        "last": "2025-01-01T00:00:00+00:00",
        "count": 10**30,
        "name": "n" * 500,
    }
    outside.note_path(path).write_text(json.dumps([told] * 20), encoding="utf-8")
    found = outside.read(path)
    assert len(found) <= 40
    for each in found:
        assert each.count == 1_000_000
        assert len(each.slot) <= 120
        assert each.slot.isprintable()
        assert each.last >= each.first


def test_very_many_slots_are_counted_together(tmp_path: Path) -> None:
    path = tmp_path / "x.caseman"
    for number in range(100):
        outside.note_failed(path, f"slot{number}", NOW + timedelta(seconds=number))
    found = outside.read(path)
    assert len(found) <= 41
    assert sum(each.count for each in found) == 100
    assert len(outside.note_path(path).read_bytes()) < 16_384


def test_what_comes_while_it_is_taken_in_stays(tmp_path: Path) -> None:
    path = tmp_path / "x.caseman"
    outside.note_failed(path, "a", NOW)
    taken = outside.read(path)
    outside.note_failed(path, "b", NOW)
    outside.forget(path, taken)
    assert [each.slot for each in outside.read(path)] == ["b"]


def test_a_note_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    path, victim = tmp_path / "x.caseman", tmp_path / "victim"
    victim.write_text("mine", encoding="utf-8")
    outside.note_path(path).symlink_to(victim)
    assert outside.read(path) == ()
    outside.note_failed(path, "a", NOW)
    assert victim.read_text(encoding="utf-8") == "mine"
    assert [each.slot for each in outside.read(path)] == ["a"]


def test_a_folder_that_takes_no_file_holds_nothing_up(tmp_path: Path) -> None:
    with suppress(FileNotFoundError):
        outside.note_failed(tmp_path / "nowhere" / "x.caseman", "a", NOW)
    assert outside.read(tmp_path / "nowhere" / "x.caseman") == ()


def test_an_office_that_nobody_opened_has_no_note(office: Office) -> None:
    assert not outside.note_path(office.path).exists()
