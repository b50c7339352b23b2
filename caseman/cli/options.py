"""What many verbs ask for in the same words: the office file, the passphrase, who it is, JSON, a new PDF.

A group takes the office file once, before the verb: it is the context's object, which `office_file` gives.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

File = Annotated[
    Path, typer.Argument(help="The office file, NAME.caseman; its key file NAME.caseman.keys lies beside it.")
]
PassphraseFile = Annotated[
    Path | None,
    typer.Option(help="File whose first line is the passphrase; - reads standard input. Without it you are asked."),
]
Staff = Annotated[str | None, typer.Option(help="Your name in the office, where several people have a key.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
NewPdf = Annotated[Path, typer.Option("--out", help="The PDF to write; an existing file is never overwritten.")]


def file_group(told: str, name: str | None = None) -> typer.Typer:
    """A group of verbs that work on one office file, which stands before the verb; `told` is its help."""
    group = typer.Typer(name=name, help=told, no_args_is_help=True, rich_markup_mode=None)

    @group.callback()
    def choose(context: typer.Context, file: File) -> None:
        context.obj = file

    return group


def office_file(context: typer.Context) -> Path:
    """The office file that the group was given."""
    file = context.obj
    assert isinstance(file, Path)
    return file
