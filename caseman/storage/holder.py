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

from caseman.storage.beside import read_note, write_note

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
    write_note(holder_path(path), json.dumps(found))


def sign_out(path: Path) -> None:
    """Take back what this process said; what another said stays."""
    found = who_holds(path)
    if found is not None and found.process == os.getpid() and found.machine == platform.node()[:_LONGEST_NAME]:
        with suppress(OSError):
            holder_path(path).unlink(missing_ok=True)


def who_holds(path: Path) -> Holder | None:
    """What the file beside says; None where there is none, or nothing that can be read."""
    try:
        found = read_note(holder_path(path), _MOST_BYTES)
        if found is None:
            return None
        since = datetime.fromisoformat(found["since"])
        machine, process = str(found["machine"])[:_LONGEST_NAME], int(found["process"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    if since.tzinfo is None:
        return None
    return Holder(since, "".join(sign for sign in machine if sign.isprintable()), process)
