"""Reminds of dates: at unlocking, when the day changes, and once in the morning. It tells numbers, never a name.

What was told is remembered outside the file, so that the window that was locked and unlocked again says nothing twice.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from caseman.domain.permissions import Permission
from ui import settings
from ui.desktop_notices import DesktopNotices

if TYPE_CHECKING:
    from pathlib import Path

    from caseman.services.today_views import Nearing
    from ui.session import OfficeSession

_LOOK_MS: Final = 60_000
_MORNING: Final = 5  # o'clock: what was told at midnight is told once more when people come


class ReminderKeeper(QObject):
    """Looks at the dates of the open office. `quiet` carries what the desktop would not show, `chosen` a click."""

    chosen = Signal()
    quiet = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.notices = DesktopNotices(self)
        self.notices.clicked.connect(self.chosen)
        self.notices.refused.connect(self.quiet)
        self._session: OfficeSession | None = None
        self._looked = ""
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)

    def start(self, session: OfficeSession) -> None:
        """Remind of this office, where the member may know its dates."""
        self._session, self._looked = session, ""
        if session.may(Permission.READ_CASES):
            self._timer.start(_LOOK_MS)
            self.look()

    def stop(self) -> None:
        """The office is being closed: nothing is known any more."""
        self._session = None
        self._timer.stop()
        self.notices.stop()

    def look(self) -> None:
        """Look at the dates, once for each part of a day."""
        session = self._session
        if session is None or not settings.remind():
            return
        part = _part_of_day(session)
        if part == self._looked:
            return
        from caseman.services.today import nearing

        self._looked = part
        session.read(nearing, settings.remind_days(), done=self._show)

    def _show(self, dates: Nearing) -> None:
        session = self._session
        if session is None or not dates.anything:
            return
        office, now = _code(session.path), (dates.overdue, dates.due_today, dates.due_soon)
        part, before = settings.reminded(office)
        if part == self._looked and all(count <= told for count, told in zip(now, before, strict=True)):
            return
        settings.set_reminded(office, self._looked, now)
        self.notices.show_text(self.words(dates))

    def words(self, dates: Nearing) -> str:
        """What is told."""
        parts = []
        if dates.overdue:
            parts.append(self.tr("%n answer(s) are overdue", "", dates.overdue))
        if dates.due_today:
            parts.append(self.tr("%n answer(s) are due today", "", dates.due_today))
        if dates.due_soon:
            parts.append(self.tr("%n answer(s) are due soon", "", dates.due_soon))
        return self.tr("{news}.").format(news=self.tr(", ").join(parts))


def _part_of_day(session: OfficeSession) -> str:
    """The day it is at the office, and whether its morning has come."""
    now = session.now()
    return f"{now.date().isoformat()} {'day' if now.hour >= _MORNING else 'night'}"


def _code(path: Path) -> str:
    """By what an office is known outside its file: nothing can be read from it."""
    return hashlib.sha256(str(path.absolute()).encode()).hexdigest()[:16]
