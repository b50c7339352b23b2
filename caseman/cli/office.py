"""The verbs of office procedures: list those that ship, show one, check one."""

from __future__ import annotations

from typing import Annotated

import typer

from caseman.cli.console import chosen_language, out, print_json, table
from caseman.cli.options import Json
from caseman.offices.checker import Finding, check
from caseman.offices.loader import offered_offices, procedure_text, read_procedure
from caseman.offices.schema import Procedure
from caseman.text import T, Text

office_app = typer.Typer(
    help="Office procedures: list, show and check them.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Name = Annotated[
    str, typer.Argument(metavar="NAME", help="A procedure that ships, by its code, or the path of a TOML file.")
]


@office_app.command(name="list")
def list_offices(json: Json = False) -> None:
    """List the procedures that an office can be set up by here: those that ship, and those of the administrator."""
    procedures = [read_procedure(place) for place in offered_offices()]
    if json:
        print_json([_line(procedure) for procedure in procedures])
        return
    table(
        [T("Code"), T("Office"), T("Law"), T("Document")],
        [[p.code, _name(p), p.law.label, p.document] for p in procedures],
    )


def _line(procedure: Procedure) -> dict[str, object]:
    return {
        "code": procedure.code,
        "name": procedure.name.say(chosen_language()),
        "document": procedure.document,
        "law": procedure.law,
        "generic": procedure.generic,
    }


def _name(procedure: Procedure) -> Text:
    if procedure.generic:
        return T("{name} (starting point)", name=procedure.name)
    return T("{name}", name=procedure.name)


@office_app.command()
def show(name: Name, json: Json = False) -> None:
    """Show what a procedure says, and where its document says so."""
    from caseman.cli.show_office import print_procedure  # noqa: PLC0415

    procedure = read_procedure(name)
    if json:
        print_json(procedure.model_dump(mode="json"))
    else:
        print_procedure(procedure)


@office_app.command(name="check")
def check_office(path: Name, json: Json = False) -> None:
    """Name every mistake with line and key; exit 1 on errors."""
    findings = check(procedure_text(path))
    if json:
        print_json(findings)
    else:
        for finding in findings:
            out(_told(path, finding))
        if not findings:
            out(T("{file}: no mistakes.", file=path))
    if any(finding.severity == "error" for finding in findings):
        raise typer.Exit(1)


def _told(path: str, finding: Finding) -> str:
    """FILE:LINE: KEY: error: sentence, as editors know to follow."""
    language = chosen_language()
    word = T("error") if finding.severity == "error" else T("warning")
    parts = (f"{path}:{finding.line}", finding.key, word.say(language), finding.message.say(language))
    return ": ".join(part for part in parts if part)
