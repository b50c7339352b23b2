"""`caseman delivered` notes that letters arrived, as the carrier's tracking tells."""

from __future__ import annotations

from typing import Annotated

import typer

from caseman.cli.console import opened, out
from caseman.cli.options import File, PassphraseFile, Staff
from caseman.services.deliveries import note_deliveries
from caseman.text import T


def delivered(
    file: File,
    letters: Annotated[
        list[str],
        typer.Argument(metavar="LETTER...", help="Document numbers; one with a day of its own as NUMBER=YYYY-MM-DD."),
    ],
    *,
    on: Annotated[str, typer.Option(help="The day on which the others were delivered; else today.")] = "",
    passphrase_file: PassphraseFile = None,
    staff: Staff = None,
) -> None:
    """Note that letters were delivered: all of them, or none where one cannot be."""
    parts = [letter.partition("=") for letter in letters]
    own = {document: day for document, equals, day in parts if equals}
    with opened(file, passphrase_file, staff) as desk:
        note_deliveries(desk, [document for document, _, _ in parts], on or desk.today().isoformat(), own)
    out(T("Delivery noted of letters: {count}.", count=len(letters)))
