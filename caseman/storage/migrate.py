"""The schema's version: a newer one is refused, an older one is backed up and migrated."""

from __future__ import annotations

from datetime import datetime
from importlib.resources import as_file, files
from pathlib import Path

from sqlalchemy import Connection, Engine

from caseman.errors import FileError
from caseman.text import T

HEAD = "0003"


def schema_version(connection: Connection) -> str | None:
    """The revision the file is at; None for a file without tables."""
    found = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE name = 'alembic_version'").first()
    if found is None:
        return None
    row = connection.exec_driver_sql("SELECT version_num FROM alembic_version").first()
    return None if row is None else str(row[0])


def bring_up_to_date(engine: Engine, path: Path, now: datetime) -> Path | None:
    """Migrate an older file after a backup beside it; returns the backup's path when one was made.

    Raises `FileError` for a file of a newer program.
    """
    with engine.connect() as connection:
        version = schema_version(connection)
    if version == HEAD:
        return None
    if version is None or version > HEAD:
        raise FileError(
            "file-newer",
            T(
                "“{name}” was written by a newer version of this program "
                "(file version {found}, this program knows {known}). "
                "Install the newer version; nothing was changed.",
                name=path.name,
                found=version or "?",
                known=HEAD,
            ),
            field="file",
        )
    backup = path.with_name(f"{path.stem}-before-{HEAD}-{now:%Y%m%dT%H%M%SZ}{path.suffix}")
    with engine.connect() as connection:
        connection.exec_driver_sql("VACUUM INTO ?", (str(backup),))
    upgrade(engine)
    return backup


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
