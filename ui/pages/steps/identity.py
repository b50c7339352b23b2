"""Step 3: what was compared on the identity document, and a deficiency told and mended."""

from __future__ import annotations

from caseman.domain.evidence import CheckResult, DocumentKind, PartyRole
from caseman.domain.lifecycle import Step
from caseman.errors import CasemanError
from caseman.services.identity import ask_correction, check_identity, cure_correction, findings_against
from caseman.services.inputs import CorrectionInput, CureInput, IdentityInput
from caseman.services.views import CaseView
from caseman.text import Text
from ui.i18n import tell
from ui.pages.steps.base import StepPanel
from ui.session import OfficeSession
from ui.widgets.labels import Notice, button, label, panel


class IdentityPanel(StepPanel):
    """The check of identity and authority, with the scan beside it."""

    def __init__(self, session: OfficeSession, notice: Notice) -> None:
        super().__init__(session, notice)
        self.form = self.new_form("check")
        self.form.choice("role", self.tr("Whose document"), PartyRole)
        self.form.choice("document", self.tr("Document"), DocumentKind)
        self.form.day("expires_on", self.tr("Valid until"))
        self.form.check("name_agrees", self.tr("The name agrees with the form"))
        self.form.check("address_agrees", self.tr("The address agrees with the form"))
        self.form.check("birth_date_agrees", self.tr("The date of birth agrees with the form"))
        self.form.check(
            "masked",
            self.tr("Numbers that must not be kept are masked"),
            hint=self.tr("My Number, basic pension number, and an insurance card's symbol and numbers."),
        )
        self.form.check("authority_agrees", self.tr("The papers show the authority to act"))
        self.against = label("", "quiet", wrap=True)
        self.form.widget("", self.against)
        self.form.choice("result", self.tr("Result"), CheckResult)
        self.form.day("checked_on", self.tr("Checked on"))
        self.form.text("note", self.tr("Note"), lines=2)
        self.submit_button = button(self.tr("Record the check"), self.submit, primary=True)
        self.form.on_change(self._weigh)
        self.correction = self.new_form("correction")
        self.correction.text("defect", self.tr("What is deficient, and how to mend it"), lines=2)
        self.correction.day("asked_on", self.tr("Told on"))
        self.correction.day("limit_on", self.tr("Time limit"))
        self._ask = panel(
            self.correction,
            button(self.tr("Record that a correction was asked for"), self.ask),
            heading=self.tr("Papers deficient?"),
        )
        self.cure_form = self.new_form("cure")
        self.cure_form.day("cured_on", self.tr("Correction arrived on"))
        self._cure = panel(
            self.cure_form,
            button(self.tr("Record the correction"), self.cure),
            heading=self.tr("A correction is awaited"),
        )
        self._check = panel(self.form, self.submit_button, heading=self.tr("Check a document"))
        self.again_button = button(self.tr("Check another document, or ask for a correction…"), self._check_again)
        for part in (self.again_button, self._check, self._cure, self._ask):
            self.body.addWidget(part)
        self.body.addStretch(1)

    def fill(self, case: CaseView) -> None:
        for check in case.checks:
            compared = ", ".join(f"{tell(what)} {'✓' if agrees else '✗'}" for what, agrees in check.compared)
            kind = "good" if check.result is CheckResult.CONFIRMED else "warn"
            self.fact(
                f"{tell(check.role.label)}, {tell(check.checked_on)}",
                f"{tell(check.document.label)}: {tell(check.result.label)} ({check.checked_by})",
                kind,
            )
            self.fact("", f"{compared} {check.note}".strip())
        for correction in case.corrections:
            self.fact(self.tr("Correction asked for"), f"{tell(correction.asked_on)}: {correction.defect}")
            self.fact(self.tr("Time limit"), correction.limit_on)
            self.fact(self.tr("Mended on"), correction.cured_on, "good")
        awaited = any(c.cured_on is None for c in case.corrections)
        running = case.accepted_on is None and case.closed_on is None
        done = any(view.step is Step.IDENTITY and view.done for view in case.steps)
        self._check.setVisible(case.closed_on is None and not done)
        self.again_button.setVisible(case.closed_on is None and done)
        self._ask.setVisible(running and not awaited and not done)
        self._cure.setVisible(running and awaited)
        self.form.show_row("role", visible=case.agent is not None)
        self.form.show_row("authority_agrees", visible=case.agent is not None)

    def start(self, case: CaseView) -> None:
        today = self.session.today()
        for form in (self.form, self.correction, self.cure_form):
            form.clear()
        agent_next = case.agent is not None and any(
            c.role is PartyRole.PRINCIPAL and c.result is CheckResult.CONFIRMED for c in case.checks
        )
        self.form.set_values({"checked_on": today, "role": PartyRole.AGENT if agent_next else PartyRole.PRINCIPAL})
        self.correction.set_values({"asked_on": today})
        self.cure_form.set_values({"cured_on": today})
        self._weigh()

    def _check_again(self) -> None:
        """Open the forms again for a case whose identity was confirmed."""
        self.again_button.hide()
        self._check.show()
        self._ask.setVisible(self.case is not None and self.case.accepted_on is None)

    def submit(self) -> None:
        """Record the check."""
        self.send(self.form, self._typed, check_identity, self.tr("The check is recorded."))

    def ask(self) -> None:
        """Record that a correction was asked for."""
        assert self.case is not None
        number = self.case.number
        self.send(
            self.correction,
            lambda: CorrectionInput.read(number=number, **self.correction.values()),
            ask_correction,
            self.tr("Recorded: the correction is awaited."),
        )

    def cure(self) -> None:
        """Record that the correction came."""
        assert self.case is not None
        number = self.case.number
        self.send(
            self.cure_form,
            lambda: CureInput.read(number=number, **self.cure_form.values()),
            cure_correction,
            self.tr("Recorded: the papers are complete."),
        )

    def _typed(self) -> IdentityInput:
        assert self.case is not None
        values = self.form.values()
        if values["role"] != PartyRole.AGENT:
            values["authority_agrees"] = None
        return IdentityInput.read(number=self.case.number, **values)

    def _weigh(self) -> None:
        """Say what stands against confirming, while it is filled in."""
        if self.case is None or self.case.closed_on is not None:
            return
        try:
            typed = self._typed()
        except CasemanError:
            return
        self.session.read(findings_against, typed, done=self._show_against, failed=lambda _error: None)

    def _show_against(self, found: tuple[Text, ...]) -> None:
        listed = "\n".join(f"• {tell(text)}" for text in found)
        self.against.setText(self.tr("This stands against confirming:") + "\n" + listed)
        self.against.setVisible(bool(found))
