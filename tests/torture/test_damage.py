"""Damage of every kind, put into an office file and its key file, and where it shows.

A bit flipped in a page, a file cut short at each kind of place, pages and whole files replayed from an older copy, the
key file flipped, cut and replayed. It shows at the opening (refused with a sentence), when the pages are checked, in
the audit chain, in a stored hash, or against an anchor that was printed. Bounded; `CASEMAN_TORTURE=1` takes every page.
"""

from __future__ import annotations

import os
import random
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from sqlalchemy import text

from caseman.bootstrap import open_office
from caseman.domain.lifecycle import Step
from caseman.errors import CasemanError, FileError, UnlockError
from caseman.security.keyslots import FLOOR_COST, read_keyslots
from caseman.services.auditing import verify_file
from caseman.services.case_query import CaseQuery
from caseman.services.desk import Desk
from caseman.services.keys import change_passphrase
from caseman.services.lists import list_cases
from caseman.storage.audit import head_text
from caseman.storage.file import keys_path
from tests.conftest import Ran
from tests.services.walking import PASSPHRASE, Office, TickingClock, Walk, open_copy, snapshot

LONG = os.environ.get("CASEMAN_TORTURE") == "1"
EVERY, BITS = (1, 3) if LONG else (8, 1)
PAGE, FRAME, LOG_HEADER = 4096, 4096 + 24, 32
OTHER_PASSPHRASE = "別の合言葉 見本の柏餅 copper lantern 71"


@dataclass(frozen=True)
class Aged:
    """An office at two moments: what its files held, and the anchor that was printed at the later one.

    `unclosed` and `log`: the file and its log as the later work left them before the file was closed.
    """

    office: Office
    older: bytes
    newer: bytes
    unclosed: bytes
    log: bytes
    older_keys: bytes
    newer_keys: bytes
    anchor: str
    told: object


def _told(desk: Desk) -> object:
    """Every row, and what a search for each person finds: where it is the same, an old page put back did nothing.

    But for what the check itself adds, an entry and the seal over it.
    """
    rows = {name: found for name, found in snapshot(desk).items() if not name.startswith(("case_text", "seal"))}
    rows["audit"] = [row for row in rows["audit"] if "file_verified" not in row]
    asked = [str(value) for row in rows["party"] for value in row if isinstance(value, str)]
    return rows, [[line.number for line in list_cases(desk, CaseQuery(search=text)).lines] for text in asked]


@pytest.fixture(scope="module")
def aged(office: Office, tmp_path_factory: pytest.TempPathFactory) -> Aged:
    """Two cases more, a decision on an older one, and another passphrase lie between the two moments."""
    path = office.copy_to(tmp_path_factory.mktemp("aged"))
    clock = TickingClock()
    desk = open_copy(office, path, clock)
    walk = Walk(desk, clock)
    walk.to(Step.CLOSE)
    number = walk.to(Step.DATE)
    desk.close()
    older, older_keys = path.read_bytes(), keys_path(path).read_bytes()
    desk = open_copy(office, path, clock)
    walk = Walk(desk, clock)
    walk.decide(number)
    walk.letter(number)
    walk.to(Step.CLOSE)
    change_passphrase(desk, PASSPHRASE, OTHER_PASSPHRASE, cost=FLOOR_COST)
    anchor, unclosed, told = desk.anchor(), _peek(path), _told(desk)
    log = _peek(path.with_name(f"{path.name}-wal"))
    desk.close()
    keys = keys_path(path).read_bytes()
    own = replace(office, path=path, keyslots=read_keyslots(keys_path(path)))
    return Aged(own, older, path.read_bytes(), unclosed, log, older_keys, keys, anchor, told)


def _peek(path: Path) -> bytes:
    """A copy made by another process: closing the file in this one would drop its lock."""
    import subprocess

    return subprocess.run(["cat", str(path)], capture_output=True, check=True).stdout


