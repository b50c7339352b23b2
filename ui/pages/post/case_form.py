"""The form that opens a case from an envelope."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from caseman.domain.authority import AgentKind
from caseman.domain.requests import RequestType
from caseman.errors import CasemanError, InputError, InputErrors
from caseman.offices.schema import OfferedRequest
from caseman.services.desk import Change
from caseman.services.inputs import CaseInput
from caseman.services.intake import open_case
from caseman.services.post_views import ON_PAPER, EnvelopeView
from caseman.services.suggestions import likely_name
from ui import theme
from ui.i18n import current_language, tell
from ui.pages.post.refusals import Refusals
from ui.session import OfficeSession
from ui.widgets.form import Form
from ui.widgets.labels import Notice, button, label
from ui.widgets.person_fields import PersonFields


class CaseForm(QWidget):
    """Opens a case; `opened` carries its number."""

    opened = Signal(str)

    def __init__(self, session: OfficeSession, notice: Notice) -> None:
        super().__init__()
        self._session = session
        self._notice = notice
        self.envelope_id: int | None = None
        self._typed: dict[str, dict[str, Any]] = {}  # by envelope
        self._summary = label("", "quiet", wrap=True)
        self.form = Form()
        self.form.widget("", label(self.tr("Requests"), "heading"))
        self.asked: dict[RequestType, QCheckBox] = {}
        for offered in session.procedure.requests:
            self._add_request(offered)
        if RequestType.COMPLAINT in self.asked:
            self.form.check("complaint.urgent", self.tr("The complaint is urgent"))
            self.form.check("complaint.publish", self.tr("The complaint must be made public"))
            self.asked[RequestType.COMPLAINT].toggled.connect(self._show_complaint)
        self.form.widget("", label(self.tr("Principal (the person the data are about)"), "heading", wrap=True))
        self.principal = PersonFields(self.form, session, "principal")
        self.agent_acts = self.form.check("agent_acts", self.tr("An agent asks for the principal"))
        self.form.choice("agent_kind", self.tr("Kind of agent"), AgentKind, blank="")
        self.agent = PersonFields(self.form, session, "agent")
        self.form.text("remarks", self.tr("Remarks"), lines=2)
        self._refusals = Refusals(self.form, notice)
        self.agent_acts.toggled.connect(self._show_agent)
        self.submit_button = button(self.tr("Open the case"), self.submit, primary=True)
        self.submit_button.setEnabled(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GAP_SMALL)
        layout.addWidget(self._summary)
        layout.addWidget(self.form)
        layout.addWidget(self.submit_button)
        layout.addStretch(1)
        self._show_agent(visible=False)
        self._show_complaint(visible=False)
        self._summary.setText(self.tr("Choose an envelope in the register first."))

    def start(self, envelope: EnvelopeView) -> None:
        """A case from this envelope; what was typed for it before is back, what is typed for another stays kept."""
        self.submit_button.setEnabled(True)
        paper = self.tr("Envelope of {day}, sender as written: {sender}")
        said = paper if envelope.channel in ON_PAPER else self.tr("Inquiry of {day} ({channel}): {sender}")
        self._summary.setText(
            said.format(day=tell(envelope.arrived_on), sender=envelope.sender, channel=tell(envelope.channel.label))
        )
        if self.envelope_id == envelope.envelope_id:
            return
        self._keep_typed()
        self.envelope_id = envelope.envelope_id
        self._clear()
        self.form.set_values({"principal.name": likely_name(envelope.sender)})
        self.form.settle()
        self.form.set_values(self._typed.pop(str(envelope.envelope_id), {}))

    def submit(self) -> None:
        """Open the case; what cannot be taken is told beside its field."""
        self._notice.hide()
        values = self.form.values()
        chosen = [t for t, box in self.asked.items() if box.isChecked()]
        requests = [
            {
                "type": t,
                "scope": values[f"scope.{t.value}"],
                "forms": values[f"forms.{t.value}"],
                "units": values.get(f"units.{t.value}", 1),
            }
            for t in chosen
        ]
        acts = self.agent_acts.isChecked()
        try:
            case = CaseInput.read(
                envelope_id=self.envelope_id,
                principal=self.principal.values(),
                agent=self.agent.values() if acts else None,
                agent_kind=values["agent_kind"] if acts else None,
                requests=requests,
                complaint=self._complaint(chosen, values),
                remarks=values["remarks"],
            )
        except CasemanError as error:
            self._refused(error, chosen)
            return
        self.submit_button.setEnabled(False)
        self._session.change(open_case, case, done=self._done, failed=lambda error: self._refused(error, chosen))

    def draft(self) -> dict[str, Any]:
        """What was typed and not sent, by envelope, and the envelope in sight; empty when there is nothing."""
        self._keep_typed()
        return {"typed": self._typed, "envelope_id": self.envelope_id} if self._typed else {}

    def restore(self, draft: dict[str, Any]) -> int | None:
        """Take it back, and say which envelope was in sight."""
        self._typed = dict(draft["typed"])
        at: int | None = draft["envelope_id"]
        return at

    def _keep_typed(self) -> None:
        if self.envelope_id is not None and (typed := self.form.typed()):
            self._typed[str(self.envelope_id)] = typed

    def _add_request(self, offered: OfferedRequest) -> None:
        request_type = offered.type
        name = request_type.value
        called = offered.published.in_language(current_language()) if offered.published is not None else ""
        box = self.form.check(f"asked.{name}", tell(request_type.label), hint=called)
        self.form.text(f"scope.{name}", self.tr("Which data"), lines=2)
        self.form.number(f"forms.{name}", self.tr("Request forms"), low=1, high=99)
        counted = any(fee.type is request_type and fee.per in ("item", "name") for fee in self._session.procedure.fees)
        if counted:
            self.form.number(f"units.{name}", self.tr("Items or names"), low=1, high=99)
        self.asked[request_type] = box

        def show(*, on: bool) -> None:
            self.form.show_row(f"scope.{name}", visible=on)
            self.form.show_row(f"forms.{name}", visible=on and request_type is not RequestType.COMPLAINT)
            if counted:
                self.form.show_row(f"units.{name}", visible=on)

        box.toggled.connect(lambda on: show(on=on))
        show(on=False)

    def _show_complaint(self, visible: bool) -> None:
        if RequestType.COMPLAINT in self.asked:
            for name in ("complaint.urgent", "complaint.publish"):
                self.form.show_row(name, visible=visible)

    def _complaint(self, chosen: list[RequestType], values: dict[str, Any]) -> dict[str, Any] | None:
        if RequestType.COMPLAINT not in chosen:
            return None
        return {name: values[f"complaint.{name}"] for name in ("urgent", "publish")}

    def _show_agent(self, visible: bool) -> None:
        self.form.show_row("agent_kind", visible=visible)
        self.agent.show(visible=visible)

    def _done(self, change: Change) -> None:
        self.envelope_id = None
        self._clear()
        self._summary.setText(self.tr("Choose an envelope in the register first."))
        self.opened.emit(change.numbers[0])

    def _clear(self) -> None:
        self.form.clear()
        for box in self.asked.values():
            box.setChecked(False)

    def _refused(self, error: CasemanError, chosen: list[RequestType]) -> None:
        self.submit_button.setEnabled(True)
        renamed = _renamed(error, chosen)
        rest = self.form.show_faults(renamed)
        self._refusals.tell(rest, self.tr("The case is not open yet: see the fields marked below."))


def _renamed(error: CasemanError, chosen: list[RequestType]) -> CasemanError:
    """Faults of `requests.0.scope` are shown at the field of that request."""
    faults = error.faults if isinstance(error, InputErrors) else (error,)
    renamed: list[CasemanError] = []
    for fault in faults:
        parts = (fault.field or "").split(".")
        if len(parts) == 3 and parts[0] == "requests" and parts[1].isdigit():
            field = f"{parts[2]}.{chosen[int(parts[1])].value}"
            renamed.append(InputError(fault.code, fault.text, field=field))
        else:
            renamed.append(fault)
    return InputErrors(tuple(renamed))
