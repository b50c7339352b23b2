"""The head of the case page, which stays while forms scroll: number, state, people, date, and the one next step."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from caseman.domain.lifecycle import State
from caseman.services.last_action import LastAction
from caseman.services.views import CaseView, PersonView
from ui import theme
from ui.i18n import tell
from ui.session import OfficeSession
from ui.widgets.elided import ElidedButton, ElidedLabel
from ui.widgets.labels import button, restyle

_SOON = 3  # days: from here on the date is shown as a warning


class CaseHead(QWidget):
    """Number, state in words, people, and by when to answer; “next” and “undo”."""

    next_asked = Signal()
    undo_asked = Signal()

    def __init__(self, session: OfficeSession, title: QLabel) -> None:
        super().__init__()
        self._session = session
        self.state = ElidedLabel("heading")
        self.people = ElidedLabel()
        self.due = ElidedLabel("heading")
        self.next_button = button("", self.next_asked.emit, primary=True)
        self.undo_button = ElidedButton()
        self.undo_button.clicked.connect(lambda _checked=False: self.undo_asked.emit())
        first, second = QHBoxLayout(), QHBoxLayout()
        for line in (first, second):
            line.setSpacing(theme.GAP)
        first.addWidget(title)
        first.addWidget(self.state, 1)
        first.addWidget(self.undo_button)
        first.addWidget(self.next_button)
        self.people.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        second.addWidget(self.people, 1)
        second.addWidget(self.due)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GAP_SMALL)
        layout.addLayout(first)
        layout.addLayout(second)
        self.undo_button.hide()

    def show_case(self, view: CaseView) -> None:
        """Show where a case stands."""
        self.state.setText(tell(view.state.label))
        self.people.setText(
            self.tr("The records of this case were disposed of. Its line in the ledger stays.")
            if view.disposed_on is not None
            else "\n".join(map(_person, view.people))
        )
        self._show_due(view)
        step = view.next_step
        self.next_button.setVisible(step is not None)
        if step is not None:
            self.next_button.setText(tell(step.call_to_action))
            self.next_button.setAccessibleName(self.tr("Next step: {step}").format(step=tell(step.call_to_action)))
        self._show_last(view.last_action)

    def _show_due(self, view: CaseView) -> None:
        if not view.state.awaits_answer:
            withdrawn = view.state in (State.WITHDRAWN, State.DEEMED_WITHDRAWN)
            self.due.setText(self.tr("nothing to answer") if withdrawn else self.tr("answered"))
            restyle(self.due, "good")
            return
        left = (view.due_on - self._session.today()).days
        rest = self.tr("%n day(s) left", "", left) if left >= 0 else self.tr("%n day(s) late", "", -left)
        self.due.setText(self.tr("Answer by {day}, {rest}").format(day=tell(view.due_on), rest=rest))
        restyle(self.due, "late" if left < 0 else "warn" if left <= _SOON else "heading")

    def _show_last(self, last: LastAction | None) -> None:
        self.undo_button.setVisible(last is not None and last.undoable)
        if last is None or not last.undoable:
            return
        said = self.tr("{said} {who}, {when}").format(
            said=tell(last.said), who=last.staff, when=self._session.local_time(last.at)
        )
        self.undo_button.show_text(self.tr("Undo: {action}…").format(action=tell(last.name)), f"{said}\nCtrl+Z")


def _person(person: PersonView) -> str:
    return f"{tell(person.role.label)}: {person.name}" + (f" ({person.kana})" if person.kana else "")
