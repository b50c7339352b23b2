"""Money: the deposits that wait, those that are settled, and the book."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QLineEdit, QTabWidget, QWidget

from caseman.domain.transitions import Action
from ui.pages.base import Page
from ui.pages.money.book import BookPanel
from ui.pages.money.deposits import DepositsPanel
from ui.pages.money.intake import StatementIntake
from ui.pages.money.settled import SettledPanel
from ui.session import OfficeSession
from ui.widgets.file_dialogs import ask_files

_DEPOSITS, _SETTLED, _BOOK = range(3)


class MoneyPage(Page):
    """Three tabs: deposits, settled, book. A statement is dropped anywhere on the page."""

    def __init__(self, session: OfficeSession) -> None:
        super().__init__(session, "")
        self.title.setText(self.tr("Money"))
        self.deposits = DepositsPanel(session, self.notice)
        self.settled = SettledPanel(session, self.notice)
        self.book = BookPanel(session, self.notice)
        self.intake = StatementIntake(session, self.notice, self)
        self._panels: list[DepositsPanel | SettledPanel | BookPanel] = [self.deposits, self.settled, self.book]
        self._old = set(range(len(self._panels)))  # tabs that are read again when they come into sight
        self.tabs = QTabWidget()
        names = (self.tr("Deposits"), self.tr("Settled"), self.tr("Book"))
        for at, part in enumerate(self._panels):
            self.tabs.addTab(part, names[at])
            part.case_chosen.connect(self.case_chosen)
        self.body.addWidget(self.tabs, 1)
        self.tabs.currentChanged.connect(lambda _at: self._read_shown())
        self.deposits.statement_asked.connect(self._browse)
        self.intake.working.connect(self.deposits.taking)
        self.setAcceptDrops(session.may(Action.RECORD_PAYMENT))
        for field in self.findChildren(QLineEdit):
            field.setAcceptDrops(False)  # a file that falls on a field is a statement, not text

    def refresh(self) -> None:
        self._old = set(range(len(self._panels)))
        self._read_shown()

    def first_controls(self) -> Iterable[QWidget]:
        return self._panels[self.tabs.currentIndex()].first_controls()

    def take_in(self, paths: Iterable[Path]) -> None:
        """Take statements in, one after the other."""
        self.tabs.setCurrentIndex(_DEPOSITS)
        self.intake.take(paths)

    def draft(self) -> dict[str, Any]:
        drafts = {"deposits": self.deposits.draft(), "settled": self.settled.draft()}
        kept: dict[str, Any] = {name: draft for name, draft in drafts.items() if draft}
        return {"tab": self.tabs.currentIndex(), **kept} if kept else {}

    def restore(self, draft: dict[str, Any]) -> None:
        if draft.get("deposits"):
            self.deposits.restore(draft["deposits"])
        if draft.get("settled"):
            self.settled.restore(draft["settled"])
        self.tabs.setCurrentIndex(int(draft.get("tab", _DEPOSITS)))
        self.notice.tell(self.tr("What you were typing when the window locked is back."))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.take_in([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])
        event.acceptProposedAction()

    def _read_shown(self) -> None:
        """Read the tab in sight, where that was not done since the last change."""
        at = self.tabs.currentIndex()
        if at in self._old:
            self._old.discard(at)
            self._panels[at].refresh()

    def _browse(self) -> None:
        ask_files(self, self.tr("Take in a statement"), self.take_in)
