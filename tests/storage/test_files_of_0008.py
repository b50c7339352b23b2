"""A file from before the sealed trail: its scans get keys of their own, and what its old entries tell can end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from caseman.domain.lifecycle import State
from caseman.services import case_file
from caseman.services.auditing import verify_file
from caseman.services.scan_store import scan_page
from caseman.services.trail_list import TrailQuery, read_trail
from caseman.text import Language
from tests.services.disposal_walk import dispose
from tests.services.walking import Office, Walk
from tests.storage.old_files import old_office, schema_of, unopened, walk_in

_CLOSED = "P-2026-0006"


@pytest.fixture(scope="module")
def written() -> Office:
    return old_office("0008")


@pytest.fixture
def old_walk(written: Office, tmp_path: Path) -> Iterator[Walk]:
    path = unopened(written, tmp_path)
    assert schema_of(path, written.data_key) == "0008", "it was written by the earlier program"
    walk = walk_in(written, path)
    yield walk
    walk.desk.close()


def _told(walk: Walk, number: str) -> list[str]:
    return [line.label.say(Language.JA) for line in read_trail(walk.desk, TrailQuery(case=number)).lines]


def test_scans_letters_and_the_trail_are_what_they_were(old_walk: Walk) -> None:
    view = case_file.show_case(old_walk.desk, _CLOSED)
    assert view.state is State.CLOSED
    for scan in view.scans:
        assert scan_page(old_walk.desk, scan.scan_id, 0, 32).startswith(b"\x89PNG")
    assert view.letters
    assert not any("廃棄済み" in line for line in _told(old_walk, _CLOSED))
    check = verify_file(old_walk.desk)
    assert check.sound
    assert (check.scans_checked, check.letters_checked) >= (1, 3)


def test_what_its_clear_entries_tell_ends_with_the_case(old_walk: Walk) -> None:
    """They are blanked, which the chain takes because it tells of the disposal."""
    old_walk.clock.set_day(date(2036, 12, 1))
    assert dispose(old_walk).disposed > 0
    with old_walk.desk.reading() as session:
        blank = session.connection().exec_driver_sql("SELECT count(*) FROM audit WHERE details = ''").scalar_one()
    assert blank > 0
    assert any("廃棄済み" in line for line in _told(old_walk, _CLOSED))
    assert case_file.show_case(old_walk.desk, _CLOSED).disposed_on is not None
    assert verify_file(old_walk.desk).sound
