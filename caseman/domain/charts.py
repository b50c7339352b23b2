"""What charts of the statistics show, for paper and screen alike: labels, series, and the marks of an axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from caseman.domain.periods import Period
from caseman.domain.requests import RequestType
from caseman.domain.statistics import BINS, Figures, Result
from caseman.domain.statistics_lines import bin_label
from caseman.text import T, Text

_MARKS: Final = 5  # of an axis, at most
_STEPS: Final = (1, 2, 5)


@dataclass(frozen=True)
class Series:
    """One colour of a chart: what it is called, and a count for each label. `late` marks what came too late."""

    name: Text
    counts: tuple[int, ...]
    late: bool = False


@dataclass(frozen=True)
class Chart:
    """Bars, one a label, each made of the series' counts from below. `of` says what the labels are."""

    title: Text
    of: Text
    labels: tuple[Text, ...]
    series: tuple[Series, ...]

    @property
    def totals(self) -> tuple[int, ...]:
        """The height of each bar."""
        return tuple(sum(each.counts[at] for each in self.series) for at in range(len(self.labels)))

    @property
    def empty(self) -> bool:
        return not any(self.totals)


def axis_marks(highest: int) -> tuple[int, ...]:
    """Round counts from 0 up that hold a count: 0, 5, 10, 15 for 12; whole ones, and not more than six."""
    step, at = 1, 0
    while step * _MARKS < highest:
        at += 1
        step = _STEPS[at % len(_STEPS)] * 10 ** (at // len(_STEPS))
    return tuple(range(0, max(step, -(-highest // step) * step) + 1, step))


def received_chart(parts: Sequence[Figures]) -> Chart:
    """Requests received in each part of the period, by type; only types that were asked for."""
    kinds = [kind for kind in RequestType if any(part.received.get(kind) for part in parts)]
    series = tuple(Series(kind.label, tuple(part.received.get(kind, 0) for part in parts)) for kind in kinds)
    return Chart(T("Requests received, by type"), T("Period"), tuple(part_label(part.period) for part in parts), series)


def results_chart(figures: Figures) -> Chart:
    """What was answered: one bar, made of the results that occurred."""
    found = [result for result in Result if figures.results.get(result)]
    series = tuple(Series(result.label, (figures.results[result],)) for result in found)
    return Chart(T("Results of the answers"), T("Result"), (T("Requests answered"),), series)


def results_bars(figures: Figures) -> Chart:
    """What was answered: a bar for each result that occurred."""
    found = [result for result in Result if figures.results.get(result)]
    series = Series(T("Requests answered"), tuple(figures.results[result] for result in found))
    return Chart(T("Results of the answers"), T("Result"), tuple(result.label for result in found), (series,))


def days_chart(figures: Figures) -> Chart:
    """How many days the answers took by the office's clock, late ones apart."""
    binned = figures.binned()
    return Chart(
        T("Days to answer"),
        T("Days to answer"),
        tuple(bin_label(*ends) for ends in BINS),
        (
            Series(T("Answered in time"), tuple(in_time for in_time, _ in binned)),
            Series(T("Answered late"), tuple(late for _, late in binned), late=True),
        ),
    )


def part_label(period: Period) -> Text:
    """A part of a period in short: its year, its month, or from one to another."""
    first, last, months = period.first, period.last, period.months
    if months == 1:
        return T("{month}", month=f"{first:%Y-%m}")
    if months == 12:
        return T("FY{year}", year=str(first.year)) if first.month > 1 else T("{month}", month=str(first.year))
    written = "%Y-%m" if months else "%Y-%m-%d"
    end = last.strftime(written)
    if first.year == last.year:
        end = end[8:] if not months and first.month == last.month else end[5:]
    return T("{first} – {last}", first=first.strftime(written), last=end)
