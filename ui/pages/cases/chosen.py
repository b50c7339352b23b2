"""What is done with the chosen cases: one menu, at a button and where the context key is pressed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu

from caseman.domain.actions import Action
from caseman.domain.permissions import Deed, Permission
from caseman.errors import CasemanError
from caseman.services.chosen_cases import RunOfCases, export_chosen, numbers_of, run_of_cases
from caseman.services.views import Written
from ui.i18n import tell
from ui.pages.cases.table import CaseTable
from ui.session import OfficeSession
from ui.widgets.file_dialogs import ask_new_file
from ui.widgets.labels import Notice
from ui.widgets.long_work import LongWork

_REASONS = 12  # that are told at once


class ChosenCases(QObject):
    """The menu, and the services behind it. `run_made` carries a print run's number and what is to be said of it."""

    open_asked = Signal()
    run_made = Signal(str, str)

    def __init__(self, session: OfficeSession, table: CaseTable, notice: Notice, working: LongWork) -> None:
        super().__init__(table)
        self._session, self._table, self._notice, self._working = session, table, notice, working
        self.menu = QMenu(table)
        # What stands behind the tab is shown only: the table itself listens to these keys.
        self.open_action = self._add(self.tr("Open the case"), self.open_asked.emit, Permission.READ_CASES, "Enter")
        self.menu.addSeparator()
        self.run_action = self._add(self.tr("Make a print run of their letters"), self.make_run, Action.DISPATCH)
        self.export_action = self._add(
            self.tr("Export their lines of the ledger (CSV)…"), self.export, Permission.EXPORT
        )
        self.copy_action = self._add(self.tr("Copy the numbers"), self.copy, Permission.READ_CASES, "Ctrl+C")
        self.menu.addSeparator()
        self.all_action = self._add(self.tr("Choose all"), table.selectAll, Permission.READ_CASES, "Ctrl+A")
        self.offer()

    def offer(self) -> None:
        """What can be done with as many cases as are chosen."""
        count = self._table.chosen_count
        self.open_action.setEnabled(count == 1)
        for action, deed in (
            (self.run_action, Action.DISPATCH),
            (self.export_action, Permission.EXPORT),
            (self.copy_action, Permission.READ_CASES),
        ):
            action.setEnabled(count > 0 and self._session.may(deed))
        self.all_action.setEnabled(self._table.lines.rowCount() > 0)

    def make_run(self) -> None:
        """Gather what waits of the chosen cases into a print run."""
        keys = tuple(self._table.chosen_keys())
        if keys:
            self._session.change(run_of_cases, keys, done=self._made, failed=self._refused)

    def export(self) -> None:
        """Ask where to, then write the chosen cases as CSV."""
        name = f"cases-{self._session.today():%Y%m%d}.csv"
        ask_new_file(self._table, self.tr("Export as CSV"), self.export_to, "csv", kinds="CSV (*.csv)", at=name)

    def export_to(self, path: str) -> None:
        """Write the chosen cases into this file."""
        keys = tuple(self._table.chosen_keys())
        if keys and path:
            self._working.show_working(on=True)
            self._session.read_long(export_chosen, keys, Path(path), done=self._exported, failed=self._not_exported)

    def copy(self) -> None:
        """The numbers of the chosen cases, one a line, for another program."""
        keys = tuple(self._table.chosen_keys())
        if keys:
            self._session.read(numbers_of, keys, done=self._copied, failed=self._refused)

    def _made(self, made: RunOfCases) -> None:
        told = self.tr("Print run {run} is made of %n letter(s).", "", made.letters).format(run=made.document_number)
        reasons = [tell(reason) for reason in made.left_out[:_REASONS]]
        more = len(made.left_out) - len(reasons)
        if reasons:
            reasons.insert(0, self.tr("Not in it:"))
        if more > 0:
            reasons.append(self.tr("and %n more.", "", more))
        self.run_made.emit(made.document_number or "", "\n".join([told, *reasons]))

    def _exported(self, written: Written) -> None:
        self._working.show_working(on=False)
        told = self.tr("%n case(s) written to {path}.", "", written.rows)
        self._notice.tell(told.format(path=written.path))

    def _not_exported(self, error: CasemanError) -> None:
        self._working.show_working(on=False)
        self._refused(error)

    def _copied(self, numbers: tuple[str, ...]) -> None:
        QGuiApplication.clipboard().setText("\n".join(numbers))
        self._notice.tell(self.tr("%n number(s) copied.", "", len(numbers)))

    def _refused(self, error: CasemanError) -> None:
        self._notice.tell(tell(error.text), bad=True)

    def _add(self, text: str, called: Callable[[], object], deed: Deed, keys: str = "") -> QAction:
        action = QAction(f"{text}\t{keys}" if keys else text, self.menu)
        action.triggered.connect(lambda _checked=False: called())
        action.setVisible(self._session.may(deed))
        self.menu.addAction(action)
        return action
