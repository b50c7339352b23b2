"""Print runs: the letters that wait, the runs, and what is done with one of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QTabWidget, QVBoxLayout, QWidget

from caseman.domain.actions import Action
from caseman.domain.post import MailClass
from caseman.errors import CasemanError
from caseman.services.desk import Change
from caseman.services.letter_inputs import RunInput, RunLetterInput, RunMailInput
from caseman.services.letter_list import waiting_letters
from caseman.services.print_runs import make_run, take_out_of_run
from caseman.services.run_mail import change_mail_class
from caseman.services.run_views import RunEvent, RunLetter, RunLine, RunView, list_runs, show_run
from caseman.services.views import LetterLine
from ui import theme
from ui.i18n import tell
from ui.pages.runs.printing import RunPrinting
from ui.pages.runs.sending import RunNumbers, RunSending
from ui.session import OfficeSession
from ui.widgets.form import Form
from ui.widgets.labels import Notice, button, label, row, scrolled
from ui.widgets.lines import Column, LinesView
from ui.widgets.side_by_side import SideBySide


class RunsPanel(QWidget):
    """At left what waits and the runs; at right one run, its letters, and the tabs for what comes next."""

    case_chosen = Signal(str)

    def __init__(self, session: OfficeSession, notice: Notice) -> None:
        super().__init__()
        self.session = session
        self._notice = notice
        self.view: RunView | None = None
        self.wanted: str | None = None  # the run that was just made
        self.waiting = self._waiting_table()
        self.waiting.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.waiting.opened.connect(lambda line: self.case_chosen.emit(line.case_number))
        self.form = Form()
        self.form.choice("mail_class", self.tr("Mail class"), ())
        self.all_button = button(self.tr("Choose all"), self.waiting.selectAll)
        self.make_button = button(self.tr("Make a print run"), self.make, primary=True)
        self.runs = self._runs_table()
        self.runs.selectionModel().currentChanged.connect(lambda *_: self._choose())
        self.heading = label("", "heading", wrap=True)
        self.letters = self._letters_table()
        self.letters.opened.connect(lambda line: self.case_chosen.emit(line.case_number))
        self.out_button = button(self.tr("Take the letter out of the run"), self.take_out)
        self.mail_form = Form()
        self.mail_form.choice("mail_class", self.tr("Mail class of the letter"), ())
        self.mail_button = button(self.tr("Change the mail class"), self.change_mail)
        self.letters.selectionModel().currentChanged.connect(lambda *_: self._offer_mail())
        self.printing = RunPrinting(session, notice)
        self.numbers = RunNumbers(session, notice)
        self.sending = RunSending(session, notice)
        self.log = self._log_table()
        self.tabs = QTabWidget()
        for part, title in (
            (self.printing, self.tr("Print")),
            (self.numbers, self.tr("Tracking numbers")),
            (self.sending, self.tr("Send")),
        ):
            self.tabs.addTab(scrolled(part), title)
        self.tabs.addTab(self.log, self.tr("Log"))
        self._build()

    def first_controls(self) -> Iterable[QWidget]:
        return (self.waiting, self.runs)

    def refresh(self) -> None:
        """Read everything that is shown again."""
        self.session.read(waiting_letters, done=self._show_waiting)
        self.session.read(list_runs, done=self._show_runs)

    def make(self) -> None:
        """Make a run of the letters that are chosen, in the order of the list."""
        rows = sorted({index.row() for index in self.waiting.selectionModel().selectedRows()})
        documents = tuple(self.waiting.lines.line(at).document_number for at in rows)
        self.form.clear_faults()
        try:
            typed = RunInput.read(documents=documents, mail_class=self.form.values()["mail_class"])
        except CasemanError as error:
            self._refused(error)
            return
        self.session.change(make_run, typed, done=self._made, failed=self._refused)

    def take_out(self) -> None:
        """Take the chosen letter out of the run."""
        line: RunLetter | None = self.letters.selected()
        if self.view is None or line is None:
            self._notice.tell(self.tr("Choose a letter of the run first."), bad=True)
            return
        typed = RunLetterInput.read(run=self.view.line.number, document_number=line.document_number)
        self.session.change(
            take_out_of_run,
            typed,
            done=lambda _: self._notice.tell(self.tr("Taken out of the run; it waits again.")),
            failed=self._refused,
        )

    def change_mail(self) -> None:
        """Let the chosen letter leave by another mail class."""
        line: RunLetter | None = self.letters.selected()
        if self.view is None or line is None:
            self._notice.tell(self.tr("Choose a letter of the run first."), bad=True)
            return
        self.mail_form.clear_faults()
        try:
            typed = RunMailInput.read(
                run=self.view.line.number, document_number=line.document_number, **self.mail_form.values()
            )
        except CasemanError as error:
            self._mail_refused(error)
            return
        told = self.tr("Changed. Take the tracking numbers anew, and print the lists and addresses with it.")
        self.session.change(change_mail_class, typed, done=lambda _: self._notice.tell(told), failed=self._mail_refused)

    def _mail_refused(self, error: CasemanError) -> None:
        rest = self.mail_form.show_faults(error)
        self._notice.tell(rest or tell(error.text), bad=True)

    def _offer_mail(self) -> None:
        """The class of the chosen letter can be changed while its run is open."""
        line: RunLetter | None = self.letters.selected()
        self.mail_form.clear_faults()
        if line is not None:
            self.mail_form.set_values({"mail_class": line.mail_class})
        can = line is not None and self.view is not None and self.view.line.state.open
        for control in (self.mail_form, self.mail_button):
            control.setEnabled(can)

    def draft(self) -> dict[str, Any]:
        self.printing.draft()
        typed = self.numbers.form.typed()
        return {"numbers": typed} if typed else {}

    def restore(self, draft: dict[str, Any]) -> None:
        self.numbers.form.set_values(draft.get("numbers", {}))

    def _made(self, change: Change) -> None:
        self.wanted = change.document_number
        self._notice.tell(self.tr("Print run {run} is made.").format(run=change.document_number))

    def _refused(self, error: CasemanError) -> None:
        rest = self.form.show_faults(error)
        self._notice.tell(rest or tell(error.text), bad=True)

    def _show_waiting(self, lines: tuple[LetterLine, ...]) -> None:
        self.waiting.lines.replace(lines)

    def _show_runs(self, lines: tuple[RunLine, ...]) -> None:
        before: RunLine | None = self.runs.selected()
        wanted = self.wanted or (before.number if before is not None else None)
        self.wanted = None
        self.runs.lines.replace(lines)
        numbers = [line.number for line in lines]
        if lines:
            self.runs.selectRow(numbers.index(wanted) if wanted in numbers else 0)
        else:
            self._show(None)

    def _choose(self) -> None:
        line: RunLine | None = self.runs.selected()
        if line is not None:
            self.session.read(show_run, line.number, done=self._show)

    def _show(self, view: RunView | None) -> None:
        line: RunLine | None = self.runs.selected()
        if view is not None and (line is None or line.number != view.line.number):
            return  # another was chosen meanwhile
        self.view = view
        self.tabs.setEnabled(view is not None)
        self.letters.lines.replace(view.letters if view is not None else ())
        self.log.lines.replace(tuple(reversed(view.events)) if view is not None else ())
        self.out_button.setEnabled(view is not None and view.line.state.open)
        self._offer_mail()
        for part in (self.printing, self.numbers, self.sending):
            part.show_run(view)
        if view is None:
            self.heading.setText(self.tr("No print run yet. Choose letters that wait, and make one."))
            return
        faults = [f"{each.document_number}: {tell(each.fault)}" for each in view.letters if each.fault is not None]
        faults += [tell(view.fault)] if view.fault is not None else []
        told = self.tr("{run}: {standing}").format(run=view.line.number, standing=tell(view.line.state.label))
        self.heading.setText("\n".join([told, *faults]))

    def _compared(self, line: RunLetter) -> str:
        if line.fault is not None:
            return self.tr("stopped")
        return self.tr("agrees") if line.compared else "–"

    def _waiting_table(self) -> LinesView:
        return LinesView(
            [
                Column(self.tr("Document"), lambda line: line.document_number, whole=True),
                Column(self.tr("Letter"), lambda line: tell(line.kind.label), 120),
                Column(self.tr("Standing"), lambda line: tell(line.standing.label), 100),
            ],
            self.tr("Letters that wait"),
        )

    def _runs_table(self) -> LinesView:
        return LinesView(
            [
                Column(self.tr("Run"), lambda line: line.number, whole=True),
                Column(self.tr("Letters"), lambda line: str(line.letters), whole=True),
                Column(self.tr("Standing"), lambda line: tell(line.state.label), 80),
                Column(self.tr("Made by"), lambda line: line.made_by, 80),
            ],
            self.tr("Print runs"),
        )

    def _letters_table(self) -> LinesView:
        return LinesView(
            [
                Column(self.tr("No."), lambda line: str(line.position), whole=True),
                Column(self.tr("Document"), lambda line: line.document_number, whole=True),
                Column(self.tr("Addressee"), lambda line: line.addressee, 90),
                Column(self.tr("Sheet"), lambda line: str(line.first_sheet), whole=True),
                Column(self.tr("Mail class"), lambda line: tell(line.mail_class.label), 90),
                Column(self.tr("Tracking number"), lambda line: line.tracking_number, whole=True),
                Column(self.tr("Pieces"), lambda line: str(line.enclosures), whole=True),
                Column(self.tr("Compared"), self._compared, 70, colour=_colour),
            ],
            self.tr("Letters of the run"),
        )

    def _log_table(self) -> LinesView:
        return LinesView(
            [
                Column(self.tr("When"), lambda line: self.session.local_time(line.at), whole=True),
                Column(self.tr("Sheet"), lambda line: str(line.sheet), whole=True),
                Column(self.tr("What"), _event, 200),
                Column(self.tr("Who"), lambda line: line.by, 80),
            ],
            self.tr("Log of the run"),
        )

    def _build(self) -> None:
        channels = self.session.procedure.replies.channels
        self.form.fill_choice(
            "mail_class",
            [mail for mail in MailClass if mail.reply_channel in channels],
            blank=self.tr("(as the procedure has it)"),
        )
        self.mail_form.fill_choice("mail_class", [mail for mail in MailClass if mail.reply_channel in channels])
        for form in (self.form, self.mail_form):
            box: QComboBox = form.control("mail_class")
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(6)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, theme.GAP_SMALL, 0, 0)
        column.setSpacing(theme.GAP_SMALL)
        column.addWidget(label(self.tr("Letters that wait"), "heading"))
        column.addWidget(self.waiting, 3)
        column.addWidget(self.form)
        column.addWidget(row(self.all_button, self.make_button))
        column.addWidget(label(self.tr("Print runs"), "heading"))
        column.addWidget(self.runs, 2)
        right = QWidget()
        other = QVBoxLayout(right)
        other.setContentsMargins(0, theme.GAP_SMALL, 0, 0)
        other.setSpacing(theme.GAP_SMALL)
        other.addWidget(self.heading)
        other.addWidget(self.letters, 1)
        other.addWidget(self.mail_form)
        other.addWidget(row(self.mail_button, self.out_button))
        other.addWidget(self.tabs, 2)
        split = SideBySide(scrolled(left), scrolled(right), widths=(420, 740))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.GAP_SMALL, 0, theme.GAP_SMALL, theme.GAP_SMALL)
        layout.addWidget(split)
        may = self.session.may(Action.DISPATCH)
        for part in (
            self.make_button,
            self.out_button,
            self.mail_button,
            self.mail_form,
            self.printing,
            self.numbers,
            self.sending,
        ):
            part.setVisible(may)


def _event(line: RunEvent) -> str:
    return f"{tell(line.label)}: {line.reason}" if line.reason else tell(line.label)


def _colour(line: RunLetter) -> str | None:
    return theme.tokens().bad if line.fault is not None else None
