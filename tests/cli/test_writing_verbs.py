"""`letter` and `export`: files that a person asked for, and nothing in the place of another."""

from __future__ import annotations

import csv
import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

from caseman.domain.letters import LetterKind
from caseman.storage.file import keys_path
from tests.conftest import Ran
from tests.services.walking import PRINCIPAL, Walk

Cli = Callable[..., Ran]
Sentence = Callable[[Ran], str]


def pdf_text(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        told = []
        for page in document:
            text = page.get_textpage()
            told.append(str(text.get_text_bounded()))
            text.close()
            page.close()
    return "\n".join(told)


def history(on_file: Cli, number: str) -> list[str]:
    return [line["action"] for line in json.loads(on_file("show", number, "--json").out)["history"]]


@pytest.mark.usefixtures("some_cases")
def test_a_letter_is_made_and_written(on_file: Cli, tmp_path: Path) -> None:
    pdf = tmp_path / "answer.pdf"
    ran = on_file("letter", "P-2026-0001", "disclosure", "--out", pdf)
    assert ran == Ran(0, f"Notice of disclosure P-2026-0001-01 is in {pdf}.\n", "")
    told = pdf_text(pdf).replace(" ", "")
    assert "P-2026-0001" in told
    assert "髙橋" in told
    assert "見本県見本市見本町1-2-3" in told
    assert history(on_file, "P-2026-0001")[:2] == ["letter_saved", "letter_made"]


@pytest.mark.usefixtures("some_cases")
def test_a_letter_that_was_made_is_written_again_byte_by_byte(on_file: Cli, tmp_path: Path) -> None:
    first, second = tmp_path / "1.pdf", tmp_path / "2.pdf"
    for pdf in (first, second):
        assert on_file("letter", "P-2026-0003", "disclosure", "--out", pdf).code == 0
    assert first.read_bytes() == second.read_bytes()
    assert history(on_file, "P-2026-0003")[:3] == ["letter_saved", "letter_saved", "case_closed"]


@pytest.mark.usefixtures("some_cases")
def test_an_existing_file_is_not_overwritten(on_file: Cli, tmp_path: Path, refusal: Sentence) -> None:
    pdf = tmp_path / "answer.pdf"
    pdf.write_bytes(b"precious")
    told = refusal(on_file("letter", "P-2026-0001", "disclosure", "--out", pdf))
    assert told == "“answer.pdf” exists already and is not replaced. Choose another name, or move that file away."
    assert pdf.read_bytes() == b"precious"
    assert "letter_made" not in history(on_file, "P-2026-0001")


@pytest.mark.usefixtures("some_cases")
def test_a_folder_that_is_missing_is_told(on_file: Cli, tmp_path: Path, refusal: Sentence) -> None:
    told = refusal(on_file("letter", "P-2026-0001", "disclosure", "--out", tmp_path / "missing" / "answer.pdf"))
    assert told == "The folder for “answer.pdf” does not exist. Choose another folder."
    assert "letter_made" not in history(on_file, "P-2026-0001")


@pytest.mark.usefixtures("some_cases")
@pytest.mark.parametrize("number", ["P-2026-0001", "P-2026-0002"])
def test_a_letter_that_no_decision_asks_for(on_file: Cli, tmp_path: Path, refusal: Sentence, number: str) -> None:
    pdf = tmp_path / "answer.pdf"
    told = refusal(on_file("letter", number, "correction", "--out", pdf))
    kind = LetterKind.CORRECTION.label
    expected = f"No decision of case {number} asks for a “{kind}”. Decide first, or choose another letter."
    assert told == expected
    assert not pdf.exists()


@pytest.mark.usefixtures("some_cases")
def test_a_letter_of_a_case_that_does_not_exist(on_file: Cli, tmp_path: Path, refusal: Sentence) -> None:
    told = refusal(on_file("letter", "P-2026-0099", "disclosure", "--out", tmp_path / "answer.pdf"))
    assert told.startswith("There is no case “P-2026-0099”.")


def rows(path: Path) -> list[dict[str, str]]:
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.usefixtures("some_cases")
def test_the_ledger_is_written_into_a_new_folder(on_file: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "audit" / "2026"
    ran = on_file("export", folder)
    assert (ran.code, ran.err) == (0, "")
    told = ran.out.strip().removeprefix(f"Cases in {folder / 'ledger.csv'}: 3. Audit anchor: ")
    assert re.fullmatch(r"2[12]-[A-Z2-7]{20}", told), (
        "one more where the clock of this machine stands before the walk's"
    )
    ledger = rows(folder / "ledger.csv")
    assert [row["受付番号"] for row in ledger] == ["P-2026-0001", "P-2026-0002", "P-2026-0003"]
    closed = ledger[2]
    assert (closed["本人氏名"], closed["手数料額"], closed["受理日"]) == ("髙橋 一郎", "5250", "2026-11-24")
    assert (closed["期限"], closed["結果"], closed["保存期限"]) == ("2026-12-08", "応諾", "2029-11-24")
    if os.name != "nt":
        assert (folder / "ledger.csv").stat().st_mode & 0o777 == 0o600


@pytest.mark.usefixtures("some_cases")
def test_the_headings_may_be_english(on_file: Cli, tmp_path: Path) -> None:
    on_file("export", tmp_path / "audit", "--headings", "en")
    ledger = rows(tmp_path / "audit" / "ledger.csv")
    assert len(ledger) == 3
    assert all(heading.isascii() for heading in ledger[0])
    assert "Granted" in ledger[2].values()


@pytest.mark.usefixtures("some_cases")
def test_an_existing_ledger_is_not_overwritten(on_file: Cli, tmp_path: Path, refusal: Sentence) -> None:
    (tmp_path / "ledger.csv").write_bytes(b"precious")
    assert refusal(on_file("export", tmp_path)).startswith("“ledger.csv” exists already and is not replaced.")
    assert (tmp_path / "ledger.csv").read_bytes() == b"precious"
    assert json.loads(on_file("verify", "--json").out)["entries"] == 20


@pytest.mark.usefixtures("some_cases")
def test_a_file_where_the_folder_should_be(on_file: Cli, tmp_path: Path, refusal: Sentence) -> None:
    (tmp_path / "audit").write_bytes(b"")
    told = refusal(on_file("export", tmp_path / "audit"))
    assert told.startswith(f"The folder “{tmp_path / 'audit'}” cannot be made")
    assert told.endswith("Choose another folder.")


def test_a_formula_in_a_name_is_not_run_by_a_spreadsheet(on_file: Cli, walk: Walk, tmp_path: Path) -> None:
    walk.case(principal=PRINCIPAL | {"name": "=HYPERLINK(0)"})
    walk.desk.close()
    assert on_file("export", tmp_path).code == 0
    assert rows(tmp_path / "ledger.csv")[0]["本人氏名"] == "'=HYPERLINK(0)"


def test_the_key_file_stays_as_it_was(on_file: Cli, office_path: Path, tmp_path: Path) -> None:
    before = keys_path(office_path).read_bytes()
    assert on_file("export", tmp_path).code == 0
    assert keys_path(office_path).read_bytes() == before
