"""Rules of the office that change while it works: closures known later, versions of the procedure."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QListWidget, QVBoxLayout, QWidget

from caseman.bootstrap import write_file
from caseman.errors import CasemanError
from caseman.offices.loader import procedure_text
from caseman.offices.schema import Procedure
from caseman.services.closures import ClosureLine, DatesMoved, add_closure, list_closures, remove_closure
from caseman.services.course_inputs import ClosureInput
from caseman.services.desk import Change, Desk
from caseman.services.procedures import ProcedureVersion, adopt_procedure, list_versions, procedure_toml
from ui import theme
from ui.i18n import tell
from ui.session import OfficeSession
from ui.widgets.file_dialogs import ask_file, ask_new_file
from ui.widgets.form import Form
from ui.widgets.labels import Notice, button, label, panel, row


class ClosureList(QWidget):
    """Holidays and closures that became known later; every running date is found anew."""

    def __init__(self, session: OfficeSession, notice: Notice) -> None:
        super().__init__()
        self._session = session
        self._notice = notice
        self._lines: tuple[ClosureLine, ...] = ()
        self._kinds = {
            "closed": self.tr("the office is closed"),
            "holiday": self.tr("a holiday"),
            "opened": self.tr("the office is open after all"),
        }
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Days added later"))
        self.list.setMaximumHeight(150)
        self.form = Form()
        self.form.day("day", self.tr("Day"))
        kind = self.form.choice("kind", self.tr("Kind"), ())
        for code, text in self._kinds.items():
            kind.addItem(text, code)
        self.form.line("name", self.tr("What it is called"))
        self.moved = label("", "warn", wrap=True, selectable=True)
        self.moved.hide()
        self.add_button = button(self.tr("Add the day"), self.add)
        self.remove_button = button(self.tr("Take the chosen day out"), self.remove)
        _stack(
            self,
            panel(
                self.list,
                self.form,
                row(self.add_button, self.remove_button),
                self.moved,
                heading=self.tr("Holidays and closures known later"),
            ),
        )

    def refresh(self) -> None:
        self._session.read(list_closures, done=self._show)

    def add(self) -> None:
        """Add the day that is typed."""
        self.form.clear_faults()
        try:
            closure = ClosureInput.read(**self.form.values())
        except CasemanError as error:
            self._refused(error)
            return
        self._session.change(add_closure, closure, done=self._done, failed=self._refused)

    def remove(self) -> None:
        """Take out the day that is chosen."""
        place = self.list.currentRow()
        if 0 <= place < len(self._lines):
            self._session.change(remove_closure, self._lines[place].day, done=self._done, failed=self._refused)

    def _show(self, lines: tuple[ClosureLine, ...]) -> None:
        self._lines = lines
        self.list.clear()
        for line in lines:
            self.list.addItem(f"{tell(line.day)}  {line.name} – {self._kinds[line.kind]}")
        self.list.setVisible(bool(lines))
        self.remove_button.setEnabled(bool(lines))

    def _done(self, change: Change) -> None:
        self.form.clear()
        self._notice.tell(self.tr("The dates of all running cases were found anew."))
        moved = change.moved if isinstance(change, DatesMoved) else ()
        told = []
        for each in moved:
            line = f"{each.number}: {tell(each.before)} → {tell(each.after)}"
            if each.letters:
                line += "  " + self.tr("(already told in {letters})").format(letters=", ".join(each.letters))
            told.append(line)
        self.moved.setText(self.tr("Dates that moved:") + "\n" + "\n".join(told))
        self.moved.setVisible(bool(told))
        self.refresh()

    def _refused(self, error: CasemanError) -> None:
        rest = self.form.show_faults(error)
        if rest:
            self._notice.tell(rest, bad=True)


class ProcedureVersions(QWidget):
    """The versions of the procedure in the file; an edited one becomes the next."""

    adopted = Signal()

    def __init__(self, session: OfficeSession, notice: Notice) -> None:
        super().__init__()
        self._session = session
        self._notice = notice
        self.versions = label("", wrap=True, selectable=True)
        hint = self.tr(
            "Save the procedure as a file, edit it, give it the next version and the day it begins, and adopt it. "
            "Running cases keep the version they were opened under."
        )
        self.save_button = button(self.tr("Save as a file…"), self.ask_where)
        self.adopt_button = button(self.tr("Adopt an edited file…"), self.ask_which)
        _stack(
            self,
            panel(
                self.versions,
                label(hint, "quiet", wrap=True),
                row(self.save_button, self.adopt_button),
                heading=self.tr("Versions of the procedure"),
            ),
        )

    def refresh(self) -> None:
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

    def ask_which(self) -> None:
        """Ask for the edited file, then adopt it."""
        kinds = self.tr("Procedures (*.toml)")
        ask_file(self, self.tr("Adopt a procedure"), lambda path: self.adopt(Path(path)), kinds=kinds)

    def adopt(self, path: Path) -> None:
        """Make the edited file the version in force."""
        try:
            text = procedure_text(str(path))
        except CasemanError as error:
            self._notice.tell(tell(error.text), bad=True)
            return
        self._session.change(
            adopt_procedure,
            text,
            done=lambda _change: self._session.read(_in_force, done=self._adopted),
            failed=lambda error: self._notice.tell(tell(error.text), bad=True),
        )

    def _adopted(self, procedure: Procedure) -> None:
        self._session.procedure = procedure
        self.adopted.emit()

    def _show(self, versions: tuple[ProcedureVersion, ...]) -> None:
        self.versions.setText(
            "\n".join(
                self.tr("Version {version}, in force from {day}; running cases: {cases}").format(
                    version=each.version, day=tell(each.in_force_from), cases=each.running_cases
                )
                for each in versions
            )
        )


def _in_force(desk: Desk) -> Procedure:
    return desk.procedure


def _stack(holder: QWidget, *parts: QWidget) -> None:
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(theme.GAP)
    for part in parts:
        layout.addWidget(part)
