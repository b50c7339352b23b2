"""Step 8: the letters leave, arrive, or come back and leave again."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox

from caseman.domain.actions import Action
from caseman.domain.post import MailClass
from caseman.services.course_inputs import ReturnInput
from caseman.services.dispatch import note_delivery, note_dispatch, note_return, remove_dispatch
from caseman.services.inputs import DeliveryInput, DispatchInput
from caseman.services.letters import Letter
from caseman.services.letters import letter as read_letter
from caseman.services.staff import list_staff
from caseman.services.views import CaseView, LetterLine
from ui.dialogs.send_guard import SendGuardDialog
from ui.i18n import tell
from ui.pages.steps.base import StepPanel
from ui.pages.steps.enclosures import EnclosuresPart
from ui.pages.steps.removal import Removable, RemovalPart
from ui.session import OfficeSession
from ui.widgets.acting import acts_as
from ui.widgets.labels import Notice, button, label, panel, row
from ui.widgets.pdf_view import LetterOutput


class DispatchPanel(StepPanel):
    """Dispatch, proof of delivery, and what came back."""

    preview = Signal(bytes)

    def __init__(self, session: OfficeSession, notice: Notice) -> None:
        super().__init__(session, notice)
        self.form = self.new_form("dispatch")
        self.letter = self.form.choice("document_number", self.tr("Letter"), ())
        self.form.day("dispatched_on", self.tr("Dispatched on"))
        self.form.choice("mail_class", self.tr("Mail class"), ())
        self.form.line("tracking_number", self.tr("Tracking number"))
        self.form.choice("checked_by", self.tr("Addressee and enclosures compared by"), ())
        self.second = label("", "warn", wrap=True)
        self.submit_button = button(self.tr("Note the dispatch"), self.submit, primary=True)
        self.form.submits(self.submit_button)
        self.compare_button = button(self.tr("Compare before sending…"), self.compare)
        self.output = LetterOutput(session, notice, self)
        self.print_button = acts_as(button(self.tr("Print…"), self.output.print_letter), "print")
        self._print = row(self.print_button)
        self.body.addWidget(self._print)
        self.enclosures = EnclosuresPart(self)
        self.add_part(self.enclosures)
        self._send = self.only(
            Action.DISPATCH,
            panel(
                self.second,
                row(self.compare_button),
                self.form,
                self.submit_button,
                heading=self.tr("Dispatch"),
            ),
        )
        self.delivery = self.new_form("delivery")
        self.sent = self.delivery.choice("document_number", self.tr("Letter"), ())
        self.delivery.day("delivered_on", self.tr("Delivered on"))
        self.deliver_button = button(self.tr("Note the delivery"), self.deliver)
        self.delivery.submits(self.deliver_button)
        self._arrive = self.only(
            Action.DELIVER, panel(self.delivery, self.deliver_button, heading=self.tr("Proof of delivery"))
        )
        self.returned = self.new_form("return", aside=True)
        self.came_back = self.returned.choice("document_number", self.tr("Letter"), ())
        self.returned.day("returned_on", self.tr("Came back on"))
        self.returned.line("reason", self.tr("Why, as the label says"))
        self.return_button = button(self.tr("Note that it came back"), self.come_back)
        self.returned.submits(self.return_button)
        self._back = self.only(
            Action.RETURN, panel(self.returned, self.return_button, heading=self.tr("Returned undelivered?"))
        )
        self.letter.currentIndexChanged.connect(lambda _at: self.enclosures.show_letter(self.letter.currentData()))
        for choice in (self.letter, self.sent, self.came_back):
            choice.activated.connect(lambda _at, choice=choice: self.show_letter(choice.currentData()))
        for part in (self._send, self._arrive, self._back):
            self.body.addWidget(part)
        self.add_part(RemovalPart(self, self._removable))
        self.body.addStretch(1)

    def fill(self, case: CaseView) -> None:
        letters = sorted(case.letters, key=lambda x: x.document_number)
        to_send = [x for x in letters if x.to_send]
        under_way = [x for x in letters if x.under_way]
        if not case.letters:
            self.fact(self.tr("Letters"), self.tr("No letter is made yet."))
        for line in letters:
            if line.dispatched_on is not None and line.mail_class is not None:
                self.fact(
                    line.document_number,
                    f"{tell(line.dispatched_on)}, {tell(line.mail_class.label)} {line.tracking_number}".strip(),
                )
                self.fact(self.tr("Delivered on"), line.delivered_on, "good")
                self.fact(self.tr("Came back on"), line.returned_on, "warn")
        _fill(self.letter, to_send)
        self.enclosures.show_letter(self.letter.currentData())
        _fill(self.sent, under_way)
        _fill(self.came_back, under_way)
        self._send.setVisible(bool(to_send) and Action.DISPATCH in case.course.actions)
        self._arrive.setVisible(bool(under_way))
        self._back.setVisible(bool(under_way) and Action.RETURN in case.course.actions)

    def start(self, case: CaseView) -> None:  # noqa: ARG002  nothing of the case goes into these fields
        today = self.session.today()
        channels = self.procedure.replies.channels
        self.form.fill_choice("mail_class", [m for m in MailClass if m.reply_channel in channels])
        chosen = [choice.currentData() for choice in (self.letter, self.sent, self.came_back)]
        self.form.set_values(
            {
                "dispatched_on": today,
                "mail_class": self.procedure.replies.mail_class,
                "tracking_number": "",
                "document_number": chosen[0],
            }
        )
        self.delivery.set_values({"delivered_on": today, "document_number": chosen[1]})
        self.returned.set_values({"returned_on": today, "reason": "", "document_number": chosen[2]})
        self.session.read(list_staff, done=self._offer_readers)

    def _removable(self, case: CaseView) -> list[Removable]:
        if Action.AMEND not in case.course.actions:
            return []
        found = []
        for line in case.letters:
            if line.dispatch_id is None:
                continue
            title = (
                self.tr("Delivery of {number}")
                if line.delivered_on
                else self.tr("Return of {number}")
                if line.returned_on
                else self.tr("Dispatch of {number}")
            )
            found.append(Removable(title.format(number=line.document_number), remove_dispatch, line.dispatch_id))
        return found

    def _offer_readers(self, names: tuple[str, ...]) -> None:
        others = self.others(names)
        self.offer_staff(self.form, "checked_by", others, blank=self.tr("(nobody)"))
        rule = self.procedure.four_eyes.dispatch
        self.second.setText(
            self.tr("A second person must type addressee and number of enclosures before the letter leaves.")
            if rule == "required"
            else self.tr("A second person should compare addressee and enclosures.")
        )
        self.second.setVisible(rule != "off")
        self.compare_button.setVisible(rule != "off")
        self.form.show_row("checked_by", visible=rule != "required" and (rule == "warn" or bool(others)))

    def compare(self) -> None:
        """Type addressee and number of enclosures, the letter out of sight."""
        document = self.letter.currentData()
        if self.case is None or not document:
            return
        dialog = SendGuardDialog(self.session, [(self.case.number, document)], self)
        dialog.compared.connect(lambda _count: self.notice.tell(self.tr("They agree. The letter may leave.")))
        dialog.cover()

    def show_letter(self, document_number: str | None = None) -> None:
        """Show a letter beside the form; without a number the one that would be dispatched, or is under way."""
        number = document_number or self.letter.currentData() or self.sent.currentData()
        gone = self.case is not None and any(
            line.document_number == number and line.disposed_on is not None for line in self.case.letters
        )
        self.output.letter = None
        self._print.setVisible(bool(number) and not gone)
        if self.case is not None and number and not gone:
            self.session.read(read_letter, self.case.number, number, done=self._show)

    def _show(self, letter: Letter) -> None:
        self.output.letter = letter
        self.preview.emit(letter.pdf)

    def submit(self) -> None:
        """Note that the letter left."""
        assert self.case is not None
        number = self.case.number
        values = self.form.values()
        self.send(
            self.form,
            lambda: DispatchInput.read(number=number, **{**values, "checked_by": values["checked_by"] or ""}),
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

    def come_back(self) -> None:
        """Note that the letter came back undelivered."""
        assert self.case is not None
        number = self.case.number
        self.send(
            self.returned,
            lambda: ReturnInput.read(number=number, **self.returned.values()),
            note_return,
            self.tr("Noted: the letter came back. It can be dispatched again."),
        )


def _fill(choice: QComboBox, lines: list[LetterLine]) -> None:
    chosen = choice.currentData()
    choice.clear()
    for line in lines:
        choice.addItem(f"{line.document_number}  {tell(line.kind.label)}", line.document_number)
        choice.setItemData(choice.count() - 1, choice.itemText(choice.count() - 1), Qt.ItemDataRole.ToolTipRole)
    choice.setCurrentIndex(max(0, choice.findData(chosen)))
