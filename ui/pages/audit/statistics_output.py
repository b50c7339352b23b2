"""What leaves the statistics: a CSV, the report as a PDF, the report on paper."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget

from caseman.domain.periods import Period
from caseman.domain.permissions import Permission
from caseman.domain.statistics_line import SMALL
from caseman.errors import CasemanError
from caseman.services.annual_report import Report, make_report, note_printed, report_name, save_report
from caseman.services.desk import Change, ChangeKind
from caseman.services.statistics_table import STATISTICS_NAME, export_statistics
from caseman.services.views import Written
from caseman.text import Language
from ui import theme
from ui.i18n import tell
from ui.session import OfficeSession
from ui.widgets.acting import acts_as
from ui.widgets.file_dialogs import ask_new_file
from ui.widgets.labels import Notice, button, label, row


class StatisticsOutput(QWidget):
    """Buttons over the figures. `period` gives the one in sight."""

    def __init__(self, session: OfficeSession, notice: Notice, period: Callable[[], Period]) -> None:
        super().__init__()
        self._session, self._notice, self._period = session, notice, period
        self.csv_button = acts_as(button(self.tr("Save as CSV…"), self._ask_csv), "save_file")
        self.report_button = button(self.tr("Save the report…"), self._ask_report, primary=True)
        self.print_button = acts_as(button(self.tr("Print the report…"), self.print_report), "print")
        self.language = QComboBox()
        self.language.setAccessibleName(self.tr("Language of CSV and report"))
        for language in Language:
            self.language.addItem(tell(language.label), language.value)
        self.language.setCurrentIndex(self.language.findData(session.procedure.replies.language.value))
        self.outsiders = QCheckBox(self.tr("For outsiders: no counts under {count}").format(count=SMALL))
        self._buttons = (self.csv_button, self.report_button, self.print_button)
        for each in self._buttons:
            each.setEnabled(session.may(Permission.EXPORT))
        buddy = label(self.tr("Language"))
        buddy.setBuddy(self.language)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.GAP_SMALL)
        whole.addWidget(row(self.report_button, self.print_button, self.csv_button))
        whole.addWidget(row(buddy, self.language, self.outsiders))

    def save_csv(self, path: Path) -> None:
        """Write the statistics of the period in sight, and of its months, into a new file."""
        self._run(partial(export_statistics, language=self._language(), hide_below=self._hidden()), path, self._saved)

    def save_report(self, path: Path) -> None:
        """Write the report on the period in sight into a new file."""
        self._run(partial(save_report, language=self._language(), hide_below=self._hidden()), path, self._saved)

    def print_report(self) -> None:
        """Make the report, and ask for the printer."""
        make = partial(make_report, language=self._language(), hide_below=self._hidden())
        self._working(on=True)
        self._session.read_long(make, self._period(), done=self._print, failed=self._refused)

    def _run(self, service: Callable[..., Written], path: Path, done: Callable[[Written], None]) -> None:
        self._working(on=True)
        self._session.read_long(service, path, self._period(), done=done, failed=self._refused)

    def _print(self, report: Report) -> None:
        from ui.printing import print_pdf

        self._working(on=False)
        print_pdf(report.pdf, "caseman", self, lambda: self._session.read(note_printed, report, done=self._printed))

    def _printed(self, _noted: None) -> None:
        self._notice.tell(self.tr("The report was sent to the printer."))
        self._session.changed.emit(Change(ChangeKind.AUDIT))

    def _ask_csv(self) -> None:
        ask_new_file(
            self,
            self.tr("Where to write the statistics"),
            lambda name: self.save_csv(Path(name)),
            "csv",
            kinds=self.tr("CSV (*.csv)"),
            at=STATISTICS_NAME,
        )

    def _ask_report(self) -> None:
        ask_new_file(
            self,
            self.tr("Where to write the report"),
            lambda name: self.save_report(Path(name)),
            "pdf",
            kinds=self.tr("PDF (*.pdf)"),
            at=report_name(self._period()),
        )

    def _language(self) -> Language:
        return Language(self.language.currentData())

    def _hidden(self) -> int:
        return SMALL if self.outsiders.isChecked() else 0

    def _saved(self, export: Written) -> None:
        self._working(on=False)
        self._notice.tell(
            self.tr("Written: {file}. Audit anchor: {head}").format(file=str(export.path), head=export.head)
        )
        self._session.changed.emit(Change(ChangeKind.AUDIT))

    def _refused(self, error: CasemanError) -> None:
        self._working(on=False)
        self._notice.tell(tell(error.text), bad=True)

    def _working(self, *, on: bool) -> None:
        for each in self._buttons:
            each.setEnabled(not on and self._session.may(Permission.EXPORT))
