"""Steps 7 to 9: the letter, its dispatch, and closing the case."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from caseman.domain.letters import LetterKind
from caseman.domain.post import MailClass
from caseman.services.closing import PAPERS_ENDS, close_case
from caseman.services.desk import Change
from caseman.services.dispatch import note_delivery, note_dispatch
from caseman.services.inputs import ClosingInput, DeliveryInput, DispatchInput
from caseman.services.letters import Letter, make_letter, preview_letter
from caseman.services.letters import letter as read_letter
from caseman.services.views import CaseView, LetterLine
from ui.i18n import tell
from ui.pages.steps.base import StepPanel
from ui.session import OfficeSession
from ui.widgets.labels import Notice, button, label, panel, row
from ui.widgets.pdf_view import LetterOutput


class LetterPanel(StepPanel):
    """The letters the decisions ask for: previewed, made, printed, saved."""

    preview = Signal(bytes)

    def __init__(self, session: OfficeSession, notice: Notice) -> None:
        super().__init__(session, notice)
        self.which = QComboBox()
        self.which.setAccessibleName(self.tr("Letter"))
        self.which.currentIndexChanged.connect(lambda _at: self._chosen())
        self.output = LetterOutput(session, notice, self)
        self.make_button = button(self.tr("Make the letter"), self.make, primary=True)
        self.print_button = button(self.tr("Print…"), self.output.print_letter)
        self.save_button = button(self.tr("Save as PDF…"), self.output.ask_where)
        self._hint = label("", "quiet", wrap=True)
        self._parts: QWidget = panel(
            self.which,
            row(self.make_button, self.print_button, self.save_button),
            self._hint,
            heading=self.tr("Letter"),
        )
        self.body.addWidget(self._parts)
        self.body.addStretch(1)

    def fill(self, case: CaseView) -> None:
        if not case.letters_wanted:
            self.fact(self.tr("Letters"), self.tr("They follow from the decisions: decide first."))
        for line in case.letters:
            kind = self.tr("superseded") if line.superseded else tell(line.dated)
            self.fact(line.document_number, f"{tell(line.kind.label)} – {kind}")
        chosen = self.which.currentData()
        self.which.blockSignals(True)
        self.which.clear()
        for wanted in case.letters_wanted:
            self.which.addItem(tell(wanted.label), wanted.value)
        self.which.setCurrentIndex(max(0, self.which.findData(chosen)))
        self.which.blockSignals(False)
        self._parts.setVisible(bool(case.letters_wanted))
        self._chosen()

    def make(self) -> None:
        """Make the letter that is chosen, and keep it."""
        kind = self._kind()
        if self.case is not None and kind is not None:
            self.session.change(make_letter, self.case.number, kind, done=self._made)

    def _kind(self) -> LetterKind | None:
        value = self.which.currentData()
        return LetterKind(value) if value else None

    def _current(self) -> LetterLine | None:
        """The letter as it was made; None while one of this kind is still to be made."""
        if self.case is None or self._kind() in self.case.letters_open:
            return None
        made = [x for x in self.case.letters if x.kind is self._kind() and not x.superseded]
        return max(made, key=lambda x: x.document_number, default=None)

    def _chosen(self) -> None:
        """Show the letter as it was made, or as it would be."""
        kind, made = self._kind(), self._current()
        self.output.letter = None
        for wanted_when_made, control in (
            (False, self.make_button),
            (True, self.print_button),
            (True, self.save_button),
        ):
            control.setEnabled(kind is not None and (made is not None) is wanted_when_made)
        self._hint.setText(
            self.tr("This is the letter as it is kept; every print is the same.")
            if made
            else self.tr("A preview: nothing is kept until the letter is made.")
        )
        if self.case is None or kind is None:
            return
        if made is not None:
            self.session.read(read_letter, self.case.number, made.document_number, done=self._show)
        else:
            self.session.read(
                preview_letter,
                self.case.number,
                kind,
                done=self.preview.emit,
                failed=lambda error: self.notice.tell(tell(error.text), bad=True),
            )

    def _show(self, letter: Letter) -> None:
        self.output.letter = letter
        self.preview.emit(letter.pdf)

    def _made(self, change: Change) -> None:
        self.notice.tell(
            self.tr("Letter {number} is made. Print it, sign it, and send it.").format(number=change.document_number)
        )


class DispatchPanel(StepPanel):
    """The letters leave, and arrive."""

    def __init__(self, session: OfficeSession, notice: Notice) -> None:
        super().__init__(session, notice)
        self.form = self.new_form("dispatch")
        self.letter = self.form.choice("document_number", self.tr("Letter"), ())
        self.form.day("dispatched_on", self.tr("Dispatched on"))
        self.form.choice("mail_class", self.tr("Mail class"), MailClass)
        self.form.line("tracking_number", self.tr("Tracking number"))
        self.submit_button = button(self.tr("Note the dispatch"), self.submit, primary=True)
        self._send = panel(self.form, self.submit_button, heading=self.tr("Dispatch"))
        self.delivery = self.new_form("delivery")
        self.sent = self.delivery.choice("document_number", self.tr("Letter"), ())
        self.delivery.day("delivered_on", self.tr("Delivered on"))
        self.deliver_button = button(self.tr("Note the delivery"), self.deliver)
        self._arrive = panel(self.delivery, self.deliver_button, heading=self.tr("Proof of delivery"))
        self.body.addWidget(self._send)
        self.body.addWidget(self._arrive)
        self.body.addStretch(1)

    def fill(self, case: CaseView) -> None:
        to_send = [x for x in case.letters if x.dispatched_on is None and not x.superseded]
        under_way = [x for x in case.letters if x.dispatched_on is not None and x.delivered_on is None]
        if not case.letters:
            self.fact(self.tr("Letters"), self.tr("No letter is made yet."))
        for line in case.letters:
            if line.dispatched_on is not None and line.mail_class is not None:
                self.fact(
                    line.document_number,
                    f"{tell(line.dispatched_on)}, {tell(line.mail_class.label)} {line.tracking_number}".strip(),
                )
                self.fact(self.tr("Delivered on"), line.delivered_on, "good")
        _fill(self.letter, to_send)
        _fill(self.sent, under_way)
        self._send.setVisible(bool(to_send) and case.closed_on is None)
        self._arrive.setVisible(bool(under_way))

    def start(self, case: CaseView) -> None:  # noqa: ARG002  nothing of the case goes into these fields
        today = self.session.today()
        chosen = self.letter.currentData(), self.sent.currentData()
        self.form.set_values(
            {
                "dispatched_on": today,
                "mail_class": self.session.procedure.replies.mail_class,
                "tracking_number": "",
                "document_number": chosen[0],
            }
        )
        self.delivery.set_values({"delivered_on": today, "document_number": chosen[1]})

    def submit(self) -> None:
        """Note that the letter left."""
        assert self.case is not None
        number = self.case.number
        self.send(
            self.form,
            lambda: DispatchInput.read(number=number, **self.form.values()),
            note_dispatch,
            self.tr("The dispatch is noted."),
        )

    def deliver(self) -> None:
        """Note that the letter was delivered."""
        assert self.case is not None
        number = self.case.number
        self.send(
            self.delivery,
            lambda: DeliveryInput.read(number=number, **self.delivery.values()),
            note_delivery,
            self.tr("The delivery is noted."),
        )


class ClosePanel(StepPanel):
    """The end, with what is missing named."""

    def __init__(self, session: OfficeSession, notice: Notice) -> None:
        super().__init__(session, notice)
        self.form = self.new_form("close")
        self.form.day("closed_on", self.tr("Closed on"))
        ends = self.form.choice("papers_end", self.tr("The papers were"), ())
        names = {"kept": self.tr("kept"), "returned": self.tr("returned"), "destroyed": self.tr("destroyed")}
        for end in PAPERS_ENDS:
            ends.addItem(names[end], end)
        self.form.check("despite_missing", self.tr("Close although this is missing"))
        self.form.text("note", self.tr("Note"), lines=2)
        self.submit_button = button(self.tr("Close the case"), self.submit, primary=True)
        self._close = panel(self.form, self.submit_button, heading=self.tr("Close"))
        self.body.addWidget(self._close)
        self.body.addStretch(1)

    def fill(self, case: CaseView) -> None:
        if case.closed_on is not None:
            self.fact(self.tr("Closed on"), case.closed_on, "good")
            self.fact(self.tr("Kept until"), case.retain_until)
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
                "papers_end": self.session.procedure.retention.papers_end,
                "despite_missing": False,
                "note": "",
            }
        )

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


def _fill(choice: QComboBox, lines: list[LetterLine]) -> None:
    chosen = choice.currentData()
    choice.clear()
    for line in lines:
        choice.addItem(f"{line.document_number}  {tell(line.kind.label)}", line.document_number)
    choice.setCurrentIndex(max(0, choice.findData(chosen)))
