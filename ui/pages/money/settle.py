"""One deposit that waits, with every reason, and what a person can do with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QVBoxLayout, QWidget

from caseman.domain.actions import Action
from caseman.domain.entry import parse_amount
from caseman.domain.fees import Money
from caseman.errors import CasemanError
from caseman.services.deposits import allot, parts_of, set_aside, take_cancelled
from caseman.services.desk import Change
from caseman.text import Language
from ui import theme
from ui.i18n import tell
from ui.pages.money.rows import Choice, Row, taken_back_by
from ui.pages.money.told import deposit_lines
from ui.session import OfficeSession
from ui.widgets.form import Form
from ui.widgets.labels import Notice, button, label, panel, row
from ui.widgets.permitted import only

SIDE = 300  # px: what the chosen deposit takes beside its table
_SECOND = ("number2", "amount2")


@dataclass(frozen=True)
class _Offered:
    """An entry of the choice of deposits."""

    label: str
    value: int


class SettlePanel(QWidget):
    """`settled` says that the deposit in sight needs no more; the list has the keyboard then."""

    case_chosen = Signal(str)
    settled = Signal()

    def __init__(self, session: OfficeSession, notice: Notice) -> None:
        super().__init__()
        self._session = session
        self._notice = notice
        self._row: Row | None = None
        self.detail = label("", wrap=True, selectable=True)
        self.open_button = button(self.tr("Open the case"), self._open_case)
        self.form = Form()
        self.form.line("number", self.tr("Case"))
        self.form.line("amount", self.tr("Amount"))
        self.form.line("number2", self.tr("Second case"))
        self.form.line("amount2", self.tr("Its amount"))
        self.allot_button = button(self.tr("Allot"), self.allot)
        self.another_button = button(self.tr("To two cases"), self._show_second)
        self.back_form = Form()
        self.choice = self.back_form.choice("line", self.tr("The deposit that it takes back"), ())
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.choice.setMinimumContentsLength(16)
        self.chosen = label("", "quiet", wrap=True)
        self.none = label(
            self.tr("It is not in this office's file. Take in the statement that tells it, or set this line aside."),
            "quiet",
            wrap=True,
        )
        self.cancel_button = button(self.tr("Settle the cancellation"), self.settle_cancellation)
        self.aside_form = Form()
        self.aside_form.line(
            "reason", self.tr("Reason"), hint=self.tr("What it is, if it pays no case of this office.")
        )
        self.aside_button = button(self.tr("Set aside"), self.set_aside)
        self._allot = self._group(
            panel(self.form, row(self.allot_button, self.another_button), heading=self.tr("Allot it"))
        )
        self._cancel = self._group(
            panel(
                self.back_form,
                self.chosen,
                self.none,
                row(self.cancel_button),
                heading=self.tr("Cancelled by the bank"),
            )
        )
        self._aside = panel(self.aside_form, row(self.aside_button), heading=self.tr("Not for a case"))
        self._aside.setEnabled(self._may)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.GAP_SMALL, 0, 0, 0)
        layout.setSpacing(theme.GAP_SMALL)
        for part in (self.detail, row(self.open_button), self._allot, self._cancel, self._aside):
            layout.addWidget(part)
        layout.addStretch(1)
        for name in ("number", "amount", *_SECOND):
            self.form.control(name).returnPressed.connect(self.allot)
        self.aside_form.control("reason").returnPressed.connect(self.set_aside)
        self.choice.currentIndexChanged.connect(lambda _at: self.chosen.setText(self.choice.currentText()))
        self.show_row(None, ())

    @property
    def _may(self) -> bool:
        return self._session.may(Action.RECORD_PAYMENT)

    @property
    def line_id(self) -> int | None:
        return self._row.line.line_id if self._row is not None else None

    def show_row(self, shown: Row | None, rows: tuple[Row, ...]) -> None:
        """Show a deposit; what was typed for it already stays. `rows` are all that wait."""
        same = shown is not None and self.line_id == shown.line.line_id
        self._row = shown
        cancelled = shown is not None and shown.deposit.cancelled
        choose = self.tr("Choose a deposit on the left.") if rows else ""
        self.detail.setText(choose if shown is None else self._told(shown))
        self.open_button.setVisible(bool(shown and shown.numbers))
        self._allot.setVisible(shown is not None and not cancelled)
        self._cancel.setVisible(cancelled)
        self._aside.setVisible(shown is not None)
        if shown is not None and cancelled:
            self._session.read(taken_back_by, rows, shown, done=self._offer)
        if same and self.draft():
            return
        self._fill(shown)

    def enter(self) -> None:
        """Go to what is to be looked at last before the deposit is settled."""
        if not self._may or self._row is None:
            return
        if self._row.deposit.cancelled:
            self.choice.setFocus()
            return
        field = self.form.control("number")
        field.setFocus()
        field.selectAll()

    def allot(self) -> None:
        """Allot the deposit to the cases in the form."""
        if self._row is None or not self.allot_button.isEnabled():
            return
        self.form.clear_faults()
        try:
            parts = self._parts(self.form.values())
        except CasemanError as error:
            self._refused(error)
            return
        if parts is not None:
            self._session.change(
                allot, self._row.line.line_id, parts, done=self._allotted, failed=self._refused_parts(len(parts))
            )

    def set_aside(self) -> None:
        """Settle the deposit as none of a case."""
        if self._row is not None and self.aside_button.isEnabled():
            reason = self.aside_form.values()["reason"]
            self._session.change(
                set_aside, self._row.line.line_id, reason, done=self._put_aside, failed=self._refused_aside
            )

    def settle_cancellation(self) -> None:
        """Settle a cancelled deposit with the one it takes back."""
        line_id = self.choice.currentData()
        if self._row is not None and line_id is not None:
            self._session.change(
                take_cancelled, self._row.line.line_id, line_id, done=self._cancelled, failed=self._refused
            )

    def draft(self) -> dict[str, Any]:
        """What was typed for the deposit in sight."""
        kept = {"allot": self.form.typed(), "aside": self.aside_form.typed()}
        typed = {name: values for name, values in kept.items() if values}
        return {"line_id": self.line_id, **typed} if typed and self._row is not None else {}

    def restore(self, draft: dict[str, Any]) -> None:
        """Bring it back; the deposit is in sight already."""
        self.form.set_values(draft.get("allot", {}))
        self.aside_form.set_values(draft.get("aside", {}))
        if any(self.form.values()[name] for name in _SECOND):
            self._show_second()

    def _group(self, group: QFrame) -> QFrame:
        return only(self._session, Action.RECORD_PAYMENT, group)

    def _fill(self, shown: Row | None) -> None:
        """The proposal in the form: a person looks at it and takes it, or writes another case."""
        for form in (self.form, self.aside_form):
            form.clear()
        parts = [] if shown is None else parts_of(shown.line.proposal) or [("", shown.deposit.amount)]
        for suffix, (number, amount) in zip(("", "2"), parts, strict=False):
            self.form.set_values({f"number{suffix}": number, f"amount{suffix}": _digits(amount)})
        for name in _SECOND:
            self.form.show_row(name, visible=len(parts) > 1)
        self.another_button.setVisible(len(parts) < 2)
        for form in (self.form, self.aside_form):
            form.settle()

    def _show_second(self) -> None:
        for name in _SECOND:
            self.form.show_row(name, visible=True)
        self.another_button.hide()
        self.form.control("number2").setFocus()

    def _parts(self, values: dict[str, Any]) -> list[tuple[str, Money]] | None:
        """What is to go where; None where a field lacks something, which is said beside it."""
        assert self._row is not None
        currency = self._row.deposit.amount.currency
        parts = []
        for suffix in ("", "2"):
            number, amount = values[f"number{suffix}"].strip(), values[f"amount{suffix}"].strip()
            if number:
                parts.append((number, parse_amount(amount, currency, f"amount{suffix}")))
            elif amount and (suffix or not values["number2"].strip()):
                told = self.tr("Write the number of the case that it pays.")
                self.form.set_fault(f"number{suffix}", told)
                return None
        return parts

    def _told(self, shown: Row) -> str:
        """A deposit in lines, and why that case is proposed."""
        parts = [f"{number} {tell(amount)}" for number, amount in parts_of(shown.line.proposal)]
        lines = deposit_lines(
            shown.deposit,
            (self.tr("Proposed"), ", ".join(parts)),
            (self.tr("How sure"), tell(shown.certainty.label)),
        )
        return "\n".join((*lines, *(f"– {tell(reason)}" for reason in shown.line.proposal.why)))

    def _offer(self, found: tuple[int, tuple[Choice, ...]]) -> None:
        line_id, choices = found
        if line_id != self.line_id:  # another was chosen meanwhile
            return
        self.back_form.fill_choice("line", [_Offered(self._named(each), each.line_id) for each in choices])
        for part in (self.back_form, self.chosen):
            part.setVisible(bool(choices))
        self.none.setVisible(not choices)
        self.cancel_button.setVisible(bool(choices))

    def _named(self, choice: Choice) -> str:
        where = self.tr("waits") if choice.waits else ", ".join(choice.numbers) or self.tr("set aside")
        return f"{choice.deposit.day.isoformat()}  {where}  {choice.deposit.payer}"

    def _open_case(self) -> None:
        if self._row is not None and self._row.numbers:
            self.case_chosen.emit(self._row.numbers[0])

    def _allotted(self, change: Change) -> None:
        self._done(self.tr("Allotted to {numbers}.").format(numbers=", ".join(change.numbers)))

    def _put_aside(self, _change: Change) -> None:
        self._done(self.tr("Set aside. It stands under “Settled”, and can be taken back there."))

    def _cancelled(self, change: Change) -> None:
        told = self.tr("The cancellation is settled with the deposit that it takes back.")
        if change.numbers:
            ended = self.tr("What that had paid ends: {numbers}.").format(numbers=", ".join(change.numbers))
            told = f"{told} {ended}"
        self._done(told)

    def _done(self, told: str) -> None:
        self._row = None  # so that what still waits of it is shown anew
        self._notice.tell(told)
        self.settled.emit()

    def _refused(self, error: CasemanError) -> None:
        self.form.tell_faults(error, self._notice)

    def _refused_parts(self, count: int) -> Any:
        """With two cases, the service does not say which of them: the message does."""
        return self._refused if count < 2 else self._tell

    def _refused_aside(self, error: CasemanError) -> None:
        self.aside_form.tell_faults(error, self._notice)

    def _tell(self, error: CasemanError) -> None:
        self._notice.tell(tell(error.text), bad=True)


def _digits(amount: Money) -> str:
    """An amount as it is typed."""
    return amount.say(Language.EN).lstrip("¥€£$")
