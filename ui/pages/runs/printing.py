"""A run at the printer: from which sheet on, how far it is, pause, a spoilt sheet."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from caseman.domain.print_plan import RunState
from caseman.errors import CasemanError
from caseman.services.letter_inputs import RunEndInput, RunPrintInput, RunSheetInput
from caseman.services.print_runs import cancel_run
from caseman.services.run_papers import RunPapers
from caseman.services.run_printing import (
    PrintingChoice,
    begin_printing,
    finish_printing,
    note_progress,
    note_spoilt,
    printing_choice,
    remember_printing,
    stop_printing,
)
from caseman.services.run_views import RunPart, RunView
from ui import theme
from ui.i18n import tell
from ui.printer_choice import is_duplex, put_into, read_out, set_sides
from ui.printing import ask_for_printer, new_printer
from ui.run_printer import RunPrinter
from ui.session import OfficeSession
from ui.widgets.acting import acts_as
from ui.widgets.form import Form
from ui.widgets.labels import Notice, button, label, row


class RunPrinting(QWidget):
    """The tab “Print” of a run."""

    def __init__(self, session: OfficeSession, notice: Notice) -> None:
        super().__init__()
        self.session = session
        self._notice = notice
        self.view: RunView | None = None
        self.printing: RunPrinter | None = None
        self._labels_next = 0  # the first sheet of labels, where the printer stops before it
        self.where = label("", "quiet", wrap=True)
        self.parts = label("", "quiet", wrap=True)
        self.form = Form()
        self.form.line("first", self.tr("From sheet"))
        self.form.line("last", self.tr("To sheet"), hint=self.tr("Empty: to the end."))
        self.form.check("duplex", self.tr("On both sides of the sheet"))
        self.form.line(
            "first_label",
            self.tr("First free label"),
            hint=self.tr("On a partly used sheet: its labels are counted along the rows."),
        )
        self.form.check(
            "stop", self.tr("Stop before the labels"), checked=True, hint=self.tr("So that their sheets can be put in.")
        )
        self.print_button = acts_as(button(self.tr("Print the run…"), self.ask, primary=True), "print")
        self.pause_button = button(self.tr("Pause"), self.pause)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(self.tr("Sheets printed"))
        self.spoilt = Form()
        self.spoilt.line("sheet", self.tr("Sheet"))
        self.spoilt.line("reason", self.tr("What happened, or why"))
        self.spoilt_button = button(self.tr("Log the spoilt sheet"), self.log_spoilt)
        self.cancel_button = button(self.tr("Cancel the run"), self.cancel)
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.GAP_SMALL)
        for part in (
            self.where,
            self.parts,
            self.form,
            row(self.print_button, self.pause_button),
            self.bar,
            self.spoilt,
            row(self.spoilt_button, self.cancel_button),
        ):
            layout.addWidget(part)
        layout.addStretch(1)
        self.bar.hide()

    @property
    def busy(self) -> bool:
        """Whether sheets are on their way to the printer now."""
        return self.printing is not None

    def show_run(self, view: RunView | None) -> None:
        """Show this run; what is typed stays while it stands at the same sheet."""
        before, self.view = self.view, view
        open_run = view is not None and view.line.state.open
        self.setEnabled(open_run)
        if view is None:
            return
        self.where.setText(self._words(view))
        self.parts.setText("  ·  ".join(self._part(part) for part in view.parts))
        for name in ("first_label", "stop"):
            self.form.show_row(name, visible=view.first_label is not None)
        changed = before is None or before.line.number != view.line.number or before.next_sheet != view.next_sheet
        if changed and not self.busy:
            first = 1 if view.next_sheet > view.sheets else view.next_sheet
            label_number = "" if view.first_label is None else str(view.first_label)
            self.form.set_values(
                {"first": str(first), "last": "", "duplex": view.duplex, "first_label": label_number, "stop": True}
            )
            self.form.clear_faults()
            if before is None or before.line.number != view.line.number:
                self.spoilt.clear()
                if view.next_sheet == 1:
                    self.session.read(printing_choice, done=self._propose)
        self._offer()

    def ask(self) -> None:
        """Check which sheets are meant, and ask for the printer."""
        if self.view is None or self.busy:
            return
        self.form.clear_faults()
        values = self.form.values()
        try:
            asked = RunPrintInput.read(
                run=self.view.line.number,
                first=values["first"],
                last=values["last"] or 0,
                duplex=values["duplex"],
                first_label=values["first_label"] if self.view.first_label is not None else None,
            )
        except CasemanError as error:
            self._refused(self.form, error)
            return
        self.session.read(printing_choice, done=lambda kept: self._choose_printer(asked, kept))

    def print_on(self, asked: RunPrintInput, printer: QPrinter) -> None:
        """Print these sheets on a printer that was chosen."""
        self.session.read(
            begin_printing,
            asked,
            done=lambda papers: self._begin(asked, papers, printer),
            failed=lambda error: self._refused(self.form, error),
        )

    def pause(self) -> None:
        """Stop behind the sheet under way."""
        if self.printing is not None:
            self.printing.pause()

    def abort(self) -> None:
        """The window goes away: the job under way is thrown away; the file knows how far the run came."""
        if self.printing is not None:
            self.printing.abort()
            self.printing = None

    def log_spoilt(self) -> None:
        """Log the sheet that came out spoilt; it is proposed as the first to print again."""
        values = self.spoilt.values()
        try:
            typed = RunSheetInput.read(run=self._run(), **values)
        except CasemanError as error:
            self._refused(self.spoilt, error)
            return

        def done(_change: object) -> None:
            self.form.set_values({"first": str(typed.sheet), "last": str(typed.sheet)})
            self.spoilt.clear()
            self._notice.tell(self.tr("Logged. Print the sheet again, and shred the spoilt one."))

        self.session.change(note_spoilt, typed, done=done, failed=lambda error: self._refused(self.spoilt, error))

    def cancel(self) -> None:
        """Give the run up, with the reason that is typed."""
        if self.busy:
            self.abort()
            self._offer()
        try:
            typed = RunEndInput.read(run=self._run(), reason=self.spoilt.values()["reason"])
        except CasemanError as error:
            self._refused(self.spoilt, error)
            return
        told = self.tr("Cancelled. Its letters wait again; shred what was printed.")
        self.session.change(
            cancel_run,
            typed,
            done=lambda _: self._notice.tell(told),
            failed=lambda error: self._refused(self.spoilt, error),
        )

    def draft(self) -> dict[str, Any]:
        """Nothing of this is kept: the file knows how far the run came. The printer stops."""
        self.abort()
        return {}

    def _propose(self, kept: PrintingChoice) -> None:
        if self.view is not None and self.view.next_sheet == 1 and not self.busy:
            self.form.set_values({"duplex": kept.duplex})

    def _choose_printer(self, asked: RunPrintInput, kept: PrintingChoice) -> None:
        printer = new_printer(asked.run)
        put_into(printer, kept)
        set_sides(printer, duplex=asked.duplex)

        def accepted() -> None:
            chosen = asked.model_copy(update={"duplex": is_duplex(printer)})
            self.session.read(remember_printing, read_out(printer), done=lambda _: None)
            self.print_on(chosen, printer)

        ask_for_printer(printer, self, accepted)

    def _begin(self, asked: RunPrintInput, papers: RunPapers, printer: QPrinter) -> None:
        sheets = papers.sheets(duplex=asked.duplex)
        labels = next((sheet.number for sheet in sheets if papers.documents[sheet.document].labels), 0)
        stops = bool(self.form.values()["stop"]) and asked.first < labels <= (asked.last or len(sheets))
        self._labels_next = labels if stops else 0
        chosen = sheets[asked.first - 1 : labels - 1 if stops else asked.last or len(sheets)]
        self.bar.setRange(0, len(chosen))
        self.bar.setValue(0)
        self.printing = RunPrinter(papers, chosen, printer, duplex=asked.duplex, parent=self)
        self.printing.moved.connect(lambda sheet: self.bar.setValue(sheet - asked.first + 1))
        self.printing.kept.connect(partial(self._kept, asked.run))
        self.printing.finished.connect(partial(self._finished, asked.run))
        self.printing.stopped.connect(partial(self._stopped, asked.run))
        self._offer()
        self.printing.begin()

    def _kept(self, run: str, sheet: int) -> None:
        self.session.read(note_progress, run, sheet, done=lambda _: None)

    def _finished(self, run: str, sheet: int) -> None:
        self._end()
        told = (
            self.tr("Printed up to sheet {sheet}. Put the sheets of labels in, and print the rest.")
            if self._labels_next
            else self.tr("Printed up to sheet {sheet}.")
        )
        self.session.change(
            finish_printing,
            run,
            sheet,
            done=lambda _: self._notice.tell(told.format(sheet=sheet)),
        )

    def _stopped(self, run: str, sheet: int, lost: bool) -> None:
        self._end()
        told = (
            self.tr("The printer is gone. Nothing is lost: print on from sheet {sheet} when it is back.")
            if lost
            else self.tr("Paused. Print on from sheet {sheet}.")
        ).format(sheet=sheet)
        reason = self.tr("printer lost") if lost else self.tr("paused")
        typed = RunSheetInput(run=run, sheet=sheet, reason=reason)
        self.session.change(
            partial(stop_printing, lost=lost), typed, done=lambda _: self._notice.tell(told, bad=lost)
        )  # fmt: skip

    def _end(self) -> None:
        if isinstance(self.printing, QObject):
            self.printing.abort()
            self.printing.deleteLater()
        self.printing = None
        self._offer()

    def _offer(self) -> None:
        self.bar.setVisible(self.busy)
        self.pause_button.setEnabled(self.busy)
        self.print_button.setEnabled(not self.busy)
        self.form.setEnabled(not self.busy)
        self.spoilt_button.setEnabled(not self.busy)

    def _words(self, view: RunView) -> str:
        if view.line.state is RunState.PRINTING and not self.busy:
            return self.tr("It was interrupted. Print on from sheet {next} of {count}.").format(
                next=view.next_sheet, count=view.sheets
            )
        if view.line.state is RunState.PAUSED:
            return self.tr("Stopped before sheet {next} of {count}.").format(next=view.next_sheet, count=view.sheets)
        return self.tr("Sheets: {count}, the lists included.").format(count=view.sheets)

    def _part(self, part: RunPart) -> str:
        if part.first == part.last:
            return self.tr("{what}: sheet {first}").format(what=tell(part.title), first=part.first)
        return self.tr("{what}: sheets {first} to {last}").format(
            what=tell(part.title), first=part.first, last=part.last
        )

    def _run(self) -> str:
        return self.view.line.number if self.view is not None else ""

    def _refused(self, form: Form, error: CasemanError) -> None:
        rest = form.show_faults(error)
        self._notice.tell(rest or tell(error.text), bad=True)
