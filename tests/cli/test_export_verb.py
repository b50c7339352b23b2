"""`export`: the set for an auditor, and nothing in the place of another."""

from __future__ import annotations

import csv
import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from caseman.storage.file import keys_path
from tests.conftest import Ran
from tests.services.export_samples import SOUND, read_set, verify
from tests.services.walking import PRINCIPAL, Walk

Cli = Callable[..., Ran]
Sentence = Callable[[Ran], str]


def rows(path: Path) -> list[dict[str, str]]:
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.usefixtures("some_cases")
def test_the_set_is_written_into_a_new_folder(on_file: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "audit" / "2026"
    ran = on_file("export", folder)
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0].split() == ["File", "Sheet", "Rows"]
    assert lines[1].split() == ["ledger.csv", "Ledger", "3"]
    told = read_set(folder).manifest
    assert f"SHA-256 of the manifest {told['sha256']}, head {told['trail']['head']}." in ran.out
    assert re.fullmatch(r"Audit anchor: \d+-[A-Z2-7]{20}", lines[-1])
    assert verify(folder) == (0, [SOUND])
    ledger = rows(folder / "ledger.csv")
    assert [row["受付番号"] for row in ledger] == ["P-2026-0001", "P-2026-0002", "P-2026-0003"]
    closed = ledger[2]
    assert (closed["本人氏名"], closed["手数料額"], closed["受理日"]) == ("髙橋 一郎", "5250", "2026-11-24")
    assert (closed["期限"], closed["結果"], closed["保存期限"]) == ("2026-12-08", "応諾", "2029-11-24")
    if os.name != "nt":
        assert (folder / "ledger.csv").stat().st_mode & 0o777 == 0o600


@pytest.mark.usefixtures("some_cases")
@pytest.mark.parametrize("option", ["--headings", "--language"])
def test_the_headings_may_be_english(on_file: Cli, tmp_path: Path, option: str) -> None:
    assert on_file("export", tmp_path / "audit", option, "en").code == 0
    ledger = rows(tmp_path / "audit" / "ledger.csv")
    assert len(ledger) == 3
    assert all(heading.isascii() for heading in ledger[0])
    assert "Granted" in ledger[2].values()


@pytest.mark.usefixtures("some_cases")
def test_period_sheets_and_columns_are_chosen(on_file: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "set"
    chosen = ("--from", "R8.11.1", "--to", "2026-11-23", "--sheets", "ledger, staff", "--columns", "number,received_on")
    ran = on_file("export", folder, *chosen, "--minimised", "--json")
    told = json.loads(ran.out)
    assert told["rows"] == {"ledger": 3, "staff": 1}
    assert told["folder"] == str(folder)
    made = read_set(folder)
    assert made.manifest["period"]["from"] == "2026-11-01"
    assert made.sheet("ledger") == [[f"P-2026-000{number}", "2026-11-20"] for number in (1, 2, 3)]
    assert told["sha256"] == made.manifest["sha256"]
    assert on_file("export", tmp_path / "later", "--from", "2026-11-21").out.splitlines()[1].split()[-1] == "0"


@pytest.mark.usefixtures("some_cases")
def test_the_same_period_gives_the_same_folder(on_file: Cli, tmp_path: Path) -> None:
    for name in ("one", "two"):
        assert on_file("export", tmp_path / name).code == 0
    one, two = ({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("one", "two"))
    assert one == two


@pytest.mark.usefixtures("some_cases")
def test_last_years_set_is_not_written_over(on_file: Cli, tmp_path: Path, refusal: Sentence) -> None:
    folder = tmp_path / "set"
    folder.mkdir()
    (folder / "ledger.csv").write_bytes(b"precious")
    assert refusal(on_file("export", folder)).startswith("“set” exists already, and nothing in it is replaced.")
    assert (folder / "ledger.csv").read_bytes() == b"precious"
    assert [path.name for path in folder.iterdir()] == ["ledger.csv"]
    assert json.loads(on_file("verify", "--json").out)["entries"] == 22, "20, and two openings"


@pytest.mark.usefixtures("some_cases")
def test_a_file_where_the_folder_should_be(on_file: Cli, tmp_path: Path, refusal: Sentence) -> None:
    (tmp_path / "audit").write_bytes(b"")
    assert refusal(on_file("export", tmp_path / "audit")).startswith("“audit” exists already")
    told = refusal(on_file("export", tmp_path / "audit" / "set"))
    assert told == "The folder for “set” does not exist. Choose another folder."


@pytest.mark.usefixtures("some_cases")
@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        (("--from", "2026-12-01", "--to", "2026-11-01"), "The period ends on 2026-11-01 (Sun), before it begins."),
        (("--to", "soon"), "Write the date like 2026-11-24"),
        (("--sheets", "wages"), "There is no “wages” here. Choose from: ledger, requests,"),
        (("--columns", "number,number"), "Something is named twice."),
        (("--columns", "remarks", "--minimised"), "A minimised export has no column for persons"),
    ],
)
def test_what_does_not_fit_is_refused(
    on_file: Cli, tmp_path: Path, refusal: Sentence, chosen: tuple[str, ...], told: str
) -> None:
    assert refusal(on_file("export", tmp_path / "set", *chosen)).startswith(told)
    assert not (tmp_path / "set").exists()


def test_what_cp932_cannot_hold_is_told_cell_by_cell(on_file: Cli, walk: Walk, tmp_path: Path) -> None:
    walk.case(principal=PRINCIPAL | {"name": "𠮷野 —"})
    walk.desk.close()
    chosen = ("--encoding", "cp932", "--sheets", "ledger")
    ran = on_file("export", tmp_path / "set", *chosen)
    assert ran.code == 1
    assert ran.err.startswith("cp932 cannot hold 2 characters. Nothing was written.")
    lines = ran.out.splitlines()
    assert lines[0].split()[:3] == ["Sheet", "Row", "Column"]
    assert "U+20BB7" in lines[1]
    assert lines[1].endswith("“吉”")
    assert not (tmp_path / "set").exists()
    refused = json.loads(on_file("export", tmp_path / "set", *chosen, "--json").out)["refused"]
    assert (refused["code"], refused["count"], refused["without_replacement"]) == ("characters", 2, 0)
    assert refused["cells"][1] == {
        "sheet": "ledger",
        "row": 2,
        "column": "principal_name",
        "character": "—",
        "code_points": "U+2014",
        "name": "EM DASH",
        "written_as": "―",
    }
    ran = on_file("export", tmp_path / "set", *chosen, "--transcribe")
    assert "Characters that were replaced: 2; they are listed in replaced.csv." in ran.out
    assert "吉野 ―".encode("cp932") in (tmp_path / "set" / "ledger.csv").read_bytes()


def test_a_formula_in_a_name_is_not_run_by_a_spreadsheet(on_file: Cli, walk: Walk, tmp_path: Path) -> None:
    walk.case(principal=PRINCIPAL | {"name": "=HYPERLINK(0)"})
    walk.desk.close()
    assert on_file("export", tmp_path / "set").code == 0
    assert rows(tmp_path / "set" / "ledger.csv")[0]["本人氏名"] == "'=HYPERLINK(0)"


def test_the_key_file_stays_as_it_was(on_file: Cli, office_path: Path, tmp_path: Path) -> None:
    before = keys_path(office_path).read_bytes()
    assert on_file("export", tmp_path / "set").code == 0
    assert keys_path(office_path).read_bytes() == before
