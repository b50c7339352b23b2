"""One case: number, people and date always in sight; the steps; scan, letter and history beside them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QSizePolicy, QSplitter, QStackedWidget, QTabWidget, QWidget

from caseman.domain.lifecycle import State, Step
from caseman.domain.permissions import Permission
from caseman.services.case_file import show_case
from caseman.services.identity_copies import mark_identity_copies
from caseman.services.post_views import ScanLine
from caseman.services.register_view import RegisterFact
from caseman.services.views import CaseView, PersonView
from ui import theme
from ui.dialogs.masking import ask_to_mask
from ui.i18n import tell
from ui.pages.base import Page
from ui.pages.history import CaseHistory
from ui.pages.post.page import shown_scans
from ui.pages.steps.base import StepPanel
from ui.pages.steps.close import ClosePanel
from ui.pages.steps.date import DatePanel
from ui.pages.steps.decision import DecisionPanel
from ui.pages.steps.dispatch import DispatchPanel
from ui.pages.steps.fee import FeePanel
from ui.pages.steps.identity import IdentityPanel
from ui.pages.steps.letter import LetterPanel
from ui.pages.steps.papers import EnvelopePanel, PeoplePanel
from ui.session import OfficeSession
from ui.widgets.acting import acts_as
from ui.widgets.focus import enter
from ui.widgets.labels import button, label, restyle, row, scrolled, stacked
from ui.widgets.lines import Column, LinesView
from ui.widgets.pdf_view import PdfView
from ui.widgets.scan_viewer import ScanViewer
from ui.widgets.stepper import Stepper

if TYPE_CHECKING:
    from caseman.services.desk import Change

_LETTER_STEPS = (Step.LETTER, Step.DISPATCH)


def _said(fact: RegisterFact) -> str:
    return " ".join(str(tell(fact.value)).split())


class CasePage(Page):
    """The case page."""

    def __init__(self, session: OfficeSession) -> None:
        super().__init__(session, "")
        self.number: str | None = None
        self.view: CaseView | None = None
        self._drafts: dict[str, dict[str, Any]] = {}  # by case number
        self._wanted: Step | None = None  # the step to show it at
        self.state = label("", "heading")
        self.people = label("", wrap=True, selectable=True)
        self.due = label("", "heading")
        self.next_button = acts_as(button("", self._go_next, primary=True), "next_step")
        self.stepper = Stepper()
        self.stepper.chosen.connect(self.go_to)
        self.panels = self._made_panels(session)
        self.step = Step.IDENTITY
        self._stack = QStackedWidget()
        for panel in self.panels.values():
            self._stack.addWidget(scrolled(panel))
            panel.step_chosen.connect(self.go_to)
        self.scans = ScanViewer()
        self.letter_view = PdfView(self.tr("The letter is shown here once there is one."))
        self.past = CaseHistory(session)
        self.history = self.past.table
        self.tabs = QTabWidget()
        self.quarantine = label("", "warn", wrap=True)
        self.mask_button = button(self.tr("Mask…"), self._mask)
        self.identity_check = self._identity_box()
        self.tabs.addTab(
            stacked(self.quarantine, row(self.mask_button, self.identity_check), self.scans), self.tr("Scans")
        )
        self.tabs.addTab(self.letter_view, self.tr("Letter"))
        self.tabs.addTab(self.past, self.tr("History"))
        self.register = self._register_table()
        self.tabs.addTab(self.register, self.tr("Register kept before"))
        letter_panel = self.panels[Step.LETTER]
        dispatch_panel = self.panels[Step.DISPATCH]
        assert isinstance(letter_panel, LetterPanel)
        assert isinstance(dispatch_panel, DispatchPanel)
        self._show_chosen = {Step.LETTER: letter_panel.show_letter, Step.DISPATCH: dispatch_panel.show_letter}
        letter_panel.preview.connect(lambda pdf: self._show_letter(Step.LETTER, pdf))
        dispatch_panel.preview.connect(lambda pdf: self._show_letter(Step.DISPATCH, pdf))
        self._build()

    def _build(self) -> None:
        split = QSplitter()
        split.addWidget(self._stack)
        split.addWidget(self.tabs)
        split.setSizes([560, 520])
        split.setChildrenCollapsible(False)
        head = row(self.title, self.state, stretch=True)
        layout = head.layout()
        assert layout is not None
        layout.setSpacing(theme.GAP)
        layout.addWidget(self.next_button)
        self.people.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.body.insertWidget(0, head)
        self.body.addWidget(row(self.people, self.due, stretch=False))
        self.body.addWidget(self.stepper)
        self.body.addWidget(split, 1)

    def _made_panels(self, session: OfficeSession) -> dict[Step, StepPanel]:
        return {
            Step.ENVELOPE: EnvelopePanel(session, self.notice),
            Step.CASE: PeoplePanel(session, self.notice),
            Step.IDENTITY: IdentityPanel(session, self.notice),
            Step.FEE: FeePanel(session, self.notice),
            Step.DATE: DatePanel(session, self.notice),
            Step.DECISION: DecisionPanel(session, self.notice),
            Step.LETTER: LetterPanel(session, self.notice),
            Step.DISPATCH: DispatchPanel(session, self.notice),
            Step.CLOSE: ClosePanel(session, self.notice),
        }

    def open(self, number: str, step: Step | None = None) -> None:
        """Show this case, at a step, or at the one that comes next."""
        self._wanted = step
        if number != self.number:
            self._keep_typed()
            self.notice.hide()
            self.letter_view.show_pdf(None)
            self.number = number
            self.view = None
        self._stale = True

    def refresh(self) -> None:
        if self.number is not None:
            self.session.read(show_case, self.number, done=self._show)

    def on_change(self, change: Change) -> None:
        if self.number is not None and (self.number in change.numbers or not change.numbers):
            super().on_change(change)

    def first_controls(self) -> Iterable[QWidget]:
        return (self.next_button, self.stepper.button(self.step))

    def go_to(self, step: Step) -> None:
        """Show a step's panel."""
        self.step = step
        self._stack.setCurrentIndex(list(self.panels).index(step))
        if step in self._show_chosen:
            self._show_chosen[step]()
            self.tabs.setCurrentWidget(self.letter_view)
        elif step is not Step.CLOSE:
            self.tabs.setCurrentIndex(0)

    def _show_letter(self, step: Step, pdf: bytes) -> None:
        """Each of the two steps shows the letter that is chosen in it; elsewhere the one that is asked for."""
        if step is self.step or self.step not in _LETTER_STEPS:
            self.letter_view.show_pdf(pdf)

    def draft(self) -> dict[str, Any]:
        self._keep_typed()
        return {"cases": self._drafts} if self._drafts else {}

    def restore(self, draft: dict[str, Any]) -> None:
        """What was typed comes back when the case it belongs to is shown."""
        self._drafts = draft.get("cases", {})

    def _keep_typed(self) -> None:
        """Keep what was typed for the case in sight, until it is shown again."""
        if self.number is None or self.view is None:
            return
        kept = {step.value: draft for step, panel in self.panels.items() if (draft := panel.draft())}
        if kept:
            self._drafts[self.number] = {"step": self.step.value, "panels": kept}

    def _show(self, view: CaseView) -> None:
        if view.number != self.number:
            return
        before, self.view = self.view, view
        self.title.setText(view.number)
        self.state.setText(tell(view.state.label))
        self.people.setText(
            self.tr("The records of this case were disposed of. Its line in the ledger stays.")
            if view.disposed_on is not None
            else "\n".join(map(_person, view.people))
        )
        self._show_due(view)
        self.stepper.show_steps(view.steps)
        self.past.show_case(view)
        self.register.lines.replace(view.register)
        self.tabs.setTabVisible(self.tabs.indexOf(self.register), bool(view.register))
        for panel in self.panels.values():
            panel.show_case(view)
        if before is None or before.scans != view.scans:
            self.scans.show_scans(shown_scans(self.session, view.scans))
            self._show_quarantine(view)
            self._show_identity()
        if before is None or before.next_step != view.next_step:
            self.go_to(view.next_step or Step.CLOSE)
        self._restore_drafts(view)
        if self._wanted is not None:
            self.go_to(self._wanted)
            self._wanted = None

    def _show_quarantine(self, view: CaseView) -> None:
        """Scans that are closed until they are masked are named, not shown."""
        closed = [scan.name for scan in view.scans if scan.quarantine]
        told = self.tr("In quarantine until masked: {names}").format(names=", ".join(closed)) if closed else ""
        self.quarantine.setText(told)
        self.quarantine.setVisible(bool(closed))
        may = self.session.may(Permission.LOG_POST) and self.session.may(Permission.READ_SCANS)
        self.mask_button.setVisible(bool(view.scans) and may)

    def _register_table(self) -> LinesView:
        return LinesView(
            [
                Column(self.tr("Column"), lambda fact: tell(fact.label), 160),
                Column(self.tr("What stands there"), _said, 300),
            ],
            self.tr("Register kept before"),
        )

    def _identity_box(self) -> QCheckBox:
        made = QCheckBox(self.tr("Copy of an identity document"))
        made.setToolTip(self.tr("It goes before the rest of the case, as the procedure says."))
        made.clicked.connect(self._mark_identity)
        self.scans.chosen.connect(lambda _at: self._show_identity())
        return made

    def _scan_in_sight(self) -> ScanLine | None:
        open_ones = [] if self.view is None else [scan for scan in self.view.scans if not scan.quarantine]
        return open_ones[self.scans.current] if 0 <= self.scans.current < len(open_ones) else None

    def _show_identity(self) -> None:
        """Whether the scan in sight is a copy of an identity document."""
        scan = self._scan_in_sight()
        self.identity_check.setVisible(scan is not None)
        self.identity_check.setEnabled(self.session.may(Permission.LOG_POST))
        self.identity_check.setChecked(scan is not None and scan.identity)

    def _mark_identity(self, on: bool) -> None:
        scan = self._scan_in_sight()
        if scan is not None:
            self.session.change(mark_identity_copies, [scan.scan_id], identity=on)

    def _mask(self) -> None:
        """Mask the scan in sight; first those that are closed."""
        if self.view is None or not self.view.scans:
            return
        closed = [scan for scan in self.view.scans if scan.quarantine]
        open_ones = [scan for scan in self.view.scans if not scan.quarantine]
        scan = closed[0] if closed else open_ones[max(0, self.scans.current)]
        ask_to_mask(self.session, scan.scan_id, self)

    def _restore_drafts(self, view: CaseView) -> None:
        kept = self._drafts.pop(view.number, None)
        if kept is None:
            return
        for step, draft in kept["panels"].items():
            self.panels[Step(step)].restore(draft)
        self.go_to(Step(kept["step"]))
        self.notice.tell(self.tr("What you were typing here is back."))

    def _show_due(self, view: CaseView) -> None:
        if not view.state.awaits_answer:
            withdrawn = view.state in (State.WITHDRAWN, State.DEEMED_WITHDRAWN)
            self.due.setText(self.tr("nothing to answer") if withdrawn else self.tr("answered"))
            restyle(self.due, "good")
        else:
            left = (view.due_on - self.session.today()).days
            rest = self.tr("%n day(s) left", "", left) if left >= 0 else self.tr("%n day(s) late", "", -left)
            self.due.setText(self.tr("Answer by {day}, {rest}").format(day=tell(view.due_on), rest=rest))
            restyle(self.due, "late" if left < 0 else "warn" if left <= 3 else "heading")
        step = view.next_step
        self.next_button.setVisible(step is not None)
        if step is not None:
            self.next_button.setText(tell(step.call_to_action))

    def _go_next(self) -> None:
        step = self.view.next_step if self.view is not None else None
        if step is not None:
            self.go_to(step)
            enter(control for form in self.panels[step].forms.values() for control in form.controls())


def _person(person: PersonView) -> str:
    return f"{tell(person.role.label)}: {person.name}" + (f" ({person.kana})" if person.kana else "")
