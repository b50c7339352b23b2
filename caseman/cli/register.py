"""`caseman import`: the register that an office kept so far becomes cases."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from caseman.cli.console import check_new_file, chosen_language, opened, out, print_json, table
from caseman.cli.options import File, Json, PassphraseFile, Staff
from caseman.domain.register_case import Problem
from caseman.errors import FileError
from caseman.exchange.atomic import write_new_bytes
from caseman.services import register_import
from caseman.services.register_reading import RegisterPlan, plan_import, write_problems
from caseman.text import T

_SHOWN = 20  # problems on the screen; the report has them all


def import_(
    file: File,
    register: Annotated[
        Path, typer.Argument(metavar="REGISTER", help="The register: .xlsx or text (CSV); what it is, is recognised.")
    ],
    *,
    told: Annotated[Path | None, typer.Option("--map", help="How its columns are to be read (TOML).")] = None,
    save_map: Annotated[
        Path | None, typer.Option("--save-map", help="Write how its columns are read into a new file, to be changed.")
    ] = None,
    sheet: Annotated[str, typer.Option(help="Which sheet of a workbook; else the one that looks most like it.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would come of it; write nothing.")] = False,
    leave_out: Annotated[
        bool, typer.Option("--leave-out", help="Leave out the rows that cannot become cases, and list them.")
    ] = False,
    again: Annotated[bool, typer.Option("--again", help="Import although this very file was imported before.")] = False,
    report: Annotated[
        Path | None, typer.Option("--report", help="Write every problem, by row and column, as CSV into a new file.")
    ] = None,
    json: Json = False,
    passphrase_file: PassphraseFile = None,
    staff: Staff = None,
) -> None:
    """Take over the register kept so far: all of its cases, or none. Try it with --dry-run first."""
    for new in (save_map, report):
        if new is not None:
            check_new_file(new)
    data, mapping = _read(register), "" if told is None else _text(told)
    with opened(file, passphrase_file, staff) as desk:
        plan = plan_import(desk, register.name, data, mapping, sheet, progress=_Meter())
        if save_map is not None:
            write_new_bytes(save_map, plan.map.encode())
        if report is not None:
            write_problems(desk, plan, report, chosen_language())
        if json:
            print_json(plan.data())
        else:
            _tell(plan, report)
        if not dry_run:
            change = register_import.take_over(desk, plan, leave_out=leave_out, again=again, progress=_Meter())
            if not json:
                out(T("Cases imported: {count}.", count=len(change.numbers)))
    if dry_run and not json:
        out(T("Nothing was written: this was a trial."))


def _tell(plan: RegisterPlan, report: Path | None) -> None:
    if plan.encoding:
        separator = {"\t": T("tab"), ",": T("comma"), ";": T("semicolon")}.get(plan.separator, plan.separator)
        out(T("Text in {encoding}, separated by {separator}.", encoding=plan.encoding, separator=separator))
    else:
        out(T("Workbook, sheet “{sheet}”.", sheet=plan.sheet))
    out(
        T(
            "Headings in row {header}. Rows: {rows}; of these can become cases: {cases}.",
            header=plan.header_row,
            rows=plan.rows,
            cases=len(plan.cases),
        )
    )
    if plan.hidden:
        out(T("Rows that the workbook hides are read too: {count}.", count=plan.hidden))
    if plan.remembered:
        out(T("The columns are read as in the last register with these headings."))
    rows = [
        [column.heading, column.field.label if column.field else T("left out"), column.samples]
        for column in plan.columns
    ]
    table([T("Column"), T("Read as"), T("For example")], rows)
    for told, problems in ((T("Cannot become cases:"), plan.stopping), (T("Taken as written:"), plan.told)):
        if problems:
            out(told)
            _list(problems)
    if len(plan.problems) > _SHOWN and report is None:
        out(T("With --report REPORT.csv every problem is written into a file."))


def _list(problems: tuple[Problem, ...]) -> None:
    table(
        [T("Row"), T("Column"), T("What stands there"), T("What is wrong")],
        [[str(each.row), each.column, _short(each.written), each.reason] for each in problems[:_SHOWN]],
    )
    if len(problems) > _SHOWN:
        out(T("… and {count} more.", count=len(problems) - _SHOWN))


def _short(written: str) -> str:
    line = "".join(sign if sign.isprintable() or sign == "\u3000" else " " for sign in written)
    return line if len(line) <= 30 else f"{line[:30]}…"


class _Meter:
    """Tells a person at a terminal how far it came; programs are told nothing."""

    def __init__(self) -> None:
        self._told = 0

    def __call__(self, done: float) -> None:
        tenths = int(done * 10)
        if tenths > self._told and sys.stderr.isatty():
            self._told = tenths
            sys.stderr.write(f"\r{tenths * 10} %{chr(10) if tenths == 10 else ''}")
            sys.stderr.flush()


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        told = T("“{name}” cannot be read ({why}). Choose another file.", name=path.name, why=error.strerror or "?")
        raise FileError("not-readable", told) from error


def _text(path: Path) -> str:
    try:
        return _read(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileError("map", T("The map “{name}” is no text in UTF-8.", name=path.name), field="map") from error
