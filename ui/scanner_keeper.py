"""Looks into the scanner's folder while an office is open, and takes in what is whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from caseman.domain.permissions import Permission
from caseman.errors import CasemanError
from ui.tasks import TaskRunner

if TYPE_CHECKING:
    from caseman.services.scanner_folder import FolderLook, FolderTaken
    from ui.session import OfficeSession

_LOOK_MS = 3_000


class ScannerKeeper(QObject):
    """`taken` carries what came in and what stays behind; `lost` the sentence when the folder is gone, once."""

    taken = Signal(object)
    lost = Signal(object)

    def __init__(self, runner: TaskRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._runner = runner
        self._session: OfficeSession | None = None
        self._state: object = None
        self._told: set[tuple[str, str]] = set()
        self._gone = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)

    def start(self, session: OfficeSession) -> None:
        """Watch for this office, where the member may log post."""
        self._session = session
        self._state, self._gone = None, False
        self._told.clear()
        if session.may(Permission.LOG_POST):
            self._timer.start(_LOOK_MS)

    def stop(self) -> None:
        """The office is being closed."""
        self._session = None
        self._timer.stop()

    def look(self) -> None:
        """Look once, unless something else is under way."""
        session = self._session
        if session is None or not self._runner.idle:
            return
        from caseman.services.scanner_folder import FolderState, look_into_folder

        session.read(look_into_folder, self._state or FolderState(), done=self._looked, failed=self._failed)

    def _looked(self, looked: FolderLook) -> None:
        self._gone = False
        self._state = looked.state
        session = self._session
        if looked.ready and session is not None:
            from caseman.services.scanner_folder import take_from_folder

            session.change_long(
                take_from_folder, looked, done=self._took, failed=self._failed, progress=lambda _done: None
            )

    def _took(self, taken: FolderTaken) -> None:
        self._state = taken.state
        fresh = [each for each in taken.refused if (each.name, str(each.why)) not in self._told]
        self._told |= {(each.name, str(each.why)) for each in fresh}
        if taken.filed or fresh:
            self.taken.emit(taken)

    def _failed(self, error: CasemanError) -> None:
        """A folder that vanished is told once; it is looked for again and again."""
        if not self._gone:
            self._gone = True
            self.lost.emit(error)
