"""About and the sheet of shortcuts: made of what is there, searched, copied, closed by Esc, without an office too."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import QApplication, QDialog

from caseman import __version__
from caseman.text import Language
from tests.ui.conftest import Hands
from ui.commands import COMMANDS
from ui.dialogs.about import AboutDialog
from ui.dialogs.shortcuts import ShortcutsDialog
from ui.window import Window


def _opened(window: Window, hands: Hands, name: str) -> QDialog:
    window.doing.run(name)
    shown = next(each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible())
    hands.settle(window)
    return shown


@pytest.fixture
def window(new_window: Callable[..., Window], language: Language) -> Window:
    return new_window(language=language)


@pytest.mark.parametrize("language", list(Language))
def test_the_sheet_has_every_command_with_keys_and_is_searched(
    window: Window, hands: Hands, language: Language
) -> None:
    sheet = _opened(window, hands, "shortcuts")
    assert isinstance(sheet, ShortcutsDialog)
    assert sheet.search.hasFocus() or not window.isActiveWindow()
    lines = sheet.table.lines.lines
    assert [line.name for line in lines if line.name] == [command.name for command in COMMANDS if command.keys]
    assert len(lines) > 45
    told = {line.name: line for line in lines}
    assert told["lock"].keys == QKeySequence("Ctrl+L").toString(QKeySequence.SequenceFormat.NativeText)
    for typed, found in (("ロック", "lock"), ("lock", "lock"), ("ctrl+shift+e", "export"), ("F6", "next_pane")):
        sheet.search.setText(typed)
        assert found in [line.name for line in sheet.table.lines.lines], typed
        assert len(sheet.table.lines.lines) < 6
    sheet.search.setText("zzzz")
    assert sheet.table.lines.lines == ()
    assert sheet.none.isVisible()
    hands.bot.keyClick(sheet, Qt.Key.Key_Escape)
    hands.until(lambda: window.findChild(ShortcutsDialog) is None)


@pytest.mark.parametrize("language", [Language.JA])
def test_the_sheet_speaks_japanese(window: Window, hands: Hands) -> None:
    sheet = _opened(window, hands, "shortcuts")
    assert isinstance(sheet, ShortcutsDialog)
    assert [line for line in sheet.table.lines.lines if not re.search(r"[ぁ-ヿ一-鿿]", line.what)] == []
    sheet.reject()


@pytest.mark.parametrize("language", list(Language))
def test_about_tells_the_parts_and_their_licences_and_is_copied(window: Window, hands: Hands) -> None:
    about = _opened(window, hands, "about")
    assert isinstance(about, AboutDialog)
    hands.until(about.copy_button.isEnabled)
    parts = {part.name: at for at, part in enumerate(about.table.lines.lines)}
    about.table.selectRow(parts["Qt"])
    assert about.table.lines.line(parts["Qt"]).version == qVersion()
    assert about.note.isVisible()
    assert "LGPL-3.0-only" in about.note.text()
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in about.text.toPlainText()
    about.table.selectRow(parts["jaconv"])
    assert not about.note.isVisible()
    assert "MIT" in about.text.toPlainText()
    hands.click(about.copy_button)
    assert QGuiApplication.clipboard().text().startswith(f"caseman {__version__}")
    QGuiApplication.clipboard().clear()
    hands.bot.keyClick(about, Qt.Key.Key_Escape)
    hands.until(lambda: window.findChild(AboutDialog) is None)


@pytest.mark.parametrize("language", [Language.EN])
def test_about_may_be_closed_before_its_parts_are_read(window: Window, hands: Hands) -> None:
    window.doing.run("about")
    about = window.findChild(AboutDialog)
    assert isinstance(about, AboutDialog)
    about.reject()
    hands.settle(window)
    assert window.findChild(AboutDialog) is None
