"""Which type really draws: kanji in their Japanese forms whatever the system has, in the size that was asked for."""

from __future__ import annotations

import io
from collections.abc import Iterator
from importlib.resources import files

import pytest
from fontTools.ttLib import TTFont
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QTextDocument, QTextLayout
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QTableView, QTextBrowser, QWidget
from pytestqt.qtbot import QtBot

from caseman.text import Language
from ui import i18n, settings, theme
from ui.theme import typeface
from ui.widgets.labels import label
from ui.widgets.lines import Column, LinesView
from ui.widgets.text_editor import FixedWidthEdit

_KANJI = "直骨今"
_CHINESE = "Chinese Sans Of The Tests"


@pytest.fixture(scope="module")
def chinese(themed: QApplication) -> Iterator[str]:
    """A family that has Latin and kanji and is no Japanese one, as a Chinese system's own type."""
    font = TTFont(io.BytesIO((files("resources") / "fonts" / "bizud" / "BIZUDPGothic-Regular.ttf").read_bytes()))
    for record in font["name"].names:
        if record.nameID in (1, 3, 4, 6, 16):
            record.string = _CHINESE if record.nameID != 6 else _CHINESE.replace(" ", "")
    kept = io.BytesIO()
    font.save(kept)
    number = QFontDatabase.addApplicationFontFromData(kept.getvalue())
    assert QFontDatabase.applicationFontFamilies(number) == [_CHINESE]
    yield _CHINESE
    QFontDatabase.removeApplicationFont(number)


@pytest.fixture
def chinese_system(chinese: str, themed: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[QApplication]:
    monkeypatch.setattr(typeface, "_system_type", lambda: QFont(chinese, 10))
    if not typeface._lent:
        typeface.lend(always=True)
    theme.apply_theme(themed)
    yield themed
    monkeypatch.undo()
    i18n.install_language(Language.EN)
    theme.apply_theme(themed)


def _drawn_with(text: str, font: QFont) -> set[str]:
    """The families of the glyphs that really stand for a text."""
    layout = QTextLayout(text, font)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return {run.rawFont().familyName() for run in layout.glyphRuns()}


def _drawn_in(document: QTextDocument) -> set[str]:
    document.documentLayout().documentSize()
    block, found = document.begin(), set()
    while block.isValid():
        lines = [block.layout().lineAt(at) for at in range(block.layout().lineCount())]
        found |= {run.rawFont().familyName() for line in lines for run in line.glyphRuns()}
        block = block.next()
    return found


@pytest.mark.parametrize("language", list(Language))
def test_kanji_are_japanese_on_a_chinese_system(chinese_system: QApplication, qtbot: QtBot, language: Language) -> None:
    i18n.install_language(language)
    theme.apply_theme(chinese_system)
    table = LinesView([Column("直", str)], "直")
    controls: list[QWidget] = [label(_KANJI, "title"), label(_KANJI), QLineEdit(_KANJI), QPlainTextEdit(_KANJI), table]
    for control in controls:
        qtbot.addWidget(control)
        control.ensurePolished()
        assert _drawn_with(_KANJI, control.font()) <= set(typeface.JAPANESE), type(control)
    assert _drawn_with(_KANJI, table.horizontalHeader().font()) <= set(typeface.JAPANESE)


@pytest.mark.parametrize("language", list(Language))
def test_long_texts_too(chinese_system: QApplication, qtbot: QtBot, language: Language) -> None:
    i18n.install_language(language)
    theme.apply_theme(chinese_system)
    plain, rich, typed = QPlainTextEdit(), QTextBrowser(), FixedWidthEdit("直")
    rich.setMarkdown(f"# {_KANJI}\n\n- {_KANJI}\n\n**{_KANJI}**\n")
    for edit in (plain, typed):
        edit.setPlainText(_KANJI)
    for widget in (plain, rich, typed):
        qtbot.addWidget(widget)
        widget.show()
        qtbot.waitExposed(widget)
        found = _drawn_in(widget.document()) if widget is rich else _drawn_with(_KANJI, widget.font())
        assert found
        assert found <= {*typeface.JAPANESE, "BIZ UDGothic"}, type(widget)


def test_the_chinese_family_would_have_drawn_them(chinese: str) -> None:
    """Else the tests above could not fail."""
    assert _drawn_with(_KANJI, QFont(chinese, 10)) == {chinese}


def test_a_system_whose_only_kanji_are_chinese_gets_the_program_s_own(
    chinese: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typeface, "_lent", [])
    monkeypatch.setattr(typeface.QFontDatabase, "hasFamily", lambda family: family == chinese)
    assert typeface.lend()
    assert not typeface.lend(), "once is enough"


@pytest.mark.parametrize(
    ("system", "language", "first"),
    [
        ("DejaVu Sans", Language.EN, "DejaVu Sans"),
        ("DejaVu Sans", Language.JA, "Yu Gothic UI"),
        ("Noto Sans CJK JP", Language.EN, "Noto Sans CJK JP"),
    ],
)
def test_which_family_is_asked_first(
    themed: QApplication, monkeypatch: pytest.MonkeyPatch, system: str, language: Language, first: str
) -> None:
    monkeypatch.setattr(typeface, "_lent", [])
    order = typeface.families(system, language)
    assert order[0] == first
    assert len(order) == len(set(order))
    assert set(typeface.JAPANESE) <= set(order)


@pytest.mark.parametrize("percent", [80, 100, 150, 200])
def test_type_has_the_size_that_was_asked_for(themed: QApplication, qtbot: QtBot, percent: int) -> None:
    before = themed.font().pointSizeF()
    settings.set_text_size(percent)
    theme.apply_theme(themed)
    try:
        assert themed.font().pointSizeF() == pytest.approx(before * percent / 100)
        shown = QLabel("直")
        qtbot.addWidget(shown)
        shown.ensurePolished()
        assert QFontInfo(shown.font()).pointSizeF() == pytest.approx(before * percent / 100, abs=0.6)
        title, body = label("x", "title"), label("x")
        for each in (title, body):
            theme.dress(each)
            qtbot.addWidget(each)
            each.ensurePolished()
        assert title.font().pointSizeF() == pytest.approx(body.font().pointSizeF() * 1.7, abs=0.1)
        table = QTableView()
        qtbot.addWidget(table)
        table.ensurePolished()
        assert table.font().pointSizeF() == pytest.approx(before * percent / 100)
    finally:
        settings.set_text_size(100)
        theme.apply_theme(themed)
    assert themed.font().pointSizeF() == before
