"""The style sheet of a look, in the sizes of the type in use.

What gets a wider border when it has the keyboard gives up as much of its padding, so that nothing moves.
"""

from __future__ import annotations

from ui.theme.icons import place_of
from ui.theme.tokens import CELL, ICON, KINDS, RADIUS, Tokens


class Sizes:
    """Lengths and sizes of type for a style sheet."""

    def __init__(self, look: Tokens, points: float, scale: float) -> None:
        self._look, self._points, self._scale = look, points, scale

    def px(self, length: float) -> str:
        return f"{max(1, round(length * self._scale))}px"

    def pt(self, times: float) -> str:
        return f"{self._points * times:.1f}pt"

    def pad(self, *around: float, focus: bool = False) -> str:
        """Padding inside of a border, as if the border of the focus were part of it."""
        taken = self._look.focus if focus else self._look.border
        return " ".join(f"{max(0, round(each * self._scale) + 2 - taken)}px" for each in around)


def style_of(look: Tokens, points: float, scale: float) -> str:
    """All of it."""
    sizes = Sizes(look, points, scale)
    parts = (_words, _groups, _buttons, _places, _fields, _ticks, _lists, _tabs, _menus, _bars)
    return "\n".join(part(look, sizes) for part in parts)


def _words(look: Tokens, s: Sizes) -> str:
    return f"""
    QLabel#title {{ font-size: {s.pt(KINDS["title"])}; font-weight: bold; }}
    QLabel#heading {{ font-size: {s.pt(KINDS["heading"])}; font-weight: bold; }}
    QLabel#figure {{ font-size: {s.pt(KINDS["figure"])}; font-weight: bold; }}
    QLabel#figureLate {{ font-size: {s.pt(KINDS["figureLate"])}; font-weight: bold; color: {look.bad}; }}
    QLabel#figureNone {{ font-size: {s.pt(KINDS["figureNone"])}; color: {look.quiet}; }}
    QLabel#quiet {{ color: {look.quiet}; }}
    QLabel#fault {{ color: {look.bad}; padding: 1px 0; }}
    QLabel#good {{ color: {look.good}; font-weight: bold; }}
    QLabel#warn {{ color: {look.warn}; font-weight: bold; }}
    QLabel#late {{ color: {look.bad}; font-weight: bold; }}
    QLabel#sample {{ background: {look.bad}; color: {look.bad_text}; font-weight: bold;
        padding: {s.px(3)} {s.px(10)}; }}
    QToolTip {{ background: {look.panel}; color: {look.text}; border: {look.border}px solid {look.edge};
        padding: {s.px(3)}; }}
    """


def _groups(look: Tokens, s: Sizes) -> str:
    return f"""
    QFrame#panel {{ background: {look.panel}; border: {look.border}px solid {look.line}; border-radius: {RADIUS}px; }}
    QFrame#notice {{ background: {look.accent_soft}; border: {look.border}px solid {look.accent};
        border-radius: {RADIUS}px; }}
    QFrame#notice[bad="true"] {{ background: {look.bad_soft}; border-color: {look.bad}; }}
    QFrame#rule {{ border: none; border-top: {look.border}px solid {look.line}; max-height: {look.border}px; }}
    QGroupBox {{ border: {look.border}px solid {look.line}; border-radius: {RADIUS}px; margin-top: {s.px(10)};
        padding: {s.px(8)}; }}
    QGroupBox::title {{ subcontrol-origin: margin; left: {s.px(8)}; padding: 0 {s.px(4)}; }}
    QScrollArea#scroll {{ border: none; background: transparent; }}
    QWidget#scrolled {{ background: transparent; }}
    QScrollArea#sheets, QPdfView {{ background: {look.shade}; border: {look.border}px solid {look.edge};
        margin: {look.focus - look.border}px; }}
    QScrollArea#sheets:focus, QPdfView:focus {{ border: {look.focus}px solid {look.accent}; margin: 0; }}
    QWidget#sheet {{ background: {look.shade}; }}
    QSplitter::handle:hover {{ background: {look.accent_soft}; }}
    """


