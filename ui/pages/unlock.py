"""The first page: choose the office file, type the passphrase. It is up before the core is loaded."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QFrame, QLineEdit, QVBoxLayout, QWidget

from caseman.errors import CasemanError, UnlockError
from caseman.paths import default_folder, recent_files
from ui import theme
from ui.i18n import tell
from ui.tasks import TaskRunner
from ui.widgets.labels import Notice, button, label, panel, row

_LONGEST_WAIT = 60


class UnlockPage(QWidget):
    """Opens an office file. `opened` carries the desk."""

    opened = Signal(object)
    wants_new_office = Signal()

    def __init__(self, runner: TaskRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._wrong = 0
        self._which = QComboBox()
        self._which.setAccessibleName(self.tr("Office file"))
        self._which.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._which.setMinimumContentsLength(40)
        self.passphrase = QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.returnPressed.connect(self.unlock)
        self.staff = QLineEdit()
        self.unlock_button = button(self.tr("Open"), self.unlock, primary=True)
        self.new_button = button(self.tr("Set up a new office…"), self.wants_new_office.emit)
        self.notice = Notice()
        self._staff_label = label(self.tr("Your name (where several people have a key)"))
        self._build()
        self.refresh()

    def refresh(self) -> None:
        """Offer the files opened lately."""
        chosen = self.file
        self._which.clear()
        for path in recent_files():
            self._offer(path)
        if chosen is not None:
            self.choose(chosen)

    @property
    def file(self) -> Path | None:
        data = self._which.currentData()
        return Path(data) if data else None

    def choose(self, path: Path) -> None:
        """Take this file as the one to open."""
        path = path.absolute()
        at = self._which.findData(str(path))
        if at < 0:
            self._offer(path)
            at = self._which.count() - 1
        self._which.setCurrentIndex(at)
        self.passphrase.setFocus()

    def unlock(self) -> None:
        """Open the file with what was typed."""
        path, passphrase, staff = self.file, self.passphrase.text(), self.staff.text().strip() or None
        if path is None:
            self.notice.tell(self.tr("Choose an office file first, or set up a new office."), bad=True)
            return
        self._enable(on=False)
        self.notice.tell(self.tr("Opening…"))

        def open_it() -> Any:
            from caseman.bootstrap import open_office

            return open_office(path, passphrase, staff_name=staff)

        self._runner.run(open_it, self._done, self._failed)

    def wait_for_lock(self) -> None:
        """Shown at once when locking; usable when the file is closed."""
        self._enable(on=False)
        self.passphrase.clear()
        self.notice.hide()

    def ready(self) -> None:
        """The file is closed: it can be opened again."""
        self._enable(on=True)
        self.refresh()
        self.passphrase.setFocus()

    def _done(self, desk: object) -> None:
        self._wrong = 0
        self.passphrase.clear()
        self.notice.hide()
        self._enable(on=True)
        self.opened.emit(desk)

    def _failed(self, error: CasemanError) -> None:
        self.notice.tell(tell(error.text), bad=True)
        self.passphrase.selectAll()
        if not isinstance(error, UnlockError):
            self._enable(on=True)
            self.passphrase.setFocus()
            return
        self._wrong += 1
        wait = min(_LONGEST_WAIT, 2 ** (self._wrong - 1))  # a guesser is slowed; nothing is ever wiped
        QTimer.singleShot(wait * 1000, self, self._after_waiting)

    def _after_waiting(self) -> None:
        self._enable(on=True)
        self.passphrase.setFocus()

    def _enable(self, *, on: bool) -> None:
        for widget in (self._which, self.passphrase, self.staff, self.unlock_button, self.new_button):
            widget.setEnabled(on)

    def _offer(self, path: Path) -> None:
        self._which.addItem(f"{path.name}  ({path.parent})", str(path))

    def _browse(self) -> None:
        dialog = QFileDialog(self, self.tr("Open an office file"), str(default_folder()))
        dialog.setNameFilter(self.tr("Office files (*.caseman)"))
        dialog.fileSelected.connect(lambda name: self.choose(Path(name)))
        dialog.open()

    def _build(self) -> None:
        file_label = label(self.tr("Office file"))
        file_label.setBuddy(self._which)
        pass_label = label(self.tr("Passphrase"))
        pass_label.setBuddy(self.passphrase)
        self._staff_label.setBuddy(self.staff)
        card = panel(
            label("caseman", "title"),
            label(self.tr("Requests about personal data, from the envelope to the answer."), "quiet", wrap=True),
            file_label,
            self._which,
            row(button(self.tr("Choose a file…"), self._browse)),
            pass_label,
            self.passphrase,
            self._staff_label,
            self.staff,
            self.unlock_button,
            self.notice,
            _line(),
            label(self.tr("First time here?"), "quiet"),
            self.new_button,
        )
        card.setFixedWidth(520)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.GAP_LARGE, theme.GAP_LARGE, theme.GAP_LARGE, theme.GAP_LARGE)
        layout.addStretch(1)
        layout.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(2)


def _line() -> QFrame:
    line = QFrame()
    line.setFrameShape(QFrame.Shape.HLine)
    return line
