"""Which control has the keyboard can be seen: each kind of control, in each look, by a border of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QSpinBox,
    QTabBar,
    QTextBrowser,
    QToolButton,
    QTreeWidget,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.ui.test_looks_contrast import contrast
from ui import settings, theme
from ui.settings import Look
from ui.widgets.chart import ChartView
from ui.widgets.labels import button, sign_button
from ui.widgets.lines import Column, LinesView
from ui.widgets.mask_view import MaskView
from ui.widgets.tile import Tile


def _named(widget: QWidget, name: str) -> QWidget:
    widget.setObjectName(name)
    return widget


def _nav() -> QWidget:
    item = QPushButton("Post")
    item.setCheckable(True)
    item.setChecked(True)
    return _named(item, "navItem")


def _step() -> QWidget:
    step = QToolButton()
    step.setText("✓ Fee")
    step.setProperty("current", True)
    return _named(step, "step")


def _editable() -> QWidget:
    box = QComboBox()
    box.setEditable(True)
    return box


def _tabs() -> QWidget:
    tabs = QTabBar()
    tabs.addTab("One")
    tabs.addTab("Two")
    return tabs


def _letter() -> QWidget:
    holder = QWidget()
    view = QPdfView(holder)
    view.setParent(None)
    return view


def _area() -> QWidget:
    return _named(QScrollArea(), "sheets")


_CONTROLS: dict[str, Callable[[], QWidget]] = {
    "button": lambda: button("Print", lambda: None),
    "primary button": lambda: button("Accept", lambda: None, primary=True),
    "sign": lambda: sign_button("turn", "Turn right", lambda: None),
    "place": _nav,
    "tile": Tile,
    "step": _step,
    "tool": QToolButton,
    "line": QLineEdit,
    "text": QPlainTextEdit,
    "page of help": QTextBrowser,
    "choice": QComboBox,
    "typed choice": _editable,
    "number": QSpinBox,
    "day": QDateEdit,
    "tick": lambda: QCheckBox("Masked"),
    "one of": lambda: QRadioButton("Light"),
    "list": QListWidget,
    "table": lambda: LinesView([Column("Case", str)], "Cases"),
    "tree": QTreeWidget,
    "tabs": _tabs,
    "scan": _area,
    "letter": _letter,
    "chart": ChartView,
    "mask": MaskView,
}


@pytest.fixture(scope="module", params=[Look.LIGHT, Look.DARK, Look.CONTRAST], ids=lambda look: look.value)
def look(request: pytest.FixtureRequest, themed: QApplication) -> Iterator[theme.Tokens]:
    kept = settings.look
    settings.look = lambda: request.param
    theme.apply_theme(themed)
    yield theme.tokens()
    settings.look = kept
    theme.apply_theme(themed)


@pytest.mark.parametrize("kind", _CONTROLS)
def test_the_keyboard_can_be_seen(qtbot: QtBot, look: theme.Tokens, kind: str) -> None:
    window = QWidget()
    theme.dress(window)
    qtbot.addWidget(window)
    control, other = _CONTROLS[kind](), QPushButton("Other")
    layout = QVBoxLayout(window)
    layout.addWidget(other)
    layout.addWidget(control)
    window.show()
    window.activateWindow()
    other.setFocus()
    qtbot.waitUntil(other.hasFocus)
    without = window.grab(control.geometry()).toImage()  # with what it stands on
    control.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() in (control, control.focusProxy()))
    focused = window.grab(control.geometry()).toImage()
    assert without.size() == focused.size(), "nothing moves"
    changed = {
        (without.pixelColor(x, y).name(), focused.pixelColor(x, y).name())
        for x, y in _border(focused, look.focus + 1)
        if without.pixelColor(x, y) != focused.pixelColor(x, y)
    }
    ring = look.panel if kind == "primary button" else look.accent  # a gap in what is filled with the accent
    marked = [after for _, after in changed if after == ring]
    assert marked, (kind, changed)
    share = sum(focused.pixelColor(x, y) == QColor(marked[0]) for x, y in _border(focused, look.focus + 1))
    assert share > focused.width() / 2, "a line around, not a dot"
    assert max(contrast(before, after) for before, after in changed) >= 3


def test_the_line_under_the_keyboard_is_written_as_every_chosen_one(qtbot: QtBot, look: theme.Tokens) -> None:
    """Qt's own sign of the keyboard would lie over the text."""
    table = LinesView([Column("Case", str), Column("Name", str)], "Cases")
    theme.dress(table)
    qtbot.addWidget(table)
    table.lines.replace(["P-2026-0001"])
    table.resize(300, 120)
    table.show()
    table.activateWindow()
    table.selectRow(0)
    table.setFocus()
    qtbot.waitUntil(table.hasFocus)
    grounds = set()
    for at in range(2):
        cell = table.visualRect(table.lines.index(0, at)).adjusted(6, 4, -6, -4)
        image = table.viewport().grab(cell).toImage()
        seen = [image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())]
        grounds.add(max(set(seen), key=seen.count))
    assert grounds == {look.accent}


def _border(image: QImage, width: int) -> Iterator[tuple[int, int]]:
    for x in range(image.width()):
        for y in range(image.height()):
            if min(x, y, image.width() - 1 - x, image.height() - 1 - y) < width:
                yield x, y
