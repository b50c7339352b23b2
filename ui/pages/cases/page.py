"""Cases: the table in any order, searched as you type, with the member's own lists and what is done with several."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton, QStackedWidget, QWidget

from caseman.domain.lifecycle import Step
from caseman.errors import CasemanError
from caseman.services.case_order import CaseOrder, FirstLines, Stretch, case_order, first_lines, read_stretch
from caseman.services.case_query import LONGEST_QUERY, CaseQuery, Show, Sort
from caseman.services.desk import Change, ChangeKind
from ui.pages.base import Page
from ui.pages.cases.chosen import ChosenCases
from ui.pages.cases.columns import every_column
from ui.pages.cases.empty import EmptyList
from ui.pages.cases.filters import FilterBar, kept_query, query_of
from ui.pages.cases.list_menu import ListMenu
from ui.pages.cases.table import CaseTable
from ui.session import OfficeSession
from ui.widgets.focus import enter
from ui.widgets.labels import button, row
from ui.widgets.long_work import LongWork

_USUAL = CaseQuery(show=Show.OPEN)


class CasesPage(Page):
    """The case table.

    `search_shown` tells what it is searched for when that did not come from the search field; `run_made` the number of
    a print run of chosen cases and what is to be said of it.
    """

    search_shown = Signal(str)
    run_made = Signal(str, str)

    def __init__(self, session: OfficeSession) -> None:
        super().__init__(session, "")
        self.title.setText(self.tr("Cases"))
        self._query = _USUAL
        self._shown: CaseQuery | None = None  # what the rows of the table are of
        self._before_search = Show.OPEN
        self.filters = FilterBar(self)
        self.which, self.count = self.filters.which, self.filters.count
        self.table = CaseTable(every_column(self, session.today()), self.tr("Cases"))
        self.empty = EmptyList(self)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        self.working = LongWork(session)
        self.chosen = ChosenCases(session, self.table, self.notice, self.working)
        self.lists = ListMenu(self, self.table, self.filters)
        self.open_button = button(self.tr("Open the case"), self._open_selected)
        self.chosen_button = QPushButton(self.tr("Chosen cases"))
        self.chosen_button.setMenu(self.chosen.menu)
        self.list_button = QPushButton(self.tr("List"))
        self.list_button.setMenu(self.lists.menu)
        self.body.addWidget(self.filters)
        self.body.addWidget(self._stack, 1)
        self.body.addWidget(self.working)
        self.body.addWidget(row(self.open_button, self.chosen_button, self.list_button))
        self._connect()
        self.filters.show_query(self._query)
        self.lists.show_query(self._query)

    def _connect(self) -> None:
        self.filters.asked.connect(self.ask)
        self.filters.search_cleared.connect(self.clear_search)
        self.lists.asked.connect(self.ask)
        self.empty.clear_asked.connect(self.clear_search)
        self.empty.all_asked.connect(self.look_everywhere)
        self.empty.open_asked.connect(self.show_open)
        self.empty.post_asked.connect(lambda: self.place_chosen.emit("post"))
        self.table.opened.connect(lambda line: self.case_chosen.emit(line.number))
        self.table.stretch_wanted.connect(self._read_stretch)
        self.table.chosen_changed.connect(self._tell_count)
        self.table.copy_asked.connect(self.chosen.copy)
        self.table.menu_asked.connect(self._show_menu)
        self.chosen.open_asked.connect(self._open_selected)
        self.chosen.run_made.connect(self.run_made)

    def first_controls(self) -> Iterable[QWidget]:
        return (self.table, self.empty.clear_button, self.which)

    def ask(self, query: CaseQuery) -> None:
        """Show what this query holds."""
        changed_search = query.search != self._query.search
        if changed_search:
            self._before_search = Show.OPEN
        self._query = query
        self.filters.show_query(query)
        self.lists.show_query(query)
        if changed_search:
            self.search_shown.emit(query.search)
        self.refresh()

    def search(self, text: str) -> None:
        """Show the cases in which every word stands somewhere. A search looks through all cases first.

        The choice can be narrowed while it is searched; without a search the choice of before comes back.
        """
        text = text.encode("utf-8", "replace").decode()[:LONGEST_QUERY]
        had, has = bool(self._query.search.strip()), bool(text.strip())
        show = self._query.show
        if has and not had:
            self._before_search, show = show, Show.ALL
        elif had and not has:
            show = self._before_search
        step = self._query.step if had == has else None
        self._query = replace(self._query, search=text, show=show, step=step, due_on=None)
        self.filters.show_query(self._query)
        self.lists.show_query(self._query)
        self.refresh()

    def clear_search(self) -> None:
        """Look for nothing any more."""
        self.search("")
        self.search_shown.emit("")

    def look_everywhere(self) -> None:
        """The same search in all cases."""
        self.ask(replace(self._query, show=Show.ALL, step=None, due_on=None))

    def show_open(self) -> None:
        """The list that one comes to first."""
        self.ask(replace(_USUAL, sort=self._query.sort, descending=self._query.descending))

    def show_part(self, part: str) -> None:
        """A list: `show:overdue`, `step:identity`, `due:2026-11-02`, …"""
        kind, _, value = part.partition(":")
        if kind == "due":
            asked = CaseQuery(show=Show.OPEN, due_on=date.fromisoformat(value))
        else:
            asked = CaseQuery(show=Show(value)) if kind == "show" else CaseQuery(show=Show.OPEN, step=Step(value))
        self.ask(replace(asked, sort=self._query.sort, descending=self._query.descending))

    def refresh(self) -> None:
        self._stale = False
        self.lists.read()
        query = self._query
        self.table.ahead.awaiting = query != self._shown
        if query != self._shown and query.sort is Sort.DUE and not query.descending:
            self.session.read(first_lines, query, done=self._show_first, failed=self._not_listed)
        else:
            self.session.read(case_order, query, done=self._show_order, failed=self._not_listed)

    def lead_in(self) -> None:
        """The keyboard goes to the first case of what was asked for, also where that has not come yet."""
        awaited = self.table.ahead.awaiting
        if awaited:
            self._stack.setCurrentWidget(self.table)
        enter(self.first_controls())
        if self.table.hasFocus() and (awaited or not self.table.currentIndex().isValid()):
            down = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier)
            QApplication.sendEvent(self.table, down)

    def on_change(self, change: Change) -> None:
        if change.kind is not ChangeKind.DRAFT:
            super().on_change(change)

    def _show_first(self, first: FirstLines) -> None:
        """What comes first of another list; the rest is read behind it."""
        if first.query != self._query:
            return
        self._shown = first.query
        self.table.show_list(array("I", [line.key for line in first.lines]), {line.key: line for line in first.lines})
        if first.whole:
            self._tell_count()
        else:
            self._stack.setCurrentWidget(self.table)
            self.session.read(case_order, first.query, done=self._show_order)

    def _show_order(self, order: CaseOrder) -> None:
        if order.query != self._query:
            return
        if order.query == self._shown:
            self.table.show_again(order.keys)
        else:
            self._shown = order.query
            self.table.show_list(order.keys, {})
        self._tell_count()

    def _not_listed(self, error: CasemanError) -> None:
        self.table.ahead.drop()
        self.tell_failure(error)

    def _read_stretch(self, stretch: Stretch) -> None:
        self.session.read(read_stretch, stretch, done=self.table.take, failed=self._not_read)

    def _not_read(self, error: CasemanError) -> None:
        self.table.case_lines.not_taken()
        self.tell_failure(error)

    def _tell_count(self) -> None:
        """How many there are, how many of them are chosen; and what to do where there is none."""
        count, chosen = self.table.lines.rowCount(), self.table.chosen_count
        told = self.tr("%n case(s)", "", count).replace(str(count), f"{count:,}", 1)
        if chosen > 1:
            told = self.tr("{cases}, {count} of them chosen").format(cases=told, count=f"{chosen:,}")
        self.count.setText(told)
        self.empty.tell(self._query)
        here = self.table.hasFocus()
        self._stack.setCurrentWidget(self.table if count else self.empty)
        if here and not count:
            enter(self.first_controls())
        self.open_button.setEnabled(count > 0)
        self.chosen.offer()

    def _show_menu(self, at: QPoint) -> None:
        self.chosen.offer()
        self.chosen.menu.popup(at)

    def _open_selected(self) -> None:
        line: Any = self.table.selected()
        if line is not None:
            self.case_chosen.emit(line.number)

    def draft(self) -> dict[str, Any]:
        """What is asked for comes back after a lock."""
        usual = replace(_USUAL, sort=self._query.sort, descending=self._query.descending)
        return {} if self._query == usual else kept_query(self._query)

    def restore(self, draft: dict[str, Any]) -> None:
        self.ask(query_of(draft))
