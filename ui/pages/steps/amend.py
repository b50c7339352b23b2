"""A person of the case as they should stand in it: what was read wrong, and what came later."""

from __future__ import annotations

from caseman.domain.actions import Action
from caseman.domain.authority import PartyRole
from caseman.services.inputs import AmendedPersonInput
from caseman.services.people import amend_person
from caseman.services.views import CaseView, PersonView
from ui.pages.steps.base import Part, StepPanel
from ui.widgets.labels import button, panel
from ui.widgets.person_fields import PersonFields


class AmendPart(Part):
    """Opened by a button, so that nobody types into it by chance."""

    def __init__(self, owner: StepPanel) -> None:
        super().__init__(owner)
        self.form = owner.new_form("amend", aside=True)
        self.role = self.form.choice("role", self.tr("Who"), PartyRole)
        self.person = PersonFields(self.form, owner.session, "")
        self.form.line("why", self.tr("Why"), placeholder=self.tr("read wrong; told by telephone; …"))
        self.submit_button = button(self.tr("Save the person"), self.submit, primary=True)
        self.form.submits(self.submit_button)
        self.open_button = button(self.tr("Amend a person…"), self.open)
        self._amend = self.only(Action.AMEND, panel(self.form, self.submit_button, heading=self.tr("Amend a person")))
        self.body.addWidget(self.open_button)
        self.body.addWidget(self._amend)
        self.role.currentIndexChanged.connect(lambda _at: self._show_person())

    def fill(self, case: CaseView) -> None:
        allowed = Action.AMEND in case.course.actions
        typed = bool(self.form.typed())
        self.open_button.setVisible(allowed and not typed)
        self._amend.setVisible(allowed and typed)
        self.form.show_row("role", visible=case.agent is not None)

    def start(self, case: CaseView) -> None:
        self._amend.hide()
        self.open_button.setVisible(Action.AMEND in case.course.actions)
        self.form.set_values({"role": PartyRole.PRINCIPAL})
        self._show_person()

    def restored(self) -> None:
        if self.form.typed():
            self.open()

    def open(self) -> None:
        """Show the form."""
        self.open_button.hide()
        self._amend.show()
        self.form.control("name").setFocus()

    def submit(self) -> None:
        """Save the person."""
        self.owner.send(
            self.form,
            lambda: AmendedPersonInput.read(number=self.number, **self.form.values()),
            amend_person,
            self.tr("Saved. A letter that shows what was amended and has not left must be made anew."),
        )

    def _person(self) -> PersonView | None:
        case = self.owner.case
        if case is None:
            return None
        return case.agent if self.form.values()["role"] == PartyRole.AGENT.value else case.principal

    def _show_person(self) -> None:
        person = self._person()
        if person is None:
            return
        self.form.clear_faults()
        self.form.set_values({name: getattr(person, name) for name in PersonFields.NAMES} | {"why": ""})
        self.form.settle()
