"""The pages on the format are enough: a reader written from them alone opens a fresh office in every way there is."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import keyring
import keyring.core
import pytest

from caseman.bootstrap import create_office, open_office
from caseman.domain.custody import PlaceKind
from caseman.help_pages import help_page
from caseman.security.file import read_keyslots
from caseman.security.keyslots import FLOOR_COST, to_json, unlock_with_passphrase
from caseman.services import custody, people
from caseman.services.inputs import AmendedPersonInput
from caseman.services.key_replacing import replace_key
from caseman.services.keys import enable_workstation
from caseman.storage.file import keys_path
from caseman.text import Language
from tests.documents.recovery_sheets import on_sheet
from tests.security.security_samples import Memory
from tests.services.walking import PASSPHRASE, PRINCIPAL, STAFF, TickingClock, Walk, trail_of

READER = Path(__file__).with_name("other_reader.py")


@dataclass(frozen=True)
class Fresh:
    """A closed office with cases and scans, its recovery sheet, its keyring entry, and what the program reads in it."""

    path: Path
    code: str
    wrapped: str
    entry: str
    held: dict[str, Any]


def _read(path: Path, *way: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-P", str(READER), str(path), *way],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        cwd=path.parent,
    )
    if done.returncode:
        return {"refused": done.stderr.strip().splitlines()[-1]}
    found = json.loads(done.stdout)
    assert found.pop("foreign") == []
    assert found.pop("page_size") == 4096
    assert found.pop("names_in_clear") == found["names"], "the same without SQLCipher"
    assert found.pop("sealed_tables") > 30
    return dict(found)


def _held(path: Path, clock: TickingClock) -> dict[str, Any]:
    """What the program reads; that it opened and closed the file stands in the trail too."""
    desk = open_office(path, PASSPHRASE, clock=clock)
    try:
        with desk.reading() as session:
            run = session.connection().exec_driver_sql
            names = list(run("SELECT name FROM party ORDER BY id").scalars())
            scans = sorted(run("SELECT sha256 FROM scan_content").scalars())
        return {"file_id": desk.file.file_id, "names": names, "scans": scans, "values": [v for _, v in trail_of(desk)]}
    finally:
        desk.close()


@pytest.fixture(scope="module", params=["first key", "key replaced"])
def fresh(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Fresh:
    """Where its key was replaced, the chain keeps a key that the data key does not give."""
    path, clock, backend = tmp_path_factory.mktemp("fresh") / "office.caseman", TickingClock(), Memory()
    made = create_office(path, office="aucnet", staff_name=STAFF, passphrase=PASSPHRASE, clock=clock, cost=FLOOR_COST)
    sheet = made.recovery_sheet
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keyring.core, "_keyring_backend", backend)
        desk = open_office(path, PASSPHRASE, clock=clock)
        walk = Walk(desk, clock)
        walk.identity(walk.case())
        held = walk.agent_case("disclosure")
        amended = PRINCIPAL | {"number": held, "role": "principal", "address": "見本県改訂市1", "why": "見本の転居"}
        people.amend_person(desk, AmendedPersonInput.read(**amended))
        custody.add_place(desk, "見本の棚", PlaceKind.FOLDER)
        if request.param == "key replaced":
            sheet = replace_key(desk).pdf
        enable_workstation(desk, "見本の端末")
        desk.close()
    (entry,) = backend.entries.values()
    return Fresh(path, *on_sheet(sheet), entry, _held(path, clock))


@pytest.mark.parametrize("way", ["passphrase", "code", "sheet", "keyring"])
def test_every_way_in_is_told(fresh: Fresh, way: str) -> None:
    given = {
        "passphrase": (STAFF, PASSPHRASE),
        "code": (fresh.code,),
        "sheet": (fresh.wrapped, fresh.code.replace("0", "O").replace("1", "l").lower()),
        "keyring": (fresh.entry,),
    }[way]
    found = _read(fresh.path, way, *given)
    values = found.pop("values")
    assert re.fullmatch(rf"{len(values)}-[A-Z2-7]{{20}}", found.pop("head"))
    assert values[: len(fresh.held["values"])] == fresh.held["values"]
    assert {**found, "scans": sorted(found["scans"])} == {k: v for k, v in fresh.held.items() if k != "values"}
    assert {"見本の転居", "見本の棚"} <= {value for each in values for value in each.values() if isinstance(value, str)}
    assert len(found["names"]) == 3
    assert len(found["scans"]) == 1


def test_the_chain_that_is_checked_is_the_programs(fresh: Fresh, tmp_path: Path) -> None:
    """Its head is the one that the program prints; a changed key file, passphrase or code opens nothing."""
    found = _read(fresh.path, "passphrase", STAFF, PASSPHRASE)
    desk = open_office(_copy(fresh.path, tmp_path), PASSPHRASE, clock=TickingClock())
    try:
        with desk.reading() as session:
            run = session.connection().exec_driver_sql
            mac = run("SELECT mac FROM audit WHERE number = ?", (int(found["head"].partition("-")[0]),)).scalar_one()
    finally:
        desk.close()
    from caseman.storage.audit import head_text

    assert head_text(int(found["head"].partition("-")[0]), mac) == found["head"]
    assert "InvalidTag" in _read(fresh.path, "passphrase", STAFF, f"{PASSPHRASE}!")["refused"]


@pytest.mark.parametrize("what", ["label", "entry", "row"])
def test_it_sees_what_was_changed(fresh: Fresh, tmp_path: Path, what: str) -> None:
    """The checks of the pages find what the program's own find: the key file's MAC, the chain, the seal."""
    path = _copy(fresh.path, tmp_path)
    if what == "label":
        keys = keys_path(path)
        keys.write_text(keys.read_text(encoding="utf-8").replace("見本の端末", "他人の端末"), encoding="utf-8")
        told = "the key file was changed"
    else:
        data_key = unlock_with_passphrase(read_keyslots(keys_path(path)), PASSPHRASE).data_key
        changed = {"entry": "UPDATE audit SET staff = '他人' WHERE number = 4", "row": "UPDATE party SET name = '他人'"}
        _change(path, data_key, changed[what])
        told = {"entry": "entry 4", "row": "party"}[what]
    assert told in _read(path, "passphrase", STAFF, PASSPHRASE)["refused"]


def test_the_statements_of_the_page_open_it(fresh: Fresh) -> None:
    """As they stand there, with the key in its place."""
    from sqlcipher3 import dbapi2

    keys = read_keyslots(keys_path(fresh.path))
    data_key = unlock_with_passphrase(keys, PASSPHRASE).data_key
    page = help_page("format-file", Language.EN)
    ((kind, code),) = page.code
    connection = dbapi2.connect(f"file:{fresh.path}?mode=ro&immutable=1", uri=True)
    _, _, (identity,), (office,), tables = [
        connection.execute(statement).fetchall()
        for statement in code.replace("KEY", data_key.hex()).split(";\n")
        if statement
    ]
    connection.close()
    assert kind == "sql"
    assert f"`application_id` is {identity[0]}," in page.text
    assert office[:2] == (keys.file_id, to_json(keys))
    assert {"cases", "party", "audit"} <= {name for name, _ in tables}


def _copy(path: Path, folder: Path) -> Path:
    for each in (path, keys_path(path)):
        (folder / each.name).write_bytes(each.read_bytes())
    return folder / path.name


def _change(path: Path, data_key: bytes, statement: str) -> None:
    """Behind the program's back, by a bare SQLCipher."""
    from sqlcipher3 import dbapi2

    connection = dbapi2.connect(str(path))
    connection.execute(f"PRAGMA key = \"x'{data_key.hex()}'\"")
    connection.execute(statement)
    connection.commit()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
