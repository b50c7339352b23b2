"""The office's procedure in the settings: its versions, what it says, and the way to the editor."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from caseman.bootstrap import write_file
from caseman.domain.permissions import Permission
from caseman.errors import CasemanError
from caseman.offices.sourced import OFFICE_SETTING
from caseman.offices.summary import topics
from caseman.services.procedures import ProcedureVersion, list_versions, procedure_toml
from ui import i18n, theme
from ui.i18n import tell
from ui.pages.settings.procedure_words import StatementColours
from ui.session import OfficeSession
from ui.widgets.acting import acts_as
from ui.widgets.file_dialogs import ask_new_file
from ui.widgets.labels import Notice, button, label, panel, row

_RULES_HEIGHT = 240  # px at least


class ProcedurePanel(QWidget):
    """The versions in the file, the rules of the one in force with their sources; an edited one becomes the next."""

    place_chosen = Signal(str)

    def __init__(self, session: OfficeSession, notice: Notice) -> None:
        super().__init__()
        self._session = session
        self._notice = notice
        self.versions = label("", wrap=True, selectable=True)
        hint = self.tr(
            "The procedure is a text. The editor checks it while it is typed and tells in words what changes; adopted, "
            "it becomes the next version. Running cases keep the version they were opened under."
        )
        self.edit_button = button(self.tr("Edit the procedure…"), lambda: self.place_chosen.emit("procedure"))
        self.save_button = acts_as(button(self.tr("Save as a file…"), self.ask_where), "save_file")
        for each in (self.edit_button, self.save_button):
            each.setEnabled(session.may(Permission.OFFICE_RULES))
        self.rules = QPlainTextEdit()  # a hundred labels would take a third of a second
        self.rules.setReadOnly(True)
        self.rules.setTabChangesFocus(True)
        self.rules.setAccessibleName(self.tr("The office's procedure"))
        self.rules.setMinimumHeight(_RULES_HEIGHT)
        self._colours = StatementColours(self.rules.document())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GAP)
        layout.addWidget(
            panel(
                self.versions,
                label(hint, "quiet", wrap=True),
                row(self.edit_button, self.save_button),
                heading=self.tr("Versions of the procedure"),
            )
        )
        layout.addWidget(label(self.tr("The office's procedure"), "heading"))
        layout.addWidget(self.rules, 1)

    def refresh(self) -> None:
        if not self.rules.toPlainText():
            self.rules.setPlainText(self._rules())
        self._session.read(list_versions, done=self._show)

    def ask_where(self) -> None:
        """Ask for the file's place, then save it."""
        name = f"{self._session.procedure.code}.toml"
        ask_new_file(self, self.tr("Save the procedure"), lambda path: self.save(Path(path)), "toml", at=name)

    def save(self, path: Path) -> None:
        """Save the version in force as a new file."""

        def write(text: str) -> None:
            try:
                write_file(path, text.encode())
            except CasemanError as error:
                self._notice.tell(tell(error.text), bad=True)
                return
            self._notice.tell(self.tr("Saved as {name}.").format(name=path.name))

        self._session.read(procedure_toml, done=write)

    def _show(self, versions: tuple[ProcedureVersion, ...]) -> None:
        self.versions.setText(
            "\n".join(
                self.tr("Version {version}, in force from {day}; running cases: {cases}").format(
                    version=each.version, day=tell(each.in_force_from), cases=each.running_cases
                )
                for each in versions
            )
        )

    def _rules(self) -> str:
        """Headings, and under each what holds, with its source."""
        procedure = self._session.procedure
        version = self.tr("{version}, in force from {day}").format(
            version=procedure.version, day=tell(procedure.in_force_from)
        )
        told = [
            (self.tr("Office"), [procedure.name.in_language(i18n.current_language())]),
            (self.tr("Document"), [procedure.document]),
            (self.tr("Version"), [version]),
        ]
        for heading, statements in topics(procedure):
            told.append((tell(heading), [f"{tell(said)} {self._source(source)}" for said, source in statements]))
        return "\n\n".join("\n".join([heading, *(f"  {line}" for line in lines)]) for heading, lines in told)

    def _source(self, source: str) -> str:
        """Where a rule stands; the citation is shown as the procedure's file has it."""
        if source == OFFICE_SETTING:
            return self.tr("(office setting)")
        return self.tr("(source: {source})").format(source=source)
