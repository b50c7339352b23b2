"""Step 5: the date by which to answer, why it is this one, acceptance, and a longer period."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from caseman.domain.actions import Action
from caseman.domain.deadlines import Derivation
from caseman.services.acceptance import accept_case, undo_acceptance
from caseman.services.case_course import UNITS, past_derivations
from caseman.services.course_inputs import ExtensionInput
from caseman.services.course_views import PastDerivation
from caseman.services.extensions import extend, remove_extension
from caseman.services.inputs import AcceptanceInput
from caseman.services.sheets import derivation_sheet
from caseman.services.views import CaseView
from ui.i18n import tell
from ui.pages.steps.base import StepPanel
from ui.pages.steps.removal import Removable, RemovalPart
from ui.session import OfficeSession
from ui.widgets.labels import Notice, button, label, panel
from ui.widgets.pdf_view import SheetOutput


class DatePanel(StepPanel):
    """The date with its derivation, step by step."""

    def __init__(self, session: OfficeSession, notice: Notice) -> None:
        super().__init__(session, notice)
        self.steps = label("", wrap=True, selectable=True)
        self.output = SheetOutput(self, "caseman")
        self.print_button = button(self.tr("Print how it was found…"), self.print_steps)
        self.earlier = QComboBox()
        self.earlier.setAccessibleName(self.tr("As it was found at another time"))
        self.earlier.currentIndexChanged.connect(self._show_steps)
        self._found: tuple[PastDerivation, ...] = ()
        self.form = self.new_form("acceptance")
        self.form.day("accepted_on", self.tr("Complete, accepted on"))
        self.submit_button = button(self.tr("Accept the request"), self.submit, primary=True)
        self.form.submits(self.submit_button)
        self._accept = self.only(Action.ACCEPT, panel(self.form, self.submit_button, heading=self.tr("Acceptance")))
        self.extension = self.new_form("extension", aside=True)
        self.extension.day("noticed_on", self.tr("The person was told on"))
        self.extension.number("amount", self.tr("Longer by"), low=1, high=365)
        self.extension.text("reason", self.tr("Reason, as the letter tells it"), lines=2)
        self.extend_button = button(self.tr("Extend the period"), self.extend)
        self.extension.submits(self.extend_button)
        self._extend = self.only(
            Action.EXTEND, panel(self.extension, self.extend_button, heading=self.tr("A longer period"))
        )
        self.body.addWidget(
            panel(self.earlier, self.steps, self.print_button, heading=self.tr("How the date was found"))
        )
        self.body.addWidget(self._accept)
        self.body.addWidget(self._extend)
        self.add_part(RemovalPart(self, self._removable))
        self.body.addStretch(1)

    def fill(self, case: CaseView) -> None:
        self.fact(self.tr("Answer by"), case.due_on, "heading")
        self.fact(self.tr("Internal target"), case.target_on)
        self.fact(self.tr("Accepted on"), case.accepted_on)
        self.fact(self.tr("Suit possible from (Article 39)"), case.suit_from)
        for extension in case.course.extensions:
            told = self.tr("{amount} {unit}, told on {day}: {reason}").format(
                amount=extension.amount,
                unit=tell(extension.unit),
                day=tell(extension.noticed_on),
                reason=extension.reason,
            )
            self.fact(self.tr("Extended"), told)
        self.fact(self.tr("Procedure"), self.tr("version {number}").format(number=case.procedure.version))
        self._tell(case.derivation)
        self.earlier.hide()
        self.session.read(past_derivations, case.number, done=self._offer_earlier)
        if not self.form.typed():
            self.form.set_values({"accepted_on": case.proposed_acceptance})
            self.form.settle()
        self._accept.setVisible(case.accepted_on is None and case.closed_on is None)
        allowed = self.procedure.clock.extensions_allowed
        self._extend.setVisible(Action.EXTEND in case.course.actions and len(case.course.extensions) < allowed)

    def start(self, case: CaseView) -> None:
        clock = self.procedure.clock
        self.form.clear()
        self.form.set_values({"accepted_on": case.proposed_acceptance})
        self.extension.clear()
        amount = self.extension.control("amount")
        amount.setRange(1, max(1, clock.extension_max))
        amount.setSuffix(f" {tell(UNITS[clock.extension_unit or clock.unit])}")
        self.extension.set_values({"noticed_on": self.session.today(), "amount": clock.extension_max})

    def _offer_earlier(self, found: tuple[PastDerivation, ...]) -> None:
        """Earlier derivations, where the date was found more than once."""
        self._found = found
        self.earlier.blockSignals(True)
        self.earlier.clear()
        for each in found:
            day = tell(each.derivation.due)
            self.earlier.addItem(
                self.tr("{when}: answer by {day}").format(when=self.session.local_time(each.at), day=day)
            )
            self.earlier.setItemData(self.earlier.count() - 1, tell(each.why), Qt.ItemDataRole.ToolTipRole)
        self.earlier.blockSignals(False)
        self.earlier.setVisible(len(found) > 1)

    def _show_steps(self, place: int) -> None:
        if 0 <= place < len(self._found):
            self._tell(self._found[place].derivation)

    def _tell(self, derivation: Derivation) -> None:
        self.steps.setText("\n".join(f"{n}. {tell(s)}" for n, s in enumerate(derivation.steps, start=1)))

    def submit(self) -> None:
        """Accept the request."""
        assert self.case is not None
        number = self.case.number
        self.send(
            self.form,
            lambda: AcceptanceInput.read(number=number, **self.form.values()),
            accept_case,
            self.tr("The request is accepted; the period runs."),
        )

    def extend(self) -> None:
        """Extend the period."""
        assert self.case is not None
        number = self.case.number
        self.send(
            self.extension,
            lambda: ExtensionInput.read(number=number, **self.extension.values()),
            extend,
            self.tr("The period is extended. Make the notice of extension and send it."),
        )

    def print_steps(self) -> None:
        """Print the date and its derivation."""
        if self.case is not None:
            self.session.read(derivation_sheet, self.case.number, done=self.output.print_pdf)

    def _removable(self, case: CaseView) -> list[Removable]:
        found = []
        if Action.EXTEND in case.course.actions:
            for each in case.course.extensions:
                title = self.tr("Extension told on {day}").format(day=tell(each.noticed_on))
                found.append(Removable(title, remove_extension, each.extension_id))
        undecided = all(request.outcome is None for request in case.requests)
        if Action.UNDO_ACCEPTANCE in case.course.actions and undecided:
            title = self.tr("Acceptance on {day}").format(day=tell(case.accepted_on))
            found.append(Removable(title, undo_acceptance))
        return found
