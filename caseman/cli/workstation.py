"""`caseman workstation …`: the rules that the administrator of this workstation set, and a check before a roll-out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from caseman import rules_place
from caseman.cli.console import out, print_json, table
from caseman.cli.options import Json
from caseman.domain.workstation_rules import WorkstationRule, WorkstationRules
from caseman.offices.loader import unknown_procedures
from caseman.text import T, Text
from caseman.workstation_rules import RuleFault, check_rules, example_of, read_rules, read_text, rules, warnings

workstation_app = typer.Typer(
    name="workstation",
    help="The rules that the administrator of this workstation set: show them, check a file of them, begin one.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@workstation_app.command()
def show(json: Json = False) -> None:
    """Show the rules in force, and the file they stand in. Needs no office file."""
    found, path = rules(), rules_place.rules_path()
    noted = (*warnings(path), *_unknown(found))
    if json:
        print_json({"file": path, "there": bool(found.source), "rules": _plain(found), "warnings": list(noted)})
        return
    if not found.source:
        out(T("No rules are set for this workstation; they would stand in {file}.", file=str(path)))
        return
    out(T("Rules in force, from {file}:", file=found.source))
    table(
        [T("Key"), T("Rule"), T("Value")],
        [[rule.value, rule.about.label, found.say(rule)] for rule in WorkstationRule if found.has(rule)],
    )
    for each in noted:
        out(each)


@workstation_app.command()
def check(
    file: Annotated[Path | None, typer.Argument(help="The file to check; without it, the one in force.")] = None,
    json: Json = False,
) -> None:
    """Name every mistake in a file of rules with line and key; exit 1 where there is one."""
    path = file or rules_place.rules_path()
    faults = check_rules(read_text(path))
    if json:
        print_json([{"line": each.line, "key": each.key, "why": each.why} for each in faults])
    else:
        for each in faults:
            out(_told(path, each))
        if not faults:
            out(T("{file}: no mistakes.", file=str(path)))
            for note in _unknown(read_rules(path)):
                out(note)
    if not faults and file is None:
        rules()  # who could write to it counts only where it is in force
    if faults:
        raise typer.Exit(1)


@workstation_app.command()
def example() -> None:
    """Print a file with every rule, each with its meaning and commented out, to begin with."""
    out(
        T(
            "# Rules for every office that is opened on this workstation: {file}",
            file=str(rules_place.rules_path()),
        )
    )
    table_now = ""
    for rule in WorkstationRule:
        name, _, key = rule.value.partition(".")
        if name != table_now:
            out(f"\n[{name}]")
            table_now = name
        out(T("# {meaning}", meaning=rule.about.meaning))
        if rule.about.high:
            out(T("# From {low} to {high}.", low=str(rule.about.low), high=str(rule.about.high)))
        out(f"# {key} = {example_of(rule)}")


def _unknown(found: WorkstationRules) -> list[Text]:
    """No mistake where the procedure comes to the workstation later; else nobody could set an office up."""
    return [
        T("There is no procedure “{code}” on this workstation, which the rules allow.", code=code)
        for code in unknown_procedures(found)
    ]


def _plain(found: WorkstationRules) -> dict[str, object]:
    return {rule.value: found.values[rule] for rule in WorkstationRule if found.has(rule)}


def _told(path: Path, fault: RuleFault) -> Text:
    """FILE:LINE: KEY: sentence, as editors know to follow."""
    place = ": ".join(part for part in (f"{path}:{fault.line}", fault.key) if part)
    return T("{place}: {why}", place=place, why=fault.why)
