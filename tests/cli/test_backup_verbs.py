"""`caseman backup` and `caseman restore`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.services.walking import PASSPHRASE

Cli = Callable[..., Any]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "backups"
    made.mkdir()
    return made


def test_backup_restore_verify(run_cli: Cli, office_path: Path, folder: Path, tmp_path: Path) -> None:
    ran = run_cli("backup", office_path, folder, "--json", "--passphrase-file", "-", stdin=PASSPHRASE)
    assert ran.code == 0
    made = Path(json.loads(ran.out)["path"])
    assert made.parent == folder
    back = tmp_path / "back.caseman"
    ran = run_cli("restore", made, back, "--passphrase-file", "-", stdin=PASSPHRASE)
    assert (ran.code, ran.err) == (0, "")
    ran = run_cli("verify", back, "--json", "--passphrase-file", "-", stdin=PASSPHRASE)
    assert ran.code == 0
    found = json.loads(ran.out)
    assert found["broken_at"] is None
    assert found["page_faults"] == []


@pytest.mark.parametrize(("language", "word"), [("en", "it was opened and checked"), ("ja", "開いて確認しました")])
def test_older_ones_are_taken_away(run_cli: Cli, office_path: Path, folder: Path, language: str, word: str) -> None:
    ran = run_cli(
        "--language", language, "backup", office_path, folder, "--keep", "1", "--passphrase-file", "-", stdin=PASSPHRASE
    )
    assert ran.code == 0
    assert word in ran.out
    assert len(list(folder.glob("*.caseman"))) == 1


def test_restoring_over_a_file_is_refused(run_cli: Cli, office_path: Path, folder: Path) -> None:
    run_cli("backup", office_path, folder, "--passphrase-file", "-", stdin=PASSPHRASE)
    (made,) = folder.glob("*.caseman")
    before = office_path.read_bytes()
    ran = run_cli("restore", made, office_path, "--passphrase-file", "-", stdin=PASSPHRASE)
    assert ran.code == 1
    assert "already a file" in ran.err
    assert office_path.read_bytes() == before
