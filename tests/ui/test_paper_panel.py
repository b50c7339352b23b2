"""Paper and type in the settings: a test sheet is written, the folder of fonts is kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from caseman.text import Language
from tests.letters.paper import read
from tests.ui.conftest import Hands
from ui.pages.paper import PaperPanel
from ui.pages.settings import SettingsPage
from ui.window import Window


@pytest.fixture
def opened(desk_window: Callable[..., Window], hands: Hands) -> Callable[..., PaperPanel]:
    def make(language: Language = Language.EN) -> PaperPanel:
        window = desk_window(language)
        assert window.desk_view is not None
        window.desk_view.go("settings")
        hands.settle(window)
        page = window.desk_view.pages["settings"]
        assert isinstance(page, SettingsPage)
        return page.paper

    return make


@pytest.mark.parametrize("language", Language)
def test_a_test_sheet_is_written(
    opened: Callable[..., PaperPanel], hands: Hands, tmp_path: Path, language: Language
) -> None:
    panel = opened(language)
    hands.until(lambda: panel.which.count() >= 4)
    panel.which.setCurrentIndex(panel.which.findData("dl"))
    hands.click(panel.sheet_button)
    made = tmp_path / "sheet.pdf"
    hands.pick_files(made)
    hands.until(made.exists)
    assert ("見本" if language is Language.JA else "Mihon") in read(made.read_bytes()).pages[0]


def test_the_folder_of_fonts_is_checked_and_kept(
    opened: Callable[..., PaperPanel], hands: Hands, tmp_path: Path
) -> None:
    panel = opened()
    hands.type(panel.form.control("folder"), str(tmp_path / "nowhere"))
    hands.click(panel.save_button)
    hands.until(lambda: bool(panel.form.fault("folder")))
    hands.type(panel.form.control("folder"), str(tmp_path))
    hands.click(panel.save_button)
    hands.until(lambda: not panel.form.typed())
    assert panel.form.values()["folder"] == str(tmp_path)


def test_a_test_sheet_of_labels_is_written(opened: Callable[..., PaperPanel], hands: Hands, tmp_path: Path) -> None:
    panel = opened()
    hands.until(lambda: panel.which_labels.count() >= 5)
    panel.which_labels.setCurrentIndex(panel.which_labels.findData("letter-10"))
    hands.click(panel.labels_button)
    made = tmp_path / "labels.pdf"
    hands.pick_files(made)
    hands.until(made.exists)
    paper = read(made.read_bytes())
    assert len(paper.pages) == 2
    assert paper.says("[[label_sheets]]")
