"""The schema's version: a newer one is refused, an older one is backed up and migrated."""

from __future__ import annotations

import glob
import re
import shutil
from datetime import datetime
from importlib.resources import as_file, files
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2 as sqlcipher

from caseman import __version__
from caseman.errors import FileError
from caseman.storage import audit, seal
from caseman.storage.copying import copy_pages, faults_of, still
from caseman.text import T

HEAD = "0019"
PROGRAM: Final = "file.program"  # the setting that says which program brought the tables to where they are
_VERSION: Final = re.compile(r"[0-9][0-9A-Za-z.+-]{0,30}")


def schema_version(connection: Connection) -> str | None:
    """The revision the file is at; None for a file without tables."""
    found = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE name = 'alembic_version'").first()
    if found is None:
        return None
    row = connection.exec_driver_sql("SELECT version_num FROM alembic_version").first()
    return None if row is None else str(row[0])


def bring_up_to_date(engine: Engine, path: Path, now: datetime, key: bytes) -> Path | None:
    """Migrate an older file after a backup beside it, with its key file; returns the backup's path if one was made.

    Raises `FileError` for a file of a newer program, and where the backup cannot be made or does not hold: then nothing
    was migrated.
    """
    with engine.connect() as connection:
        version = _known_version(connection, path)
    if version == HEAD:
        return None
    backup = path.with_name(f"{path.stem}-before-{HEAD}-{now:%Y%m%dT%H%M%SZ}{path.suffix}")
    _back_up(engine, path, backup, key)
    if version >= "0004":
        with engine.begin() as connection:
            seal.forget(connection)  # rows change; the opening puts a new one on
    upgrade(engine)
    return backup


def refuse_newer(path: Path, key: bytes) -> None:
    """Raise `FileError` for a file that nobody has open and that a newer program wrote, with the version it wants."""
    with still(path, key) as connection:
        _known_version(connection, path)


def _known_version(connection: Connection, path: Path) -> str:
    version = schema_version(connection)
    if version is None or version > HEAD:
        raise _newer(path, version, program_of(connection))
    return version


def program_of(connection: Connection) -> str:
    """The version of the program that brought the tables to where they are; "" where the file does not say.

    It is asked of files that a newer program wrote too: whatever they have in its place is no version.
    """
    try:
        row = connection.exec_driver_sql("SELECT value FROM setting WHERE key = ?", (PROGRAM,)).first()
    except DBAPIError:
        return ""
    found = "" if row is None else str(row[0])
    return found if _VERSION.fullmatch(found) else ""


def _newer(path: Path, version: str | None, program: str) -> FileError:
    text = T(
        "“{name}” was written by caseman {theirs}; you have {ours}. Install caseman {theirs} or later. "
        "Nothing was changed (file version {found}, this program knows {known}).",
        name=path.name,
        theirs=program,
        ours=__version__,
        found=version or "?",
        known=HEAD,
    )
    if program in ("", __version__):
        text = T(
            "“{name}” was written by a newer version of this program "
            "(file version {found}, this program knows {known}). "
            "Install the newer version; nothing was changed.",
            name=path.name,
            found=version or "?",
            known=HEAD,
        )
    return FileError("file-newer", text, field="file")


def _back_up(engine: Engine, path: Path, backup: Path, key: bytes) -> None:
    """A whole copy under a hidden name first: a kill leaves no half backup under its own."""
    making = backup.with_name(f".{backup.name}.new")
    beside = path.with_name(f"{path.name}.keys")
    for left in path.parent.glob(f".{glob.escape(path.stem)}-before-*.new*"):  # by a kill
        left.unlink(missing_ok=True)
    try:
        copy_pages(engine, making, key)
        with still(making, key) as copied, engine.connect() as live:
            if faults_of(copied) or audit.head(copied) != audit.head(live):
                raise _not_backed_up(path)
        if beside.exists():
            kept = backup.with_name(f"{backup.name}.keys")
            shutil.copyfile(beside, kept)
            kept.chmod(0o600)
        making.replace(backup)
    except (OSError, DBAPIError, sqlcipher.Error) as error:
        raise _not_backed_up(path) from error
    finally:
        for suffix in ("", "-journal"):
            making.with_name(making.name + suffix).unlink(missing_ok=True)


def _not_backed_up(path: Path) -> FileError:
    return FileError(
        "not-backed-up",
        T(
            "“{name}” is of an older version, and the backup before bringing it up to date could not be made. "
            "Make room on the disk; nothing was changed.",
            name=path.name,
        ),
        field="file",
    )


def upgrade(engine: Engine, target: str = "head") -> None:
    """Run the migrations up to `target`."""
    _alembic(engine, "upgrade", target)


def downgrade(engine: Engine, target: str) -> None:
    """Run the migrations down to `target` (used by the tests of each migration)."""
    _alembic(engine, "downgrade", target)


def _alembic(engine: Engine, verb: str, target: str) -> None:
    from alembic import command  # noqa: PLC0415  slow to import, needed only when a file is made or migrated
    from alembic.config import Config  # noqa: PLC0415

    with as_file(files("caseman.storage") / "migrations") as folder, engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(folder).replace("%", "%%"))
        config.attributes["connection"] = connection
        connection.exec_driver_sql("BEGIN IMMEDIATE")  # the driver opens no transaction for changes of the schema
        getattr(command, verb)(config, target)
        if (verb, target) == ("upgrade", "head"):  # in one transaction with the tables it speaks of
            connection.exec_driver_sql("INSERT OR REPLACE INTO setting VALUES (?, ?)", (PROGRAM, __version__))
