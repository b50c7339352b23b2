"""For the auditor: the trail in words, the ledger as CSV, and the check that the file is whole."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QProgressBar, QWidget

from caseman.domain.permissions import Permission
from caseman.errors import CasemanError
from caseman.services.auditing import Export, export_ledger, verify_file
from caseman.services.lists import PAGE, list_trail
from caseman.services.views import FileCheck, HistoryLine
from ui.i18n import tell
from ui.pages.base import Page
from ui.session import OfficeSession
from ui.widgets.file_dialogs import ask_folder
from ui.widgets.labels import button, label, row
from ui.widgets.lines import Column, LinesView


class AuditPage(Page):
    """The trail and what an auditor asks for."""

    def __init__(self, session: OfficeSession) -> None:
        super().__init__(session, "")
        self.title.setText(self.tr("Audit"))
        columns = [
            Column(self.tr("Entry"), lambda line: str(line.entry), whole=True),
            Column(self.tr("When"), lambda line: session.local_time(line.at), whole=True),
            Column(self.tr("Who"), lambda line: line.staff, 140),
            Column(self.tr("Case"), lambda line: line.case_number or "", whole=True),
            Column(self.tr("What"), lambda line: tell(line.label), 480),
        ]
        self.table = LinesView(columns, self.tr("Trail"))
        self.table.lines.wants_more.connect(self._read_more)
        self.table.opened.connect(self._open_line)
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._busy.setAccessibleName(self.tr("Working"))
        self._busy.hide()
        self.export_button = button(self.tr("Export the ledger as CSV…"), self._ask_folder, primary=True)
        self.verify_button = button(self.tr("Check the file"), self.verify)
        self.stop_button = button(self.tr("Stop"), session.stop_long)
        self.stop_button.hide()
        self.export_button.setEnabled(session.may(Permission.EXPORT))
        self.anchor = QLineEdit()
        self.anchor.setPlaceholderText(self.tr("Anchor printed on a letter, if any"))
        self.anchor.setAccessibleName(self.tr("Anchor"))
        self.anchor.setFixedWidth(280)
        self.anchor.returnPressed.connect(self.verify)
        self.body.addWidget(row(self.export_button, self.verify_button, self.anchor, self.stop_button))
        self.body.addWidget(self._busy)
        self.body.addWidget(label(self.tr("Trail: every step, who and when, latest first"), "heading"))
        self.body.addWidget(self.table, 1)

    def first_controls(self) -> Iterable[QWidget]:
        return (self.export_button, self.table)

    def refresh(self) -> None:
        self.session.read(list_trail, done=self._show)

    def export_to(self, folder: Path) -> None:
        """Write the ledger into a folder."""
        self._working(on=True)
        self.session.read_long(export_ledger, folder, done=self._exported, failed=self._failed)

    def verify(self) -> None:
        """Check the file, whole."""
        self._working(on=True)
        check = partial(verify_file, anchor=self.anchor.text().strip() or None)
        self.session.read_long(check, done=self._verified, failed=self._failed)

    def _show(self, lines: tuple[HistoryLine, ...]) -> None:
        self.table.lines.replace(lines, more=len(lines) == PAGE)

    def _open_line(self, line: HistoryLine) -> None:
        if line.case_number is not None:
            self.case_chosen.emit(line.case_number)

    def _read_more(self) -> None:
        last = self.table.lines.lines[-1]
        self.session.read(
            list_trail,
            before=last.entry,
            done=lambda lines: self.table.lines.extend(lines, more=len(lines) == PAGE),
        )

    def _ask_folder(self) -> None:
        ask_folder(self, self.tr("Folder for the ledger"), lambda name: self.export_to(Path(name)))

    def _exported(self, export: Export) -> None:
        self._working(on=False)
        self.notice.tell(
            self.tr("Cases in {file}: {rows}. Audit anchor: {head}").format(
                rows=export.rows, file=str(export.path), head=export.head
            )
        )
        self.refresh()

    def _verified(self, check: FileCheck) -> None:
        self._working(on=False)
        if check.sound:
            text = self.tr(
                "The file is sound: {entries} entries of the trail, {scans} scans, {letters} letters. Anchor {head}."
            )
        elif check.anchor_found is False:
            text = self.tr(
                "The file was never at this anchor: it is an older copy, or was changed. Its anchor is {head}."
            )
        else:
            text = self.tr("The file is damaged. Keep it, and bring back the last backup. Last good anchor {head}.")
        self.notice.tell(
            text.format(
                entries=check.entries,
                scans=check.scans_checked,
                letters=check.letters_checked,
                head=check.head,
            ),
            bad=not check.sound,
        )

    def _failed(self, error: CasemanError) -> None:
        self._working(on=False)
        self.tell_failure(error)

    def _working(self, *, on: bool) -> None:
        self._busy.setVisible(on)
        self.stop_button.setVisible(on)
        self.export_button.setEnabled(not on and self.session.may(Permission.EXPORT))
        self.verify_button.setEnabled(not on)
