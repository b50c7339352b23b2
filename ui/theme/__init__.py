"""Looks: one style of its own, made from the tokens in `tokens.py`. Light, dark or in high contrast, in the size of
type that was chosen; all of it can change while the window is open.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar
from weakref import WeakKeyDictionary, WeakSet

from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QFontMetrics, QIcon
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from ui import settings
from ui.theme import icons, looks, typeface
from ui.theme.palette import palette_of
from ui.theme.style import style_of
from ui.theme.tokens import (
    CELL,
    CONTRAST,
    CONTRAST_LIGHT,
    DARK,
    GAP,
    GAP_LARGE,
    GAP_SMALL,
    ICON,
    KINDS,
    LIGHT,
    RADIUS,
    Tokens,
)
from ui.theme.typeface import fixed_width_family
from ui.theme.typeface import read_next as read_next_font

__all__ = (
    "CELL", "CONTRAST", "CONTRAST_LIGHT", "DARK", "GAP", "GAP_LARGE", "GAP_SMALL", "ICON", "LIGHT", "RADIUS", "Tokens",
    "app_icon", "application", "apply_theme", "dress", "field_top", "fixed_width_family", "follow",
    "follow_system", "icon", "icon_size", "line_height", "load_fonts", "px", "read_next_font", "show_sign", "signs",
    "sized", "tokens",
)  # fmt: skip

W = TypeVar("W", bound=QWidget)
Dress = Callable[[W], object]
_STYLE = "Fusion"


class _Now:
    """What is worn now."""

    look: Tokens | None = None
    font: QFont | None = None
    scale = 1.0
    sheet: str | None = None
    desktop: looks.Desktop | None = None
    applying = False
    styled = False


_now = _Now()
_lines: dict[str, int] = {}  # heights of lines, by kinds of labels
_dressed: WeakSet[QWidget] = WeakSet()
_following: WeakKeyDictionary[QWidget, list[Dress[QWidget]]] = WeakKeyDictionary()


def tokens() -> Tokens:
    """The tokens of the look that is worn."""
    return _now.look or looks.chosen_tokens(_now.desktop)


def px(length: float) -> int:
    """A length beside ordinary type, beside the type in use."""
    return round(length * _now.scale)


def field_top() -> int:
    """From the upper edge of a field to its text, px: what stands beside it begins there too."""
    return px(3) + 3


def application(argv: Sequence[str]) -> QApplication:
    """The application in the style that every look is drawn with. Giving it that later would make a Python class of
    every style that Qt has.
    """
    _now.styled = True
    return QApplication([*argv[:1], "-style", _STYLE, *argv[1:]])


def apply_theme(app: QApplication) -> None:
    """Give the application the look and the size of type that the settings ask for. It can be called at any time:
    pages, dialogs and what was typed stay.
    """
    if _now.applying:
        return  # asking for frames of another kind comes back as the desktop's word
    _now.applying = True
    try:
        looks.ask_frames(settings.look())
        worn = _now.look, _now.font
        _now.look, _now.font = looks.chosen_tokens(_now.desktop), typeface.window_font()
        if _now.sheet is None or worn != (_now.look, _now.font):
            _put_on(app, _now.look, _now.font)
    finally:
        _now.applying = False


def follow_system(app: QApplication) -> None:
    """Change with the desktop, where its look is the one that was chosen."""
    _now.desktop = looks.Desktop(app)
    _now.desktop.changed.connect(lambda: apply_theme(app))


def show_sign(app: QApplication) -> None:
    """Give the windows the program's sign, and again whenever the look changes. The first one loads what draws it."""
    app.setWindowIcon(icons.app_icon(tokens()))


def _put_on(app: QApplication, look: Tokens, font: QFont) -> None:
    app.setFont(font)  # before the sheet is taken off, which brings back the type of before
    _lines.clear()
    windows = [window for window in _dressed if isValid(window)]
    for window in windows:
        window.setStyleSheet("")  # first: one sheet in the place of another costs five times as much
    if not _now.styled:
        app.setStyle(_STYLE)
        _now.styled = True
    app.setPalette(palette_of(look))
    if not app.windowIcon().isNull():
        app.setWindowIcon(icons.app_icon(look))
    _now.scale = typeface.scale(font)
    _now.sheet = style_of(look, font.pointSizeF(), _now.scale)
    for window in windows:
        window.setStyleSheet(_now.sheet)
    for widget, ways in list(_following.items()):
        if isValid(widget):
            for way in ways:
                way(widget)


def dress(window: QWidget) -> None:
    """Give a window the style sheet, and again whenever the look changes.

    It is the window's own and not the application's: under that, Qt puts the sheet on anew with every move into a
    layout, on all that is moved, which was most of the time of a large page. What is made outside a window is dressed
    once, when it is put there; dialogs have the sheet of the window that they belong to.
    """
    _dressed.add(window)
    window.setStyleSheet(_now.sheet or "")


def line_height(kind: str) -> int:
    """The height of a line of a label of this kind, in pixels."""
    if kind not in _lines:
        font = QFont(_now.font or QApplication.font())
        font.setPointSizeF(font.pointSizeF() * KINDS.get(kind, 1))
        font.setBold(kind in KINDS)
        _lines[kind] = QFontMetrics(font).lineSpacing()
    return _lines[kind]


def load_fonts(app: QApplication, *, always: bool = False) -> None:
    """Where the system has no Japanese type, lend it BIZ UD Gothic, so that names can be read on any workstation."""
    if typeface.lend(always=always):
        apply_theme(app)  # what is laid out already takes its new widths


def icon(name: str, colour: str = "text") -> QIcon:
    """A sign of resources/icons in a colour of the look that is worn; see `follow` for what outlives the look."""
    return icons.icon_of(tokens(), name, colour)


def signs() -> frozenset[str]:
    """The names of the signs there are."""
    return frozenset(icons.drawings())


def icon_size(side: float = ICON) -> QSize:
    """How large a sign is beside the type in use."""
    return QSize(px(side), px(side))


def app_icon() -> QIcon:
    """The program's own sign."""
    return icons.app_icon(tokens())


def follow(widget: W, dress: Dress[W]) -> W:
    """Do this to a widget now, and again whenever the look or the size of the type changes.

    `dress` gets the widget; it must not hold it, else neither is ever given up.
    """
    dress(widget)
    _following.setdefault(widget, []).append(dress)  # type: ignore[arg-type]  # each gets its own widget only
    return widget


def sized(
    widget: W,
    *,
    width: float | None = None,
    least_width: float | None = None,
    most_width: float | None = None,
    height: float | None = None,
    least_height: float | None = None,
    most_height: float | None = None,
) -> W:
    """Widths and heights in px beside ordinary type, kept to when the type has another size."""

    def set_sizes(dressed: W) -> None:
        for length, set_length in (
            (width, dressed.setFixedWidth),
            (least_width, dressed.setMinimumWidth),
            (most_width, dressed.setMaximumWidth),
            (height, dressed.setFixedHeight),
            (least_height, dressed.setMinimumHeight),
            (most_height, dressed.setMaximumHeight),
        ):
            if length is not None:
                set_length(px(length))

    return follow(widget, set_sizes)
