"""Looks: a small set of tokens, and the style made from them. Quiet, legible, light or dark as the system is."""

from __future__ import annotations

import struct
import weakref
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

GAP_SMALL, GAP, GAP_LARGE = 6, 12, 24
RADIUS = 6
_SIZES = {"title": 17, "heading": 12, "figure": 18, "figureLate": 18, "figureNone": 18}  # pt, of what differs
_dressed: weakref.WeakSet[QWidget] = weakref.WeakSet()
_LINE_GAP = 0.22  # of the size of the type


@dataclass(frozen=True)
class Tokens:
    """Colours of one look; every pair of text and ground has a contrast of at least 4.5:1."""

    window: str
    panel: str
    line: str
    text: str
    quiet: str
    accent: str
    accent_text: str
    accent_soft: str
    warn: str
    bad: str
    bad_soft: str
    good: str
    scroll: str


LIGHT = Tokens(
    "#f4f5f7",
    "#ffffff",
    "#d4d8de",
    "#1c2430",
    "#566070",
    "#1f5f8b",
    "#ffffff",
    "#e1edf5",
    "#8a5300",
    "#b3261e",
    "#fbe9e7",
    "#1d6b3a",
    "#a7b0bc",
)
DARK = Tokens(
    "#1b1e23",
    "#24282f",
    "#3c424c",
    "#e8eaee",
    "#a9b1bd",
    "#7cb8e0",
    "#0e1a24",
    "#23394a",
    "#f0b860",
    "#ff9d94",
    "#4a2522",
    "#7fd6a0",
    "#5a626e",
)


def tokens() -> Tokens:
    """The tokens of the look the system asks for."""
    dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
    return DARK if dark else LIGHT


def apply_theme(app: QApplication) -> None:
    """Give the application its style, palette and type, and its windows their style sheet."""
    app.setStyle("Fusion")
    look = tokens()
    app.setPalette(_palette(look))
    app.setFont(_font(app.font()))
    for window in list(_dressed):
        if isValid(window):
            window.setStyleSheet(_style(look))


def dress(window: QWidget) -> None:
    """Give a window the style sheet, and again whenever the look changes.

    It is the window's own and not the application's: under that, Qt puts the sheet on anew with every move into a
    layout, on all that is moved, which was most of the time of a large page. What is made outside a window is dressed
    once, when it is put there; dialogs have the sheet of the window that they belong to.
    """
    _dressed.add(window)
    window.setStyleSheet(_style(tokens()))


def line_height(kind: str) -> int:
    """The height of a line of a label of this kind, in pixels."""
    font = QApplication.font()
    if kind in _SIZES:
        font.setPointSize(_SIZES[kind])
        font.setBold(True)
    return QFontMetrics(font).lineSpacing()


def load_fonts(app: QApplication, *, always: bool = False) -> None:
    """Where the system has no Japanese type, lend it BIZ UD Gothic, so that names can be read on any workstation."""
    if QFontDatabase.families(QFontDatabase.WritingSystem.Japanese) and not always:
        return
    for name in ("BIZUDPGothic-Regular.ttf", "BIZUDPGothic-Bold.ttf"):
        data = (files("resources") / "fonts" / "bizud" / name).read_bytes()
        QFontDatabase.addApplicationFontFromData(_with_tall_lines(data))
    apply_theme(app)  # what is laid out already takes its new widths


@cache
def fixed_width_family() -> str:
    """The program's own type of one width, which has kana and kanji too; the first call loads it."""
    data = (files("resources") / "fonts" / "bizud" / "BIZUDGothic-Regular.ttf").read_bytes()
    number = QFontDatabase.addApplicationFontFromData(_with_tall_lines(data))
    return QFontDatabase.applicationFontFamilies(number)[0]


def _with_tall_lines(data: bytes) -> bytes:
    """A TrueType font whose lines are taller, in memory: this one asks for no room between lines, and a gap Qt leaves out.

    Ascent and descent stand in `hhea`, and for Windows in `OS/2` (OpenType 1.9).
    """
    font = bytearray(data)
    places = _tables(font)
    (em,) = struct.unpack_from(">H", font, places[b"head"] + 18)
    more = round(em * _LINE_GAP / 2)
    for table, ascent, descent in ((b"hhea", 4, 6), (b"OS/2", 68, 70), (b"OS/2", 74, 76)):
        (above, below) = (struct.unpack_from(">h", font, places[table] + at)[0] for at in (ascent, descent))
        struct.pack_into(">h", font, places[table] + ascent, above + more)
        struct.pack_into(">h", font, places[table] + descent, below - more if below < 0 else below + more)
    return bytes(font)


def _tables(font: bytearray) -> dict[bytes, int]:
    """Where each table of a TrueType font begins."""
    (tables,) = struct.unpack_from(">H", font, 4)
    records = (12 + 16 * at for at in range(tables))
    return {bytes(font[at : at + 4]): struct.unpack_from(">I", font, at + 8)[0] for at in records}


def _font(base: QFont) -> QFont:
    font = QFont(base)
    font.setFamilies([base.family(), "BIZ UDPGothic", "Yu Gothic UI", "Hiragino Sans", "Noto Sans CJK JP"])
    if font.pointSizeF() < 10:
        font.setPointSizeF(10)
    return font