class Bench:
    """A place to put damaged files, and the table of where it showed."""

    def __init__(self, aged: Aged, folder: Path) -> None:
        self.aged = aged
        self.path = folder / aged.office.path.name
        self.table: dict[str, Counter[str]] = {}
        self.silent: list[str] = []

    def put(self, content: bytes, log: bytes | None = None, keys: bytes | None = None) -> Office:
        beside = self.path.with_name(f"{self.path.name}-wal")
        self.path.write_bytes(content)
        keys_path(self.path).write_bytes(self.aged.newer_keys if keys is None else keys)
        beside.unlink(missing_ok=True)
        if log is not None:
            beside.write_bytes(log)
        return replace(self.aged.office, path=self.path)

    def attempt(
        self, kind: str, label: str, content: bytes, log: bytes | None = None, keys: bytes | None = None
    ) -> str:
        """Open and verify a damaged file, hold the printed anchor against it, and note where it showed."""
        shown = self._shown(self.put(content, log, keys))
        self.note(kind, label, shown)
        return shown

    def note(self, kind: str, label: str, shown: str) -> None:
        self.table.setdefault(kind, Counter())[shown] += 1
        if shown == "silent":
            self.silent.append(f"{kind}: {label}")

    def _shown(self, office: Office) -> str:
        try:
            desk = open_copy(office, office.path, TickingClock())
        except CasemanError as refused:
            _assert_sentence(refused)
            return "opening"
        with closing(desk):
            try:
                check = verify_file(desk)
            except FileError as refused:
                _assert_sentence(refused)
                return "page check"
            if check.page_faults:
                return "page check"
            if check.broken_at is not None:
                return "chain"
            if not check.sound:
                return "hash"
            if not holds(desk, self.aged.anchor):
                return "anchor"
            return "nothing lost" if _told(desk) == self.aged.told else "silent"

    def print(self, record_property: Callable[[str, object], None]) -> None:
        for kind, shown in self.table.items():
            told = ", ".join(f"{count} {where}" for where, count in shown.most_common())
            sys.stdout.write(f"\ndamage, {kind}: {shown.total()}: {told}")
            record_property(f"damage: {kind}", told)
        sys.stdout.write(f"\ndamage: {len(self.silent)} silent\n")


def holds(desk: Desk, anchor: str) -> bool:
    """Whether a printed anchor is the head of some entry of the trail."""
    with desk.reading() as session:
        statement = text("SELECT number, mac FROM audit WHERE number = :number")
        row = session.connection().execute(statement, {"number": int(anchor.partition("-")[0])}).one_or_none()
        return row is not None and head_text(row.number, row.mac) == anchor


def _assert_sentence(refused: CasemanError) -> None:
    assert str(refused).endswith(".")
    assert "{" not in str(refused)


@pytest.fixture
def bench(aged: Aged, tmp_path: Path) -> Bench:
    return Bench(aged, tmp_path)


def _page(number: int) -> slice:
    return slice(number * PAGE, (number + 1) * PAGE)


def _flipped(content: bytes, at: int, bit: int) -> bytes:
    changed = bytearray(content)
    changed[at] ^= 1 << bit
    return bytes(changed)


def _root_pages(aged: Aged, folder: Path) -> dict[str, int]:
    """The page, from nought, at which each table and index begins."""
    path = folder / "look.caseman"
    path.write_bytes(aged.newer)
    shutil.copy(keys_path(aged.office.path), keys_path(path))
    with closing(open_copy(aged.office, path, TickingClock())) as desk, desk.reading() as session:
        rows = session.connection().execute(text("SELECT name, rootpage FROM sqlite_master WHERE rootpage > 0"))
        return {name: page - 1 for name, page in rows}


def test_what_is_whole_is_found_whole(bench: Bench, aged: Aged) -> None:
    """Else nothing below would mean anything."""
    assert bench.attempt("whole", "closed", aged.newer) == "nothing lost"
    assert bench.attempt("whole", "with its log", aged.unclosed, aged.log) == "nothing lost"
    assert len(aged.log) > 20 * FRAME


