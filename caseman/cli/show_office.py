"""A procedure on the terminal: what it says, and where its document says so."""

from __future__ import annotations

from caseman.cli.console import out
from caseman.offices.schema import Procedure
from caseman.offices.sourced import OFFICE_SETTING
from caseman.offices.summary import topics
from caseman.text import T, Text


def print_procedure(procedure: Procedure) -> None:
    """Print a procedure by topic, every statement with its source after a dash."""
    out(T("{name} ({code}, version {version})", name=procedure.name, code=procedure.code, version=procedure.version))
    out(T("{document}; in force from {day}", document=procedure.document, day=procedure.in_force_from))
    out(T("Law: {law}", law=procedure.law.label))
    if procedure.generic:
        out(T("A starting point that belongs to no office: what is left open is to be filled in."))
    for heading, statements in topics(procedure):
        print()
        out(heading)
        for statement, source in statements:
            place: Text | str = T("office setting") if source == OFFICE_SETTING else source
            out(T("  - {statement} — {source}", statement=statement, source=place))
