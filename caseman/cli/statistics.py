"""`caseman statistics`: what was received, answered and asked for in a period; as a table, CSV, JSON, or the report."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from caseman.cli.console import check_new_file, chosen_language, opened, out, print_json, table
from caseman.cli.options import File, Json, PassphraseFile, Staff
from caseman.domain.charts import part_label
from caseman.domain.entry import parse_date
from caseman.domain.periods import Period, PeriodKind, period_at
from caseman.domain.statistics import Figures
from caseman.domain.statistics_line import Line
from caseman.domain.statistics_lines import brief, lines
from caseman.errors import InputError
from caseman.services.annual_report import save_report
from caseman.services.desk import Desk
from caseman.services.statistics import Statistics, read_statistics, year_begins
from caseman.services.statistics_table import by_period, export_statistics
from caseman.text import Language, T, Text, say


def statistics(
    file: File,
    *,
    first: Annotated[
        str, typer.Option("--from", metavar="DATE", help="The first day; else that of the fiscal year.")
    ] = "",
    last: Annotated[
        str, typer.Option("--to", metavar="DATE", help="The last day; else today, or that of the fiscal year.")
    ] = "",
    by: Annotated[
        PeriodKind | None, typer.Option(help="Tell each month, quarter or year of the period beside the whole.")
    ] = None,
    csv: Annotated[Path | None, typer.Option("--csv", help="Write the statistics as CSV into a new file.")] = None,
    report: Annotated[Path | None, typer.Option(help="Write the report to the board as a new PDF.")] = None,
    report_language: Annotated[
        Language | None, typer.Option(help="Language of CSV and report; else the office's letter language.")
    ] = None,
    hide_below: Annotated[
        int, typer.Option(min=0, max=100, help="For outsiders: leave counts from 1 to one less than this untold.")
    ] = 0,
    json: Json = False,
    passphrase_file: PassphraseFile = None,
    staff: Staff = None,
) -> None:
    """Count what was received, answered and asked for in a period, and compare it with the period before."""
    if hide_below and by is not None:
        raise InputError(
            "small-parts",
            T("Small counts can be left untold in the whole period only. Leave out --by, or --hide-below."),
            field="by",
        )
    for path in (csv, report):
        if path is not None:
            check_new_file(path)
    with opened(file, passphrase_file, staff) as desk:
        period = _period(desk, first, last)
        read = read_statistics(desk, period, by)
        if csv is not None:
            export_statistics(desk, csv, period, by=by, language=report_language, hide_below=hide_below)
        if report is not None:
            save_report(desk, report, period, language=report_language, hide_below=hide_below)
    if json:
        print_json(_data(read, hide_below, parts=by is not None))
        return
    for path in (csv, report):
        if path is not None:
            out(T("The statistics are in {file}.", file=str(path)))
    if csv is None and report is None:
        _print(read, hide_below, parts=by is not None)


def _period(desk: Desk, first: str, last: str) -> Period:
    """What was asked for: without days the fiscal year, without the last one until today."""
    today = desk.today()
    begins = parse_date(first, "first") if first.strip() else None
    ends = parse_date(last, "last") if last.strip() else None
    year = period_at(PeriodKind.YEAR, ends or today, year_begins(desk))
    if begins is None:
        return Period(year.first, ends or year.last)
    return Period(begins, ends or max(begins, today))


def _print(read: Statistics, hide_below: int, *, parts: bool) -> None:
    out(T("Statistics from {first} to {last}", first=read.period.first, last=read.period.last))
    if read.running:
        out(T("The period has not ended: counted until {day}.", day=read.until))
    if read.figures.empty:
        out(T("Nothing was received, answered or open in this period."))
        return
    if parts:
        _print_parts(read)
        return
    headings = [T("Item"), T("Value"), T("Unit")]
    headings += [] if hide_below else [T("Period before"), T("Change")]
    shown = lines(read.figures, read.before, hide_below=hide_below)
    for section, group in _sections(brief(shown)):
        out("")
        out(section)
        table(headings, [_cells(line)[: len(headings)] for line in group])
    for month in () if hide_below else read.months:
        if month.complaints.reported_to:
            out(T("Complaints of {month} were reported to: {to}.", month=f"{month.period.first:%Y-%m}",
                  to=list(month.complaints.reported_to)))  # fmt: skip


def _print_parts(read: Statistics) -> None:
    """A column for the whole period and one for each part; what is nothing in all of them is left out."""
    told = by_period(read)
    headings = [T("Item"), T("Unit"), T("Whole period"), *(part_label(each.period) for each in read.begun)]
    beside = {(line.section, line.code): at for at, line in enumerate(told[0][1])}
    shown = [line for at, line in enumerate(told[0][1]) if any(found[at].value for _, found in told)]
    for section, group in _sections(shown):
        out("")
        out(section)
        places = [beside[line.section, line.code] for line in group]
        table(headings, [
            [_item(line), line.unit.label, *(_spoken(found[at]) for _, found in told)]
            for line, at in zip(group, places, strict=True)
        ])  # fmt: skip


def _sections(shown: Sequence[Line]) -> list[tuple[Text, list[Line]]]:
    found: dict[Any, list[Line]] = {}
    for line in shown:
        found.setdefault(line.section, []).append(line)
    return [(section.label, group) for section, group in found.items()]


def _cells(line: Line) -> list[Any]:
    change = "" if line.change is None else f"{line.change:+,}" if line.change else "±0"
    before = "" if line.before is None else say(line.before, chosen_language())
    return [_item(line), _spoken(line), line.unit.label, before, change]


def _item(line: Line) -> str:
    told = line.item.say(chosen_language())
    return told if line.total else f"  {told}"


def _spoken(line: Line) -> str:
    return line.told(chosen_language())


def _data(read: Statistics, hide_below: int, *, parts: bool) -> dict[str, Any]:
    """Code names and numbers; None where there is nothing to tell, `untold` says why a count is left out."""
    told: dict[str, Any] = {"first": read.period.first, "last": read.period.last, "until": read.until}
    told["figures"] = _figures(lines(read.figures, read.before, hide_below=hide_below))
    if parts:
        told["by"] = read.by
        told["parts"] = [
            {"first": figures.period.first, "last": figures.period.last, "figures": _figures(found)}
            for figures, found in by_period(read)[1:]
        ]
    if not hide_below:
        told["complaints"] = [_complaints(month) for month in read.months if month.period.first <= read.until]
    return told


def _figures(found: Sequence[Line]) -> dict[str, Any]:
    sections: dict[str, Any] = {}
    for line in found:
        value = {"value": line.value, "unit": line.unit, "before": line.before, "untold": line.untold}
        sections.setdefault(line.section.value, {})[line.code] = value
    return sections


def _complaints(month: Figures) -> dict[str, Any]:
    told = month.complaints
    return {
        "month": f"{month.period.first:%Y-%m}",
        "received": told.received,
        "answered": told.answered,
        "open": told.open,
        "reported": told.reported,
        "reported_to": told.reported_to,
    }
