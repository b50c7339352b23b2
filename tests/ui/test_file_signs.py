"""Qt's own dialogs tell a file by its name: they do not open each one of a folder to find out what it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QFileInfo
from PySide6.QtWidgets import QDialog, QFileDialog, QFileSystemModel, QWidget
from pytestqt.qtbot import QtBot

from caseman.text import Language
from tests.ui.conftest import Hands
from ui import i18n
from ui.printing import ask_for_printer, new_printer
from ui.widgets.file_dialogs import ask_file, ask_files, ask_folder, ask_new_file
from ui.widgets.file_signs import FileSigns

_TYPE_COLUMN = 2


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    return widget


def _models(dialog: QWidget) -> list[QFileSystemModel]:
    return dialog.findChildren(QFileSystemModel)


def test_a_file_is_what_its_name_says(
    parent: QWidget, hands: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    i18n.install_language(Language.JA)
    here = tmp_path / "here"
    (here / "folder.pdf").mkdir(parents=True)
    (here / "scan.pdf").write_bytes(b"\x89PNG\r\n\x1a\n")
    (here / "none").touch()
    monkeypatch.setattr("ui.widgets.file_dialogs.default_folder", lambda: here)
    ask_file(parent, "Which", lambda _name: None)
    (dialog,) = parent.findChildren(QFileDialog)
    (model,) = _models(dialog)
    root = model.index(str(here))
    hands.until(lambda: model.rowCount(root) == 3)
    rows = [model.index(at, _TYPE_COLUMN, root) for at in range(3)]
    assert {model.fileName(each): each.data() for each in rows} == {
        "scan.pdf": "PDF",
        "folder.pdf": "フォルダー",
        "none": "",
    }


@pytest.mark.usefixtures("parent")
def test_folders_and_files_are_told_apart_by_their_signs(tmp_path: Path) -> None:
    (tmp_path / "scan.pdf").touch()
    signs = FileSigns()
    file, folder = (signs.icon(QFileInfo(str(path))) for path in (tmp_path / "scan.pdf", tmp_path))
    assert not file.isNull()
    assert not folder.isNull()
    assert file.pixmap(16).toImage() != folder.pixmap(16).toImage()


def test_every_dialog_that_shows_files_does_so(parent: QWidget) -> None:
    for ask in (ask_file, ask_files, ask_folder):
        ask(parent, "Which", lambda _chosen: None)
    ask_new_file(parent, "Where", lambda _name: None, "csv")
    ask_for_printer(new_printer("caseman"), parent, lambda: None)  # what prints to a file completes its name
    dialogs = parent.findChildren(QDialog)
    assert len(dialogs) == 5
    for dialog in dialogs:
        assert _models(dialog)
        assert all(isinstance(each.iconProvider(), FileSigns) for each in _models(dialog))
        dialog.reject()
