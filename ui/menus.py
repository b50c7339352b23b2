"""The menus of the window, made of the list of commands, each with its keys."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMainWindow, QMenu

from ui.i18n import current_language, tell
from ui.menu_names import Menu, with_letter

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from ui.commands import Command

_ROLES = {"quit": "QuitRole", "about": "AboutRole"}  # where macOS has them elsewhere


class Doer(Protocol):
    """Who does what a menu asks for."""

    def run(self, name: str) -> None:
        """Do it, or say why not."""

    def hindrance(self, command: Command) -> str:
        """Why it cannot be done now; empty when it can."""


class Menus(QObject):
    """The menu bar of a window: the menus by name at once, the commands in them when it is filled, and anew when the
    language changes.

    An open menu greys what cannot be done; keys always reach the command, which then says why it cannot be done.
    """

    def __init__(self, window: QMainWindow, doer: Callable[[], Doer]) -> None:
        super().__init__(window)
        self._window = window
        self._doer = doer
        self.actions: dict[str, QAction] = {}
        self.menus: dict[Menu, QMenu] = {}

    def name(self) -> None:
        """Make the menus in the language now spoken, without what is in them."""
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

    def fill(self) -> None:
        """Make the menus and what is in them in the language now spoken."""
        from ui.commands import COMMANDS

        self.name()
        for command in COMMANDS:
            if command.menu is not None:
                self._add_to(self.menus[command.menu], command)
            elif command.keys:
                self._window.addAction(self._made(command))

    def _add_to(self, menu: QMenu, command: Command) -> None:
        if command.line_above:
            menu.addSeparator()
        menu.addAction(self._made(command))

    def _made(self, command: Command) -> QAction:
        from PySide6.QtGui import QAction, QKeySequence

        language = current_language()
        made = QAction(with_letter(command.called(language), command.letter, language), self._window)
        made.setShortcuts([QKeySequence(keys) for keys in command.keys])
        made.setAutoRepeat(False)
        if command.name == "lock":
            made.setShortcutContext(Qt.ShortcutContext.ApplicationShortcut)  # from the help's window, too
        made.setMenuRole(QAction.MenuRole[_ROLES.get(command.name, "NoRole")])
        made.triggered.connect(partial(self._run, command.name))
        self.actions[command.name] = made
        return made

    def _run(self, name: str, _checked: bool = False) -> None:
        self._doer().run(name)

    def _grey(self, menu: Menu) -> None:
        for command in self._within(menu):
            self.actions[command.name].setEnabled(not self._doer().hindrance(command))

    def _ungrey(self, menu: Menu) -> None:
        for command in self._within(menu):
            self.actions[command.name].setEnabled(True)

    def _within(self, menu: Menu) -> list[Command]:
        from ui.commands import COMMANDS

        return [each for each in COMMANDS if each.menu is menu and each.name in self.actions]
