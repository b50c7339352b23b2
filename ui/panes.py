"""The parts of the window that keys go through: F6 the list of places, the page and what stands beside it; and tabs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QSplitter, QTabWidget, QWidget

from ui.widgets.focus import enter


def panes_of(navigation: QWidget, page: QWidget) -> tuple[QWidget, ...]:
    """The parts in their order; the second is the page but for the side panes after it."""
    return (navigation, page, *_sides(page))


def _sides(page: QWidget) -> Iterator[QWidget]:
    """What stands behind the first part of the outermost splitters in sight, where the keyboard can go there."""
    outer = [
        each
        for each in page.findChildren(QSplitter)
        if each.isVisible() and not any(isinstance(node, QSplitter) for node in _above(each, page))
    ]
    for splitter in outer:
        for at in range(1, splitter.count()):
            side = splitter.widget(at)
            if side is not None and side.isVisible() and next(_stops(side), None) is not None:
                yield side


def turn(panes: tuple[QWidget, ...], focus: QWidget | None, by: int, first: Iterable[QWidget]) -> None:
    """Give the keyboard to the next pane (`by` 1) or the one before (-1): to what had it there last, else to the first.

    `first`: where the keyboard goes on the page.
    """
    held = [at for at, pane in enumerate(panes) if focus is not None and (pane is focus or pane.isAncestorOf(focus))]
    start = held[-1] if held else (0 if by > 0 else 1)  # a side pane lies in the page; the search line above it
    at = (start + by) % len(panes)
    pane = panes[at]
    others = panes[2:] if at == 1 else ()
    last = pane.focusWidget()
    ways = [each for each in first if each.isVisible() and each.isEnabled()] if at == 1 else []
    stops = [each for each in _stops(pane) if not any(_within(each, other) for other in others)]
    checked = [each for each in stops if isinstance(each, QPushButton) and each.isChecked()] if at == 0 else []
    if checked:
        checked[0].setFocus(Qt.FocusReason.ShortcutFocusReason)
    elif last is not None and last in stops:
        last.setFocus(Qt.FocusReason.ShortcutFocusReason)
    elif ways:
        enter(ways)
    elif stops:
        stops[0].setFocus(Qt.FocusReason.ShortcutFocusReason)


def tabs_around(page: QWidget, focus: QWidget | None) -> QTabWidget | None:
    """The tabs around the keyboard; else the first in sight on the page."""
    node = focus
    while node is not None and node is not page:
        if isinstance(node, QTabWidget):
            return node
        node = node.parentWidget()
    return next((tabs for tabs in page.findChildren(QTabWidget) if tabs.isVisible()), None)


def turn_tab(tabs: QTabWidget, by: int) -> bool:
    """Show the next tab that can be shown (`by` 1) or the one before (-1); whether there was one."""
    at, count = tabs.currentIndex(), tabs.count()
    order = [(at + by * step) % count for step in range(1, count)]
    there = [place for place in order if tabs.isTabVisible(place) and tabs.isTabEnabled(place)]
    if there:
        tabs.setCurrentIndex(there[0])
    return bool(there)


def enter_tab(tabs: QTabWidget, first: Iterable[QWidget]) -> None:
    """Give the keyboard to the tab in sight: to the first of these that is in it, else to what Tab stops at first."""
    now = tabs.currentWidget()
    ways = [each for each in first if now.isAncestorOf(each)]
    enter(ways or islice(_stops(now), 1))


def _stops(pane: QWidget) -> Iterator[QWidget]:
    """What Tab stops at in a pane, in the order of Tab."""
    node = pane.nextInFocusChain()
    while node is not None and node is not pane:
        if pane.isAncestorOf(node) and _takes_tab(node):
            yield node
        node = node.nextInFocusChain()


def _takes_tab(widget: QWidget) -> bool:
    tab = Qt.FocusPolicy.TabFocus.value
    return (
        bool(widget.focusPolicy().value & tab)
        and widget.isVisible()
        and widget.isEnabled()
        and widget.focusProxy() is None
    )


def _within(widget: QWidget, pane: QWidget) -> bool:
    return widget is pane or pane.isAncestorOf(widget)


def _above(widget: QWidget, page: QWidget) -> Iterator[QWidget]:
    node = widget.parentWidget()
    while node is not None and node is not page:
        yield node
        node = node.parentWidget()
