"""One's own key: the passphrase, and the workstations that open the file without it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseman.domain.workstation_rules import WorkstationRule
from caseman.errors import CasemanError
from caseman.services import keys
from caseman.services.key_views import KeysView, WorkstationLine
from ui import settings, theme
from ui.i18n import tell
from ui.pages.settings.administrator import administrator_labels
from ui.session import OfficeSession
from ui.widgets.form import Form, align
from ui.widgets.labels import Notice, button, label, panel, row
from ui.widgets.passphrase_fields import PassphraseFields
from ui.widgets.spoken_list import SpokenList


class OwnPassphrase(QWidget):
    """Changes one's own passphrase."""

    def __init__(self, session: OfficeSession, notice: Notice) -> None:
        super().__init__()
        self._session = session
        self._notice = notice
        self.form = Form()
        self.form.line("old", self.tr("Passphrase now"), secret=True)
        self.fields = PassphraseFields(session.runner)
        align(self.form, self.fields.form)
        self.change_button = button(self.tr("Change the passphrase"), self.change)
        asked = administrator_labels(WorkstationRule.PASSPHRASE_LENGTH)
        _stack(self, panel(self.form, self.fields, *asked, self.change_button, heading=self.tr("Your passphrase")))

    def change(self) -> None:
        """Change it to what is typed."""
        self.form.clear_faults()
        if not self.form.values()["old"]:
            self.form.set_fault("old", self.tr("Fill in this field."))
            return
        if not self.fields.complete():
            return
        self.setEnabled(False)
        old, new = self.form.values()["old"], self.fields.passphrase
        self._session.change(keys.change_passphrase, old, new, done=self._done, failed=self._failed)

    def _done(self, _change: Any) -> None:
        self.setEnabled(True)
        self.form.clear()
        self.fields.forget()
        self._notice.tell(self.tr("The passphrase was changed. Workstations are switched on again by hand."))

    def _failed(self, error: CasemanError) -> None:
        self.setEnabled(True)
        if error.code == "passphrase-wrong":
            self.form.set_fault("old", tell(error.text))
            return
        rest = self.fields.show_failure(error)
        if rest:
            self._notice.tell(rest, bad=True)


class Workstations(QWidget):
    """Opening without a passphrase at one workstation: off until it is switched on, and each can be revoked alone."""

    changed = Signal()

    def __init__(self, session: OfficeSession, notice: Notice) -> None:
        super().__init__()
        self._session = session
        self._notice = notice
        self._lines: tuple[WorkstationLine, ...] = ()
        hint = self.tr(
            "The system keyring of this workstation can hold a key for you. Whoever can use your account here then "
            "opens the file without a passphrase. It is never the only way in."
        )
        self.list = SpokenList()
        self.list.setAccessibleName(self.tr("Workstations that open the file"))
        theme.sized(self.list, most_height=110)
        self.on_button = button(self.tr("Let this workstation open the file"), self.switch_on)
        self.off_button = button(self.tr("Revoke the chosen one"), self.revoke)
        self.on_button.setEnabled(settings.workstation_rules().keyring)
        _stack(
            self,
            panel(
                label(hint, "quiet", wrap=True),
                *administrator_labels(WorkstationRule.KEYRING),
                self.list,
                row(self.on_button, self.off_button),
                heading=self.tr("Opening without a passphrase"),
            ),
        )

    def show_keys(self, view: KeysView) -> None:
        """Show the workstations."""
        self._lines = view.workstations
        self.list.clear()
        for line in view.workstations:
            self.list.addItem(f"{line.label} – {line.member}")
        self.list.setVisible(bool(self._lines))
        self.off_button.setEnabled(bool(self._lines))

    def switch_on(self) -> None:
        """Put a key for oneself into this workstation's keyring."""
        done = self.tr("This workstation opens the file for you from now on.")
        self._session.change(keys.enable_workstation, done=lambda _: self._done(done), failed=self._failed)

    def revoke(self) -> None:
        """Take the chosen workstation's way in out of the key file."""
        place = self.list.currentRow() if len(self._lines) > 1 else 0
        if 0 <= place < len(self._lines):
            done = self.tr("The workstation no longer opens the file.")
            slot_id = self._lines[place].slot_id
            self._session.change(keys.forget_workstation, slot_id, done=lambda _: self._done(done), failed=self._failed)

    def _done(self, text: str) -> None:
        self._notice.tell(text)
        self.changed.emit()

    def _failed(self, error: CasemanError) -> None:
        self._notice.tell(tell(error.text), bad=True)


def _stack(owner: QWidget, part: QWidget) -> None:
    layout = QVBoxLayout(owner)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(part)
