"""`caseman backup` and `caseman restore`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from caseman.bootstrap import restore_office
from caseman.cli.console import opened, out, print_json, read_passphrase
from caseman.cli.options import File, Json, PassphraseFile, Staff
from caseman.services import backups
from caseman.text import T


def backup(
    file: File,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder for the backup; it must be there.")],
    keep: Annotated[int | None, typer.Option(min=1, help="How many backups to keep there; else as planned.")] = None,
    json: Json = False,
    passphrase_file: PassphraseFile = None,
    staff: Staff = None,
) -> None:
    """Write an encrypted backup with its key file, check it, and keep the newest ones."""
    with opened(file, passphrase_file, staff) as desk:
        done = backups.back_up(desk, folder, keep)
    assert done.backup is not None
    if json:
        print_json(done.backup)
        return
    out(T("The backup is {file}; it was opened and checked.", file=str(done.backup.path)))
    if done.removed:
        out(T("Older backups taken away: {count}.", count=done.removed))


def restore(
    backup: Annotated[Path, typer.Argument(help="The backup; its key file lies beside it.")],
    file: Annotated[Path, typer.Argument(help="The new office file; an existing one is never replaced.")],
    passphrase_file: PassphraseFile = None,
    staff: Staff = None,
) -> None:
    """Bring a backup back as a new office file, once it was checked."""
    restore_office(backup, file, read_passphrase(passphrase_file), staff_name=staff)
    out(T("The office file is {file}; its key file lies beside it.", file=str(file)))
