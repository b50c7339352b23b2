"""Who has an office file open: a small file beside it says since when, on which machine, in which process.

It only tells. The lock itself is SQLite's, which ends with its process: whoever gets it writes this file anew, so that
one left by a crash misleads nobody for long.
"""

from __future__ import annotations

import json
import os
import platform
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

_MOST_BYTES: Final = 4096
_LONGEST_NAME: Final = 100


@dataclass(frozen=True)
class Holder:
    """`since` is UTC."""

    since: datetime
    machine: str
    process: int


def holder_path(path: Path) -> Path:
    """Where it stands: hidden, beside the office file."""
    return path.with_name(f".{path.name}.open")


def sign_in(path: Path, now: datetime | None = None) -> None:
    """Say that this process has the file open. A folder that takes no file is left as it is."""
    found = {
        "since": (now or datetime.now(UTC)).astimezone(UTC).isoformat(timespec="seconds"),
        "machine": platform.node()[:_LONGEST_NAME],
        "process": os.getpid(),
    }
    note = holder_path(path)
    with suppress(OSError):
        if note.is_symlink():
            note.unlink()
        handle = os.open(note, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0), 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            json.dump(found, stream)


def sign_out(path: Path) -> None:
    """Take back what this process said; what another said stays."""
    found = who_holds(path)
    if found is not None and found.process == os.getpid() and found.machine == platform.node()[:_LONGEST_NAME]:
        with suppress(OSError):
            holder_path(path).unlink(missing_ok=True)


def who_holds(path: Path) -> Holder | None:
    """What the file beside says; None where there is none, or nothing that can be read."""
    note = holder_path(path)
    try:
        if note.is_symlink() or not note.is_file():
            return None
        with note.open("rb") as stream:
            found = json.loads(stream.read(_MOST_BYTES))
        since = datetime.fromisoformat(found["since"])
        machine, process = str(found["machine"])[:_LONGEST_NAME], int(found["process"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    if since.tzinfo is None:
        return None
    return Holder(since, "".join(sign for sign in machine if sign.isprintable()), process)
