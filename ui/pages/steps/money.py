"""Steps 4 and 5: the fee, and the date by which to answer."""

from __future__ import annotations

from caseman.domain.fees import FeeState, PaymentMeans
from caseman.services.acceptance import accept_case
from caseman.services.fees import match_payment, record_payment
from caseman.services.inputs import AcceptanceInput, MatchInput, PaymentInput
from caseman.services.views import CaseView, PaymentView
from ui.i18n import current_language, tell
from ui.pages.steps.base import StepPanel
from ui.session import OfficeSession
from ui.widgets.labels import Notice, button, label, panel


class FeePanel(StepPanel):
    """What is due, what was paid, and that accounting found it on the statement."""

    def __init__(self, session: OfficeSession, notice: Notice) -> None:
        super().__init__(session, notice)
        self.form = self.new_form("payment")
        self.form.line("amount", self.tr("Amount"), placeholder="5,250")
        self.form.choice("means", self.tr("Means"), PaymentMeans)
        self.form.day("paid_on", self.tr("Paid on"))
        self.form.line("payer", self.tr("Payer, as on the receipt"))
        self.form.check("receipt_enclosed", self.tr("The bank receipt is enclosed"), checked=True)
        self.form.day(
            "matched_on",
            self.tr("On the bank statement on"),
            hint=self.tr("Leave empty until accounting finds it."),
        )
        self.submit_button = button(self.tr("Record the payment"), self.submit, primary=True)
        self._pay = panel(self.form, self.submit_button, heading=self.tr("A payment"))
        self.match_form = self.new_form("match")
        self.match_form.day("matched_on", self.tr("On the bank statement on"))
        self._match = panel(
            self.match_form,
            button(self.tr("Match the payment"), self.match),
            heading=self.tr("Found on the bank statement?"),
        )
        self.body.addWidget(self._match)
        self.body.addWidget(self._pay)
        self.body.addStretch(1)

    def fill(self, case: CaseView) -> None:
        settled = case.fee_state in (FeeState.PAID, FeeState.NOT_REQUIRED)
        self.fact(self.tr("Fee"), case.fee_state.label, "good" if settled else "warn")
        for request in case.requests:
            self.fact(tell(request.type.label), request.fee if request.fee.minor else self.tr("no fee"))
        self.fact(self.tr("Due"), case.fee_due)
        self.fact(self.tr("Paid"), case.fee_paid)
        account = self.session.procedure.bank_account
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
        open_case = case.closed_on is None
        self._pay.setVisible(open_case and case.fee_due.minor > 0 and not settled)
        self._match.setVisible(open_case and unmatched is not None)

    def start(self, case: CaseView) -> None:
        self.form.clear()
        self.match_form.clear()
        rest = case.fee_due - case.fee_paid
        self.form.set_values({"amount": f"{max(rest.minor, 0):,}" if rest.minor > 0 else "", "receipt_enclosed": True})
        self.match_form.set_values({"matched_on": self.session.today()})

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


class DatePanel(StepPanel):
    """The date by which to answer, why it is this one, and acceptance."""

    def __init__(self, session: OfficeSession, notice: Notice) -> None:
        super().__init__(session, notice)
        self.steps = label("", wrap=True, selectable=True)
        self.form = self.new_form("acceptance")
        self.form.day("accepted_on", self.tr("Complete, accepted on"))
        self.submit_button = button(self.tr("Accept the request"), self.submit, primary=True)
        self._accept = panel(self.form, self.submit_button, heading=self.tr("Acceptance"))
        self.body.addWidget(panel(self.steps, heading=self.tr("How the date was found")))
        self.body.addWidget(self._accept)
        self.body.addStretch(1)

    def fill(self, case: CaseView) -> None:
        self.fact(self.tr("Answer by"), case.due_on, "heading")
        self.fact(self.tr("Internal target"), case.target_on)
        self.fact(self.tr("Accepted on"), case.accepted_on)
        self.fact(self.tr("Suit possible from (Article 39)"), case.suit_from)
        self.steps.setText("\n".join(f"{n}. {tell(s)}" for n, s in enumerate(case.derivation.steps, start=1)))
        self._accept.setVisible(case.accepted_on is None and case.closed_on is None)

    def start(self, case: CaseView) -> None:
        self.form.clear()
        self.form.set_values({"accepted_on": case.proposed_acceptance})

    def submit(self) -> None:
        """Accept the request."""
        assert self.case is not None
        number = self.case.number
        self.send(
            self.form,
            lambda: AcceptanceInput.read(number=number, **self.form.values()),
            accept_case,
            self.tr("The request is accepted; the period runs."),
        )
