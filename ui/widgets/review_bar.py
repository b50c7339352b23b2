"""Where a letter stands in its review, and the buttons for who may take it on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseman.domain.letter_course import LetterStanding
from caseman.domain.permissions import Permission
from caseman.errors import CasemanError
from caseman.services.approval import approve_letter, send_back, submit_for_review
from caseman.services.desk import Change
from caseman.services.letter_inputs import ReviewInput, SendBackInput
from caseman.services.letter_kinds import action_of
from caseman.services.views import LetterLine
from ui import theme
from ui.i18n import tell
from ui.session import OfficeSession
from ui.widgets.labels import Notice, button, label, restyle, row
from ui.widgets.text_fields import TextLine

_OPEN = (LetterStanding.DRAFT, LetterStanding.MADE)
_REVIEWED = (LetterStanding.IN_REVIEW, LetterStanding.APPROVED, LetterStanding.PRINTED)


class ReviewBar(QWidget):
    """The standing of one letter; empty where its procedure asks for no review and none was begun."""

    def __init__(self, session: OfficeSession, notice: Notice) -> None:
        super().__init__()
        self._session = session
        self._notice = notice
        self.line: LetterLine | None = None
        self.standing = label("", wrap=True)
        self.reason = TextLine()
        self.reason.setPlaceholderText(self.tr("Why it goes back"))
        self.reason.setAccessibleName(self.tr("Why it goes back"))
        theme.sized(self.reason, least_width=200)
        self.submit_button = button(self.tr("Submit for review"), self.submit)
        self.approve_button = button(self.tr("Approve"), self.approve)
        self.back_button = button(self.tr("Send back"), self.send_back)
        self._buttons = row(self.submit_button, self.approve_button, self.back_button, self.reason)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GAP_SMALL)
        layout.addWidget(self.standing)
        layout.addWidget(self._buttons)
        self.show_line(None)

    def show_line(self, line: LetterLine | None) -> None:
        """Show where this letter stands; what is typed stays while it is the same one."""
        if line is None or self.line is None or line.document_number != self.line.document_number:
            self.reason.clear()
        self.line = line
        concerned = line is not None and (line.review != "off" or bool(line.approved_by) or _begun(line))
        self.setVisible(concerned)
        if line is None or not concerned:
            return
        self.standing.setText(self._words(line))
        restyle(self.standing, "good" if line.may_go and line.approved_by else "quiet" if line.may_go else "warn")
        manager = self._session.may(Permission.APPROVE_LETTERS)
        drafter = self._session.may(action_of(line.kind))
        here = line.to_send and line.standing is not LetterStanding.RETURNED
        self.submit_button.setVisible(here and drafter and line.standing in _OPEN)
        self.approve_button.setVisible(here and manager and line.standing is LetterStanding.IN_REVIEW)
        reviewed = line.standing is LetterStanding.IN_REVIEW or bool(line.approved_by)
        for control in (self.back_button, self.reason):
            control.setVisible(here and manager and reviewed and line.standing in _REVIEWED)
        own = line.review == "required" and line.drafted_by == self._session.staff_name
        self.approve_button.setEnabled(not own)
        self._buttons.setVisible(any(not child.isHidden() for child in self._controls()))

    def submit(self) -> None:
        """Ask for the approval."""
        self._call(submit_for_review, self.tr("Submitted. A privacy manager approves it, or sends it back."))

    def approve(self) -> None:
        """Approve these bytes."""
        self._call(approve_letter, self.tr("Approved. It can be printed and sent."))

    def send_back(self) -> None:
        """Send it back, with the reason that is typed."""
        assert self.line is not None
        try:
            typed = SendBackInput.read(
                number=self.line.case_number, document_number=self.line.document_number, reason=self.reason.text()
            )
        except CasemanError:
            self.reason.setFocus()
            self._notice.tell(self.tr("Write why the letter goes back."), bad=True)
            return
        self._session.change(
            send_back, typed, done=lambda _: self._notice.tell(self.tr("Sent back. It has to be made anew.")),
            failed=self._refused,
        )  # fmt: skip

    def _call(self, service: Callable[..., Change], done: str) -> None:
        assert self.line is not None
        typed = ReviewInput.read(number=self.line.case_number, document_number=self.line.document_number)
        self._session.change(service, typed, done=lambda _: self._notice.tell(done), failed=self._refused)

    def _refused(self, error: CasemanError) -> None:
        self._notice.tell(tell(error.text), bad=True)

    def _controls(self) -> tuple[QWidget, ...]:
        return (self.submit_button, self.approve_button, self.back_button, self.reason)

    def _words(self, line: LetterLine) -> str:
        told = self.tr("Version {version}, made by {name}: {standing}").format(
            version=line.version, name=line.drafted_by, standing=tell(line.standing.label)
        )
        if line.approved_by:
            told += "\n" + self.tr("Approved by {name}.").format(name=line.approved_by)
        if line.standing is LetterStanding.SENT_BACK:
            told += "\n" + self.tr("Sent back: {reason}").format(reason=line.review_reason)
        elif line.standing is LetterStanding.IN_REVIEW and line.drafted_by == self._session.staff_name:
            if line.review == "required":
                told += "\n" + self.tr("You made it: another person approves it.")
            elif self._session.may(Permission.APPROVE_LETTERS):
                told += "\n" + self.tr("You made it: another person should approve it.")
        elif line.review == "warn" and not line.approved_by and line.standing in (*_OPEN, LetterStanding.PRINTED):
            told += "\n" + self.tr("It should be approved before it is printed and sent.")
        return told


def _begun(line: LetterLine) -> bool:
    return line.standing in (LetterStanding.IN_REVIEW, LetterStanding.SENT_BACK)
