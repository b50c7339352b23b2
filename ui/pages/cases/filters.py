"""What the table is asked for, as it stands above it and as it is kept: choice, next step, search, order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from caseman.domain.lifecycle import Step
from caseman.services.case_query import CaseQuery, Show, Sort
from caseman.services.kept_lists import KeptList
from ui import theme
from ui.i18n import tell
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import button, label

_LONGEST_SHOWN = 14  # characters of a search: the field above has it whole
_WIDE = 320  # px
_NARROW = 90  # px: to which a choice gives way in large type


def names_of_choices(page: QWidget) -> dict[Show, str]:
    """What each choice is called."""
    return {
        Show.OPEN: page.tr("Open cases"),
        Show.ALL: page.tr("All cases"),
        Show.CLOSED: page.tr("Closed cases"),
        Show.OVERDUE: page.tr("Overdue"),
        Show.DUE_THIS_WEEK: page.tr("Due this week"),
        Show.WAITING_CORRECTION: page.tr("Waiting for a correction"),
        Show.WAITING_FEE: page.tr("Waiting for the fee"),
        Show.WAITING_SEARCH: page.tr("Waiting for a data holder"),
        Show.WAITING_READER: page.tr("Waiting for a second reader"),
        Show.TO_CHECK: page.tr("Identity to be checked"),
        Show.TO_DECIDE: page.tr("To be decided"),
    }


def kept_query(query: CaseQuery) -> dict[str, Any]:
    """A query as it is kept under a name."""
    return {
        "search": query.search,
        "show": query.show.value,
        "step": query.step.value if query.step else "",
        "sort": query.sort.value,
        "descending": query.descending,
        "due_on": query.due_on.isoformat() if query.due_on else "",
    }


def query_of(kept: Mapping[str, Any]) -> CaseQuery:
    """The query that was kept; of what this program does not know, the usual."""
    show, step, sort = kept.get("show"), kept.get("step"), kept.get("sort")
    return CaseQuery(
        search=str(kept.get("search", "")),
        show=Show(show) if show in set(Show) else Show.OPEN,
        step=Step(step) if step in set(Step) else None,
        sort=Sort(sort) if sort in set(Sort) else Sort.DUE,
        descending=kept.get("descending") is True,
        due_on=_day(str(kept.get("due_on", ""))),
    )


def _day(told: str) -> date | None:
    try:
        return date.fromisoformat(told)
    except ValueError:
        return None


class FilterBar(QWidget):
    """The choice with the member's own lists below it, the next step, and the search with a way out of it."""

    asked = Signal(object)  # a query
    kept_chosen = Signal(str)
    search_cleared = Signal()

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self._names = names_of_choices(page)
        self._kept: tuple[KeptList, ...] = ()
        self.query = CaseQuery(show=Show.OPEN)
        self.which = QComboBox()
        self.which.setAccessibleName(self.tr("Which cases"))
        self.which.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        theme.sized(self.which, least_width=_NARROW, most_width=_WIDE)
        self.step = QComboBox()
        self.step.setAccessibleName(self.tr("Next step"))
        self.step.addItem(self.tr("Any next step"), "")
        for step in list(Step)[2:]:  # an envelope without a case is in no list of cases
            self.step.addItem(tell(step.call_to_action), step.value)
        theme.sized(self.step, least_width=_NARROW)
        self.searched = label("", "heading")
        self.clear_button = button(self.tr("Clear the search"), self.search_cleared.emit)
        self.count = label("", "quiet")
        layout = FlowLayout(self, theme.GAP_SMALL)
        for part in (self.which, self.step, self.searched, self.clear_button):
            layout.addWidget(part)
        layout.add_stretch()
        layout.addWidget(self.count)
        self.show_kept(())
        self.which.activated.connect(self._choose)
        self.step.activated.connect(self._choose_step)

    @property
    def kept_name(self) -> str:
        """The name under which the member keeps what is shown; empty where it is not kept so."""
        return next((kept.name for kept in self._kept if query_of(kept.content) == self.query), "")

    def show_kept(self, lists: Sequence[KeptList]) -> None:
        """Offer the member's own lists."""
        self._kept = tuple(lists)
        self.which.clear()
        for show, name in self._names.items():
            self.which.addItem(name, show.value)
        if lists:
            self.which.insertSeparator(self.which.count())
        for kept in lists:
            self.which.addItem(kept.name, f"kept:{kept.name}")
        self.show_query(self.query)

    def show_query(self, query: CaseQuery) -> None:
        """Say what the table is asked for."""
        self.query = query
        kept = self.kept_name
        self.which.setCurrentIndex(self.which.findData(f"kept:{kept}" if kept else query.show.value))
        self.step.setCurrentIndex(max(0, self.step.findData(query.step.value if query.step else "")))
        search = " ".join(query.search.split())
        shown = search if len(search) <= _LONGEST_SHOWN else f"{search[:_LONGEST_SHOWN]}…"
        due = self.tr("Due on {day}").format(day=tell(query.due_on)) if query.due_on else ""
        told = (due, self.tr("Search: {text}").format(text=shown) if search else "")
        self.searched.setText("  ".join(filter(None, told)))
        self.searched.setVisible(bool(due or search))
        self.clear_button.setVisible(bool(search))

    def kept(self, name: str) -> KeptList | None:
        """A list of the member by its name."""
        return next((kept for kept in self._kept if kept.name == name), None)

    def _choose(self, _at: int) -> None:
        kind, _, name = str(self.which.currentData()).partition(":")
        if kind == "kept":
            self.kept_chosen.emit(name)
        else:
            self.asked.emit(replace(self.query, show=Show(kind), due_on=None))

    def _choose_step(self, _at: int) -> None:
        step = self.step.currentData()
        self.asked.emit(replace(self.query, step=Step(step) if step else None))
