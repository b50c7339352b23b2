"""`where`, `move` and `place`: both questions about paper, from the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Ran

Cli = Callable[..., Ran]
Sentence = Callable[[Ran], str]


@pytest.fixture
def place(run_cli: Cli, office_path: Path, passphrase_file: Path) -> Cli:
    """`caseman place office.caseman VERB ... --passphrase-file ...`."""
    return lambda *arguments: run_cli("place", office_path, *arguments, "--passphrase-file", passphrase_file)


@pytest.mark.usefixtures("some_cases")
def test_papers_go_to_a_place_and_both_questions_are_answered(on_file: Cli, place: Cli) -> None:
    assert place("add", "Safe B").out == "Added: Safe B\n"
    assert place("add", "Tray", "--kind", "tray").code == 0
    moved = on_file("move", "P-2026-0001", "--to", "ｓａｆｅ b", "--only", "id_copy", "--note", "until decided")
    assert moved == Ran(0, "Bundles moved: 1\n", "")
    assert on_file("move", "P-2026-0002", "--to", "Safe B").out == "Bundles moved: 3\n"
    lying = json.loads(on_file("where", "--in", "Safe B", "--json").out)
    assert sorted({line["case_numbers"][0] for line in lying}) == ["P-2026-0001", "P-2026-0002"]
    assert len(lying) == 4
    told = on_file("where", "P-2026-0001").out
    assert told.count("No place yet") == 2
    assert told.count("Safe B") == 1
    assert told.endswith("Bundles: 3\n")
    assert on_file("where").out.endswith("Bundles: 2\n"), "papers of running cases that nobody laid anywhere"
    assert on_file("move", "P-2026-0001", "--end", "returned", "--only", "id_copy").code == 0
    assert "Returned" in on_file("where", "P-2026-0001").out
    assert [line["papers"] for line in json.loads(place("list", "--json").out)] == [3, 0]


@pytest.mark.usefixtures("some_cases")
def test_what_cannot_be_is_refused_with_a_sentence(on_file: Cli, place: Cli, refusal: Sentence) -> None:
    place("add", "Safe B")
    assert "already" in refusal(place("add", "SAFE B"))
    assert "no place “Safe Z”" in refusal(on_file("where", "--in", "Safe Z"))
    assert "no place “Safe Z”" in refusal(on_file("move", "P-2026-0001", "--to", "Safe Z"))
    assert "place where" in refusal(on_file("move", "P-2026-0001"))
    assert "P-2026-0999" in refusal(on_file("move", "P-2026-0999", "--to", "Safe B"))
    assert "papers first" in refusal(on_file("move", "P-2026-0001", "--to", "Safe B", "--only", "seal_certificate"))
    on_file("move", "P-2026-0001", "--to", "Safe B")
    assert "Move them first" in refusal(place("retire", "Safe B"))


def test_a_place_is_renamed_and_goes_out_of_use(place: Cli, refusal: Sentence) -> None:
    place("add", "Safe B")
    assert place("rename", "safe b", "金庫B").out == "Renamed: 金庫B\n"
    assert place("retire", "金庫B").out == "Not used any more: 金庫B\n"
    assert "not used any more" in place("list").out
    assert "no place “Safe B”" in refusal(place("rename", "Safe B", "x"))
