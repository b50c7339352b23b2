"""An office file with who stays and who leaves, rows and scans, to replace the key of; and what must be in it."""

from __future__ import annotations

import hashlib
import random
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import text
from sqlmodel import Session

from caseman.bootstrap import create_office
from caseman.security import keyslots as keys
from caseman.security.keyslots import FLOOR_COST, KeyslotFile
from caseman.storage import audit
from caseman.storage.file import OfficeFile, keys_path, open_file
from caseman.storage.office_tables import OfficeRow, SettingRow
from caseman.storage.scan_tables import ScanContentRow

STAYS, STAYS_PHRASE = "見本 花子", "合言葉は 見本の桜餅 correct horse 24"
LEAVES, LEAVES_PHRASE = "Sample Taro", "copper lantern seventeen"
NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
Rows = dict[str, list[tuple[object, ...]]]
_GROWING = frozenset({"seal", "audit", "office", "setting", "case_text"})


@dataclass(frozen=True)
class Ready:
    """A closed office file with two members, the code of its sheet, and its rows."""

    path: Path
    keyslots: KeyslotFile
    data_key: bytes
    code: str
    rows: Rows

    def copy_to(self, folder: Path) -> Path:
        copied = folder / self.path.name
        shutil.copy(self.path, copied)
        shutil.copy(keys_path(self.path), keys_path(copied))
        return copied

    @property
    def leaving(self) -> str:
        """The slot of the member who leaves."""
        return keys.known(self.keyslots.newest, LEAVES).id


def make_ready(folder: Path, scans: int, size: int) -> Ready:
    """An office with so many scans of so many bytes each, and as many settings and entries of the trail."""
    path = folder / "office.caseman"
    create_office(path, office="aucnet", staff_name=STAYS, passphrase=STAYS_PHRASE, clock=lambda: NOW, cost=FLOOR_COST)
    first = keys.read_keyslots(keys_path(path))
    data_key = keys.unlock_with_passphrase(first, STAYS_PHRASE).data_key
    both, code = keys.replace_recovery(keys.add_staff(first, data_key, LEAVES, LEAVES_PHRASE, FLOOR_COST), data_key)
    file = open_file(path, first, data_key, NOW)
    noise = random.Random(20261124)
    with Session(file.engine) as session:
        session.get_one(OfficeRow, 1).keyslots = keys.to_json(both)
        for number in range(scans):
            content = noise.randbytes(size)
            session.add(ScanContentRow(sha256=hashlib.sha256(content).hexdigest(), data=content))
            session.add(SettingRow(key=f"sample.{number}", value=f"見本 {number}"))
            session.flush()
            audit.append(session.connection(), file.chain_key, NOW, STAYS, "noted", None, {"number": number})
        session.commit()
    rows = rows_of(file)
    file.close()
    keys.write_keyslots(keys_path(path), both)
    return Ready(path, both, data_key, code.text, rows)


def rows_of(file: OfficeFile) -> Rows:
    """The rows that replacing a key has nothing to do with."""
    with file.engine.connect() as connection:
        names = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")).scalars()
        rows = {
            name: [tuple(row) for row in connection.execute(text(f'SELECT * FROM "{name}" ORDER BY 1'))]
            for name in names.all()
            if name not in _GROWING and not name.startswith("case_text")
        }
        samples = connection.execute(text("SELECT key, value FROM setting WHERE key LIKE 'sample.%' ORDER BY key"))
        return {**rows, "setting": [tuple(row) for row in samples]}


def assert_whole(file: OfficeFile, ready: Ready) -> None:
    """Every row is there, every page is sound, the chain holds, and inside and beside stands one generation."""
    assert rows_of(file) == ready.rows
    assert file.faults() == []
    with Session(file.engine) as session:
        verdict = audit.verify(session.connection(), file.chain_key)
        inside = keys.from_json(session.get_one(OfficeRow, 1).keyslots)
    assert verdict.broken_at is None
    assert verdict.entries > len(ready.rows["setting"])
    assert len(inside.generations) == 1
    keys.verify(inside, file.data_key)
    assert keys.read_keyslots(keys_path(file.path)) == inside
    assert not list(file.path.parent.glob(".*.part"))
