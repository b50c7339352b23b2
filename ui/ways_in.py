"""The ways into an office beside the passphrase, each loaded when asked for: a new one, recovery sheet, a backup."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

if TYPE_CHECKING:
    from caseman.services.desk import Desk
    from ui.tasks import TaskRunner


def make_new_office(runner: TaskRunner, parent: QWidget, made: Callable[[Path], None]) -> None:
    """The first-run assistant."""
    from ui.dialogs.new_office import NewOffice

    assistant = NewOffice(runner, parent)
    assistant.made.connect(made)
    assistant.open()


def recover(runner: TaskRunner, path: Path | None, parent: QWidget, opened: Callable[[Desk], None]) -> None:
    """Open a file with its recovery sheet."""
    from ui.dialogs.recover import RecoverDialog

    dialog = RecoverDialog(runner, path, parent)
    dialog.opened.connect(opened)
    _open_once(dialog)


def restore_backup(runner: TaskRunner, parent: QWidget, restored: Callable[[Path], None]) -> None:
    """Make a new office file of a backup."""
    from ui.dialogs.restore import RestoreDialog

    dialog = RestoreDialog(runner, parent)
    dialog.restored.connect(restored)
    _open_once(dialog)


def _open_once(dialog: QDialog) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
