"""Opening and closing the file, in the trail: who, by which way, and what went wrong before it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from enum import StrEnum
from typing import Any

from caseman import __version__
from caseman.errors import FileError
from caseman.services.desk import Desk
from caseman.storage import migrate, outside
from caseman.text import T, Text


class Way(StrEnum):
    """How a file was opened."""

    PASSPHRASE = "passphrase"  # noqa: S105  a way, no secret
    WORKSTATION = "workstation"
    RECOVERY = "recovery"

    @property
    def label(self) -> Text:
        return _WAYS[self]


_WAYS = {
    Way.PASSPHRASE: T("with the passphrase"),
    Way.WORKSTATION: T("by the workstation"),
    Way.RECOVERY: T("with the recovery sheet"),
}


def note_opened(desk: Desk, way: Way, members: Mapping[str, str]) -> None:
    """Tell that the member opened the file, and before that what the note beside it has to tell.

    `members` are the names by slot. A disk that takes nothing closes nobody out: the note stays for the next opening.
    A crash between the entry and taking the note away tells the same failures twice.
    """
    told = outside.read(desk.file.path)
    before = desk.file.before
    try:
        with desk.work(None) as work:
            if before is not None:
                work.note("file_updated", program=__version__, version=migrate.HEAD, backup=before.name)
            for each in told:
                details: dict[str, Any] = {
                    "name": members.get(each.slot, ""),
                    "last": each.last.isoformat(timespec="seconds"),
                }
                if each.kind == outside.FAILED:
                    work.note(each.kind, **details, first=each.first.isoformat(timespec="seconds"), count=each.count)
                else:
                    work.note(each.kind, **details, backup=each.name)
            work.note("file_opened", way=way)
    except FileError:
        return
    if told:
        outside.forget(desk.file.path, told)


def note_closed(desk: Desk) -> None:
    """Tell that the member closed or locked the window. Nothing holds a lock up."""
    with suppress(FileError), desk.work(None) as work:
        work.note("file_closed")


def told_update(desk: Desk) -> Text | None:
    """What to say where an older file was brought up to date at this opening; None where it was not."""
    before = desk.file.before
    if before is None:
        return None
    return T(
        "This file was of an older version and was brought up to date. A copy from before lies beside it: {name}. "
        "Keep it until you have seen that all is well; nothing takes it away by itself.",
        name=before.name,
    )
