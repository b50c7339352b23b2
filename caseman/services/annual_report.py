"""The report on a period for the board: made in memory, written or printed only when asked, each time in the trail."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from caseman.domain.counting import span
from caseman.domain.periods import Period
from caseman.domain.permissions import Permission
from caseman.exchange.atomic import write_new_bytes
from caseman.letters.annual_report import render_report
from caseman.letters.report_frame import ReportFacts
from caseman.services.desk import Desk
from caseman.services.statistics import read_statistics
from caseman.services.statistics_table import note_statistics
from caseman.services.stopping import Stop
from caseman.services.views import Written
from caseman.text import Language, T, Text


@dataclass(frozen=True)
class Report:
    """A report that was made, and what it tells of."""

    pdf: bytes
    period: Period
    hide_below: int


def make_report(
    desk: Desk, period: Period, language: Language | None = None, hide_below: int = 0, stop: Stop | None = None
) -> Report:
    """The report as PDF on the office's paper, in its letter language unless another is asked for.

    Raises `InputError` for a period that cannot be counted, `Stopped` when asked to.
    """
    desk.require(Permission.EXPORT)
    read = read_statistics(desk, period, stop=stop)
    procedure = desk.procedure
    chosen = language or procedure.replies.language
    head = procedure.letterhead
    facts = ReportFacts(
        language=chosen,
        company=head.company.in_language(chosen),
        department=head.department.in_language(chosen),
        period=period,
        kind=period.kind(read.year_begins),
        until=read.until,
        dated=desk.today(),
        figures=read.figures,
        before=read.before,
        parts=read.parts,
        months=read.months,
        published=office_period(desk).say(chosen),
        paper=procedure.letters.paper,
        dates=procedure.letters.dates,
        hide_below=hide_below,
        anchor=desk.anchor(),
        sample=desk.file.sample,
    )
    return Report(render_report(facts), period, hide_below)


def save_report(
    desk: Desk,
    path: Path,
    period: Period,
    *,
    language: Language | None = None,
    hide_below: int = 0,
    stop: Stop | None = None,
) -> Written:
    """Write the report into a new PDF; an existing file is never overwritten. Raises `FileError` too."""
    made = make_report(desk, period, language, hide_below, stop)
    write_new_bytes(path, made.pdf)
    note_statistics(desk, period, "report", hide_below)
    return Written(path, 1, desk.anchor())


def note_printed(desk: Desk, report: Report) -> None:
    """Write into the trail that a report was printed."""
    note_statistics(desk, report.period, "printed", report.hide_below)


def office_period(desk: Desk) -> Text:
    """How long the office takes, as the procedure in force has it: its length and what it is counted from."""
    clock = desk.procedure.clock
    length = span(clock.amount, clock.unit)
    if clock.counted_from == "arrival":
        return T("{length} from the arrival", length=length)
    return T("{length} from the acceptance", length=length)


def report_name(period: Period) -> str:
    """What a report is called as a file."""
    return f"report-{period.first}-{period.last}.pdf"
