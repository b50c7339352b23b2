"""What the panels of the case page have in common: one panel a step."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QFormLayout, QFrame, QVBoxLayout, QWidget

from caseman.domain.lifecycle import Step
from caseman.domain.permissions import Deed
from caseman.errors import CasemanError
from caseman.offices.schema import Procedure
from caseman.services.views import CaseView
from ui import theme
from ui.i18n import tell
from ui.session import OfficeSession
from ui.widgets.form import Form
from ui.widgets.labels import Notice, label, named
from ui.widgets.permitted import only


class StepPanel(QWidget):
    """A step: what is known, and the form for what comes next."""

    step_chosen = Signal(Step)
    saved = Signal()  # something was written; told before the case is read again
    begins_where_empty = True  # a step that begins with a choice begins there, whatever is filled in already

    def __init__(self, session: OfficeSession, notice: Notice) -> None:
        super().__init__()
        self.session = session
        self.notice = notice
        self.case: CaseView | None = None
        self._sent = False
        self.forms: dict[str, Form] = {}
        self._aside: set[str] = set()
        self.parts: list[Part] = []
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, theme.GAP_SMALL, 0)
        self.body.setSpacing(theme.GAP)
        self.facts = QWidget()
        self._facts = QFormLayout(self.facts)
        self._facts.setContentsMargins(0, 0, 0, 0)
        self._facts.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self.body.addWidget(self.facts)

    @property
    def procedure(self) -> Procedure:
        """The procedure of the case in sight: the version it was opened under."""
        return self.case.procedure if self.case is not None else self.session.procedure

    def new_form(self, name: str, *, aside: bool = False) -> Form:
        """A form of this panel; what is typed in it is kept when the window locks or another case is opened.

        One that stands `aside` is for what may happen, and no part of the way that a case goes.
        """
        self.forms[name] = Form()
        if aside:
            self._aside.add(name)
        return self.forms[name]

    def only(self, deed: Deed, group: QFrame) -> QFrame:
        """A group that works for who may do this; others see it with the reason why it does not."""
        return only(self.session, deed, group)

    def add_part(self, part: Part) -> None:
        """Add a group of its own below what is there."""
        self.parts.append(part)
        self.body.addWidget(part)

    def show_case(self, case: CaseView) -> None:
        """Show a case; the forms keep what was typed while it is the same one."""
        fresh = self._sent or self.case is None or self.case.number != case.number
        self._sent = False
        self.case = case
        while self._facts.rowCount():
            self._facts.removeRow(0)
        self.fill(case)
        for part in self.parts:
            part.fill(case)
        if fresh:
            self._start(case)

    def fill(self, case: CaseView) -> None:
        """Show the facts of this step."""

    def start(self, case: CaseView) -> None:
        """Empty forms, filled with what can be known."""

    def offer_staff(self, form: Form, name: str, names: Iterable[str], *, blank: str) -> None:
        """Offer names of staff in a field; what was chosen stays chosen."""
        choice = form.control(name)
        chosen = choice.currentData()
        choice.clear()
        choice.addItem(blank, "")
        for each in names:
            choice.addItem(each, each)
        choice.setCurrentIndex(max(0, choice.findData(chosen)))
        form.settle(name)

    def others(self, names: Iterable[str]) -> list[str]:
        """The members of staff beside the one who works here."""
        return [name for name in names if name != self.session.staff_name]

    def draft(self) -> dict[str, Any]:
        """What was typed and not sent, by form."""
        if self._sent:
            return {}
        return {name: typed for name, form in self.forms.items() if (typed := form.typed())}

    def restore(self, draft: dict[str, Any]) -> None:
        """Bring it back."""
        for name, typed in draft.items():
            if name in self.forms:
                self.forms[name].set_values(typed)
        for part in self.parts:
            part.restored()

    def fact(self, title: str, value: Any, kind: str = "") -> None:
        """A line of facts; an empty value is left out."""
        text = tell(value)
        if text:
            self._facts.addRow(named(title), label(text, kind, wrap=True, selectable=True))

    def send(self, form: Form, build: Callable[[], Any], service: Callable[..., Any], done: str) -> None:
        """Read a form and call a service; faults are told beside the fields, everything stays typed."""
        form.clear_faults()
        try:
            typed = build()
        except CasemanError as error:
            self.refuse(form, error)
            return
        form.setEnabled(False)

        def finished(_change: object) -> None:
            form.setEnabled(True)
            self.notice.tell(done)
            self._sent = True  # the forms begin anew with the case as it is now
            self.saved.emit()

        def failed(error: CasemanError) -> None:
            form.setEnabled(True)
            self.refuse(form, error)

        self.session.change(service, typed, done=finished, failed=failed)

    def begins(self) -> Iterable[QWidget]:
        """Where the keyboard goes when the step comes into sight: the first of these that can take it.

        Of a form it is what is still empty, as the case and the procedure have filled the rest, or what is to be
        chosen; Ctrl+Enter sends it from anywhere.
        """
        for name, form in self.forms.items():
            if form.isVisible() and name not in self._aside:
                yield from form.begins(empty=self.begins_where_empty)

    def begins_aside(self) -> Iterable[QWidget]:
        """The controls of the forms that stand aside."""
        for name in self.forms:
            if name in self._aside:
                yield from self.forms[name].begins()

    def submit_focused(self) -> bool:
        """Send the form that has the keyboard, as its button does; whether there was one that could be sent."""
        focus = QApplication.focusWidget()
        if focus is None:
            return False
        return any(form.submit() for form in self.forms.values() if form.isAncestorOf(focus))

    def _start(self, case: CaseView) -> None:
        self.start(case)
        for part in self.parts:
            part.start(case)
        for form in self.forms.values():
            form.settle()

    def refuse(self, form: Form, error: CasemanError) -> None:
        """Show a failure: beside its field where there is one, else above."""
        rest = form.show_faults(error)
        self.notice.tell(rest or self.tr("Not saved yet: see the field marked below."), bad=True)


class Part(QWidget):
    """A group within a step's panel, with forms of its own; the panel sends them."""

    def __init__(self, owner: StepPanel) -> None:
        super().__init__()
        self.owner = owner
        self.session = owner.session
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(theme.GAP)

    @property
    def number(self) -> str:
        """The number of the case in sight."""
        assert self.owner.case is not None
        return self.owner.case.number

    def only(self, deed: Deed, group: QFrame) -> QFrame:
        """See `StepPanel.only`."""
        return only(self.session, deed, group)

    def fill(self, case: CaseView) -> None:
        """Show what the case has of this."""

    def start(self, case: CaseView) -> None:
        """Empty forms, filled with what can be known."""

    def restored(self) -> None:
        """What was typed before is back in the forms."""
