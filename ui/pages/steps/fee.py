"""Step 4: the handling fee."""

from __future__ import annotations

from caseman.domain.actions import Action
from caseman.domain.fees import TRANSFERS, FeeBasis, FeeState, Money, PaymentMeans
from caseman.domain.post import EnclosureKind
from caseman.services.book import EntryKind
from caseman.services.course_views import FeeEventView
from caseman.services.fee_asking import remove_fee_event
from caseman.services.fee_inputs import EstimateInput, MatchInput, PaymentInput
from caseman.services.fees import estimate_fee, match_payment, record_payment, remove_payment
from caseman.services.views import CaseView, PaymentView, RequestView
from ui.i18n import current_language, tell
from ui.pages.steps.base import StepPanel
from ui.pages.steps.fee_asking import FeeAskingPart, RefundPart
from ui.pages.steps.removal import Removable, RemovalPart
from ui.session import OfficeSession
from ui.widgets.labels import Notice, button, panel


class FeePanel(StepPanel):
    """What is due, what was paid, and that accounting found it on the statement."""

    def __init__(self, session: OfficeSession, notice: Notice) -> None:
        super().__init__(session, notice)
        self.form = self.new_form("payment")
        self.form.line("amount", self.tr("Amount"), placeholder="5,250", unit=self.tr("yen"))
        self.form.choice("means", self.tr("Means"), ())
        self.form.text(
            "money_orders",
            self.tr("Money orders"),
            lines=3,
            hint=self.tr("One line each: denomination x count, day of issue, serials – 1000 x 5, 2026-11-02, 12345"),
        )
        self.form.check("payee_blank", self.tr("The payee's line of the money orders is blank"), checked=True)
        self.form.day("paid_on", self.tr("Paid on"))
        self.form.line("payer", self.tr("Payer, as on the receipt"))
        self.form.check("receipt_enclosed", self.tr("The bank receipt is enclosed"))
        self.form.day(
            "matched_on",
            self.tr("On the bank statement on"),
            hint=self.tr("Leave empty until accounting finds it."),
        )
        self.submit_button = button(self.tr("Record the payment"), self.submit, primary=True)
        self.form.submits(self.submit_button)
        self._pay = self.only(Action.RECORD_PAYMENT, panel(self.form, self.submit_button, heading=self.tr("A payment")))
        self.match_form = self.new_form("match")
        self.match_form.day("matched_on", self.tr("On the bank statement on"))
        self.match_button = button(self.tr("Match the payment"), self.match)
        self.match_form.submits(self.match_button)
        self._match = self.only(
            Action.RECORD_PAYMENT,
            panel(
                self.match_form,
                self.match_button,
                heading=self.tr("Found on the bank statement?"),
            ),
        )
        self.estimate_form = self.new_form("estimate")
        self.position = self.estimate_form.choice("position", self.tr("Request"), ())
        self.estimate_form.line("amount", self.tr("Estimated fee"), unit=self.tr("yen"))
        self.estimate_button = button(self.tr("Set the fee"), self.estimate)
        self.estimate_form.submits(self.estimate_button)
        self._estimate = self.only(
            Action.RECORD_PAYMENT,
            panel(
                self.estimate_form,
                self.estimate_button,
                heading=self.tr("The procedure estimates this fee"),
            ),
        )
        for part in (self._estimate, self._match, self._pay):
            self.body.addWidget(part)
        self.form.control("means").currentIndexChanged.connect(lambda _at: self._show_orders())
        self.asking = FeeAskingPart(self)
        self.refunds = RefundPart(self)
        self.add_part(self.asking)
        self.add_part(self.refunds)
        self.add_part(RemovalPart(self, self._removable))
        self.body.addStretch(1)

    def fill(self, case: CaseView) -> None:
        settled = case.fee_state in (FeeState.PAID, FeeState.NOT_REQUIRED, FeeState.WAIVED)
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
            self.fact(self.tr("To the account"), account.in_language(current_language()))
        for payment in case.payments:
            self._payment(payment)
        for event in case.course.fee_events:
            self._event(event)
        unmatched = self._unmatched(case)
        open_case = Action.RECORD_PAYMENT in case.course.actions
        self._estimate.setVisible(open_case and bool(case.course.estimates_open))
        self._pay.setVisible(open_case and case.fee_due.minor > 0)
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
                "payee_blank": True,
            }
        )
        self._take_found(case)
        self._show_orders()
        self.position.clear()
        for request in case.requests:
            if request.position in case.course.estimates_open:
                self.position.addItem(f"{request.position}. {tell(request.type.label)}", request.position)
        self.match_form.set_values({"matched_on": self.session.today()})

    def _take_found(self, case: CaseView) -> None:
        """Money that was found in the envelope is most likely the payment."""
        offered = {self.form.control("means").itemData(at) for at in range(self.form.control("means").count())}
        for money in case.envelope.money:
            if money.means.value in offered and not case.payments:
                self.form.set_values(
                    {"amount": f"{money.amount.minor:,}", "means": money.means, "paid_on": case.envelope.arrived_on}
                )
                return

    def _show_orders(self) -> None:
        """What only some means have: serials of money orders, the bank's receipt and statement."""
        means = self.form.values()["means"]
        for name in ("money_orders", "payee_blank"):
            self.form.show_row(name, visible=means == PaymentMeans.MONEY_ORDER)
        for name in ("receipt_enclosed", "matched_on"):
            self.form.show_row(name, visible=means in TRANSFERS)

    def _event(self, event: FeeEventView) -> None:
        said = tell(event.kind.label)
        if event.limit_on is not None:
            said = self.tr("{what}, to be paid by {limit}").format(what=said, limit=tell(event.limit_on))
        self.fact(tell(event.happened_on), f"{said} – {event.reason}" if event.reason else said)

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
        found = []
        for payment in case.payments:
            title = self.tr("Payment of {amount}, {day}")
            if payment.kind is EntryKind.REFUND:
                title = self.tr("Refund of {amount}, {day}")
            amount = tell(Money(abs(payment.amount.minor), payment.amount.currency))
            if payment.kind is not EntryKind.ALLOCATION:  # that one is taken back at its deposit
                told = title.format(amount=amount, day=tell(payment.paid_on))
                found.append(Removable(told, remove_payment, payment.payment_id))
        if case.course.fee_events:
            last = case.course.fee_events[-1]
            told = f"{tell(last.kind.label)}, {tell(last.happened_on)}"
            found.append(Removable(told, remove_fee_event, last.event_id))
        return found

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
        said = [tell(payment.amount), tell(payment.means.label), payment.payer, payment.note]
        if payment.kind is EntryKind.REFUND:
            said[0] = self.tr("Given back: {amount}").format(
                amount=tell(Money(-payment.amount.minor, payment.amount.currency))
            )
        elif payment.matched_on is not None:
            said.append(self.tr("on the statement of {day}").format(day=tell(payment.matched_on)))
        elif payment.means is PaymentMeans.BANK_TRANSFER:
            said.append(self.tr("not yet on the statement"))
        self.fact(tell(payment.paid_on), " – ".join(filter(None, said)))
        self.fact(self.tr("Money orders"), payment.details)

    def _unmatched(self, case: CaseView) -> PaymentView | None:
        """The oldest receipt of a transfer that no statement confirmed yet."""
        receipts = (p for p in case.payments if p.kind is EntryKind.PAYMENT and p.means is PaymentMeans.BANK_TRANSFER)
        return next((p for p in receipts if p.matched_on is None), None)
