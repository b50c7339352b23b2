"""An office file: made whole or not at all, opened only when it is what its key file says."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlmodel import Session

from caseman.domain.roles import FOUNDER, stored_roles
from caseman.errors import FileError
from caseman.security import slots
from caseman.security.keyslots import KeyslotFile, clear_prepared, from_json, to_json, verify, write_keyslots
from caseman.security.subkeys import audit_key
from caseman.storage import audit, migrate, seal, search
from caseman.storage.engine import close_engine, open_engine
from caseman.storage.office_tables import OfficeRow, ProcedureRow, StaffRow
from caseman.storage.refusals import translated
from caseman.storage.upkeep import checkpoint, interrupt, page_faults, rewrite
from caseman.text import T

KEYS_SUFFIX = ".keys"


def keys_path(path: Path) -> Path:
    """Where the keyslot file of an office file stands: beside it."""
    return path.with_name(path.name + KEYS_SUFFIX)


@dataclass(frozen=True)
class OfficeFile:
    """An open office file; it is held alone until `close`.

    `before` is the copy made before an older file was brought up to date at this opening, if it was.
    """

    path: Path
    engine: Engine
    file_id: str
    sample: bool
    chain_key: bytes = field(repr=False)
    data_key: bytes = field(repr=False)
    before: Path | None = None

    def close(self) -> None:
        close_engine(self.engine, self.path)

    def interrupt(self) -> None:
        """Break off the query under way, if any; from any thread. It fails with `OperationalError`."""
        interrupt(self.engine)

    def forget_deleted(self) -> None:
        """Empty the log, which still holds pages as they were: what was deleted is then nowhere in the file."""
        with translated(self.path):
            checkpoint(self.engine)

    def sweep(self) -> None:
        """Write the file anew without what was deleted, and empty the log. Raises `FileError` on a full disk."""
        with translated(self.path):
            with self.engine.begin() as connection:
                search.forget_removed(connection)
            rewrite(self.engine)

    def faults(self) -> list[str]:
        with translated(self.path):
            return page_faults(self.engine)


@dataclass(frozen=True)
class NewOffice:
    """What a new file starts with."""

    keyslots: KeyslotFile
    data_key: bytes = field(repr=False)
    procedure_code: str
    procedure_version: int
    procedure_toml: str
    in_force_from: date
    staff_name: str
    sample: bool


def create_file(path: Path, office: NewOffice, now: datetime) -> None:
    """Make the office file and its keyslot file. Existing files are never touched; a failure leaves nothing behind."""
    _refuse_existing(path)
    making = path.with_name(f".{path.name}.new")
    making.unlink(missing_ok=True)
    try:
        with translated(path):
            engine = open_engine(making, office.data_key, create=True)
            try:
                migrate.upgrade(engine)
                _fill(engine, office, now)
            finally:
                close_engine(engine, making)
        making.chmod(0o600)
        write_keyslots(keys_path(path), office.keyslots)
        try:
            os.link(making, path)  # never overwrites, unlike a rename
        except OSError:
            keys_path(path).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise FileError(
            "file-not-created",
            T(
                "The office file cannot be made in this folder: {why}.",
                why=error.strerror or type(error).__name__,
            ),
            field="file",
        ) from error
    finally:
        making.unlink(missing_ok=True)


def open_file(
    path: Path, keyslots: KeyslotFile | None, data_key: bytes, now: datetime, *, through: str | None = None
) -> OfficeFile:
    """Open an existing office file, bring an older one up to date, and check that it belongs to its key file.

    The copy of the key file inside is the one that counts: where the one beside differs or is gone (`keyslots` None),
    it is written anew. `through` is the slot that the data key came from: one that the copy inside does not have (an
    older key file was put back) is refused with `UnlockError`. While a key is being replaced, open with
    `caseman.storage.rekey.open_with`.
    """
    engine = open_engine(path, data_key)
    try:
        with translated(path):
            before = migrate.bring_up_to_date(engine, path, now, data_key)
            with engine.connect() as connection:
                file_id, sample, kept_key, inside = _office_of(connection, keyslots, path.name)
            chain_key = kept_key or audit_key(data_key)
            seal.install(engine, chain_key)
        _agree(path, keyslots, inside, data_key, through)
    except BaseException:
        close_engine(engine, path)
        raise
    return OfficeFile(path, engine, file_id, bool(sample), chain_key, data_key, before)


def _agree(path: Path, beside: KeyslotFile | None, inside: str, data_key: bytes, through: str | None) -> None:
    """Let the copy inside win. Raises `FileError` where it was not written under this data key."""
    with suppress(OSError):
        clear_prepared(keys_path(path))
    if beside is not None and (beside.replacing or not inside.strip()):
        return  # which generation counts is settled elsewhere; the first files had no copy
    counts = from_json(inside)
    verify(counts, data_key)
    if counts != beside:
        write_keyslots(keys_path(path), counts)
    if through is not None and not counts.newest.holds(through):
        raise slots.withdrawn()


def _office_of(connection: Connection, keyslots: KeyslotFile | None, name: str) -> tuple[str, int, bytes | None, str]:
    """Its id, whether it is a sample, the key of its chain where it has one of its own, its copy of the key file."""
    office = connection.exec_driver_sql("SELECT file_id, sample, chain_key, keyslots FROM office").one_or_none()
    if office is None or (keyslots is not None and office.file_id != keyslots.file_id):
        raise FileError(
            "file-other-keys",
            T("“{name}” belongs to another key file. Put the two files that belong together in one folder.", name=name),
            field="file",
        )
    return office.file_id, office.sample, office.chain_key, office.keyslots


def _refuse_existing(path: Path) -> None:
    for each in (path, keys_path(path)):
        if each.exists() or each.is_symlink():
            raise FileError(
                "file-exists",
                T(
                    "There is already a file “{name}”. Choose another name; nothing was changed.",
                    name=each.name,
                ),
                field="file",
            )
    if not path.parent.is_dir():
        raise FileError("folder-missing", T("There is no folder “{name}”.", name=str(path.parent)), field="file")


def _fill(engine: Engine, office: NewOffice, now: datetime) -> None:
    with Session(engine) as session:
        session.add(
            OfficeRow(
                id=1,
                file_id=office.keyslots.file_id,
                created_at=now,
                sample=office.sample,
                keyslots=to_json(office.keyslots),
            )
        )
        session.add(
            ProcedureRow(
                version=office.procedure_version,
                code=office.procedure_code,
                toml=office.procedure_toml,
                in_force_from=office.in_force_from,
                added_at=now,
            )
        )
        session.add(StaffRow(name=office.staff_name, roles=stored_roles(FOUNDER), added_at=now))
        session.flush()
        audit.append(
            session.connection(),
            audit_key(office.data_key),
            now,
            office.staff_name,
            "file_created",
            None,
            {"procedure": office.procedure_code, "version": office.procedure_version},
        )
        session.commit()


__all__ = ["KEYS_SUFFIX", "NewOffice", "OfficeFile", "create_file", "keys_path", "open_file"]
