"""The guide of the first case: what to do next, with the values to type, and what is really done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from caseman.demo.first_case import (
    ASKED,
    FEE,
    SCOPE,
    TRACKING,
    Progress,
    Stage,
    progress,
    scans_of,
    take_step,
    who_asks,
)
from caseman.demo.people import SamplePerson
from caseman.domain.fees import Money
from caseman.errors import CasemanError
from ui import theme
from ui.dialogs.help import show_help
from ui.i18n import tell
from ui.pages.post.page import PostPage
from ui.widgets.labels import Notice, button, label, restyle, row, scrolled

if TYPE_CHECKING:
    from caseman.services.desk import Change
    from ui.desk_view import DeskView

_SIGNS = 20  # of the width, counted in the letter M of the type in use


class GuidePanel(QFrame):
    """Beside the pages, never in their way. It reads the file again after every change and ticks off what it finds."""

    remove_asked = Signal()

    def __init__(self, view: DeskView) -> None:
        super().__init__(view)
        self.setObjectName("panel")
        self.setAccessibleName(self.tr("First case, step by step"))
        self._view = view
        self._session = view.session
        self._asks: SamplePerson | None = None
        self.progress: Progress | None = None
        self.notice = Notice()
        self.heading = label("", "heading", wrap=True)
        self.text = label("", wrap=True, selectable=True)
        self.where_button = button(self.tr("Show me where"), self.go_there, primary=True)
        self.scans_button = button(self.tr("Bring in the scans"), self.bring_scans)
        self.help_button = button(self.tr("More about this step…"), self._help)
        self.take_button = button(self.tr("Do this step for me"), self.take)
        self.remove_button = button(self.tr("Delete the sample"), self.remove_asked.emit)
        self.close_button = button(self.tr("Close the guide"), self.hide)
        self.lines = {stage: label("", wrap=True) for stage in Stage}
        self._build()
        self._session.changed.connect(self._changed)
        self._session.read(who_asks, done=self._know)

    def enter(self) -> None:
        """Give the keyboard to the guide."""
        self.where_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_there(self) -> None:
        """Show the place where the next step is done."""
        now = self.progress
        if now is None:
            return
        post = self._view.pages["post"]
        assert isinstance(post, PostPage)
        if now.next is Stage.ENVELOPE:
            self._view.go("post")
            post.tabs.setCurrentIndex(0)
        elif now.next is Stage.CASE and now.envelope_id is not None:
            self._view.go("post")
            post.case_for(now.envelope_id)
        elif now.number:
            step = now.next.step if now.next is not None else Stage.CLOSE.step
            self._view.go(f"case:{now.number}:{step.value}")

    def bring_scans(self) -> None:
        """Put the scans of the envelope into the form, as if they had been dropped there."""
        self.go_there()
        post = self._view.pages["post"]
        assert isinstance(post, PostPage)
        post.envelope_form.drop.add_files(scans_of(self._session.path))

    def take(self) -> None:
        """Take the next step with sample values."""
        self.take_button.setEnabled(False)
        self._session.change(take_step, done=self._taken, failed=self._refused)

    def _build(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, theme.GAP_SMALL, 0)
        column.setSpacing(theme.GAP_SMALL)
        for part in (
            label(self.tr("First case, step by step"), "quiet", wrap=True),
            self.notice,
            self.heading,
            self.text,
            self.where_button,
            self.scans_button,
            self.help_button,
            self.take_button,
            self.remove_button,
            _line(),
            *self.lines.values(),
        ):
            column.addWidget(part)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, theme.GAP)
        whole.addWidget(scrolled(content), 1)
        whole.addWidget(row(self.close_button))
        self.setFixedWidth(_SIGNS * self.fontMetrics().horizontalAdvance("M"))

    def _changed(self, _change: Change) -> None:
        self._session.read(progress, done=self._show, failed=self._refused)

    def _know(self, asks: SamplePerson) -> None:
        self._asks = asks
        self._session.read(progress, done=self._show, failed=self._refused)

    def _show(self, now: Progress) -> None:
        if now != self.progress:
            self.notice.hide()
        self.progress = now
        stage = now.next
        self.heading.setText(self._name(stage) if stage is not None else self.tr("The case is closed"))
        self.text.setText(self._told(stage))
        self.where_button.setText(self.tr("Show me where") if stage is not None else self.tr("Show the case"))
        for control in (self.take_button, self.help_button):
            control.setVisible(stage is not None)
        self.take_button.setEnabled(True)
        self.scans_button.setVisible(stage is Stage.ENVELOPE)
        self.remove_button.setVisible(stage is None)
        for each, line in self.lines.items():
            self._tick(each, line, done=each in now.done, current=each is stage)

    def _tick(self, stage: Stage, line: QLabel, *, done: bool, current: bool) -> None:
        sign = "✓" if done else "▶" if current else "○"
        line.setText(f"{sign} {self._name(stage)}")
        restyle(line, "good" if done else "heading" if current else "quiet")
        state = self.tr("done") if done else self.tr("next") if current else self.tr("open")
        line.setAccessibleName(f"{self._name(stage)}: {state}")

    def _name(self, stage: Stage) -> str:
        return self.tr("Delivery") if stage is Stage.DELIVERY else tell(stage.step.label)

    def _told(self, stage: Stage | None) -> str:
        if stage is None:
            return self.tr(
                "That was a whole case. Its scans and letters are kept for their time, then disposed of. The trail "
                "under “Audit” tells every step. Delete the sample when you need it no more, and set up your own "
                "office."
            )
        asks = self._asks
        assert asks is not None
        return self._texts()[stage].format(
            name=asks.name,
            kana=asks.kana,
            address=asks.address,
            fee=tell(Money(FEE)),
            scope=SCOPE,
            tracking=TRACKING,
            asked=tell(ASKED[0].label),
        )

    def _texts(self) -> dict[Stage, str]:
        return {
            Stage.ENVELOPE: self.tr(
                "The postman brought an envelope. Log it under “Post”: it arrived today, by simplified registered "
                "mail, number {tracking}, and is marked. The sender as written is {name}. Tick request form, copy of "
                "ID document and bank receipt. Its scans are ready: bring them in, and look at them at the right. "
                "Then press “Log the envelope”."
            ),
            Stage.CASE: self.tr(
                "Open a case from the envelope. Tick “{asked}”; the data are “{scope}”. The principal is {name} "
                "({kana}), {address}: compare with the request form beside it. Then press “Open the case”."
            ),
            Stage.IDENTITY: self.tr(
                "Look at the scan of the licence, and compare it with the request form. It is valid until 2034-04-01. "
                "Tick what agrees, and that the numbers are masked. Choose the result, and press “Record the check”."
            ),
            Stage.FEE: self.tr(
                "The bank receipt shows {fee}. Enter its day as “Paid on”; the bank statement shows it too, so enter "
                "today as “On the bank statement on”. Press “Record the payment”."
            ),
            Stage.DATE: self.tr(
                "Everything is complete. Press “Accept the request”, and read how the date is found: which days are "
                "counted, and which are not."
            ),
            Stage.DECISION: self.tr(
                "The data were found. Choose that the request is granted, write what is disclosed, and press "
                "“Record the decision”."
            ),
            Stage.LETTER: self.tr(
                "Read the letter at the right, then press “Make the letter”. You may print it, but need not."
            ),
            Stage.DISPATCH: self.tr(
                "The letter leaves by simplified registered mail. Its tracking number is 000-00-00001-1. "
                "Press “Note the dispatch”."
            ),
            Stage.DELIVERY: self.tr("The post says that it arrived. Press “Note the delivery”."),
            Stage.CLOSE: self.tr(
                "Nothing is missing. Say what became of the papers, and press “Close the case”. Then see until when it "
                "is kept."
            ),
        }

    def _help(self) -> None:
        stage = self.progress.next if self.progress is not None else None
        show_help(f"case:{stage.step.value}" if stage is not None else "first-case", self)

    def _taken(self, _change: Change) -> None:
        self.notice.hide()

    def _refused(self, error: CasemanError) -> None:
        self.take_button.setEnabled(True)
        self.notice.tell(tell(error.text), bad=True)


def _line() -> QFrame:
    line = QFrame()
    line.setFrameShape(QFrame.Shape.HLine)
    return line
