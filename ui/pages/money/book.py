"""The book: the entries of a month, what it comes to, and the list for accounting."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from caseman.domain.fees import Money, PaymentMeans
from caseman.domain.permissions import Permission
from caseman.errors import CasemanError
from caseman.services.book import Account
from caseman.services.book_export import book_name, export_book
from caseman.services.book_views import Balances, BookLine, balances, month_entries
from caseman.services.desk import Change, ChangeKind
from caseman.services.views import Written
from ui import theme
from ui.i18n import tell
from ui.pages.money.columns import MoneyTable
from ui.pages.tabbed import Panel
from ui.session import OfficeSession
from ui.widgets.acting import acts_as
from ui.widgets.file_dialogs import ask_new_file
from ui.widgets.labels import Notice, button, label, panel, row
from ui.widgets.lines import Column

_MONTHS = 24  # this one and those before it that are offered
_SHOWN = 500  # lines that are put into the table at once
_FIRST_TO_GO, _WIDE = (6, 8, 9), 1000  # the columns that go first, below so many px


def months_before(today: date) -> list[date]:
    """The first days of this month and of the months before it."""
    counted = [today.year * 12 + today.month - 1 - back for back in range(_MONTHS)]
    return [date(each // 12, each % 12 + 1, 1) for each in counted]


class BookPanel(Panel):
    """The entries of the chosen month over the four balances."""

    def __init__(self, session: OfficeSession, notice: Notice) -> None:
        super().__init__(session, notice)
        self._lines: tuple[BookLine, ...] = ()
        self.month = QComboBox()
        self.month.setAccessibleName(self.tr("Month"))
        for each in months_before(session.today()):
            self.month.addItem(f"{each:%Y-%m}", each.isoformat())
        self.month.addItem(self.tr("All"), "")
        self.save_button = acts_as(button(self.tr("Save as CSV…"), self._ask_file), "save_file")
        self.save_button.setEnabled(session.may(Permission.EXPORT_BOOK))
        self.count = label("", "quiet", wrap=True)
        self.table = MoneyTable(self._columns(), self.tr("Entries of the book"), 5)
        self.empty = label(
            self.tr(
                "Nothing was entered for this month. Payments recorded in a case and deposits of statements stand here."
            ),
            "quiet",
            wrap=True,
        )
        self.figures: dict[str, QLabel] = {}
        self._build()
        self.month.currentIndexChanged.connect(lambda _at: self.refresh())
        self.table.opened.connect(self._open_line)
        self.table.lines.wants_more.connect(self._show_more)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for column in _FIRST_TO_GO:
            self.table.hide_column(column, hidden=self.width() < _WIDE)

    def refresh(self) -> None:
        self._session.read(month_entries, self.chosen(), done=self._show)
        self._session.read(balances, done=self._show_balances)

    def first_controls(self) -> tuple[QWidget, ...]:
        return (self.month,)

    def chosen(self) -> date | None:
        """The first day of the month in sight; None for all."""
        kept = str(self.month.currentData())
        return date.fromisoformat(kept) if kept else None

    def save(self, path: Path) -> None:
        """Write what is in sight into a new file."""
        self._session.read(export_book, path, self.chosen(), done=self._saved, failed=self._refused)

    def _columns(self) -> list[Column]:
        return [
            Column(self.tr("Entry"), lambda line: str(line.entry), whole=True),
            Column(self.tr("Day"), lambda line: line.day.isoformat(), whole=True),
            Column(self.tr("What"), lambda line: tell(line.kind.label), 220),
            Column(self.tr("Account"), lambda line: tell(line.account.label), 145),
            Column(self.tr("Case"), lambda line: line.case, whole=True),
            Column(self.tr("Amount"), lambda line: tell(line.amount), whole=True),
            Column(self.tr("Means"), lambda line: tell(PaymentMeans(line.means).label), 100),
            Column(self.tr("Payer"), lambda line: line.payer, 105),
            Column(self.tr("Note"), lambda line: line.note, 120),
            Column(self.tr("Reverses"), lambda line: str(line.reverses or ""), whole=True),
        ]

    def _build(self) -> None:
        grid_of = QWidget()
        grid = QGridLayout(grid_of)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.GAP)
        grid.setVerticalSpacing(2)
        names = {
            "waiting": self.tr("Deposits that wait"),
            "cases": self.tr("Fees of cases"),
            "aside": self.tr("Money set aside"),
            "told": self.tr("Told by the statements"),
        }
        for at, (name, title) in enumerate(names.items()):
            self.figures[name] = label("", "heading", selectable=True)
            self.figures[name].setAccessibleName(title)
            grid.addWidget(label(title, "quiet", wrap=True), 0, at, Qt.AlignmentFlag.AlignBottom)
            grid.addWidget(self.figures[name], 1, at)
            grid.setColumnStretch(at, 1)
        told = label(
            self.tr(
                "Fees of cases hold what was noted by hand as well: cash, stamps, receipts that no statement "
                "confirmed yet."
            ),
            "quiet",
            wrap=True,
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, theme.GAP_SMALL)
        whole.setSpacing(theme.GAP_SMALL)
        buddy = label(self.tr("Month"))
        buddy.setBuddy(self.month)
        whole.addWidget(row(buddy, self.month, self.save_button))
        whole.addWidget(self.count)
        whole.addWidget(self.empty, 1, Qt.AlignmentFlag.AlignTop)
        whole.addWidget(self.table, 1)
        whole.addWidget(panel(grid_of, told, heading=self.tr("What the book comes to, in all months")))

    def _show(self, lines: tuple[BookLine, ...]) -> None:
        self._lines = lines
        fees = sum(line.amount.minor for line in lines if line.account is Account.CASE)
        self.count.setText(
            self.tr("Entries: {count}. Fees of cases among them: {amount}.").format(
                count=len(lines), amount=tell(Money(fees))
            )
        )
        self.table.lines.replace(lines[:_SHOWN], more=len(lines) > _SHOWN)
        self.count.setVisible(bool(lines))
        self.table.setVisible(bool(lines))
        self.empty.setVisible(not lines)

    def _show_more(self) -> None:
        have = len(self.table.lines.lines)
        self.table.lines.extend(self._lines[have : have + _SHOWN], more=len(self._lines) > have + _SHOWN)

    def _show_balances(self, come: Balances) -> None:
        for name, figure in self.figures.items():
            figure.setText(tell(getattr(come, name)))

    def _open_line(self, line: BookLine) -> None:
        if line.case:
            self.case_chosen.emit(line.case)
        else:
            self._notice.tell(self.tr("This entry belongs to no case."))

    def _ask_file(self) -> None:
        ask_new_file(
            self,
            self.tr("Where to write the list"),
            lambda name: self.save(Path(name)),
            "csv",
            kinds=self.tr("CSV (*.csv)"),
            at=book_name(self.chosen()),
        )

    def _saved(self, export: Written) -> None:
        self._notice.tell(
            self.tr("Entries in {file}: {rows}. Audit anchor: {head}").format(
                rows=export.rows, file=str(export.path), head=export.head
            )
        )
        self._session.changed.emit(Change(ChangeKind.AUDIT))

    def _refused(self, error: CasemanError) -> None:
        self._notice.tell(tell(error.text), bad=True)
