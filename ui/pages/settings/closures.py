"""Holidays and closures that became known later, in the settings."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseman.errors import CasemanError
from caseman.services.closures import ClosureLine, DatesMoved, add_closure, list_closures, remove_closure
from caseman.services.course_inputs import ClosureInput
from caseman.services.desk import Change
from ui import theme
from ui.i18n import tell
from ui.session import OfficeSession
from ui.widgets.form import Form
from ui.widgets.labels import Notice, button, label, panel, row
from ui.widgets.spoken_list import SpokenList


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
        self.list = SpokenList()
        self.list.setAccessibleName(self.tr("Days added later"))
        theme.sized(self.list, most_height=150)
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
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(
            panel(
                label(
                    self.tr(
                        "The days that come every year stand in the procedure. Add here what became known later: "
                        "every running date is found anew."
                    ),
                    "quiet",
                    wrap=True,
                ),
                self.list,
                self.form,
                row(self.add_button, self.remove_button),
                self.moved,
                heading=self.tr("Holidays and closures known later"),
            )
        )
        self.form.settle()

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

    def draft(self) -> dict[str, Any]:
        """What was typed and not added."""
        return self.form.typed()

    def _show(self, lines: tuple[ClosureLine, ...]) -> None:
        self._lines = lines
        self.list.clear()
        for line in lines:
            self.list.addItem(f"{tell(line.day)}  {line.name} – {self._kinds[line.kind]}")
        self.list.setVisible(bool(lines))
        self.remove_button.setEnabled(bool(lines))

    def _done(self, change: Change) -> None:
        self.form.clear()
        self.form.settle()
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
        self.form.tell_faults(error, self._notice)
