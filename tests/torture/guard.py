"""Alarms for what a hostile input must never bring about: a file opened elsewhere, a connection, a program started.

Two of them, because neither sees all: Python's audit events tell of every open and socket of Python code with its
address; inotify (Linux) tells that a planted file was opened by whatever library, in C too.
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from caseman.errors import CasemanError
from caseman.text import Language

_IN_ACCESS, _IN_OPEN = 0x1, 0x20
_EVENT = struct.Struct("iIII")
_FORBIDDEN = frozenset(
    {
        "socket.connect",
        "socket.bind",
        "socket.sendto",
        "socket.getaddrinfo",
        "socket.gethostbyname",
        "urllib.Request",
        "subprocess.Popen",
        "os.system",
        "os.exec",
        "os.posix_spawn",
        "os.startfile",
        "webbrowser.open",
    }
)
# Beside the interpreter's own folders: shared libraries, time zones, random numbers.
_SYSTEM = ("/usr/lib", "/usr/local/lib", "/usr/share", "/lib", "/lib64", "/dev/null", "/dev/urandom", "/proc/self")
_PROGRAM = Path(__file__).resolve().parents[2]
_armed: list[Guard] = []
R = TypeVar("R")


class Guard:
    """Notes opens outside the allowed folders, opens inside the forbidden one, connections and programs started."""

    def __init__(self, *allowed: Path, forbidden: Path) -> None:
        roots = [*allowed, _PROGRAM, Path(sys.prefix), Path(sys.base_prefix), *map(Path, _SYSTEM)]
        self._allowed = tuple({*map(str, roots), *(os.path.realpath(root) for root in roots)})
        self._forbidden = str(forbidden)
        self.seen: list[str] = []

    def look(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event in _FORBIDDEN:
            self.seen.append(f"{event} {arguments!r:.200}")
        elif event == "open" and isinstance(arguments[0], str | bytes | os.PathLike):
            path = os.path.abspath(os.fsdecode(arguments[0]))  # noqa: PTH100  Path would refuse what open takes
            inside = any(path == root or path.startswith(f"{root}/") for root in self._allowed)
            if not inside or path.startswith(self._forbidden):
                self.seen.append(f"open {path}")

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Note what happens inside; what has happened is asked of `seen`."""
        _hook_once()
        _armed.append(self)
        try:
            yield
        finally:
            _armed.remove(self)


_hooked: list[bool] = []


def _hook_once() -> None:
    """An audit hook stays for the life of the process, so there is one, which asks who is watching."""
    if _hooked:
        return
    _hooked.append(True)

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        for guard in _armed:
            guard.look(event, arguments)

    sys.addaudithook(hook)


class Tripwire:
    """Whether any file in a folder was opened or read, by whatever code of whatever process."""

    def __init__(self, folder: Path) -> None:
        libc = ctypes.CDLL(None, use_errno=True)
        self._descriptor = libc.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
        watch = libc.inotify_add_watch(self._descriptor, os.fsencode(folder), _IN_OPEN | _IN_ACCESS)
        assert watch >= 0, os.strerror(ctypes.get_errno())

    def opened(self) -> list[str]:
        """The names opened since the last look."""
        try:
            told = os.read(self._descriptor, 65536)
        except BlockingIOError:
            return []
        names, at = [], 0
        while at < len(told):
            *_, length = _EVENT.unpack_from(told, at)
            at += _EVENT.size
            names.append(told[at : at + length].rstrip(b"\0").decode() or "(the folder)")
            at += length
        return names

    def close(self) -> None:
        os.close(self._descriptor)


@dataclass
class Tally:
    """How many inputs were tried, how each ended, and how long the slowest took (seconds)."""

    guard: Guard
    tripwire: Tripwire
    tried: int = 0
    refused: int = 0
    slow: int = 0
    slowest: tuple[float, str] = (0.0, "")
    wrong: list[str] = field(default_factory=list)

    def attempt(self, label: str, call: Callable[[], R]) -> R | None:
        """Try one input: what it gave, None where it was refused. What went wrong is noted, so that all are seen."""
        began, given = time.perf_counter(), None
        self.tried += 1
        try:
            with self.guard.watching():
                given = call()
        except CasemanError as refusal:
            self.refused += 1
            self._check_sentence(label, refusal)
        except Exception as error:  # noqa: BLE001  each of them is the fault looked for
            self.wrong.append(f"{label}: {type(error).__name__}: {str(error)[:200]}")
        took = time.perf_counter() - began
        self.slow += took > 1
        self.slowest = max(self.slowest, (took, label))
        self.wrong += [f"{label}: {each}" for each in (*self.guard.seen, *self.tripwire.opened())]
        self.guard.seen.clear()
        return given

    def _check_sentence(self, label: str, refusal: CasemanError) -> None:
        for language, stops in ((Language.EN, (".", "?")), (Language.JA, ("。", "？", "?", "."))):
            told = refusal.say(language)
            if not told.rstrip().endswith(stops) or len(told) > 1000:
                self.wrong.append(f"{label}: no sentence ({len(told)} characters): {told[:200]!r}")
            if any("\ud800" <= sign <= "\udfff" or sign == "\0" for sign in told):
                self.wrong.append(f"{label}: the sentence cannot be written: {told[:200]!r}")

    def figure(self, what: str) -> str:
        took, label = self.slowest
        return (
            f"{what}: {self.tried} inputs, {self.refused} refused with a sentence, {self.tried - self.refused} taken; "
            f"{self.slow} took over 1 s, the slowest {took * 1000:.0f} ms ({label[:60]})"
        )
