"""`caseman drill`: with nothing but the two files, the backup and the code of the recovery sheet."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import caseman
from caseman.storage.file import keys_path
from tests.services.drilling import Kept, kept_office
from tests.services.walking import PASSPHRASE, Walk

Cli = Callable[..., Any]
_ROOT = Path(caseman.__file__).parents[1]
# The drill stops in the middle, with the copy in the scratch folder, until it is told to end.
_HANGING = """
import sys, threading
from caseman.services import drill_run

def waits(*_arguments):
    sys.stdout.write("in the middle\\n")
    sys.stdout.flush()
    threading.Event().wait()

drill_run.verify_file = waits
from caseman.cli import main
main()
"""


@pytest.fixture
def kept(walk: Walk, tmp_path: Path) -> Kept:
    found = kept_office(walk, tmp_path / "backups")
    walk.desk.close()
    return found


@pytest.fixture
def ready(kept: Kept, tmp_path: Path) -> list[object]:
    """The options of a drill."""
    code, scratch = tmp_path / "code.txt", tmp_path / "scratch"
    code.write_text(kept.code, encoding="utf-8")
    scratch.mkdir()
    (tmp_path / "reports").mkdir()
    return ["--code-file", code, "--scratch", scratch, "--out", tmp_path / "reports"]


def _reports(tmp_path: Path) -> list[str]:
    return sorted(path.suffix for path in (tmp_path / "reports").iterdir())


@pytest.mark.parametrize(("language", "word"), [("en", "Result: PASSED"), ("ja", "結果：合格")])
def test_a_drill_that_passes(
    run_cli: Cli, office_path: Path, ready: list[object], tmp_path: Path, language: str, word: str
) -> None:
    ran = run_cli("--language", language, "drill", office_path, *ready)
    assert (ran.code, ran.err) == (0, "")
    assert word in ran.out
    assert "✗" not in ran.out
    assert _reports(tmp_path) == [".csv", ".json", ".txt"]
    assert list((tmp_path / "scratch").iterdir()) == []
    ran = run_cli("trail", office_path, "--passphrase-file", "-", stdin=PASSPHRASE)
    assert "Recovery drill: the backup" in ran.out


def test_as_json(run_cli: Cli, office_path: Path, kept: Kept, ready: list[object]) -> None:
    ran = run_cli("drill", office_path, *ready, "--json")
    told = json.loads(ran.out)
    assert (ran.code, told["passed"], told["in_trail"]) == (0, True, True)
    assert told["backup"] == kept.backup.name
    assert told["counts"]["cases"] == 1
    assert len(told["report"]) == 3


def test_a_drill_that_fails_exits_3_and_is_reported(
    run_cli: Cli, office_path: Path, kept: Kept, ready: list[object], tmp_path: Path
) -> None:
    kept.backup.write_bytes(kept.backup.read_bytes()[:-8192])
    ran = run_cli("drill", office_path, *ready)
    assert ran.code == 3
    assert "Result: FAILED" in ran.out
    assert _reports(tmp_path) == [".csv", ".json", ".txt"]


def test_what_keeps_a_drill_from_being_done_exits_1_and_reports_nothing(
    run_cli: Cli, office_path: Path, kept: Kept, ready: list[object], tmp_path: Path
) -> None:
    code = Path(str(ready[1]))
    code.write_text(kept.code[:-1], encoding="utf-8")
    ran = run_cli("drill", office_path, *ready)
    assert ran.code == 1
    assert "typing error in group 8" in ran.err
    code.write_text(kept.code, encoding="utf-8")
    for path in (kept.backup, keys_path(kept.backup)):
        path.unlink()
    ran = run_cli("drill", office_path, *ready)
    assert ran.code == 1
    assert "Back up first" in ran.err
    assert run_cli("drill", office_path, *ready[:-1], tmp_path / "gone").code == 1
    assert run_cli("drill", office_path).code == 1, "there is no terminal to ask for the code"
    assert _reports(tmp_path) == []


def test_where_the_office_file_is_lost_the_backup_alone_is_tried(
    run_cli: Cli, office_path: Path, kept: Kept, ready: list[object]
) -> None:
    office_path.unlink()
    ran = run_cli("drill", office_path, *ready)
    assert ran.code == 1
    assert "no office file" in ran.err
    ran = run_cli("drill", office_path, *ready, "--backup", kept.backup)
    assert ran.code == 0
    assert "The trail does not tell of it" in ran.err


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_ended_by_a_signal_it_leaves_nothing(
    number: signal.Signals, office_path: Path, ready: list[object], tmp_path: Path
) -> None:
    command = [sys.executable, "-c", _HANGING, "drill", str(office_path), *map(str, ready)]
    environment = {**os.environ, "PYTHONPATH": str(_ROOT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "in the middle\n"
        (folder,) = (tmp_path / "scratch").iterdir()
        assert folder.stat().st_mode & 0o777 == 0o700
        process.send_signal(number)
        try:
            process.wait(timeout=60)
        finally:
            process.kill()
    assert process.returncode == 128 + number
    assert list((tmp_path / "scratch").iterdir()) == []
    assert _reports(tmp_path) == []
