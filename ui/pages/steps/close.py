"""Step 9: the end, with what is missing named, and what can happen to a case beside its steps."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtWidgets import QWidget

from caseman.domain.actions import Action
from caseman.services import events
from caseman.services.case_facts import EventKind
from caseman.services.closing import PAPERS_ENDS, close_case
from caseman.services.course_inputs import EventInput
from caseman.services.desk import Change, Desk
from caseman.services.inputs import ClosingInput
from caseman.services.views import CaseView
from ui.i18n import tell
from ui.pages.steps.base import Part, StepPanel
from ui.pages.steps.removal import Removable, RemovalPart
from ui.session import OfficeSession
from ui.widgets.labels import Notice, button, panel

_SERVICES: dict[Action, Callable[[Desk, EventInput], Change]] = {
    Action.WITHDRAW: events.withdraw,
    Action.DEEM_WITHDRAWN: events.deem_withdrawn,
    Action.OBJECT: events.object_to,
    Action.SETTLE_OBJECTION: events.settle_objection,
    Action.REOPEN: events.reopen,
    Action.HOLD: events.hold,
    Action.RELEASE: events.release,
}


class ClosePanel(StepPanel):
    """Close the case; withdraw, object, reopen, hold."""

    def __init__(self, session: OfficeSession, notice: Notice) -> None:
        super().__init__(session, notice)
        self.form = self.new_form("close")
        self.form.day("closed_on", self.tr("Closed on"))
        ends = self.form.choice("papers_end", self.tr("The papers were"), ())
        names = {"kept": self.tr("kept"), "returned": self.tr("returned"), "destroyed": self.tr("destroyed")}
        for end in PAPERS_ENDS:
            ends.addItem(names[end], end)
        self._ends = names
        self.form.check("despite_missing", self.tr("Close although this is missing"))
        self.form.text("note", self.tr("Note"), lines=2)
        self.submit_button = button(self.tr("Close the case"), self.submit, primary=True)
        self.form.submits(self.submit_button)
        self._close = self.only(Action.CLOSE, panel(self.form, self.submit_button, heading=self.tr("Close")))
        self.body.addWidget(self._close)
        self.events = EventsPart(self)
        self.add_part(self.events)
        self.add_part(RemovalPart(self, self._removable))
        self.body.addStretch(1)

    def fill(self, case: CaseView) -> None:
        if case.course.held:
            self.fact(self.tr("Litigation hold"), self.tr("Nothing of this case may be destroyed."), "late")
        for event in case.course.events:
            self.fact(
                tell(event.kind.label), f"{tell(event.happened_on)} ({event.recorded_by}): {event.reason}".strip()
            )
        if case.disposed_on is not None:
            stays = self.tr("Number, dates, types and result stay; nobody is named here any more.")
            self.fact(self.tr("Records disposed of on"), f"{tell(case.disposed_on)}\n{stays}", "good")
        if case.closed_on is not None:
            self.fact(self.tr("Closed on"), case.closed_on, "good")
            self.fact(self.tr("Kept until"), case.retain_until)
            self.fact(self.tr("The papers were"), self._ends.get(case.papers_end or "", ""))
            self.fact(self.tr("Papers to go by"), case.course.papers_until)
        for missing in case.missing_essential:
            self.fact(self.tr("Needed first"), missing, "fault")
        for missing in case.missing_other:
            self.fact(self.tr("Missing"), missing, "warn")
        if case.closed_on is None and not case.missing_essential and not case.missing_other:
            self.fact(self.tr("Missing"), self.tr("Nothing. The case can be closed."), "good")
        self._close.setVisible(case.closed_on is None)
        self.submit_button.setEnabled(not case.missing_essential)
        self.form.show_row("despite_missing", visible=bool(case.missing_other))

    def start(self, case: CaseView) -> None:
        del case
        self.form.set_values(
            {
                "closed_on": self.session.today(),
                "papers_end": self.procedure.retention.papers_end,
                "despite_missing": False,
                "note": "",
            }
        )

    def begins(self) -> Iterable[QWidget]:
        return (self.form.control("despite_missing"), *self.form.controls())

    def _removable(self, case: CaseView) -> list[Removable]:
        """The last event; a reopening is undone by closing again."""
        last = case.course.events[-1:]
        if Action.AMEND not in case.course.actions or any(event.kind is EventKind.REOPENED for event in last):
            return []
        title = self.tr("{event} on {day}")
        return [
            Removable(
                title.format(event=tell(event.kind.label), day=tell(event.happened_on)),
                events.remove_event,
                event.event_id,
            )
            for event in last
        ]

    def submit(self) -> None:
        """Close the case."""
        assert self.case is not None
        number = self.case.number
        self.send(
            self.form,
            lambda: ClosingInput.read(number=number, **self.form.values()),
            close_case,
            self.tr("The case is closed."),
        )


class EventsPart(Part):
    """What can happen beside the steps: only what the table of transitions has for the case now."""

    def __init__(self, owner: StepPanel) -> None:
        super().__init__(owner)
        self.form = owner.new_form("event", aside=True)
        self.action = self.form.choice("action", self.tr("What"), ())
        self.form.day("happened_on", self.tr("On"))
        self.form.text("reason", self.tr("Reason, or what was said"), lines=2)
        self.button = button(self.tr("Record it"), self.submit)
        self.form.submits(self.button)
        self.body.addWidget(panel(self.form, self.button, heading=self.tr("Did something else happen?")))

    def fill(self, case: CaseView) -> None:
        offered = [action for action in _SERVICES if action in case.course.actions]
        if case.course.held:
            offered = [action for action in offered if action is not Action.HOLD]
        else:
            offered = [action for action in offered if action is not Action.RELEASE]
        chosen = self.action.currentData()
        self.form.fill_choice("action", offered)
        self.action.setCurrentIndex(max(0, self.action.findData(chosen)))
        self.setVisible(bool(offered))

    def start(self, case: CaseView) -> None:
        del case
        self.form.set_values({"happened_on": self.session.today(), "reason": ""})

    def submit(self) -> None:
        """Record what is chosen."""
        values = self.form.values()
        service = _SERVICES[Action(values.pop("action"))]
        self.owner.send(
            self.form,
            lambda: EventInput.read(number=self.number, **values),
            service,
            self.tr("Recorded."),
        )
