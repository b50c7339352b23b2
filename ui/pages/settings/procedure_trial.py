"""A procedure tried out while it is edited: the date by which to answer and the fees, beside those in force."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseman.domain.entry import parse_date
from caseman.errors import CasemanError
from caseman.services.procedure_editing import Outcome, try_out
from ui import theme
from ui.i18n import tell
from ui.session import OfficeSession
from ui.widgets.form import Form
from ui.widgets.labels import button, label, row, scrolled


class TrialPanel(QWidget):
    """Days that are made up, and what both versions say of them."""

    def __init__(self, session: OfficeSession) -> None:
        super().__init__()
        self._session = session
        self._text = ""
        self._sound = False
        self._tried = False
        self.form = Form()
        self.form.day("arrived_on", self.tr("A request arrives on"))
        self.form.day("accepted_on", self.tr("and is complete on"), hint=self.tr("Empty: not accepted yet."))
        self.form.set_values({"arrived_on": session.today().isoformat()})
        self.form.settle()
        self.try_button = button(self.tr("Try it"), self.try_it)
        self.in_force = label("", wrap=True, selectable=True)
        self.edited = label("", wrap=True, selectable=True)
        self._in_force_title = label("", "heading", wrap=True)
        self._edited_title = label("", "heading", wrap=True)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, theme.GAP_SMALL, 0)
        hint = label(self.tr("Nothing is opened for it. Closures that became known later count."), "quiet", wrap=True)
        parts = (hint, self.form, row(self.try_button), self._edited_title, self.edited)
        for part in (*parts, self._in_force_title, self.in_force):
            column.addWidget(part)
        column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.GAP_SMALL, theme.GAP_SMALL, theme.GAP_SMALL, theme.GAP_SMALL)
        layout.addWidget(scrolled(content))

    def take(self, text: str, *, sound: bool) -> None:
        """Another text from now on; what was tried is tried with it again."""
        self._text, self._sound = text, sound
        self.try_button.setEnabled(sound)
        if sound and self._tried:
            self.try_it()

    def try_it(self) -> None:
        """Find the dates for the days that are typed."""
        self.form.clear_faults()
        typed = self.form.values()
        try:
            arrived = parse_date(typed["arrived_on"], "arrived_on")
            accepted = parse_date(typed["accepted_on"], "accepted_on") if typed["accepted_on"].strip() else None
        except CasemanError as error:
            self._refused(error)
            return
        self._tried = True
        self._session.read(try_out, self._text, arrived, accepted, done=self._show, failed=self._refused)

    def draft(self) -> dict[str, Any]:
        """The days that were typed."""
        return self.form.typed()

    def _show(self, outcomes: tuple[Outcome, Outcome]) -> None:
        before, after = outcomes
        self._in_force_title.setText(self.tr("Version {version}, in force now").format(version=before.version))
        self.in_force.setText(self._told(before))
        self._edited_title.setText(self.tr("As it is edited"))
        self.edited.setText(self._told(after))

    def _told(self, outcome: Outcome) -> str:
        lines: list[str] = []
        if outcome.derivation is None:
            lines.append(tell(outcome.refused))
        else:
            lines.append(self.tr("Answer by {day}").format(day=tell(outcome.derivation.due)))
            lines += (tell(step) for step in outcome.derivation.steps)
        lines += (
            self.tr("Fee for {type}: {amount}").format(type=tell(kind.label), amount=tell(fee))
            for kind, fee in outcome.fees
        )
        return "\n".join(lines)

    def _refused(self, error: CasemanError) -> None:
        rest = self.form.show_faults(error)
        self._edited_title.setText("")
        self.edited.setText(rest)
        self._in_force_title.setText("")
        self.in_force.setText("")
