"""`caseman about`: what the program is made of."""

from __future__ import annotations

from caseman.cli.console import out, print_json, table
from caseman.cli.options import Json
from caseman.services.parts import incomplete, parts
from caseman.text import T


def about(json: Json = False) -> None:
    """List the versions and licences of the program and of all it is made of. Needs no file."""
    made_of = parts()
    if json:
        rows = [{"name": part.name, "version": part.version, "licence": part.licence} for part in made_of.parts]
        print_json({"parts": rows, "complete": made_of.complete})
        return
    rows_told = [[part.name, part.version, part.licence] for part in made_of.parts]
    table([T("Part"), T("Version"), T("Licence")], list(rows_told))
    if not made_of.complete:
        out(incomplete())
