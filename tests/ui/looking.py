"""What a careful look at the window would find: parts that overlap, that stick out, that are cut or squeezed."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, QPoint, QRect, Qt, QTranslator
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMainWindow,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QStyle,
    QStyleOptionComboBox,
    QTabBar,
    QTabWidget,
    QWidget,
)

from caseman.text import Language
from ui.widgets.elided import ElidedLabel

_CONTROLS = (QAbstractButton, QComboBox, QLineEdit, QAbstractSpinBox)
_ARRANGE_THEMSELVES = (QComboBox, QAbstractSpinBox, QStackedWidget, QTabBar, QTabWidget, QHeaderView, QLineEdit)
_LONGER = " ~ Lörem ipsum dölor sit amet consectetur adipiscing elit sed eiusmod tempor incididunt ut labore"


def faults(window: QWidget) -> list[str]:
    """Each fault in words; none in a window that is as it should be."""
    found: list[str] = []
    for widget in (window, *window.findChildren(QWidget)):
        if widget.isVisible() and not widget.visibleRegion().isEmpty():
            found += [f"{what}: {_name(widget)}" for what in _of(widget)]
    return found


def sideways(window: QWidget) -> list[str]:
    """Pages, and parts of them, that must be moved sideways to be read. Tables, lists and paper may be."""
    return [
        f"scrolls sideways by {area.horizontalScrollBar().maximum()} px: {_name(area.widget())}"
        for area in window.findChildren(QScrollArea)
        if area.isVisible()
        and area.widget() is not None
        and area.horizontalScrollBar().maximum() > 0
        and area.horizontalScrollBarPolicy() is not Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    ]


def within(window: QWidget) -> list[str]:
    """Forms that scroll within what scrolls. Tables, lists, paper and tabs may."""
    areas = [each for each in window.findChildren(QScrollArea, "scroll") if each.isVisible() and _scrolls_down(each)]
    return [
        f"scrolls within what scrolls: {_name(inner.widget())}"
        for inner in areas
        if any(outer is not inner and outer.isAncestorOf(inner) and not _tabs_between(outer, inner) for outer in areas)
    ]


def _tabs_between(outer: QWidget, inner: QWidget) -> bool:
    return any(each.isAncestorOf(inner) for each in outer.findChildren(QTabWidget))


def _of(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel) and _cut(widget):
        yield "cut off"
    inside = isinstance(widget.parentWidget(), (QLineEdit, QAbstractSpinBox))  # Qt's own arrangement
    if isinstance(widget, _CONTROLS) and not inside:
        least = widget.minimumSizeHint()
        if widget.width() < least.width() or widget.height() < least.height():
            yield f"squeezed ({widget.width()}x{widget.height()} of {least.width()}x{least.height()})"
    if isinstance(widget, QHeaderView) and widget.orientation().name == "Horizontal":
        yield from _of_header(widget)
    if isinstance(widget, QComboBox) and not widget.toolTip():
        needed = widget.fontMetrics().horizontalAdvance(widget.currentText())
        if _room_for_text(widget) < needed:
            yield "cut off"
    if isinstance(widget, QScrollArea) and (over := _lost_at_the_side(widget)) > 0:
        yield f"cut at the side by {over} px"
    if not isinstance(widget, (*_ARRANGE_THEMSELVES, QAbstractScrollArea, QSplitter, QMainWindow)):
        yield from _of_children(widget)


def _room_for_text(box: QComboBox) -> int:
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    part = QStyle.SubControl.SC_ComboBoxEditField
    room = box.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, box)
    return room.width() + box.fontMetrics().averageCharWidth() // 2  # padding that it writes over


def _lost_at_the_side(area: QScrollArea) -> int:
    """Px of what lies beside an area that never scrolls sideways."""
    content = area.widget()
    never = area.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    return content.width() - area.viewport().width() if never and content is not None else 0


def _scrolls_down(area: QScrollArea) -> bool:
    return area.verticalScrollBar().isVisible()


def _of_children(widget: QWidget) -> Iterator[str]:
    seen = [
        each
        for each in widget.children()
        if isinstance(each, QWidget) and each.isVisible() and not each.isWindow() and not each.size().isEmpty()
    ]
    for each in seen:
        if not widget.rect().contains(each.geometry()) and not _scrolled(each):
            yield f"{_name(each)} {each.geometry().getRect()} sticks out of {widget.rect().getRect()}"
    for at, each in enumerate(seen):
        for other in seen[at + 1 :]:
            if each.geometry().intersects(other.geometry()):
                yield f"{_name(each)} lies over {_name(other)}"


def _of_header(header: QHeaderView) -> Iterator[str]:
    model = header.model()
    for at in range(header.count()):
        if header.isSectionHidden(at) or not header.sectionSize(at):
            continue
        needed = header.sectionSizeHint(at)
        told = model.headerData(at, header.orientation(), 3)  # a tool tip
        if header.sectionSize(at) < needed and not told:
            yield f"heading {model.headerData(at, header.orientation())} cut off"


def _scrolled(widget: QWidget) -> bool:
    above = widget.parentWidget()
    return above is not None and isinstance(above.parentWidget(), QScrollArea)


def _cut(label: QLabel) -> bool:
    if not label.text() or (isinstance(label, ElidedLabel) and label.tip):
        return False  # what is cut short on purpose can be read where the pointer rests
    if label.wordWrap():
        return label.height() < label.heightForWidth(label.width())
    widest = max(label.fontMetrics().horizontalAdvance(line) for line in label.text().split("\n"))
    return label.width() < widest or label.height() < label.fontMetrics().height()


def _name(widget: QWidget | None) -> str:
    if widget is None:
        return "nothing"
    text = getattr(widget, "text", None)
    said = widget.accessibleName() or (text() if callable(text) else "") or ""
    return f"{type(widget).__name__} {said[:40]!r}"


def out_of_reach(window: QWidget, widget: QWidget) -> bool:
    """Whether a control cannot be brought into sight by any scroll area."""
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget, 0, 0)
        above = above.parentWidget()
    QApplication.processEvents()
    place = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
    return not window.rect().contains(place.center()) or widget.visibleRegion().isEmpty()


def longer(text: str) -> str:
    """A text that is 40 % longer, as a language might be that needs more words."""
    more = max(2, len(text) * 4 // 10) if text.strip() else 0
    tail = (_LONGER * (more // len(_LONGER) + 1))[:more]
    return text + tail


class LongLanguage(QTranslator):
    """English with longer sentences, after Qt's own way of asking."""

    def __init__(self, english: QTranslator) -> None:
        super().__init__()
        self._english = english

    def isEmpty(self) -> bool:  # noqa: N802  Qt's name
        return False

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str:
        said = self._english.translate(context, source, disambiguation or "", n) or source
        return said if context.startswith("Q") or not said else longer(said)


def speak_longer(monkeypatch: object) -> LongLanguage:
    """Let window and core speak so; the test takes the translator out again."""
    from ui import i18n

    i18n.install_language(Language.EN)
    own = i18n._translators[-1]
    translator = LongLanguage(own)
    QCoreApplication.installTranslator(translator)
    said = i18n.say
    monkeypatch.setattr(i18n, "say", lambda text, language: longer(said(text, language)))  # type: ignore[attr-defined]
    return translator
