"""Attaching and redacting disclosed data from the command line."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from tests.conftest import Ran
from tests.services.attached_walk import REASON, colours, decided, text_pdf, texts
from tests.services.walking import Walk

Cli = Callable[..., Ran]
Sentence = Callable[[Ran], str]


@pytest.fixture
def number(walk: Walk) -> str:
    """A case that is decided in part; the office is closed again."""
    made = decided(walk, part=True)
    walk.desk.close()
    return made


@pytest.fixture
def cli(run_cli: Cli, office_path: Path, passphrase_file: Path, number: str) -> Cli:
    def ran(*arguments: object) -> Ran:
        return run_cli("attach", office_path, number, *arguments, "--passphrase-file", passphrase_file)

    return ran


@pytest.fixture
def data(tmp_path: Path) -> Path:
    path = tmp_path / "data.pdf"
    path.write_bytes(text_pdf(2))
    return path


def test_from_a_file_to_what_is_printed(cli: Cli, on_file: Cli, number: str, data: Path, tmp_path: Path) -> None:
    assert cli("add", data, "--title", "会員登録情報").out == "Attached as 1; pages: 2.\n"
    assert cli("add", data, "--title", "購買履歴", "--as", "enclosed").out == "Attached as 2; pages: 2.\n"
    ran = cli("redact", 1, "--box", "1:21,59.4,105,14.85", "--box", "2: 21, 59.4, 105, 15")
    assert ran.out == ("Redacted: 2.\nWithout ground or reason: 2. No letter can be made until they have them.\n")
    listed = cli("list").out
    assert "2 (unexplained: 2)" in listed
    assert listed.endswith("Attachments: 2\n")
    assert cli("redact", 1, "--ground", "rights", "--reason", REASON).out == "Redacted: 2.\n"
    page = tmp_path / "page.jpg"
    assert cli("page", 1, 1, "--out", page).code == 0
    assert colours(Image.open(io.BytesIO(page.read_bytes())), (0.12, 0.205, 0.58, 0.245)) == {(0, 0, 0)}
    assert cli("move", 2, 1).out == "Moved.\n"
    assert cli("change", 2, "--title", "注文履歴").out == "Changed.\n"
    told = json.loads(cli("list", "--json").out)
    assert [(line["number"], line["title"], line["placing"]) for line in told] == [
        (1, "注文履歴", "enclosed"),
        (2, "会員登録情報", "appended"),
    ]
    assert [box["reason"] for box in told[1]["redactions"]] == [REASON] * 2
    letter, paper = tmp_path / "letter.pdf", tmp_path / "paper.pdf"
    assert on_file("letter", number, "disclosure", "--out", letter).code == 0
    assert "別紙2\u3000会員登録情報（1／2）" in texts(letter.read_bytes())[-2]
    assert cli("paper", f"{number}-01", 1, "--out", paper).code == 0
    assert "別紙1\u3000注文履歴（1／2）" in texts(paper.read_bytes())[0]
    assert cli("take-out", 1).out == "Taken out.\n"
    assert cli("redact", 2, "--clear").out == "Redacted: 0.\n"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("add", "MISSING", "--title", "x"), "cannot be read"),
        (("add", "TEXT", "--title", "x"), "is a text file"),
        (("add", "DATA", "--title", " "), "Fill in this field"),
        (("add", "DATA", "--title", "x", "--request", "9"), "no request number 9"),
        (("redact", "7", "--box", "1:1,1,1,1"), "no attachment 7"),
        (("redact", "1"), "Say with --box"),
        (("redact", "1", "--box", "1:1,1,1"), "in millimetres"),
        (("redact", "1", "--box", "3:1,1,10,10"), "no page 3"),
        (("redact", "1", "--box", "1:1,1,0,10"), "covers nothing"),
        (("redact", "1", "--box", "1:1,1,9,10", "--ground", "not_untrue"), "does not exist"),
        (("take-out", str(10**25)), "no attachment"),
        (("page", "1", "3", "--out", "OUT"), "there is no page 3"),
        (("paper", "P-2026-0001-09", "1", "--out", "OUT"), "no letter"),
        (("add", "DATA", "--title", "x", "--request", str(10**25)), "no request number"),
        (("move", "9", "1"), "no attachment 9"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(
    cli: Cli, refusal: Sentence, data: Path, tmp_path: Path, arguments: tuple[str, ...], told: str
) -> None:
    assert cli("add", data, "--title", "会員登録情報").code == 0
    text = tmp_path / "text.pdf"
    text.write_text("not a PDF", encoding="utf-8")
    paths = {"DATA": data, "TEXT": text, "MISSING": tmp_path / "none.pdf", "OUT": tmp_path / "out"}
    assert told in refusal(cli(*(paths.get(each, each) for each in arguments)))
    assert not (tmp_path / "out").exists()
