"""A new program and an older file, an older program and a newer file: a copy first, or nothing at all."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from sqlalchemy import Engine

from caseman import __version__
from caseman.bootstrap import open_office, restore_office
from caseman.errors import FileError
from caseman.services.auditing import verify_file
from caseman.services.opening import told_update
from caseman.storage import migrate
from caseman.storage.engine import close_engine, open_engine
from caseman.storage.file import keys_path, open_file
from caseman.text import Language
from tests.services.walking import PASSPHRASE, START, Office, TickingClock, trail_of
from tests.storage.old_files import old_office, schema_of, unopened

Cli = Callable[..., Any]


@pytest.fixture(scope="module")
def written() -> Office:
    return old_office("0008")


@pytest.fixture
def old_path(written: Office, tmp_path: Path) -> Path:
    return unopened(written, tmp_path)


def _from_the_future(path: Path, office: Office, program: str | None) -> None:
    """The file as a later program would leave it."""
    engine = open_engine(path, office.data_key)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
        if program is None:
            connection.exec_driver_sql("DROP TABLE setting")
        else:
            connection.exec_driver_sql("INSERT OR REPLACE INTO setting VALUES ('file.program', ?)", (program,))
    close_engine(engine, path)


def _refusal(path: Path, office: Office) -> FileError:
    before = path.read_bytes()
    with pytest.raises(FileError) as refused:
        open_file(path, office.keyslots, office.data_key, START)
    assert refused.value.code == "file-newer"
    assert path.read_bytes() == before
    assert sorted(each.name for each in path.parent.iterdir()) == [path.name, keys_path(path).name]
    return refused.value


# --- a newer file


def test_an_older_program_names_the_version_that_is_needed(office_path: Path, office: Office) -> None:
    _from_the_future(office_path, office, "14.2")
    refused = _refusal(office_path, office)
    assert f"was written by caseman 14.2; you have {__version__}. Install caseman 14.2 or later." in str(refused)
    assert "caseman 14.2以降" in refused.say(Language.JA)


@pytest.mark.parametrize("program", [None, "", "not a version", "1" * 500, "1.0\n2.0", __version__])
def test_a_newer_file_that_names_none_is_refused_all_the_same(
    office_path: Path, office: Office, program: str | None
) -> None:
    _from_the_future(office_path, office, program)
    assert "newer version of this program (file version 9999" in str(_refusal(office_path, office))


def test_a_backup_that_a_newer_program_made_is_not_brought_back(office_path: Path, office: Office) -> None:
    """It could be copied, and then be opened by nobody here."""
    _from_the_future(office_path, office, "14.2")
    with pytest.raises(FileError, match=r"Install caseman 14\.2 or later"):
        restore_office(office_path, office_path.with_name("back.caseman"), PASSPHRASE)
    assert sorted(each.name for each in office_path.parent.iterdir()) == [office_path.name, keys_path(office_path).name]


def test_each_file_says_which_program_made_its_tables(office_path: Path, office: Office, old_path: Path) -> None:
    for path, of in ((office_path, office), (old_path, old_office("0008"))):
        open_file(path, of.keyslots, of.data_key, START).close()
        engine = open_engine(path, of.data_key)
        with engine.connect() as connection:
            assert migrate.program_of(connection) == __version__
        close_engine(engine, path)


def test_the_command_line_names_it_too(run_cli: Cli, office_path: Path, office: Office) -> None:
    _from_the_future(office_path, office, "14.2")
    ran = run_cli("cases", office_path, "--passphrase-file", "-", stdin=PASSPHRASE)
    assert ran.code == 1
    assert "Install caseman 14.2 or later." in ran.err


# --- an older file


def test_who_opens_an_older_file_is_told_of_the_copy_and_so_is_the_trail(old_path: Path) -> None:
    desk = open_office(old_path, PASSPHRASE, clock=TickingClock())
    try:
        told = told_update(desk)
        assert told is not None
        (copy,) = old_path.parent.glob("*-before-*.caseman")
        assert copy.name in str(told)
        noted = next(values for action, values in trail_of(desk) if action == "file_updated")
        assert noted == {"program": __version__, "version": migrate.HEAD, "backup": copy.name}
        assert verify_file(desk).sound
    finally:
        desk.close()
    again = open_office(old_path, PASSPHRASE, clock=TickingClock())
    try:
        assert told_update(again) is None
        assert [action for action, _ in trail_of(again)].count("file_updated") == 1
    finally:
        again.close()


def test_the_command_line_tells_of_the_copy(run_cli: Cli, old_path: Path) -> None:
    ran = run_cli("cases", old_path, "--passphrase-file", "-", stdin=PASSPHRASE)
    assert ran.code == 0
    assert re.search(r"brought up to date.*-before-", ran.err)
    assert run_cli("cases", old_path, "--passphrase-file", "-", stdin=PASSPHRASE).err == ""


@pytest.mark.parametrize("reason", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EDQUOT])
def test_where_no_copy_can_be_made_nothing_is_changed(
    reason: int, written: Office, old_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_engine: Engine, target: Path, _key: bytes) -> None:
        target.write_bytes(b"half a page")
        raise OSError(reason, os.strerror(reason))

    with monkeypatch.context() as broken:
        broken.setattr(migrate, "copy_pages", full)
        with pytest.raises(FileError, match="Make room") as refused:
            open_file(old_path, written.keyslots, written.data_key, START)
    assert refused.value.code == "not-backed-up"
    assert sorted(each.name for each in old_path.parent.iterdir()) == [old_path.name, keys_path(old_path).name]
    assert schema_of(old_path, written.data_key) == "0008"
    open_file(old_path, written.keyslots, written.data_key, START).close()
    assert schema_of(old_path, written.data_key) == migrate.HEAD


def test_a_migration_that_breaks_off_leaves_the_file_as_before(
    written: Office, old_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All migrations are done when it breaks off; none of them stays, nor the name of the program."""
    done = command.upgrade

    def broken_off(*arguments: Any) -> None:
        done(*arguments)
        raise OSError(errno.EIO, "the disk")

    with monkeypatch.context() as broken:
        broken.setattr(command, "upgrade", broken_off)
        with pytest.raises(OSError, match="the disk"):
            open_file(old_path, written.keyslots, written.data_key, START)
    assert schema_of(old_path, written.data_key) == "0008"
    engine = open_engine(old_path, written.data_key)
    with engine.connect() as connection:
        assert migrate.program_of(connection) == ""
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
    close_engine(engine, old_path)
    open_file(old_path, written.keyslots, written.data_key, START).close()
