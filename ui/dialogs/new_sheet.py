"""A new recovery sheet after the key was replaced or the sheet itself: it stays until it was printed or saved."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from ui.dialogs.fitting import fit
from ui.widgets.labels import label
from ui.widgets.sheet_keeper import SheetKeeper


class NewSheetDialog(QDialog):
    """Shows that there is a sheet to keep. Locking closes it all the same; the settings then ask for a new one."""

    def __init__(self, pdf: bytes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Recovery sheet"))
        self.keeper = SheetKeeper()
        self.keeper.pdf = pdf
        self.keeper.kept.connect(self._allow)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.buttons.rejected.connect(self.reject)
        self._allow()
        layout = QVBoxLayout(self)
        layout.addWidget(
            label(
                self.tr(
                    "Print it and put it into the safe in the place of the old one, whose code opens this file no "
                    "more. Whoever holds the sheet can open the file."
                ),
                wrap=True,
            )
        )
        layout.addWidget(self.keeper)
        layout.addWidget(self.buttons)
        fit(self, 520, 220)

    def reject(self) -> None:
        """Only once the sheet was kept; a lock goes past this."""
        if self.keeper.is_kept:
            super().reject()
        else:
            self.keeper.ask_to_keep()

    def _allow(self) -> None:
        self.buttons.button(QDialogButtonBox.StandardButton.Close).setEnabled(self.keeper.is_kept)
