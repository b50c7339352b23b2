"""Letters of all cases: what was made, what left, what arrived; shown, printed, saved; and the print runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QAbstractItemView, QComboBox, QTabWidget, QVBoxLayout, QWidget

from caseman.domain.actions import Action
from caseman.domain.letter_course import LetterStanding
from caseman.errors import CasemanError
from caseman.services.deliveries import note_deliveries
from caseman.services.desk import Change
from caseman.services.letter_list import LetterPage, letter_page
from caseman.services.letter_query import LetterQuery, LetterShow
from caseman.services.letters import Letter
from caseman.services.letters import letter as read_letter
from caseman.services.views import LetterLine
from ui import theme
from ui.built_when_asked import BuiltWhenAsked
from ui.i18n import tell
from ui.pages.base import Page
from ui.pages.runs.panel import RunsPanel
from ui.session import OfficeSession
from ui.widgets.acting import acts_as
from ui.widgets.form import Form
from ui.widgets.labels import button, label, panel, row
from ui.widgets.lines import Column, LinesView
from ui.widgets.pdf_view import LetterOutput, PdfView
from ui.widgets.permitted import only
from ui.widgets.review_bar import ReviewBar
from ui.widgets.side_by_side import SideBySide

_DAYS: dict[LetterStanding, Callable[[LetterLine], date | None]] = {
    LetterStanding.DISPATCHED: lambda line: line.dispatched_on,
    LetterStanding.DELIVERED: lambda line: line.delivered_on,
    LetterStanding.RETURNED: lambda line: line.returned_on,
}
_LETTERS, _RUNS = range(2)  # the tabs
_TABLE_WIDTH = 610  # px: numbers, dates and standings in full


class LettersPage(Page):
    """The letters, latest first."""

    def __init__(self, session: OfficeSession) -> None:
        super().__init__(session, "")
        self.title.setText(self.tr("Letters"))
        columns = [
            Column(self.tr("Document"), lambda line: line.document_number, whole=True),
            Column(self.tr("Letter"), lambda line: tell(line.kind.label), 190),
            Column(self.tr("Principal"), lambda line: line.addressee, 100),
            Column(self.tr("Dated"), lambda line: line.dated.isoformat(), whole=True),
            Column(self.tr("Standing"), self._standing, whole=True),
        ]
        self.table = LinesView(columns, self.tr("Letters"))
        self.table.selectionModel().currentChanged.connect(lambda *_: self._choose())
        self.table.opened.connect(lambda line: self.case_chosen.emit(line.case_number))
        self.table.setMinimumWidth(_TABLE_WIDTH)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._offer_deliveries())
        self.table.lines.wants_more.connect(self._read_more)
        self._query = LetterQuery()
        self.which = QComboBox()
        self.which.setAccessibleName(self.tr("Which letters"))
        for show in LetterShow:
            self.which.addItem(tell(show.label), show.value)
        self.which.currentIndexChanged.connect(self._choose_show)
        self.preview = PdfView(self.tr("Choose a letter to see it."))
        self.output = LetterOutput(session, self.notice, self)
        self.review = ReviewBar(session, self.notice)
        self._none = (
            self.tr("No letter waits for this."),
            self.tr("No letters yet. They are made on the case page, after the decision."),
        )
        self._empty = label("", "quiet", wrap=True)
        split = SideBySide(self.table, self.preview, widths=(700, 400), room=0)
        self.print_button = acts_as(button(self.tr("Print…"), self.output.print_letter), "print")
        self.save_button = acts_as(button(self.tr("Save as PDF…"), self.output.ask_where), "save_file")
        actions = row(button(self.tr("Open the case"), self._open_case), self.print_button, self.save_button)
        self.delivered = Form()
        self.delivered.day("delivered_on", self.tr("Delivered on"))
        self.delivered.set_values({"delivered_on": session.today()})
        self.deliver_button = button(self.tr("Note the delivery of the chosen letters"), self.note_delivered)
        self.delivered.submits(self.deliver_button)
        self.arrivals = only(session, Action.DELIVER, panel(self.delivered, row(self.deliver_button)))
        self.arrivals.hide()
        single = QWidget()
        layout = QVBoxLayout(single)
        layout.setContentsMargins(theme.GAP_SMALL, theme.GAP_SMALL, theme.GAP_SMALL, theme.GAP_SMALL)
        for part in (row(self.which), self._empty, split, self.review, self.arrivals, actions):
            layout.addWidget(part)
        layout.setStretchFactor(split, 1)
        self._late: BuiltWhenAsked[RunsPanel] = BuiltWhenAsked(self._runs_built)
        self._late.offer("runs", partial(RunsPanel, session, self.notice))
        self._runs_room = QVBoxLayout(room := QWidget())
        self._runs_room.setContentsMargins(0, 0, 0, 0)
        self.tabs = QTabWidget()
        self.tabs.addTab(single, self.tr("Letters"))
        self.tabs.addTab(room, self.tr("Print runs"))
        self.tabs.currentChanged.connect(lambda _at: self.refresh())
        self.body.addWidget(self.tabs, 1)

    @property
    def runs(self) -> RunsPanel:
        """The print runs; built when they first come into sight."""
        return self._late["runs"]

    def first_controls(self) -> Iterable[QWidget]:
        return self.runs.first_controls() if self.tabs.currentIndex() == _RUNS else (self.table,)

    def show_run(self, number: str) -> None:
        """Go to a print run by its number."""
        self.runs.wanted = number
        self.tabs.setCurrentIndex(_RUNS)

    def refresh(self) -> None:
        self._stale = False
        if self.tabs.currentIndex() == _RUNS:
            self.runs.refresh()
        else:
            self._query = replace(self._query, after=None)
            self.session.read(letter_page, self._query, done=self._show)

    @property
    def part(self) -> str:
        return "runs" if self.tabs.currentIndex() == _RUNS else ""

    def show_part(self, part: str) -> None:
        """The print runs (`runs`), or a list of letters: `show:to_print`, …"""
        if part == "runs":
            self.tabs.setCurrentIndex(_RUNS)
            return
        show = LetterShow(part.partition(":")[2])
        self._query = LetterQuery(show)
        for each in (self.tabs, self.which):
            each.blockSignals(True)
        self.tabs.setCurrentIndex(_LETTERS)
        self.which.setCurrentIndex(self.which.findData(show.value))
        for each in (self.tabs, self.which):
            each.blockSignals(False)
        self.refresh()

    def draft(self) -> dict[str, Any]:
        return self._late.drafts()

    def restore(self, draft: dict[str, Any]) -> None:
        self._late.restore(draft)
        self.tabs.setCurrentIndex(_RUNS)

    def _runs_built(self, _name: str, runs: RunsPanel) -> None:
        runs.case_chosen.connect(self.case_chosen)
        self._runs_room.addWidget(runs)
        runs.show()

    def _choose_show(self, _at: int) -> None:
        self._query = LetterQuery(LetterShow(self.which.currentData()))
        self.refresh()

    def _read_more(self) -> None:
        self.session.read(letter_page, self._query, done=self._add)

    def _add(self, page: LetterPage) -> None:
        if page.query == self._query:
            self._query = replace(self._query, after=page.after)
            self.table.lines.extend(page.lines, more=page.after is not None)

    def _show(self, page: LetterPage) -> None:
        if page.query != replace(self._query, after=None):
            return
        lines = page.lines
        self._query = replace(self._query, after=page.after)
        before: LetterLine | None = self.table.selected()
        self.table.lines.replace(lines, more=page.after is not None)
        self._empty.setText(self._none[page.query.show is LetterShow.ALL])
        self._empty.setVisible(not lines)
        self.preview.setVisible(bool(lines))
        self.preview.show_pdf(None)
        self.output.letter = None
        if lines:
            documents = [line.document_number for line in lines]
            at = documents.index(before.document_number) if before and before.document_number in documents else 0
            self.table.selectRow(at)

    def _choose(self) -> None:
        line: LetterLine | None = self.table.selected()
        self.review.show_line(line)
        for control in (self.print_button, self.save_button):
            control.setEnabled(line is not None and line.may_go)
        if line is not None and line.disposed_on is not None:
            self.preview.show_pdf(None)
            self.output.letter = None
        elif line is not None:
            self.session.read(read_letter, line.case_number, line.document_number, done=self._preview)

    def _preview(self, letter: Letter) -> None:
        self.preview.show_pdf(letter.pdf)
        self.output.letter = letter

    def note_delivered(self) -> None:
        """Note that the chosen letters were delivered on one day; nothing is noted where one cannot be."""
        documents = [line.document_number for line in self._under_way()]
        day = self.delivered.values()["delivered_on"]
        self.delivered.clear_faults()
        self.session.change(note_deliveries, documents, day, done=self._arrived, failed=self._not_arrived)

    def _arrived(self, change: Change) -> None:
        self.notice.tell(self.tr("Delivery noted; cases: {numbers}").format(numbers=", ".join(change.numbers)))

    def _not_arrived(self, error: CasemanError) -> None:
        self.notice.tell(tell(error.text), bad=True)

    def _under_way(self) -> list[LetterLine]:
        """What is chosen and was dispatched, and of which no arrival or return is noted."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        lines: list[LetterLine] = [self.table.lines.lines[at] for at in rows]
        return [line for line in lines if line.under_way]

    def _offer_deliveries(self) -> None:
        self.arrivals.setVisible(bool(self._under_way()))

    def _open_case(self) -> None:
        line: LetterLine | None = self.table.selected()
        if line is not None:
            self.case_chosen.emit(line.case_number)

    def _standing(self, line: LetterLine) -> str:
        find = _DAYS.get(line.standing)
        day = None if find is None else find(line)
        return " ".join(filter(None, (tell(line.standing.label), day.isoformat() if day is not None else "")))
