"""開示等請求対応 年次報告書: what the privacy manager lays before the board; summary, tables, charts, definitions.

After what JIS Q 15001:2023 asks management to review (9.3) and PrivacyMark auditors to see: how many requests came,
what was answered, how long it took, which complaints there were. On the office's own paper, in its way of dating.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from caseman.domain.charts import Chart, days_chart, part_label, received_chart, results_chart
from caseman.domain.statistics import Figures
from caseman.domain.statistics_line import Line, Section
from caseman.domain.statistics_lines import brief, lines
from caseman.domain.statistics_words import DEFINITIONS
from caseman.letters.charts import draw_bars, draw_shares, shares_height
from caseman.letters.lines import measure
from caseman.letters.places import MM, Box
from caseman.letters.report_frame import ACCENT, BAD, BODY, LEFT, PALE, QUIET, SMALL, ReportFacts, ReportFrame
from caseman.letters.report_table import ReportColumn, ReportRow, draw_report_table, table_height
from caseman.letters.report_words import summary
from caseman.text import Language, T, Text

_CHART: Final = 54.0  # millimetres high


def render_report(facts: ReportFacts) -> bytes:
    """The report as PDF/A. The same facts give the same bytes. Raises `InputError` for a character no font has."""
    total = _Report(facts, 0).draw()
    report = _Report(facts, total)
    report.draw()
    return report.pages.finish()


class _Report(ReportFrame):
    """The parts of the report, one after the other."""

    def __init__(self, facts: ReportFacts, total: int) -> None:
        super().__init__(facts, total)
        self.lines = lines(facts.figures, facts.before, hide_below=facts.hide_below)
        self.by_code = {(line.section, line.code): line for line in self.lines}

    def draw(self) -> int:
        """Draw every page; returns how many there are."""
        self.begin_page()
        self.head()
        self._summary()
        if not self.facts.figures.empty:
            self._received()
            self._answers()
            self._days()
            self._tables(T("Corrections, extensions, objections"), Section.COURSE)
            self._tables(T("Fees"), Section.FEES)
            self._complaints()
            self._tables(T("Open at the end of the period"), Section.OPEN)
        if self.language is Language.EN:
            self.signatures()
        self._definitions()
        return self.pages.page

    def _summary(self) -> None:
        self.heading(T("Summary"), 40)
        figures = self.facts.figures
        if figures.empty:
            self.pages.y += 4
            nothing = T("Nothing was received, answered or open in this period.")
            self.tell(nothing.say(self.language), self.faces.type, BODY, 5.6)
            return
        self._figures()
        told = summary(self.by_code, compared=not (self.facts.before.empty or self.running))
        between = "" if self.language is Language.JA else " "
        self.tell(between.join(text.say(self.language) for text in told), self.faces.type, BODY, 5.8)

    def _figures(self) -> None:
        """The five figures that a board looks for, as tiles."""
        pages, told = self.pages, self._told
        days = told(Section.TIME, "median")
        tiles = (
            (T("Requests received"), told(Section.RECEIVED, "requests")),
            (T("Requests answered"), told(Section.ANSWERED, "answered")),
            (T("Answered late"), told(Section.TIME, "late")),
            (T("Days to answer, median"), days),
            (T("Complaints received"), told(Section.COMPLAINTS, "received")),
        )
        gap = 3.0
        width = (self.width - gap * (len(tiles) - 1)) / len(tiles)
        pages.y += 1
        for at, (name, figure) in enumerate(tiles):
            box = Box(LEFT + at * (width + gap), pages.y, width, 17)
            pages.area(box, PALE)
            middle = box.x + width / 2
            late = at == 2 and figure not in ("0", "–")
            with pages.ink(BAD if late else ACCENT):
                pages.centre(figure, box.y + 8, self.faces.bold, 15, x=middle)
            with pages.ink(QUIET):
                said = name.say(self.language)
                size = min(7.5, 7.5 * (width - 2) * MM / measure(said, self.faces.plain, 7.5))
                pages.centre(said, box.y + 13.5, self.faces.plain, size, x=middle)
        pages.y += 24

    def _told(self, section: Section, code: str) -> str:
        return self.by_code[section, code].told(self.language)

    def _received(self) -> None:
        self._tables(T("Requests received"), Section.RECEIVED, Section.CHANNELS)
        hidden = bool(self.facts.hide_below)
        self._chart(received_chart(self.facts.parts), hidden=hidden)

    def _answers(self) -> None:
        self._tables(T("Answers and other ends"), Section.ANSWERED, Section.GROUNDS)
        chart = results_chart(self.facts.figures)
        if chart.series and not self._any_untold(Section.ANSWERED):
            self.need(shares_height(chart) + 10)
            self._caption(chart.title)
            draw_shares(self.pages, Box(LEFT, self.pages.y, self.width, 9), chart, self.language, self.faces)
            self.pages.y += shares_height(chart) + 2

    def _days(self) -> None:
        self._tables(T("Time to answer"), Section.TIME)
        told = T("The office's period: {period}.", period=self.facts.published)
        self.pages.y += 2
        self.tell(told.say(self.language), self.faces.plain, 8.5, 3)
        self._chart(days_chart(self.facts.figures), hidden=bool(self.facts.hide_below))

    def _chart(self, chart: Chart, *, hidden: bool) -> None:
        if chart.empty or hidden:
            return
        self.need(_CHART + 10)
        self._caption(chart.title)
        box = Box(LEFT, self.pages.y, self.width, _CHART)
        draw_bars(self.pages, box, chart, self.language, self.faces)
        self.pages.y += _CHART + 3

    def _caption(self, title: Text) -> None:
        self.pages.y += 4
        self.pages.text(title.say(self.language), LEFT, self.pages.y, self.faces.plain, 9)
        self.pages.y += 1.5

    def _any_untold(self, section: Section) -> bool:
        return any(line.untold for line in self.lines if line.section is section)

    def _tables(self, title: Text, *sections: Section) -> None:
        """The lines of some sections as one table each, under one heading."""
        shown = [[line for line in brief(self.lines) if line.section is section] for section in sections]
        columns = self._columns()
        first = table_height(columns, [self._row(line) for line in shown[0]], self.faces)
        self.heading(title, min(first, 90))
        for group in shown:
            rows = [self._row(line) for line in group]
            self.need(min(table_height(columns, rows, self.faces), 60))
            draw_report_table(self.pages, LEFT, columns, rows, self.faces, self.turn)

    def _columns(self) -> list[ReportColumn]:
        said: Callable[[Text], str] = lambda text: text.say(self.language)  # noqa: E731
        if self.facts.hide_below:
            rest = self.width - 50
            return [
                ReportColumn("", rest, number=False),
                ReportColumn(said(T("This period")), 30),
                ReportColumn(said(T("Unit")), 20),
            ]
        rest = self.width - 3 * 23 - 20
        return [
            ReportColumn("", rest, number=False),
            ReportColumn(said(T("This period")), 23),
            ReportColumn(said(T("Period before")), 23),
            ReportColumn(said(T("Change")), 23),
            ReportColumn(said(T("Unit")), 20),
        ]

    def _row(self, line: Line) -> ReportRow:
        language, unit = self.language, line.unit.label.say(self.language)
        item, value = line.item.say(language), line.told(language)
        part = line.section in _PARTED and not line.total and line.code != "cases"
        if self.facts.hide_below:
            return ReportRow((item, value, unit), total=line.total, part=part)
        before = "–" if line.before is None else f"{line.before:,}"
        change = "–" if line.change is None else f"{line.change:+,}" if line.change else "±0"
        return ReportRow((item, value, before, change, unit), total=line.total, part=part)

    def _complaints(self) -> None:
        if self.facts.hide_below:
            self._tables(T("Complaints"), Section.COMPLAINTS)
            return
        told = [month for month in self.facts.months if month.period.first <= self.facts.until]
        if not any(_any_complaint(month) for month in told):
            self.heading(T("Complaints"), 10)
            self.pages.y += 4
            self.tell(T("There was no complaint in this period.").say(self.language), self.faces.type, BODY, 5.6)
            return
        columns = self._complaint_columns()
        rows = [_complaint_row(month, self.language) for month in told if _any_complaint(month) or len(told) <= 12]
        rows.append(_complaint_sum(self.facts.figures, self.language))
        self.heading(T("Complaints by month"), min(table_height(columns, rows, self.faces), 90))
        draw_report_table(self.pages, LEFT, columns, rows, self.faces, self.turn)

    def _complaint_columns(self) -> list[ReportColumn]:
        said = [
            text.say(self.language)
            for text in (
                T("Month"),
                T("Came in"),
                T("Answered"),
                T("Open at its end"),
                T("Reported"),
                T("Reported to"),
            )
        ]
        widths = (30.0, 18.0, 18.0, 27.0, 20.0)
        columns = [ReportColumn(said[0], widths[0], number=False)]
        columns += [ReportColumn(name, width) for name, width in zip(said[1:5], widths[1:], strict=True)]
        return [*columns, ReportColumn(said[5], self.width - sum(widths), number=False)]

    def _definitions(self) -> None:
        self.need(34)
        self.heading(T("What is counted"), 20)
        self.pages.y += 3
        for term, meaning in DEFINITIONS:
            told = (
                f"{term.say(self.language)}{'：' if self.language is Language.JA else ': '}{meaning.say(self.language)}"
            )
            self.tell(told, self.faces.plain, SMALL, 3.6)
            self.pages.y += 0.6


_LONGEST: Final = 120  # characters
_PARTED: Final = (Section.RECEIVED, Section.CHANNELS, Section.ANSWERED, Section.GROUNDS)


def _any_complaint(month: Figures) -> bool:
    told = month.complaints
    return bool(told.received or told.answered or told.open or told.reported)


def _complaint_row(month: Figures, language: Language) -> ReportRow:
    told = month.complaints
    counts = (told.received, told.answered, told.open, told.reported)
    between = "、" if language is Language.JA else ", "
    label = part_label(month.period).say(language)
    return ReportRow((label, *(f"{count:,}" for count in counts), _shortened(between.join(told.reported_to))))


def _shortened(text: str) -> str:
    """What a row of the table holds in a few lines; the CSV has it whole."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _complaint_sum(figures: Figures, language: Language) -> ReportRow:
    told = figures.complaints
    counts = (told.received, told.answered, told.open, told.reported)
    return ReportRow((T("Whole period").say(language), *(f"{count:,}" for count in counts), ""), total=True)
