"""A deficiency told to the person, and its cure."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QListWidgetItem

from caseman.domain.actions import Action
from caseman.domain.lifecycle import Step
from caseman.domain.post import EnclosureKind
from caseman.errors import InputError
from caseman.services.corrections import ask_correction, cure_correction
from caseman.services.inputs import CorrectionInput, CureInput
from caseman.services.views import CaseView
from caseman.text import T
from ui import theme
from ui.i18n import tell
from ui.pages.steps.base import Part, StepPanel
from ui.widgets.labels import button, label, panel, row
from ui.widgets.spoken_list import SpokenList

_LINE = Qt.ItemDataRole.UserRole  # a defect as the notice tells it


class CorrectionsPart(Part):
    """Told, awaited, mended."""

    def __init__(self, owner: StepPanel) -> None:
        super().__init__(owner)
        self._build_asking(owner)
        self._build_curing(owner)
        self.body.addWidget(self._cure)
        self.body.addWidget(self._ask)

    def fill(self, case: CaseView) -> None:
        awaited = any(c.cured_on is None for c in case.corrections)
        done = any(view.step is Step.IDENTITY and view.done for view in case.steps)
        self.offer(Action.ASK_CORRECTION in case.course.actions and not awaited and not done)
        self._cure.setVisible(Action.CURE_CORRECTION in case.course.actions and awaited)
        self._show_found(case.defects)

    def _build_asking(self, owner: StepPanel) -> None:
        self.found = SpokenList()
        self.found.setAccessibleName(self.tr("Found deficient"))
        self.found.setWordWrap(True)
        self.found.setSpacing(2)
        self.found.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.found.viewport().installEventFilter(self)
        self._found_hint = label(
            self.tr("Found in the checklist and the checks; the notice tells what is ticked, word for word."),
            "quiet",
            wrap=True,
        )
        self.form = owner.new_form("correction")
        self.form.text(
            "defect",
            self.tr("What else is deficient"),
            lines=2,
            hint=self.tr("One line each; after an arrow (→), how to mend it."),
        )
        self.form.day("asked_on", self.tr("Told on"))
        self.form.day("limit_on", self.tr("Time limit"), hint=self.tr("Empty: as the procedure has it."))
        self.ask_button = button(self.tr("Record that a correction was asked for"), self.ask)
        self.form.submits(self.ask_button)
        self._ask = self.only(
            Action.ASK_CORRECTION,
            panel(
                self._found_hint,
                self.found,
                self.form,
                self.ask_button,
                heading=self.tr("Papers deficient?"),
            ),
        )

    def _build_curing(self, owner: StepPanel) -> None:
        self.cure_form = owner.new_form("cure")
        self.cure_form.day("cured_on", self.tr("Correction arrived on"))
        self.cure_button = button(self.tr("Record the correction"), self.cure)
        self.cure_form.submits(self.cure_button)
        self.papers = SpokenList()
        self.papers.setAccessibleName(self.tr("Papers that came with it"))
        theme.sized(self.papers, most_height=140)
        for kind in EnclosureKind:
            item = QListWidgetItem(tell(kind.label))
            item.setData(Qt.ItemDataRole.UserRole, kind.value)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.papers.addItem(item)
        self.notice_button = button(self.tr("Deficiency notice…"), lambda: owner.step_chosen.emit(Step.LETTER))
        self._cure = self.only(
            Action.CURE_CORRECTION,
            panel(
                row(self.notice_button),
                self.cure_form,
                label(self.tr("Papers that came with it"), "quiet"),
                self.papers,
                self.cure_button,
                heading=self.tr("A correction is awaited"),
            ),
        )

    def _show_found(self, lines: tuple[str, ...]) -> None:
        """Keep what was unticked while the same things are found."""
        if lines == tuple(item.data(_LINE) for item in map(self.found.item, range(self.found.count()))):
            return
        self.found.clear()
        for line in lines:
            what, arrow, cure = line.partition(" → ")
            item = QListWidgetItem(f"{what}\n{arrow.strip()} {cure}" if cure else what)
            item.setData(_LINE, line)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
            self.found.addItem(item)
        self.found.setVisible(bool(lines))
        self._found_hint.setVisible(bool(lines))
        self._fit_found()

    def _fit_found(self) -> None:
        """As high as its lines, which break where the list is narrow."""
        lines = sum(self.found.sizeHintForRow(at) + 2 * self.found.spacing() for at in range(self.found.count()))
        self.found.setFixedHeight(min(theme.px(260), lines + 2 * self.found.frameWidth() + 2))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            QTimer.singleShot(0, self.found, self._fit_found)
        return super().eventFilter(watched, event)

    def offer(self, visible: bool) -> None:
        """Show or hide the form that tells a deficiency."""
        self._ask.setVisible(visible)

    def start(self, case: CaseView) -> None:
        del case
        days = self.owner.procedure.deficiencies.limit_days
        told = self.tr("Empty: as the procedure has it. Calendar days from the notice: {days}.").format(days=days)
        self.form.set_hint("limit_on", told)
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
            self._typed,
            ask_correction,
            self.tr("Recorded: the correction is awaited. “Deficiency notice…” writes the letter that tells it."),
        )

    def _typed(self) -> CorrectionInput:
        items = map(self.found.item, range(self.found.count()))
        ticked = [item.data(_LINE) for item in items if item.checkState() is Qt.CheckState.Checked]
        values = self.form.values()
        told = "\n".join(filter(None, (*ticked, values["defect"].strip())))
        if not told:
            raise InputError("empty", T("Tick what is deficient, or write it."), field="defect")
        return CorrectionInput.read(number=self.number, **values | {"defect": told})

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