def _read_at_opening(aged: Aged, folder: Path) -> set[int]:
    roots = _root_pages(aged, folder)
    return {roots[name] for name in ("alembic_version", "office")}


def test_a_flipped_bit_shows_in_every_page(
    bench: Bench, aged: Aged, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    noise, pages = random.Random(20261124), len(aged.newer) // PAGE
    apart = _read_at_opening(aged, tmp_path)  # these two have a test of their own
    chosen = sorted({*range(0, pages, EVERY), pages - 1} - apart)
    for number in chosen:
        for _ in range(BITS):
            at, bit = noise.randrange(number * PAGE, (number + 1) * PAGE), noise.randrange(8)
            bench.attempt("a bit flipped", f"page {number} at {at}, bit {bit}", _flipped(aged.newer, at, bit))
    bench.print(record_property)
    assert bench.table["a bit flipped"].total() == BITS * len(chosen)
    assert bench.silent == []


@pytest.mark.parametrize("table", ["alembic_version", "office"])
def test_a_damaged_page_that_the_opening_reads_is_refused_with_a_sentence(
    bench: Bench, aged: Aged, tmp_path: Path, table: str
) -> None:
    at = _root_pages(aged, tmp_path)[table] * PAGE
    for offset in (0, 100, PAGE - 1):
        assert bench.attempt(table, str(offset), _flipped(aged.newer, at + offset, 3)) == "opening"


def _cuts(size: int) -> Iterable[int]:
    """Sizes of each kind: nothing, a byte, within and at the end of the header, in pages and at their borders."""
    middle = size // PAGE // 2 * PAGE
    sizes = {0, 1, 15, 16, 63, 64, 100, 1023, 1024, PAGE - 1, PAGE, PAGE + 1, 2 * PAGE}
    sizes |= {middle - 1, middle, middle + 1, middle + 512, middle + PAGE // 2}
    sizes |= {size - 2 * PAGE, size - PAGE, size - PAGE + 1, size - 512, size - 1}
    return sorted(sizes | set(range(0, size, PAGE * (1 if LONG else 16))))


def test_a_file_cut_short_is_refused(bench: Bench, aged: Aged, record_property: Callable[[str, object], None]) -> None:
    for size in _cuts(len(aged.newer)):
        cut = aged.newer[:size]
        assert bench.attempt("cut short", f"{size} bytes", cut) == "opening", size
        assert bench.path.read_bytes() == cut, "a file that was refused is not touched"
    bench.print(record_property)


def test_a_log_cut_short_shows_against_the_anchor(
    bench: Bench, aged: Aged, record_property: Callable[[str, object], None]
) -> None:
    """What a cut log leaves is an older state of the file: whole in itself, and the printed anchor is not in it."""
    size, frames = len(aged.log), (len(aged.log) - LOG_HEADER) // FRAME
    last = LOG_HEADER + frames * FRAME
    sizes = {0, 1, LOG_HEADER - 1, LOG_HEADER, LOG_HEADER + 24, LOG_HEADER + FRAME // 2, size // 2, last - FRAME}
    sizes |= {last - FRAME + 24, last - 1} | set(range(LOG_HEADER, last, FRAME * (1 if LONG else 12)))
    for length in sorted(sizes):
        shown = bench.attempt("log cut short", f"{length} of {size}", aged.unclosed, aged.log[:length])
        assert shown in {"anchor", "opening"}, length
    bench.print(record_property)
    assert bench.table["log cut short"]["anchor"] > 5


def test_a_whole_file_replayed_shows_against_the_anchor_alone(
    bench: Bench, aged: Aged, record_property: Callable[[str, object], None]
) -> None:
    assert bench.attempt("older file", "closed", aged.older) == "anchor"
    assert bench.attempt("older file", "with its key file", aged.older, keys=aged.older_keys) == "anchor"
    bench.print(record_property)


def test_who_verifies_with_a_printed_anchor_is_told_of_an_older_file(
    bench: Bench, aged: Aged, run_cli: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CASEMAN_LANGUAGE", "en")

    def verify(path: Path, passphrase: str, *more: str) -> Ran:
        return run_cli("verify", path, "--passphrase-file", "-", *more, stdin=f"{passphrase}\n")

    now = verify(bench.put(aged.newer).path, OTHER_PASSPHRASE, "--anchor", aged.anchor)
    assert (now.code, now.out.splitlines()[-1]) == (0, "The file is sound.")
    older = bench.put(aged.older, keys=aged.older_keys).path
    assert verify(older, PASSPHRASE).code == 0
    told = verify(older, PASSPHRASE, "--anchor", aged.anchor)
    assert told.code == 1
    assert "is an older copy, or its end was cut off." in told.out


def _replayed(aged: Aged) -> list[tuple[int, bytes]]:
    """The later file, each time with one page as it was; only pages that differ."""
    pages = [
        number for number in range(len(aged.older) // PAGE) if aged.older[_page(number)] != aged.newer[_page(number)]
    ]
    return [
        (number, aged.newer[: number * PAGE] + aged.older[_page(number)] + aged.newer[(number + 1) * PAGE :])
        for number in pages
    ]


def test_a_page_of_the_trail_replayed_shows(
    bench: Bench, aged: Aged, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """A page is sound in itself wherever it comes from; the trail's own pages are bound to one another."""
    trail = {page for name, page in _root_pages(aged, tmp_path).items() if "audit" in name}
    mine = [(number, content) for number, content in _replayed(aged) if number in trail]
    for number, content in mine:
        bench.attempt("page of the trail replayed", f"page {number}", content)
    bench.print(record_property)
    assert len(mine) >= 2
    assert bench.silent == []


def test_a_page_replayed_shows(bench: Bench, aged: Aged, record_property: Callable[[str, object], None]) -> None:
    for number, content in _replayed(aged):
        bench.attempt("page replayed", f"page {number}", content)
    bench.print(record_property)
    assert bench.table["page replayed"].total() > 20
    assert bench.silent == []


def _key_files(aged: Aged) -> Iterable[tuple[str, bytes]]:
    keys, noise = aged.newer_keys, random.Random(20261124)
    for at in range(0, len(keys), 8 if LONG else 160):
        yield f"flipped at {at}", _flipped(keys, at, noise.randrange(8))
    for size in sorted({0, 1, 2, len(keys) // 2, len(keys) - 2, len(keys) - 1, *range(0, len(keys), 400)}):
        yield f"cut to {size}", keys[:size]
    yield "replayed", aged.older_keys


def test_a_damaged_key_file_is_refused_or_written_anew(
    bench: Bench, aged: Aged, record_property: Callable[[str, object], None]
) -> None:
    """The copy inside the file counts: what can still be read is compared with it, and replaced."""
    for label, keys in _key_files(aged):
        office = bench.put(aged.newer, keys=keys)
        try:
            beside = read_keyslots(keys_path(office.path))
            open_copy(replace(office, keyslots=beside), office.path, TickingClock()).close()
        except CasemanError as refused:
            _assert_sentence(refused)
            bench.note("key file", label, "opening")
            continue
        anew = read_keyslots(keys_path(office.path)) == aged.office.keyslots
        bench.note("key file", label, "written anew" if anew else "silent")
    bench.print(record_property)
    assert bench.table["key file"]["opening"] > 10
    assert bench.table["key file"]["written anew"] >= 1
    assert bench.silent == []


def test_an_older_key_file_gives_an_older_passphrase_nothing(bench: Bench, aged: Aged) -> None:
    office = bench.put(aged.newer, keys=aged.older_keys)
    with pytest.raises(UnlockError) as refused:
        open_office(office.path, PASSPHRASE, clock=TickingClock(), cost=FLOOR_COST)
    _assert_sentence(refused.value)
    desk = open_office(office.path, OTHER_PASSPHRASE, clock=TickingClock(), cost=FLOOR_COST)
    assert holds(desk, aged.anchor)
    desk.close()
