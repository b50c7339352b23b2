"""Money: the deposits that wait, those that are settled, and the book."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import cast

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QLineEdit

from caseman.domain.actions import Action
from ui.pages.money.book import BookPanel
from ui.pages.money.deposits import DepositsPanel
from ui.pages.money.intake import StatementIntake
from ui.pages.money.settled import SettledPanel
from ui.pages.tabbed import Panel, TabbedPage
from ui.session import OfficeSession
from ui.widgets.file_dialogs import ask_files


class MoneyPage(TabbedPage):
    """Three tabs: deposits, settled, book. A statement is dropped anywhere on the page."""

    def __init__(self, session: OfficeSession) -> None:
        super().__init__(session, "")
        self.title.setText(self.tr("Money"))
        self.add("deposits", self.tr("Deposits"), DepositsPanel)
        self.add("settled", self.tr("Settled"), SettledPanel)
        self.add("book", self.tr("Book"), BookPanel)
        self.intake = StatementIntake(session, self.notice, self)
        self.deposits.statement_asked.connect(self._browse)
        self.intake.working.connect(self.deposits.taking)
        self.setAcceptDrops(session.may(Action.RECORD_PAYMENT))

    @property
    def deposits(self) -> DepositsPanel:
        return cast(DepositsPanel, self.panels["deposits"])

    @property
    def settled(self) -> SettledPanel:
        return cast(SettledPanel, self.panels["settled"])

    @property
    def book(self) -> BookPanel:
        return cast(BookPanel, self.panels["book"])

    def panel_built(self, _name: str, panel: Panel) -> None:
        for field in panel.findChildren(QLineEdit):
            field.setAcceptDrops(False)  # a file that falls on a field is a statement, not text

    def take_in(self, paths: Iterable[Path]) -> None:
        """Take statements in, one after the other."""
        self.show_part("deposits")
        self.intake.take(paths)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.take_in([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])
        event.acceptProposedAction()

    def _browse(self) -> None:
        ask_files(self, self.tr("Take in a statement"), self.take_in)
