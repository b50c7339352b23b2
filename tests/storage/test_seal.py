"""The seal over all rows: what was changed behind the program's back shows, and what the program changes does not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlcipher3 import dbapi2 as sqlcipher
from sqlmodel import SQLModel

from caseman.bootstrap import open_office
from caseman.domain.lifecycle import Step
from caseman.services import key_replacing
from caseman.services.auditing import verify_file
from caseman.services.desk import Desk
from caseman.storage import migrate, seal
from caseman.storage.engine import close_engine, open_engine
from tests.services.walking import PASSPHRASE, Office, TickingClock, Walk, open_copy


def _behind(path: Path, key: bytes, *statements: str) -> None:
    """Change a closed file with another program that has the key."""
    other = sqlcipher.connect(str(path))
    other.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    for statement in statements:
        other.execute(statement)
    other.commit()
    other.close()


@pytest.fixture
def walked(office: Office, office_path: Path, clock: TickingClock) -> Path:
    """A closed file with one case that went all the way."""
    desk = open_copy(office, office_path, clock)
    Walk(desk, clock).to(Step.CLOSE)
    assert verify_file(desk).changed_tables == ()
    desk.close()
    return office_path


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE request SET details = 'x'", ("request",)),
        ("UPDATE party SET name = name || '様'", ("party", "case_text")),
        ("DELETE FROM dispatch", ("dispatch",)),
        ("INSERT INTO setting (key, value) VALUES ('a', 'b')", ("setting",)),
        ("UPDATE staff SET must_change = 1", ("staff",)),
        ("UPDATE scan_content SET data = zeroblob(8)", ("scan_content",)),
        ("UPDATE seal SET sum = zeroblob(32) WHERE name = 'request'", ("seal", "request")),
        ("DELETE FROM seal WHERE name = ''", ("seal",)),
        ("DELETE FROM audit WHERE number = (SELECT max(number) FROM audit)", ("seal",)),
        ("DELETE FROM case_text", ("case_text",)),
    ],
)
def test_a_change_by_another_program_shows(
    walked: Path, office: Office, clock: TickingClock, statement: str, told: tuple[str, ...]
) -> None:
    _behind(walked, office.data_key, "PRAGMA foreign_keys = OFF", statement)
    desk = open_copy(office, walked, clock)
    found = verify_file(desk)
    assert set(told) <= set(found.changed_tables)
    assert not found.sound
    Walk(desk, clock).case()
    assert set(told) - {"seal"} <= set(verify_file(desk).changed_tables), "work done since does not cover it up"
    desk.close()


def test_the_same_rows_in_another_order_are_the_same(walked: Path, office: Office, clock: TickingClock) -> None:
    _behind(walked, office.data_key, "VACUUM")
    desk = open_copy(office, walked, clock)
    assert verify_file(desk).sound
    desk.close()


def test_what_is_rolled_back_leaves_the_seal_as_it_was(open_desk: Callable[[Path], Desk], office_path: Path) -> None:
    desk = open_desk(office_path)
    with desk.file.engine.connect() as connection:
        connection.execute(text("INSERT INTO setting (key, value) VALUES ('a', 'b')"))
        connection.rollback()
    assert verify_file(desk).sound


def test_replacing_a_row_counts_once(open_desk: Callable[[Path], Desk], office_path: Path) -> None:
    desk = open_desk(office_path)
    for value in ("a", "b", "b"):
        with desk.file.engine.begin() as connection:
            connection.execute(
                text("INSERT OR REPLACE INTO setting (key, value) VALUES ('x', :value)"), {"value": value}
            )
    assert verify_file(desk).changed_tables == ()


def test_every_table_is_under_seal_but_those_that_guard_themselves(
    open_desk: Callable[[Path], Desk], office_path: Path
) -> None:
    desk = open_desk(office_path)
    with desk.reading() as session:
        sealed = set(session.connection().execute(text("SELECT name FROM seal")).scalars())
    assert sealed == {*SQLModel.metadata.tables, ""} - {"audit", "seal"}


def test_a_file_from_before_gets_one(office: Office, office_path: Path, clock: TickingClock) -> None:
    engine = open_engine(office_path, office.data_key)
    with engine.begin() as connection:
        seal.forget(connection)
    migrate.downgrade(engine, "0003")
    close_engine(engine, office_path)
    desk = open_copy(office, office_path, clock)
    assert verify_file(desk).sound
    Walk(desk, clock).case()
    assert verify_file(desk).sound
    desk.close()


def test_it_outlives_a_replaced_key(walked: Path, office: Office, clock: TickingClock) -> None:
    desk = open_copy(office, walked, clock)
    key_replacing.replace_key(desk)
    Walk(desk, clock).case()
    assert verify_file(desk).sound
    desk.close()
    desk = open_office(walked, PASSPHRASE, clock=clock)
    assert verify_file(desk).sound
    desk.close()


@pytest.mark.parametrize(
    ("anchor", "found"),
    [("head", True), ("first", True), ("1-AAAAAAAAAAAAAAAAAAAA", False), ("99-AAAAAAAAAAAAAAAAAAAA", False)],
)
def test_a_printed_anchor_is_looked_for(
    walked: Path, office: Office, clock: TickingClock, anchor: str, found: bool
) -> None:
    (walked.parent / "fresh").mkdir()
    desk = open_copy(office, office.copy_to(walked.parent / "fresh"), clock) if anchor == "first" else None
    first = ""
    if desk is not None:
        first = desk.anchor()
        desk.close()
    desk = open_copy(office, walked, clock)
    given = {"head": desk.anchor(), "first": first.lower()}.get(anchor, anchor)
    check = verify_file(desk, anchor=given)
    assert check.anchor_found is found
    assert check.sound is found
    desk.close()


def test_an_older_copy_of_the_whole_file_shows_by_the_anchor_alone(
    office: Office, office_path: Path, clock: TickingClock
) -> None:
    older = office_path.read_bytes()
    desk = open_copy(office, office_path, clock)
    Walk(desk, clock).case()
    anchor = desk.anchor()
    desk.close()
    office_path.write_bytes(older)
    desk = open_copy(office, office_path, clock)
    assert verify_file(desk).sound
    assert verify_file(desk, anchor=anchor).anchor_found is False
    desk.close()


def test_a_clock_that_was_set_back_is_an_entry_itself(walked: Path, office: Office, clock: TickingClock) -> None:
    from datetime import timedelta

    from caseman.services.lists import list_trail

    clock.now -= timedelta(days=2)
    desk = open_copy(office, walked, clock)
    Walk(desk, clock).envelope(arrived_on=clock.now.date() - timedelta(days=3))
    actions = [line.action for line in list_trail(desk, limit=3)]
    assert actions[:2] == ["envelope_logged", "clock_set_back"]
    told = str(list_trail(desk, limit=2)[1].label)
    assert "clock" in told
    Walk(desk, clock).envelope(arrived_on=clock.now.date() - timedelta(days=3))
    assert [line.action for line in list_trail(desk, limit=2)] == ["envelope_logged", "envelope_logged"]
    assert verify_file(desk).sound
    desk.close()
