"""Cases: the table, searched as you type, soonest date first, read page by page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QComboBox, QWidget

from caseman.domain.lifecycle import Step
from caseman.services.case_query import CaseQuery, Show
from caseman.services.lists import CasePage as Lines
from caseman.services.lists import count_cases, list_cases
from caseman.services.views import CaseLine
from ui import theme
from ui.i18n import tell
from ui.pages.base import Page
from ui.session import OfficeSession
from ui.widgets.labels import button, label, row
from ui.widgets.lines import Column, LinesView


def case_columns(page: QWidget, today: date) -> list[Column]:
    """The columns of a case table."""
    return [
        Column(page.tr("Number"), lambda line: line.number, whole=True),
        Column(page.tr("Principal"), lambda line: line.principal, 160),
        Column(page.tr("Requests"), lambda line: tell([t.label for t in line.request_types]), 240),
        Column(page.tr("State"), lambda line: tell(line.state.label), 130),
        Column(
            page.tr("Next step"),
            lambda line: tell(line.next_step.call_to_action) if line.next_step else "",
            whole=True,
        ),
        Column(page.tr("Arrived"), lambda line: tell(line.arrived_on), whole=True),
        Column(page.tr("Answer by"), lambda line: tell(line.due_on), colour=partial(_due_colour, today), whole=True),
    ]


def _due_colour(today: date, line: CaseLine) -> str | None:
    if not line.state.awaits_answer:
        return None
    left = line.days_left(today)
    if left < 0:
        return theme.tokens().bad
    return theme.tokens().warn if left <= 3 else None


class CasesPage(Page):
    """The case table."""

    def __init__(self, session: OfficeSession) -> None:
        super().__init__(session, "")
        self.title.setText(self.tr("Cases"))
        self._query = CaseQuery(show=Show.OPEN)
        self._asked = 0
        self.which = QComboBox()
        self.which.setAccessibleName(self.tr("Which cases"))
        names = {
            Show.OPEN: self.tr("Open cases"),
            Show.ALL: self.tr("All cases"),
            Show.CLOSED: self.tr("Closed cases"),
            Show.OVERDUE: self.tr("Overdue"),
            Show.DUE_THIS_WEEK: self.tr("Due this week"),
            Show.WAITING_CORRECTION: self.tr("Waiting for a correction"),
            Show.WAITING_FEE: self.tr("Waiting for the fee"),
            Show.WAITING_SEARCH: self.tr("Waiting for a data holder"),
            Show.WAITING_READER: self.tr("Waiting for a second reader"),
            Show.TO_CHECK: self.tr("Identity to be checked"),
            Show.TO_DECIDE: self.tr("To be decided"),
        }
        for show, name in names.items():
            self.which.addItem(name, show.value)
        self.which.currentIndexChanged.connect(self._choose_show)
        self.count = label("", "quiet")
        self._step = label("", "heading")
        self.table = LinesView(case_columns(self, session.today()), self.tr("Cases"))
        self.table.opened.connect(lambda line: self.case_chosen.emit(line.number))
        self.table.lines.wants_more.connect(self._read_more)
        open_it = button(self.tr("Open the case"), self._open_selected)
        self.body.addWidget(row(self.which, self._step, self.count))
        self.body.addWidget(self.table, 1)
        self.body.addWidget(row(open_it))

    def first_controls(self) -> Iterable[QWidget]:
        return (self.table,)

    def search(self, text: str) -> None:
        """Show the cases in which every word stands somewhere; a search looks through all cases."""
        self._query = CaseQuery(search=text, show=Show.ALL if text.strip() else Show.OPEN)
        self._reflect()
        self.refresh()

    def choose(self, what: str) -> None:
        """`show:overdue`, `step:identity`, `due:2026-11-02`, …"""
        kind, _, value = what.partition(":")
        if kind == "due":
            self._query = CaseQuery(show=Show.OPEN, due_on=date.fromisoformat(value))
        else:
            self._query = CaseQuery(show=Show(value)) if kind == "show" else CaseQuery(show=Show.OPEN, step=Step(value))
        self._reflect()
        self.refresh()

    def refresh(self) -> None:
        self._stale = False
        self._asked += 1
        asked = self._asked
        self.session.read(list_cases, replace(self._query, after=None), done=lambda page: self._show(asked, page))
        self.session.read(count_cases, self._query, done=lambda n: self._show_count(asked, n))

    def _show(self, asked: int, page: Lines) -> None:
        if asked == self._asked:
            self._query = replace(self._query, after=page.after)
            self.table.lines.replace(page.lines, more=page.after is not None)

    def _show_count(self, asked: int, count: int) -> None:
        if asked == self._asked:
            self.count.setText(self.tr("%n case(s)", "", count))

    def _read_more(self) -> None:
        asked = self._asked
        self.session.read(list_cases, self._query, done=lambda page: self._add(asked, page))

    def _add(self, asked: int, page: Lines) -> None:
        if asked == self._asked:
            self._query = replace(self._query, after=page.after)
            self.table.lines.extend(page.lines, more=page.after is not None)

    def _choose_show(self, _at: int) -> None:
        self._query = CaseQuery(search=self._query.search, show=Show(self.which.currentData()))
        self._reflect()
        self.refresh()

    def _reflect(self) -> None:
        """Let the choice above the table say what it shows."""
        self.which.blockSignals(True)
        self.which.setCurrentIndex(self.which.findData(self._query.show.value))
        self.which.blockSignals(False)
        due = self.tr("Due on {day}").format(day=tell(self._query.due_on)) if self._query.due_on else ""
        self._step.setText(tell(self._query.step.call_to_action) if self._query.step else due)

    def _open_selected(self) -> None:
        line: Any = self.table.selected()
        if line is not None:
            self.case_chosen.emit(line.number)
