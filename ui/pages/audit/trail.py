"""The trail in words, and the check that the file is whole."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseman.errors import CasemanError
from caseman.services.auditing import verify_file
from caseman.services.file_check import FileCheck
from caseman.services.month_sheets import MonthSheet, month_sheet_due, print_month_sheet
from caseman.services.trail_list import PAGE, TrailPage, TrailQuery, read_trail
from caseman.services.views import HistoryLine
from caseman.text import Language
from ui import theme
from ui.i18n import current_language, tell
from ui.pages.audit.trail_filter import TrailFilter
from ui.pages.tabbed import Panel
from ui.session import OfficeSession
from ui.widgets.acting import acts_as
from ui.widgets.labels import Notice, button, label, row
from ui.widgets.lines import Column, LinesView
from ui.widgets.long_work import LongWork
from ui.widgets.pdf_view import SheetOutput
from ui.widgets.text_fields import TextLine


class TrailPanel(Panel):
    """Every entry that is asked for, the latest first, under the check of the whole file."""

    def __init__(self, session: OfficeSession, notice: Notice) -> None:
        super().__init__(session, notice)
        columns = [
            Column(self.tr("Entry"), lambda line: str(line.entry), whole=True),
            Column(self.tr("When"), lambda line: session.local_time(line.at), whole=True),
            Column(self.tr("Who"), lambda line: line.staff, 140),
            Column(self.tr("Case"), lambda line: line.case_number or "", whole=True),
            Column(self.tr("What"), lambda line: tell(line.label), 480),
        ]
        self.table = LinesView(columns, self.tr("Trail"))
        self._asked = TrailQuery()
        self._before: int | None = None
        self.filter = TrailFilter(session)
        self.filter.changed.connect(self._read_first)
        self.found = label("", "quiet", wrap=True)
        self.table.lines.wants_more.connect(self._read_more)
        self.table.opened.connect(self._open_line)
        self.work = LongWork(session)
        self.verify_button = acts_as(button(self.tr("Check the file"), self.verify), "check_file")
        self.output = SheetOutput(self, "caseman")
        self.sheet_button = acts_as(button(self.tr("Print the monthly sheet"), self.print_sheet), "print")
        self.sheet_due = label("", "warn", wrap=True)
        self.anchor = TextLine()
        self.anchor.setPlaceholderText(self.tr("Anchor printed on a letter, if any"))
        self.anchor.setAccessibleName(self.tr("Anchor"))
        theme.sized(self.anchor, width=280)
        self.anchor.returnPressed.connect(self.verify)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, theme.GAP_SMALL)
        whole.addWidget(row(self.verify_button, self.anchor, self.sheet_button))
        whole.addWidget(self.sheet_due)
        self.sheet_due.hide()
        whole.addWidget(self.work)
        whole.addWidget(label(self.tr("Trail: every step, who and when, latest first"), "heading", wrap=True))
        whole.addWidget(self.filter)
        whole.addWidget(self.found)
        self.found.hide()
        whole.addWidget(self.table, 1)

    def first_controls(self) -> Iterable[QWidget]:
        return (self.verify_button, self.table)

    def print_sheet(self) -> None:
        """Print the sheet of the month before, with the anchor as it is now."""
        self._session.change(print_month_sheet, done=self._sheet_made, failed=self._failed)

    def refresh(self) -> None:
        self._session.read(month_sheet_due, done=self._show_due)
        self.filter.read_staff()
        self._read_first()

    def verify(self) -> None:
        """Check the file, whole."""
        self._working(on=True)
        check = partial(verify_file, anchor=self.anchor.text().strip() or None)
        self._session.read_long(check, done=self._verified, failed=self._failed)

    def _sheet_made(self, sheet: MonthSheet) -> None:
        self.output.print_pdf(sheet.pdf)

    def _show_due(self, month: date | None) -> None:
        told = self.tr("The sheet for {month} is to be printed, signed and filed.")
        self.sheet_due.setText("" if month is None else told.format(month=f"{month:%Y-%m}"))
        self.sheet_due.setVisible(month is not None)

    def _read_first(self) -> None:
        """Read from the latest entry on, for what is asked now."""
        try:
            self._asked = self.filter.query()
        except CasemanError as error:
            self._refused(error)
            return
        self._session.read(read_trail, self._asked, done=self._show, failed=self._refused)

    def _read_more(self) -> None:
        if self._before is not None:
            query, self._before = replace(self._asked, before=self._before), None  # until its page has come
            self._session.read(read_trail, query, done=self._show, failed=self._refused)

    def _show(self, page: TrailPage) -> None:
        if replace(page.query, before=None) != self._asked:
            return  # something else was asked meanwhile
        self._before = page.before
        more = page.before is not None
        if page.query.before is None:
            self.table.lines.replace(page.lines, more=more)
        else:
            self.table.lines.extend(page.lines, more=more)
        shown = len(self.table.lines.lines)
        if page.before is not None and shown < PAGE:  # words that are rare: look further back
            self._tell(self.tr("Looking through the trail, at entry {entry}…").format(entry=page.before))
            self._read_more()
            return
        self._tell("" if shown else self.tr("No entry of the trail is like this."))

    def _refused(self, error: CasemanError) -> None:
        self._before = None
        self.table.lines.replace(())
        self._tell(tell(error.text))

    def _tell(self, text: str) -> None:
        self.found.setText(text)
        self.found.setVisible(bool(text))

    def _open_line(self, line: HistoryLine) -> None:
        if line.case_number is not None:
            self.case_chosen.emit(line.case_number)

    def _verified(self, check: FileCheck) -> None:
        self._working(on=False)
        if check.sound:
            text = self.tr(
                "The file is sound: {entries} entries of the trail, {scans} scans, {letters} letters. Anchor {head}."
            )
        elif check.anchors_lost:
            text = self.tr("Anchors that the file gave out are not in its trail any more: {lost}. Keep the file.")
        elif check.anchor_found is False:
            text = self.tr("Its anchor is {head}.")
        else:
            text = self.tr("The file is damaged. Keep it, and bring back the last backup. Last good anchor {head}.")
        between = "" if current_language() is Language.JA else " "
        text = between.join(filter(None, (self._of_anchor(check), text)))
        self._notice.tell(
            text.format(
                entries=check.entries,
                scans=check.scans_checked,
                letters=check.letters_checked,
                head=check.head,
                lost=", ".join(check.anchors_lost),
            ),
            bad=not check.sound,
        )

    def _of_anchor(self, check: FileCheck) -> str:
        """Whether the file went through the anchor that was typed; nothing where none was."""
        if check.anchor_found is None:
            return ""
        if check.anchor_found:
            return self.tr("Yes: the file went through this anchor.")
        if check.anchor_beyond:
            return self.tr("No: the file does not reach this anchor. It is an older copy, or its end was cut off.")
        return self.tr("No: the file was never at this anchor. Its trail was changed.")

    def _failed(self, error: CasemanError) -> None:
        self._working(on=False)
        self._notice.tell(tell(error.text), bad=True)

    def _working(self, *, on: bool) -> None:
        self.work.show_working(on=on)
        self.verify_button.setEnabled(not on)
