"""What Qt's own dialogs show beside the name of a file: told by the name, without opening the file.

Qt reads the beginning of each file of a folder to find out what it is, twice, for a sign and for a word, and does so on
the window's thread: 0.1 s where the folder holds a handful of files, and longer the more it holds.
"""

from __future__ import annotations

from functools import cache
from typing import overload

from PySide6.QtCore import QCoreApplication, QFileInfo
from PySide6.QtGui import QAbstractFileIconProvider, QIcon
from PySide6.QtWidgets import QFileIconProvider, QFileSystemModel, QWidget

_Sign = QAbstractFileIconProvider.IconType


class FileSigns(QFileIconProvider):
    """One sign for all folders and one for all files; the word is what the name ends in."""

    def __init__(self) -> None:
        super().__init__()
        self._drawn: dict[_Sign, QIcon] = {}

    @overload
    def icon(self, what: _Sign, /) -> QIcon: ...
    @overload
    def icon(self, what: QFileInfo, /) -> QIcon: ...
    def icon(self, what: _Sign | QFileInfo, /) -> QIcon:
        if isinstance(what, QFileInfo):
            what = _Sign.Folder if what.isDir() else _Sign.File
        if what not in self._drawn:
            self._drawn[what] = super().icon(what)
        return self._drawn[what]

    def type(self, info: QFileInfo, /) -> str:
        if info.isDir():
            return QCoreApplication.translate("QFileDialog", "Folder")
        return info.suffix().upper()


def tell_by_name(dialog: QWidget) -> None:
    """Have a dialog of Qt's own tell its files so. One of the system's has no such model, and stays as it is."""
    for files in dialog.findChildren(QFileSystemModel):
        files.setIconProvider(_signs())


@cache
def _signs() -> FileSigns:
    """Kept: what has it does not own it."""
    return FileSigns()
