"""`caseman note FILE CASE TEXT` and `caseman undo FILE CASE`."""

from __future__ import annotations

from typing import Annotated

import typer

from caseman.cli.console import opened, out
from caseman.cli.options import File, PassphraseFile, Staff
from caseman.errors import RuleError
from caseman.services.course_inputs import NoteInput, StrikeInput, UndoInput
from caseman.services.notes import strike_note, write_note
from caseman.services.undo import last_action, undo_last
from caseman.text import T


def note(
    file: File,
    number: Annotated[str, typer.Argument(metavar="CASE", help="The case's number.")],
    text: Annotated[str, typer.Argument(help="The note; with --strike why it is struck out.")] = "",
    *,
    strike: Annotated[int | None, typer.Option(min=1, help="Strike out this note; it stays readable.")] = None,
    passphrase_file: PassphraseFile = None,
    staff: Staff = None,
) -> None:
    """Write a note on a case, or strike one out. The trail tells that there is one, and not what it says."""
    with opened(file, passphrase_file, staff) as desk:
        if strike is not None:
            strike_note(desk, StrikeInput.read(number=number, note=strike, reason=text))
        else:
            write_note(desk, NoteInput.read(number=number, text=text))
    out(T("The note is written.") if strike is None else T("Note {note} was struck out.", note=strike))


def undo(
    file: File,
    number: Annotated[str, typer.Argument(metavar="CASE", help="The case's number.")],
    *,
    reason: Annotated[str, typer.Option(help="Why, for the trail.")] = "",
    entry: Annotated[
        int | None, typer.Option(min=1, help="Only if this is the number of the entry that was made last.")
    ] = None,
    show: Annotated[bool, typer.Option("--show", help="Only tell what would be taken back.")] = False,
    passphrase_file: PassphraseFile = None,
    staff: Staff = None,
) -> None:
    """Take back the last thing that was done to a case, by an entry that reverses it."""
    with opened(file, passphrase_file, staff) as desk:
        last = last_action(desk, number)
        if last is None:
            raise RuleError("nothing-done", T("Nothing was done to this case that could be taken back."))
        if show:
            out(T("Entry {entry}: {said}", entry=last.entry, said=last.said))
            out(last.why_not or T("It can be taken back."))
        else:
            undo_last(desk, UndoInput.read(number=number, entry=entry or last.entry, reason=reason))
            out(T("Taken back: {said}", said=last.said))
        if last.mind is not None and last.undoable:
            out(last.mind)
