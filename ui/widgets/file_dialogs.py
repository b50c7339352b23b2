"""Which file, which folder, where to write: asked by the system's dialog, beginning in the folder of this workstation.

None of them waits: `then` is called with what was chosen, and not at all when nothing was.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from caseman.paths import default_folder
from ui.widgets.file_signs import tell_by_name


def ask_file(parent: QWidget, title: str, then: Callable[[str], object], *, kinds: str = "") -> None:
    """Ask for one file that is there."""
    dialog = _dialog(parent, title, kinds=kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.fileSelected.connect(then)
    dialog.open()


def ask_files(parent: QWidget, title: str, then: Callable[[list[Path]], object], *, kinds: str = "") -> None:
    """Ask for one file or several that are there."""
    dialog = _dialog(parent, title, kinds=kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.filesSelected.connect(lambda names: then([Path(name) for name in names]))
    dialog.open()


def ask_folder(parent: QWidget, title: str, then: Callable[[str], object], *, at: str = "") -> None:
    """Ask for a folder, beginning at `at` where there is one."""
    dialog = _dialog(parent, title, at=at)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.fileSelected.connect(then)
    dialog.open()


def ask_new_file(
    parent: QWidget, title: str, then: Callable[[str], object], suffix: str, *, kinds: str = "", at: str = ""
) -> None:
    """Ask where to write a file; `at` is what is proposed: a name, or a path.

    Nothing is ever written over, which the writer says; the dialog does not offer it.
    """
    dialog = _dialog(parent, title, kinds=kinds, at=at)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
    dialog.setDefaultSuffix(suffix)
    dialog.fileSelected.connect(then)
    dialog.open()


def _dialog(parent: QWidget, title: str, *, kinds: str = "", at: str = "") -> QFileDialog:
    dialog = QFileDialog(parent, title, str(default_folder() / at), kinds)
    tell_by_name(dialog)
    dialog.finished.connect(dialog.deleteLater)
    return dialog
