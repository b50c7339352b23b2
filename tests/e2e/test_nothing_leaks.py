"""No name, address or plain SQLite header is on the disk: while the program runs, and after it."""

from __future__ import annotations

import base64
import gzip
import io
import json
import os
import random
import sqlite3
import struct
import subprocess
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from caseman.services import case_file, lists, scan_store
from caseman.services.auditing import verify_file
from caseman.services.case_query import CaseQuery
from caseman.services.desk import Desk
from caseman.services.drafts import keep_draft
from tests.e2e.leak_search import ENCODINGS, SQLITE_HEADER, hits, leaks, needles
from tests.services.walking import PASSPHRASE, PRINCIPAL, STAFF, Office, TickingClock, Walk, open_copy, picture

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
_SCAN = picture((3, 177, 77))
_NEEDLES = needles({**_SENTINELS, "scan content": _SCAN[41:73]})


def _leaks(*folders: Path, without: tuple[Path, ...] = ()) -> list[str]:
    """Every needle in every file under these folders."""
    return leaks(folders, _NEEDLES, without=without)


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
    envelope = walk.envelope(sender_as_written=_SENTINELS["name"], scans=({"name": _SENTINELS["scan"], "data": _SCAN},))
    number = walk.case(envelope=envelope, principal=person)
    walk.identity(number)
    walk.payment(number, payer=_SENTINELS["kana"])
    walk.accept(number)
    walk.refuse(number, reason=_SENTINELS["reason"])
    keep_draft(desk, "post", {"note": _SENTINELS["draft"]})
    return number


def test_the_search_for_leaks_finds_a_plain_database(tmp_path: Path) -> None:
    """The tests below could not fail otherwise: a plain database is caught by its header and by each text."""
    plain = sqlite3.connect(tmp_path / "plain.db")
    with plain:
        plain.execute("CREATE TABLE person (content TEXT)")
        plain.executemany("INSERT INTO person VALUES (?)", [(text,) for text in _SENTINELS.values()])
    plain.close()
    (tmp_path / "draft.json").write_text(json.dumps(_SENTINELS))
    (tmp_path / f"{_SENTINELS['draft']}.txt").touch()
    found = _leaks(tmp_path)
    assert "plain.db: SQLite header" in found
    for kind in _SENTINELS:
        assert f"plain.db: {kind} in utf-8" in found
    assert "draft.json: name escaped as JSON" in found
    assert f"the name of {_SENTINELS['draft']}.txt: draft in utf-8" in found
    assert _leaks(tmp_path, without=(tmp_path,)) == []


def _raw_deflate(content: bytes) -> bytes:
    packing = zlib.compressobj(wbits=-15)
    return packing.compress(content) + packing.flush()


