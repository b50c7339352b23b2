"""A deficiency told to the person, and its cure."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from caseman.domain.lifecycle import Step
from caseman.domain.post import EnclosureKind
from caseman.domain.transitions import Action
from caseman.services.corrections import ask_correction, cure_correction
from caseman.services.inputs import CorrectionInput, CureInput
from caseman.services.views import CaseView
from ui.i18n import tell
from ui.pages.steps.base import Part, StepPanel
from ui.widgets.labels import button, label, panel


class CorrectionsPart(Part):
    """Told, awaited, mended."""

    def __init__(self, owner: StepPanel) -> None:
        super().__init__(owner)
        self.form = owner.new_form("correction")
        self.form.text("defect", self.tr("What is deficient, and how to mend it"), lines=2)
        self.form.day("asked_on", self.tr("Told on"))
        self.form.day("limit_on", self.tr("Time limit"), hint=self.tr("Empty: as the procedure has it."))
        self._ask = self.only(
            Action.ASK_CORRECTION,
            panel(
                self.form,
                button(self.tr("Record that a correction was asked for"), self.ask),
                heading=self.tr("Papers deficient?"),
            ),
        )
        self.cure_form = owner.new_form("cure")
        self.cure_form.day("cured_on", self.tr("Correction arrived on"))
        self.papers = QListWidget()
        self.papers.setAccessibleName(self.tr("Papers that came with it"))
        self.papers.setMaximumHeight(140)
        for kind in EnclosureKind:
            item = QListWidgetItem(tell(kind.label))
            item.setData(Qt.ItemDataRole.UserRole, kind.value)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.papers.addItem(item)
        self._cure = self.only(
            Action.CURE_CORRECTION,
            panel(
                self.cure_form,
                label(self.tr("Papers that came with it"), "quiet"),
                self.papers,
                button(self.tr("Record the correction"), self.cure),
                heading=self.tr("A correction is awaited"),
            ),
        )
        self.body.addWidget(self._cure)
        self.body.addWidget(self._ask)

    def fill(self, case: CaseView) -> None:
        awaited = any(c.cured_on is None for c in case.corrections)
        done = any(view.step is Step.IDENTITY and view.done for view in case.steps)
        self.offer(Action.ASK_CORRECTION in case.course.actions and not awaited and not done)
        self._cure.setVisible(Action.CURE_CORRECTION in case.course.actions and awaited)

    def offer(self, visible: bool) -> None:
        """Show or hide the form that tells a deficiency."""
        self._ask.setVisible(visible)

    def start(self, case: CaseView) -> None:
        del case
        today = self.session.today()
        self.form.clear()
        self.cure_form.clear()
        self.form.set_values({"asked_on": today})
        self.cure_form.set_values({"cured_on": today})
        for at in range(self.papers.count()):
            self.papers.item(at).setCheckState(Qt.CheckState.Unchecked)

    def ask(self) -> None:
        """Record that a correction was asked for."""
        self.owner.send(
            self.form,
            lambda: CorrectionInput.read(number=self.number, **self.form.values()),
            ask_correction,
            self.tr("Recorded: the correction is awaited."),
        )

    def cure(self) -> None:
        """Record that the correction came."""
        came = [
            item.data(Qt.ItemDataRole.UserRole)
            for item in map(self.papers.item, range(self.papers.count()))
            if item.checkState() is Qt.CheckState.Checked
        ]
        self.owner.send(
            self.cure_form,
            lambda: CureInput.read(number=self.number, papers=came, **self.cure_form.values()),
            cure_correction,
            self.tr("Recorded: the papers are complete."),
        )
