"""Every command in the documents is run, or it is said here why it is only read.

`sh`: run here, line by line, in a folder with a small office. `admin`: needs the administrator's rights, and is read by
the shell without running. `bat`: Windows; compared with what the setup takes. Commands in the midst of a sentence have
words in the place of values (`FILE`): the program's own command line looks for the verb and its options.
"""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import tomllib
from collections.abc import Callable
from contextlib import chdir
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
from typer.main import get_command

from caseman import __version__
from caseman.bootstrap import create_office, open_office
from caseman.help_pages import help_names, help_page
from caseman.security.keyslots import FLOOR_COST
from caseman.storage.backup import back_up
from caseman.text import Language
from tests.conftest import Ran
from tests.documents.recovery_sheets import on_sheet
from tests.services.walking import PASSPHRASE, STAFF, START, TickingClock, Walk

ROOT: Final = Path(__file__).resolve().parent.parent.parent
KINDS: Final = {"sh", "admin", "bat", "toml", "sql", "python", "json"}
# Followed to the letter by `test_auditors_by_hand.py`, with a set of files that only it has.
BY_HAND: Final = "auditors-by-hand"
# Verbs that the pages tell and the program does not have yet.
COMING: Final[frozenset[str]] = frozenset()


@dataclass(frozen=True)
class Block:
    """The lines of one block of commands."""

    document: str
    lines: tuple[str, ...]

    @property
    def words(self) -> list[list[str]]:
        return [shlex.split(line, comments=True) for line in self.lines]


