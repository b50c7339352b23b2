"""Contrast, measured in the style sheet as it is: what is written on which ground, edges and focus (WCAG 2.2)."""

from __future__ import annotations

import re
from itertools import product

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit
from pytestqt.qtbot import QtBot

from ui import theme
from ui.theme.palette import palette_of
from ui.theme.style import style_of
from ui.theme.tokens import HIGH_CONTRAST, LATE, LOOKS, SERIES, Tokens

_COLOUR = r"(#[0-9a-f]{6})"
_NO_TEXT = ("handle", "indicator", "chunk", "separator")
_IDS = [look.name for look in LOOKS]


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2.2, from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = (QColor(colour).redF(), QColor(colour).greenF(), QColor(colour).blueF())
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _rules(look: Tokens) -> list[tuple[str, str]]:
    return re.findall(r"\s*([^{}]+?)\s*\{([^{}]*)\}", style_of(look, 10, 1))


def _of(name: str, body: str) -> str | None:
    found = re.search(rf"(?:^|[;\s]){name}:[^;]*?{_COLOUR}", body)
    return found[1] if found else None


def _pairs(look: Tokens) -> set[tuple[str, str, str]]:
    """Text, ground and who writes it; what names no ground stands on the window or on a panel."""
    pairs: set[tuple[str, str, str]] = set()
    for who, body in _rules(look):
        text, ground = _of("color", body), _of("background", body)
        if text is not None:
            pairs |= {(text, each, who) for each in ([ground] if ground else [look.window, look.panel])}
        elif ground is not None and not any(part in who for part in _NO_TEXT):
            pairs.add((look.text, ground, who))
        chosen = _of("selection-color", body), _of("selection-background-color", body)
        if chosen[0] and chosen[1]:
            pairs.add((chosen[0], chosen[1], f"{who} (chosen)"))
    return pairs


@pytest.mark.parametrize("look", LOOKS, ids=_IDS)
def test_every_text_stands_out_from_its_ground(look: Tokens) -> None:
    least = 7.0 if look in HIGH_CONTRAST else 4.5
    pairs = _pairs(look)
    assert len({who for _, _, who in pairs}) > 30
    low = {(who, text, ground, round(contrast(text, ground), 2)) for text, ground, who in pairs}
    assert {each for each in low if each[3] < least} == set()


@pytest.mark.parametrize("look", LOOKS, ids=_IDS)
def test_every_edge_and_every_focus_stands_out(look: Tokens) -> None:
    seen = set()
    for who, body in _rules(look):
        edge = _of("border", body) or _of("border-color", body)
        asked = ":focus" in who or edge == look.edge
        if edge is None or not asked:
            continue
        seen.add(who)
        for ground in (look.window, look.panel):  # seen from outside
            assert contrast(edge, ground) >= 3, (who, edge, ground)
    assert any(":focus" in who for who in seen)
    assert any(":focus" not in who for who in seen)


@pytest.mark.parametrize("look", LOOKS, ids=_IDS)
def test_the_colours_that_pages_write_with_stand_out_where_they_write(look: Tokens) -> None:
    least = 7.0 if look in HIGH_CONTRAST else 4.5
    texts = (look.text, look.quiet, look.accent, look.bad, look.warn, look.good)
    for text, ground in product(texts, (look.window, look.panel)):
        assert contrast(text, ground) >= least, (text, ground)
    for ground in (look.accent_soft, look.bad_soft):
        assert contrast(look.text, ground) >= least
    assert contrast(look.accent_text, look.accent) >= least  # a chosen line of a table
    assert contrast(look.bad, look.bad_soft) >= 3  # the sign of a message


@pytest.mark.parametrize("look", LOOKS, ids=_IDS)
def test_the_palette_says_the_same(qapp: QApplication, look: Tokens) -> None:
    palette = palette_of(look)
    role = QPalette.ColorRole
    for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive, QPalette.ColorGroup.Disabled):
        for text, ground in (
            (role.WindowText, role.Window),
            (role.Text, role.Base),
            (role.Text, role.AlternateBase),
            (role.ButtonText, role.Button),
            (role.ToolTipText, role.ToolTipBase),
            (role.HighlightedText, role.Highlight),
            (role.PlaceholderText, role.Base),
            (role.Link, role.Base),
        ):
            found = contrast(palette.color(group, text).name(), palette.color(group, ground).name())
            assert found >= 4.5, (group, text, ground)


def test_bars_of_a_chart_have_an_edge_that_stands_out() -> None:
    for look in LOOKS:
        assert contrast(look.edge, look.panel) >= 3
    assert len({(each.light, each.dark) for each in (*SERIES, LATE)}) == len(SERIES) + 1


def test_high_contrast_has_thicker_edges() -> None:
    others = [look for look in LOOKS if look not in HIGH_CONTRAST]
    for high in HIGH_CONTRAST:
        assert all(high.border > look.border and high.focus > look.focus for look in others)
        assert high.line == high.edge == high.text
        assert contrast(high.text, high.window) == 21


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit, QTextEdit])
def test_an_example_in_an_empty_field_can_be_read(
    qtbot: QtBot, themed: QApplication, kind: type[QLineEdit | QPlainTextEdit | QTextEdit]
) -> None:
    """A style sheet that names the colour of the text makes the example half transparent unless it names that too."""
    edit = kind()
    qtbot.addWidget(edit)
    theme.dress(edit)
    edit.show()
    example = edit.palette().color(QPalette.ColorRole.PlaceholderText)
    assert example.alpha() == 255
    assert contrast(example.name(), theme.tokens().panel) >= 4.5
