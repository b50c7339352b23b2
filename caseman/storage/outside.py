"""What happened to an office file while nobody had it open: wrong passphrases, and that it was brought back.

The trail cannot be written then, for its key lies in the file. So a small hidden file beside the office file counts,
and the next opening takes it into the trail. It has numbers, times and the random ids of keyslots, nobody's name.

Whoever can write into the folder can delete or change this note. That loses or falsifies what the note tells, never
anything of the trail: what was not taken in yet is the word of the folder, and the entries say so.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from caseman.storage.beside import read_note, write_note

_MOST_BYTES: Final = 16_384
_MOST: Final = 40  # different things; further ones count as of no slot
_HIGHEST: Final = 1_000_000
_LONGEST: Final = 120

FAILED: Final = "unlock_failed"
RESTORED: Final = "file_restored"


@dataclass(frozen=True)
class Outside:
    """One thing, `count` times from `first` to `last` (UTC): of which slot, and for a restored file from which one."""

    kind: str
    slot: str
    first: datetime
    last: datetime
    count: int = 1
    name: str = ""


def note_path(path: Path) -> Path:
    """Where the note stands: hidden, beside the office file."""
    return path.with_name(f".{path.name}.outside")


def note_failed(path: Path, slot: str, now: datetime) -> None:
    """Count a wrong passphrase or code, of a slot or of none that is known."""
    found = list(read(path))
    if len(found) >= _MOST - 1 and not any((each.kind, each.slot) == (FAILED, slot) for each in found):
        slot = ""
    for at, each in enumerate(found):
        if (each.kind, each.slot) == (FAILED, slot):
            found[at] = replace(each, last=now, count=min(each.count + 1, _HIGHEST))
            break
    else:
        found.append(Outside(FAILED, slot, now, now))
    _write(path, found)


def note_restored(path: Path, slot: str, backup: str, now: datetime) -> None:
    """Tell that the file was brought back from a backup, by the file name of that."""
    _write(path, (*read(path)[: _MOST - 1], Outside(RESTORED, slot, now, now, name=backup[:_LONGEST])))


def read(path: Path) -> tuple[Outside, ...]:
    """What the note tells, within bounds; nothing where there is none, or none that can be read."""
    try:
        listed = read_note(note_path(path), _MOST_BYTES)
        return () if listed is None else tuple(map(_outside, listed[:_MOST]))
    except (OSError, ValueError, KeyError, TypeError, RecursionError, OverflowError):
        return ()


def forget(path: Path, taken: tuple[Outside, ...]) -> None:
    """Take away what was taken into the trail; what came since stays for the next opening."""
    left = [each for each in read(path) if each not in taken]
    with suppress(OSError):
        note_path(path).unlink(missing_ok=True)
    if left:
        _write(path, left)


def _outside(told: dict[str, Any]) -> Outside:
    first, last = (datetime.fromisoformat(told[name]).astimezone(UTC) for name in ("first", "last"))
    slot, name = (
        "".join(sign for sign in str(told[name])[:_LONGEST] if sign.isprintable()) for name in ("slot", "name")
    )
    if told["kind"] not in (FAILED, RESTORED):
        raise ValueError(told["kind"])
    return Outside(told["kind"], slot, first, max(first, last), min(max(int(told["count"]), 1), _HIGHEST), name)


def _write(path: Path, told: Iterable[Outside]) -> None:
    write_note(note_path(path), json.dumps([asdict(each) for each in told], default=datetime.isoformat))