def _palette(look: Tokens) -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: look.window,
        QPalette.ColorRole.WindowText: look.text,
        QPalette.ColorRole.Base: look.panel,
        QPalette.ColorRole.AlternateBase: look.window,
        QPalette.ColorRole.Text: look.text,
        QPalette.ColorRole.Button: look.panel,
        QPalette.ColorRole.ButtonText: look.text,
        QPalette.ColorRole.ToolTipBase: look.panel,
        QPalette.ColorRole.ToolTipText: look.text,
        QPalette.ColorRole.Highlight: look.accent,
        QPalette.ColorRole.HighlightedText: look.accent_text,
        QPalette.ColorRole.PlaceholderText: look.quiet,
        QPalette.ColorRole.Link: look.accent,
    }
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText, QPalette.ColorRole.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(look.quiet))
    return palette


def _style(look: Tokens) -> str:
    return f"""
    QWidget#nav {{ background: {look.panel}; border-right: 1px solid {look.line}; }}
    QPushButton#navItem {{ background: transparent; border: 2px solid transparent; padding: 7px 12px; text-align: left; }}
    QPushButton#navItem:hover {{ background: {look.accent_soft}; }}
    QPushButton#navItem:checked {{ background: {look.accent_soft}; color: {look.accent}; font-weight: bold; }}
    QPushButton#navItem:focus {{ border-color: {look.accent}; }}
    QFrame#panel {{ background: {look.panel}; border: 1px solid {look.line}; border-radius: {RADIUS}px; }}
    QLabel#title {{ font-size: {_SIZES["title"]}pt; font-weight: bold; }}
    QLabel#heading {{ font-size: {_SIZES["heading"]}pt; font-weight: bold; }}
    QLabel#figure {{ font-size: {_SIZES["figure"]}pt; font-weight: bold; }}
    QLabel#figureLate {{ font-size: {_SIZES["figureLate"]}pt; font-weight: bold; color: {look.bad}; }}
    QLabel#figureNone {{ font-size: {_SIZES["figureNone"]}pt; color: {look.quiet}; }}
    QLabel#quiet {{ color: {look.quiet}; }}
    QLabel#fault {{ color: {look.bad}; padding: 1px 0; }}
    QLabel#good {{ color: {look.good}; font-weight: bold; }}
    QLabel#warn {{ color: {look.warn}; font-weight: bold; }}
    QLabel#late {{ color: {look.bad}; font-weight: bold; }}
    QLabel#sample {{ background: {look.bad}; color: {look.panel}; font-weight: bold; padding: 3px 10px; }}
    QFrame#notice {{ background: {look.accent_soft}; border: 1px solid {look.accent}; border-radius: {RADIUS}px; }}
    QFrame#notice[bad="true"] {{ background: {look.bad_soft}; border-color: {look.bad}; }}
    QPushButton {{ background: {look.panel}; border: 1px solid {look.line}; border-radius: {RADIUS}px; padding: 6px 14px; }}
    QPushButton:hover {{ border-color: {look.accent}; }}
    QPushButton:focus {{ border: 2px solid {look.accent}; padding: 5px 13px; }}
    QPushButton:disabled {{ color: {look.quiet}; background: {look.window}; }}
    QPushButton#primary {{ background: {look.accent}; color: {look.accent_text}; border-color: {look.accent}; font-weight: bold; }}
    QPushButton#primary:disabled {{ background: {look.line}; color: {look.quiet}; border-color: {look.line}; }}
    QPushButton#primary:focus {{ border: 2px solid {look.text}; }}
    QPushButton#tile {{ padding: 0; }}
    QPushButton#tile:focus {{ padding: 0; }}
    QLineEdit, QPlainTextEdit {{
        background: {look.panel}; border: 1px solid {look.line}; border-radius: 4px; padding: 4px 6px;
        selection-background-color: {look.accent}; selection-color: {look.accent_text}; }}
    QLineEdit:focus, QPlainTextEdit:focus {{ border: 2px solid {look.accent}; padding: 3px 5px; }}
    QLineEdit[bad="true"], QPlainTextEdit[bad="true"] {{ border: 2px solid {look.bad}; padding: 3px 5px; }}
    QSpinBox QLineEdit, QSpinBox QLineEdit:focus, QComboBox QLineEdit {{ border: none; padding: 0 2px; }}
    QComboBox, QSpinBox {{ min-height: 24px; }}
    QTableView {{ background: {look.panel}; border: 1px solid {look.line}; border-radius: {RADIUS}px; gridline-color: {look.line}; }}
    QHeaderView::section {{ background: {look.window}; border: none; border-bottom: 1px solid {look.line}; padding: 6px; }}
    QTabBar::tab {{ background: {look.window}; border: 1px solid {look.line}; border-bottom: none; padding: 6px 14px;
        border-top-left-radius: 4px; border-top-right-radius: 4px; margin-right: 2px; }}
    QTabBar::tab:selected {{ background: {look.panel}; color: {look.accent}; font-weight: bold; }}
    QTabBar::tab:disabled {{ color: {look.quiet}; }}
    QTabBar::tab:focus {{ border: 2px solid {look.accent}; border-bottom: none; padding: 5px 13px; }}
    QTabWidget::pane {{ border: 1px solid {look.line}; top: -1px; }}
    QToolButton#step {{ border: none; padding: 6px 4px; }}
    QToolButton#step:focus {{ border: 2px solid {look.accent}; }}
    QToolButton#step[current="true"] {{ color: {look.accent}; font-weight: bold; }}
    QToolButton#step[done="true"] {{ color: {look.good}; }}
    QScrollBar:vertical {{ width: 12px; background: transparent; margin: 0; }}
    QScrollBar:horizontal {{ height: 12px; background: transparent; margin: 0; }}
    QScrollBar::handle {{ background: {look.scroll}; border-radius: 4px; margin: 2px; min-height: 32px; min-width: 32px; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    QScrollArea#scroll {{ border: none; background: transparent; }}
    QWidget#scrolled {{ background: transparent; }}
    """
