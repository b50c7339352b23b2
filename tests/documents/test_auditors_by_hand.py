"""The auditor's page, followed to the letter with the tools it names, on a set that the program wrote."""

from __future__ import annotations

import base64
import csv
import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from caseman.domain.lifecycle import Step
from caseman.help_pages import help_page
from caseman.services.export.choice import ExportChoice
from caseman.services.export.registry import SHEETS
from caseman.text import Language
from tests.documents.other_reader import database, hkdf
from tests.services.export_samples import exported
from tests.services.walking import Office, TickingClock, Walk, open_copy

PAGE = help_page("auditors-by-hand", Language.EN)
PIECES = ("list.py", "trail.py", "chain.py")
pytestmark = pytest.mark.skipif(shutil.which("sha256sum") is None, reason="the page's commands are those of GNU")


@dataclass(frozen=True)
class Given:
    """What an auditor has: the folder, and what was told by another way. And, at the office, the key of the chain."""

    folder: Path
    sha256: str
    head: str
    anchor: str
    key: str


@pytest.fixture(scope="module")
def written(office: Office, tmp_path_factory: pytest.TempPathFactory) -> Given:
    """A set, with `audit.csv` as the page's statement gives it from a copy of the file."""
    home = tmp_path_factory.mktemp("audited")
    desk = open_copy(office, office.copy_to(home), TickingClock())
    walk = Walk(desk, desk.clock)
    for last in (Step.CLOSE, Step.DECISION):
        walk.to(last)
    made = exported(walk, home / "set", ExportChoice())
    desk.close()
    for name, code in zip(PIECES, (text for kind, text in PAGE.code if kind == "python"), strict=True):
        (made.folder / name).write_text(code, encoding="utf-8")
    (statement,) = (text for kind, text in PAGE.code if kind == "sql")
    connection = database(home / office.path.name, office.data_key)
    cursor = connection.execute(statement)
    with (made.folder / "audit.csv").open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow([column[0] for column in cursor.description])
        rows.writerows(cursor)
    connection.close()
    trail = made.records("trail")
    fifth = f"5-{base64.b32encode(bytes.fromhex(trail[4]['mac'])).decode()[:20]}"  # as a sheet would have printed it
    told = made.manifest
    return Given(
        made.folder,
        told["sha256"],
        told["trail"]["head"],
        fifth,
        hkdf(office.data_key, b"caseman 1 audit chain").hex(),
    )


@pytest.fixture
def given(written: Given, tmp_path: Path) -> Given:
    """A copy that a test may spoil."""
    folder = shutil.copytree(written.folder, tmp_path / "set")
    return Given(folder, written.sha256, written.head, written.anchor, written.key)


def _run(given: Given, block: int, *, ok: bool = True) -> str:
    """Run a block of commands as it stands, with what the office told in the place of the examples."""
    commands = [text for kind, text in PAGE.code if kind == "sh"][block]
    commands = commands.replace("20-XXXXXXXXXXXXXXXXXXXX", given.anchor).replace("KEY", given.key)
    commands = commands.replace("python3", sys.executable)
    done = subprocess.run(
        ["/bin/sh", "-e", "-c", commands], cwd=given.folder, capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode == 0) is ok, done.stderr
    return done.stdout if ok else done.stdout + done.stderr


def test_a_sound_set_passes_every_step(given: Given) -> None:
    told = _run(given, 0).splitlines()
    assert all(line.endswith(": OK") for line in told[:-1])
    listed = {each["name"] for each in json.loads((given.folder / "manifest.json").read_bytes())["files"]}
    assert len(told) == len(listed) + 1
    auditors_own = {*PIECES, "audit.csv", "list.txt"}
    assert {path.name for path in given.folder.iterdir()} - auditors_own == listed | {"manifest.json"}, "as it is said"
    assert told[-1].split()[0] == given.sha256
    assert _run(given, 1).strip().endswith(f"head {given.head}")
    number = given.head.partition("-")[0]
    assert _run(given, 2).startswith("the chain holds, head ")
    with (given.folder / "audit.csv").open(encoding="utf-8", newline="") as stream:
        rows = {row["number"]: row for row in csv.DictReader(stream)}
    with (given.folder / "trail.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert [row[7:9] for row in list(csv.reader(stream))[1:]] == [
            [rows[str(each)]["seal"], rows[str(each)]["mac"]] for each in range(1, int(number) + 1)
        ]


def test_a_changed_file_fails_the_first_step(given: Given) -> None:
    sheet = given.folder / "ledger.csv"
    sheet.write_bytes(sheet.read_bytes().replace(b"5250", b"5350"))
    assert "ledger.csv: FAILED" in _run(given, 0, ok=False)


def test_a_changed_manifest_has_another_hash(given: Given) -> None:
    manifest = given.folder / "manifest.json"
    manifest.write_bytes(manifest.read_bytes().replace(b'"minimised": false', b'"minimised": true'))
    assert _run(given, 0).splitlines()[-1].split()[0] != given.sha256


@pytest.mark.parametrize("what", ["gap", "head", "anchor"])
def test_another_trail_fails_the_second_step(given: Given, what: str) -> None:
    if what == "anchor":
        other = Given(given.folder, given.sha256, given.head, "3-AAAAAAAAAAAAAAAAAAAA", given.key)
        assert "did not go through 3-AAAA" in _run(other, 1, ok=False)
        return
    trail = given.folder / "trail.csv"
    lines = trail.read_bytes().split(b"\r\n")
    del lines[4 if what == "gap" else -2]
    trail.write_bytes(b"\r\n".join(lines))
    assert {"gap": "a gap before entry 4", "head": "KeyError"}[what] in _run(given, 1, ok=False)


@pytest.mark.parametrize("what", ["staff", "order", "key"])
def test_a_rewritten_entry_fails_the_third_step(given: Given, what: str) -> None:
    rows = given.folder / "audit.csv"
    lines = rows.read_text(encoding="utf-8").splitlines()
    key = given.key
    if what == "staff":
        lines[3] = lines[3].replace("見本 花子", "見本 太郎")
    elif what == "order":
        lines[3], lines[4] = lines[4], lines[3]
    else:
        key = "00" * 32
    rows.write_text("\r\n".join(lines) + "\r\n", encoding="utf-8", newline="")
    told = _run(Given(given.folder, given.sha256, given.head, given.anchor, key), 2, ok=False)
    assert f"entry {1 if what == 'key' else 3} was changed" in told


@pytest.mark.parametrize("language", Language)
def test_every_sheet_and_field_is_described(written: Given, language: Language) -> None:
    text = help_page("export-format", language).text
    for sheet in SHEETS:
        assert f"`{sheet.code}.csv`" in text
    manifest = json.loads((written.folder / "manifest.json").read_bytes())
    fields = {
        *manifest,
        *manifest["trail"],
        *manifest["files"][0],
        *manifest["period"],
        *manifest["files"][0]["columns"][0],
    }
    for field in fields - {"zone"}:  # told in words
        assert f"`{field}`" in text, field
