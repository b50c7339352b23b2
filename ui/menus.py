"""The menus of the window, made of the list of commands, each with its keys."""

from __future__ import annotations

from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from ui.commands import COMMANDS, Command, Menu, with_letter
from ui.i18n import current_language, tell

_ROLES = {"quit": QAction.MenuRole.QuitRole, "about": QAction.MenuRole.AboutRole}  # where macOS has them elsewhere


class Doer(Protocol):
    """Who does what a menu asks for."""

    def run(self, name: str) -> None:
        """Do it, or say why not."""

    def hindrance(self, command: Command) -> str:
        """Why it cannot be done now; empty when it can."""


class Menus(QObject):
    """Fills a window's menu bar, and fills it anew when the language changes.

    An open menu greys what cannot be done; keys always reach the command, which then says why it cannot be done.
    """

    def __init__(self, window: QMainWindow, doer: Doer) -> None:
        super().__init__(window)
        self._window = window
        self._doer = doer
        self.actions: dict[str, QAction] = {}
        self.menus: dict[Menu, QMenu] = {}

    def fill(self) -> None:
        """Make the menus in the language now spoken."""
        bar = self._window.menuBar()
        bar.clear()
        for old in (*self.actions.values(), *self.menus.values()):
            old.deleteLater()
        self.actions.clear()
        language = current_language()
        for menu in Menu:
            made = self.menus[menu] = bar.addMenu(with_letter(tell(menu.label), menu.value, language))
            made.aboutToShow.connect(partial(self._grey, menu))
            made.aboutToHide.connect(partial(self._ungrey, menu))
        for command in COMMANDS:
            if command.menu is not None:
                self._add(self.menus[command.menu], command)

    def _add(self, menu: QMenu, command: Command) -> None:
        if command.line_above:
            menu.addSeparator()
        language = current_language()
        made = QAction(with_letter(command.called(language), command.letter, language), self._window)
        made.setShortcuts([QKeySequence(keys) for keys in command.keys])
        made.setAutoRepeat(False)
        if command.name == "lock":
            made.setShortcutContext(Qt.ShortcutContext.ApplicationShortcut)  # from the help's window, too
        made.setMenuRole(_ROLES.get(command.name, QAction.MenuRole.NoRole))
        made.triggered.connect(partial(self._run, command.name))
        menu.addAction(made)
        self.actions[command.name] = made

    def _run(self, name: str, _checked: bool = False) -> None:
        self._doer.run(name)

    def _grey(self, menu: Menu) -> None:
        for command in COMMANDS:
            if command.menu is menu:
                self.actions[command.name].setEnabled(not self._doer.hindrance(command))

    def _ungrey(self, menu: Menu) -> None:
        for command in COMMANDS:
            if command.menu is menu:
                self.actions[command.name].setEnabled(True)
