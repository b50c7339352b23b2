"""The deposits that wait: statements come in here, certain ones are taken in one keystroke, the others one by one."""

from __future__ import annotations

from collections import Counter
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QProgressBar, QVBoxLayout, QWidget

from caseman.domain.actions import Action
from caseman.domain.matching import Certainty
from caseman.errors import CasemanError
from caseman.services.deposits import take_certain
from caseman.services.desk import Change
from ui import theme
from ui.i18n import tell
from ui.pages.money.columns import MoneyTable, certainty_colour
from ui.pages.money.rows import Found, Row, find_rows, of_certainty, read_waiting
from ui.pages.money.settle import SIDE, SettlePanel
from ui.pages.tabbed import Panel
from ui.session import OfficeSession
from ui.widgets.acting import acts_as
from ui.widgets.labels import Notice, button, label, row, scrolled
from ui.widgets.lines import Column
from ui.widgets.side_by_side import SideBySide
from ui.widgets.text_fields import TextLine

_PAUSE_MS = 150
_SHOWN = 500  # lines that are put into the table at once
_WHY, _WIDE = 5, 1000  # the column that goes first, below so many px; the panel tells the same
_TOLD = 10  # case numbers in one message


class DepositsPanel(Panel):
    """The table, and the chosen deposit beside it. `statement_asked` asks for a statement's file."""

    statement_asked = Signal()

    def __init__(self, session: OfficeSession, notice: Notice) -> None:
        super().__init__(session, notice)
        self._rows: tuple[Row, ...] = ()
        self._certain: tuple[Row, ...] = ()
        self._shown: tuple[Row, ...] = ()
        self._reading = self._taking = self._enters = self._listing = False
        self._kept: dict[str, Any] = {}  # a draft whose deposit is not read yet
        self.take_in_button = button(self.tr("Take in a statement…"), self.statement_asked.emit)
        self.certain_button = acts_as(button("", self.take_certain, primary=True, tip="Ctrl+Enter"), "save")
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(self.tr("Working"))
        self.which = QComboBox()
        self.which.setAccessibleName(self.tr("Which deposits are shown"))
        self.search = TextLine()
        self.search.setPlaceholderText(self.tr("Payer, amount, case number"))
        self.search.setAccessibleName(self.tr("Search the deposits"))
        self.search.setClearButtonEnabled(True)
        self.table = MoneyTable(self._columns(), self.tr("Deposits that wait"), 1)
        self.empty = label("", "quiet", wrap=True)
        self.settle = SettlePanel(session, notice)
        self._build()
        for each in ("", *Certainty):
            self.which.addItem("", str(each))
        self._count()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._apply)
        self.search.textChanged.connect(lambda _text: self._pause.start())
        self.which.currentIndexChanged.connect(lambda _at: self._apply())
        self.table.opened.connect(lambda _line: self.settle.enter())
        self.table.lines.wants_more.connect(self._show_more)
        self.table.selectionModel().currentRowChanged.connect(lambda now, _before: self._choose(now.row()))
        self.settle.case_chosen.connect(self.case_chosen)
        self.settle.settled.connect(self.table.setFocus)
        self._work()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.table.hide_column(_WHY, hidden=self.width() < _WIDE)

    def refresh(self) -> None:
        self._reading = True
        self._work()
        self._session.read(read_waiting, done=self._read, failed=self._failed)

    def first_controls(self) -> tuple[QWidget, ...]:
        return (self.table, self.take_in_button, self.which)

    def taking(self, on: bool) -> None:
        """A statement is being taken in, or was; then its deposits are gone through."""
        self._taking = on
        self._enters |= not on
        self._work()

    def take_certain(self) -> None:
        """Take every certain proposal, once all of them were in the list."""
        if not self.certain_button.isEnabled():
            return
        listed = {row.line.line_id for row in self._shown}
        if any(row.line.line_id not in listed for row in self._certain):
            self._show_certain()
            return
        self._notice.hide()
        self._reading = True
        self._work()
        self._session.change(take_certain, done=self._took, failed=self._failed)

    def draft(self) -> dict[str, Any]:
        return self.settle.draft() or self._kept

    def restore(self, draft: dict[str, Any]) -> None:
        """Bring back what was typed for a deposit, once it is read."""
        self._kept = draft
        self.refresh()

    def _columns(self) -> list[Column]:
        return [
            Column(self.tr("Day"), lambda line: line.deposit.day.isoformat(), whole=True),
            Column(self.tr("Amount"), lambda line: tell(line.deposit.signed), whole=True),
            Column(self.tr("Payer"), lambda line: line.deposit.payer, 130),
            Column(self.tr("Proposed case"), lambda line: ", ".join(line.numbers), 100),
            Column(self.tr("How sure"), lambda line: tell(line.certainty.label), colour=certainty_colour, whole=True),
            Column(self.tr("Why"), lambda line: " ".join(map(tell, line.line.proposal.why)), 260),
        ]

    def _build(self) -> None:
        theme.sized(self.bar, width=100)
        self.bar.setTextVisible(False)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_SMALL)
        column.addWidget(row(self.which, self.search, stretch=False))
        column.addWidget(self.empty, 1, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.table, 1)
        split = SideBySide(scrolled(left), scrolled(self.settle), widths=(720, SIDE))
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, theme.GAP_SMALL)
        whole.setSpacing(theme.GAP_SMALL)
        whole.addWidget(row(self.take_in_button, self.certain_button, self.bar))
        whole.addWidget(split, 1)

    def _work(self) -> None:
        """What can be pressed now, and whether something is under way."""
        may = self._session.may(Action.RECORD_PAYMENT)
        self.take_in_button.setEnabled(may)
        self.certain_button.setEnabled(may and bool(self._certain) and not self._reading and not self._taking)
        self.bar.setVisible(self._reading or self._taking)

    def _count(self) -> None:
        """How many there are of each, where they are chosen and taken."""
        names = {
            "": self.tr("All ({count})"),
            Certainty.CERTAIN: self.tr("Certain ({count})"),
            Certainty.PROBABLE: self.tr("Probable ({count})"),
            Certainty.UNMATCHED: self.tr("Unmatched ({count})"),
        }
        counted = Counter(str(row.certainty) for row in self._rows)
        for at, (which, name) in enumerate(names.items()):
            self.which.setItemText(at, name.format(count=counted[which] if which else len(self._rows)))
        self.certain_button.setText(self.tr("Take all that are certain ({count})").format(count=len(self._certain)))

    def _query(self) -> tuple[str, str]:
        return str(self.which.currentData()), self.search.text().strip()

    def _read(self, rows: tuple[Row, ...]) -> None:
        self._reading = False
        self._rows = rows
        self._certain = of_certainty(rows, Certainty.CERTAIN)
        self._count()
        self._work()
        self._apply()

    def _apply(self) -> None:
        """List what was asked for; a search runs on the other thread."""
        self._pause.stop()
        which, typed = self._query()
        if typed:
            self._session.read(find_rows, self._rows, which, typed, done=self._found)
        else:
            self._show(of_certainty(self._rows, which))

    def _found(self, found: Found) -> None:
        if found.asked == self._query():
            self._show(found.rows)

    def _show(self, shown: tuple[Row, ...]) -> None:
        """List these, and go on where the person was: at the same deposit, or where it stood."""
        before = max(0, self.table.currentIndex().row())
        wanted = self._kept.get("line_id", self.settle.line_id)
        self._shown = shown
        places = [at for at, row in enumerate(shown) if row.line.line_id == wanted]
        at = places[0] if places else min(before, len(shown) - 1)
        end = max(_SHOWN, at + 1)
        self._listing = True
        self.table.lines.replace(shown[:end], more=len(shown) > end)
        self._say_empty()
        if shown:
            self.table.selectRow(at)
        self._listing = False
        self._choose(at)
        if places and self._kept:
            self.settle.restore(self._kept)
        self._kept = {}
        self._enter()

    def _enter(self) -> None:
        """After a statement, the keyboard goes to its deposits."""
        if self._enters and not self._taking and self.table.isVisible():
            self.table.setFocus()
        self._enters = self._enters and self._taking

    def _say_empty(self) -> None:
        """What to do first, or why nothing is listed."""
        nothing = not self._shown
        if nothing and self.window().focusWidget() is self.table:
            (self.which if self._rows else self.take_in_button).setFocus()
        self.empty.setText(
            self.tr("Nothing is listed: choose “All”, or empty the search.")
            if self._rows
            else self.tr(
                "No deposit waits. Fetch the statement of the office's account from the bank, and drop its file "
                "anywhere on this page, or press “Take in a statement…”. Each deposit then stands here with the case "
                "that it pays, how sure that is, and why. Nothing is taken before you say so."
            )
        )
        self.empty.setVisible(nothing)
        self.table.setVisible(not nothing)

    def _show_more(self) -> None:
        have = len(self.table.lines.lines)
        more = self._shown[have : have + _SHOWN]
        self.table.lines.extend(more, more=len(self._shown) > have + len(more))

    def _choose(self, at: int) -> None:
        if self._listing:  # it is chosen once the list is whole
            return
        self.settle.show_row(self._shown[at] if 0 <= at < len(self._shown) else None, self._rows)

    def _show_certain(self) -> None:
        """Nothing is taken that was not in sight."""
        self.which.blockSignals(True)
        self.which.setCurrentIndex(self.which.findData(Certainty.CERTAIN.value))
        self.which.blockSignals(False)
        self.search.clear()
        self._apply()
        self._notice.tell(self.tr("Some of the certain ones were not listed. Now all are: look, then press again."))

    def _took(self, change: Change) -> None:
        numbers = ", ".join(change.numbers[:_TOLD])
        told = self.tr("Taken: {count}. Allotted to {numbers}.")
        if len(change.numbers) > _TOLD:
            told = self.tr("Taken: {count}. Allotted to {numbers} and others; see “Settled”.")
        self._notice.tell(told.format(count=len(change.numbers), numbers=numbers))

    def _failed(self, error: CasemanError) -> None:
        self._reading = False
        self._work()
        self._notice.tell(tell(error.text), bad=True)
