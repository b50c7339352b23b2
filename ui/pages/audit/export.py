"""What an auditor takes away: sheets as CSV with a manifest, chosen and looked at before they are written."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from caseman.domain.permissions import Permission
from caseman.errors import CasemanError
from caseman.services.export.characters import CharactersError
from caseman.services.export.choice import ExportChoice, kept_choice
from caseman.services.export.reading import Preview, preview
from caseman.services.export.registry import LEDGER
from caseman.services.export.writing import SetWritten, export_set
from ui import theme
from ui.pages.audit.export_choices import ExportChoices
from ui.pages.audit.export_views import CharactersView, PreviewView
from ui.pages.tabbed import Panel
from ui.session import OfficeSession
from ui.widgets.file_dialogs import ask_folder
from ui.widgets.labels import Notice, button, row, scrolled
from ui.widgets.long_work import LongWork
from ui.widgets.permitted import who_may
from ui.widgets.side_by_side import SideBySide

_CHOICES = 330  # px


class ExportPanel(Panel):
    """The choices at the left, the first rows of the sheet that is looked at beside them.

    The folder is asked for last; the set gets a new folder in it, and nothing that is there is written over.
    """

    def __init__(self, session: OfficeSession, notice: Notice) -> None:
        super().__init__(session, notice)
        self._sheet = LEDGER.code
        self._folder: Path | None = None  # where it was to be written when the encoding could not hold everything
        self.choices = ExportChoices()
        self.preview = PreviewView()
        self.characters = CharactersView(self._replace, self._take_utf8, self._show_preview)
        self.seen = QStackedWidget()
        self.seen.addWidget(self.preview)
        self.seen.addWidget(self.characters)
        self.export_button = button(self.tr("Export…"), self._ask_folder, primary=True)
        self.work = LongWork(session)
        self.work.bar.setRange(0, 1000)
        split = SideBySide(scrolled(self.choices), self.seen, widths=(_CHOICES, 3 * _CHOICES))
        split.setStretchFactor(1, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, theme.GAP_SMALL)
        whole.setSpacing(theme.GAP_SMALL)
        whole.addWidget(split, 1)
        whole.addWidget(row(self.export_button))
        whole.addWidget(self.work)
        self.choices.changed.connect(self._read_preview)
        self.choices.sheets.looked_at.connect(self.look_at)
        self._working(on=False)

    def first_controls(self) -> tuple[QWidget, ...]:
        return (self.choices.form.control("first"),)

    def refresh(self) -> None:
        if self._session.may(Permission.EXPORT):
            self._session.read(kept_choice, done=self._show_kept)
        else:
            self.preview.told.setText(who_may(Permission.EXPORT))

    def draft(self) -> dict[str, Any]:
        return self.choices.draft()

    def restore(self, draft: dict[str, Any]) -> None:
        self.choices.restore(draft)

    def look_at(self, sheet: str) -> None:
        """Show the first rows of another sheet."""
        self._sheet = sheet
        self._read_preview()

    def export_to(self, folder: Path) -> None:
        """Write the set into a new folder inside this one."""
        choice = self._choice()
        if choice is not None:
            self._write(folder, choice)

    def _write(self, folder: Path, choice: ExportChoice) -> None:
        self._folder = folder
        self._working(on=True)
        self._session.change_long(
            partial(export_set, keep=True),
            folder / self.folder_name(choice),
            choice,
            done=self._exported,
            failed=self._failed,
            progress=self._moved,
        )

    def folder_name(self, choice: ExportChoice) -> str:
        """What the folder of a set is called: its period tells it from others."""
        first = choice.period.first or ""
        last = choice.period.last or self._session.today()
        parts = ("export", *((f"{first}",) if first else ()), f"{last}", *(("minimised",) if choice.minimised else ()))
        return "-".join(parts)

    def _choice(self) -> ExportChoice | None:
        """What is chosen; None where a field cannot be read, which is then said beside it."""
        try:
            choice = self.choices.choice()
        except CasemanError as error:
            self._tell(error)
            return None
        self.choices.clear_fault()
        return choice

    def _tell(self, error: CasemanError) -> None:
        rest = self.choices.show_fault(error)
        if rest:
            self._notice.tell(rest, bad=True)

    def _show_kept(self, kept: ExportChoice) -> None:
        self.choices.show_kept(kept)
        self._read_preview()

    def _read_preview(self) -> None:
        choice = self._choice()
        if choice is not None and self._session.may(Permission.EXPORT):
            self._session.read(preview, choice, self._sheet, done=self._previewed, failed=self._tell)

    def _previewed(self, come: Preview) -> None:
        if come.sheet == self._sheet:
            self.preview.show_preview(come)
            self._show_preview()

    def _show_preview(self) -> None:
        self.seen.setCurrentWidget(self.preview)

    def _ask_folder(self) -> None:
        if self._choice() is not None:
            ask_folder(self, self.tr("Where to put the folder of the set"), lambda name: self.export_to(Path(name)))

    def _replace(self) -> None:
        if self._folder is not None and self._choice() is not None:
            self._write(self._folder, self.choices.transcribing())

    def _take_utf8(self) -> None:
        self.choices.take_utf8()
        self._show_preview()
        if self._folder is not None:
            self.export_to(self._folder)

    def _exported(self, done: SetWritten) -> None:
        self._working(on=False)
        self._show_preview()
        told = self.tr(
            "The set is in {folder}. Tell the auditor by another way: SHA-256 of the manifest {hash}, head {head}."
        ).format(folder=str(done.path), hash=done.sha256, head=done.head)
        if done.replaced:
            told += " " + self.tr("Characters that were replaced: {count}; see replaced.csv.").format(
                count=done.replaced
            )
        self._notice.tell(told)

    def _failed(self, error: CasemanError) -> None:
        self._working(on=False)
        if isinstance(error, CharactersError):
            self.characters.show_report(error.report)
            self.seen.setCurrentWidget(self.characters)
            self.characters.table.setFocus()
        else:
            self._tell(error)

    def _moved(self, done: float) -> None:
        self.work.bar.setValue(round(done * 1000))

    def _working(self, *, on: bool) -> None:
        self.work.show_working(on=on)
        self.work.bar.setValue(0)
        may = self._session.may(Permission.EXPORT)
        self.export_button.setEnabled(may and not on)
        self.choices.setEnabled(may and not on)
        self.characters.setEnabled(not on)