def _buttons(look: Tokens, s: Sizes) -> str:
    width, focus = look.border, look.focus
    return f"""
    QPushButton {{ background: {look.panel}; border: {width}px solid {look.edge}; border-radius: {RADIUS}px;
        padding: {s.pad(5, 13)}; icon-size: {s.px(ICON)}; }}
    QPushButton:hover {{ border-color: {look.accent}; background: {look.accent_soft}; }}
    QPushButton:pressed, QPushButton:checked {{ background: {look.accent_soft}; border-color: {look.accent}; }}
    QPushButton:focus {{ border: {focus}px solid {look.accent}; padding: {s.pad(5, 13, focus=True)}; }}
    QPushButton:disabled {{ color: {look.quiet}; background: {look.window}; border: {width}px dashed {look.edge};
        padding: {s.pad(5, 13)}; }}
    QPushButton#primary {{ background: {look.accent}; color: {look.accent_text}; border-color: {look.accent};
        font-weight: bold; }}
    QPushButton#primary:hover {{ border-color: {look.text}; }}
    QPushButton#primary:focus {{ background: {look.panel}; color: {look.accent}; }}
    QPushButton#primary:disabled {{ background: {look.window}; color: {look.quiet}; border-color: {look.edge}; }}
    QPushButton::menu-indicator {{ image: url({place_of(look, "down")}); width: {s.px(10)}; height: {s.px(10)};
        subcontrol-position: right center; subcontrol-origin: padding; right: {s.px(6)}; }}
    QPushButton#tile, QPushButton#tile:focus {{ padding: 0; }}
    QPushButton#small {{ padding: {s.pad(3, 3)}; }}
    QPushButton#small:focus {{ padding: {s.pad(3, 3, focus=True)}; }}
    QToolButton {{ background: transparent; border: {focus}px solid transparent; border-radius: 4px;
        padding: {s.px(3)}; }}
    QToolButton:hover {{ background: {look.accent_soft}; }}
    QToolButton:focus {{ border-color: {look.accent}; }}
    QLineEdit QToolButton {{ border: none; padding: 0; }}
    QToolButton#step {{ padding: {s.px(4)} {s.px(2)}; border: {focus}px solid transparent;
        border-bottom: {focus + 1}px solid {look.line}; border-radius: 0; }}
    QToolButton#step[done="true"] {{ color: {look.good}; border-bottom-color: {look.good}; }}
    QToolButton#step[current="true"] {{ color: {look.accent}; font-weight: bold; border-bottom-color: {look.accent};
        background: {look.accent_soft}; }}
    QToolButton#step:focus {{ border-color: {look.accent}; }}
    """


def _places(look: Tokens, s: Sizes) -> str:
    return f"""
    QWidget#nav {{ background: {look.panel}; border-right: {look.border}px solid {look.line}; }}
    QPushButton#navItem {{ background: transparent; border: {look.focus}px solid transparent;
        padding: {s.pad(6, 10, focus=True)}; text-align: left; }}
    QPushButton#navItem:hover {{ background: {look.accent_soft}; }}
    QPushButton#navItem:checked {{ background: {look.accent_soft}; color: {look.accent}; font-weight: bold;
        border-left: {look.focus + 1}px solid {look.accent}; }}
    QPushButton#navItem:focus {{ border: {look.focus}px solid {look.accent}; }}
    """


