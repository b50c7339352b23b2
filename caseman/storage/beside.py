"""Notes in JSON beside the office file: small, hidden, readable by their owner alone, and never through a link."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any


def write_note(note: Path, content: str) -> None:
    """Write a note in the place of the one before. A folder that takes no file is left as it is."""
    with suppress(OSError):
        if note.is_symlink():
            note.unlink()
        handle = os.open(note, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0), 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(content)


def read_note(note: Path, most: int) -> Any:
    """What a note tells, of at most so many bytes; None where there is none.

    Raises `OSError`, `ValueError` or `RecursionError` for one that cannot be read.
    """
    if note.is_symlink() or not note.is_file():
        return None
    with note.open("rb") as stream:
        return json.loads(stream.read(most))
