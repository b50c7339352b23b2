"""Step 4: the handling fee."""

from __future__ import annotations

from caseman.domain.fees import FeeBasis, FeeState, PaymentMeans
from caseman.domain.post import EnclosureKind
from caseman.domain.transitions import Action
from caseman.services.fees import estimate_fee, match_payment, record_payment, remove_payment
from caseman.services.inputs import EstimateInput, MatchInput, PaymentInput
from caseman.services.views import CaseView, PaymentView, RequestView
from ui.i18n import current_language, tell
from ui.pages.steps.base import StepPanel
from ui.pages.steps.removal import Removable, RemovalPart
from ui.session import OfficeSession
from ui.widgets.labels import Notice, button, panel


class FeePanel(StepPanel):
    """What is due, what was paid, and that accounting found it on the statement."""

    def __init__(self, session: OfficeSession, notice: Notice) -> None:
        super().__init__(session, notice)
        self.form = self.new_form("payment")
        self.form.line("amount", self.tr("Amount"), placeholder="5,250")
        self.form.choice("means", self.tr("Means"), ())
        self.form.day("paid_on", self.tr("Paid on"))
        self.form.line("payer", self.tr("Payer, as on the receipt"))
        self.form.check("receipt_enclosed", self.tr("The bank receipt is enclosed"))
        self.form.day(
            "matched_on",
            self.tr("On the bank statement on"),
            hint=self.tr("Leave empty until accounting finds it."),
        )
        self.submit_button = button(self.tr("Record the payment"), self.submit, primary=True)
        self._pay = self.only(Action.RECORD_PAYMENT, panel(self.form, self.submit_button, heading=self.tr("A payment")))
        self.match_form = self.new_form("match")
        self.match_form.day("matched_on", self.tr("On the bank statement on"))
        self._match = self.only(
            Action.RECORD_PAYMENT,
            panel(
                self.match_form,
                button(self.tr("Match the payment"), self.match),
                heading=self.tr("Found on the bank statement?"),
            ),
        )
        self.estimate_form = self.new_form("estimate")
        self.position = self.estimate_form.choice("position", self.tr("Request"), ())
        self.estimate_form.line("amount", self.tr("Estimated fee"))
        self._estimate = self.only(
            Action.RECORD_PAYMENT,
            panel(
                self.estimate_form,
                button(self.tr("Set the fee"), self.estimate),
                heading=self.tr("The procedure estimates this fee"),
            ),
        )
        for part in (self._estimate, self._match, self._pay):
            self.body.addWidget(part)
        self.add_part(RemovalPart(self, self._removable))
        self.body.addStretch(1)

    def fill(self, case: CaseView) -> None:
        settled = case.fee_state in (FeeState.PAID, FeeState.NOT_REQUIRED)
        if case.course.estimates_open:
            self.fact(self.tr("Fee"), self.tr("to be estimated"), "warn")
        else:
            self.fact(self.tr("Fee"), case.fee_state.label, "good" if settled else "warn")
        for request in case.requests:
            self.fact(tell(request.type.label), self._fee(request, case))
        self.fact(self.tr("Due"), case.fee_due)
        self.fact(self.tr("Paid"), case.fee_paid)
        for advice in case.course.fee_advice:
            self.fact(self.tr("As the procedure says"), advice, "warn")
        account = self.procedure.bank_account
        if account is not None and case.fee_due.minor:
            language = current_language()
            self.fact(
                self.tr("To the account"),
                f"{account.bank.in_language(language)} {account.branch.in_language(language)} "
                f"{account.kind.in_language(language)} {account.number} {account.holder}",
            )
        for payment in case.payments:
            self._payment(payment)
        unmatched = self._unmatched(case)
        open_case = Action.RECORD_PAYMENT in case.course.actions
        self._estimate.setVisible(open_case and bool(case.course.estimates_open))
        self._pay.setVisible(open_case and case.fee_due.minor > 0 and not settled)
        self._match.setVisible(open_case and unmatched is not None)

    def start(self, case: CaseView) -> None:
        self.form.clear()
        self.match_form.clear()
        self.estimate_form.clear()
        rest = case.fee_due - case.fee_paid
        found = {kind for kind, _, _ in case.envelope.enclosures}
        self._offer_means(case)
        self.form.set_values(
            {
                "amount": f"{max(rest.minor, 0):,}" if rest.minor > 0 else "",
                "receipt_enclosed": EnclosureKind.BANK_RECEIPT in found,
            }
        )
        self.position.clear()
        for request in case.requests:
            if request.position in case.course.estimates_open:
                self.position.addItem(f"{request.position}. {tell(request.type.label)}", request.position)
        self.match_form.set_values({"matched_on": self.session.today()})

    def _offer_means(self, case: CaseView) -> None:
        """Only the means that the procedure takes, the likeliest first."""
        rules = [self.procedure.fee_rule(r.type, case.arrived_on) for r in case.requests if r.fee.minor]
        taken = dict.fromkeys(means for rule in rules if rule is not None for means in rule.means)
        self.form.fill_choice("means", taken or PaymentMeans)

    def _fee(self, request: RequestView, case: CaseView) -> str:
        if request.position in case.course.estimates_open:
            return self.tr("to be estimated")
        if not request.fee.minor:
            return self.tr("no fee")
        rule = self.procedure.fee_rule(request.type, case.arrived_on)
        basis = FeeBasis(rule.per) if rule is not None else FeeBasis.FORM
        count = request.forms if basis is FeeBasis.FORM else request.units
        if basis is FeeBasis.ESTIMATED:
            return f"{tell(request.fee)} ({tell(basis.label)})"
        return f"{tell(request.fee)} ({count} × {tell(basis.label)})"

    def _removable(self, case: CaseView) -> list[Removable]:
        if case.accepted_on is not None or Action.RECORD_PAYMENT not in case.course.actions:
            return []
        title = self.tr("Payment of {amount}, {day}")
        return [
            Removable(title.format(amount=tell(p.amount), day=tell(p.paid_on)), remove_payment, p.payment_id)
            for p in case.payments
        ]

    def estimate(self) -> None:
        """Set the fee of a request that the procedure estimates."""
        assert self.case is not None
        number = self.case.number
        self.send(
            self.estimate_form,
            lambda: EstimateInput.read(number=number, **self.estimate_form.values()),
            estimate_fee,
            self.tr("The fee is set."),
        )

    def submit(self) -> None:
        """Record the payment."""
        assert self.case is not None
        number = self.case.number
        self.send(
            self.form,
            lambda: PaymentInput.read(number=number, **self.form.values()),
            record_payment,
            self.tr("The payment is recorded."),
        )

    def match(self) -> None:
        """Note that accounting found the oldest unmatched payment."""
        assert self.case is not None
        payment = self._unmatched(self.case)
        assert payment is not None
        number, payment_id = self.case.number, payment.payment_id
        self.send(
            self.match_form,
            lambda: MatchInput.read(number=number, payment_id=payment_id, **self.match_form.values()),
            match_payment,
            self.tr("The payment is matched."),
        )

    def _payment(self, payment: PaymentView) -> None:
        matched = (
            self.tr("on the statement of {day}").format(day=tell(payment.matched_on))
            if payment.matched_on
            else self.tr("not yet on the statement")
        )
        self.fact(
            tell(payment.paid_on),
            f"{tell(payment.amount)}, {tell(payment.means.label)}, {payment.payer} – {matched}",
        )

    def _unmatched(self, case: CaseView) -> PaymentView | None:
        return next((p for p in case.payments if p.matched_on is None), None)
