"""What every room's tests share: a real office file, a clock that the test moves, and a walk through it all.

The office file is made once for each run and copied, closed, for each test. Nothing heavy is imported here: a
test that asks for no office does not pay for one.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from tests.running import (  # noqa: F401  pytest finds them here
    _derivations_remembered,
    pytest_collection,
    pytest_collection_modifyitems,
)

if TYPE_CHECKING:
    from caseman.services.desk import Desk
    from caseman.text import Language
    from tests.services.walking import Office, TickingClock, Walk

    Doing = Callable[[Walk], object]

settings.register_profile("caseman", deadline=None, database=None, max_examples=60)
settings.load_profile("caseman")


@pytest.fixture(scope="session", autouse=True)
def _own_log(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test writes into the log of whoever runs it."""
    before = os.environ.get("XDG_STATE_HOME")
    os.environ["XDG_STATE_HOME"] = str(tmp_path_factory.mktemp("state"))
    yield
    if before is None:
        del os.environ["XDG_STATE_HOME"]
    else:
        os.environ["XDG_STATE_HOME"] = before


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """The office file of this run. Copy it; never open it in place."""
    from tests.services.walking import make_office

    return make_office(tmp_path_factory.mktemp("office"))


@pytest.fixture
def cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """The cheapest key derivation allowed, where the window or a command asks for none by itself."""
    from caseman import bootstrap
    from caseman.security.keyslots import FLOOR_COST
    from caseman.services import keys

    for call in (
        *(bootstrap.create_office, bootstrap.open_office, bootstrap.recover_office),
        *(keys.add_member, keys.give_one_time, keys.change_passphrase, keys.recover_member),
    ):
        monkeypatch.setitem(call.__kwdefaults__, "cost", FLOOR_COST)


@pytest.fixture
def office_path(office: Office, tmp_path: Path) -> Path:
    """A closed office file of the test's own, with its key file beside it."""
    return office.copy_to(tmp_path)


@pytest.fixture
def scanner_writes_to() -> Iterator[Path]:
    """A folder for a scanner, on the disk: the program takes none under /dev, where what tests write may stand."""
    with TemporaryDirectory() as made:
        yield Path(made).resolve()


@pytest.fixture
def clock() -> TickingClock:
    """Ten in the morning of Tuesday 24 November 2026 in Tokyo."""
    from tests.services.walking import TickingClock

    return TickingClock()


@pytest.fixture
def open_desk(office: Office, clock: TickingClock) -> Iterator[Callable[[Path], Desk]]:
    """Open copies of the office; they are closed after the test."""
    from tests.services.walking import open_copy

    desks: list[Desk] = []

    def opened(path: Path) -> Desk:
        desks.append(open_copy(office, path, clock))
        return desks[-1]

    yield opened
    for desk in desks:
        desk.close()


@pytest.fixture
def desk(office_path: Path, open_desk: Callable[[Path], Desk]) -> Desk:
    """An open desk at a fresh office."""
    return open_desk(office_path)


@pytest.fixture
def walk(desk: Desk, clock: TickingClock) -> Walk:
    """The services at a fresh office, with sample values."""
    from tests.services.walking import Walk

    return Walk(desk, clock)


@pytest.fixture(scope="session")
def walked_once(office: Office, tmp_path_factory: pytest.TempPathFactory) -> Callable[[Doing], Office]:
    """A closed office in which something was done, to be copied; it is done once in a run."""
    from tests.services.walking import walked

    @cache
    def made(doing: Doing) -> Office:
        return walked(office, tmp_path_factory.mktemp("walked"), doing)

    return made


@pytest.fixture
def walk_after(
    walked_once: Callable[[Doing], Office],
    office_path: Path,
    open_desk: Callable[[Path], Desk],
    clock: TickingClock,
) -> Callable[[Doing], Walk]:
    """The services at a fresh copy of such an office, a minute after what was done in it."""
    from tests.services.walking import Walk

    def walk(doing: Doing) -> Walk:
        walked_once(doing).copy_to(office_path.parent)
        clock.now += timedelta(minutes=1)
        return Walk(open_desk(office_path), clock)

    return walk


@cache
def _commands(build: Callable[..., Any], speak: Callable[..., None], language: Language) -> Any:
    """Every command as the program builds it, with its help in a language."""
    from caseman.cli.app import app

    commands = build(app)
    speak(commands, language)
    return commands


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str


@pytest.fixture
def run_cli(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """The command line in this process: `caseman ARGS`, with what stands on standard input."""
    from typer.main import get_command

    from caseman.cli import main
    from caseman.cli.console import chosen_language
    from caseman.cli.words import speak

    def built(_app: object) -> Any:
        return _commands(get_command, speak, chosen_language())

    # The program builds its commands once and puts them into one language; here some thousand calls share two.
    monkeypatch.setattr("typer.main.get_command", built)
    monkeypatch.setattr("caseman.cli.words.speak", lambda _command, _language: None)

    def ran(*arguments: object, stdin: str = "") -> Ran:
        monkeypatch.setattr(sys, "argv", ["caseman", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        capsys.readouterr()
        try:
            main()
            code = 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
        told = capsys.readouterr()
        assert "Traceback" not in told.err
        return Ran(code, told.out, told.err)

    return ran
