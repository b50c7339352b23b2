"""What goes on beside the pages while an office is open, and stops at once when it is closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from ui.backup_keeper import BackupKeeper
from ui.collecting import rest
from ui.presence import Presence
from ui.reminders import ReminderKeeper
from ui.scanner_keeper import ScannerKeeper
from ui.tasks import TaskRunner

if TYPE_CHECKING:
    from ui.session import OfficeSession

_GIVES_BACK_AFTER_MS = 3_000  # without input


class Keepers(QObject):
    """Who is there, the backups, the scanner's folder and the reminders; and what is tidied while nobody types."""

    def __init__(self, runner: TaskRunner, window: QWidget) -> None:
        super().__init__(window)
        self._runner = runner
        self._session: OfficeSession | None = None
        self.presence = Presence(self)
        self.presence.rested.connect(self._rest)
        self.backups = BackupKeeper(runner, window)
        self.scanner = ScannerKeeper(runner, self)
        self.reminders = ReminderKeeper(self)
        self._give_back = QTimer(self, singleShot=True, interval=_GIVES_BACK_AFTER_MS)
        self._give_back.timeout.connect(self._give_back_memory)

    def start(self, session: OfficeSession, window_id: int) -> None:
        """An office is open. The reminders begin apart, once there is a page."""
        self._session = session
        self.presence.start(window_id)
        self.backups.start(session)
        self.scanner.start(session)

    def stop(self) -> None:
        """The office is being closed."""
        self._session = None
        self.presence.stop()
        self.backups.stop()
        self.scanner.stop()
        self.reminders.stop()

    def _rest(self) -> None:
        if self._runner.idle:
            rest()
        self._give_back.start()

    def _give_back_memory(self) -> None:
        if self._session is not None and self._runner.idle:
            from caseman.services.resting import give_back_memory

            self._session.read(give_back_memory, done=self._was_given_back)

    def _was_given_back(self, _nothing: object) -> None:
        """The next rest gives back what was taken since."""
