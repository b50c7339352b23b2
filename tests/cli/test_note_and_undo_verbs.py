"""`caseman note` and `caseman undo`: a note is written and struck out, the last thing done is taken back."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from tests.conftest import Ran

Cli = Callable[..., Ran]


@pytest.mark.usefixtures("some_cases")
def test_a_note_is_written_shown_and_struck_out(on_file: Cli) -> None:
    assert on_file("note", "P-2026-0001", "本人から電話。") == Ran(0, "The note is written.\n", "")
    assert on_file("note", "P-2026-0001", "別の件", "--strike", "1") == Ran(0, "Note 1 was struck out.\n", "")
    shown = on_file("show", "P-2026-0001").out
    assert "本人から電話。" in shown
    assert "struck out by" in shown
    (told,) = json.loads(on_file("show", "P-2026-0001", "--json").out)["notes"]
    assert (told["text"], told["struck_why"]) == ("本人から電話。", "別の件")
    again = on_file("note", "P-2026-0001", "--strike", "1")
    assert again.code == 1
    assert "struck out already" in again.err


@pytest.mark.usefixtures("some_cases")
def test_an_empty_note_is_refused(on_file: Cli) -> None:
    ran = on_file("note", "P-2026-0001", " ")
    assert ran.code == 1
    assert "Fill in this field." in ran.err


@pytest.mark.usefixtures("some_cases")
def test_what_was_done_last_is_told_and_taken_back(on_file: Cli) -> None:
    on_file("note", "P-2026-0001", "本人から電話。")
    shown = on_file("undo", "P-2026-0001", "--show").out
    assert "Note 1 was written." in shown
    assert "It can be taken back." in shown
    ran = on_file("undo", "P-2026-0001")
    assert ran.code == 0
    assert ran.out.startswith("Taken back: Note 1 was written.")
    entries = json.loads(on_file("show", "P-2026-0001", "--json").out)["history"]
    assert [entry["action"] for entry in entries[:2]] == ["note_struck", "note_written"]


@pytest.mark.usefixtures("some_cases")
def test_not_another_entry_than_the_one_that_was_meant(on_file: Cli) -> None:
    on_file("note", "P-2026-0001", "一")
    ran = on_file("undo", "P-2026-0001", "--entry", "1")
    assert ran.code == 1
    assert "Something else happened since." in ran.err
