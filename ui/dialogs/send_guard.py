"""The comparison before sending: addressee and enclosures are typed while nothing of the letter is in sight."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from caseman.errors import CasemanError
from caseman.services.desk import Change
from caseman.services.letter_inputs import SendCheckInput
from caseman.services.send_guard import check_sending
from ui import theme
from ui.i18n import tell
from ui.session import OfficeSession
from ui.widgets.form import Form
from ui.widgets.labels import Notice, button, label, panel, row


class SendGuardDialog(QDialog):
    """One letter after the other, each by its case and document number. It covers the window it belongs to.

    `compared` tells how many agreed when it closes after all of them; a mismatch stops at its letter.
    """

    compared = Signal(int)

    def __init__(self, session: OfficeSession, letters: Sequence[tuple[str, str]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Compare before sending"))
        self._session = session
        self._letters = list(letters)
        self._at = 0
        self.notice = Notice()
        self.which = label("", "title", wrap=True)
        self.form = Form()
        self.form.line("addressee", self.tr("Addressee's name, as it stands on the envelope"))
        self.form.line(
            "enclosures",
            self.tr("Number of enclosures"),
            hint=self.tr("Count the pieces beside the letter; sheets that are held together are one piece."),
        )
        self.compare_button = button(self.tr("Compare"), self.compare, primary=True)
        self.close_button = button(self.tr("Close"), self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.GAP_LARGE, theme.GAP_LARGE, theme.GAP_LARGE, theme.GAP_LARGE)
        layout.setSpacing(theme.GAP)
        layout.addStretch(1)
        layout.addWidget(self.which)
        layout.addWidget(
            label(
                self.tr("Take the envelope, look into it, and type what you find. What is recorded is not shown."),
                "quiet",
                wrap=True,
            )
        )
        layout.addWidget(self.notice)
        layout.addWidget(panel(self.form, row(self.compare_button, self.close_button)))
        layout.addStretch(2)
        self._show()

    def cover(self) -> None:
        """Open it over the whole window, so that nothing of the letter stays in sight."""
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.window().geometry())
        QDialog.open(self)
        self.form.control("addressee").setFocus()

    def compare(self) -> None:
        """Compare what is typed; what differs stops here."""
        number, document = self._letters[self._at]
        self.form.clear_faults()
        try:
            typed = SendCheckInput.read(number=number, document_number=document, **self.form.values())
        except CasemanError as error:
            self.notice.tell(self.form.show_faults(error) or self.tr("See the field marked below."), bad=True)
            return
        self.setEnabled(False)
        self._session.change(check_sending, typed, done=self._agreed, failed=self._differed)

    def _agreed(self, change: Change) -> None:
        self.setEnabled(True)
        self._at += 1
        if self._at == len(self._letters):
            self.compared.emit(self._at)
            self.accept()
            return
        self.notice.tell(self.tr("{number} agrees.").format(number=change.document_number))
        self._show()

    def _differed(self, error: CasemanError) -> None:
        self.setEnabled(True)
        self.form.clear()
        self.notice.tell(tell(error.text), bad=True)
        self.form.control("addressee").setFocus()

    def _show(self) -> None:
        self.form.clear()
        told = self.tr("Letter {at} of {count}: {number}")
        if len(self._letters) == 1:
            told = self.tr("Letter {number}")
        self.which.setText(told.format(at=self._at + 1, count=len(self._letters), number=self._letters[self._at][1]))
        self.form.control("addressee").setFocus()
