"""The trail in words, and the check that the file is whole."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from caseman.errors import CasemanError
from caseman.services.auditing import verify_file
from caseman.services.lists import PAGE, list_trail
from caseman.services.views import FileCheck, HistoryLine
from ui import theme
from ui.i18n import tell
from ui.pages.tabbed import Panel
from ui.session import OfficeSession
from ui.widgets.labels import Notice, button, label, row
from ui.widgets.lines import Column, LinesView
from ui.widgets.long_work import LongWork


class TrailPanel(Panel):
    """Every entry, the latest first, under the check of the whole file."""

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
        self.table.lines.wants_more.connect(self._read_more)
        self.table.opened.connect(self._open_line)
        self.work = LongWork(session)
        self.verify_button = button(self.tr("Check the file"), self.verify)
        self.anchor = QLineEdit()
        self.anchor.setPlaceholderText(self.tr("Anchor printed on a letter, if any"))
        self.anchor.setAccessibleName(self.tr("Anchor"))
        self.anchor.setFixedWidth(280)
        self.anchor.returnPressed.connect(self.verify)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, theme.GAP_SMALL)
        whole.addWidget(row(self.verify_button, self.anchor))
        whole.addWidget(self.work)
        whole.addWidget(label(self.tr("Trail: every step, who and when, latest first"), "heading"))
        whole.addWidget(self.table, 1)

    def first_controls(self) -> Iterable[QWidget]:
        return (self.verify_button, self.table)

    def refresh(self) -> None:
        self._session.read(list_trail, done=self._show)

    def verify(self) -> None:
        """Check the file, whole."""
        self._working(on=True)
        check = partial(verify_file, anchor=self.anchor.text().strip() or None)
        self._session.read_long(check, done=self._verified, failed=self._failed)

    def _show(self, lines: tuple[HistoryLine, ...]) -> None:
        self.table.lines.replace(lines, more=len(lines) == PAGE)

    def _open_line(self, line: HistoryLine) -> None:
        if line.case_number is not None:
            self.case_chosen.emit(line.case_number)

    def _read_more(self) -> None:
        last = self.table.lines.lines[-1]
        self._session.read(
            list_trail,
            before=last.entry,
            done=lambda lines: self.table.lines.extend(lines, more=len(lines) == PAGE),
        )

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
        self._notice.tell(
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
        self._notice.tell(tell(error.text), bad=True)

    def _working(self, *, on: bool) -> None:
        self.work.show_working(on=on)
        self.verify_button.setEnabled(not on)
