"""The page “Staff and keys”."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseman.domain.permissions import Permission
from caseman.errors import CasemanError
from caseman.services import key_replacing
from caseman.services.key_replacing import NewSheet
from caseman.services.key_views import KeysView, list_keys
from ui import theme
from ui.i18n import current_language, tell
from ui.pages.base import Page
from ui.pages.keys.members import Members, show_sheet
from ui.pages.keys.own import OwnPassphrase, Workstations
from ui.session import OfficeSession
from ui.widgets.labels import button, label, panel, row, scrolled


class KeysPage(Page):
    """One's own key for everyone; the members, the key of the file and its sheet for an administrator."""

    def __init__(self, session: OfficeSession) -> None:
        super().__init__(session, "")
        self.title.setText(self.tr("Staff and keys"))
        self.members = Members(session, self.notice)
        self.own = OwnPassphrase(session, self.notice)
        self.workstations = Workstations(session, self.notice)
        self.sheet_due = label(
            self.tr("The newest recovery sheet was not printed or saved yet. Make a new one now."), "warn", wrap=True
        )
        self.generation = label("", "quiet", wrap=True)
        self.sheet_button = button(self.tr("New recovery sheet…"), self.make_sheet)
        self.replace_button = button(self.tr("Replace the key now…"), self.replace_key)
        self.file_key = panel(
            self.generation,
            self.sheet_due,
            row(self.sheet_button, self.replace_button),
            label(
                self.tr(
                    "Replace it when a passphrase, the recovery sheet or a workstation may be in wrong hands. "
                    "Everybody keeps their passphrase; backups made before stay readable with the old key."
                ),
                "quiet",
                wrap=True,
            ),
            heading=self.tr("The key of the file"),
        )
        content = QWidget()
        area = scrolled(content)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, theme.GAP_SMALL, 0)
        column.setSpacing(theme.GAP)
        for part in (self.own, self.workstations, self.members, self.file_key, self._honest()):
            column.addWidget(part)
        column.addStretch(1)
        self.body.addWidget(area, 1)
        self.members.changed.connect(self.refresh)
        self.workstations.changed.connect(self.refresh)
        self.offer()

    def offer(self) -> None:
        """Show what the member may do."""
        manages = self.session.may(Permission.STAFF)
        self.members.setVisible(manages)
        self.file_key.setVisible(manages)

    def first_controls(self) -> Iterable[QWidget]:
        return (self.own.form.control("old"),)

    def refresh(self) -> None:
        self.session.read(list_keys, done=self._show)

    def make_sheet(self) -> None:
        """A new sheet for the key as it is."""
        self._make(key_replacing.new_sheet, self.tr("A new recovery sheet was made."))

    def replace_key(self) -> None:
        """A new key for the file, and its sheet."""
        self._make(key_replacing.replace_key, self.tr("The key of the file was replaced."))

    def _make(self, service: Any, told: str) -> None:
        self.setEnabled(False)

        def done(change: NewSheet) -> None:
            self.setEnabled(True)
            self.notice.tell(told)
            self.refresh()
            show_sheet(self.session, change, self)

        def failed(error: CasemanError) -> None:
            self.setEnabled(True)
            self.notice.tell(tell(error.text), bad=True)

        self.session.change(service, current_language(), done=done, failed=failed)

    def _show(self, view: KeysView) -> None:
        self.members.show_keys(view)
        self.workstations.show_keys(view)
        self.sheet_due.setVisible(view.sheet_due)
        self.generation.setText(self.tr("Keys that the file has had: {count}").format(count=view.generation))

    def _honest(self) -> QWidget:
        text = self.tr(
            "Roles keep honest people to their part, and the trail says who did what. They are no wall against someone "
            "who holds a key and uses another program: whoever can open the file can read all of it. What must be kept "
            "from a person is kept by giving them no key."
        )
        return panel(label(text, "quiet", wrap=True), heading=self.tr("What roles can do, and what they cannot"))
