"""What every verb shares: help, wrong usage, files and passphrases that do not fit, and bugs without case data."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from caseman import __version__
from caseman.cli import app, office
from caseman.storage.file import keys_path
from tests.conftest import Ran
from tests.services.walking import PASSPHRASE, make_office

Cli = Callable[..., Ran]
Sentence = Callable[[Ran], str]

VERBS = {
    "about": ("List the versions and licences", "--json"),
    "init": ("Make a new encrypted office file", "--recovery-sheet"),
    "demo": ("Make a sample office with invented people", "--no-pictures"),
    "cases": ("List the cases, soonest date first.", "--search"),
    "show": ("Show one case", "--json"),
    "letter": ("Make a letter that a decision asks for", "--out"),
    "export": ("Write the set for an auditor", "--minimised"),
    "delivered": ("Note that letters were delivered", "--on"),
    "due": ("Compute the date by which to answer", "--received"),
    "verify": ("Check the file", "--passphrase-file"),
    "trail": ("Show the trail", "--kind"),
    "sheet": ("Write the monthly sheet of the trail", "--month"),
    "backup": ("Write an encrypted backup", "--keep"),
    "restore": ("Bring a backup back", "--staff"),
    "drill": ("Try the recovery: open the latest backup", "--scratch"),
    "workstation": ("The rules that the administrator of this workstation set", "example"),
    "keys": ("Staff and keys", "recover"),
    "post": ("The post desk", "take-back"),
    "scans": ("Scans", "quarantine"),
    "decide": ("Record the decision", "--method-given"),
    "fee": ("The fee of a case", "waive"),
    "attach": ("Disclosed data that go with an answer", "take-out"),
    "paper": ("What letters are printed on", "test-sheet"),
    "letter-text": ("Texts of letters", "shipped"),
    "where": ("Say where the papers of a case are", "--in"),
    "move": ("Note that papers of a case went to a place", "--only"),
    "place": ("Places for papers", "retire"),
    "statement": ("Take a bank's statement in", "--dry-run"),
    "payments": ("List the book", "--month"),
    "statistics": ("Count what was received", "--hide-below"),
    "import": ("Take over the register kept so far", "--dry-run"),
    "dispose": ("Propose records whose time is over", "--dry-run"),
    "disposal": ("Disposal runs", "certificate"),
    "hold": ("Hold a case for litigation", "--help"),
    "release": ("Release a case that was held", "--help"),
    "help": ("Print a page of the help.", "--language"),
    "note": ("Write a note on a case", "--strike"),
    "undo": ("Take back the last thing that was done", "--show"),
    "office": ("Office procedures: list, show and check them.", "check"),
}
ON_A_FILE = ("cases", "show", "letter", "export", "verify")


def arguments_of(verb: str, folder: Path) -> tuple[object, ...]:
    return {
        "show": ("P-2026-0001",),
        "letter": ("P-2026-0001", "disclosure", "--out", folder / "answer.pdf"),
        "export": (folder / "audit",),
    }.get(verb, ())


def test_every_verb_is_here_and_in_the_programs_help(run_cli: Cli) -> None:
    verbs = {command.name or command.callback.__name__ for command in app.app.registered_commands}  # type: ignore[union-attr]
    groups = {group.name for group in app.app.registered_groups}
    assert verbs | groups == set(VERBS)
    ran = run_cli("--help")
    assert ran.code == 0
    for verb in VERBS:
        assert f"\n  {verb} " in ran.out


@pytest.mark.parametrize("verb", VERBS)
def test_the_help_of_each_verb_says_what_it_does(run_cli: Cli, verb: str) -> None:
    ran = run_cli(verb, "--help")
    assert (ran.code, ran.err) == (0, "")
    sentence, option = VERBS[verb]
    assert sentence in " ".join(ran.out.split())
    assert option in ran.out


def test_the_version(run_cli: Cli) -> None:
    assert run_cli("--version") == Ran(0, f"{__version__}\n", "")


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("nonsense",),
        ("--language", "fr", "office", "list"),
        ("init",),
        ("init", "x.caseman", "--staff", "x"),
        ("demo",),
        ("cases",),
        ("cases", "x.caseman", "--nonsense"),
        ("show", "x.caseman"),
        ("letter", "x.caseman", "P-2026-0001", "disclosure"),
        ("letter", "x.caseman", "P-2026-0001", "love", "--out", "x.pdf"),
        ("export", "x.caseman"),
        ("due", "--office", "aucnet"),
        ("verify",),
        ("office", "list", "too", "much"),
    ],
    ids=" ".join,
)
def test_wrong_usage_exits_with_two_and_says_how_to_use_it(run_cli: Cli, arguments: tuple[str, ...]) -> None:
    ran = run_cli(*arguments)
    assert ran.code == 2
    assert "Usage: " in ran.err + ran.out


@pytest.mark.parametrize("verb", ON_A_FILE)
def test_a_missing_file_is_named(run_cli: Cli, tmp_path: Path, refusal: Sentence, verb: str) -> None:
    missing = tmp_path / "missing.caseman"
    ran = run_cli(verb, missing, *arguments_of(verb, tmp_path), "--passphrase-file", "-", stdin=PASSPHRASE)
    assert refusal(ran) == f"There is no office file “{missing.name}”. Check the folder and the name."
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("verb", ON_A_FILE)
def test_a_wrong_passphrase_opens_nothing(
    run_cli: Cli, office_path: Path, tmp_path: Path, refusal: Sentence, verb: str
) -> None:
    before = sorted(path.name for path in tmp_path.iterdir())
    ran = run_cli(verb, office_path, *arguments_of(verb, tmp_path), "--passphrase-file", "-", stdin="not this one")
    assert "passphrase is not right" in refusal(ran)
    assert sorted({path.name for path in tmp_path.iterdir()} - {".office.caseman.outside"}) == before


@pytest.mark.parametrize(
    "typed", [PASSPHRASE, PASSPHRASE + "\r\n", PASSPHRASE + "\nmore", PASSPHRASE.replace("2", "２")]
)
def test_the_passphrase_is_the_first_line_of_standard_input(run_cli: Cli, office_path: Path, typed: str) -> None:
    assert run_cli("cases", office_path, "--passphrase-file", "-", stdin=typed).out.splitlines()[-1] == "Cases: 0"


def test_a_passphrase_file_from_windows_opens_too(run_cli: Cli, office_path: Path, tmp_path: Path) -> None:
    typed = tmp_path / "typed.txt"
    typed.write_bytes(b"\xef\xbb\xbf" + PASSPHRASE.encode() + b"\r\n")
    assert run_cli("cases", office_path, "--passphrase-file", typed).code == 0


@pytest.mark.parametrize("content", [None, b"\x00\xff\xfe\x80"])
def test_a_passphrase_file_that_cannot_be_read(
    run_cli: Cli, office_path: Path, tmp_path: Path, refusal: Sentence, content: bytes | None
) -> None:
    typed = tmp_path / "typed.txt"
    if content is not None:
        typed.write_bytes(content)
    told = refusal(run_cli("cases", office_path, "--passphrase-file", typed))
    assert told == f"The passphrase file “{typed}” cannot be read as text."


def test_without_a_terminal_the_passphrase_is_not_asked_for(run_cli: Cli, office_path: Path, refusal: Sentence) -> None:
    told = refusal(run_cli("cases", office_path))
    assert told == "There is no terminal to ask for the passphrase. Use --passphrase-file."


def test_another_members_name_does_not_open(on_file: Cli, refusal: Sentence) -> None:
    assert on_file("cases", "--staff", "見本 花子").code == 0
    assert "name or the passphrase is not right" in refusal(on_file("cases", "--staff", "見本 次郎"))


def test_a_file_without_its_key_file(on_file: Cli, office_path: Path, refusal: Sentence) -> None:
    keys_path(office_path).unlink()
    assert refusal(on_file("cases")).startswith("There is no key file “office.caseman.keys”.")


def test_a_foreign_file_under_the_right_name(on_file: Cli, office_path: Path, refusal: Sentence) -> None:
    foreign = b"A letter to somebody, and no office file at all.\n" * 500
    office_path.write_bytes(foreign)
    assert "office.caseman" in refusal(on_file("cases"))
    assert office_path.read_bytes() == foreign


def test_the_key_file_of_another_office(on_file: Cli, office_path: Path, tmp_path: Path, refusal: Sentence) -> None:
    (tmp_path / "other").mkdir()
    other = make_office(tmp_path / "other")
    shutil.copy(keys_path(other.path), keys_path(office_path))
    before = office_path.read_bytes()
    assert "office.caseman" in refusal(on_file("cases"))
    assert office_path.read_bytes() == before


def test_a_key_file_that_is_none(on_file: Cli, office_path: Path, refusal: Sentence) -> None:
    keys_path(office_path).write_text("{}", encoding="utf-8")
    assert refusal(on_file("cases")).startswith("This is not a key file of this program.")


def test_a_bug_spills_no_case_data(on_file: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ValueError("髙橋 一郎")

    monkeypatch.setattr(app.lists, "list_cases", broken)
    ran = on_file("cases")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("Something unexpected happened (ValueError at ")
    assert "髙橋" not in ran.err
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({"CASEMAN_LANGUAGE": "ja"}, "ja"),
        ({"LC_ALL": "ja_JP.UTF-8", "LANG": "en_GB.UTF-8"}, "ja"),
        ({"LANG": "ja_JP.UTF-8"}, "ja"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"CASEMAN_LANGUAGE": "en", "LANG": "ja_JP.UTF-8"}, "en"),
    ],
)
def test_the_language_follows_the_system_unless_one_is_asked_for(
    run_cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], language: str
) -> None:
    for name in ("CASEMAN_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    told = run_cli("due", "--office", "aucnet", "--received", "2026-04-20").out
    assert ("2026年5月8日（金）" in told) is (language == "ja")
    asked = run_cli("--language", "en", "due", "--office", "aucnet", "--received", "2026-04-20").out
    assert "Answer by 2026-05-08 (Fri)." in asked


def test_a_reader_that_went_away_is_no_bug(run_cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: object) -> None:
        raise BrokenPipeError

    monkeypatch.setattr(office, "offered_offices", gone)
    closed: list[str] = []
    for name in ("stdout", "stderr"):
        monkeypatch.setattr(getattr(sys, name), "close", partial(closed.append, name), raising=False)
    assert run_cli("office", "list") == Ran(1, "", "")
    assert closed == ["stdout", "stderr"]


@pytest.mark.skipif(sys.platform == "win32", reason="no pipe that ends so")
def test_a_reader_that_went_away_before_the_end_hears_nothing_of_it() -> None:
    """What is short waits in Python's own buffer until the end: the reader is gone by then."""
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as gone:
        command = [sys.executable, "-m", "caseman", "office", "list"]
        buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
        ran = subprocess.run(command, env=buffered, stdout=gone, stderr=subprocess.PIPE, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (1, "")
