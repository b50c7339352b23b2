"""The members of staff: their roles and keys, for an administrator."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QMessageBox, QVBoxLayout, QWidget

from caseman.domain.roles import Role
from caseman.errors import CasemanError
from caseman.services import key_replacing, keys
from caseman.services.key_replacing import NewSheet
from caseman.services.key_views import KeysView, Member
from caseman.services.keys import OneTime
from caseman.services.staff import add_staff
from ui import theme
from ui.dialogs.new_sheet import NewSheetDialog
from ui.i18n import current_language, tell
from ui.session import OfficeSession
from ui.widgets.form import Form
from ui.widgets.labels import Notice, button, label, panel, row
from ui.widgets.lines import Column, LinesView


class Members(QWidget):
    """The table of members, and what an administrator does with them."""

    changed = Signal()

    def __init__(self, session: OfficeSession, notice: Notice) -> None:
        super().__init__()
        self._session = session
        self._notice = notice
        columns = (
            Column(self.tr("Name"), lambda m: m.name, 140),
            Column(self.tr("Roles"), lambda m: tell([role.label for role in m.roles]), 220),
            Column(self.tr("Key"), self._key, 120, whole=True),
        )
        self.table = LinesView(columns, self.tr("Members of staff"))
        theme.sized(self.table, least_height=170)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._choose())
        self.form = Form()
        self.form.line("name", self.tr("New member"))
        self.roles = {role: QCheckBox(tell(role.label)) for role in Role}
        self.reason = self.form.line("reason", self.tr("Why"), hint=self.tr("For suspending and removing."))
        self.add_button = button(self.tr("Give a key"), self.add)
        self.name_button = button(self.tr("Add by name only"), self.add_name)
        self.roles_button = button(self.tr("Change the roles"), self.change_roles)
        self.once_button = button(self.tr("New one-time passphrase"), self.give_once)
        self.suspend_button = button(self.tr("Suspend"), self.suspend)
        self.back_button = button(self.tr("Put back"), self.put_back)
        self.remove_button = button(self.tr("Remove"), self.remove)
        hint = self.tr(
            "A member without a key can be put down as second reader or data holder, and cannot open the file. "
            "Removing replaces the key of the file; who stays keeps their passphrase. Copies of the file that a member "
            "made before stay readable for them."
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(
            panel(
                self.table,
                self.form,
                self._role_boxes(),
                row(self.add_button, self.name_button, self.roles_button, self.once_button),
                row(self.suspend_button, self.back_button, self.remove_button),
                label(hint, "quiet", wrap=True),
                heading=self.tr("Members of staff"),
            )
        )
        self._choose()

    def show_keys(self, view: KeysView) -> None:
        """Show the members; the one that was chosen stays so."""
        before: Member | None = self.table.selected()
        self.table.lines.replace(view.members)
        names = [member.name for member in view.members]
        if before is not None and before.name in names:
            self.table.selectRow(names.index(before.name))
        self._choose()

    def choose(self, name: str) -> None:
        """Choose a member by name."""
        self.table.selectRow([member.name for member in self.table.lines.lines].index(name))

    def set_roles(self, *roles: Role) -> None:
        """Tick these roles and no others."""
        for role, box in self.roles.items():
            box.setChecked(role in roles)

    # --- what is done

    def add(self) -> None:
        """Give a key to the name that is typed."""
        self._do(keys.add_member, self.form.values()["name"], self._ticked(), done=self._tell_once)

    def add_name(self) -> None:
        """Put a name on the list, without a key."""
        self._do(add_staff, self.form.values()["name"], done=lambda _: self._done(self.tr("The name is on the list.")))

    def change_roles(self) -> None:
        """Give the chosen member the roles that are ticked."""
        done = self.tr("The roles were changed.")
        self._do(keys.set_roles, self._name(), self._ticked(), done=lambda _: self._done(done))

    def give_once(self) -> None:
        """A one-time passphrase for who forgot theirs."""
        self._do(keys.give_one_time, self._name(), done=self._tell_once)

    def suspend(self) -> None:
        """Close the chosen member's way in."""
        done = self.tr("Suspended. The key of the file is the same: replace it too where it must be certain.")
        self._do(keys.suspend_member, self._name(), self._reason(), done=lambda _: self._done(done))

    def put_back(self) -> None:
        """Open it again."""
        done = self.tr("Put back, with the passphrase they had.")
        self._do(keys.put_member_back, self._name(), done=lambda _: self._done(done))

    def remove(self) -> None:
        """Take the chosen member off the staff, and replace the key."""
        self._do(keys.remove_member, self._name(), self._reason(), current_language(), done=self._removed)

    def _do(self, service: Callable[..., Any], *args: Any, done: Callable[[Any], None]) -> None:
        self.form.clear_faults()
        self.setEnabled(False)

        def finished(change: Any) -> None:
            self.setEnabled(True)
            done(change)

        def failed(error: CasemanError) -> None:
            self.setEnabled(True)
            self.form.tell_faults(error, self._notice)

        self._session.change(service, *args, done=finished, failed=failed)

    def _done(self, text: str) -> None:
        self.form.clear()
        self.set_roles()
        self._notice.tell(text)
        self.changed.emit()

    def _removed(self, change: NewSheet) -> None:
        self._done(self.tr("Removed."))
        show_sheet(self._session, change, self)

    def _tell_once(self, change: OneTime) -> None:
        name = self.form.values()["name"].strip() or self._name()
        self._done(self.tr("The key is there. The member replaces the one-time passphrase at first use."))
        box = QMessageBox(self)
        box.setTextFormat(box.textFormat().PlainText)
        box.setWindowTitle(self.tr("One-time passphrase"))
        box.setText(
            self.tr("Tell {name} this passphrase by word of mouth. It is shown only now:").format(name=name)
            + f"\n\n{change.passphrase}"
        )
        box.open()

    # --- what is shown

    def _choose(self) -> None:
        member: Member | None = self.table.selected()
        other = member is not None and member.name != self._session.staff_name
        self.roles_button.setEnabled(member is not None)
        self.once_button.setEnabled(other and member is not None and member.has_key)
        self.suspend_button.setEnabled(other and member is not None and member.has_key)
        self.back_button.setEnabled(member is not None and member.suspended)
        self.remove_button.setEnabled(other)
        if member is not None:
            self.set_roles(*member.roles)

    def _key(self, member: Member) -> str:
        if member.suspended:
            return self.tr("suspended")
        if member.must_change:
            return self.tr("one-time passphrase")
        return self.tr("passphrase") if member.has_key else self.tr("none")

    def _name(self) -> str:
        member: Member | None = self.table.selected()
        return "" if member is None else member.name

    def _reason(self) -> str:
        return str(self.form.values()["reason"])

    def _ticked(self) -> frozenset[Role]:
        return frozenset(role for role, box in self.roles.items() if box.isChecked())

    def _role_boxes(self) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(theme.GAP_SMALL // 2)
        for at, (role, box) in enumerate(self.roles.items()):
            grid.addWidget(box, at, 0)
            grid.addWidget(label(tell(role.explanation), "quiet", wrap=True), at, 1)
        grid.setColumnStretch(1, 1)
        return holder


def show_sheet(session: OfficeSession, change: NewSheet, parent: QWidget) -> None:
    """Have a new recovery sheet printed or saved, if there is one; then the file no longer asks for it."""
    if not change.pdf:
        return
    dialog = NewSheetDialog(change.pdf, parent)
    dialog.keeper.kept.connect(lambda: session.change(key_replacing.note_sheet_kept))
    dialog.open()
