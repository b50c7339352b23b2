"""Another maker's library opens an office file with its data key alone: nobody is locked in.

SQLite3 Multiple Ciphers is a reimplementation of SQLCipher 4's format that shares no code with SQLCipher. It is
installed into a folder of pytest's cache, apart from the program's own environment, and asked by a process of its own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from caseman.services.desk import Desk
from caseman.storage.copying import still
from tests.services.walking import Office, TickingClock, Walk, open_copy

_PACKAGE, _VERSION = "apsw-sqlite3mc", "3.54.0.0"
_TABLES = ("audit", "cases", "party", "envelope", "scan", "scan_content", "request")

# Reads FILE with KEY (hex) and nothing of this program; an answer or the refusal as one line of JSON.
_READER = """
import json, sys
import apsw
path, key = sys.argv[1:3]
assert not [name for name in sys.modules if name.startswith(("caseman", "sqlcipher3"))]
connection = apsw.Connection(f"file:{path}?mode=ro&immutable=1", flags=apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI)
ask = connection.execute
found = {}
try:
    for pragma in ("cipher = 'sqlcipher'", "legacy = 4", f"key = \\"x'{key}'\\""):
        ask(f"PRAGMA {pragma}").fetchall()
    found["application_id"] = ask("PRAGMA application_id").fetchone()[0]
    found["file_id"] = ask("SELECT file_id FROM office WHERE id = 1").fetchone()[0]
    found["integrity"] = [row[0] for row in ask("PRAGMA integrity_check")]
    found["names"] = [row[0] for row in ask("SELECT name FROM party ORDER BY id")]
    found["rows"] = {name: ask(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in sys.argv[3:]}
    found["heads"] = [row[0].hex() for row in ask("SELECT mac FROM audit ORDER BY number")]
except apsw.Error as error:
    found = {"refused": type(error).__name__}
print(json.dumps([apsw.sqlite3_sourceid(), apsw.mc_version, found]))
"""


@pytest.fixture(scope="module")
def library(request: pytest.FixtureRequest) -> Path:
    """The folder with the other library; fetched once with uv from the package registry."""
    from uv import find_uv_bin

    cache = request.config.cache
    if cache is None:
        pytest.skip("pytest runs without its cache folder, where the other SQLCipher build is kept")
    folder = cache.mkdir("independent-sqlcipher") / _VERSION
    if not (folder / "apsw").is_dir():
        installing = [find_uv_bin(), "pip", "install", "--quiet", "--no-deps", "--only-binary", ":all:"]
        installing += ["--python", sys.executable, "--target", str(folder), f"{_PACKAGE}=={_VERSION}"]
        done = subprocess.run(installing, capture_output=True, text=True, check=False, timeout=120)
        if done.returncode != 0:
            pytest.skip(f"{_PACKAGE} {_VERSION} could not be installed: {done.stderr.strip()[-300:]}")
    return folder


def _read(library: Path, path: Path, key: bytes) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-S", "-c", _READER, str(path), key.hex(), *_TABLES],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        env={name: value for name, value in os.environ.items() if name != "PYTHONHOME"} | {"PYTHONPATH": str(library)},
        cwd=library,
    )
    source, version, found = json.loads(done.stdout)
    assert version.startswith("SQLite3 Multiple Ciphers"), source
    return dict(found)


def _ours(desk: Desk) -> dict[str, Any]:
    with desk.reading() as session:
        run = session.connection().exec_driver_sql
        return {
            "application_id": run("PRAGMA application_id").scalar_one(),
            "file_id": desk.file.file_id,
            "integrity": ["ok"],
            "names": list(run("SELECT name FROM party ORDER BY id").scalars()),
            "rows": {name: run(f'SELECT count(*) FROM "{name}"').scalar_one() for name in _TABLES},
            "heads": [mac.hex() for mac in run("SELECT mac FROM audit ORDER BY number").scalars()],
        }


@pytest.fixture
def closed(office: Office, office_path: Path, clock: TickingClock) -> tuple[Path, dict[str, Any]]:
    """An office with two cases, closed, and what this program read in it."""
    desk = open_copy(office, office_path, clock)
    walk = Walk(desk, clock)
    walk.identity(walk.case())
    walk.agent_case("disclosure")
    held = _ours(desk)
    desk.close()
    return office_path, held


def test_an_independent_build_opens_the_file_with_the_data_key(
    library: Path, office: Office, closed: tuple[Path, dict[str, Any]]
) -> None:
    path, held = closed
    before = path.read_bytes()
    found = _read(library, path, office.data_key)
    assert found == held
    assert found["rows"]["cases"] == 2
    assert len(found["heads"]) >= 5
    assert path.read_bytes() == before


@pytest.mark.parametrize("wrong", ["one bit", "all zero"])
def test_the_wrong_key_opens_nothing_there_either(
    library: Path, office: Office, closed: tuple[Path, dict[str, Any]], wrong: str
) -> None:
    key = bytes(32) if wrong == "all zero" else bytes([office.data_key[0] ^ 1]) + office.data_key[1:]
    assert _read(library, closed[0], key) == {"refused": "NotADBError"}


def test_it_finds_a_changed_page(library: Path, office: Office, closed: tuple[Path, dict[str, Any]]) -> None:
    """The other library checks the same page MACs: a flipped bit in a page that is read is refused."""
    path, _ = closed
    with still(path, office.data_key) as connection:
        page = connection.exec_driver_sql("SELECT rootpage FROM sqlite_master WHERE name = 'party'").scalar_one()
    content = bytearray(path.read_bytes())
    content[(page - 1) * 4096 + 100] ^= 1
    path.write_bytes(content)
    assert "refused" in _read(library, path, office.data_key)
