"""One case: its head always in sight, the steps, the form, and beside it scan, letter, history and the rest."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from caseman.domain.lifecycle import Step
from caseman.services.case_file import show_case
from caseman.services.views import CaseView
from ui.pages.base import Page
from ui.pages.case.halves import Halves
from ui.pages.case.head import CaseHead
from ui.pages.case.panels import StepPanels
from ui.pages.case.side import CaseSide
from ui.pages.case.undo_bar import UndoBar
from ui.pages.steps.base import StepPanel
from ui.pages.steps.dispatch import DispatchPanel
from ui.pages.steps.letter import LetterPanel
from ui.session import OfficeSession
from ui.widgets.focus import enter
from ui.widgets.labels import scrolled
from ui.widgets.stepper import Stepper
from ui.widgets.text_fields import commit_composition

if TYPE_CHECKING:
    from caseman.services.desk import Change

_LETTER_STEPS = (Step.LETTER, Step.DISPATCH)


class CasePage(Page):
    """The case page."""

    def __init__(self, session: OfficeSession) -> None:
        super().__init__(session, "")
        self.number: str | None = None
        self.view: CaseView | None = None
        self._drafts: dict[str, dict[str, Any]] = {}  # by case number
        self._wanted: Step | None = None  # the step to show it at
        self._saved = False  # the keyboard goes to where the work goes on
        self._at_next = False  # the case is to be shown at the step that comes next
        self._chosen = False  # a step, by somebody, since the case was read
        self.head = CaseHead(session, self.title)
        self.head.next_asked.connect(self._go_next)
        self.head.undo_asked.connect(self.ask_undo)
        self.state, self.people, self.due = self.head.state, self.head.people, self.head.due
        self.next_button = self.head.next_button
        self.undo_bar = UndoBar(session, self.notice)
        self.undo_bar.taken_back.connect(self._note_saved)
        self.undo_bar.shown.connect(self._make_room)
        self.undo_bar.closed.connect(self.enter_step)
        self.stepper = Stepper()
        self.stepper.chosen.connect(self.go_to)
        self.panels = StepPanels(self, session, self.notice, self._panel_built)
        self.step = Step.IDENTITY
        self._stack = QStackedWidget()
        self._rooms: dict[str, QWidget] = {}  # of the panels in it
        self.side = self.tabs = CaseSide(session, self.notice)
        self.scans, self.letter_view, self.past = self.side.scans, self.side.letter_view, self.side.past
        self.history, self.register = self.past.table, self.side.register
        self.quarantine, self.mask_button = self.side.quarantine, self.side.mask_button
        self.identity_check = self.side.identity_check
        self.halves = Halves(self._stack, self.side, self.tr("Form"))
        self.side.related.case_chosen.connect(self.case_chosen)
        self.side.related.envelope_chosen.connect(lambda _envelope: self.go_to(Step.ENVELOPE))
        self.side.related.letter_chosen.connect(self._open_letter)
        self.body.insertWidget(0, self.head)
        self.body.addWidget(self.undo_bar)
        self.body.addWidget(self.stepper)
        self.body.addWidget(self.halves, 1)

    def _panel_built(self, step: str, panel: StepPanel) -> None:
        self._rooms[step] = scrolled(panel)
        self._stack.addWidget(self._rooms[step])
        panel.step_chosen.connect(self._go_there)
        panel.saved.connect(self._note_saved)
        if isinstance(panel, LetterPanel | DispatchPanel):
            panel.preview.connect(partial(self._show_letter, Step(step)))

    def open(self, number: str, step: Step | None = None) -> None:
        """Show this case, at a step, or at the one that comes next."""
        self._wanted = step
        if number != self.number:
            self._keep_typed()
            self.notice.hide()
            self.undo_bar.hide()
            self.side.forget()
            self.number = number
            self.view = None
            self.panels.show_case(None)
        self._stale = True

    @property
    def part(self) -> str:
        return self.step.value if self.view is not None else ""

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
        self._chosen = True
        self.step = step
        panel = self.panels[step]
        self._stack.setCurrentWidget(self._rooms[step])
        self.stepper.mark(step)
        if isinstance(panel, LetterPanel | DispatchPanel):
            panel.show_letter()
            self.halves.show_beside(self.letter_view)
        elif step is not Step.CLOSE:
            self.halves.show_beside(self.side.scans_tab)
        self.halves.show_form()

    def enter_step(self, *, stay: bool = False) -> None:
        """The keyboard goes to where the step in sight begins; where nothing is to be done, to what comes next, or with
        `stay` to what may be done beside the way.
        """
        self.halves.show_form()
        panel = self.panels[self.step]
        aside = panel.begins_aside() if stay else ()
        enter([*panel.begins(), *aside, self.next_button, self.stepper.button(self.step)])

    def submit_focused(self) -> bool:
        """Send the form that has the keyboard, as its button does; whether there was one that could be sent."""
        commit_composition()
        focus = QApplication.focusWidget()
        for form in (self.undo_bar.form, self.side.notes.form):
            if focus is not None and form.isAncestorOf(focus):
                return form.submit()
        return self.panels[self.step].submit_focused()

    def ask_undo(self) -> None:
        """Ask whether what was done last is to be taken back; where it cannot be, say why."""
        if self.view is not None:
            self.undo_bar.ask(self.view.number, self.view.last_action)

    def begin_note(self) -> None:
        """Go to where a note is written."""
        self.side.setCurrentWidget(self.side.notes)
        enter(self.side.notes.form.controls())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.halves.fit(event.size().width())
        self.head.fit(narrow=self.halves.narrow)

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
        commit_composition()
        kept = self.panels.typed(self.number)
        note = self.side.notes.draft()
        if kept or note:
            self._drafts[self.number] = {"step": self.step.value, "panels": kept, "note": note}

    def _show(self, view: CaseView) -> None:
        """What is always in sight; the step's panel, and what it shows, each with a turn of the loop of its own."""
        if view.number != self.number:
            return
        before, self.view = self.view, view
        self._chosen = False
        self.panels.show_case(view)
        self._at_next |= before is None or before.next_step != view.next_step
        self.title.setText(view.number)
        self.head.show_case(view)
        self.stepper.show_steps(view.steps)
        self.side.show_case(view)
        self.setUpdatesEnabled(False)  # a new head is never seen above the form of the case before
        self.session.soon(self, partial(self._make_step, view))

    def _make_step(self, view: CaseView) -> None:
        if view is self.view:
            self.panels.make(self._coming(view))
        self.session.soon(self, partial(self._build_step, view))

    def _build_step(self, view: CaseView) -> None:
        if view is self.view:
            self.panels.build(self._coming(view))
        self.session.soon(self, partial(self._show_step, view))

    def _coming(self, view: CaseView) -> Step:
        """The step that is about to come into sight. What somebody chose while it was made stays."""
        if self._chosen:
            return self.step
        if self._wanted is not None:
            return self._wanted
        if view.number in self._drafts:
            return Step(self._drafts[view.number]["step"])
        return (view.next_step or Step.CLOSE) if self._at_next else self.step

    def _show_step(self, view: CaseView) -> None:
        self.setUpdatesEnabled(True)
        if view is not self.view:
            return  # it was read again, or another case is shown
        led = self._wanted is not None or self._at_next or view.number in self._drafts
        if led and not self._chosen:
            self.go_to(self._coming(view))
        self._wanted, self._at_next = None, False
        self._restore_drafts(view)
        if self._saved:
            self._saved = False
            self._go_on()
        self.panels.bring_up(self.step)
        self.session.soon(self, self.panels.follow)

    def _restore_drafts(self, view: CaseView) -> None:
        kept = self._drafts.pop(view.number, None)
        if kept is None:
            return
        for step, draft in kept["panels"].items():
            self.panels[Step(step)].restore(draft)
        if kept.get("note"):
            self.side.notes.restore(kept["note"])
            self.side.setCurrentWidget(self.side.notes)
        self.notice.tell(self.tr("What you were typing here is back."))

    def _show_letter(self, step: Step, pdf: bytes) -> None:
        """Each of the two steps shows the letter that is chosen in it; elsewhere the one that is asked for."""
        if step is self.step or self.step not in _LETTER_STEPS:
            self.letter_view.show_pdf(pdf)

    def _open_letter(self, document_number: str) -> None:
        self.go_to(Step.DISPATCH)
        self.side.setCurrentWidget(self.letter_view)
        panel = self.panels[Step.DISPATCH]
        assert isinstance(panel, DispatchPanel)
        panel.show_letter(document_number)

    def _make_room(self, asking: bool) -> None:
        """Where there is little room, the question stands in the place of the steps."""
        self.stepper.setVisible(not (asking and self.halves.narrow))

    def _note_saved(self) -> None:
        self._saved = True

    def _go_there(self, step: Step) -> None:
        """A panel's button leads to another step: the keyboard goes along, as the button is gone from sight."""
        self.go_to(step)
        self.enter_step()

    def _go_next(self) -> None:
        step = self.view.next_step if self.view is not None else None
        if step is not None:
            self._go_there(step)

    def _go_on(self) -> None:
        """After something was saved the keyboard goes to where the work goes on, unless it went elsewhere meanwhile."""
        focus = QApplication.focusWidget()
        if self.isVisible() and (focus is None or self.isAncestorOf(focus)):
            self.enter_step()
