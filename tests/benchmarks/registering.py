"""A register of all cases imported into a new office, against the same rows put in bare.

The baseline is handed every row as the driver takes it, in its final form, on the same sealed and indexed file: no
file is read, no cell looked at, no date derived and no entry of the trail reckoned.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from caseman.bootstrap import create_office, open_office
from caseman.security.keyslots import FLOOR_COST
from caseman.services.desk import Desk
from caseman.services.export.choice import ExportChoice
from caseman.services.export.registry import LEDGER
from caseman.services.export.writing import export_set
from caseman.services.found_by import indexed_fields
from caseman.services.register_import import import_register
from caseman.storage.search import index_texts
from tests.benchmarks.measuring import Row, median_row, seconds
from tests.benchmarks.offices import driver

_TIMES = 3
_STAFF, _PASSPHRASE = "見本 花子", "合言葉は 見本の桜餅 correct horse 24"
_TABLES = ("envelope", "cases", "party", "request", "correction", "register_line", "audit")


def rows(desk: Desk, cases: int, folder: Path) -> list[Row]:
    """Each turn begins with a new office."""
    place = folder / "register"
    place.mkdir()
    export_set(desk, place / "set", ExportChoice(sheets=(LEDGER.code,)))
    data = (place / "set" / LEDGER.file_name).read_bytes()
    values, bases = [], []
    for turn in range(_TIMES):
        new = _office(place / f"imported{turn}.caseman", desk)
        try:
            values.append(seconds(lambda new=new: import_register(new, LEDGER.file_name, data)))  # type: ignore[misc]
            found = _written(new)
        finally:
            new.close()
        bare = _office(place / f"bare{turn}.caseman", desk)
        try:
            bases.append(seconds(lambda bare=bare, found=found: _put_in(driver(bare), found)))  # type: ignore[misc]
        finally:
            bare.close()
    return [median_row(f"register of {cases:,} cases, median", "executemany of the same rows", (values, bases), 3.0)]


def _office(path: Path, like: Desk) -> Desk:
    create_office(path, office="aucnet", staff_name=_STAFF, passphrase=_PASSPHRASE, sample=True, cost=FLOOR_COST)
    return open_office(path, _PASSPHRASE, clock=like.clock)


def _written(desk: Desk) -> dict[str, tuple[str, list[Any]]]:
    """Every row that the import wrote, with the statement that puts it in."""
    connection = driver(desk)
    found: dict[str, tuple[str, list[Any]]] = {}
    own = connection.execute("SELECT * FROM register_import").fetchall()
    for name, lines in (("register_import", own), *((name, _rows(connection, name)) for name in _TABLES)):
        marks = ", ".join("?" * len(lines[0]))
        found[name] = f"INSERT OR REPLACE INTO {name} VALUES ({marks})", lines
    with desk.reading() as session:
        texts = [(case_id, *index_texts(fields)) for some in indexed_fields(session) for case_id, fields in some]
    found["case_text"] = "INSERT INTO case_text(rowid, pairs, singles, fours) VALUES (?, ?, ?, ?)", texts
    return found


def _rows(connection: Any, name: str) -> list[Any]:
    where = " WHERE action = 'case_imported'" if name == "audit" else ""
    return list(connection.execute(f"SELECT * FROM {name}{where}").fetchall())


def _put_in(connection: Any, found: dict[str, tuple[str, list[Any]]]) -> None:
    for statement, lines in found.values():
        connection.executemany(statement, lines)
    connection.commit()
