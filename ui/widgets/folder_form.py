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
        self.widget("", row(button(self.tr("Choose a folder…"), self._ask)))

    def _ask(self) -> None:
        ask_folder(self, self._asked, self._take, at=self.values()["folder"])

    def _take(self, name: str) -> None:
        self.set_values({"folder": name})