def _blocks(kind: str) -> list[Block]:
    """Of every page of the help, and of the README; a page says the same commands in both languages."""
    found = [(name, code) for name in help_names() for code in help_page(name, Language.EN).code]
    readme = re.findall(
        r"^```(\w+)\n(.*?)^```", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    found += [("README", code) for code in readme]
    return [Block(name, tuple(text.splitlines())) for name, (of, text) in found if of == kind]


def _named(block: Block) -> str:
    return f"{block.document}: {block.lines[0][:40]}"


def _run_here() -> list[Any]:
    found = []
    for block in _blocks("sh"):
        if block.document != BY_HAND:
            verbs = {words[1] for words in block.words if words[0] == "caseman"}
            waits = [pytest.mark.skip(reason="the program does not have this verb yet")] if verbs & COMING else []
            found.append(pytest.param(block, marks=waits, id=_named(block)))
    return found


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the documents name: an office with a case, a backup, secrets in files, texts to be checked."""
    home, clock = tmp_path_factory.mktemp("sandbox"), TickingClock()
    path = home / "office.caseman"
    made = create_office(path, office="aucnet", staff_name=STAFF, passphrase=PASSPHRASE, clock=clock, cost=FLOOR_COST)
    desk = open_office(path, PASSPHRASE, clock=clock)
    Walk(desk, clock).case()
    (home / "backups").mkdir()
    back_up(desk.file, home / "backups", START)
    desk.close()
    (home / "passphrase.txt").write_text(PASSPHRASE, encoding="utf-8")
    (home / "new-passphrase.txt").write_text("青い灯台と seven copper kettles", encoding="utf-8")
    (home / "code.txt").write_text(on_sheet(made.recovery_sheet)[0], encoding="utf-8")
    shutil.copy(ROOT / "resources" / "offices" / "aucnet.toml", home / "procedure.toml")
    (rules,) = [code for kind, code in help_page("admin-machine", Language.EN).code if kind == "toml"]
    (home / "rules.toml").write_text(rules, encoding="utf-8")
    return home


def test_every_block_is_of_a_kind_that_is_looked_at() -> None:
    kinds = {kind for name in help_names() for kind, _ in help_page(name, Language.EN).code}
    assert kinds <= KINDS
    assert len(_blocks("sh")) > 10


@pytest.mark.parametrize("block", _run_here())
def test_a_command_does_what_the_document_says(
    block: Block, sample: Path, tmp_path: Path, run_cli: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each line ends with 0. `make` sets up an environment of its own: that its target is there is looked at alone."""
    home = shutil.copytree(sample, tmp_path / "home")
    monkeypatch.setenv("CASEMAN_LANGUAGE", "en")
    for words in block.words:
        if words[0] == "make":
            assert set(words[1:]) <= _targets()
            continue
        assert words[0] == "caseman", "every other program needs a test of its own"
        with chdir(home):
            ran = run_cli(*words[1:])
        assert (ran.code, ran.err) == (0, ""), words
        assert ran.out


@pytest.mark.skipif(shutil.which("sh") is None, reason="no shell")
@pytest.mark.parametrize("block", _blocks("admin"), ids=_named)
def test_what_needs_an_administrator_is_read_by_the_shell(block: Block) -> None:
    """Not run: it installs a package, or changes the printing of this machine."""
    done = subprocess.run(["sh", "-n"], input="\n".join(block.lines), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert {words[0] for words in block.words} <= {"apt-get", "cupsctl"}
    packages = [word for words in block.words for word in words if word.endswith(".deb")]
    assert all(package.startswith(f"./caseman_{__version__}_") for package in packages)


@pytest.mark.parametrize("block", _blocks("bat"), ids=_named)
def test_what_is_for_windows_is_compared_with_the_setup(block: Block) -> None:
    """Not run: it needs Windows. Switches are those of Inno Setup, tasks those of our script."""
    known = {"/VERYSILENT", "/NORESTART", "/ALLUSERS", "/CURRENTUSER", "/DIR", "/TASKS", "/LANG", "/LOG"}
    script = ROOT / "packaging" / "windows" / "caseman.iss"
    if block.document == "admin-machine":
        assert [line.split()[0] for line in block.lines] == ["mkdir", *["icacls"] * 3]
        assert {line.split()[1] for line in block.lines} == {r"C:\ProgramData\caseman"}, "where the program looks"
        return  # rights of Windows: tried there alone
    for line in block.lines:
        program, *switches = shlex.split(line, posix=False)
        assert program == f"caseman-{__version__}-setup.exe"
        assert {switch.partition("=")[0] for switch in switches} <= known
        for switch in switches:
            tasks = switch.partition("=")[2].strip('"').split(",") if switch.startswith("/TASKS") else []
            if script.exists():
                assert all(f'Name: "{task}"' in script.read_text(encoding="utf-8-sig") for task in tasks)


def test_pieces_of_toml_can_be_read() -> None:
    for name in help_names():
        for kind, code in help_page(name, Language.EN).code:
            if kind == "toml" and " …\n" not in code:
                assert tomllib.loads(code), name


@cache
def _targets() -> frozenset[str]:
    return frozenset(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))


def _inline() -> list[Any]:
    """Commands in the midst of sentences, of every document in both languages."""
    documents = [*ROOT.glob("*.md"), ROOT / "packaging" / "README.md"]
    texts = [(path.name, path.read_text(encoding="utf-8")) for path in documents if path.name != "CHANGELOG.md"]
    texts += [(name, help_page(name, language).text) for name in help_names() for language in Language]
    found = {}
    for name, text in texts:
        prose = re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
        for command in re.findall(r"`((?:\.venv/bin/)?(?:caseman|make) [^`]+)`", prose):
            if not re.match("caseman (1|recovery sheet)", command):  # bytes that the pages on the format quote
                found[command] = name
    return [pytest.param(command, id=f"{name}: {command}") for command, name in sorted(found.items())]


@pytest.mark.parametrize("command", _inline())
def test_a_command_in_a_sentence_is_one_that_there_is(command: str) -> None:
    program, *words = shlex.split(command)
    if program == "make":
        assert {word for word in words if "=" not in word} <= _targets()
        return
    if words[0] in COMING:
        pytest.skip("the program does not have this verb yet")
    _parse(words)


def _parse(words: list[str]) -> None:
    """By the program's own verbs and options, without running; a group may take a file before its verb."""
    command: Any = _program()
    rest = list(words)
    while rest and hasattr(command, "commands") and not rest[0].startswith("--"):
        rest = rest[sum(parameter.param_type_name == "argument" for parameter in command.params) :]
        assert rest, f"{words}: no verb"
        assert rest[0] in command.commands, words
        command = command.commands[rest.pop(0)]
    options = {option for parameter in command.params for option in parameter.opts}
    assert {word for word in rest if word.startswith("--")} <= options | {"--help"}, words


def _program() -> Any:
    from caseman.cli.app import app

    return get_command(app)


def test_verbs_that_are_said_to_be_missing_are_missing() -> None:
    """Once they are there, their commands are run: take them out of `COMING`."""
    assert not COMING & set(_program().commands)
