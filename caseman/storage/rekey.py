"""Replacing the data key of an office file, so that a kill at any moment costs nothing.

The key file gets both generations first; then SQLCipher writes every page anew in one transaction; then the file is
opened under the new key, checked, and says inside which key file counts; last, the key file keeps the newest alone.
Whatever was reached, `open_with` opens the file under one of the two keys and does the rest.

Copies made before, such as backups, stay readable under the old key and with their own key file: replacing the key
does not reach them.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2 as sqlcipher
from sqlmodel import Session

from caseman.errors import CasemanError, FileError, UnlockError
from caseman.security.generations import NextKeys, finish
from caseman.security.keyslots import KeyslotFile, Unlocked, from_json, prepare_keyslots, to_json, write_keyslots
from caseman.storage import audit
from caseman.storage.file import OfficeFile, keys_path, open_file
from caseman.storage.office_tables import OfficeRow, SettingRow
from caseman.text import T, Text

SHEET_DUE: Final = "keys.sheet_due"
CLOSED: Final = frozenset({"rekey-failed", "rekey-unfinished", "rekey-damaged"})  # refusals that closed the file
_WRONG_KEY: Final = frozenset({"file-damaged", "file-foreign"})
_SPARE: Final = 4 * 1024 * 1024  # bytes beside the second writing of every page
Also = Callable[[Session], None]


def rekey(file: OfficeFile, following: NextKeys, now: datetime, also: Also = lambda _session: None) -> OfficeFile:
    """Put an open file under the next data key. The file given is closed; the one returned takes its place.

    `also` is done in the transaction that makes the new key file count: the caller's rows and audit entry. The setting
    `keys.sheet_due` is "1" from then on, until the caller printed the new recovery sheet.

    Raises `FileError`. With a code in `CLOSED` the file is closed ("rekey-failed": under the old key, as it was;
    "rekey-unfinished": the next opening goes on); with another ("disk-full", or what writing the key file raises) it
    is open and as it was. When the next opening goes on, `also` is not done.
    """
    older = following.keyslots.generations[0]
    if not following.keyslots.replacing or _inside(file).newest != older:
        raise ValueError("these keys do not follow the file's own")
    _check_room(file.path)
    write_keyslots(keys_path(file.path), following.keyslots)
    return _go_on(file, following.keyslots, following.data_key, now, also)


def open_with(path: Path, keyslots: KeyslotFile, unlocked: Unlocked, now: datetime) -> OfficeFile:
    """Open an office file with what its key file gave, and finish a replacing of the key that was interrupted.

    Raises as `open_file` and `rekey` do, and `UnlockError` for a member who is not among the new keys and for a
    recovery sheet of the generation that the file is not under.
    """
    if not keyslots.replacing:
        return open_file(path, keyslots, unlocked.data_key, now, through=unlocked.slot_id)
    if unlocked.staff_name is not None and not keyslots.newest.holds(unlocked.slot_id or ""):
        raise _leaving()
    for key in unlocked.candidates:
        try:
            file = open_file(path, keyslots, key, now)
        except FileError as error:
            if error.code not in _WRONG_KEY:
                raise
            refused = error
            continue
        return _resume(file, keyslots, unlocked, now)
    raise _other_sheet() if unlocked.staff_name is None else refused


def _resume(file: OfficeFile, keyslots: KeyslotFile, unlocked: Unlocked, now: datetime) -> OfficeFile:
    """Do what is left, under the newest key; or, where that cannot be, leave the file under the key that it has."""
    try:
        inside = _inside(file)
    except BaseException:
        file.close()
        raise
    begun_here = not inside.replacing and inside.newest == keyslots.generations[0]
    if not begun_here or unlocked.generation != keyslots.generation:
        # Finished but for the key file; or another state's key file; or a sheet that knows the older key alone.
        file.close()
        return open_file(file.path, None, file.data_key, now, through=unlocked.slot_id)

    def note(session: Session) -> None:
        session.flush()
        details = {"generation": keyslots.generation, "at_opening": True}
        staff = unlocked.staff_name or ""
        audit.append(session.connection(), file.chain_key, now, staff, "key_replaced", None, details)

    if file.data_key == unlocked.data_key:
        return _settle(file, keyslots, None, note)
    try:
        _check_room(file.path)
    except BaseException:
        file.close()
        raise
    return _go_on(file, keyslots, unlocked.data_key, now, note)


def _go_on(file: OfficeFile, keyslots: KeyslotFile, data_key: bytes, now: datetime, also: Also) -> OfficeFile:
    """From the key file with both generations to the end."""
    head = None
    with suppress(DBAPIError, sqlcipher.Error):  # only the opening below proves anything
        head = _head(file)
        _keep_chain_key(file)
        _replace_key(file.engine, data_key)
    _let_go(file)
    try:
        opened = open_file(file.path, keyslots, data_key, now)
    except DBAPIError as error:
        raise _unfinished(T("The disk refused to write.")) from error
    except FileError as error:
        if error.code not in _WRONG_KEY:
            raise _unfinished(error.text) from error
        _close_the_door(file, now)
        raise FileError(
            "rekey-failed",
            T(
                "The key was not replaced; the disk is perhaps full. The file is as it was. "
                "Make room and open the file again."
            ),
            field="file",
        ) from error
    return _settle(opened, keyslots, head, also)


def _settle(opened: OfficeFile, keyslots: KeyslotFile, head: str | None, also: Also) -> OfficeFile:
    """Check the file under its new key, and say inside and beside that this key counts."""
    try:
        _check_whole(opened, head)
        _make_it_count(opened, finish(keyslots, opened.data_key), also)
    except BaseException as error:
        _let_go(opened)
        if isinstance(error, DBAPIError):
            raise _unfinished(T("The disk refused to write.")) from error
        if isinstance(error, CasemanError) and error.code != "rekey-damaged":
            raise _unfinished(error.text) from error
        raise
    return opened


def _check_whole(opened: OfficeFile, head: str | None) -> None:
    if opened.faults() or (head is not None and _head(opened) != head):
        raise FileError(
            "rekey-damaged",
            T("The file is damaged, so that replacing its key was not finished. Bring back the last backup."),
            field="file",
        )


def _make_it_count(opened: OfficeFile, finished: KeyslotFile, also: Also) -> None:
    prepared = prepare_keyslots(keys_path(opened.path), finished)
    try:
        with Session(opened.engine) as session:
            office = session.get_one(OfficeRow, 1)
            office.keyslots = to_json(finished)
            session.add(office)
            session.merge(SettingRow(key=SHEET_DUE, value="1"))
            also(session)
            session.commit()
    except BaseException:
        prepared.discard()
        raise
    prepared.take_place()


def _replace_key(engine: Engine, data_key: bytes) -> None:
    """Write every page anew, in one transaction of the one connection.

    On a full disk SQLCipher answers "ok" all the same and leaves the transaction open; then writing back the log fails.
    The statement goes to the driver itself: an error of SQLAlchemy would show it, and so the key.
    """
    handle = engine.raw_connection()
    try:
        driver: Any = handle.driver_connection
        if driver.in_transaction:
            raise RuntimeError("the key cannot be replaced inside a transaction")
        driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        driver.execute(f"PRAGMA rekey = \"x'{data_key.hex()}'\"").fetchall()
        driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        handle.close()


def _keep_chain_key(file: OfficeFile) -> None:
    """The audit chain goes on under the key that it began with, which the new data key would not give."""
    with Session(file.engine) as session:
        office = session.get_one(OfficeRow, 1)
        if office.chain_key is None:
            office.chain_key = file.chain_key
            session.add(office)
            session.commit()


def _close_the_door(file: OfficeFile, now: datetime) -> None:
    """Nothing was replaced: take the new generation out of the key file, if the old key does open the file."""
    with suppress(CasemanError, DBAPIError):
        _let_go(open_file(file.path, None, file.data_key, now))


def _let_go(file: OfficeFile) -> None:
    """Close, also where the log cannot be written back; it is not lost by that."""
    with suppress(DBAPIError):
        file.close()


def _check_room(path: Path) -> None:
    """Every page is written a second time before the first is given up."""
    if shutil.disk_usage(path.parent).free < path.stat().st_size * 11 // 10 + _SPARE:
        raise FileError(
            "disk-full",
            T("There is no room left to write “{name}”. Free some space and try again.", name=path.name),
            field="file",
        )


def _head(file: OfficeFile) -> str:
    with file.engine.connect() as connection:
        return audit.head(connection)


def _inside(file: OfficeFile) -> KeyslotFile:
    with Session(file.engine) as session:
        return from_json(session.get_one(OfficeRow, 1).keyslots)


def _unfinished(why: Text) -> FileError:
    return FileError(
        "rekey-unfinished",
        T("Replacing the key was interrupted: {why} Nothing is lost: open the file again, and it goes on.", why=why),
        field="file",
    )


def _leaving() -> UnlockError:
    return UnlockError(
        "key-leaving",
        T(
            "The key of this file was being replaced, and yours is not among the new ones. "
            "Another member must open it first."
        ),
        field="staff_name",
    )


def _other_sheet() -> UnlockError:
    return UnlockError(
        "sheet-other-generation",
        T(
            "The key of this file was being replaced, and this recovery sheet does not open it. "
            "Use the other sheet, or let a member open the file with the passphrase."
        ),
        field="recovery_code",
    )
