"""The words of a report on the requests of a period: its title, its period as the office writes it, its summary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from caseman.domain.eras import era_year
from caseman.domain.letter_form import DateStyle
from caseman.domain.periods import Period, PeriodKind
from caseman.domain.statistics_line import Line, Section, Untold
from caseman.letters.dates import written_date
from caseman.text import Language, T, Text

_TITLES: Final[Mapping[PeriodKind | None, Text]] = {
    PeriodKind.YEAR: T("Annual Report on Requests about Personal Data"),
    PeriodKind.CALENDAR_YEAR: T("Annual Report on Requests about Personal Data"),
    PeriodKind.QUARTER: T("Quarterly Report on Requests about Personal Data"),
    PeriodKind.MONTH: T("Monthly Report on Requests about Personal Data"),
    None: T("Report on Requests about Personal Data"),
}
_Lines = Mapping[tuple[Section, str], Line]


def report_title(kind: PeriodKind | None) -> Text:
    """What the report is called, by the period it tells of."""
    return _TITLES[kind]


def report_period(period: Period, kind: PeriodKind | None, language: Language, style: DateStyle) -> str:
    """令和8年度（令和8年4月1日～令和9年3月31日）, or 2026年度; Fiscal year 2026 (1 April 2026 – 31 March 2027)."""
    first, last = (written_date(day, language, style) for day in (period.first, period.last))
    if language is Language.JA:
        year = era_year(period.first) if style is DateStyle.ERA else f"{period.first.year}年"
        names = {PeriodKind.YEAR: f"{year}度", PeriodKind.CALENDAR_YEAR: year}
        days = f"{first}～{last}"
        return f"{names[kind]}（{days}）" if kind in names else days
    names = {
        PeriodKind.YEAR: f"Fiscal year {period.first.year}",
        PeriodKind.CALENDAR_YEAR: f"Calendar year {period.first.year}",
    }
    return f"{names[kind]} ({first} – {last})" if kind in names else f"{first} – {last}"


@dataclass(frozen=True)
class _Counted:
    """A count inside a sentence: Japanese counts with a word of its own."""

    line: Line

    def say(self, language: Language) -> str:
        told = self.line.told(language)
        if language is Language.EN:
            return told
        return f"{self.line.below}件未満" if self.line.untold is Untold.SMALL else f"{told}件"


def summary(lines: _Lines, *, compared: bool) -> Iterator[Text]:
    """The period in some sentences; `compared`: whether the period before held anything to compare with.

    What is left untold beside a small count is passed over.
    """
    requests, cases = lines[Section.RECEIVED, "requests"], lines[Section.RECEIVED, "cases"]
    yield T("Requests received: {count}, in {cases} cases.", count=_Counted(requests), cases=_Counted(cases))
    if compared and requests.change is not None:
        yield _change(requests.change)
    yield from _answers(lines)
    unanswered = lines[Section.ANSWERED, "unanswered"]
    if unanswered.value or unanswered.untold:
        yield T("Requests that ended without an answer: {count}.", count=_Counted(unanswered))
    yield T(
        "At the end of the period {open} were open, {overdue} of them past the date by which to answer.",
        open=_Counted(lines[Section.OPEN, "open"]),
        overdue=_Counted(lines[Section.OPEN, "overdue"]),
    )
    yield from _complaints(lines)


def _complaints(lines: _Lines) -> Iterator[Text]:
    received, answered = (lines[Section.COMPLAINTS, code] for code in ("received", "answered"))
    if received.value == 0:
        yield T("No complaint was received.")
    elif Untold.BESIDE not in (received.untold, answered.untold):
        yield T(
            "Complaints received: {received}; answered: {answered}.",
            received=_Counted(received),
            answered=_Counted(answered),
        )


def _change(change: int) -> Text:
    if not change:
        return T("That is as many as in the period before.")
    more = T("That is {count} more than in the period before.", count=change)
    return more if change > 0 else T("That is {count} fewer than in the period before.", count=-change)


def _answers(lines: _Lines) -> Iterator[Text]:
    answered, late = lines[Section.ANSWERED, "answered"], lines[Section.TIME, "late"]
    if answered.value == 0:
        yield T("None was answered.")
        return
    if late.value == 0:
        yield T("Requests answered: {count}, all of them in time.", count=_Counted(answered))
    elif late.untold is Untold.BESIDE:
        yield T("Requests answered: {count}.", count=_Counted(answered))
    else:
        yield T("Requests answered: {count}, {late} of them late.", count=_Counted(answered), late=_Counted(late))
    median, most = lines[Section.TIME, "median"], lines[Section.TIME, "percentile_90"]
    if median.value is not None and most.value is not None:
        yield T(
            "Half of the answers left within {median} days, nine in ten within {most}.",
            median=median.value,
            most=most.value,
        )
