"""What comes after printing: the tracking numbers of a run, the comparison, and the day its letters left."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseman.errors import CasemanError, InputErrors
from caseman.services.letter_inputs import RunSentInput, TrackingInput
from caseman.services.print_runs import send_run, take_tracking
from caseman.services.run_views import RunView
from ui import theme
from ui.dialogs.send_guard import SendGuardDialog
from ui.i18n import tell
from ui.session import OfficeSession
from ui.widgets.form import Form
from ui.widgets.labels import Notice, button, label, row


class RunNumbers(QWidget):
    """The tab “Tracking numbers”."""

    def __init__(self, session: OfficeSession, notice: Notice) -> None:
        super().__init__()
        self.session = session
        self._notice = notice
        self._run = ""
        self.form = Form()
        self.form.text(
            "block",
            self.tr("Numbers in the run's order"),
            lines=6,
            hint=self.tr("Type them, scan the labels, or paste a column. All of them are taken, or none."),
        )
        self.form.settle()
        self.take_button = button(self.tr("Take the numbers"), self.take)
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.GAP_SMALL)
        layout.addWidget(self.form)
        layout.addWidget(row(self.take_button))
        layout.addStretch(1)

    def show_run(self, view: RunView | None) -> None:
        """The numbers that the run has; what is typed stays while it is the same one."""
        self.setEnabled(view is not None and view.line.state.open)
        if view is not None and view.line.number != self._run:
            if self._run:
                self.form.clear()
            self._run = view.line.number
            if not self.form.values()["block"]:
                self.form.settle()

    def take(self) -> None:
        """Take the block whole."""
        self.form.clear_faults()
        try:
            typed = TrackingInput.read(run=self._run, **self.form.values())
        except CasemanError as error:
            self._refused(error)
            return
        self.session.change(take_tracking, typed, done=self._taken, failed=self._refused)

    def _taken(self, _change: object) -> None:
        self.form.clear()
        self.form.settle()
        self._notice.tell(self.tr("The numbers are taken. Print the acceptance list with them."))

    def _refused(self, error: CasemanError) -> None:
        """Every fault with its line, one under the other."""
        faults = error.faults if isinstance(error, InputErrors) else (error,)
        self.form.set_fault("block", "\n".join(tell(fault.text) for fault in faults))
        self._notice.tell(self.tr("No number was taken: see the lines named below."), bad=True)


class RunSending(QWidget):
    """The tab “Send”."""

    def __init__(self, session: OfficeSession, notice: Notice) -> None:
        super().__init__()
        self.session = session
        self._notice = notice
        self.view: RunView | None = None
        self.rule = label("", "warn", wrap=True)
        self.compare_button = button(self.tr("Compare before sending…"), self.compare)
        self.form = Form()
        self.form.day("dispatched_on", self.tr("Dispatched on"))
        self.send_button = button(self.tr("All letters have left"), self.send, primary=True)
        self.faults = label("", "fault", wrap=True, selectable=True)
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.GAP_SMALL)
        for part in (self.rule, row(self.compare_button), self.form, row(self.send_button), self.faults):
            layout.addWidget(part)
        layout.addStretch(1)

    def show_run(self, view: RunView | None) -> None:
        """Show what is still to compare."""
        fresh = view is not None and (self.view is None or self.view.line.number != view.line.number)
        self.view = view
        self.setEnabled(view is not None and view.line.state.open)
        if view is None:
            return
        if fresh:
            self.form.set_values({"dispatched_on": self.session.today()})
            self.faults.setText("")
        open_letters = sum(not each.compared for each in view.letters)
        told = self.tr("Addressee and enclosures are still to be compared. Letters: {count}.").format(
            count=open_letters
        )
        self.rule.setText(told)
        self.rule.setVisible(view.compare != "off" and bool(open_letters))
        self.compare_button.setVisible(view.compare != "off")
        self.compare_button.setEnabled(bool(open_letters))

    def compare(self) -> None:
        """Letter by letter, those that are not compared yet; a mismatch stops there."""
        if self.view is None:
            return
        letters = [(each.case_number, each.document_number) for each in self.view.letters if not each.compared]
        dialog = SendGuardDialog(self.session, letters, self)
        dialog.compared.connect(lambda _count: self._notice.tell(self.tr("All of them agree. The run may leave.")))
        dialog.cover()

    def send(self) -> None:
        """Note that all letters left; each one that may not is named, and none is noted then."""
        self.form.clear_faults()
        self.faults.setText("")
        run = self.view.line.number if self.view is not None else ""
        try:
            typed = RunSentInput.read(run=run, **self.form.values())
        except CasemanError as error:
            self._refused(error)
            return
        self.session.change(
            send_run,
            typed,
            done=lambda _: self._notice.tell(self.tr("Noted: the letters of the run have left.")),
            failed=self._refused,
        )

    def _refused(self, error: CasemanError) -> None:
        faults = error.faults if isinstance(error, InputErrors) else (error,)
        day = [fault for fault in faults if fault.field == "dispatched_on"]
        if day:
            self.form.show_faults(day[0])
        self.faults.setText("\n".join(tell(fault.text) for fault in faults if fault.field != "dispatched_on"))
        self._notice.tell(self.tr("Nothing is noted as dispatched: see below."), bad=True)
