"""Something entered by mistake is taken out again, with a reason; the trail keeps that it was there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from caseman.services.course_inputs import RemovalInput
from caseman.services.desk import Change, Desk
from caseman.services.views import CaseView
from ui.pages.steps.base import Part, StepPanel
from ui.widgets.labels import button, panel


@dataclass(frozen=True)
class Removable:
    """One thing that can be taken out: what it is called, the service that does it, and which row is meant."""

    title: str
    service: Callable[[Desk, RemovalInput], Change]
    row_id: int = 0


class RemovalPart(Part):
    """“Entered by mistake?”: shown only when there is something to take out."""

    def __init__(self, owner: StepPanel, find: Callable[[CaseView], Sequence[Removable]]) -> None:
        super().__init__(owner)
        self._find = find
        self._found: Sequence[Removable] = ()
        self.form = owner.new_form(f"removal{len(owner.forms)}", aside=True)
        self.which = self.form.choice("which", self.tr("What"), ())
        self.form.line("reason", self.tr("Why"))
        self.button = button(self.tr("Take it out"), self.submit)
        self.form.submits(self.button)
        self.body.addWidget(panel(self.form, self.button, heading=self.tr("Entered by mistake?")))

    def fill(self, case: CaseView) -> None:
        self._found = self._find(case)
        self.which.clear()
        for place, removable in enumerate(self._found):
            self.which.addItem(removable.title, place)
        self.setVisible(bool(self._found))

    def start(self, case: CaseView) -> None:
        del case
        self.form.set_values({"reason": ""})
        self.form.clear_faults()

    def submit(self) -> None:
        """Take out what is chosen."""
        removable = self._found[self.which.currentData()]
        self.owner.send(
            self.form,
            lambda: RemovalInput.read(number=self.number, row_id=removable.row_id, reason=self.form.values()["reason"]),
            removable.service,
            self.tr("Taken out. The date was found anew."),
        )
