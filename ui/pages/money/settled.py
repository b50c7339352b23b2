"""The deposits that are settled, what with, and the way back."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseman.domain.actions import Action
from caseman.errors import CasemanError
from caseman.services.book_views import PAGE, SettledLine, settled_deposits
from caseman.services.deposits import take_back
from caseman.services.desk import Change
from ui import theme
from ui.i18n import tell
from ui.pages.money.columns import MoneyTable
from ui.pages.money.settle import SIDE
from ui.pages.money.told import deposit_lines
from ui.pages.tabbed import Panel
from ui.session import OfficeSession
from ui.widgets.form import Form
from ui.widgets.labels import Notice, button, label, panel, row, scrolled
from ui.widgets.lines import Column
from ui.widgets.permitted import only
from ui.widgets.side_by_side import SideBySide


class SettledPanel(Panel):
    """The table, the latest first, and the chosen deposit beside it."""

    def __init__(self, session: OfficeSession, notice: Notice) -> None:
        super().__init__(session, notice)
        self._line: SettledLine | None = None
        self._kept: dict[str, Any] = {}  # a draft whose deposit is not read yet
        self.table = MoneyTable(self._columns(), self.tr("Settled deposits"), 1)
        self.empty = label(
            self.tr("Nothing is settled yet. What you take under “Deposits” stands here, and can be taken back."),
            "quiet",
            wrap=True,
        )
        self.detail = label("", wrap=True, selectable=True)
        self.open_button = button(self.tr("Open the case"), self._open_case)
        self.form = Form()
        self.form.line("reason", self.tr("Reason"), hint=self.tr("Why it was wrong: it goes into the trail."))
        self.form.settle()
        self.back_button = button(self.tr("Take back"), self.take_back)
        self._back = only(
            session,
            Action.RECORD_PAYMENT,
            panel(self.form, row(self.back_button), heading=self.tr("Settled wrongly?")),
        )
        self._build()
        self.table.opened.connect(lambda _line: self._open_case())
        self.table.lines.wants_more.connect(self._read_more)
        self.table.selectionModel().currentRowChanged.connect(lambda now, _before: self._choose(now.row()))
        self.form.control("reason").returnPressed.connect(self.take_back)
        self._choose(-1)

    def refresh(self) -> None:
        self._session.read(settled_deposits, None, PAGE, done=self._show)

    def first_controls(self) -> tuple[QWidget, ...]:
        return (self.table,)

    def take_back(self) -> None:
        """Let the deposit wait again."""
        if self._line is not None and self.back_button.isEnabled():
            reason = self.form.values()["reason"]
            self._session.change(take_back, self._line.line_id, reason, done=self._back_again, failed=self._refused)

    def draft(self) -> dict[str, Any]:
        typed = self.form.typed()
        if self._line is None or not typed:
            return self._kept
        return {"line_id": self._line.line_id, "back": typed}

    def restore(self, draft: dict[str, Any]) -> None:
        """Bring back what was typed for a deposit, once it is read."""
        self._kept = draft
        self.refresh()

    def _columns(self) -> list[Column]:
        return [
            Column(self.tr("Day"), lambda line: line.deposit.day.isoformat(), whole=True),
            Column(self.tr("Amount"), lambda line: tell(line.deposit.signed), whole=True),
            Column(self.tr("Payer"), lambda line: line.deposit.payer, 150),
            Column(self.tr("Settled with"), self._what, 240),
        ]

    def _build(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.empty, 1, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.table, 1)
        right = QWidget()
        side = QVBoxLayout(right)
        side.setContentsMargins(theme.GAP_SMALL, 0, 0, 0)
        side.setSpacing(theme.GAP_SMALL)
        for part in (self.detail, row(self.open_button), self._back):
            side.addWidget(part)
        side.addStretch(1)
        self._side = scrolled(right)
        split = SideBySide(left, self._side, widths=(720, SIDE))
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, theme.GAP_SMALL)
        whole.addWidget(split)

    def _what(self, line: SettledLine) -> str:
        said = [f"{number} {tell(amount)}" for number, amount in line.cases]
        if line.note:
            said.append(self.tr("Set aside: {reason}").format(reason=line.note))
        if not said:
            said.append(
                self.tr("The bank cancelled a deposit") if line.deposit.cancelled else self.tr("Cancelled by the bank")
            )
        return ", ".join(said)

    def _show(self, lines: tuple[SettledLine, ...]) -> None:
        before = max(0, self.table.currentIndex().row())
        wanted = self._kept.get("line_id", self._line.line_id if self._line is not None else None)
        self.table.lines.replace(lines, more=len(lines) == PAGE)
        self.empty.setVisible(not lines)
        for part in (self.table, self._side):
            part.setVisible(bool(lines))
        places = [at for at, line in enumerate(lines) if line.line_id == wanted]
        at = places[0] if places else min(before, len(lines) - 1)
        if lines:
            self.table.selectRow(at)
        self._choose(at)
        if places and self._kept:
            self.form.set_values(self._kept["back"])
        self._kept = {}

    def _read_more(self) -> None:
        self._session.read(settled_deposits, self.table.lines.lines[-1].line_id, PAGE, done=self._add)

    def _add(self, lines: tuple[SettledLine, ...]) -> None:
        have = self.table.lines.lines
        if not lines or (have and lines[0].line_id < have[-1].line_id):  # else the list became another one meanwhile
            self.table.lines.extend(lines, more=len(lines) == PAGE)

    def _choose(self, at: int) -> None:
        lines = self.table.lines.lines
        line = lines[at] if 0 <= at < len(lines) else None
        same = line is not None and self._line is not None and line.line_id == self._line.line_id
        self._line = line
        self.detail.setText(
            self._told(line) if line is not None else "" if not lines else self.tr("Choose a deposit on the left.")
        )
        self.open_button.setVisible(bool(line and line.cases))
        self._back.setVisible(line is not None)
        if not same:
            self.form.clear()

    def _told(self, line: SettledLine) -> str:
        """A deposit in lines."""
        return "\n".join(deposit_lines(line.deposit, (self.tr("Settled with"), self._what(line))))

    def _open_case(self) -> None:
        if self._line is not None and self._line.cases:
            self.case_chosen.emit(self._line.cases[0][0])

    def _back_again(self, change: Change) -> None:
        self.form.clear()
        self._line = None
        told = self.tr("Taken back: the deposit waits again under “Deposits”.")
        if change.numbers:
            ended = self.tr("What it had paid ends: {numbers}.").format(numbers=", ".join(change.numbers))
            told = f"{told} {ended}"
        self._notice.tell(told)
        self.table.setFocus()

    def _refused(self, error: CasemanError) -> None:
        self.form.tell_faults(error, self._notice)
