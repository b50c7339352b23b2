"""The search of the desk: as you type, by what a reader scans, and with the arrow down into what it finds."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from caseman.errors import CasemanError
from caseman.services.cover_sheets import case_of_code, looks_coded
from ui import theme
from ui.session import OfficeSession
from ui.widgets.text_fields import TextLine

_PAUSE_MS = 120  # while somebody types
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class DeskSearch(TextLine):
    """`wanted` asks for the cases in which the text stands, `into_list` for the keyboard to go among them;
    `case_scanned` tells the number that a barcode reader typed, `failed` what was wrong with it.
    """

    wanted = Signal(str)
    into_list = Signal()
    case_scanned = Signal(str)
    failed = Signal(CasemanError)

    def __init__(self, session: OfficeSession) -> None:
        super().__init__()
        self._session = session
        self.setPlaceholderText(self.tr("Search: number, name, kana, address, telephone, member ID, tracking number"))
        self.setAccessibleName(self.tr("Search cases"))
        self.setClearButtonEnabled(True)
        glass = self.addAction(theme.icon("search", "quiet"), QLineEdit.ActionPosition.LeadingPosition)
        theme.follow(self, lambda _edit: glass.setIcon(theme.icon("search", "quiet")))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._search)
        self.textEdited.connect(self._typed)
        self.returnPressed.connect(self._search)
        self.editingFinished.connect(self._search_typed)

    def come(self) -> None:
        """Take the keyboard; what is typed next replaces the search before."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and event.modifiers() in _PLAIN:
            self._search_typed()
            self.into_list.emit()
            return
        super().keyPressEvent(event)

    def _typed(self, text: str) -> None:
        if looks_coded(text):
            self._pause.stop()  # a reader types its code faster than a person can; Enter ends it
        else:
            self._pause.start()

    def _search_typed(self) -> None:
        """What was typed is searched for before the keyboard is elsewhere."""
        if self._pause.isActive():
            self._search()

    def _search(self) -> None:
        """What a barcode reader types opens its case; everything else is searched for."""
        self._pause.stop()
        if looks_coded(self.text()):
            self._session.read(case_of_code, self.text(), done=self._coded, failed=self._not_coded)
        else:
            self.wanted.emit(self.text())

    def _coded(self, number: str | None) -> None:
        if number is None:
            self.wanted.emit(self.text())
            return
        self.clear()
        self.case_scanned.emit(number)

    def _not_coded(self, error: CasemanError) -> None:
        self.selectAll()
        self.failed.emit(error)
