"""Leaving the process that held a key. What was in its memory goes with it; a fresh one shows the unlock page."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

_CRASHED = "--crashed="


def begin_anew(arguments: Sequence[str]) -> None:
    """Replace this process by a fresh one of the program. Does not come back.

    POSIX replaces the memory image in place (execve), so that no page of the old one stays; Windows has no such call:
    there a new process is started and this one ends at once.
    """
    command = [sys.executable, *([] if getattr(sys, "frozen", False) else ["-m", "ui"]), *arguments]
    sys.stdout.flush()
    sys.stderr.flush()
    if os.name == "nt":
        import subprocess

        subprocess.Popen(command)  # noqa: S603  our own program again
        os._exit(0)
    os.execv(command[0], command)  # noqa: S606


def crash_argument(where: str) -> str:
    """What the fresh process is told of a bug: the class of the error and its line, no case data."""
    return f"{_CRASHED}{where}"


def told_crash(arguments: Sequence[str]) -> str | None:
    """What `crash_argument` told this process."""
    return next((each.removeprefix(_CRASHED) for each in arguments if each.startswith(_CRASHED)), None)
