"""`caseman init`: a new office, or nothing at all."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

from caseman.offices.loader import office_names
from tests.conftest import Ran
from tests.services.walking import PASSPHRASE

Cli = Callable[..., Ran]
Sentence = Callable[[Ran], str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "here"
    made.mkdir()
    return made


def init(run_cli: Cli, file: Path, *more: object, office: str = "aucnet", stdin: str = PASSPHRASE + "\n") -> Ran:
    given = ("--office", office, "--staff", "見本 花子", "--passphrase-file", "-")
    return run_cli("init", file, *given, *more, stdin=stdin)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def sheet_text(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        page = document[0]
        text = page.get_textpage()
        told = str(text.get_text_bounded())
        text.close()
        page.close()
    return told


def test_a_new_office_is_made_and_opens_with_its_passphrase(run_cli: Cli, folder: Path) -> None:
    ran = init(run_cli, folder / "new.caseman")
    assert (ran.code, ran.err) == (0, "")
    assert f"The office file is {folder / 'new.caseman'}" in ran.out
    assert f"Print the recovery sheet {folder / 'new-recovery-sheet.pdf'}" in ran.out
    assert names(folder) == ["new-recovery-sheet.pdf", "new.caseman", "new.caseman.keys"]
    listed = run_cli("cases", folder / "new.caseman", "--passphrase-file", "-", stdin=PASSPHRASE)
    assert (listed.code, listed.out.splitlines()[-1]) == (0, "Cases: 0")
    assert "AUCNET" in sheet_text(folder / "new-recovery-sheet.pdf")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no permission bits")
def test_what_is_made_is_for_its_owner_alone(run_cli: Cli, folder: Path) -> None:
    init(run_cli, folder / "new.caseman")
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}


def test_the_sheet_goes_where_it_is_asked_for_and_in_the_language_asked_for(run_cli: Cli, folder: Path) -> None:
    sheet = folder / "sheet.pdf"
    given = ("--office", "aucnet", "--staff", "見本", "--passphrase-file", "-", "--recovery-sheet", sheet)
    ran = run_cli("--language", "ja", "init", folder / "new.caseman", *given, stdin=PASSPHRASE)
    assert ran.code == 0
    assert "株式会社オークネット" in sheet_text(sheet)


def test_an_existing_office_is_not_touched(run_cli: Cli, folder: Path, refusal: Sentence) -> None:
    (folder / "new.caseman").write_bytes(b"precious")
    assert "There is already a file “new.caseman”" in refusal(init(run_cli, folder / "new.caseman"))
    assert names(folder) == ["new.caseman"]
    assert (folder / "new.caseman").read_bytes() == b"precious"


def test_an_existing_key_file_is_not_touched(run_cli: Cli, folder: Path, refusal: Sentence) -> None:
    (folder / "new.caseman.keys").write_bytes(b"precious")
    assert "“new.caseman.keys”" in refusal(init(run_cli, folder / "new.caseman"))
    assert names(folder) == ["new.caseman.keys"]


def test_an_existing_sheet_is_not_touched(run_cli: Cli, folder: Path, refusal: Sentence) -> None:
    (folder / "new-recovery-sheet.pdf").write_bytes(b"precious")
    assert "“new-recovery-sheet.pdf” exists already" in refusal(init(run_cli, folder / "new.caseman"))
    assert names(folder) == ["new-recovery-sheet.pdf"]


@pytest.mark.parametrize("sheet", ["missing/sheet.pdf", "new.caseman"])
def test_without_its_sheet_no_office_is_left(run_cli: Cli, folder: Path, refusal: Sentence, sheet: str) -> None:
    """The sheet is shown once: a file made without it could never be recovered."""
    refusal(init(run_cli, folder / "new.caseman", "--recovery-sheet", folder / sheet))
    assert names(folder) == []


@pytest.mark.parametrize(
    ("passphrase", "told"),
    [
        ("short", "12"),
        ("passwordpassword", "guess"),
        ("", "The passphrase file is empty. Its first line must hold the passphrase."),
        ("\n" + PASSPHRASE, "The passphrase file is empty. Its first line must hold the passphrase."),
    ],
)
def test_a_weak_passphrase_makes_nothing(
    run_cli: Cli, folder: Path, refusal: Sentence, passphrase: str, told: str
) -> None:
    assert told in refusal(init(run_cli, folder / "new.caseman", stdin=passphrase))
    assert names(folder) == []


def test_an_unknown_procedure_is_named_with_those_that_exist(run_cli: Cli, folder: Path, refusal: Sentence) -> None:
    ran = init(run_cli, folder / "new.caseman", office="nowhere")
    assert refusal(ran) == f"There is no office procedure “nowhere”. Choose one of: {', '.join(office_names())}."
    assert names(folder) == []


def test_a_missing_folder_is_told(run_cli: Cli, folder: Path, refusal: Sentence) -> None:
    assert "does not exist" in refusal(init(run_cli, folder / "missing" / "new.caseman"))
    assert names(folder) == []


def test_a_nameless_member_of_staff_is_refused(run_cli: Cli, folder: Path, refusal: Sentence) -> None:
    given = ("--office", "aucnet", "--staff", " ", "--passphrase-file", "-")
    assert (
        refusal(run_cli("init", folder / "new.caseman", *given, stdin=PASSPHRASE)) == "staff-name: Fill in this field."
    )
    assert names(folder) == []


@pytest.mark.parametrize(("office", "told"), [("gdpr", True), ("aucnet", False)])
def test_a_letterhead_without_a_name_is_told(run_cli: Cli, folder: Path, office: str, told: bool) -> None:
    ran = init(run_cli, folder / "new.caseman", office=office)
    assert ("has no name yet" in ran.out) is told