def _fields(look: Tokens, s: Sizes) -> str:
    width, focus, area = look.border, look.focus, look.panel
    texts = ("QLineEdit", "QPlainTextEdit", "QTextEdit", "QTextBrowser")
    boxes = ("QComboBox", "QAbstractSpinBox")
    return f"""
    {_each(texts)} {{ background: {area}; color: {look.text}; border: {width}px solid {look.edge}; border-radius: 4px;
        padding: {s.pad(3, 5)}; selection-background-color: {look.accent}; selection-color: {look.accent_text};
        placeholder-text-color: {look.quiet}; }}
    {_each(texts, ":focus")} {{ border: {focus}px solid {look.accent}; padding: {s.pad(3, 5, focus=True)}; }}
    {_each(texts, '[bad="true"]')} {{ border: {focus}px solid {look.bad}; padding: {s.pad(3, 5, focus=True)}; }}
    {_each(texts, '[bad="true"]:focus')} {{ border-color: {look.accent}; }}
    {_each(texts, ":disabled")} {{ background: {look.window}; color: {look.quiet}; border-style: dashed; }}
    {_each(boxes)} {{ background: {area}; color: {look.text}; border: {width}px solid {look.edge}; border-radius: 4px;
        padding: {s.pad(2, 7)}; min-height: {s.px(20)}; selection-background-color: {look.accent};
        selection-color: {look.accent_text}; }}
    {_each(boxes, ":focus")} {{ border: {focus}px solid {look.accent}; padding: {s.pad(2, 7, focus=True)}; }}
    {_each(boxes, '[bad="true"]')} {{ border: {focus}px solid {look.bad}; padding: {s.pad(2, 7, focus=True)}; }}
    {_each(boxes, ":disabled")} {{ background: {look.window}; color: {look.quiet}; border-style: dashed; }}
    QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:focus {{ border: none; padding: 0 {s.px(4)};
        background: transparent; }}
    QComboBox QLineEdit, QComboBox QLineEdit:focus {{ border: none; padding: 0; background: transparent; }}
    QComboBox::drop-down, QDateEdit::drop-down {{ border: none; width: {s.px(22)};
        subcontrol-origin: border; subcontrol-position: center right; }}
    QComboBox::down-arrow, QDateEdit::down-arrow {{ image: url({place_of(look, "down")}); width: {s.px(11)};
        height: {s.px(11)}; }}
    QComboBox::down-arrow:disabled {{ image: url({place_of(look, "down", "quiet")}); }}
    QComboBox QAbstractItemView {{ background: {area}; border: {max(1, width)}px solid {look.edge};
        selection-background-color: {look.accent}; selection-color: {look.accent_text}; }}
    QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ border: none; width: {s.px(20)};
        subcontrol-origin: border; background: transparent; }}
    QAbstractSpinBox::up-button {{ subcontrol-position: top right; top: {focus}px; right: {focus}px; }}
    QAbstractSpinBox::down-button {{ subcontrol-position: bottom right; bottom: {focus}px; right: {focus}px; }}
    QAbstractSpinBox::up-arrow {{ image: url({place_of(look, "up")}); width: {s.px(9)}; height: {s.px(9)}; }}
    QAbstractSpinBox::down-arrow {{ image: url({place_of(look, "down")}); width: {s.px(9)}; height: {s.px(9)}; }}
    """


def _ticks(look: Tokens, s: Sizes) -> str:
    boxes = ("QCheckBox::indicator", "QListView::indicator", "QTreeView::indicator", "QTableView::indicator")
    rings = ("QRadioButton::indicator",)
    every = boxes + rings
    return f"""
    QCheckBox, QRadioButton {{ border: {look.focus}px solid transparent; border-radius: 4px; padding: 1px;
        spacing: {s.px(6)}; background: transparent; }}
    QCheckBox:focus, QRadioButton:focus {{ border-color: {look.accent}; }}
    QCheckBox:disabled, QRadioButton:disabled {{ color: {look.quiet}; }}
    {_each(every)} {{ width: {s.px(13)}; height: {s.px(13)}; background: {look.panel};
        border: {max(1, look.border)}px solid {look.edge}; border-radius: 3px; }}
    {_each(rings)} {{ border-radius: {s.px(8)}; }}
    {_each(every, ":checked")} {{ background: {look.accent}; border-color: {look.accent}; }}
    {_each(boxes, ":checked")} {{ image: url({place_of(look, "check", "accent_text")}); }}
    {_each(boxes, ":indeterminate")} {{ image: url({place_of(look, "dash")}); }}
    {_each(rings, ":checked")} {{ image: url({place_of(look, "dot", "accent_text")}); }}
    {_each(every, ":disabled")} {{ background: {look.window}; border: {max(1, look.border)}px dashed {look.edge}; }}
    {_each(boxes, ":checked:disabled")} {{ image: url({place_of(look, "check", "quiet")}); }}
    {_each(boxes[1:], ":checked:selected")} {{ border-color: {look.accent_text}; }}
    """


def _lists(look: Tokens, s: Sizes) -> str:
    views = ("QListView", "QTableView", "QTreeView")
    return f"""
    {_each(views)} {{ background: {look.panel}; alternate-background-color: {look.window};
        border: {look.border}px solid {look.edge}; margin: {look.focus - look.border}px; border-radius: 4px;
        gridline-color: {look.line}; selection-background-color: {look.accent};
        selection-color: {look.accent_text}; outline: 1px solid {look.text}; outline-offset: -1px; }}
    {_each(views, "::item")} {{ padding: 0 {s.px(CELL)}; }}
    QListView::item {{ padding: {s.px(2)} {s.px(CELL)}; }}
    {_each(views, ":focus")} {{ border: {look.focus}px solid {look.accent}; margin: 0; }}
    {_each(views, ":disabled")} {{ color: {look.quiet}; background: {look.window}; }}
    QHeaderView {{ background: {look.window}; }}
    QHeaderView::section {{ background: {look.window}; color: {look.text}; border: none;
        border-bottom: {look.border}px solid {look.edge}; padding: {s.px(5)} {s.px(CELL + 4)}; }}
    QHeaderView::up-arrow {{ image: url({place_of(look, "up")}); width: {s.px(9)}; height: {s.px(9)};
        subcontrol-position: center right; right: {s.px(4)}; }}
    QHeaderView::down-arrow {{ image: url({place_of(look, "down")}); width: {s.px(9)}; height: {s.px(9)};
        subcontrol-position: center right; right: {s.px(4)}; }}
    QTableCornerButton::section {{ background: {look.window}; border: none; }}
    """


