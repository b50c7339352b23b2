"""Whatever comes in is taken or refused with a sentence: no other error, no file or connection opened, no long wait.

Bounded; `CASEMAN_TORTURE=1` tries more than 5,000 inputs. The seed is fixed, so that a fault comes again.
"""

from __future__ import annotations

import csv
import io
import os
import random
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseman.domain.entry import clean_line, clean_text, parse_amount, parse_date, parse_postal_code
from caseman.domain.letters import LetterKind
from caseman.domain.lifecycle import Step
from caseman.errors import CasemanError
from caseman.exchange.cells import FORMULA_SIGNS
from caseman.exchange.scan_kinds import safe_name, with_extension
from caseman.exchange.scans import inspect_scan, page_png
from caseman.offices.checker import check
from caseman.offices.loader import office_toml, parse_procedure
from caseman.security import keyslots, recovery
from caseman.security.codec import from_json, to_json
from caseman.security.keyslots import FLOOR_COST
from caseman.services import case_file, intake, letters, lists, people, post_register
from caseman.services.case_query import CaseQuery
from caseman.services.export.writing import export_set
from caseman.services.inputs import AmendedPersonInput, CaseInput, PersonInput
from caseman.services.post_inputs import EnvelopeInput
from caseman.storage.search import match_expression
from tests.services.walking import ARRIVED, PASSPHRASE, PRINCIPAL, STAFF, Walk, picture, raw
from tests.torture import hostile, hostile_scans
from tests.torture.guard import Guard, Tally, Tripwire

LONG = os.environ.get("CASEMAN_TORTURE") == "1"
SEED = 20261124
_LONGEST_NAME = 200  # bytes
_LONGEST = 10.0  # seconds; what is promised is one, but a busy machine must not fail the test
Judge = Callable[[Tally, str], None]


def _some(quick: int, long: int) -> int:
    return long if LONG else quick


@pytest.fixture
def sentinel(tmp_path: Path) -> Path:
    """A picture that hostile inputs point at and nothing may open; alone in its folder."""
    folder = tmp_path / "planted"
    folder.mkdir()
    path = folder / "sentinel.png"
    path.write_bytes(picture())
    return path


@pytest.fixture
def tally(tmp_path_factory: pytest.TempPathFactory, sentinel: Path) -> Iterator[Tally]:
    if sys.platform != "linux":
        pytest.skip("opens in C are told by inotify, which Linux alone has")
    tripwire = Tripwire(sentinel.parent)
    yield Tally(Guard(tmp_path_factory.getbasetemp(), forbidden=sentinel.parent), tripwire)
    tripwire.close()


@pytest.fixture
def rng() -> random.Random:
    return random.Random(SEED)


@pytest.fixture
def judge(record_property: Callable[[str, object], None]) -> Judge:
    """Print and record the figure of a tally, and fail for whatever went wrong in it."""

    def judged(tally: Tally, what: str) -> None:
        figure = tally.figure(what)
        sys.stdout.write(f"\nhostile {figure}\n")
        record_property("hostile_inputs", figure)
        assert not tally.wrong, "\n".join(tally.wrong)
        assert tally.slowest[0] < _LONGEST
        assert tally.refused > 0 or what == "searches"

    return judged


