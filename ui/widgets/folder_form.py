"""A form with a folder in it, which is typed or chosen in a dialog."""

from __future__ import annotations

from ui.widgets.file_dialogs import ask_folder
from ui.widgets.form import Form
from ui.widgets.labels import button, row


class FolderForm(Form):
    """Its field `folder` has a button below that asks for one."""

    def folder(self, title: str, *, hint: str, asked: str = "") -> None:
        """Add the field; `asked` is the title of the dialog, where it is not the field's."""
        self._asked = asked or title
        self.line("folder", title, hint=hint)
        self.choose_button = button(self.tr("Choose a folder…"), self._ask)
        self.widget("", row(self.choose_button))

    def fix_folder(self, folder: str) -> None:
        """Put in the one folder there is: it can be read and copied, not changed."""
        self.set_values({"folder": folder})
        self.control("folder").setReadOnly(True)
        self.choose_button.setEnabled(False)

    def _ask(self) -> None:
        ask_folder(self, self._asked, self._take, at=self.values()["folder"])

    def _take(self, name: str) -> None:
        self.set_values({"folder": name})
