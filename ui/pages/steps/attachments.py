"""The disclosed data that go with the answer, as a part of the step “Letter”."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QComboBox, QProgressBar

from caseman.domain.actions import Action
from caseman.domain.attachments import Placing, answers_with_data
from caseman.domain.letters import DATA_LETTERS
from caseman.errors import CasemanError
from caseman.services.attachment_inputs import AttachmentChange, AttachmentInput, AttachmentMove, AttachmentRemoval
from caseman.services.attachment_rows import AttachmentLine
from caseman.services.attachments import (
    attach,
    change_attachment,
    list_attachments,
    move_attachment,
    take_out_attachment,
)
from caseman.services.letter_attachments import EnclosedPaper, note_paper, paper_to_print
from caseman.services.scan_import import ScanFile
from caseman.services.views import CaseView, LetterLine
from ui.dialogs.redacting import ask_to_redact
from ui.i18n import tell
from ui.pages.steps.base import Part, StepPanel
from ui.widgets.file_dialogs import ask_file
from ui.widgets.fitted_list import FittedList
from ui.widgets.labels import button, label, panel, row
from ui.widgets.pdf_view import SheetOutput

_HIGHEST = 180  # of the list, in pixels


class AttachmentsPart(Part):
    """What is attached to the answers of the case, and the form for one more."""

    def __init__(self, owner: StepPanel) -> None:
        super().__init__(owner)
        self._case: CaseView | None = None
        self._lines: tuple[AttachmentLine, ...] = ()
        self._busy = False
        self.list = FittedList(self.tr("Attachments"), _HIGHEST)
        self.list.currentRowChanged.connect(lambda _at: self._chosen())
        self.form = owner.new_form("attachment", aside=True)
        self.position: QComboBox = self.form.choice("position", self.tr("Request"), ())
        self.form.line("title", self.tr("Title"), hint=self.tr("What it is, as the letter names it."))
        self.form.choice("placing", self.tr("It goes"), Placing)
        self.file_button = button(self.tr("Attach a file…"), self.ask)
        self.change_button = button(self.tr("Change title or placing"), self.change)
        self.form.submits(self.change_button)
        self.redact_button = button(self.tr("Redact…"), self.redact)
        self.up_button = button(self.tr("Up"), partial(self.shift, -1))
        self.down_button = button(self.tr("Down"), partial(self.shift, 1))
        self.remove_button = button(self.tr("Take out"), self.take_out)
        self.print_button = button(self.tr("Print the enclosed paper…"), self.print_paper)
        self.stop_button = button(self.tr("Stop"), self.session.stop_long)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(self.tr("How far the file is taken in"))
        self.warning = label("", "warn", wrap=True)
        self._output = SheetOutput(self, "caseman")
        told = self.tr(
            "PDF, JPEG, PNG or TIFF. The file stays here unredacted; what goes with the letter are pictures of its "
            "pages. Every change asks for the letter's next version."
        )
        group = panel(
            label(told, "quiet", wrap=True),
            self.list,
            self.warning,
            row(self.redact_button, self.up_button, self.down_button, self.remove_button),
            row(self.print_button),
            self.form,
            row(self.file_button, self.change_button),
            self.bar,
            row(self.stop_button),
            heading=self.tr("Attached data"),
        )
        self.body.addWidget(self.only(Action.MAKE_LETTER, group))
        self._work(on=False)

    def fill(self, case: CaseView) -> None:
        if self._case is None or self._case.number != case.number:
            self._lines = ()
        self._case = case
        requests = [request for request in case.requests if answers_with_data(request.type)]
        self.setVisible(bool(requests) and Action.MAKE_LETTER in case.course.actions)
        chosen = self.position.currentData()
        self.position.clear()
        for request in requests:
            self.position.addItem(f"{request.position}. {tell(request.type.label)}", request.position)
        self.position.setCurrentIndex(max(0, self.position.findData(chosen)))
        self.form.show_row("position", visible=len(requests) > 1)
        self.form.settle("position")
        if requests:
            self.session.read(list_attachments, case.number, done=partial(self._show, case.number))

    def start(self, case: CaseView) -> None:
        del case
        self._fill_form()

    def ask(self) -> None:
        """Ask for a file, and attach it."""
        kinds = self.tr("PDF and pictures") + " (*.pdf *.jpg *.jpeg *.png *.tif *.tiff)"
        ask_file(self, self.tr("Attach a file"), lambda name: self.attach(Path(name)), kinds=kinds)

    def attach(self, path: Path) -> None:
        """Attach this file, under its own name where no other title is typed."""
        self.form.clear_faults()
        values, line = self.form.values(), self._line()
        if line is not None and values["title"] == line.title:
            values["title"] = ""  # that one has it
        values["title"] = values["title"].strip() or path.stem
        try:
            typed = AttachmentInput.read(number=self.number, **values)
        except CasemanError as error:
            self.owner.refuse(self.form, error)
            return
        self._work(on=True)
        self.session.change_long(
            attach, typed, ScanFile(path), done=self._attached, failed=self._failed, progress=self._progress
        )

    def change(self) -> None:
        """Give the chosen attachment the title and placing that are typed."""
        line = self._line()
        if line is not None:
            values = {name: value for name, value in self.form.values().items() if name != "position"}
            told = self.tr("Changed.")
            self._send(AttachmentChange, change_attachment, told, attachment_id=line.attachment_id, **values)

    def shift(self, by: int) -> None:
        """Move the chosen attachment up or down among those of its request."""
        line = self._line()
        if line is None:
            return
        same = [each for each in self._lines if each.position == line.position]
        to = same.index(line) + 1 + by
        if 1 <= to <= len(same):
            self._send(AttachmentMove, move_attachment, self.tr("Moved."), attachment_id=line.attachment_id, to=to)

    def take_out(self) -> None:
        """Take the chosen attachment out of the file."""
        line = self._line()
        if line is not None:
            told = self.tr("Taken out.")
            self._send(AttachmentRemoval, take_out_attachment, told, attachment_id=line.attachment_id)

    def redact(self) -> None:
        """Redact parts of the chosen attachment."""
        line = self._line()
        if line is not None:
            ask_to_redact(self.session, self.number, line.attachment_id, self, self.owner.notice)

    def print_paper(self) -> None:
        """Print the paper of the chosen attachment, as it was made with the letter."""
        line, letter = self._line(), self._letter()
        if line is not None and letter is not None:
            where = (letter.case_number, letter.document_number, line.number)
            self.session.read(paper_to_print, *where, done=self._print, failed=self._failed)

    def _print(self, paper: EnclosedPaper) -> None:
        number, line = self.number, self._line()

        def printed() -> None:
            if line is not None:
                self.session.change(note_paper, number, paper.document_number, paper.number)

        self._output.print_pdf(paper.pdf, printed)

    def _send(self, kind: Any, service: Any, done: str, **values: Any) -> None:
        number = self.number
        self.owner.send(self.form, lambda: kind.read(number=number, **values), service, done)

    def _show(self, number: str, lines: tuple[AttachmentLine, ...]) -> None:
        if self._case is None or self._case.number != number:
            return
        chosen = self._line()
        self._lines = lines
        self.list.blockSignals(True)
        self.list.clear()
        for line in lines:
            self.list.addItem(self._words(line))
        kept = [at for at, line in enumerate(lines) if chosen and line.attachment_id == chosen.attachment_id]
        self.list.setCurrentRow(kept[0] if kept else -1)
        self.list.blockSignals(False)
        self.list.setVisible(bool(lines))
        self.list.fit()
        self._warn()
        self._offer()

    def _words(self, line: AttachmentLine) -> str:
        told = self.tr("Attachment {number}: {title} – {placing}, pages: {pages}").format(
            number=line.number, title=line.title, placing=tell(line.placing.label), pages=line.pages
        )
        if line.redactions:
            told += self.tr(", redacted: {count}").format(count=len(line.redactions))
        return f"{line.position}. {told}" if self.position.count() > 1 else told

    def _warn(self) -> None:
        """What keeps the letter from being made."""
        open_ones = [str(line.number) for line in self._lines if line.unexplained]
        told = self.tr("Redacted without ground or reason, so that no letter can be made: attachment {numbers}.")
        self.warning.setText(told.format(numbers=", ".join(open_ones)) if open_ones else "")
        self.warning.setVisible(bool(open_ones))

    def _chosen(self) -> None:
        self._fill_form()
        self._offer()

    def _fill_form(self) -> None:
        """Title and placing of the chosen attachment; empty where none is, for another."""
        line = self._line()
        if line is None:
            self.form.set_values({"title": "", "placing": Placing.APPENDED})
        else:
            self.form.set_values({"position": line.position, "title": line.title, "placing": line.placing})
        self.form.clear_faults()
        self.form.settle()

    def _offer(self) -> None:
        line = self._line()
        for control in (self.change_button, self.redact_button, self.up_button, self.down_button, self.remove_button):
            control.setVisible(bool(self._lines))
            control.setEnabled(line is not None and not self._busy)
        letter = self._letter()
        enclosed = any(each.placing is Placing.ENCLOSED for each in self._lines)
        self.print_button.setVisible(enclosed)
        mine = line is not None and line.placing is Placing.ENCLOSED
        self.print_button.setEnabled(mine and letter is not None and letter.may_go)

    def _line(self) -> AttachmentLine | None:
        at = self.list.currentRow()
        return self._lines[at] if 0 <= at < len(self._lines) else None

    def _letter(self) -> LetterLine | None:
        """The letter that was made with the chosen attachment."""
        line = self._line()
        if line is None or self._case is None:
            return None
        request = next((each for each in self._case.requests if each.position == line.position), None)
        if request is None or request.letter not in DATA_LETTERS:
            return None
        made = [each for each in self._case.letters if each.kind is request.letter and not each.superseded]
        return max(made, key=lambda each: each.document_number, default=None)

    def _attached(self, _change: object) -> None:
        self._work(on=False)
        self.list.setCurrentRow(-1)
        self._fill_form()
        self.owner.notice.tell(self.tr("Attached."))

    def _failed(self, error: CasemanError) -> None:
        self._work(on=False)
        self.owner.refuse(self.form, error)

    def _progress(self, done: float) -> None:
        self.bar.setValue(round(done * 100))

    def _work(self, *, on: bool) -> None:
        """Show how far the file is, and how to stop it, while it is taken in."""
        self._busy = on
        self.bar.setValue(0)
        self.bar.setVisible(on)
        self.stop_button.setVisible(on)
        self.form.setEnabled(not on)
        self.file_button.setEnabled(not on)
        self._offer()
