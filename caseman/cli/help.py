"""`caseman help`: the help's pages on the terminal."""

from __future__ import annotations

from typing import Annotated

import typer

from caseman.cli.console import chosen_language
from caseman.help_pages import INDEX, as_text, help_names, help_page, place_of
from caseman.text import Language


def show_help_page(
    topic: Annotated[str, typer.Argument(help="A page, such as step-identity; without it, the list of pages.")] = INDEX,
    language: Annotated[Language | None, typer.Option(help="Language of the page; else that of the output.")] = None,
) -> None:
    """Print a page of the help."""
    place = place_of(topic)
    known = topic in help_names() or place.name != INDEX
    page = help_page(place.name if known else topic, language or chosen_language())
    typer.echo(as_text(page), nl=False)
