"""The script that goes with a set: what it finds, run alone as an auditor runs it."""

from __future__ import annotations

import ast
import hashlib
import json
import os
import shutil
import sys
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from caseman.domain.lifecycle import Step
from caseman.services.export.choice import ExportChoice
from tests.conftest import Ran
from tests.services.export_samples import exported, furnish, verify
from tests.services.walking import Office, TickingClock, Walk, open_copy

SCRIPT = Path(str(files("resources"))) / "export" / "verify_export.py"


@pytest.fixture(scope="module")
def whole(office: Office, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A set that nobody touches."""
    folder = tmp_path_factory.mktemp("whole")
    clock = TickingClock()
    desk = open_copy(office, office.copy_to(folder), clock)
    try:
        walk = Walk(desk, clock)
        furnish(walk)
        return exported(walk, folder / "set").folder
    finally:
        desk.close()


@pytest.fixture
def copy(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "copy"))


def faults(folder: Path) -> list[str]:
    """What the script finds, which must be something; run from outside, so that its own copy may be damaged."""
    code, lines = verify(folder, SCRIPT)
    assert code == 1
    return lines


def test_it_needs_the_standard_library_alone_and_fits_on_a_screen() -> None:
    source = SCRIPT.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= 60
    assert max(map(len, source.splitlines())) <= 120
    imported = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Import | ast.ImportFrom)]
    names = {name.name.partition(".")[0] for node in imported for name in node.names if isinstance(node, ast.Import)}
    names |= {(node.module or "").partition(".")[0] for node in imported if isinstance(node, ast.ImportFrom)}
    assert names <= sys.stdlib_module_names
    ast.parse(source, feature_version=(3, 8))  # as old a Python as an auditor may have


def test_a_whole_set_is_sound_wherever_it_lies(copy: Path) -> None:
    moved = copy.rename(copy.with_name("別の場所"))
    assert verify(moved)[0] == 0
    assert verify(moved, SCRIPT)[0] == 0


def test_the_script_in_the_set_is_the_one_that_ships_and_leaves_nothing(copy: Path) -> None:
    assert (copy / "verify_export.py").read_bytes() == SCRIPT.read_bytes()
    before = {path.name for path in copy.iterdir()}
    verify(copy)
    assert {path.name for path in copy.iterdir()} == before


def _names(whole: Path) -> list[str]:
    return sorted(path.name for path in whole.iterdir())


def test_a_changed_byte_in_any_file_is_found(whole: Path, copy: Path) -> None:
    for name in _names(whole):
        data = (whole / name).read_bytes()
        for at in {0, len(data) // 3, len(data) // 2, len(data) - 2}:
            (copy / name).write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
            found = faults(copy)
            assert name in found[0] or name == "manifest.json", (name, at, found)
        (copy / name).write_bytes(data)
    assert verify(copy)[0] == 0


def test_a_script_that_was_changed_reports_itself(copy: Path) -> None:
    script = copy / "verify_export.py"
    script.write_bytes(script.read_bytes().replace(b"Writes nothing.", b"Writes nothing!"))
    assert verify(copy) == (1, ["verify_export.py: it was changed"])


def test_a_missing_file_and_an_extra_one_are_found(whole: Path, copy: Path) -> None:
    for name in set(_names(whole)) - {"manifest.json"}:
        (copy / name).unlink()
        assert faults(copy) == [f"'{name}': it is missing"]
        shutil.copy(whole / name, copy / name)
    (copy / "manifest.json").unlink()
    assert faults(copy)[0].startswith("it cannot be read: FileNotFoundError")
    shutil.copy(whole / "manifest.json", copy / "manifest.json")
    (copy / "名簿.csv").write_bytes(b"")
    (copy / "sub").mkdir()
    assert faults(copy) == ["'sub': it does not belong here", r"'\u540d\u7c3f.csv': it does not belong here"]


@pytest.mark.skipif(os.name == "nt", reason="links as POSIX has them")
def test_a_link_in_the_place_of_a_file_is_found(whole: Path, copy: Path) -> None:
    (copy / "staff.csv").unlink()
    (copy / "staff.csv").symlink_to(whole / "staff.csv")
    assert faults(copy) == ["staff.csv: it was changed"]


def _edit(folder: Path, change: Callable[[dict[str, Any]], object], *, sealed: bool) -> None:
    """Change the manifest; `sealed` gives it a hash that fits again, as one would who means harm."""
    told = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    change(told)
    if sealed:
        told["sha256"] = "0" * 64
        blank = json.dumps(told, ensure_ascii=False, indent=1) + "\n"
        told["sha256"] = hashlib.sha256(blank.encode()).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _entry(told: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(entry for entry in told["files"] if entry["name"] == name)
    return found


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (lambda m: _entry(m, "ledger.csv").update(rows=99), "ledger.csv: it has 6 rows instead of 99"),
        (
            lambda m: _entry(m, "ledger.csv")["columns"].pop(),
            "ledger.csv: its headings are not those of the manifest",
        ),
        (
            lambda m: m["trail"].update(head="5-AAAAAAAAAAAAAAAAAAAA"),
            "trail.csv: its last entry does not give the head",
        ),
        (lambda m: m["trail"].update(last=999), "trail.csv: its last entry does not give the head"),
        (lambda m: m["trail"].update(first=2), "trail.csv: row 1 should be entry 2 of the trail"),
        (lambda m: _entry(m, "staff.csv").update(sha256="0" * 64), "staff.csv: it was changed"),
        (lambda m: m["files"].pop(0), "'ledger.csv': it does not belong here"),
        (lambda m: m.pop("trail"), "it cannot be read: KeyError: 'trail'"),
        (lambda m: _entry(m, "ledger.csv").update(encoding="utf-16"), "it cannot be read: UnicodeError"),
    ],
)
def test_an_edited_manifest_is_found(copy: Path, change: Callable[[dict[str, Any]], object], found: str) -> None:
    _edit(copy, change, sealed=True)
    assert any(line.startswith(found) for line in faults(copy)), faults(copy)


def test_a_manifest_that_was_edited_without_its_hash_is_found(copy: Path) -> None:
    _edit(copy, lambda m: m["program"].update(version="9"), sealed=False)
    assert faults(copy) == ["manifest.json: it was changed"]


@pytest.mark.parametrize("told", [b"", b"[]", b"{}", b"null", b'{"sha256": 5}', b"\xff\xfe", b"[" * 5000])
def test_a_manifest_of_another_kind_is_told_in_a_line(copy: Path, told: bytes) -> None:
    (copy / "manifest.json").write_bytes(told)
    (line,) = faults(copy)
    assert line.startswith("it cannot be read: ")


def test_a_trail_whose_middle_was_taken_out_is_found(copy: Path) -> None:
    path = copy / "trail.csv"
    lines = path.read_bytes().split(b"\r\n")
    path.write_bytes(b"\r\n".join(lines[:3] + lines[4:]))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    _edit(copy, lambda m: _entry(m, "trail.csv").update(sha256=digest, rows=len(lines) - 3), sealed=True)
    assert faults(copy)[0].startswith("trail.csv: row 3 should be entry 3 of the trail")


def test_the_head_it_checks_is_in_the_past_of_the_file(
    office_path: Path, walk: Walk, tmp_path: Path, run_cli: Callable[..., Ran]
) -> None:
    from tests.services.walking import PASSPHRASE

    walk.to(Step.CASE)
    head = exported(walk, tmp_path / "set", ExportChoice(sheets=("trail",))).manifest["trail"]["head"]
    walk.to(Step.IDENTITY)
    walk.desk.close()
    ran = run_cli("verify", office_path, "--anchor", head, "--passphrase-file", "-", stdin=PASSPHRASE)
    assert ran.code == 0
