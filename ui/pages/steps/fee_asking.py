"""The fee asked for, asked for again, waived; and money given back."""

from __future__ import annotations

from caseman.domain.actions import Action
from caseman.domain.fees import FeeEvent, FeeState, PaymentMeans
from caseman.domain.lifecycle import Step
from caseman.services.fee_asking import ask_fee, remind_of_fee, restore_fee, waive_fee
from caseman.services.fee_inputs import FeeAskedInput, RefundInput, WaiverInput
from caseman.services.fees import refund
from caseman.services.views import CaseView
from ui.i18n import tell
from ui.pages.steps.base import Part, StepPanel
from ui.widgets.labels import button, label, panel, row

_OPEN = (FeeState.UNPAID, FeeState.SHORT)


class FeeAskingPart(Part):
    """Asking for the fee, reminding of it; the notice that tells it."""

    def __init__(self, owner: StepPanel) -> None:
        super().__init__(owner)
        self.form = owner.new_form("fee_asked", aside=True)
        self.form.day("asked_on", self.tr("Asked on"))
        self.form.day("limit_on", self.tr("To be paid by"), hint=self.tr("Empty: as the procedure has it."))
        self.ask_button = button(self.tr("Record that the fee was asked for"), self.ask)
        self.remind_button = button(self.tr("Record the reminder"), self.remind)
        self.form.submits(self.ask_button, self.remind_button)
        self.notice_button = button(self.tr("Fee notice…"), lambda: owner.step_chosen.emit(Step.LETTER))
        self._ask = self.only(
            Action.ASK_FEE,
            panel(
                row(self.notice_button),
                self.form,
                row(self.ask_button, self.remind_button),
                heading=self.tr("Ask for the fee"),
            ),
        )
        self.waiver_form = owner.new_form("waiver", aside=True)
        self.waiver_form.day("waived_on", self.tr("On"))
        self.waiver_form.line("reason", self.tr("Reason"))
        self.waive_button = button(self.tr("Waive the fee"), self.waive)
        self.restore_button = button(self.tr("The fee is due after all"), self.restore)
        self.waiver_form.submits(self.waive_button, self.restore_button)
        self._waive = self.only(
            Action.WAIVE_FEE,
            panel(self.waiver_form, row(self.waive_button, self.restore_button), heading=self.tr("Waiver")),
        )
        self.body.addWidget(self._ask)
        self.body.addWidget(self._waive)

    def fill(self, case: CaseView) -> None:
        events = case.course.fee_events
        asked = [event for event in events if event.kind in (FeeEvent.ASKED, FeeEvent.REMINDED)]
        was_asked = bool(asked) and events[-1].kind is not FeeEvent.WAIVED
        waived = [e.kind for e in events if e.kind in (FeeEvent.WAIVED, FeeEvent.RESTORED)][-1:] == [FeeEvent.WAIVED]
        open_fee = case.fee_state in _OPEN and not case.course.estimates_open
        self._ask.setVisible(open_fee and Action.ASK_FEE in case.course.actions)
        self.ask_button.setVisible(not was_asked)
        self.remind_button.setVisible(was_asked)
        self.notice_button.setVisible(was_asked)
        self._waive.setVisible(Action.WAIVE_FEE in case.course.actions and (waived or case.fee_due.minor > 0))
        self.waive_button.setVisible(not waived)
        self.restore_button.setVisible(waived)

    def start(self, case: CaseView) -> None:
        del case
        today = self.session.today()
        self.form.clear()
        self.waiver_form.clear()
        self.form.set_values({"asked_on": today})
        self.waiver_form.set_values({"waived_on": today})

    def ask(self) -> None:
        """Record that the fee was asked for."""
        told = self.tr("Recorded. “Fee notice…” writes the letter that asks for it.")
        self.owner.send(self.form, self._asked, ask_fee, told)

    def remind(self) -> None:
        """Record that it was asked for again."""
        told = self.tr("Recorded. “Fee notice…” writes the letter that reminds of it.")
        self.owner.send(self.form, self._asked, remind_of_fee, told)

    def waive(self) -> None:
        """Record that the office asks no fee."""
        self.owner.send(self.waiver_form, self._waiver, waive_fee, self.tr("The fee is waived."))

    def restore(self) -> None:
        """Take the waiver back."""
        self.owner.send(self.waiver_form, self._waiver, restore_fee, self.tr("The fee is due again."))

    def _asked(self) -> FeeAskedInput:
        return FeeAskedInput.read(number=self.number, **self.form.values())

    def _waiver(self) -> WaiverInput:
        return WaiverInput.read(number=self.number, **self.waiver_form.values())


class RefundPart(Part):
    """What the procedure gives back, and what was given back."""

    def __init__(self, owner: StepPanel) -> None:
        super().__init__(owner)
        self._why = label("", "warn", wrap=True)
        self.form = owner.new_form("refund", aside=True)
        self.form.line("amount", self.tr("Amount"), unit=self.tr("yen"))
        self.form.choice("means", self.tr("Means"), PaymentMeans)
        self.form.day("refunded_on", self.tr("Given back on"))
        self.form.line("reason", self.tr("Why"))
        self.receipt_button = button(self.tr("Receipt…"), lambda: owner.step_chosen.emit(Step.LETTER))
        self.refund_button = button(self.tr("Record the refund"), self.submit)
        self.form.submits(self.refund_button)
        self._refund = self.only(
            Action.RECORD_PAYMENT,
            panel(
                self._why, self.form, row(self.refund_button, self.receipt_button), heading=self.tr("Give money back")
            ),
        )
        self.body.addWidget(self._refund)

    def fill(self, case: CaseView) -> None:
        proposed = case.course.refund
        self._why.setText("" if proposed is None else tell(proposed.why))
        self._why.setVisible(proposed is not None)
        self._refund.setVisible(case.fee_paid.minor > 0 and Action.RECORD_PAYMENT in case.course.actions)

    def start(self, case: CaseView) -> None:
        self.form.clear()
        proposed = case.course.refund
        values: dict[str, object] = {"refunded_on": self.session.today()}
        if proposed is not None:
            values |= {"amount": f"{proposed.amount.minor:,}", "means": proposed.means, "reason": tell(proposed.why)}
        self.form.set_values(values)

    def submit(self) -> None:
        """Record that money was given back."""
        self.owner.send(
            self.form,
            lambda: RefundInput.read(number=self.number, **self.form.values()),
            refund,
            self.tr("The refund is recorded."),
        )
