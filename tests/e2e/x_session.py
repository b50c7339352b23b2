"""A desk of its own to test at: a real X server, a window manager, a session bus, the bus that screen readers use."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
_TOOLS = ("Xvfb", "xdotool", "xkbcomp", "openbox", "dbus-daemon")
_LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")
PYTHON = "/usr/bin/python3"  # the system's, for which Debian packs pyatspi
OFFICE_SCREEN = "1366x768x24"


@cache
def missing() -> str:
    """Why no such desk can be set up here; empty when it can."""
    lacks = [tool for tool in _TOOLS if shutil.which(tool) is None]
    if not any(Path(each).exists() for each in _LAUNCHERS):
        lacks.append("at-spi-bus-launcher")
    if not lacks and subprocess.run([PYTHON, "-c", "import pyatspi"], capture_output=True, check=False).returncode:
        lacks.append("python3-pyatspi")
    return f"a real X server with a screen reader needs {', '.join(lacks)}" if lacks else ""


@dataclass(frozen=True)
class XSession:
    """What a program must be given to run there."""

    environment: dict[str, str]
    folder: Path

    def run(self, *command: str) -> str:
        """Run a tool there, and give what it wrote."""
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=True, timeout=30)
        return done.stdout

    def start(self, *command: str, **also: str) -> subprocess.Popen[str]:
        """Start a program there; its streams are pipes, but for what it complains of, which is kept in the folder."""
        with (self.folder / "complaints.txt").open("a") as complaints:
            return subprocess.Popen(
                command,
                env=self.environment | also,
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=complaints,
                text=True,
            )

    def picture(self, path: Path) -> None:
        """What the screen shows, where ImageMagick is there."""
        if shutil.which("import") is not None:
            self.run("import", "-window", "root", str(path))


@contextmanager
def x_session(folder: Path, typed: Iterable[str] = (), screen: str = OFFICE_SCREEN) -> Iterator[XSession]:
    """Set the desk up. `typed` are the texts that will be typed there: its keyboard has a key for each sign of them."""
    home = folder / "home"
    home.mkdir(exist_ok=True)
    homes = ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_DOCUMENTS_DIR")
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "VIRTUAL_ENV") if name in os.environ}
    runtime = folder / "runtime"
    runtime.mkdir(mode=0o700, exist_ok=True)
    environment = {
        **kept,
        **dict.fromkeys(homes, str(home)),
        "XDG_RUNTIME_DIR": str(runtime),
        "LANG": "C.UTF-8",
        "QT_QPA_PLATFORM": "xcb",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "NO_AT_BRIDGE": "0",
    }
    with ExitStack() as stack:
        environment["DISPLAY"] = stack.enter_context(x_server(screen))
        environment["DBUS_SESSION_BUS_ADDRESS"] = stack.enter_context(_session_bus(environment))
        session = XSession(environment, folder)
        _give_keys(session, typed)
        stack.enter_context(_running(session, "openbox", "--sm-disable"))
        launcher = next(each for each in _LAUNCHERS if Path(each).exists())
        stack.enter_context(_running(session, launcher, "--launch-immediately"))
        session.run("gdbus", "wait", "--session", "--timeout", "20", "org.a11y.Bus")
        session.run("gdbus", "call", "--session", "-d", "org.a11y.Bus", "-o", "/org/a11y/bus", "-m",
                    "org.freedesktop.DBus.Properties.Set", "org.a11y.Status", "IsEnabled", "<true>")  # fmt: skip
        yield session


@contextmanager
def x_server(screen: str) -> Iterator[str]:
    """The X server chooses a number that is free, and says which once it can be used."""
    told, tells = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(tells), "-screen", "0", screen, "-nolisten", "tcp", "-noreset"],
        pass_fds=(tells,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(tells)
    with os.fdopen(told) as reading:
        number = reading.readline().strip()
    try:
        yield f":{number}"
    finally:
        _end(server)


@contextmanager
def _session_bus(environment: dict[str, str]) -> Iterator[str]:
    bus = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert bus.stdout is not None
    try:
        yield bus.stdout.readline().strip()
    finally:
        _end(bus)
        bus.stdout.close()


@contextmanager
def _running(session: XSession, *command: str) -> Iterator[None]:
    """Its children are its own group, and go with it."""
    process = subprocess.Popen(
        command,
        env=session.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        _end(process)


def _end(process: subprocess.Popen[str] | subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _give_keys(session: XSession, typed: Iterable[str]) -> None:
    """Put the signs that no key has onto keys that no keyboard has: two on each, the second with Shift.

    A keyboard that changes while one types, as `xdotool` changes it by itself, loses signs in programs that read the
    new one late.
    """
    session.run("setxkbmap", "-layout", "us")
    layout = session.run("xkbcomp", session.environment["DISPLAY"], "-")
    wanted = sorted({sign for text in typed for sign in text if ord(sign) > 126})
    free = re.findall(r"<(I\d+|FK1[3-9]|FK2\d)> *=", layout)  # keys of no office keyboard
    pairs = [wanted[at : at + 2] for at in range(0, len(wanted), 2)]
    assert len(pairs) <= len(free), f"{len(wanted)} signs, {2 * len(free)} places"
    keys = []
    for name, pair in zip(free, pairs, strict=False):
        signs = ", ".join(f"U{ord(sign):04X}" for sign in pair)
        keys.append(f'    key <{name}> {{ type= "{"TWO_LEVEL" if len(pair) == 2 else "ONE_LEVEL"}", [ {signs} ] }};')
    start = layout.index("xkb_symbols")
    end = layout.index("\n};", start)
    with_keys = layout[:end] + "\n" + "\n".join(keys) + layout[end:]
    subprocess.run(
        ["xkbcomp", "-w", "0", "-", session.environment["DISPLAY"]],
        input=with_keys,
        env=session.environment,
        text=True,
        check=True,
        capture_output=True,
    )
