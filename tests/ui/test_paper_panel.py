"""Envelopes, labels and type in the settings: drawn to scale, a test sheet is written, the folder of fonts is kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from caseman.text import Language
from tests.letters.paper import read
from tests.ui.conftest import Hands
from ui.pages.settings.page import SettingsPage
from ui.window import Window


@pytest.fixture
def opened(desk_window: Callable[..., Window], hands: Hands) -> Callable[..., SettingsPage]:
    def make(section: str, language: Language = Language.EN) -> SettingsPage:
        window = desk_window(language)
        assert window.desk_view is not None
        window.desk_view.go(f"settings:{section}")
        hands.settle(window)
        page = window.desk_view.pages["settings"]
        assert isinstance(page, SettingsPage)
        return page

    return make


@pytest.mark.parametrize("language", Language)
def test_a_test_sheet_is_written(
    opened: Callable[..., SettingsPage], hands: Hands, tmp_path: Path, language: Language
) -> None:
    kind = opened("envelopes", language).envelopes.envelope
    hands.until(lambda: kind.which.count() >= 4)
    kind.which.setCurrentIndex(kind.which.findData("dl"))
    hands.click(kind.test_button)
    made = tmp_path / "sheet.pdf"
    hands.pick_files(made)
    hands.until(made.exists)
    assert ("見本" if language is Language.JA else "Mihon") in read(made.read_bytes()).pages[0]


def test_the_folder_of_fonts_is_checked_and_kept(
    opened: Callable[..., SettingsPage], hands: Hands, tmp_path: Path
) -> None:
    panel = opened("printer").printer
    hands.type(panel.form.control("folder"), str(tmp_path / "nowhere"))
    hands.click(panel.save_button)
    hands.until(lambda: bool(panel.form.fault("folder")))
    hands.type(panel.form.control("folder"), str(tmp_path))
    hands.click(panel.save_button)
    hands.until(lambda: not panel.form.typed())
    assert panel.form.values()["folder"] == str(tmp_path)


def test_a_test_sheet_of_labels_is_written(opened: Callable[..., SettingsPage], hands: Hands, tmp_path: Path) -> None:
    kind = opened("envelopes").envelopes.labels
    hands.until(lambda: kind.which.count() >= 5)
    kind.which.setCurrentIndex(kind.which.findData("letter-10"))
    hands.click(kind.test_button)
    made = tmp_path / "labels.pdf"
    hands.pick_files(made)
    hands.until(made.exists)
    paper = read(made.read_bytes())
    assert len(paper.pages) == 2
    assert paper.says("[[label_sheets]]")
