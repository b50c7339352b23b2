"""The menu of the list: its order, its columns, and lists that the member keeps under a name."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu
from shiboken6 import isValid

from caseman.errors import CasemanError
from caseman.services.case_query import CaseQuery, Show, Sort
from caseman.services.desk import Change
from caseman.services.kept_lists import (
    LOOK,
    KeptList,
    ListName,
    keep_list,
    keep_look,
    kept_lists,
    remove_list,
    rename_list,
)
from ui.pages.base import Page
from ui.pages.cases.dialogs import ColumnsDialog, NameDialog
from ui.pages.cases.filters import FilterBar, kept_query, query_of
from ui.pages.cases.table import CaseTable

_PLACE = "cases"  # under which lists are kept


class ListMenu(QObject):
    """The menu, and what it keeps in the file. `asked` carries another query."""

    asked = Signal(object)

    def __init__(self, page: Page, table: CaseTable, filters: FilterBar) -> None:
        super().__init__(page)
        self._page, self._session, self._table, self._filters = page, page.session, table, filters
        self._query = CaseQuery(show=Show.OPEN)
        self._look_read = False
        self.name_dialog: NameDialog | None = None
        self.menu = QMenu(page)
        self._sorts: dict[Sort, QAction] = {}
        self._add_order()
        self.columns_action = self.menu.addAction(self.tr("Columns…"), self.choose_columns)
        self.menu.addAction(self.tr("Widths as needed"), self.fit_widths)
        self.menu.addSeparator()
        self.keep_action = self.menu.addAction(self.tr("Keep this list…"), self.keep_as)
        self.rename_action = self.menu.addAction(self.tr("Rename the kept list…"), self.rename_kept)
        self.remove_action = self.menu.addAction(self.tr("Remove the kept list"), self.remove_kept)
        self.menu.aboutToShow.connect(self._offer)
        table.sort_asked.connect(self.sort_by)
        table.look_changed.connect(self.keep_look)
        filters.kept_chosen.connect(self._ask_kept)

    def read(self) -> None:
        """Read once what the member kept, before the list is first shown."""
        if not self._look_read:
            self._look_read = True
            self._session.read(kept_lists, _PLACE, done=self._take)

    def show_query(self, query: CaseQuery) -> None:
        """Say by what the list is sorted, to the eye and to a screen reader."""
        self._query = query
        told = self.tr("sorted downwards") if query.descending else self.tr("sorted upwards")
        self._table.show_sort(query.sort, told, descending=query.descending)
        self._table.setAccessibleDescription(f"{self._sorts[query.sort].text()}, {told}")
        self._sorts[query.sort].setChecked(True)
        self.down_action.setChecked(query.descending)

    def sort_by(self, sort: Sort, descending: bool) -> None:
        """The same cases in another order, which is kept for the next time."""
        self.asked.emit(replace(self._query, sort=sort, descending=descending))
        self.keep_look()

    def keep_look(self) -> None:
        """Keep columns, widths and order; they are seen already, so nothing is told."""
        order = {"sort": self._query.sort.value, "descending": self._query.descending}
        self._session.read(keep_look, _PLACE, {**self._table.look(), **order}, done=self._kept)

    def choose_columns(self) -> None:
        """Ask which columns the table has."""
        names = [(each.code, each.column.heading) for each in self._table.columns]
        ColumnsDialog(names, self._table.chosen_columns(), self._table.choose_columns, self._page).open()

    def fit_widths(self) -> None:
        """Each column as wide as it needs, and so the next time."""
        self._table.fit_widths()
        self.keep_look()

    def keep_as(self) -> None:
        """Ask for the name under which the list is kept."""
        told = self.tr(
            "Choice, next step, search and order are kept for you, in this file. The list shows the cases of the day "
            "on which you look at it."
        )
        self._ask_name(self.tr("Keep this list"), told, "", self._keep)

    def rename_kept(self) -> None:
        """Ask for another name of the list that is shown."""
        name = self._filters.kept_name
        if name:
            self._ask_name(self.tr("Rename the list"), "", name, partial(self._rename, name))

    def remove_kept(self) -> None:
        """Keep the list that is shown no longer; its cases stay in sight."""
        name = self._filters.kept_name
        if name:
            self._session.change(remove_list, _PLACE, name, done=self._changed)

    def _add_order(self) -> None:
        order = self.menu.addMenu(self.tr("Sort by"))
        group = QActionGroup(order)
        for each in self._table.columns:
            if each.sort not in self._sorts:
                action = order.addAction(each.column.heading)
                action.setCheckable(True)
                action.triggered.connect(lambda _checked=False, sort=each.sort: self._sort_chosen(sort))
                group.addAction(action)
                self._sorts[each.sort] = action
        order.addSeparator()
        self.down_action = order.addAction(self.tr("Downwards"))
        self.down_action.setCheckable(True)
        self.down_action.triggered.connect(self._turn)

    def _sort_chosen(self, sort: Sort) -> None:
        if sort is not self._query.sort:
            self._table.sort_by(sort)

    def _turn(self, down: bool) -> None:
        self.sort_by(self._query.sort, down)

    def _offer(self) -> None:
        kept = bool(self._filters.kept_name)
        self.keep_action.setEnabled(not kept)
        self.rename_action.setEnabled(kept)
        self.remove_action.setEnabled(kept)

    def _ask_name(self, title: str, told: str, name: str, keep: Any) -> None:
        self.name_dialog = NameDialog(title, told, name, keep, self._page)
        self.name_dialog.open()

    def _keep(self, typed: ListName) -> None:
        content = kept_query(self._query)
        self._session.change(keep_list, _PLACE, typed, content, done=self._named, failed=self._refused)

    def _rename(self, name: str, typed: ListName) -> None:
        self._session.change(rename_list, _PLACE, name, typed, done=self._named, failed=self._refused)

    def _named(self, change: Change) -> None:
        if self.name_dialog is not None and isValid(self.name_dialog):
            self.name_dialog.accept()
        self._changed(change)

    def _refused(self, error: CasemanError) -> None:
        if self.name_dialog is not None and isValid(self.name_dialog):
            self.name_dialog.refuse(error)
        else:
            self._page.tell_failure(error)

    def _changed(self, _change: Change) -> None:
        self._session.read(kept_lists, _PLACE, done=self._show)

    def _ask_kept(self, name: str) -> None:
        kept = self._filters.kept(name)
        if kept is not None:
            self.asked.emit(query_of(kept.content))

    def _take(self, lists: tuple[KeptList, ...]) -> None:
        """The look that was kept, and with it the order, unless another was asked for meanwhile."""
        for kept in lists:
            if kept.name == LOOK:
                self._table.take_look(kept.content)
                order = query_of(kept.content)
                usual = self._query.sort is Sort.DUE and not self._query.descending
                if usual and (order.sort is not Sort.DUE or order.descending):
                    self.asked.emit(replace(self._query, sort=order.sort, descending=order.descending))
        self._show(lists)

    def _show(self, lists: tuple[KeptList, ...]) -> None:
        self._filters.show_kept([kept for kept in lists if kept.name != LOOK])

    def _kept(self, change: Change) -> None:
        """Nothing is to be told."""
