"""A field for a day: Ctrl+; puts in today, the arrows go a day on or back."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from caseman.errors import CasemanError
from ui.session import OfficeSession
from ui.widgets.text_fields import TextLine

_BY = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}  # days, as a spin box counts
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class DayLine(TextLine):
    """The text stays what is typed until the form reads it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() == Qt.KeyboardModifier.ControlModifier and event.key() == Qt.Key.Key_Semicolon:
            self._put(self._today())
        elif event.modifiers() in _PLAIN and event.key() in _BY:
            self._go(_BY[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _go(self, days: int) -> None:
        from caseman.domain.entry import parse_date

        if not self.text().strip():
            self._put(self._today())
            return
        try:
            self._put(parse_date(self.text()) + timedelta(days=days))
        except (CasemanError, OverflowError):
            return  # what is no day yet is told when the field is left

    def _put(self, day: date) -> None:
        """As if it were typed, so that it can be undone."""
        self.selectAll()
        self.insert(day.isoformat())

    def _today(self) -> date:
        """Of the office whose page this is; beside no office, of the machine."""
        holder = self.parentWidget()
        while holder is not None:
            session = getattr(holder, "session", None)
            if isinstance(session, OfficeSession):
                today: date = session.today()
                return today
            holder = holder.parentWidget()
        return datetime.now().astimezone().date()
