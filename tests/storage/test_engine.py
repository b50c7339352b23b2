"""The connection: safe settings asserted on the live file, nothing readable in it, no values in errors."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from caseman.errors import FileError
from caseman.services.desk import Desk
from caseman.storage.engine import APPLICATION_ID, close_engine, open_engine
from caseman.storage.upkeep import page_faults
from tests.services.walking import Office, Walk

_KEY = bytes(range(32))


def _pragma(desk: Desk, name: str) -> object:
    with desk.file.engine.connect() as connection:
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("temp_store", 2),
        ("foreign_keys", 1),
        ("locking_mode", "exclusive"),
        ("secure_delete", 1),
        ("trusted_schema", 0),
        ("application_id", APPLICATION_ID),
        ("cipher_integrity_check", None),
    ],
)
def test_the_live_connection_keeps_its_safe_settings(desk: Desk, name: str, value: object) -> None:
    if name == "cipher_integrity_check":
        assert page_faults(desk.file.engine) == []
    else:
        assert _pragma(desk, name) == value


def test_it_is_sqlcipher_4(desk: Desk) -> None:
    assert str(_pragma(desk, "cipher_version")).startswith("4.")
    assert str(_pragma(desk, "cipher_page_size")) == "4096"


def test_the_first_sixteen_bytes_are_no_sqlite_header(office_path: Path) -> None:
    first = office_path.read_bytes()[:16]
    assert len(first) == 16
    assert first != b"SQLite format 3\0"
    assert b"SQLite" not in first


def test_no_table_name_is_readable_in_the_file(office_path: Path) -> None:
    data = office_path.read_bytes()
    assert b"CREATE TABLE" not in data
    assert b"identity_check" not in data
    assert b"alembic" not in data


def test_the_two_files_are_for_their_owner_alone(office: Office) -> None:
    modes = {path.suffix: path.stat().st_mode & 0o777 for path in office.path.parent.iterdir()}
    assert modes == {".caseman": 0o600, ".keys": 0o600}


def test_closing_leaves_the_office_file_and_its_key_file_alone(
    office_path: Path, open_desk: Callable[[Path], Desk]
) -> None:
    desk = open_desk(office_path)
    assert (office_path.parent / f"{office_path.name}-wal").exists()
    desk.close()
    assert sorted(p.name for p in office_path.parent.iterdir()) == ["office.caseman", "office.caseman.keys"]


def test_a_key_of_another_length_is_never_taken_for_a_passphrase(tmp_path: Path) -> None:
    for wrong in (b"", b"k" * 31, b"k" * 33, b"k" * 64):
        with pytest.raises(ValueError, match="32 bytes"):
            open_engine(tmp_path / "new.caseman", wrong, create=True)
    assert list(tmp_path.iterdir()) == []


def test_a_row_s_values_never_stand_in_an_error(walk: Walk) -> None:
    number = walk.case()
    statement = text("INSERT INTO party (case_id, role, name, address) VALUES (1, 'nobody', :name, :address)")
    with pytest.raises(DBAPIError) as refused, walk.desk.file.engine.begin() as connection:
        connection.execute(statement, {"name": "秘密 太郎", "address": "SENTINEL-ADDRESS"})
    told = f"{refused.value} {refused.value!r} {refused.value.orig!r}"
    assert "秘密" not in told
    assert "SENTINEL" not in told
    assert number == "P-2026-0001"


@pytest.mark.parametrize("content", [b"", b"somebody's notes", b"SQLite format 3\0" + b"\0" * 4096])
def test_making_a_file_never_touches_one_that_is_there(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "new.caseman"
    path.write_bytes(content)
    with pytest.raises(FileError) as refused:
        open_engine(path, _KEY, create=True)
    assert refused.value.code == "file-exists"
    assert path.read_bytes() == content
    assert [p.name for p in tmp_path.iterdir()] == ["new.caseman"]


def test_a_flipped_byte_in_any_page_shows(walk: Walk, office: Office) -> None:
    """SQLCipher's page MACs see it, whether at opening or when the file is verified."""
    walk.case()
    path = walk.desk.file.path
    walk.desk.close()
    sound = path.read_bytes()
    pages = len(sound) // 4096
    for page in range(0, pages, max(1, pages // 12)):
        damaged = bytearray(sound)
        damaged[page * 4096 + 1234] ^= 1
        path.write_bytes(damaged)
        try:
            engine = open_engine(path, office.data_key)
        except FileError as refused:
            assert refused.code in {"file-damaged", "file-truncated"}  # noqa: PT017  one of two ways to show
            continue
        try:
            assert page_faults(engine) != []
        finally:
            close_engine(engine, path)
    path.write_bytes(sound)
