"""`caseman export`: the set for an auditor."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from caseman.cli.console import opened, out, print_json, table
from caseman.cli.options import File, Json, PassphraseFile, Staff
from caseman.domain.open_period import read_period
from caseman.exchange.encodings import Encoding
from caseman.services.export.characters import CellReplacement, CharacterReport, CharactersError
from caseman.services.export.choice import ExportChoice
from caseman.services.export.registry import sheet_named
from caseman.services.export.writing import export_set
from caseman.text import Language, T


def export(
    file: File,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder of the set; a new one, or an empty one.")],
    *,
    first: Annotated[str, typer.Option("--from", help="First day of the period; else the beginning.")] = "",
    last: Annotated[str, typer.Option("--to", help="Last day of the period; else now.")] = "",
    encoding: Annotated[Encoding, typer.Option(help="Encoding of the CSV files.")] = Encoding.UTF_8,
    transcribe: Annotated[
        bool,
        typer.Option("--transcribe", help="Replace characters that the encoding cannot hold; each one is listed."),
    ] = False,
    headings: Annotated[
        Language | None,
        typer.Option("--headings", "--language", help="Language of headings and terms; else the office's."),
    ] = None,
    sheets: Annotated[str, typer.Option(help="Only these sheets, by their codes: ledger,trail and so on.")] = "",
    columns: Annotated[
        str, typer.Option(help="Only these columns of the ledger, by their codes: number,received_on and so on.")
    ] = "",
    minimised: Annotated[
        bool, typer.Option("--minimised", help="Numbers, days, types and results only: no names, no free text.")
    ] = False,
    json: Json = False,
    passphrase_file: PassphraseFile = None,
    staff: Staff = None,
) -> None:
    """Write the set for an auditor: the sheets as CSV, a manifest, and the script that checks them anywhere."""
    choice = ExportChoice(
        period=read_period(first, last),
        encoding=encoding,
        language=headings,
        sheets=_names(sheets),
        columns=_names(columns),
        minimised=minimised,
        transcribe=transcribe,
    )
    choice.check()
    with opened(file, passphrase_file, staff) as desk:
        try:
            done = export_set(desk, folder, choice)
        except CharactersError as error:
            if not json:
                _print_characters(error.report)
                raise
            print_json({"refused": _report(error)})
            raise typer.Exit(1) from None
    if json:
        told = {"rows": dict(done.rows), "replaced": done.replaced, "head": done.head, "sha256": done.sha256}
        print_json({"folder": done.path, **told, "anchor": done.now})
        return
    written = [(sheet_named(code), rows) for code, rows in done.rows]
    table([T("File"), T("Sheet"), T("Rows")], [[sheet.file_name, sheet.title, rows] for sheet, rows in written])
    out(T("The set is in {folder}.", folder=str(done.path)))
    if done.replaced:
        out(T("Characters that were replaced: {count}; they are listed in replaced.csv.", count=done.replaced))
    out(
        T(
            "Tell the auditor by another way: SHA-256 of the manifest {hash}, head {head}.",
            hash=done.sha256,
            head=done.head,
        )
    )
    out(T("Audit anchor: {head}", head=done.now))


def _names(typed: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in typed.split(",") if name.strip())


def _print_characters(report: CharacterReport) -> None:
    """What the encoding cannot hold, cell by cell."""
    headings = [
        T("Sheet"),
        T("Row"),
        T("Column"),
        T("Character"),
        T("Code points"),
        T("Name in Unicode"),
        T("Written as"),
    ]
    table(headings, [_cells(found) for found in report.listed])
    if report.count > len(report.listed):
        out(T("And {count} more.", count=report.count - len(report.listed)))


def _cells(found: CellReplacement) -> list[Any]:
    what = found.what
    by = T("nothing") if what.by is None else f"“{what.by}”"
    return [found.sheet, str(found.row), found.heading, what.character, what.code_points, what.name, by]


def _report(error: CharactersError) -> dict[str, Any]:
    report = error.report
    cells = [
        {
            "sheet": found.sheet,
            "row": found.row,
            "column": found.column,
            "character": found.what.character,
            "code_points": found.what.code_points,
            "name": found.what.name,
            "written_as": found.what.by,
        }
        for found in report.listed
    ]
    counts = {"count": report.count, "without_replacement": report.hopeless}
    return {"code": error.code, "reason": error.text, **counts, "cells": cells}
