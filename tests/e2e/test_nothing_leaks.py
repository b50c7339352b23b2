"""No name, address or plain SQLite header is on the disk: while the program runs, and after it."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from caseman.services import case_file, lists
from caseman.services.auditing import verify_file
from caseman.services.desk import Desk
from caseman.services.drafts import keep_draft
from caseman.services.lists import CaseQuery
from tests.services.walking import PASSPHRASE, PRINCIPAL, Office, TickingClock, Walk, open_copy

# Strings that occur nowhere else, one for each kind of thing a person types.
_SENTINELS = {
    "name": "漏洩検査 花太郎",
    "kana": "ロウエイケンサ ハナタロウ",
    "address": "見本県漏洩市検査町7-7-7",
    "telephone": "070-0000-7799",
    "email": "leak-sentinel@example.jp",
    "member_id": "SAMPLE-LEAK-77",
    "reason": "漏洩検査用の決定理由",
    "scan": "leak-sentinel-scan.png",
    "draft": "書きかけの漏洩検査",
}
_HEADER = b"SQLite format 3\x00"


def _needles() -> dict[str, bytes]:
    found = {"SQLite header": _HEADER}
    for kind, text in _SENTINELS.items():
        for encoding in ("utf-8", "utf-16-le", "utf-16-be", "cp932"):
            found[f"{kind} in {encoding}"] = text.encode(encoding)
        found[f"{kind} as JSON"] = json.dumps(text)[1:-1].encode()
    return found


def _leaks(*folders: Path) -> list[str]:
    """Every needle in every file under these folders."""
    needles = _needles()
    hits = []
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file():
                content = path.read_bytes()
                hits += [f"{path.name}: {kind}" for kind, needle in needles.items() if needle in content]
    return hits


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The temporary folder of everything: Python, SQLite, Qt."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR"):
        monkeypatch.setenv(name, str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    assert tempfile.gettempdir() == str(folder)
    yield folder
    monkeypatch.setattr(tempfile, "tempdir", None)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "files"
    made.mkdir()
    return made


def _walk(desk: Desk, clock: TickingClock) -> str:
    """One refused disclosure, with every kind of text a person types, up to the letter."""
    walk = Walk(desk, clock)
    person: dict[str, Any] = PRINCIPAL | {
        name: _SENTINELS[name] for name in ("name", "kana", "address", "telephone", "email", "member_id")
    }
    from tests.services.walking import picture

    envelope = walk.envelope(
        sender_as_written=_SENTINELS["name"], scans=({"name": _SENTINELS["scan"], "data": picture()},)
    )
    number = walk.case(envelope=envelope, principal=person)
    walk.identity(number)
    walk.payment(number, payer=_SENTINELS["kana"])
    walk.accept(number)
    walk.refuse(number, reason=_SENTINELS["reason"])
    keep_draft(desk, "post", {"note": _SENTINELS["draft"]})
    return number


def test_the_search_for_leaks_finds_them(tmp_path: Path) -> None:
    """The test below could not fail otherwise: a plain database is caught by its header and by each text."""
    plain = sqlite3.connect(tmp_path / "plain.db")
    with plain:
        plain.execute("CREATE TABLE person (content TEXT)")
        plain.executemany("INSERT INTO person VALUES (?)", [(text,) for text in _SENTINELS.values()])
    plain.close()
    (tmp_path / "draft.json").write_text(json.dumps(_SENTINELS))
    hits = _leaks(tmp_path)
    assert "plain.db: SQLite header" in hits
    for kind in _SENTINELS:
        assert f"plain.db: {kind} in utf-8" in hits
    assert "draft.json: name as JSON" in hits


def test_nothing_is_on_the_disk_while_it_runs_and_after(
    office: Office, folder: Path, temporary: Path, clock: TickingClock
) -> None:
    path = office.copy_to(folder)
    desk = open_copy(office, path, clock)
    try:
        number = _walk(desk, clock)
        assert path.with_name(path.name + "-wal").stat().st_size > 0, "the newest pages are in the WAL now"
        assert _leaks(folder, temporary) == []
        # what makes SQLite sort, search and spill, and what renders and decodes
        assert lists.count_cases(desk, CaseQuery(search=_SENTINELS["name"])) == 1
        view = case_file.show_case(desk, number)
        case_file.scan_page(desk, view.envelope.scans[0].scan_id, 0, 500)
        from caseman.domain.letters import LetterKind

        Walk(desk, clock).letter(number, LetterKind.NON_DISCLOSURE)
        assert verify_file(desk).sound
        with desk.reading() as session:
            session.connection().exec_driver_sql(
                "WITH RECURSIVE many(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM many WHERE n < 200000) "
                "SELECT p.name, n FROM party p, many ORDER BY n % 977, p.name"
            ).fetchmany(10)
            assert _leaks(folder, temporary) == []
    finally:
        desk.close()
    assert _leaks(folder, temporary) == []
    assert path.read_bytes()[:16] != _HEADER


def test_nothing_is_left_by_the_window(
    office: Office,
    folder: Path,
    temporary: Path,
    clock: TickingClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The window in a process of its own: unlock, open the case, preview the letter, lock."""
    path = office.copy_to(folder)
    desk = open_copy(office, path, clock)
    number = _walk(desk, clock)
    desk.close()
    home = folder.parent / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    for name in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    script = Path(__file__).with_name("window_session.py")
    done = subprocess.run(
        [sys.executable, str(script), str(path), number],
        input=PASSPHRASE,
        text=True,
        capture_output=True,
        check=False,
        timeout=120,
        env=os.environ | {"PYTHONWARNINGS": "default"},
    )
    assert done.returncode == 0, done.stderr
    assert "letter shown" in done.stdout
    assert _leaks(folder, temporary, home) == []
    assert not any(text in done.stdout + done.stderr for text in _SENTINELS.values())
    assert any(home.rglob("*")), "the window kept its settings, so there was something to search"


@pytest.mark.parametrize("verb", ["show", "cases"])
def test_the_command_line_leaves_nothing(
    office: Office, folder: Path, temporary: Path, clock: TickingClock, verb: str, run_cli: Callable[..., Any]
) -> None:
    path = office.copy_to(folder)
    desk = open_copy(office, path, clock)
    number = _walk(desk, clock)
    desk.close()
    ran = run_cli(verb, path, *([number] if verb == "show" else []), "--passphrase-file", "-", stdin=PASSPHRASE)
    assert ran.code == 0
    assert _SENTINELS["name"] in ran.out
    assert _leaks(folder, temporary) == []