def _zipped(content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("notes.txt", content)
    return out.getvalue()


def _drawn(content: bytes) -> bytes:
    """One row of grey pixels, its data cut into chunks of 20 bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", len(content), 1, 8, 0, 0, 0, 0))
    packed = zlib.compress(b"\0" + content)
    pieces = [chunk(b"IDAT", packed[at : at + 20]) for at in range(0, len(packed), 20)]
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(pieces) + chunk(b"IEND", b"")


def _pdf_stream(content: bytes) -> bytes:
    return b"%PDF-1.7\n1 0 obj\n<<>>\nstream\n" + base64.a85encode(zlib.compress(content)) + b"~>\nendstream"


_PACKINGS: dict[str, Callable[[bytes], bytes]] = {
    "bare": bytes,
    "deflate": _raw_deflate,
    "zlib": zlib.compress,
    "gzip": lambda content: gzip.compress(content, mtime=0),
    "zip": _zipped,
    "zlib in gzip": lambda content: gzip.compress(zlib.compress(content), mtime=0),
    "PNG": _drawn,
    "PDF stream": _pdf_stream,
    "base64 with line breaks": base64.encodebytes,
}


@pytest.mark.parametrize("packing", _PACKINGS)
def test_every_planted_leak_is_found(packing: str, record_property: Callable[[str, object], None]) -> None:
    """Each needle in each form, packed, at a random place among random bytes; and nothing else is said to be there."""
    dice = random.Random(packing)
    planted, found = 0, 0
    missed: list[str] = []
    for kind, needle in _NEEDLES.items():
        before = dice.randbytes(dice.randrange(700))
        around = dice.randbytes(dice.randrange(1, 60)) + needle + dice.randbytes(dice.randrange(1, 60))
        if packing.startswith("base64") and ("base64" in kind or "hex" in kind or "percent" in kind):
            continue  # those are dresses of their own
        seen = hits(before + _PACKINGS[packing](around) + dice.randbytes(300), _wanted_in(packing, kind))
        planted += 1
        found += bool(seen)
        missed += [] if seen else [kind]
    sys.stdout.write(f"\nplanted leaks, {packing}: {found} of {planted} found\n")
    record_property("planted_leaks_found", f"{packing}: {found} of {planted}")
    assert missed == []
    assert planted > 100 or packing.startswith("base64")


def _wanted_in(packing: str, kind: str) -> dict[str, bytes]:
    """The needle itself; where the packing writes bytes in base64, its three dresses."""
    if not packing.startswith("base64"):
        return {kind: _NEEDLES[kind]}
    return {each: needle for each, needle in needles({"it": _NEEDLES[kind]}).items() if "base64" in each}


def test_a_page_of_a_printed_letter_is_read(walk: Walk) -> None:
    """Text in a PDF stands there by the numbers of a font's glyphs: it is read as a reader sees it."""
    from caseman.domain.letters import LetterKind
    from caseman.services import letters

    number = _walk(walk.desk, walk.clock)
    document = walk.letter(number, LetterKind.NON_DISCLOSURE)
    pdf = letters.letter(walk.desk, number, document).pdf
    assert _SENTINELS["reason"].encode() not in pdf
    assert "reason in utf-8" in hits(random.Random(1).randbytes(99) + pdf, _NEEDLES)


def test_random_bytes_are_no_leak() -> None:
    assert hits(random.Random(20261124).randbytes(300_000), _NEEDLES) == []
    assert {f"name in {encoding}" for encoding in ENCODINGS} <= set(_NEEDLES)


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
        scan_store.scan_page(desk, view.envelope.scans[0].scan_id, 0, 500)
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
    assert path.read_bytes()[:16] != SQLITE_HEADER


@pytest.fixture
def home(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The home of a person who has just come in: settings, caches and logs go there and nowhere else."""
    home = folder.parent / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    for name in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    return home


def test_nothing_is_left_by_the_window(office: Office, folder: Path, temporary: Path, home: Path) -> None:
    """The window in a process of its own: a whole case, typed and clicked; locked, unlocked, and a crash."""
    path = office.copy_to(folder)
    brought = folder.parent / "brought"  # the scanner's folder: what a person put there themselves
    brought.mkdir()
    (brought / _SENTINELS["scan"]).write_bytes(_SCAN)
    script = Path(__file__).with_name("window_session.py")
    done = subprocess.run(
        [sys.executable, str(script), str(path), str(brought / _SENTINELS["scan"])],
        input=json.dumps({**_SENTINELS, "passphrase": PASSPHRASE}),
        text=True,
        capture_output=True,
        check=False,
        timeout=120,
        env=os.environ | {"PYTHONWARNINGS": "default", "PYTHONPATH": str(Path(__file__).parents[2])},
        cwd=folder,
    )
    assert done.returncode == 0, done.stderr
    for stage in ("envelope logged", "case opened", "letter shown", "settings shown", "locked", "back", "crash told"):
        assert f"{stage}\n" in done.stdout, done.stderr
    assert _leaks(folder, temporary, home) == []
    assert hits((done.stdout + done.stderr).encode(), _NEEDLES) == []
    kept = {each.name for each in home.rglob("*") if each.is_file()}
    assert {"events.log", "recent.json"} <= kept, "there was something to search"


def test_the_command_line_leaves_nothing(
    office: Office, folder: Path, temporary: Path, home: Path, clock: TickingClock, run_cli: Callable[..., Any]
) -> None:
    """Every verb. What was asked for is printed or written where it was asked for, and nowhere else."""
    path = office.copy_to(folder)
    desk = open_copy(office, path, clock)
    number = _walk(desk, clock)
    desk.close()
    asked_for = folder.parent / "asked-for"
    asked_for.mkdir()
    brought = folder.parent / "brought"
    brought.mkdir()
    (brought / _SENTINELS["scan"]).write_bytes(_SCAN)
    phrase = ("--passphrase-file", "-")
    for verb in (
        ("show", path, number),
        ("show", path, number, "--json"),
        ("cases", path),
        ("cases", path, "--search", _SENTINELS["name"], "--json"),
        ("verify", path),
        ("letter", path, number, "non_disclosure", "--out", asked_for / "letter.pdf"),
        ("export", path, asked_for / "ledger"),
        ("keys", path, "list", "--staff", STAFF),
        ("post", path, "list"),
        ("post", path, "suggest", "1"),
        ("scans", path, "add", brought / _SENTINELS["scan"]),
        ("scans", path, "list"),
        ("scans", path, "page", "1", "1", "--out", asked_for / "page.png"),
        ("scans", path, "cover", number, "--out", asked_for / "cover.pdf"),
        ("place", path, "add", "Safe B"),
        ("move", path, number, "--to", "Safe B"),
        ("where", path, number),
        ("due", "--received", "2026-11-20", "--office", "aucnet"),
        ("office", "list"),
        ("office", "show", "aucnet"),
        ("office", "check", "aucnet"),
        ("init", asked_for / "new.caseman", "--office", "aucnet", "--staff", STAFF),
    ):
        ran = run_cli(*verb, *(phrase if verb[0] not in ("due", "office") else ()), stdin=PASSPHRASE)
        assert ran.code == 0, (verb[0], ran.err)
        assert hits(ran.err.encode(), _NEEDLES) == []
        tells = verb[0] in ("show", "cases") or (verb[2:] == ("list",) and verb[0] == "post")
        assert (_SENTINELS["name"] in ran.out) == tells, verb
        assert _leaks(temporary, home) == [], verb[0]
    assert _leaks(folder) == []
    assert "reason in utf-8" in _leaks_in(asked_for / "letter.pdf")
    assert "name in utf-8" in _leaks_in(asked_for / "ledger" / "ledger.csv")
    assert any(home.rglob("events.log")), "there was something to search"


def _leaks_in(path: Path) -> list[str]:
    return hits(path.read_bytes(), _NEEDLES)


@pytest.mark.parametrize("failing", ["refused", "crashed"])
def test_a_verb_that_fails_tells_no_name(
    office: Office,
    folder: Path,
    temporary: Path,
    home: Path,
    run_cli: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
    failing: str,
) -> None:
    path = office.copy_to(folder)

    def fails(*_given: object) -> object:
        raise ValueError(_SENTINELS["name"])

    if failing == "crashed":
        monkeypatch.setattr(lists, "list_cases", fails)
    else:
        path.write_bytes(path.read_bytes()[:-1])
    ran = run_cli("cases", path, "--search", _SENTINELS["name"], "--passphrase-file", "-", stdin=PASSPHRASE)
    assert ran.code == 1
    assert ran.err.count("\n") == 1
    assert hits((ran.out + ran.err).encode(), _NEEDLES) == []
    assert _leaks(folder, temporary, home) == []
