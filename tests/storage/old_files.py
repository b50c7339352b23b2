"""Files that earlier versions of the program wrote, kept small beside the tests."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from caseman.security.keyslots import read_keyslots, unlock_with_passphrase
from caseman.storage import migrate
from caseman.storage.engine import close_engine, open_engine
from caseman.storage.file import keys_path
from tests.services.walking import PASSPHRASE, Office, TickingClock, Walk, open_copy

_KEPT = Path(__file__).parent.parent / "data"


def old_office(version: str) -> Office:
    """The old file, unlocked; copy it, never open it in place."""
    path = _KEPT / f"version-{version}.caseman"
    keyslots = read_keyslots(keys_path(path))
    return Office(path, keyslots, unlock_with_passphrase(keyslots, PASSPHRASE).data_key)


def unopened(office: Office, folder: Path) -> Path:
    """A copy of it that nobody has opened yet."""
    copied = office.copy_to(folder)
    for path in (copied, keys_path(copied)):
        path.chmod(0o600)
    return copied


def schema_of(path: Path, data_key: bytes) -> str | None:
    """The version of the tables in a file."""
    engine = open_engine(path, data_key)
    try:
        with engine.connect() as connection:
            return migrate.schema_version(connection)
    finally:
        close_engine(engine, path)


def walk_in(office: Office, path: Path) -> Walk:
    """A walk in a copy, migrated by being opened, a week after it was written. Close its desk."""
    clock = TickingClock(datetime(2026, 12, 1, 1, 0, tzinfo=UTC))
    return Walk(open_copy(office, path, clock), clock)
