"""Taking back what was done last: what it was, in words, and a question; nothing happens before the answer."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from caseman.errors import CasemanError
from caseman.services.course_inputs import UndoInput
from caseman.services.last_action import LastAction
from caseman.services.undo import undo_last
from ui import theme
from ui.i18n import tell
from ui.session import OfficeSession
from ui.widgets.form import Form
from ui.widgets.labels import Notice, button, label, row


class UndoBar(QFrame):
    """The question under the head. Escape and “Leave it” put it away."""

    taken_back = Signal()
    closed = Signal()
    shown = Signal(bool)  # it came into sight, or went

    def __init__(self, session: OfficeSession, notice: Notice) -> None:
        super().__init__()
        self.setObjectName("panel")
        self._session = session
        self._notice = notice
        self._asked: tuple[str, LastAction] | None = None
        self.what = label("", "heading", wrap=True)
        self.said = label("", wrap=True, selectable=True)
        self.form = Form()
        self.form.line("reason", self.tr("Why (may stay empty)"))
        self.yes_button = button(self.tr("Take it back"), self.take_back, primary=True)
        self.no_button = button(self.tr("Leave it"), self.put_away)
        self.form.submits(self.yes_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.GAP, theme.GAP_SMALL, theme.GAP, theme.GAP_SMALL)
        layout.setSpacing(theme.GAP_SMALL)
        for part in (self.what, self.said, self.form, row(self.yes_button, self.no_button)):
            layout.addWidget(part)
        self.hide()

    def ask(self, number: str, last: LastAction | None) -> None:
        """Ask about what was done last; where it cannot be taken back, say why."""
        self.hide()
        if last is None:
            self._notice.tell(self.tr("Nothing was done to this case that could be taken back."), bad=True)
            return
        if last.why_not is not None:
            said = self.tr("“{said}” cannot be taken back. {why}")
            self._notice.tell(said.format(said=tell(last.said), why=tell(last.why_not)), bad=True)
            return
        self._asked = (number, last)
        self.what.setText(self.tr("Take this back? {action}").format(action=tell(last.name)))
        lines = [
            self.tr("{said} {who}, {when}").format(
                said=tell(last.said), who=last.staff, when=self._session.local_time(last.at)
            ),
            self.tr("State, next step and date are then as they were before. The trail keeps both."),
            tell(last.mind),
        ]
        self.said.setText("\n".join(filter(None, lines)))
        self.setAccessibleName(self.what.text())
        self.form.clear()
        self.show()
        self.yes_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def put_away(self) -> None:
        """Leave everything as it is."""
        self._asked = None
        if self.isVisible():
            self.hide()
            self.closed.emit()

    def take_back(self) -> None:
        """Take it back."""
        if self._asked is None:
            return
        number, last = self._asked
        try:
            typed = UndoInput.read(number=number, entry=last.entry, **self.form.values())
        except CasemanError as error:
            self.form.show_faults(error)
            return
        self._asked = None  # a second press finds nothing
        self.setEnabled(False)
        self._session.change(undo_last, typed, done=self._done, failed=self._failed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
            return
        super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.shown.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.shown.emit(False)

    def _done(self, _change: object) -> None:
        self.setEnabled(True)
        self.hide()
        self._notice.tell(self.tr("Taken back. The trail keeps that it was done."))
        self.taken_back.emit()

    def _failed(self, error: CasemanError) -> None:
        self.setEnabled(True)
        self.hide()
        self._notice.tell(self.form.show_faults(error) or tell(error.text), bad=True)
        self.closed.emit()
