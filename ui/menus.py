"""The menus of the window: every action that belongs to no page, with its shortcut."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

_Shortcut = QKeySequence | QKeySequence.StandardKey | None


class Menus(QObject):
    """Fills a window's menu bar, and fills it anew when the language changes."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.lock = QAction(window)

    def fill(self, calls: Mapping[str, Callable[[], object]], *, opened: bool) -> None:
        """`calls`: what is done, by the name of the action; `opened`: whether an office is open."""
        bar = self._window.menuBar()
        bar.clear()
        file = bar.addMenu(self.tr("&File"))
        self._add(file, self.tr("&New office file…"), calls["new_office"], QKeySequence.StandardKey.New)
        self._add(file, self.tr("Bring back a &backup…"), calls["restore"])
        self.lock = self._add(file, self.tr("&Lock"), calls["lock"], QKeySequence("Ctrl+L"))
        self.lock.setEnabled(opened)
        file.addSeparator()
        self._add(file, self.tr("&Quit"), calls["quit"], QKeySequence.StandardKey.Quit)
        about = bar.addMenu(self.tr("&Help"))
        self._add(about, self.tr("How a &case goes"), calls["lifecycle"], QKeySequence.StandardKey.HelpContents)
        self._add(about, self.tr("&About caseman"), calls["about"])

    def _add(self, menu: QMenu, text: str, called: Callable[[], object], shortcut: _Shortcut = None) -> QAction:
        action = QAction(text, self._window)
        if shortcut is not None:
            action.setShortcut(shortcut)
        action.triggered.connect(lambda _checked=False: called())
        menu.addAction(action)
        return action
