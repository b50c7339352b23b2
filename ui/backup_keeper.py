"""Backups on the plan's schedule, and at close."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QMessageBox, QWidget

from caseman.errors import CasemanError
from ui.tasks import TaskRunner

if TYPE_CHECKING:
    from caseman.services.backups import BackupPlan
    from ui.session import OfficeSession

_LOOK_MS = 600_000
_FIRST_LOOK_MS = 60_000


class BackupKeeper(QObject):
    """Looks from time to time whether the schedule asks for a backup, and makes the one at close."""

    def __init__(self, runner: TaskRunner, window: QWidget) -> None:
        super().__init__(window)
        self._runner = runner
        self._window = window
        self._session: OfficeSession | None = None
        self._told_failure = False  # a backup at close failed: the person knows, and the next close closes
        self.box: QMessageBox | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)

    def start(self, session: OfficeSession) -> None:
        """Keep this office's schedule."""
        self._session = session
        self._told_failure = False
        self._timer.start(_FIRST_LOOK_MS)

    def stop(self) -> None:
        """The office is being closed."""
        self._session = None
        self._timer.stop()

    def look(self) -> None:
        """Back up when it is time and nothing else is under way; a failure is told, and tried again later."""
        self._timer.start(_LOOK_MS)
        session = self._session
        if session is None or not self._runner.idle:
            return
        from caseman.services.backups import back_up, backup_due

        def due(is_due: Any) -> None:
            if is_due:
                session.change_long(back_up, done=_nothing, failed=session.failed.emit, progress=_nothing)

        session.read(backup_due, done=due)

    def before_closing(self, close: Callable[[], None], stay: Callable[[CasemanError], None]) -> None:
        """Make the planned backup at close, if any, then `close`; a person may close without it.

        Where it fails `stay` tells why, and the next close closes: a disk that is gone must keep nobody in.
        """
        session = self._session
        if session is None or self._told_failure:
            QTimer.singleShot(0, self, close)  # a window that is asked to close while it is asked to does nothing
            return
        from caseman.services.backups import back_up, backup_plan

        def failed(error: CasemanError) -> None:
            self._hide_box()
            if error.code == "stopped":
                close()
            else:
                self._told_failure = True
                stay(error)

        def made(_change: Any) -> None:
            self._hide_box()
            close()

        def planned(plan: BackupPlan) -> None:
            if not plan.at_close:
                close()
                return
            self._show_box(session)
            session.change_long(back_up, done=made, failed=failed, progress=self._moved)

        session.read(backup_plan, done=planned, failed=stay)

    def _show_box(self, session: OfficeSession) -> None:
        self.box = QMessageBox(self._window)
        self.box.setTextFormat(self.box.textFormat().PlainText)
        self.box.setWindowTitle("caseman")
        self.box.setStandardButtons(QMessageBox.StandardButton.NoButton)
        leave = self.box.addButton(self.tr("Close without it"), QMessageBox.ButtonRole.RejectRole)
        leave.clicked.connect(session.stop_long)
        self._moved(0.0)
        self.box.open()

    def _hide_box(self) -> None:
        if self.box is not None:
            self.box.done(0)
            self.box = None

    def _moved(self, done: float) -> None:
        if self.box is not None:
            text = self.tr("The backup at close is being written: {percent} %.")
            self.box.setText(text.format(percent=round(done * 100)))


def _nothing(_told: Any) -> None:
    """A backup on schedule is seen in the trail and in the settings."""
