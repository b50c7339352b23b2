"""The main job without a window, each step a program of its own: make an office, work, write, prove."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest

from tests.services.walking import PASSPHRASE

ENVIRONMENT = os.environ | {"CASEMAN_LANGUAGE": "en", "PYTHONUTF8": "1", "QT_QPA_PLATFORM": "offscreen"}


def caseman(*arguments: object, stdin: str = "", code: int = 0) -> str:
    """What `python -m caseman ARGS`, or the program CASEMAN_PROGRAM, prints; on failure its standard error."""
    program = os.environ.get("CASEMAN_PROGRAM")
    start = [program] if program else [sys.executable, "-W", "error", "-m", "caseman"]
    command = [*start, *map(str, arguments)]
    ran = subprocess.run(command, input=stdin, capture_output=True, encoding="utf-8", env=ENVIRONMENT, check=False)
    assert "Traceback" not in ran.stderr
    assert ran.returncode == code, ran.stderr
    if code == 0:
        assert ran.stderr == ""
        return ran.stdout
    return ran.stderr


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("walk") / "demo"
    told = caseman("demo", folder, "--no-pictures")
    assert told.count("THIS IS A SAMPLE") == 2
    return folder


def on_demo(demo: Path, verb: str, *arguments: object, code: int = 0) -> str:
    passphrase = demo / "passphrase.txt"
    return caseman(verb, demo / "demo.caseman", *arguments, "--passphrase-file", passphrase, code=code)


def pdf_text(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        page = document[0]
        text = page.get_textpage()
        told = str(text.get_text_bounded())
        text.close()
        page.close()
    return told.replace(" ", "").replace("　", "")


def test_a_new_office_is_made_and_is_empty_and_sound(tmp_path: Path) -> None:
    file = tmp_path / "office.caseman"
    given = ("--office", "aucnet", "--staff", "見本 花子", "--passphrase-file", "-")
    assert str(file) in caseman("init", file, *given, stdin=PASSPHRASE)
    assert {path.name for path in tmp_path.iterdir()} == {
        "office.caseman",
        "office.caseman.keys",
        "office-recovery-sheet.pdf",
    }
    assert PASSPHRASE.encode() not in file.read_bytes()
    assert not file.read_bytes().startswith(b"SQLite format 3")
    refused = caseman("init", file, *given, stdin=PASSPHRASE, code=1)
    assert "exists already" in refused
    assert refused.count("\n") == 1
    found = json.loads(caseman("verify", file, "--json", "--passphrase-file", "-", stdin=PASSPHRASE))
    assert (found["sound"], found["entries"]) == (True, 2), "made and opened"


def test_from_a_decision_to_the_letter_the_ledger_and_the_proof(demo: Path, tmp_path: Path) -> None:
    waiting = [case for case in json.loads(on_demo(demo, "cases", "--json")) if case["next_step"] == "letter"]
    case = next(case for case in waiting if case["request_types"] == ["disclosure"])
    before = json.loads(on_demo(demo, "verify", "--json"))
    assert before["sound"]

    pdf = tmp_path / "answer.pdf"
    told = on_demo(demo, "letter", case["number"], "disclosure", "--out", pdf)
    assert told == f"Notice of disclosure {case['number']}-01 is in {pdf}.\n"
    written = pdf_text(pdf)
    assert case["number"] in written
    assert case["principal"].replace(" ", "") in written
    assert "見本" in written
    refused = on_demo(demo, "letter", case["number"], "disclosure", "--out", pdf, code=1)
    assert refused.startswith("“answer.pdf” exists already")

    shown = json.loads(on_demo(demo, "show", case["number"], "--json"))
    assert (shown["state"], shown["next_step"]) == ("decided", "dispatch")
    assert [letter["document_number"] for letter in shown["letters"]] == [f"{case['number']}-01"]

    assert re.search(r"ledger\.csv +Ledger +45\n", on_demo(demo, "export", tmp_path / "audit"))
    with (tmp_path / "audit" / "ledger.csv").open(encoding="utf-8-sig", newline="") as stream:
        ledger = {row["受付番号"]: row for row in csv.DictReader(stream)}
    assert len(ledger) == 45
    assert ledger[case["number"]]["本人氏名"] == case["principal"]
    assert ledger[case["number"]]["期限"] == case["due_on"]
    assert ledger[case["number"]]["結果"] == "応諾"

    after = json.loads(on_demo(demo, "verify", "--json"))
    assert after["sound"]
    assert after["letters_checked"] == before["letters_checked"] + 1
    # four openings; checked, made, saved, read, exported
    assert after["entries"] == before["entries"] + 9


def test_a_second_sample_does_not_go_over_the_first(demo: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in demo.rglob("*")}
    refused = caseman("demo", demo, code=1)
    assert refused.startswith(f"“{demo / 'demo.caseman'}” exists already. Choose another folder, or delete the sample")
    assert refused.count("\n") == 1
    assert {path: path.stat().st_mtime_ns for path in demo.rglob("*")} == before
