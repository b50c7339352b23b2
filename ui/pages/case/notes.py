"""Notes on a case: each with who wrote it and when; struck out they stay readable; and the field for the next one."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from caseman.domain.permissions import Permission
from caseman.errors import CasemanError
from caseman.services.course_inputs import NoteInput, StrikeInput
from caseman.services.notes import NoteView, strike_note, write_note
from caseman.services.views import CaseView
from ui import theme
from ui.i18n import tell
from ui.session import OfficeSession
from ui.widgets.form import Form
from ui.widgets.labels import Notice, button, label, panel, row, scrolled
from ui.widgets.permitted import only


class NotesTab(QWidget):
    """The latest note on top, under the field for another."""

    def __init__(self, session: OfficeSession, notice: Notice) -> None:
        super().__init__()
        self._session = session
        self._notice = notice
        self._number = ""
        self._shown: tuple[NoteView, ...] | None = None
        self.form = Form()
        self.form.text("text", self.tr("Note"), lines=3, hint=self.tr("Everyone who may read the case reads it."))
        self.form.settle()
        self.write_button = button(self.tr("Write the note"), self.write)
        self.form.submits(self.write_button)
        self._write = only(session, Permission.WRITE_NOTES, panel(self.form, row(self.write_button)))
        self._may = session.may(Permission.WRITE_NOTES)
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.GAP_SMALL)
        self.none = label(self.tr("No notes yet."), "quiet")
        content = QWidget()
        inside = QVBoxLayout(content)
        inside.setContentsMargins(theme.GAP_SMALL, theme.GAP_SMALL, theme.GAP_SMALL, 0)
        inside.setSpacing(theme.GAP)
        inside.addWidget(self._write)
        inside.addWidget(self.none)
        inside.addLayout(self._list)
        inside.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(content))

    def show_case(self, view: CaseView) -> None:
        """Show the notes of a case; what is typed stays while it is the same one."""
        if view.number != self._number:
            self.form.clear()
            self.form.settle()
        self._number = view.number
        self._write.setVisible(view.disposed_on is None)
        self.none.setVisible(not view.notes)
        if view.notes == self._shown:
            return
        self._shown = view.notes
        while (item := self._list.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        for note in reversed(view.notes):
            self._list.addWidget(self._line(note))

    def draft(self) -> dict[str, Any]:
        """What was typed and not written."""
        return self.form.typed()

    def restore(self, draft: dict[str, Any]) -> None:
        """Bring it back."""
        self.form.set_values(draft)

    def write(self) -> None:
        """Write the note."""
        self.form.clear_faults()
        try:
            typed = NoteInput.read(number=self._number, **self.form.values())
        except CasemanError as error:
            self.form.show_faults(error)
            return
        self.form.setEnabled(False)
        self._session.change(write_note, typed, done=self._written, failed=self._failed)

    def strike(self, note: int) -> None:
        """Strike a note out; it stays readable."""
        self._session.change(
            strike_note, StrikeInput.read(number=self._number, note=note), done=self._struck, failed=self._failed
        )

    def _written(self, _change: object) -> None:
        self.form.setEnabled(True)
        self.form.clear()
        self.form.settle()
        self.form.control("text").setFocus()
        self._notice.tell(self.tr("The note is written."))

    def _struck(self, _change: object) -> None:
        self.form.control("text").setFocus()
        self._notice.tell(self.tr("The note is struck out; it stays readable."))

    def _failed(self, error: CasemanError) -> None:
        self.form.setEnabled(True)
        self.form.tell_faults(error, self._notice)

    def _line(self, note: NoteView) -> QFrame:
        when = self._session.local_time(note.written_at)
        by = label(f"{note.note}.  {when}  {note.written_by}", "quiet", wrap=True)
        text = label(note.text, wrap=True, selectable=True)
        parts: list[QWidget] = [by, text]
        if note.struck_at is not None:
            font = text.font()
            font.setStrikeOut(True)
            text.setFont(font)
            struck = self.tr("Struck out: {who}, {when}").format(
                who=note.struck_by, when=self._session.local_time(note.struck_at)
            )
            text.setAccessibleName(f"{struck} {note.text}")
            parts.append(label("\n".join(filter(None, (struck, tell(note.struck_why)))), "quiet", wrap=True))
        elif self._may:
            strike = button(self.tr("Strike out"), lambda: self.strike(note.note))
            strike.setAccessibleName(self.tr("Strike out note {note}").format(note=note.note))
            parts.append(row(strike))
        return panel(*parts)
