"""The first page: choose the office file and one's name, type the passphrase. It is up before the core is loaded."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from caseman import log
from caseman.errors import CasemanError, UnlockError
from caseman.paths import recent_files
from caseman.rules_place import rules_there
from caseman.security.waiting import Guesses
from ui import settings, theme
from ui.i18n import tell
from ui.tasks import TaskRunner
from ui.widgets.labels import Notice, button, label, panel, row

if TYPE_CHECKING:
    from caseman.bootstrap import Doors
    from ui.widgets.passphrase_fields import PassphraseFields

_ONE_TIME = "passphrase-once"
_WIDTH, _AROUND = 540, 20  # px


class UnlockPage(QWidget):
    """Opens an office file. `opened` carries the desk."""

    opened = Signal(object)
    wants_new_office = Signal()
    wants_recovery = Signal(object)
    wants_first_case = Signal()

    def __init__(self, runner: TaskRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._guesses = Guesses()
        self._waiting = False
        self._core_loaded = False
        self._which = QComboBox()
        self._which.setAccessibleName(self.tr("Office file"))
        self._which.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._which.setMinimumContentsLength(20)
        self._which.currentIndexChanged.connect(lambda _at: self._look_at_doors())
        self.staff = QComboBox()
        self.staff.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.staff.setMinimumContentsLength(20)
        self.passphrase = QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.returnPressed.connect(self.unlock)
        self._new_passphrase: PassphraseFields | None = None
        self.unlock_button = button(self.tr("Open"), self.unlock, primary=True)
        self.workstation_button = button(self.tr("Open with this workstation"), self.unlock_here)
        self.new_button = button(self.tr("Set up a new office…"), self.wants_new_office.emit)
        self.recovery_button = button(
            self.tr("Open with the recovery sheet…"), lambda: self.wants_recovery.emit(self.file)
        )
        self.first_case_button = button(self.tr("First case, step by step"), self.wants_first_case.emit)
        self.notice = Notice()
        self._staff_label = label(self.tr("Your name"))
        self._build()
        self._show_doors(None)
        self.refresh()
        self._tell_rules()

    def _tell_rules(self) -> None:
        """Where the administrator's rules cannot be followed nothing is opened: say so before anybody types."""
        if not rules_there():
            return
        from caseman.workstation_rules import rules

        try:
            rules()
        except CasemanError as error:
            self.notice.tell(tell(error.text), bad=True)

    @property
    def new_passphrase(self) -> PassphraseFields:
        """Where a passphrase that opens only once is replaced; few people ever see it."""
        if self._new_passphrase is None:
            from ui.widgets.passphrase_fields import PassphraseFields

            fields = self._new_passphrase = PassphraseFields(self._runner)
            fields.form.control("again").returnPressed.connect(self.unlock)
            fields.hide()
            layout = self._card.layout()
            assert isinstance(layout, QVBoxLayout)
            layout.insertWidget(layout.indexOf(self.passphrase) + 1, fields)
            before: QWidget = self.passphrase
            for control in fields.form.controls():
                self.setTabOrder(before, control)
                before = control
        return self._new_passphrase

    @property
    def _replaces(self) -> bool:
        """Whether a new passphrase is asked for."""
        return self._new_passphrase is not None and not self._new_passphrase.isHidden()

    def refresh(self) -> None:
        """Offer the files opened lately."""
        chosen = self.file
        self._which.blockSignals(True)  # one look at the end
        self._which.clear()
        for path in recent_files():
            self._offer(path)
        self._which.blockSignals(False)
        if chosen is not None:
            self.choose(chosen)
        self._look_at_doors()

    @property
    def file(self) -> Path | None:
        data = self._which.currentData()
        return Path(data) if data else None

    @property
    def staff_name(self) -> str | None:
        """The name chosen; None where only one person has a key, or none was chosen."""
        return self.staff.currentText() if self.staff.currentData() else None

    def choose(self, path: Path) -> None:
        """Take this file as the one to open."""
        path = path.absolute()
        at = self._which.findData(str(path))
        if at < 0:
            self._offer(path)
            at = self._which.count() - 1
        self._which.setCurrentIndex(at)
        self.passphrase.setFocus()

    def drop_file(self, path: Path) -> None:
        """Offer this file no more."""
        at = self._which.findData(str(path.absolute()))
        if at >= 0:
            self._which.removeItem(at)

    def unlock(self) -> None:
        """Open the file with what was typed."""
        path, passphrase, staff = self.file, self.passphrase.text(), self.staff_name
        if self._waiting:
            return
        if path is None:
            self.notice.tell(self.tr("Choose an office file first, or set up a new office."), bad=True)
            return
        if self._replaces and not self.new_passphrase.complete():
            return
        new = self.new_passphrase.passphrase if self._replaces else None

        def open_it() -> Any:
            from caseman.bootstrap import open_office

            return open_office(path, passphrase, staff_name=staff, new_passphrase=new)

        self._open(open_it)

    def unlock_here(self) -> None:
        """Open the file with what this workstation's keyring holds."""
        path = self.file
        if path is None or self._waiting:
            return

        def open_it() -> Any:
            from caseman.bootstrap import open_at_workstation

            return open_at_workstation(path)

        self._open(open_it)

    def wait_for_lock(self) -> None:
        """Shown at once when locking; usable when the file is closed."""
        self._enable(on=False)
        self._forget()
        self.notice.hide()

    def ready(self) -> None:
        """The file is closed: it can be opened again."""
        self._enable(on=True)
        self.refresh()
        self.passphrase.setFocus()

    def _open(self, open_it: Any) -> None:
        self._enable(on=False)
        self.notice.tell(self.tr("Opening…"))
        from ui.session import made_ready

        self._runner.run(lambda: made_ready(open_it()), self._done, self._failed)

    def _done(self, desk: object) -> None:
        self._guesses = Guesses()
        if self.staff.currentData():
            settings.set_last_slot(self.staff.currentData())
        self._forget()
        self.notice.hide()
        self._enable(on=True)
        self.opened.emit(desk)

    def _failed(self, error: CasemanError) -> None:
        log.note("refused", code=error.code)
        once = error.code == _ONE_TIME
        if once and not self._replaces:
            self.new_passphrase.show()
            self._show_failure(error, self.new_passphrase.form.control("passphrase"))
            return
        if self._replaces and error.field == "passphrase" and not isinstance(error, UnlockError):
            self.notice.hide()
            self._enable(on=True)
            self.new_passphrase.show_failure(error)
            return
        guessed = isinstance(error, UnlockError) and error.field == "passphrase" and not once
        self._show_failure(error, self.passphrase, enable=not guessed)
        if guessed:
            now = datetime.now(UTC)
            self._guesses = self._guesses.after_failure(now)
            self._waiting = True
            QTimer.singleShot(round(self._guesses.wait_seconds(now) * 1000), self, self._after_waiting)

    def _show_failure(self, error: CasemanError, then: QWidget, *, enable: bool = True) -> None:
        self.notice.tell(tell(error.text), bad=True)
        self.passphrase.selectAll()
        if enable:
            self._enable(on=True)
            if error.field == "staff_name":
                self.staff.setFocus()
            else:
                then.setFocus()

    def _after_waiting(self) -> None:
        self._waiting = False
        self._enable(on=True)
        self.passphrase.setFocus()

    def _forget(self) -> None:
        self.passphrase.clear()
        if self._new_passphrase is not None:
            self._new_passphrase.forget()
            self._new_passphrase.hide()

    def _enable(self, *, on: bool) -> None:
        for widget in (
            self._which, self.passphrase, self.staff, self.unlock_button, self.new_button, self.workstation_button,
            self.recovery_button, self.first_case_button, self._new_passphrase,
        ):  # fmt: skip
            if widget is not None:
                widget.setEnabled(on)

    # --- who can open the file

    def core_loaded(self) -> None:
        """The core is there: names can be read."""
        self._core_loaded = True
        self._look_at_doors()

    def _look_at_doors(self) -> None:
        """Read the names from the key file, behind the page."""
        path = self.file
        if path is None or not self._core_loaded:
            self._show_doors(None)
            return

        def look() -> Any:
            from caseman.bootstrap import doors

            return doors(path)

        self._runner.run(
            look,
            lambda found: self._show_doors(found if self.file == path else None),
            lambda _error: self._show_doors(None),  # what is wrong is told when it is opened
        )

    def _show_doors(self, found: Doors | None) -> None:
        members = () if found is None else found.members
        chosen = self.staff.currentData() or settings.last_slot()
        self.staff.clear()
        self.staff.addItem(self.tr("Choose your name"), "")
        for member in members:
            self.staff.addItem(member.name, member.slot_id)
        self.staff.setCurrentIndex(max(0, self.staff.findData(chosen)))
        for widget in (self.staff, self._staff_label):
            widget.setVisible(len(members) > 1)
        self.workstation_button.setVisible(found is not None and found.workstations)
        if len(members) <= 1:
            self.staff.setCurrentIndex(0)

    def _offer(self, path: Path) -> None:
        self._which.addItem(f"{path.name}  ({path.parent})", str(path))

    def _browse(self) -> None:
        from ui.widgets.file_dialogs import ask_file

        kinds = self.tr("Office files (*.caseman)")
        ask_file(self, self.tr("Open an office file"), lambda name: self.choose(Path(name)), kinds=kinds)

    def _build(self) -> None:
        file_label = label(self.tr("Office file"))
        file_label.setBuddy(self._which)
        pass_label = label(self.tr("Passphrase"))
        pass_label.setBuddy(self.passphrase)
        self._staff_label.setBuddy(self.staff)
        rule = _line()
        card = self._card = panel(
            label("caseman", "title"),
            label(self.tr("Requests about personal data, from the envelope to the answer."), "quiet", wrap=True),
            file_label,
            self._which,
            row(button(self.tr("Choose a file…"), self._browse)),
            self._staff_label,
            self.staff,
            pass_label,
            self.passphrase,
            self.unlock_button,
            self.workstation_button,
            self.notice,
            rule,
            label(self.tr("First time here, or a passphrase lost?"), "quiet"),
            row(self.new_button, self.recovery_button),
            row(self.first_case_button),
        )
        inside = card.layout()
        assert isinstance(inside, QVBoxLayout)
        inside.setContentsMargins(_AROUND, _AROUND, _AROUND, _AROUND)
        for after in (file_label, self.unlock_button, rule):
            inside.insertSpacing(inside.indexOf(after), theme.GAP_SMALL)
        theme.sized(card, width=_WIDTH)
        middle = QHBoxLayout()  # which gives the card the height of its own width
        middle.addStretch(1)
        middle.addWidget(card)
        middle.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.GAP_LARGE, theme.GAP_LARGE, theme.GAP_LARGE, theme.GAP_LARGE)
        layout.addStretch(1)
        layout.addLayout(middle)
        layout.addStretch(2)


def _line() -> QFrame:
    line = QFrame()
    line.setFrameShape(QFrame.Shape.HLine)
    line.setObjectName("rule")
    return line
