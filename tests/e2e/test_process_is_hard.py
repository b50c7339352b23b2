"""A running process of the program: no core dump, not to be read by others, its files for the owner alone."""

from __future__ import annotations

import os
import resource
import select
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from caseman.domain.letters import LetterKind
from caseman.domain.lifecycle import Step
from caseman.services.desk import Desk
from caseman.services.export.writing import export_set
from caseman.storage.file import keys_path
from tests.services.walking import PASSPHRASE, PRINCIPAL, STAFF, Office, TickingClock, Walk, open_copy

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="what a process is allowed is read in Linux's /proc")

# The program's own entry points; once they run, they say whether they may be dumped (PR_GET_DUMPABLE), and wait.
_ASK = """
import ctypes, sys
def ready():
    print("ready", ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), flush=True)
"""
_COMMAND_LINE = """
import caseman.cli.app as app
real = app.lists.list_cases
def waiting(desk, query):
    ready()
    input()
    return real(desk, query)
app.lists.list_cases = waiting
from caseman.cli import main
main()
"""
_WINDOW = """
from PySide6.QtCore import QTimer
from ui.window import Window
real = Window.load_core
def waiting(window):
    real(window)
    def look():
        ready()
        sys.stdin.readline()
        window.close()
    QTimer.singleShot(0, look)
Window.load_core = waiting
from ui.__main__ import main
sys.exit(main())
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    for name in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setenv("CASEMAN_LANGUAGE", "en")
    return home


@pytest.fixture(params=["command line", "window"])
def process(
    request: pytest.FixtureRequest, office_path: Path, home: Path, tmp_path: Path
) -> Iterator[subprocess.Popen[str]]:
    """A process that has read its passphrase or shows its window; it waits. It began with dumps allowed, umask 022."""
    phrase = tmp_path / "passphrase.txt"
    phrase.write_text(f"{PASSPHRASE}\n", encoding="utf-8")
    program, arguments = {
        "command line": (_COMMAND_LINE, ["cases", str(office_path), "--passphrase-file", str(phrase)]),
        "window": (_WINDOW, [str(office_path)]),
    }[request.param]

    def as_usual() -> None:
        os.umask(0o022)
        hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
        resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))

    with subprocess.Popen(
        [sys.executable, "-c", _ASK + program, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=as_usual,  # noqa: PLW1509  nothing else runs in the test
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
    ) as started:
        assert started.stdout is not None
        readable, _, _ = select.select([started.stdout], [], [], 60)
        assert readable
        assert started.stdout.readline() == "ready 0\n"
        yield started
        _, told = started.communicate("\n", timeout=60)
        assert started.returncode == 0, told


def test_it_leaves_no_core_and_nobody_may_read_its_memory(process: subprocess.Popen[str], home: Path) -> None:
    of_process = Path("/proc") / str(process.pid)
    limits = (of_process / "limits").read_text()
    (core,) = (line.split() for line in limits.splitlines() if line.startswith("Max core file size"))
    assert core[4:6] == ["0", "0"]
    status = dict(line.split(":\t", 1) for line in (of_process / "status").read_text().splitlines())
    assert status["Umask"] == "0077"
    if os.geteuid() != 0:  # the kernel then gives the process's entries to root, and root may look at all anyway
        assert (of_process / "mem").stat().st_uid == 0
    assert all(path.stat().st_mode & 0o077 == 0 for path in home.rglob("*") if not path.is_symlink())
    assert any(home.rglob("events.log"))


def test_what_it_writes_is_for_the_owner_alone(
    office: Office, office_path: Path, home: Path, tmp_path: Path, clock: TickingClock, run_cli: Callable[..., Any]
) -> None:
    """Files of the office, its keys, a letter, a ledger, the settings and the log, made with a lax umask about."""
    made = tmp_path / "made"
    made.mkdir()
    desk = open_copy(office, office_path, clock)
    number = Walk(desk, clock).to(Step.DECISION)
    desk.close()
    lax = os.umask(0o022)
    try:
        asked = ("--passphrase-file", "-")
        for verb in (
            ("init", made / "new.caseman", "--office", "aucnet", "--staff", STAFF),
            ("letter", office_path, number, LetterKind.DISCLOSURE.value, "--out", made / "letter.pdf"),
            ("export", office_path, made / "ledger"),
        ):
            ran = run_cli(*verb, *asked, stdin=PASSPHRASE)
            assert ran.code == 0, ran.err
    finally:
        os.umask(lax)
    from caseman.paths import remember_file

    remember_file(office_path)
    files = {
        path.name: path.stat().st_mode & 0o777
        for folder in (made, home)
        for path in folder.rglob("*")
        if path.is_file()
    }
    wanted = {"new.caseman", keys_path(made / "new.caseman").name, "letter.pdf", "ledger.csv", "recent.json"}
    assert wanted <= set(files)
    assert {name: oct(mode) for name, mode in files.items() if mode & 0o077} == {}


@pytest.mark.parametrize(
    ("table", "column"), [("party", "role"), ("cases", "number"), ("request", "position"), ("envelope", "mail_class")]
)
def test_an_error_of_the_database_names_no_values(walk: Walk, desk: Desk, table: str, column: str) -> None:
    """What a constraint refuses is raised with the statement, which has places, and without what stood in them."""
    walk.case()
    with desk.reading() as session:
        row = dict(session.connection().execute(text(f"SELECT * FROM {table} LIMIT 1")).mappings().one())
    row.pop("id")
    values = {**row, column: None}
    names = ", ".join(values)
    places = ", ".join(f":{name}" for name in values)
    with pytest.raises(IntegrityError) as refused, desk.file.engine.begin() as connection:
        connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({places})"), values)
    told = f"{refused.value} {refused.value!r}"
    assert "hide_parameters=True" in told
    assert [value for value in (*PRINCIPAL.values(), "P-2026-0001") if value in told] == []


def test_a_set_is_written_for_the_owner_alone_by_itself(walk: Walk, desk: Desk, tmp_path: Path) -> None:
    """Not by the umask alone: a library call under a lax one."""
    walk.to(Step.CASE)
    lax = os.umask(0o022)
    try:
        done = export_set(desk, tmp_path / "set")
    finally:
        os.umask(lax)
    assert done.path.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in done.path.iterdir()} == {0o600}