def _tabs(look: Tokens, s: Sizes) -> str:
    return f"""
    QTabBar::tab {{ background: {look.window}; border: {look.border}px solid {look.line}; border-bottom: none;
        padding: {s.pad(5, 13)}; border-top-left-radius: 4px; border-top-right-radius: 4px; margin-right: 2px; }}
    QTabBar::tab:hover {{ background: {look.accent_soft}; }}
    QTabBar::tab:selected {{ background: {look.panel}; color: {look.accent}; font-weight: bold;
        border-top: {look.border + 2}px solid {look.accent}; padding-top: {s.pad(3)}; }}
    QTabBar::tab:disabled {{ color: {look.quiet}; }}
    QTabBar::tab:focus {{ border: {look.focus}px solid {look.accent}; border-bottom: none;
        padding: {s.pad(5, 13, focus=True)}; }}
    QTabBar::scroller {{ width: {s.px(44)}; }}
    QTabBar QToolButton {{ background: {look.window}; border: {look.border}px solid {look.edge}; padding: 0; }}
    QTabBar QToolButton::left-arrow {{ image: url({place_of(look, "left")}); width: {s.px(11)}; height: {s.px(11)}; }}
    QTabBar QToolButton::right-arrow {{ image: url({place_of(look, "right")}); width: {s.px(11)}; height: {s.px(11)}; }}
    QTabWidget::pane {{ border: {look.border}px solid {look.line}; top: -{look.border}px; }}
    """


def _menus(look: Tokens, s: Sizes) -> str:
    return f"""
    QMenuBar {{ background: {look.window}; color: {look.text}; }}
    QMenuBar::item {{ background: transparent; padding: {s.px(4)} {s.px(8)}; border-radius: 4px; }}
    QMenuBar::item:selected {{ background: {look.accent}; color: {look.accent_text}; }}
    QMenu {{ background: {look.panel}; color: {look.text}; border: {max(1, look.border)}px solid {look.edge};
        padding: {s.px(4)} 0; }}
    QMenu::item {{ padding: {s.px(5)} {s.px(24)} {s.px(5)} {s.px(28)}; }}
    QMenu::item:selected {{ background: {look.accent}; color: {look.accent_text}; }}
    QMenu::item:disabled {{ color: {look.quiet}; background: transparent; }}
    QMenu::separator {{ height: {look.border}px; background: {look.line}; margin: {s.px(4)} 0; }}
    QMenu::indicator {{ width: {s.px(14)}; height: {s.px(14)}; left: {s.px(7)}; }}
    QMenu::indicator:checked {{ image: url({place_of(look, "check")}); }}
    QMenu::indicator:checked:selected {{ image: url({place_of(look, "check", "accent_text")}); }}
    QMenu::right-arrow {{ image: url({place_of(look, "right")}); width: {s.px(10)}; height: {s.px(10)}; }}
    """


def _bars(look: Tokens, s: Sizes) -> str:
    wide = s.px(12)
    return f"""
    QProgressBar {{ background: {look.panel}; color: {look.text}; border: {max(1, look.border)}px solid {look.edge};
        border-radius: 4px; text-align: center; min-height: {s.px(14)}; }}
    QProgressBar::chunk {{ background: {look.accent_soft}; border-right: {s.px(4)} solid {look.accent}; }}
    QScrollBar:vertical {{ width: {wide}; background: transparent; margin: 0; }}
    QScrollBar:horizontal {{ height: {wide}; background: transparent; margin: 0; }}
    QScrollBar::handle {{ background: {look.edge}; border-radius: 4px; margin: 2px; min-height: {s.px(28)};
        min-width: {s.px(28)}; }}
    QScrollBar::handle:hover {{ background: {look.accent}; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    """


def _each(selectors: tuple[str, ...], state: str = "") -> str:
    return ", ".join(each + state for each in selectors)
