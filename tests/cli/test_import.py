"""`caseman import`: tried first, then all of a register or nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Ran
from tests.exchange.registers import text

Cli = Callable[..., Ran]
_BAD = "番号,受付日,氏名,請求区分\n1,R8.4.1,?橋 一郎,開示\n2,2026/2/30,山田 花子,開示\n3,R8.4.3,佐藤,閲覧\n"


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "daicho.csv"
    path.write_bytes(text())
    return path


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    path = tmp_path / "bad.txt"
    path.write_bytes(text(_BAD, "cp932"))
    return path


def _cases(on_file: Cli) -> list[str]:
    return [case["number"] for case in json.loads(on_file("cases", "--json").out)]


def test_a_trial_says_what_would_come_of_it_and_writes_nothing(on_file: Cli, register: Path) -> None:
    ran = on_file("import", register, "--dry-run")
    assert ran.code == 0
    assert "Text in utf-8-sig, separated by comma." in ran.out
    assert "Headings in row 3. Rows: 2; of these can become cases: 2." in ran.out
    assert "Nothing was written: this was a trial." in ran.out
    assert _cases(on_file) == []


def test_a_register_is_imported_once(on_file: Cli, register: Path, refusal: Callable[[Ran], str]) -> None:
    ran = on_file("import", register)
    assert ran.code == 0
    assert "Cases imported: 2." in ran.out
    assert sorted(_cases(on_file)) == ["1", "2"]
    assert on_file("verify").code == 0
    again = on_file("import", register)
    assert again.code == 1
    assert "imported before" in again.err
    assert "row 4" in on_file("show", "1").out


def test_json_keeps_to_what_was_agreed(on_file: Cli, bad: Path) -> None:
    told = json.loads(on_file("import", bad, "--dry-run", "--json").out)
    assert list(told) == ["encoding", "separator", "header_row", "rows", "cases", "problems"]
    assert (told["encoding"], told["separator"], told["header_row"], told["rows"]) == ("cp932", ",", 1, 3)
    (case,) = told["cases"]
    assert case == {
        "row": 2,
        "number": "1",
        "received_on": "2026-04-01",
        "principal_name": "?橋 一郎",
        "request_types": ["disclosure"],
    }
    assert [(p["row"], p["column"]) for p in told["problems"]] == [(2, "氏名"), (3, "受付日"), (4, "請求区分")]
    assert all(list(problem) == ["row", "column", "reason"] for problem in told["problems"])
    assert "calendar" in told["problems"][1]["reason"]


def test_rows_that_cannot_become_cases_stop_all_of_it_until_they_are_left_out(
    on_file: Cli, bad: Path, tmp_path: Path
) -> None:
    report = tmp_path / "problems.csv"
    ran = on_file("import", bad, "--report", report)
    assert ran.code == 1
    assert "2 rows cannot become cases" in ran.err
    assert _cases(on_file) == []
    lines = report.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith('"Row","Column"')
    assert len(lines) == 4
    ran = on_file("import", bad, "--leave-out")
    assert (ran.code, _cases(on_file)) == (0, ["1"])


def test_a_map_is_saved_changed_and_used(on_file: Cli, bad: Path, tmp_path: Path) -> None:
    saved = tmp_path / "map.toml"
    assert on_file("import", bad, "--dry-run", "--save-map", saved).code == 0
    told = saved.read_text(encoding="utf-8")
    assert '"受付日" = "received_on"' in told
    changed = tmp_path / "changed.toml"
    changed.write_text(f'{told}\n[words.request_types]\n"閲覧" = "disclosure"\n', encoding="utf-8")
    cases = json.loads(on_file("import", bad, "--dry-run", "--json", "--map", changed).out)["cases"]
    assert [case["number"] for case in cases] == ["1", "3"]


def test_what_cannot_be_used_is_told_in_one_sentence(
    on_file: Cli, register: Path, tmp_path: Path, refusal: Callable[[Ran], str]
) -> None:
    empty, broken = tmp_path / "empty.csv", tmp_path / "map.toml"
    empty.write_bytes(b"")
    broken.write_text("[columns", encoding="utf-8")
    assert "empty" in refusal(on_file("import", empty))
    assert "cannot be read" in refusal(on_file("import", tmp_path / "none.csv"))
    assert "no TOML" in refusal(on_file("import", register, "--map", broken))
    broken.write_bytes(b"\xff\xfe")
    assert "UTF-8" in refusal(on_file("import", register, "--map", broken))
    assert "exists already" in refusal(on_file("import", register, "--report", broken))


def test_reasons_are_said_in_the_chosen_language(
    run_cli: Cli, office_path: Path, passphrase_file: Path, bad: Path
) -> None:
    ran = run_cli(
        "--language", "ja", "import", office_path, bad, "--dry-run", "--json", "--passphrase-file", passphrase_file
    )
    assert "暦にない日付" in json.loads(ran.out)["problems"][1]["reason"]
