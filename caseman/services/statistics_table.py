"""The statistics in long form: for a CSV, and for the sheet of an export set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Final

from caseman.domain.periods import Period, PeriodKind
from caseman.domain.permissions import Permission
from caseman.domain.statistics import Figures
from caseman.domain.statistics_line import Line
from caseman.domain.statistics_lines import lines
from caseman.exchange.atomic import write_new_file
from caseman.exchange.cells import Cell, write_csv
from caseman.services.desk import Desk
from caseman.services.statistics import Statistics, read_statistics
from caseman.services.stopping import Stop
from caseman.services.views import Written
from caseman.text import Language, T

STATISTICS_NAME: Final = "statistics.csv"
# Code and heading, in the order of the table.
STATISTICS_COLUMNS: Final = (
    ("first", T("From")),
    ("last", T("To")),
    ("section", T("Section")),
    ("item", T("Item")),
    ("value", T("Value")),
    ("unit", T("Unit")),
)


def statistics_table(
    desk: Desk,
    first: date,
    last: date,
    language: Language,
    *,
    by: PeriodKind | None = None,
    hide_below: int = 0,
    stop: Stop | None = None,
) -> tuple[list[str], list[tuple[Cell, ...]]]:
    """Headings and rows of the statistics from one day to another, both counted; of each part too where `by` is given.

    With `hide_below` small counts are told in words (“under 5”). Raises `InputError` as `read_statistics` does.
    """
    read = read_statistics(desk, Period(first, last), by, stop)
    return headings(language), list(rows(read, language, parts=by is not None, hide_below=hide_below))


def headings(language: Language) -> list[str]:
    """The headings of the table."""
    return [heading.say(language) for _, heading in STATISTICS_COLUMNS]


def rows(
    read: Statistics, language: Language, *, parts: bool = False, hide_below: int = 0
) -> Iterator[tuple[Cell, ...]]:
    """The rows of a period that was counted: its own, then those of its parts, then who heard complaints by month.

    With `hide_below` its parts are left out: what is hidden in one could be found from the others and their sum. So is
    who heard complaints, which somebody wrote.
    """
    for figures in (read.figures, *(read.begun if parts and not hide_below else ())):
        for line in lines(figures, hide_below=hide_below):
            yield _row(figures, line, language)
    for month in () if hide_below else read.months:
        for to in month.complaints.reported_to:
            told = (T("Complaints").say(language), T("Reported to").say(language), to, "")
            yield (month.period.first, month.period.last, *told)


def export_statistics(
    desk: Desk,
    path: Path,
    period: Period,
    *,
    by: PeriodKind | None = None,
    language: Language | None = None,
    hide_below: int = 0,
    stop: Stop | None = None,
) -> Written:
    """Write the statistics of a period, and of each part, into a new CSV file; an existing one is never overwritten.

    As the ledger is written. Raises `FileError`, and what `statistics_table` raises.
    """
    desk.require(Permission.EXPORT)
    chosen = language or desk.procedure.replies.language
    head, found = statistics_table(
        desk, period.first, period.last, chosen, by=by or PeriodKind.MONTH, hide_below=hide_below, stop=stop
    )
    write_new_file(path, lambda stream: write_csv(stream, head, found))
    note_statistics(desk, period, "csv", hide_below)
    return Written(path, len(found), desk.anchor())


def note_statistics(desk: Desk, period: Period, form: str, hide_below: int) -> None:
    """Write into the trail that the statistics of a period left the file, and in which form."""
    with desk.work(Permission.EXPORT) as work:
        work.note(
            "statistics_exported",
            first=period.first.isoformat(),
            last=period.last.isoformat(),
            form=form,
            hide_below=hide_below,
        )


def _row(figures: Figures, line: Line, language: Language) -> tuple[Cell, ...]:
    value: Cell = line.told(language) if line.untold else line.value
    return (
        figures.period.first,
        figures.period.last,
        line.section.label.say(language),
        line.item.say(language),
        value,
        line.unit.label.say(language),
    )


def by_period(read: Statistics, hide_below: int = 0) -> tuple[tuple[Figures, tuple[Line, ...]], ...]:
    """The lines of the period and of each of its parts that has begun, for a table with a column each."""
    every: Iterable[Figures] = (read.figures, *read.begun)
    return tuple((figures, lines(figures, hide_below=hide_below)) for figures in every)
