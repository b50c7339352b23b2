"""What the disk, the driver or the file itself refuses, in sentences that say what to do."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DatabaseError
from sqlcipher3 import dbapi2 as sqlcipher

from caseman.errors import FileError
from caseman.storage.holder import who_holds
from caseman.text import T, Text


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Say in a sentence what the disk refuses, or that a page is damaged: `FileError`. Other errors pass."""
    try:
        yield
    except (DatabaseError, sqlcipher.DatabaseError) as error:
        refused = refusal(path, error.orig if isinstance(error, DatabaseError) else error)
        if refused is None:
            raise
        raise refused from error


def refusal(path: Path, error: BaseException | None) -> FileError | None:
    """What an error of the driver means, where the disk or the file is at fault; None for any other."""
    told = str(error)
    if "database or disk is full" in told:
        text = T("There is no room left to write “{name}”. Free some space and try again.", name=path.name)
        return FileError("disk-full", text, field="file")
    if "readonly database" in told or ("disk I/O error" in told and not _writable(path)):
        text = T(
            "“{name}” cannot be written: it, its folder or the disk is read-only. Check your rights, "
            "or copy it with its key file to a folder where you may write.",
            name=path.name,
        )
        return FileError("file-read-only", text, field="file")
    if "unable to open database file" in told:
        return no_right(path)
    if "disk I/O error" in told:
        text = T(
            "The disk refused to read or write “{name}”. This was not saved; check the disk and try again.",
            name=path.name,
        )
        return FileError("disk-error", text, field="file")
    if "malformed" in told or "not a database" in told:
        return FileError("file-damaged", truncated(path), field="file")
    return None


def _writable(path: Path) -> bool:
    """By its rights and its disk. Nothing is opened: closing it again would drop the lock."""
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def truncated(path: Path) -> Text:
    """What is said of a file that ends too early."""
    return T(
        "The file “{name}” was cut short or damaged. Bring back the last backup; nothing was changed.",
        name=path.name,
    )


def no_right(path: Path) -> FileError:
    """What is said of a file that cannot be opened at all."""
    return FileError(
        "file-unreadable",
        T("The file “{name}” cannot be opened. Check your rights to its folder.", name=path.name),
        field="file",
    )


def in_use(path: Path) -> FileError:
    """What is said of a file that another window or program holds, and since when."""
    found = who_holds(path)
    if found is None:
        text = T("“{name}” is open in another window or program. Close it there first.", name=path.name)
    else:
        text = T(
            "“{name}” has been open since {since} on {machine} (process {process}). Close it there first.",
            name=path.name,
            since=found.since.astimezone(),  # as the clock of this machine shows it
            machine=found.machine,
            process=str(found.process),
        )
    return FileError("file-in-use", text, field="file")


def not_with_this_key(path: Path) -> Text:
    """What is said of a file whose first page its key does not open."""
    return T(
        "“{name}” does not open with its key: it is damaged, cut short, or belongs to another key file. "
        "Bring back the last backup; nothing was changed.",
        name=path.name,
    )
