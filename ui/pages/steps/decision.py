"""Step 6: the decision, request by request."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtWidgets import QComboBox

from caseman.domain.actions import Action
from caseman.domain.decisions import Outcome, combined, grounds_for, outcome_of, outcomes_for
from caseman.domain.lifecycle import State
from caseman.domain.methods import has_method
from caseman.domain.requests import RequestType
from caseman.services.course_views import PastDecisionView
from caseman.services.decisions import decide, item_rulings, remove_decision
from caseman.services.inputs import DecisionInput
from caseman.services.search_tasks import remove_search
from caseman.services.views import CaseView, RequestView
from ui.i18n import tell
from ui.pages.steps.base import StepPanel
from ui.pages.steps.items import ItemsPart
from ui.pages.steps.removal import Removable, RemovalPart
from ui.pages.steps.searches import SearchesPart
from ui.session import OfficeSession
from ui.widgets.labels import Notice, button, label, panel

_METHOD = ("method_asked", "method_given", "method_reason")


class DecisionPanel(StepPanel):
    """A ruling: granted with what is told or done; refused with ground and reason."""

    begins_where_empty = False

    def __init__(self, session: OfficeSession, notice: Notice) -> None:
        super().__init__(session, notice)
        self.form = self.new_form("decision")
        self.position: QComboBox = self.form.choice("position", self.tr("Request"), ())
        self.form.choice("outcome", self.tr("Result"), Outcome)
        self.form.choice("ground", self.tr("Ground"), (), blank=self.tr("(choose)"))
        self.form.text("reason", self.tr("Reason, as the letter tells it"), lines=3)
        self.form.text("details", self.tr("What is disclosed, or what was done"), lines=5)
        self.form.text("before", self.tr("Before the correction"), lines=2)
        self.form.text("after", self.tr("After the correction"), lines=2)
        self.form.check("method_changed", self.tr("It is disclosed by another method than asked for"))
        self.form.text("method_asked", self.tr("Method asked for"), lines=1)
        self.form.text("method_given", self.tr("Method used instead"), lines=1)
        self.form.text("method_reason", self.tr("Why the method asked for is difficult"), lines=2)
        self.form.day("decided_on", self.tr("Decided on"))
        self.items = ItemsPart(self)
        self.parts.append(self.items)
        self.warning = label("", "warn", wrap=True)
        self.submit_button = button(self.tr("Record the decision"), self.submit, primary=True)
        self.form.submits(self.submit_button)
        self._decide = self.only(
            Action.DECIDE, panel(self.warning, self.form, self.items, self.submit_button, heading=self.tr("Decide"))
        )
        self.body.addWidget(self._decide)
        self.add_part(SearchesPart(self))
        self.add_part(RemovalPart(self, self._removable))
        self.body.addStretch(1)
        self.position.currentIndexChanged.connect(lambda _at: self._request_chosen())
        self.form.control("outcome").currentIndexChanged.connect(lambda _at: self._show_fields())
        self.form.control("method_changed").toggled.connect(lambda _on: self._show_fields())

    def fill(self, case: CaseView) -> None:
        for request in case.requests:
            self._request_facts(request)
            for past in case.course.past_decisions:
                if past.position == request.position:
                    self._past(past)
        self._decide.setVisible(Action.DECIDE in case.course.actions)
        self.warning.setText(" ".join(map(tell, case.course.decision_warnings)))
        self.warning.setVisible(bool(case.course.decision_warnings))

    def start(self, case: CaseView) -> None:
        self.position.blockSignals(True)
        self.position.clear()
        for request in case.requests:
            self.position.addItem(f"{request.position}. {tell(request.type.label)}", request.position)
        undecided = next((r.position for r in case.requests if r.outcome is None), 1)
        self.position.setCurrentIndex(self.position.findData(undecided))
        self.position.blockSignals(False)
        self._request_chosen()

    def submit(self) -> None:
        """Record the ruling."""
        assert self.case is not None
        number = self.case.number
        self.send(
            self.form,
            lambda: DecisionInput.read(number=number, **self._values()),
            decide,
            self.tr("The decision is recorded."),
        )

    def _values(self) -> dict[str, Any]:
        """What was typed; with items the whole follows from them."""
        values = self.form.values()
        if not (values.pop("method_changed") and self._by_method()):
            values |= dict.fromkeys(_METHOD, "")
        if not self.items.items:
            return values
        return values | {"items": self.items.items, "outcome": combined(item_rulings(self.items.items))}

    def restore(self, draft: dict[str, Any]) -> None:
        """The request and the result come first: they choose which grounds are offered."""
        values = draft.get("decision", {})
        for names in (("position",), ("outcome",), tuple(values)):
            self.form.set_values({name: values[name] for name in names if name in values})

    def _request(self) -> RequestView | None:
        if self.case is None:
            return None
        return next((r for r in self.case.requests if r.position == self.position.currentData()), None)

    def _request_chosen(self) -> None:
        """Show the form for a request: empty, or as it was decided."""
        request = self._request()
        if request is None:
            return
        self.form.clear_faults()
        assert self.case is not None
        grounds = grounds_for(request.type, self.procedure.law, self.case.arrived_on)
        outcomes: QComboBox = self.form.control("outcome")
        outcomes.clear()
        for outcome in outcomes_for(request.type):
            outcomes.addItem(tell(outcome_of(request.type, outcome)), outcome.value)
        self.form.fill_choice("ground", grounds, blank=self.tr("(choose)"))
        self.items.show_request(request, grounds, correction=request.type is RequestType.CORRECTION)
        self.form.set_values(
            {
                "outcome": request.outcome or Outcome.GRANT,
                "ground": request.ground or "",
                "reason": request.reason,
                "details": request.details,
                "before": request.before,
                "after": request.after,
                "decided_on": self._day_of(request),
                "method_changed": request.method.changed,
                "method_asked": request.method.asked,
                "method_given": request.method.given,
                "method_reason": request.method.reason,
            }
        )
        self._show_fields()
        self.form.settle()

    def _day_of(self, request: RequestView) -> date:
        """Today, unless the request is decided and no objection asks for a decision anew."""
        assert self.case is not None
        if request.decided_on is None or self.case.state is State.OBJECTED:
            today: date = self.session.today()
            return today
        return request.decided_on

    def _show_fields(self) -> None:
        """Only the fields this ruling needs."""
        request = self._request()
        outcome = self.form.values()["outcome"]
        correction = request is not None and request.type is RequestType.CORRECTION
        refused = outcome in (Outcome.REFUSE, Outcome.PART)
        granted = outcome in (Outcome.GRANT, Outcome.PART)
        self.form.show_row("ground", visible=refused)
        self.form.show_row("reason", visible=refused)
        self.form.show_row("before", visible=granted and correction)
        self.form.show_row("after", visible=granted and correction)
        self.form.show_row("details", visible=(granted and not correction) or outcome == Outcome.NO_DATA)
        by_method = self._by_method()
        changed = by_method and bool(self.form.values()["method_changed"])
        self.form.show_row("method_changed", visible=by_method)
        for name in _METHOD:
            self.form.show_row(name, visible=changed)

    def _by_method(self) -> bool:
        """Whether what is being decided is disclosed by some method."""
        request = self._request()
        outcome = self.form.values()["outcome"]
        return request is not None and bool(outcome) and has_method(request.type, Outcome(outcome))

    def _past(self, past: PastDecisionView) -> None:
        """What was decided at first, before an objection."""
        ground = f" – {tell(past.ground.label)}" if past.ground else ""
        told = "\n".join(filter(None, (past.reason, past.details)))
        self.fact(
            self.tr("Decided at first"),
            f"{tell(past.outcome.label)}{ground}, {tell(past.decided_on)} ({past.decided_by}) "
            f"{past.document_number}\n{told}".strip(),
        )

    def _removable(self, case: CaseView) -> list[Removable]:
        if Action.AMEND not in case.course.actions:
            return []
        sent = {line.kind for line in case.letters if line.dispatched_on and not line.to_send and not line.superseded}
        found = []
        for request in case.requests:
            if request.outcome is not None and (request.letter not in sent or Action.DECIDE in case.course.actions):
                title = self.tr("Decision on request {position}").format(position=request.position)
                found.append(Removable(title, remove_decision, request.position))
        for search in case.course.searches:
            answered = search.answered_on is not None
            title = self.tr("Answer of {holder}") if answered else self.tr("Search task of {holder}")
            found.append(Removable(title.format(holder=search.holder), remove_search, search.task_id))
        return found

    def _request_facts(self, request: RequestView) -> None:
        title = f"{request.position}. {tell(request.type.label)}"
        if request.outcome is None:
            self.fact(title, self.tr("not decided"), "warn")
        else:
            self.fact(
                title,
                f"{tell(outcome_of(request.type, request.outcome))}, {tell(request.decided_on)} ({request.decided_by})",
                "good",
            )
            self.fact(self.tr("Ground"), request.ground.label if request.ground else None)
            self.fact(self.tr("Reason"), request.reason)
            self.fact(self.tr("Before"), request.before)
            self.fact(self.tr("After"), request.after)
            self.fact(self.tr("Told or done"), request.details)
            if request.method.changed:
                method = request.method
                self.fact(self.tr("Another method"), f"{method.asked} → {method.given}\n{method.reason}")
            for item in request.items:
                ground = f" – {tell(item.ground.label)}: {item.reason}" if item.ground else ""
                self.fact(item.item, tell(item.outcome.label) + ground)
        self.fact(self.tr("Which data"), request.scope)
