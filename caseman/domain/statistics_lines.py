"""The figures of a period as lines: section, item, value, unit, and the value of the period before.

The window, the command line, the CSV and the report all show these lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from caseman.domain.grounds import Ground
from caseman.domain.post import Channel
from caseman.domain.requests import RequestType
from caseman.domain.statistics import BINS, ENDED, Figures, Happening, Result, nearest_rank
from caseman.domain.statistics_line import Line, Section, Unit
from caseman.domain.statistics_small import without_small
from caseman.text import T, Text

_REFUSALS: Final = (Result.PART, Result.REFUSE)


def lines(figures: Figures, before: Figures | None = None, *, hide_below: int = 0) -> tuple[Line, ...]:
    """Every line of a period, those that are nothing too.

    With `hide_below` counts from 1 to one less are left untold, and so is the period before (`statistics_small`).
    """
    found = tuple(_lines(figures))
    if hide_below:
        return without_small(found, figures, hide_below)
    if before is None:
        return found
    earlier = {(line.section, line.code): line.value for line in _lines(before)}
    return tuple(replace(line, before=earlier[line.section, line.code]) for line in found)


def brief(told: Iterable[Line]) -> tuple[Line, ...]:
    """The lines that a person reads: parts that are nothing, in this period and before, are left out."""
    return tuple(line for line in told if line.total or line.value or line.before or line.untold or _stands(line))


def _stands(line: Line) -> bool:
    """Whether a line is told even if it is nothing: an auditor wants to read that there was none."""
    return line.section not in (Section.RECEIVED, Section.CHANNELS, Section.ANSWERED, Section.GROUNDS)


def _lines(f: Figures) -> Iterator[Line]:
    yield Line(Section.RECEIVED, "cases", T("Cases received"), f.counts.get(Happening.CASES_RECEIVED, 0), Unit.CASES)
    received = T("Requests received")
    yield Line(Section.RECEIVED, "requests", received, f.requests_received, Unit.REQUESTS, total=True)
    yield from _parts(Section.RECEIVED, RequestType, f.received)
    yield Line(Section.CHANNELS, "requests", received, f.requests_received, Unit.REQUESTS, total=True)
    yield from _parts(Section.CHANNELS, Channel, f.channels)
    yield Line(Section.ANSWERED, "answered", T("Requests answered"), f.answered, Unit.REQUESTS, total=True)
    yield from _parts(Section.ANSWERED, Result, f.results)
    unanswered = T("Ended without an answer")
    yield Line(Section.ANSWERED, "unanswered", unanswered, f.ended_unanswered, Unit.REQUESTS, total=True)
    yield from _parts(Section.ANSWERED, ENDED, f.ended)
    refused = sum(f.results.get(result, 0) for result in _REFUSALS)
    yield Line(Section.GROUNDS, "refused", T("Refused in whole or part"), refused, Unit.REQUESTS, total=True)
    yield from _parts(Section.GROUNDS, Ground, f.grounds)
    yield from _time(f)
    yield from _course(f)
    yield Line(Section.OPEN, "open", T("Requests open"), f.open, Unit.REQUESTS)
    yield Line(Section.OPEN, "overdue", T("Of these, past the date by which to answer"), f.overdue, Unit.REQUESTS)


def _parts(section: Section, members: Iterable[Any], counts: Mapping[Any, int]) -> Iterator[Line]:
    for member in members:
        yield Line(section, member.value, member.label, counts.get(member, 0), Unit.REQUESTS)


def _time(f: Figures) -> Iterator[Line]:
    yield Line(Section.TIME, "in_time", T("Answered in time"), f.answered - f.late, Unit.REQUESTS)
    yield Line(Section.TIME, "late", T("Answered late"), f.late, Unit.REQUESTS)
    for code, item, value in (
        ("median", T("Days to answer, median"), nearest_rank(f.days, 50)),
        ("percentile_90", T("Days to answer, 90th percentile"), nearest_rank(f.days, 90)),
        ("longest", T("Days to answer, longest"), max(f.days, default=None)),
        ("wait_median", T("Days since the arrival, median"), nearest_rank(f.waits, 50)),
        ("wait_percentile_90", T("Days since the arrival, 90th percentile"), nearest_rank(f.waits, 90)),
    ):
        yield Line(Section.TIME, code, item, value, Unit.DAYS)
    yield Line(Section.DAYS, "answered", T("Requests answered"), f.answered, Unit.REQUESTS, total=True)
    for (low, high), (in_time, late) in zip(BINS, f.binned(), strict=True):
        code = f"days_{low}_{high}" if high is not None else f"days_{low}"
        yield Line(Section.DAYS, code, bin_label(low, high), in_time + late, Unit.REQUESTS)


def bin_label(low: int, high: int | None) -> Text:
    """Days from one to another, or that many and more."""
    return T("{low} days or more", low=low) if high is None else T("{low} to {high} days", low=low, high=high)


def _course(f: Figures) -> Iterator[Line]:
    for what, item, unit in (
        (Happening.CORRECTIONS, T("Corrections asked for"), Unit.TIMES),
        (Happening.CASES_CORRECTED, T("Cases that needed a correction"), Unit.CASES),
        (Happening.EXTENSIONS, T("Extensions told"), Unit.TIMES),
        (Happening.CASES_EXTENDED, T("Cases that were extended"), Unit.CASES),
        (Happening.OBJECTIONS, T("Objections"), Unit.TIMES),
        (Happening.DECIDED_ANEW, T("Decided anew after an objection"), Unit.REQUESTS),
    ):
        yield Line(Section.COURSE, what.value, item, f.counts.get(what, 0), unit)
    for what, item in (
        (Happening.FEES_ASKED, T("Fees asked for")),
        (Happening.FEES_WAIVED, T("Fees waived")),
        (Happening.FEES_PAID, T("Fees paid")),
        (Happening.FEES_REFUNDED, T("Fees given back")),
    ):
        yield Line(Section.FEES, what.value, item, f.amounts.get(what, 0), Unit.YEN)
    told = f.complaints
    for code, item, value in (
        ("received", T("Complaints received"), told.received),
        ("answered", T("Complaints answered"), told.answered),
        ("open", T("Complaints open at the end"), told.open),
        ("reported", T("Complaints reported in the company"), told.reported),
    ):
        yield Line(Section.COMPLAINTS, code, item, value, Unit.REQUESTS)
