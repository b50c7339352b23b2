"""Step 7: the letters that the decisions ask for, and those that tell the period."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from caseman.domain.actions import Action
from caseman.domain.letters import LetterKind
from caseman.errors import CasemanError
from caseman.services.desk import Change
from caseman.services.letter_kinds import action_of
from caseman.services.letter_paper import notes_on
from caseman.services.letters import Letter, make_letter, preview_letter
from caseman.services.letters import letter as read_letter
from caseman.services.reply_slips import reply_slip
from caseman.services.views import CaseView, LetterLine
from caseman.text import Text
from ui.i18n import tell
from ui.pages.steps.attachments import AttachmentsPart
from ui.pages.steps.base import StepPanel
from ui.session import OfficeSession
from ui.widgets.acting import acts_as
from ui.widgets.labels import Notice, button, label, panel, row
from ui.widgets.pdf_view import LetterOutput, SheetOutput
from ui.widgets.review_bar import ReviewBar


class LetterPanel(StepPanel):
    """The letters the decisions ask for: previewed, made, printed, saved."""

    preview = Signal(bytes)

    def __init__(self, session: OfficeSession, notice: Notice) -> None:
        super().__init__(session, notice)
        self.which = QComboBox()
        self.which.setAccessibleName(self.tr("Letter"))
        self.which.currentIndexChanged.connect(lambda _at: self.show_letter())
        self.output = LetterOutput(session, notice, self)
        self.make_button = button(self.tr("Make the letter"), self.make, primary=True)
        self.print_button = acts_as(button(self.tr("Print…"), self.output.print_letter), "print")
        self.save_button = acts_as(button(self.tr("Save as PDF…"), self.output.ask_where), "save_file")
        self.anew_button = button(self.tr("Make it anew"), self.make_anew)
        self.slip_output = SheetOutput(self, "caseman")
        self.slip_button = button(self.tr("Print the reply slip…"), self.print_slip)
        self.review = ReviewBar(session, notice)
        self._hint = label("", "quiet", wrap=True)
        self._lacking = label("", "warn", wrap=True)
        self._type = label("", "warn", wrap=True, selectable=True)  # what no font here can print
        self._parts: QWidget = self.only(
            Action.WRITE_ABOUT_FEE,  # what more a member may write, the list below offers
            panel(
                self.which,
                row(self.make_button, self.print_button, self.save_button),
                row(self.anew_button, self.slip_button),
                self.review,
                self._hint,
                self._lacking,
                self._type,
                heading=self.tr("Letter"),
            ),
        )
        self.body.addWidget(self._parts)
        self.attachments = AttachmentsPart(self)
        self.add_part(self.attachments)
        self.body.addStretch(1)

    def fill(self, case: CaseView) -> None:
        if not case.letters_wanted:
            self.fact(self.tr("Letters"), self.tr("Those that answer follow from the decisions: decide first."))
        for line in case.letters:
            self.fact(
                line.document_number, f"{tell(line.kind.label)} – {tell(line.dated)}, {tell(line.standing.label)}"
            )
        chosen = self.which.currentData()
        waiting = [*case.letters_open, *(line.kind for line in case.letters if line.to_send)]
        if waiting and chosen not in case.letters_wanted:
            chosen = waiting[0].value  # what waits comes before a letter that may be written
        self.which.blockSignals(True)
        self.which.clear()
        made = {line.kind for line in case.letters}
        offered = [kind for kind in case.letters_offered if kind in made or self.session.may(action_of(kind))]
        for wanted in offered:
            self.which.addItem(tell(wanted.label), wanted.value)
        self.which.setCurrentIndex(max(0, self.which.findData(chosen)))
        self.which.blockSignals(False)
        self._parts.setVisible(bool(offered))
        self.show_letter()

    def begins(self) -> Iterable[QWidget]:
        return (self.make_button, self.print_button)

    def make(self) -> None:
        """Make the letter that is chosen, and keep it."""
        kind = self._kind()
        if self.case is not None and kind is not None:
            self.session.change(make_letter, self.case.number, kind, done=self._made)

    def make_anew(self) -> None:
        """Make the next version of the letter that is chosen; the one before is kept, superseded."""
        kind = self._kind()
        if self.case is not None and kind is not None:
            self.session.change(
                make_letter, self.case.number, kind, anew=True, done=self._made, failed=self._cannot_be_made
            )

    def print_slip(self) -> None:
        """Print the sheet that comes back on top of the answer."""
        if self.case is not None:
            self.session.read(reply_slip, self.case.number, done=self.slip_output.print_pdf, failed=self._slip_refused)

    def _slip_refused(self, error: CasemanError) -> None:
        self.notice.tell(tell(error.text), bad=True)

    def _kind(self) -> LetterKind | None:
        value = self.which.currentData()
        return LetterKind(value) if value else None

    def _current(self) -> LetterLine | None:
        """The letter as it was made; None while one of this kind is still to be made."""
        if self.case is None or self._kind() in self.case.letters_open:
            return None
        made = [x for x in self.case.letters if x.kind is self._kind() and not x.superseded]
        return max(made, key=lambda x: x.document_number, default=None)

    def show_letter(self) -> None:
        """Show the letter as it was made, or as it would be."""
        kind, made = self._kind(), self._current()
        self.output.letter = None
        self._lacking.hide()
        self._type.hide()
        self.make_button.setEnabled(kind is not None and made is None)
        self.review.show_line(made)
        may_go = made is not None and made.may_go
        for control in (self.print_button, self.save_button):
            control.setEnabled(may_go)
        self.anew_button.setVisible(made is not None and made.to_send and self.session.may(action_of(made.kind)))
        self.slip_button.setVisible(kind in (LetterKind.DEFICIENCY, LetterKind.FEE_NOTICE))
        self._hint.setText(
            self.tr("This is the letter as it is kept; every print is the same.")
            if made
            else self.tr("A preview: nothing is kept until the letter is made.")
        )
        if self.case is None or kind is None:
            return
        if made is not None and made.disposed_on is not None:
            self._hint.setText(
                self.tr("This letter was disposed of on {day}. Its number, kind and dates stay.").format(
                    day=tell(made.disposed_on)
                )
            )
        elif made is not None:
            self.session.read(read_letter, self.case.number, made.document_number, done=self._show)
        else:
            self.session.read(
                preview_letter,
                self.case.number,
                kind,
                done=self.preview.emit,
                failed=self._cannot_be_made,
            )
            self.session.read(notes_on, self.case.number, kind, done=partial(self._tell_type, self.case.number, kind))

    def _tell_type(self, number: str, kind: LetterKind, notes: tuple[Text, ...]) -> None:
        """Say which characters cannot be printed, or are printed in another form; the letter may be another by now."""
        if self.case is None or (self.case.number, self._kind()) != (number, kind):
            return
        self._type.setText("\n".join(map(tell, notes)))
        self._type.setVisible(bool(notes))

    def _cannot_be_made(self, error: CasemanError) -> None:
        """Say what the letter lacks, where it would be made."""
        self._lacking.setText(tell(error.text))
        self._lacking.show()
        self.make_button.setEnabled(False)

    def _show(self, letter: Letter) -> None:
        self.output.letter = letter
        self.preview.emit(letter.pdf)

    def _made(self, change: Change) -> None:
        self.saved.emit()
        self.notice.tell(
            self.tr("Letter {number} is made. Print it, sign it, and send it.").format(number=change.document_number)
        )
