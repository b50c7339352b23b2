"""No service writes without an entry, and none gives a paper or a picture out without one: read from its code."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

from caseman import services

SOURCES = sorted(Path(services.__file__).parent.glob("*.py"))
# What writes and tells nothing, and why.
UNTOLD = {
    "changing_keys": "who changes keys by it tells what is changed",
    "keep_draft": "unfinished input that comes back after a lock",
    "note_progress": "how far a print run came; its beginning, stops and end are told",
    "keep_look": "columns and widths of a member's own list",
    "keep_list": "what a member asks a list for again",
    "rename_list": "the same",
    "remove_list": "the same",
    "look_into_folder": "tells of each scan that it takes in",
}
# What gives bytes and tells nothing, and why.
UNTOLD_BYTES = {
    "scan_thumbnail": "small pictures of scans in a list",
    "page_to_mask": "opening a scan to be masked is told",
    "page_to_redact": "opening a file to be redacted is told",
    "sheet_of_labels_test": "says nothing of a person",
    "envelope_test_sheet": "says nothing of a person",
    "print_specimen": "says nothing of a person",
    "look_at_scan": "a file from outside, before it is taken in",
}


@cache
def _functions() -> dict[tuple[str, str], ast.FunctionDef]:
    """By module and name."""
    return {
        (path.stem, node.name): node
        for path in SOURCES
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef)
    }


def _calls(node: ast.AST) -> set[str]:
    found = set()
    for each in ast.walk(node):
        if isinstance(each, ast.Call):
            name = each.func.attr if isinstance(each.func, ast.Attribute) else getattr(each.func, "id", "")
            found.add(name)
    return found


def tells(module: str, name: str, seen: frozenset[tuple[str, str]] = frozenset()) -> bool:
    """Whether a function, or one that it calls, writes into the trail."""
    node = _functions().get((module, name))
    if (module, name) in seen or node is None:
        return False
    calls = _calls(node)
    return "note" in calls or any(
        tells(each[0], each[1], seen | {(module, name)}) for call in calls for each in _meant(module, call)
    )


def _meant(module: str, name: str) -> list[tuple[str, str]]:
    """What a call may mean: a function of the same module, or else a public one of another."""
    if (module, name) in _functions():
        return [(module, name)]
    return [each for each in _functions() if each[1] == name and not name.startswith("_")]


def _public() -> list[tuple[str, str]]:
    """What pages and verbs call: it has a desk, and no session of somebody else."""
    return [
        (module, name)
        for (module, name), node in _functions().items()
        if not name.startswith("_") and [a.arg for a in node.args.args[:1]] == ["desk"]
        if "session" not in [a.arg for a in node.args.args]
    ]


def _gives_bytes(node: ast.FunctionDef) -> bool:
    return node.returns is not None and "bytes" in ast.unparse(node.returns)


WRITING = sorted(each for each in _public() if {"work", "changing_keys"} & _calls(_functions()[each]))
GIVING = sorted(each for each in _public() if _gives_bytes(_functions()[each]))


def test_they_are_found() -> None:
    assert len(WRITING) > 70
    assert {"decide", "close_case", "add_member", "take_statement"} <= {name for _, name in WRITING}
    assert {"case_cover", "scan_page", "preview_letter", "derivation_sheet"} <= {name for _, name in GIVING}


@pytest.mark.parametrize(("module", "name"), WRITING)
def test_what_writes_is_told(module: str, name: str) -> None:
    assert tells(module, name) or name in UNTOLD, f"{name} writes and the trail does not tell"


@pytest.mark.parametrize(("module", "name"), GIVING)
def test_what_gives_a_paper_or_a_picture_is_told(module: str, name: str) -> None:
    assert tells(module, name) or name in UNTOLD_BYTES, f"{name} gives bytes out and the trail does not tell"
