"""Every action that the code writes into the trail has a place in its table and a sentence in both languages."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import caseman
from caseman.domain.letter_course import ReviewKind
from caseman.domain.trail import ACTIONS, READ_ACTIONS, ActionGroup, group_of, parted
from caseman.services.case_facts import EventKind
from caseman.services.trail import _SENTENCES, entry_label
from caseman.storage.case_keys import Opened
from caseman.text import Language

SOURCES = Path(caseman.__file__).parent
# What an f-string can be filled with.
FILLED = {
    "case_{kind.value}": [f"case_{kind.value}" for kind in EventKind],
    "letter_{kind.value}": [f"letter_{kind.value}" for kind in ReviewKind],
    "letter_{how}": ["letter_printed", "letter_saved"],
    "fee_{kind.value}": ["fee_asked", "fee_reminded", "fee_waived", "fee_restored"],
}
# Names of variables that hold an action, and where they come from.
VARIABLES = {
    "letter_attachments.py": ["attachment_printed"],
    "closures.py": ["closure_added", "closure_removed"],
    "enclosing.py": ["enclosure_added", "enclosure_removed"],
    "scan_tray.py": ["scan_taken_out", "scan_quarantined", "scan_masked", "scan_opened_to_mask"],
    "reading.py": [*READ_ACTIONS, "trail_read", "book_read", "run_read"],
    "opening.py": ["unlock_failed", "file_restored"],
}


def _notes() -> Iterator[tuple[Path, ast.expr]]:
    for path in sorted(SOURCES.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "note_each":
                yield path, node.args[2]
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            if node.func.attr == "note" and ast.unparse(node.func.value) != "log" and node.args:
                yield path, node.args[0]
            elif ast.unparse(node.func) in ("audit.append", "audit.append_many") and path.name != "work.py":
                yield path, node.args[4]


def _named(path: Path, action: ast.expr) -> list[str]:
    if isinstance(action, ast.Constant):
        return [str(action.value)]
    if isinstance(action, ast.IfExp):
        return [*_named(path, action.body), *_named(path, action.orelse)]
    if isinstance(action, ast.JoinedStr):
        return FILLED[ast.unparse(action)[2:-1]]
    return VARIABLES[path.name]


def written_actions() -> set[str]:
    found = {"clock_set_back"}
    for path, action in _notes():
        found.update(_named(path, action))
    return found


def test_every_action_that_is_written_is_in_the_table_and_has_a_sentence() -> None:
    written = written_actions()
    assert len(written) > 90
    assert written - set(ACTIONS) == set()
    assert written - set(_SENTENCES) == set()


def test_no_sentence_and_no_line_of_the_table_is_of_an_action_that_nobody_writes() -> None:
    written = written_actions() | {"case_disposed", "months_disposed", "ledger_exported"}  # the last by older programs
    assert set(_SENTENCES) - written == set()
    assert set(ACTIONS) - written == set()


@pytest.mark.parametrize("action", sorted(ACTIONS))
def test_where_all_was_disposed_of_each_action_still_has_a_sentence(action: str) -> None:
    for language in Language:
        told = entry_label(action, Opened({}, gone=True)).say(language)
        assert told
        assert "{" not in told


def test_each_group_has_actions_and_a_label_in_both_languages() -> None:
    assert {action.group for action in ACTIONS.values()} == set(ActionGroup)
    for group in ActionGroup:
        assert group.label.say(Language.JA) != group.label.say(Language.EN)
    assert group_of("of_a_newer_program") is ActionGroup.OFFICE


def test_what_is_not_named_is_personal() -> None:
    assert parted("letter_returned", {"document": "P-1", "reason": "moved", "returned_on": "2026-11-24"}) == (
        {"document": "P-1", "returned_on": "2026-11-24"},
        {"reason": "moved"},
    )
    assert parted("of_a_newer_program", {"a": 1, "b": "", "c": None}) == ({"b": "", "c": None}, {"a": 1})


def test_no_free_text_is_ever_named_public() -> None:
    public = set().union(*(action.public for action in ACTIONS.values()))
    assert public.isdisjoint({"reason", "note", "words", "changed", "holder", "place", "to", "payer", "missing"})
