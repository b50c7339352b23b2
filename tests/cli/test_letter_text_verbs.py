"""`caseman letter-text FILE …`: texts listed, shown, checked, adopted and given up, and the list of names."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from caseman.domain.letters import LetterKind
from caseman.letters.texts import shipped_toml
from caseman.text import Language
from tests.conftest import Ran
from tests.letters.paper import read

Cli = Callable[..., Ran]
_SHIPPED = shipped_toml(LetterKind.RECEIPT, Language.EN)


@pytest.fixture
def verb(run_cli: Cli, office_path: Path, passphrase_file: Path) -> Cli:
    """`caseman letter-text office.caseman VERB …`, with the passphrase where the verb opens the file."""

    def ran(name: str, *arguments: object) -> Ran:
        given = () if name in ("check", "names") else ("--passphrase-file", passphrase_file)
        return run_cli("letter-text", office_path, name, *arguments, *given)

    return ran


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "receipt.toml"
    path.write_text(_SHIPPED.replace("We have received the handling fee", "Thank you for the fee"), encoding="utf-8")
    return path


def test_a_text_goes_out_is_edited_adopted_and_given_up(verb: Cli, own: Path, tmp_path: Path) -> None:
    assert verb("show", "receipt", "en").out == _SHIPPED
    ran = verb("adopt", "receipt", "en", own)
    assert (ran.code, ran.out) == (0, "The office's own text of “Receipt” (English) is in force.\n")
    assert verb("show", "receipt", "en").out == own.read_text(encoding="utf-8")
    assert verb("show", "receipt", "en", "--shipped").out == _SHIPPED
    diff = verb("show", "receipt", "en", "--diff").out.splitlines()
    assert sum(line.startswith("+") for line in diff) == 2
    pdf = tmp_path / "specimen.pdf"
    ran = verb("show", "receipt", "en", "--print", pdf)
    assert (ran.code, ran.out) == (0, f"A specimen of “Receipt” is in {pdf}.\n")
    assert read(pdf.read_bytes()).says("Thank you for the fee")
    assert verb("show", "receipt", "en", "--print", pdf).code == 1, "nothing is replaced"
    ran = verb("shipped", "receipt", "en")
    assert (ran.code, ran.out) == (0, "The text of “Receipt” (English) that ships is in force again.\n")
    assert verb("show", "receipt", "en").out == _SHIPPED
    assert verb("show", "receipt", "en", "--diff").out == "The text that ships is used as it is.\n"


def test_the_list_says_which_are_the_office_s_own(verb: Cli, own: Path) -> None:
    verb("adopt", "receipt", "en", own)
    heading, *lines = verb("list").out.splitlines()
    assert heading.split() == ["Letter", "Kind", "Language", "Text", "Version", "Since", "Adopted", "by"]
    assert len(lines) == len(LetterKind) * len(Language)
    (changed,) = [line for line in lines if "own text" in line]
    assert changed.split()[:2] == ["Receipt", "receipt"]
    assert re.search(r" 1 +\d{4}-\d\d-\d\d \(\w{3}\) ", changed)
    listed = json.loads(verb("list", "--json").out)
    (row,) = [each for each in listed if each["own"]]
    assert (row["kind"], row["language"], row["version"]) == ("receipt", "en", 1)


def test_faults_are_told_as_editors_follow_them(verb: Cli, own: Path) -> None:
    assert verb("check", "receipt", "en", own).out == f"{own}: no mistakes.\n"
    text = own.read_text(encoding="utf-8")
    own.write_text(text.replace("{{ fee_received }}", "{{ fee_recieved }}"), encoding="utf-8")
    line = next(n for n, each in enumerate(text.splitlines(), start=1) if "{{ fee_received }}" in each)
    ran = verb("check", "receipt", "en", own)
    assert ran.code == 1
    assert ran.out == f"{own}:{line}:12: error: There is no name “fee_recieved”. Did you mean “fee_received”?\n"
    (fault,) = json.loads(verb("check", "receipt", "en", own, "--json").out)
    assert (fault["line"], fault["column"], fault["code"]) == (line, 12, "text-name")


def test_a_text_with_faults_is_not_adopted(verb: Cli, own: Path, refusal: Callable[[Ran], str]) -> None:
    own.write_text(own.read_text(encoding="utf-8").replace("{{ fee_received }}", "all"), encoding="utf-8")
    told = refusal(verb("adopt", "receipt", "en", own))
    assert "This letter must tell the amount. Write {{ fee_received }} where it is printed each time." in told
    assert verb("show", "receipt", "en").out == _SHIPPED


@pytest.mark.parametrize("content", [None, b"\xff\xfe"])
def test_a_file_that_is_no_text_is_refused(
    verb: Cli, tmp_path: Path, content: bytes | None, refusal: Callable[[Ran], str]
) -> None:
    path = tmp_path / "other.toml"
    if content is not None:
        path.write_bytes(content)
    assert "cannot be read as UTF-8 text" in refusal(verb("check", "receipt", "en", path))


def test_the_names_of_a_letter_are_listed_with_their_meaning(verb: Cli, run_cli: Cli, office_path: Path) -> None:
    lines = verb("names", "deficiency").out.splitlines()
    assert any(
        line.split()[0] == "unmended" and "what happens without an answer" in line and "returned | refused" in line
        for line in lines
    )
    assert not any(line.startswith("fee_due") for line in lines)
    assert any(line.startswith("fee_due") for line in verb("names").out.splitlines())
    assert any(each["name"] == "fee_due" for each in json.loads(verb("names", "--json").out))
    japanese = run_cli("--language", "ja", "letter-text", office_path, "names", "deficiency").out
    assert "補正がないときの取扱い" in japanese
