"""How a case goes: the dialog in the help shows the whole table, and the picture drawn from it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtSvgWidgets import QSvgWidget
from PySide6.QtWidgets import QApplication

from caseman.domain.transitions import TRANSITIONS
from caseman.text import Language
from tests.ui.conftest import Hands
from ui.dialogs.lifecycle import LifecycleDialog
from ui.window import Window


@pytest.mark.parametrize("language", Language)
def test_the_dialog_shows_picture_and_table(
    desk_window: Callable[..., Window], hands: Hands, language: Language
) -> None:
    window = desk_window(language)
    window.doing.run("lifecycle")
    hands.until(lambda: isinstance(QApplication.activeModalWidget(), LifecycleDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, LifecycleDialog)
    picture = dialog.findChild(QSvgWidget)
    assert isinstance(picture, QSvgWidget)
    assert picture.renderer().isValid()
    assert list(dialog.table.lines.lines) == list(TRANSITIONS)
    model = dialog.table.lines
    told = {model.index(row, 0).data() for row in range(model.rowCount())}
    assert told == {row.action.label.say(language) for row in TRANSITIONS}
    window.lock()
    hands.until(lambda: QApplication.activeModalWidget() is None)
