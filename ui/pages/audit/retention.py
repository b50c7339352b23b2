"""What may be disposed of: the review list, a proposal, and its second name."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QVBoxLayout, QWidget

from caseman.domain.permissions import Permission
from caseman.domain.retention import RecordKind
from caseman.errors import CasemanError
from caseman.services.desk import Change
from caseman.services.disposal import Disposed, confirm, propose, withdraw
from caseman.services.disposal_views import RunView, list_runs
from caseman.services.retention_list import DueItem, DueList, due_list
from ui import theme
from ui.i18n import tell
from ui.pages.tabbed import Panel
from ui.session import OfficeSession
from ui.widgets.acting import acts_as
from ui.widgets.labels import Notice, button, label, panel, restyle, row
from ui.widgets.lines import Column, LinesView
from ui.widgets.long_work import LongWork
from ui.widgets.text_fields import TextLine

_PAUSE_MS = 250


class RetentionPanel(Panel):
    """The list on top, why a record is in it below, and the proposal that waits for its second name."""

    def __init__(self, session: OfficeSession, notice: Notice) -> None:
        super().__init__(session, notice)
        self.due: DueList | None = None
        self.run: RunView | None = None
        self.search = TextLine()
        self.search.setPlaceholderText(self.tr("Case number"))
        self.search.setAccessibleName(self.tr("Case number"))
        theme.sized(self.search, width=180)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._read)
        self.search.textChanged.connect(lambda _text: self._pause.start())
        self.kind = QComboBox()
        self.kind.setAccessibleName(self.tr("Kind of record"))
        self.kind.addItem(self.tr("All kinds of record"), None)
        for kind in RecordKind:
            if kind is not RecordKind.PAPERS:
                self.kind.addItem(tell(kind.label), kind.value)
        self.kind.currentIndexChanged.connect(lambda _at: self._read())
        self.by = QComboBox()
        self.by.setAccessibleName(self.tr("Due by"))
        for days, text in (
            (0, self.tr("Due today")),
            (30, self.tr("Due within 30 days")),
            (365, self.tr("Due within a year")),
        ):
            self.by.addItem(text, days)
        self.by.currentIndexChanged.connect(lambda _at: self._read())
        self.table = LinesView(self._columns(), self.tr("Records whose time is over"))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.opened.connect(self._open_line)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._selected())
        self.why = label("", "quiet", wrap=True, selectable=True)
        self.why.setMinimumHeight(3 * self.fontMetrics().lineSpacing())
        self.why.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.count = label("", "quiet", wrap=True)
        self.backups = label("", "quiet", wrap=True, selectable=True)
        self.some_button = button(self.tr("Propose the selected"), self.propose_selected)
        self.all_button = button(self.tr("Propose all that may go"), self.propose_all)
        self.run_text = label("", wrap=True)
        self.confirm_button = acts_as(button(self.tr("Confirm and dispose"), self.confirm, primary=True), "dispose")
        self.withdraw_button = button(self.tr("Take back"), self.withdraw)
        self.proposal = panel(
            self.run_text,
            row(self.confirm_button, self.withdraw_button),
            heading=self.tr("Waits for its second name"),
        )
        self.work = LongWork(session)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, theme.GAP_SMALL)
        whole.addWidget(self.proposal)
        whole.addWidget(self.work)
        whole.addWidget(row(self.search, self.kind, self.by))
        whole.addWidget(self.count)
        whole.addWidget(self.table, 1)
        whole.addWidget(self.why)
        whole.addWidget(row(self.some_button, self.all_button))
        whole.addWidget(self.backups)
        self.proposal.hide()
        self._enable()

    def first_controls(self) -> Iterable[QWidget]:
        return (self.confirm_button, self.table, self.search)

    def refresh(self) -> None:
        if not self._session.may(Permission.DISPOSE):
            self.count.setText(self.tr("Disposal is for privacy managers."))
            return
        self._read()
        self._session.read(list_runs, done=self._show_run)

    def choose(self, kind: str) -> None:
        """Show what is due today of one kind of record."""
        self.search.clear()
        self.by.setCurrentIndex(0)
        self.kind.setCurrentIndex(self.kind.findData(kind))

    def _read(self) -> None:
        """Read the list anew: what is asked for is counted, not what one list holds."""
        self._pause.stop()
        if not self._session.may(Permission.DISPOSE):
            return
        day = self._session.today() + timedelta(days=self.by.currentData() or 0)
        kind = self.kind.currentData()
        asked = None if kind is None else RecordKind(kind)
        self._session.read(due_list, day, kind=asked, case=self.search.text(), done=self._show)

    def propose_selected(self) -> None:
        """Propose what is selected; one that may not go is told, and nothing is proposed then."""
        self._propose([item.key for item in self._chosen()])

    def propose_all(self) -> None:
        """Propose everything in sight that may go."""
        self._propose([item.key for item in self.table.lines.lines if item.may_go])

    def confirm(self) -> None:
        """Be the second name: the records go now."""
        if self.run is None:
            return
        self._working(on=True)
        self._session.change_long(
            confirm, self.run.number, done=self._disposed, failed=self._failed, progress=self._moved
        )

    def withdraw(self) -> None:
        """Take the proposal back."""
        if self.run is not None:
            done = self.tr("Run {run} was taken back; nothing was destroyed.").format(run=self.run.number)
            self._session.change(withdraw, self.run.number, done=lambda _: self._told(done), failed=self._failed)

    def _columns(self) -> list[Column]:
        return [
            Column(self.tr("Case"), lambda item: tell(item.of), whole=True),
            Column(self.tr("Record"), lambda item: tell(item.kind.label), 200),
            Column(self.tr("Kept through"), lambda item: tell(item.kept_until), whole=True),
            Column(self.tr("Records"), lambda item: str(item.records), whole=True),
            Column(self.tr("What stands against it"), _against, 320, colour=_colour),
        ]

    def _propose(self, keys: list[str]) -> None:
        self._session.change(propose, keys, done=self._proposed, failed=self._failed)

    def _proposed(self, change: Change) -> None:
        told = self.tr("Run {run} is proposed. Another privacy manager confirms it here.")
        self._told(told.format(run=change.document_number))

    def _disposed(self, done: Change) -> None:
        assert isinstance(done, Disposed)
        self._working(on=False)
        told = self.tr("Run {run} is done. Records disposed of: {count}.").format(
            run=done.document_number, count=done.disposed
        )
        for of, kind, why in done.left_out:
            told += "\n" + self.tr("Left out: {of}, {kind}: {why}").format(of=tell(of), kind=tell(kind), why=tell(why))
        self._told(told, bad=bool(done.left_out))

    def _show(self, due: DueList) -> None:
        self.due = due
        self._fill()
        held = [
            self.tr("{name} of {day}: {end}").format(name=each.name, day=tell(each.made_on), end=tell(each.end))
            for each in due.backups
        ]
        told = self.tr("Backups that still hold these records") + "\n" + "\n".join(held) if held else ""
        self.backups.setText(told)
        self.backups.setVisible(bool(told))

    def _fill(self) -> None:
        """Show the list that was read, and how much there is of what was asked for."""
        assert self.due is not None
        shown, total = self.due.items, self.due.total
        self.table.lines.replace(shown)
        free = sum(item.may_go for item in shown)
        told = self.tr("Due by {day}: {count}; that may go: {free}.").format(
            day=tell(self.due.by), count=total, free=free
        )
        if total > len(shown):
            told = self.tr("Due by {day}: {count}. The oldest {most} are shown; of these may go: {free}.").format(
                day=tell(self.due.by), count=total, most=len(shown), free=free
            )
        self.count.setText(told)
        self._selected()

    def _show_run(self, runs: tuple[RunView, ...]) -> None:
        self.run = next((run for run in runs if run.state == "proposed"), None)
        self.proposal.setVisible(self.run is not None)
        if self.run is not None:
            kinds = [kind.label for kind in RecordKind if any(item.kind is kind for item in self.run.items)]
            told = self.tr("{run}: {count} records, proposed by {name} on {day}: {kinds}.").format(
                run=self.run.number,
                count=len(self.run.items),
                name=self.run.proposed_by,
                day=tell(self.run.proposed_on),
                kinds=tell(kinds),
            )
            told += "\n" + self.tr("They are destroyed when it is confirmed, and nobody can bring them back.")
            self.run_text.setText(told)
        self._enable()

    def _chosen(self) -> list[DueItem]:
        return [self.table.lines.line(index.row()) for index in self.table.selectionModel().selectedRows()]

    def _selected(self) -> None:
        """Why the record under the cursor is in the list."""
        item: DueItem | None = self.table.selected()
        told = "" if item is None else " ".join(tell(why) for why in (*item.why, *item.mentions))
        self.why.setText(told or self.tr("Choose a line to read here why it is in the list."))
        restyle(self.why, "" if told else "quiet")
        self._enable()

    def _enable(self) -> None:
        may = self._session.may(Permission.DISPOSE)
        today = not self.by.currentData()
        free = self.run is None and may and today
        self.some_button.setEnabled(free and bool(self._chosen()))
        self.all_button.setEnabled(free and any(item.may_go for item in self.table.lines.lines))
        self.confirm_button.setEnabled(may)
        self.withdraw_button.setEnabled(may)

    def _open_line(self, item: DueItem) -> None:
        if item.number:
            self.case_chosen.emit(item.number)

    def _moved(self, done: float) -> None:
        self.work.bar.setRange(0, 1000)
        self.work.bar.setValue(round(done * 1000))

    def _failed(self, error: CasemanError) -> None:
        self._working(on=False)
        self._told(tell(error.text), bad=True)

    def _told(self, text: str, *, bad: bool = False) -> None:
        self._notice.tell(text, bad=bad)
        self.refresh()

    def _working(self, *, on: bool) -> None:
        self.work.bar.setRange(0, 0)
        self.work.show_working(on=on)
        for each in (self.confirm_button, self.withdraw_button, self.some_button, self.all_button):
            each.setEnabled(not on)


def _against(item: DueItem) -> str:
    return " ".join(tell(why) for why in (*item.blocks, *item.mentions))


def _colour(item: DueItem) -> str | None:
    return theme.tokens().bad if item.blocks else None
