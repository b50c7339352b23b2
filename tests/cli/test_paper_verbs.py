"""`caseman paper`: test sheets, address labels, the office's own fonts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from caseman.domain.lifecycle import Step
from tests.conftest import Ran
from tests.letters.paper import read
from tests.services.walking import Walk

Cli = Callable[..., Ran]
Sentence = Callable[[Ran], str]


@pytest.fixture
def paper(run_cli: Cli, office_path: Path, passphrase_file: Path, walk: Walk) -> Cli:
    """`caseman paper office.caseman VERB …` on an office with one letter, P-2026-0001-01."""
    walk.to(Step.LETTER)
    walk.desk.close()
    return lambda *arguments: run_cli("paper", office_path, *arguments, "--passphrase-file", passphrase_file)


def test_the_test_sheet_of_an_envelope_shows_a_sample_address(paper: Cli, tmp_path: Path, refusal: Sentence) -> None:
    listed = [line.split()[0] for line in paper("envelopes").out.splitlines()]
    assert {"naga3", "dl", "c5-6", "no10"} <= set(listed)
    used, other = tmp_path / "used.pdf", tmp_path / "other.pdf"
    assert paper("test-sheet", "--out", used).code == 0
    assert paper("test-sheet", "--envelope", "no10", "--out", other).code == 0
    assert "Mihon" in read(used.read_bytes()).pages[0]
    assert used.read_bytes() != other.read_bytes()
    assert "exists already" in refusal(paper("test-sheet", "--out", used))
    assert "There is no envelope setting" in refusal(paper("test-sheet", "--envelope", "x", "--out", tmp_path / "x"))


def test_the_sheets_of_labels_are_listed_and_have_test_sheets(paper: Cli, tmp_path: Path, refusal: Sentence) -> None:
    listed = [line.split()[0] for line in paper("label-sheets").out.splitlines()[1:]]
    assert listed[0] == "a4-12", "the one in use first"
    assert {"a4-24", "a4-10", "letter-10", "letter-30"} <= set(listed)
    used, other = tmp_path / "used.pdf", tmp_path / "other.pdf"
    assert paper("label-test-sheet", "--out", used).code == 0
    assert paper("label-test-sheet", "--sheet", "letter-30", "--out", other).code == 0
    assert "Mihon" in read(used.read_bytes()).pages[0]
    assert read(other.read_bytes()).says("3 × 10 labels of 66.7 × 25.4 mm")
    assert "no label sheet" in refusal(paper("label-test-sheet", "--sheet", "x", "--out", tmp_path / "x"))


@pytest.mark.parametrize("more", [(), ("--vertical",), ("--sheet", "a4-24", "--first-label", "4")])
def test_address_labels_for_letters(paper: Cli, tmp_path: Path, more: tuple[str, ...]) -> None:
    made = tmp_path / "labels.pdf"
    assert paper("address-labels", "P-2026-0001-01", "--out", made, *more).code == 0
    text = read(made.read_bytes()).text
    assert set("髙橋一郎様") <= set(text), "vertical lines are read back in another order"
    assert "P-2026-0001" in text


def test_labels_that_cannot_be_made_are_refused(paper: Cli, tmp_path: Path, refusal: Sentence) -> None:
    made = tmp_path / "labels.pdf"
    assert "No letter has the number" in refusal(paper("address-labels", "P-1", "--out", made))
    assert "no label sheet" in refusal(paper("address-labels", "P-2026-0001-01", "--sheet", "a3", "--out", made))
    assert not made.exists()


def test_a_folder_of_fonts_is_kept_and_what_cannot_be_used_is_named(
    paper: Cli, tmp_path: Path, refusal: Sentence
) -> None:
    folder = tmp_path / "fonts"
    assert "There is no folder" in refusal(paper("fonts", "--folder", folder))
    folder.mkdir()
    (folder / "broken.ttf").write_bytes(b"\0\1\0\0" + bytes(40))
    assert str(folder) in paper("fonts", "--folder", folder).out
    assert str(folder) in paper("fonts").out, "it is kept"
    assert paper("fonts", "--folder", "").out.splitlines()[0].endswith("–")
