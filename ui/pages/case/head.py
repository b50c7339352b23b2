"""The head of the case page, which stays while forms scroll: number, state, people, date, and the one next step."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from caseman.domain.lifecycle import State
from caseman.services.last_action import LastAction
from caseman.services.views import CaseView, PersonView
from ui import theme
from ui.i18n import tell
from ui.session import OfficeSession
from ui.widgets.acting import acts_as
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
        self.due = ElidedLabel()
        self.due.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.next_button = acts_as(button("", self.next_asked.emit, primary=True), "next_step")
        self.undo_button = ElidedButton()
        self.undo_button.clicked.connect(lambda _checked=False: self.undo_asked.emit())
        self._title = title
        self._rows = tuple(QHBoxLayout() for _ in range(3))
        self.people.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GAP_SMALL)
        for each in self._rows:
            each.setSpacing(theme.GAP)
            layout.addLayout(each)
        self._narrow: bool | None = None
        self._names: list[str] = []
        self.fit(narrow=False)
        self.undo_button.hide()

    def fit(self, *, narrow: bool) -> None:
        """In two lines, or in three where there is little room, the people in one of them."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        rows: tuple[tuple[QWidget | None, ...], ...] = (
            ((self._title, None, self.undo_button, self.next_button), (self.state, self.due), (self.people,))
            if narrow
            else ((self._title, self.state, self.undo_button, self.next_button), (self.people, self.due), ())
        )
        # Where they share a line the date is told whole: the state gives way, and is on the steps below.
        across = QSizePolicy.Policy.Ignored if narrow else QSizePolicy.Policy.Expanding
        self.state.setSizePolicy(across, QSizePolicy.Policy.Fixed)
        for layout in self._rows:
            while (item := layout.itemAt(0)) is not None:
                layout.removeItem(item)
        for layout, widgets in zip(self._rows, rows, strict=True):
            for widget in widgets:
                if widget is None:
                    layout.addStretch(1)
                else:
                    layout.addWidget(widget, int(widget is self.state))
        self._show_people()

    def show_case(self, view: CaseView) -> None:
        """Show where a case stands."""
        self.state.setText(tell(view.state.label))
        self._names = (
            [self.tr("The records of this case were disposed of. Its line in the ledger stays.")]
            if view.disposed_on is not None
            else [_person(person) for person in view.people]
        )
        self._show_people()
        self._show_due(view)
        step = view.next_step
        self.next_button.setVisible(step is not None)
        if step is not None:
            self.next_button.setText(tell(step.call_to_action))
            self.next_button.setAccessibleName(self.tr("Next step: {step}").format(step=tell(step.call_to_action)))
        self._show_last(view.last_action)

    def _show_people(self) -> None:
        self.people.setText(("   " if self._narrow else "\n").join(self._names))

    def _show_due(self, view: CaseView) -> None:
        if not view.state.awaits_answer:
            withdrawn = view.state in (State.WITHDRAWN, State.DEEMED_WITHDRAWN)
            self.due.setText(self.tr("nothing to answer") if withdrawn else self.tr("answered"))
            restyle(self.due, "good")
            return
        left = (view.due_on - self._session.today()).days
        rest = self.tr("%n day(s) left", "", left) if left >= 0 else self.tr("%n day(s) late", "", -left)
        self.due.setText(self.tr("Answer by {day}, {rest}").format(day=tell(view.due_on), rest=rest))
        restyle(self.due, "late" if left < 0 else "warn" if left <= _SOON else "")

    def _show_last(self, last: LastAction | None) -> None:
        self.undo_button.setVisible(last is not None and last.undoable)
        if last is None or not last.undoable:
            return
        said = self.tr("{said} {who}, {when}").format(
            said=tell(last.said), who=last.staff, when=self._session.local_time(last.at)
        )
        whole = self.tr("Undo: {action}…").format(action=tell(last.name))
        self.undo_button.show_text(whole, f"{said}\nCtrl+Z", short=self.tr("Undo…"))


def _person(person: PersonView) -> str:
    return f"{tell(person.role.label)}: {person.name}" + (f" ({person.kana})" if person.kana else "")
