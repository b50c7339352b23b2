"""Settings: the office's procedure with its sources, the language, the idle time, where the file lies."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QSpinBox, QVBoxLayout, QWidget

from caseman.domain.permissions import Permission
from caseman.offices.sourced import OFFICE_SETTING
from caseman.offices.summary import topics
from caseman.text import Language
from ui import i18n, settings, theme
from ui.i18n import tell
from ui.pages.backup import BackupPanel
from ui.pages.base import Page
from ui.pages.office_rules import ClosureList, ProcedureVersions
from ui.pages.paper import PaperPanel
from ui.pages.scanner import ScannerPanel
from ui.session import OfficeSession
from ui.widgets.labels import button, label, panel, row, scrolled


class SettingsPage(Page):
    """What can be chosen, and what the procedure says."""

    language_chosen = Signal()

    def __init__(self, session: OfficeSession) -> None:
        super().__init__(session, "")
        self.title.setText(self.tr("Settings"))
        self.language = QComboBox()
        self.language.addItem(self.tr("As the system"), "")
        self.language.addItem("日本語", Language.JA.value)
        self.language.addItem("English", Language.EN.value)
        self.language.setCurrentIndex(max(0, self.language.findData(settings.chosen_language_code())))
        self.language.activated.connect(self._choose_language)
        self.idle = QSpinBox()
        self.idle.setRange(30, 3600)
        self.idle.setSingleStep(30)
        self.idle.setSuffix(self.tr(" s"))
        self.idle.setValue(settings.idle_seconds())
        self.idle.valueChanged.connect(settings.set_idle_seconds)
        here = QWidget()
        form = QFormLayout(here)
        form.setContentsMargins(0, 0, 0, 0)
        for title, control in ((self.tr("Language"), self.language), (self.tr("Lock after"), self.idle)):
            form.addRow(title, control)
            control.setAccessibleName(title)
            control.setMaximumWidth(240)
        content = QWidget()
        area = scrolled(content)
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        area.setAccessibleName(self.tr("Settings"))
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, theme.GAP_SMALL, 0)
        column.setSpacing(theme.GAP)
        column.addWidget(panel(here, heading=self.tr("This workstation")))
        column.addWidget(panel(self._file(), heading=self.tr("The file")))
        self.backup = BackupPanel(session, self.notice)
        self.closures = ClosureList(session, self.notice)
        self.versions = ProcedureVersions(session, self.notice)
        self.versions.adopted.connect(self.language_chosen)  # every page is built anew
        self.scanner = ScannerPanel(session, self.notice)
        self.paper = PaperPanel(session, self.notice)
        self.texts = panel(
            label(
                self.tr("What each letter says, in Japanese and English; your own texts beside those that ship."),
                "quiet",
                wrap=True,
            ),
            row(button(self.tr("Letter texts…"), lambda: self.place_chosen.emit("texts"))),
            heading=self.tr("Letter texts"),
        )
        for part in (self.backup, self.scanner, self.paper, self.texts, self.closures, self.versions):
            column.addWidget(part)
        for part in (self.closures, self.versions, self.texts):
            part.setEnabled(session.may(Permission.OFFICE_RULES))
        column.addWidget(panel(self._procedure(), heading=self.tr("The office's procedure")))
        column.addStretch(1)
        self.body.addWidget(area, 1)

    def first_controls(self) -> Iterable[QWidget]:
        return (self.language,)

    def refresh(self) -> None:
        for part in (self.backup, self.scanner, self.paper, self.closures, self.versions):
            part.refresh()

    def draft(self) -> dict[str, Any]:
        kept = {"backup": self.backup.draft(), "scanner": self.scanner.draft(), "paper": self.paper.draft()}
        return {name: typed for name, typed in kept.items() if typed}

    def restore(self, draft: dict[str, Any]) -> None:
        self.backup.form.set_values(draft.get("backup", {}))
        self.scanner.form.set_values(draft.get("scanner", {}))
        self.paper.form.set_values(draft.get("paper", {}))

    def _choose_language(self, _at: int) -> None:
        code = self.language.currentData()
        settings.set_language(Language(code) if code else None)
        i18n.install_language(settings.language())
        self.language_chosen.emit()

    def _file(self) -> QWidget:
        return _facts(
            (self.tr("Place"), str(self.session.path.absolute())),
            (self.tr("Key file"), f"{self.session.path.name}.keys"),
        )

    def _procedure(self) -> QWidget:
        procedure = self.session.procedure
        rows = [
            (self.tr("Office"), procedure.name.in_language(i18n.current_language())),
            (self.tr("Document"), procedure.document),
            (
                self.tr("Version"),
                self.tr("{version}, in force from {day}").format(
                    version=procedure.version, day=tell(procedure.in_force_from)
                ),
            ),
        ]
        for heading, statements in topics(procedure):
            title = tell(heading)
            for statement, source in statements:
                rows.append((title, f"{tell(statement)} {self._source(source)}"))
                title = ""
        return _facts(*rows)

    def _source(self, source: str) -> str:
        """Where a rule stands; the citation is shown as the procedure's file has it."""
        if source == OFFICE_SETTING:
            return self.tr("(office setting)")
        return self.tr("(source: {source})").format(source=source)


def _facts(*rows: tuple[str, str]) -> QWidget:
    holder = QWidget()
    form = QFormLayout(holder)
    form.setContentsMargins(0, 0, 0, 0)
    form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
    for title, text in rows:
        form.addRow(label(title, "quiet"), label(text, wrap=True, selectable=True))
    return holder
