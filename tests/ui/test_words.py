"""The window's words: Qt's own dialogs speak its language, settings name their sources, an empty pane says why."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from caseman.domain.lifecycle import Step
from caseman.domain.settings import Section
from caseman.text import Language
from tests.services.walking import Office, TickingClock, Walk, open_copy
from tests.ui.conftest import Hands
from ui import i18n
from ui.pages.letters import LettersPage
from ui.window import Window

_JAPANESE = re.compile(r"[ぁ-ヿ一-鿿]|^OK$")


def test_qt_dialogs_speak_japanese(qtbot: QtBot) -> None:
    i18n.install_language(Language.JA)
    dialog = QFileDialog()
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.show()
    line = QLineEdit()
    qtbot.addWidget(line)
    menu = line.createStandardContextMenu()
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel | QDialogButtonBox.StandardButton.Ok)
    qtbot.addWidget(box)
    texts = [
        *(part.text() for part in dialog.findChildren(QLabel)),
        *(part.text() for part in dialog.findChildren(QPushButton)),
        *(action.text() for action in menu.actions() if not action.isSeparator()),
        *(part.text() for part in box.buttons()),
    ]
    assert len(texts) >= 12
    assert [text for text in texts if not _JAPANESE.search(text)] == []


@pytest.mark.parametrize(("context", "text"), [(c, text) for c, texts in i18n.QT_LACKS.items() for text in texts])
def test_what_qt_lacks_is_added(qtbot: QtBot, context: str, text: str) -> None:
    del qtbot
    i18n.install_language(Language.JA)
    assert _JAPANESE.search(QCoreApplication.translate(context, text))


def _settings_texts(window: Window, hands: Hands) -> list[str]:
    assert window.desk_view is not None
    window.desk_view.go("settings")
    hands.settle(window)
    page = window.desk_view.pages["settings"]
    page.show_part(Section.FILE)
    rules = page.versions.rules.toPlainText().splitlines()  # type: ignore[attr-defined]
    return [part.text() for part in page.findChildren(QLabel)] + rules


def test_settings_tell_the_whole_place_of_the_file_and_label_their_sources(
    desk_window: Callable[..., Window], hands: Hands, office_path: Path
) -> None:
    window = desk_window()
    assert window.session is not None
    window.session.path = Path(os.path.relpath(office_path))
    window._speak_anew()
    texts = _settings_texts(window, hands)
    assert any(Path(text).is_absolute() and Path(text).name == office_path.name for text in texts)
    assert [text for text in texts if "(section" in text] == []
    assert any("(source: section 6)" in text for text in texts)


def test_settings_say_office_setting_in_japanese(desk_window: Callable[..., Window], hands: Hands) -> None:
    texts = _settings_texts(desk_window(Language.JA), hands)
    assert [text for text in texts if "(office setting)" in text] == []


def test_letters_open_with_the_latest_and_an_empty_pane_says_why(
    desk_window: Callable[..., Window], hands: Hands, office: Office, office_path: Path, clock: TickingClock
) -> None:
    desk = open_copy(office, office_path, clock)
    walk = Walk(desk, clock)
    walk.to(Step.LETTER)
    walk.to(Step.LETTER)
    desk.close()
    window = desk_window()
    assert window.desk_view is not None
    page = window.desk_view.pages["letters"]
    assert isinstance(page, LettersPage)
    assert page.preview.message == "Choose a letter to see it."
    window.desk_view.go("letters")
    hands.until(lambda: page.preview.pages == 1)
    assert page.preview.message == ""
    assert page.table.currentIndex().row() == 0
    page.table.selectRow(1)
    hands.until(lambda: page.output.letter is not None and page.output.letter.document_number == "P-2026-0001-01")
    page.refresh()
    hands.settle(window)
    assert page.table.currentIndex().row() == 1, "the choice outlives a reading anew"
    hands.until(lambda: page.preview.pages == 1)
    page.preview.show_pdf(None)
    assert page.preview.message == "Choose a letter to see it."