def test_the_alarms_ring(tally: Tally, sentinel: Path, tmp_path: Path) -> None:
    """Planted: each of these must be noticed, or the silence of the other tests means nothing."""

    def connect() -> None:
        with socket.socket() as made:
            made.setblocking(False)
            made.connect_ex(("127.0.0.1", 9))

    def read_in_c() -> None:
        from PySide6.QtGui import QImageReader

        assert QImageReader(str(sentinel)).canRead()

    planted: list[tuple[str, Callable[[], object]]] = [
        ("open /etc/hostname", Path("/etc/hostname").read_bytes),
        (f"open {sentinel}", sentinel.read_bytes),
        ("socket.connect", connect),
        ("subprocess.Popen", lambda: subprocess.run(["true"], check=True)),
        ("sentinel.png", read_in_c),
    ]
    for expected, deed in planted:
        tally.attempt("planted", deed)
        assert any(expected in each for each in tally.wrong), expected
        tally.wrong.clear()
    (tmp_path / "own").write_bytes(b"")
    tally.attempt("innocent", (tmp_path / "own").read_bytes)
    tally.attempt("crash", lambda: 1 // 0)
    assert tally.wrong == ["crash: ZeroDivisionError: integer division or modulo by zero"]


def _texts(rng: random.Random, sentinel: Path, fixed: int, more: int) -> list[str]:
    """All fixed texts in the long mode, else a sample of them, and so many mixed ones."""
    known = hostile.texts(sentinel)
    chosen = known if LONG else rng.sample(known, fixed)
    return chosen + [hostile.mixed(rng, sentinel) for _ in range(more)]


def _take_in(walk: Walk, text: str) -> str:
    """An envelope and a case with this text wherever any text is taken."""
    envelope = EnvelopeInput.read(arrived_on=ARRIVED, sender_as_written=text, note=text, tracking_number="")
    made = intake.log_envelope(walk.desk, envelope).envelope_id
    assert made is not None
    person = PRINCIPAL | {"name": text, "address": text, "member_id": text}
    requests = [{"type": "disclosure", "scope": text}]
    case = CaseInput.read(envelope_id=made, principal=person, requests=requests, remarks=text)
    return intake.open_case(walk.desk, case).numbers[0]


def test_names_and_texts_of_envelopes_and_cases(
    walk: Walk, tally: Tally, rng: random.Random, sentinel: Path, judge: Judge, tmp_path: Path
) -> None:
    intake.open_case(walk.desk, CaseInput.read(envelope_id=walk.envelope(), principal=PRINCIPAL, requests=[_REQUEST]))
    for text in _texts(rng, sentinel, 40, _some(20, 1200)):
        number = tally.attempt(f"name {text[:40]!r}", lambda text=text: _take_in(walk, text))  # type: ignore[misc]
        if number is not None:
            shown = case_file.show_case(walk.desk, number).principal.name
            assert shown == clean_line(text)
            assert shown.encode().decode().strip()
    exported = tally.attempt("export", lambda: export_set(walk.desk, tmp_path / "export"))
    assert exported is not None
    for sheet, rows in exported.rows:
        _assert_harmless((exported.path / f"{sheet}.csv").read_bytes(), rows)
    judge(tally, "names")


_REQUEST = {"type": "disclosure", "scope": "会員登録の内容"}


def _assert_harmless(sheet: bytes, rows: int) -> None:
    """Nothing in a cell makes another row of a sheet, and no cell runs as a formula."""
    told = list(csv.reader(io.StringIO(sheet.decode("utf-8-sig"), newline=""), strict=True))
    assert len(told) == rows + 1
    assert {len(row) for row in told} == {len(told[0])}
    assert not [cell for row in told for cell in row if cell.lstrip(" \u3000\u00a0")[:1] in FORMULA_SIGNS - {""}]


def test_fields_of_persons(tally: Tally, rng: random.Random, sentinel: Path, judge: Judge) -> None:
    """Telephone, e-mail, kana, postal code and date are forms of their own, and hear the same nonsense."""
    for text in _texts(rng, sentinel, 8, _some(8, 250)):
        for name in ("kana", "postal_code", "telephone", "email", "birth_date"):
            label = f"{name} {text[:40]!r}"
            tally.attempt(label, lambda name=name, text=text: PersonInput.read(**(PRINCIPAL | {name: text})))  # type: ignore[misc]
    judge(tally, "fields")


def test_searches(walk: Walk, tally: Tally, rng: random.Random, sentinel: Path, judge: Judge) -> None:
    number = walk.case()

    def search(text: str) -> lists.CasePage:
        query = CaseQuery(search=text)
        found = lists.list_cases(walk.desk, query)
        assert lists.count_cases(walk.desk, query) == len(found.lines)
        return found

    for text in _texts(rng, sentinel, 40, _some(10, 700)):
        tally.attempt(f"search {text[:40]!r}", lambda text=text: search(text))  # type: ignore[misc]
    assert [line.number for line in search("髙橋").lines] == [number]
    assert search('"zq') == search("zq OR y") == lists.CasePage((), None)
    assert tally.refused == 0
    judge(tally, "searches")


def test_scans(tally: Tally, rng: random.Random, sentinel: Path, judge: Judge) -> None:
    def show(name: str, data: bytes) -> None:
        facts = inspect_scan(name, data)
        assert facts.name == with_extension(safe_name(facts.name), facts.media_type)
        page_png(data, facts.media_type, facts.pages - 1, 64)

    good = hostile_scans.good_scans()
    for kind, data in good.items():
        tally.attempt(f"good {kind}", lambda kind=kind, data=data: show(f"good.{hostile_scans.EXTENSIONS[kind]}", data))  # type: ignore[misc]
    assert (tally.tried, tally.refused) == (len(good), 0)
    for name, data in hostile_scans.scans(sentinel):
        tally.attempt(f"scan {name}", lambda name=name, data=data: show(name, data))  # type: ignore[misc]
    kinds = sorted(good)
    for number in range(_some(40, 1500)):
        kind = kinds[number % len(kinds)]
        spoilt, name = hostile_scans.spoilt(rng, good[kind]), f"{number}.{hostile_scans.EXTENSIONS[kind]}"
        tally.attempt(f"spoilt {kind} {number}", lambda name=name, data=spoilt: show(name, data))  # type: ignore[misc]
    judge(tally, "scans")


def test_a_hostile_scan_with_its_envelope_leaves_nothing_half_done(walk: Walk, tally: Tally, sentinel: Path) -> None:
    name, data = next(each for each in hostile_scans.scans(sentinel) if each[0] == "drawing.png")
    before = post_register.list_post(walk.desk)
    values: dict[str, Any] = {
        "arrived_on": ARRIVED,
        "sender_as_written": "見本",
        "scans": [{"name": name, "data": data}],
    }
    tally.attempt(name, lambda: intake.log_envelope(walk.desk, EnvelopeInput.read(**values)))
    assert (tally.refused, tally.wrong) == (1, [])
    assert post_register.list_post(walk.desk) == before


def test_a_page_of_too_many_parts_is_refused_before_it_is_drawn(sentinel: Path) -> None:
    """A PDF of nine thousand bytes can ask for 300,000 lines."""
    scans = dict(hostile_scans.scans(sentinel))
    assert len(scans["bomb.pdf"]) < 20_000
    with pytest.raises(CasemanError) as refused:
        inspect_scan("bomb.pdf", scans["bomb.pdf"])
    assert refused.value.code == "scan-too-intricate"


def test_letters_to_hostile_names(walk: Walk, tally: Tally, rng: random.Random, sentinel: Path, judge: Judge) -> None:
    """First through the door; then as an older version might have left them in the file, past every check."""
    number = walk.to(Step.DECISION)

    def preview() -> bytes:
        return letters.preview_letter(walk.desk, number, LetterKind.DISCLOSURE)

    def amended(text: str) -> bytes:
        values = {"number": number, "name": text, "address": text, "why": "見本"}
        people.amend_person(walk.desk, AmendedPersonInput.read(**(PRINCIPAL | values)))
        return preview()

    def planted(text: str) -> bytes:
        encoded = text.encode("utf-8", "replace").decode()
        if encoded[:1] in ("", "\0"):  # the file itself refuses an empty name, and one that NUL ends at once
            encoded = f"-{encoded}"
        raw(walk.desk, "UPDATE party SET name = :name, address = :name", name=encoded)
        return preview()

    for text in _texts(rng, sentinel, 12, _some(4, 120)):
        for way in (amended, planted):
            label = f"letter {way.__name__} {text[:40]!r}"
            made = tally.attempt(label, lambda way=way, text=text: way(text))  # type: ignore[misc]
            assert made is None or (made.startswith(b"%PDF-") and b"/URI" not in made)
    judge(tally, "letters")


def test_procedures(tally: Tally, rng: random.Random, sentinel: Path, judge: Judge) -> None:
    good = office_toml("aucnet")
    fixed = list(hostile.procedures(good))
    told = fixed if LONG else rng.sample(fixed, 25)
    for number, text in enumerate([*told, *(hostile.mangled(rng, good, sentinel) for _ in range(_some(10, 600)))]):
        tally.attempt(f"procedure {number} {text[:30]!r}", lambda text=text: parse_procedure(text))  # type: ignore[misc]
        if number % 8 == 0:
            tally.attempt(f"check {number} {text[:30]!r}", lambda text=text: check(text))  # type: ignore[misc]
    judge(tally, "procedures")


@pytest.fixture(scope="module")
def key_file() -> tuple[str, recovery.RecoveryCode]:
    made = keyslots.new_file(STAFF, PASSPHRASE, FLOOR_COST)
    return to_json(made.keyslots), made.recovery


def test_key_files(
    tally: Tally, rng: random.Random, sentinel: Path, key_file: tuple[str, object], tmp_path: Path, judge: Judge
) -> None:
    good = key_file[0]
    fixed = list(hostile.key_files(good))
    told = fixed if LONG else rng.sample(fixed, 30)
    path = tmp_path / "office.caseman.keys"
    for number, text in enumerate([*told, *(hostile.mangled(rng, good, sentinel) for _ in range(_some(15, 700)))]):
        label = f"key file {number} {text[:30]!r}"
        tally.attempt(label, lambda text=text: from_json(text))  # type: ignore[misc]
        if number % 8 == 0:
            path.write_bytes(text.encode("utf-8", "surrogatepass"))
            tally.attempt(f"{label} read", lambda: keyslots.read_keyslots(path))
    judge(tally, "key files")


def test_recovery_codes_and_sheets(
    tally: Tally, rng: random.Random, sentinel: Path, key_file: tuple[str, recovery.RecoveryCode], judge: Judge
) -> None:
    code = key_file[1]
    for reader, good in ((recovery.parse_code, code.text), (recovery.parse_wrapped, code.wrapped_text)):
        spoilt = (hostile.mangled(rng, good, sentinel) for _ in range(_some(10, 250)))
        for text in [*_texts(rng, sentinel, 8, 0), *spoilt]:
            tally.attempt(f"{reader.__name__} {text[:40]!r}", lambda reader=reader, text=text: reader(text))  # type: ignore[misc]
    judge(tally, "recovery")


Run = Callable[..., tuple[int, str]]


@pytest.fixture
def caseman(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """The command in this process, with outputs as strict as those of a terminal: the exit code and all it said."""
    from caseman.cli import main

    monkeypatch.setenv("CASEMAN_LANGUAGE", "en")
    monkeypatch.chdir(tmp_path)

    def ran(*arguments: str) -> tuple[int, str]:
        out, err = io.BytesIO(), io.BytesIO()
        with monkeypatch.context() as patch:
            patch.setattr(sys, "argv", ["caseman", *arguments])
            patch.setattr(sys, "stdin", io.StringIO(""))
            patch.setattr(sys, "stdout", io.TextIOWrapper(out, "utf-8", write_through=True))
            patch.setattr(sys, "stderr", io.TextIOWrapper(err, "utf-8", "backslashreplace", write_through=True))
            try:
                main()
                code: object = 0
            except SystemExit as end:
                code = end.code
            return int(code or 0) if isinstance(code, int | None) else 99, (out.getvalue() + err.getvalue()).decode()

    return ran


def test_arguments_of_the_command(
    tally: Tally, rng: random.Random, office_path: Path, caseman: Run, sentinel: Path, judge: Judge
) -> None:
    secret = office_path.with_name("passphrase.txt")
    secret.write_text(PASSPHRASE, encoding="utf-8")
    file, opened = str(office_path), ("--passphrase-file", str(secret))
    shapes: list[Callable[[str], tuple[str, ...]]] = [
        lambda x: (x,),
        lambda x: (f"--{x}",),
        lambda x: ("cases", x),
        lambda x: ("show", file, x, *opened),
        lambda x: ("cases", file, "--search", x, *opened),
        lambda x: ("cases", file, "--staff", x, *opened),
        lambda x: ("cases", file, "--passphrase-file", x),
        lambda x: ("letter", file, x, "disclosure", "--out", "letter.pdf", *opened),
        lambda x: ("letter", file, "P-2026-0001", x, "--out", x, *opened),
        lambda x: ("office", "check", x),
        lambda x: ("--language", x, "cases", file),
        lambda x: ("keys", file, x, *opened),
        lambda x: ("verify", x, *opened),
        lambda x: ("init", f"made-{len(x)}.caseman", "--office", x, "--staff", x, *opened),
    ]
    for number, text in enumerate(_texts(rng, sentinel, 14, _some(4, 40))):
        if text.startswith(("/", "..")):  # a file that the command is asked to open is no fault
            continue
        given = _argument(text)
        for shape in shapes if LONG else (shapes[number % len(shapes)], shapes[(number + 5) % len(shapes)]):
            arguments = shape(given)
            answer = tally.attempt(f"caseman {arguments!r:.80}", lambda arguments=arguments: caseman(*arguments))  # type: ignore[misc]
            _note_bad_answer(tally, arguments, answer)
    judge(tally, "arguments")


def _argument(text: str) -> str:
    """A text as a process can be given it: no NUL, in UTF-8, and no longer than the name of a file may be."""
    return text.replace("\0", "").encode("utf-8", "replace")[:_LONGEST_NAME].decode("utf-8", "ignore")


@pytest.mark.parametrize("given", [("show", "{file}", "P-\udcff"), ("verify", "n" * 300)])
def test_names_that_no_case_and_no_file_can_have(
    given: tuple[str, ...], office_path: Path, caseman: Run, tally: Tally
) -> None:
    secret = office_path.with_name("passphrase.txt")
    secret.write_text(PASSPHRASE, encoding="utf-8")
    arguments = (*(each.replace("{file}", str(office_path)) for each in given), "--passphrase-file", str(secret))
    _note_bad_answer(tally, arguments, tally.attempt("names", lambda: caseman(*arguments)))
    assert not tally.wrong


def _note_bad_answer(tally: Tally, arguments: tuple[str, ...], answer: tuple[int, str] | None) -> None:
    """An expected failure exits 1 with a sentence, wrong usage 2; neither speaks of something unexpected."""
    if answer is None:
        return
    code, told = answer
    tally.refused += code != 0
    if code not in (0, 1, 2) or "Something unexpected" in told or "Traceback" in told or (code and not told.strip()):
        tally.wrong.append(f"caseman {arguments!r:.120}: {code} {told[-300:]!r}")


_ANY = st.text(st.characters(exclude_categories=()), max_size=300)  # lone surrogates and NUL among them


@settings(max_examples=_some(60, 2000))
@given(_ANY)
def test_cleaned_text_holds_nothing_invisible_and_stays_as_it_is(text: str) -> None:
    for clean in (clean_line, clean_text):
        try:
            cleaned = clean(text)
        except CasemanError as refusal:
            assert refusal.code == "too-long"  # noqa: PT017  either way is right, and this says which
            continue
        assert clean(cleaned) == cleaned
        assert cleaned.encode().decode() == cleaned
        assert not set(cleaned) & set("\0\x1b\u202e\u2066\u200b\ufeff\ud800")


@settings(max_examples=_some(60, 2000))
@given(_ANY)
def test_every_reader_takes_or_refuses_any_text(text: str) -> None:
    readers: tuple[Callable[[str], object], ...] = (
        parse_date, parse_amount, parse_postal_code, recovery.parse_code, recovery.parse_wrapped, from_json,
        parse_procedure,
    )  # fmt: skip
    for read in readers:
        try:
            read(text)
        except CasemanError as refusal:
            assert str(refusal).endswith(".")  # noqa: PT017
    expression = match_expression(text)
    assert expression is None or expression.count('"') % 2 == 0
