"""Money: the deposits that wait, those that are settled, and the book."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QLineEdit

from caseman.domain.transitions import Action
from ui.pages.money.book import BookPanel
from ui.pages.money.deposits import DepositsPanel
from ui.pages.money.intake import StatementIntake
from ui.pages.money.settled import SettledPanel
from ui.pages.tabbed import TabbedPage
from ui.session import OfficeSession
from ui.widgets.file_dialogs import ask_files


class MoneyPage(TabbedPage):
    """Three tabs: deposits, settled, book. A statement is dropped anywhere on the page."""

    def __init__(self, session: OfficeSession) -> None:
        super().__init__(session, "")
        self.title.setText(self.tr("Money"))
        self.deposits = DepositsPanel(session, self.notice)
        self.settled = SettledPanel(session, self.notice)
        self.book = BookPanel(session, self.notice)
        self.intake = StatementIntake(session, self.notice, self)
        self.add("deposits", self.tr("Deposits"), self.deposits)
        self.add("settled", self.tr("Settled"), self.settled)
        self.add("book", self.tr("Book"), self.book)
        self.deposits.statement_asked.connect(self._browse)
        self.intake.working.connect(self.deposits.taking)
        self.setAcceptDrops(session.may(Action.RECORD_PAYMENT))
        for field in self.findChildren(QLineEdit):
            field.setAcceptDrops(False)  # a file that falls on a field is a statement, not text

    def take_in(self, paths: Iterable[Path]) -> None:
        """Take statements in, one after the other."""
        self.show_tab("deposits")
        self.intake.take(paths)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.take_in([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])
        event.acceptProposedAction()

    def _browse(self) -> None:
        ask_files(self, self.tr("Take in a statement"), self.take_in)
