"""`letter`: a file that a person asked for, and nothing in the place of another."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

from caseman.domain.letters import LetterKind
from tests.conftest import Ran

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
