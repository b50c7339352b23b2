"""What each command does, and why it cannot be done now where that is so."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget

from caseman.domain.lifecycle import Step
from ui.commands import BY_NAME, Command
from ui.i18n import tell
from ui.neighbours import number_at, row_beside
from ui.panes import enter_tab, panes_of, tabs_around, turn, turn_tab
from ui.place_history import PlaceHistory
from ui.widgets.acting import button_of, saver
from ui.widgets.permitted import who_may

if TYPE_CHECKING:
    from ui.desk_view import DeskView
    from ui.pages.base import Page
    from ui.pages.case import CasePage
    from ui.widgets.lines import LinesView
    from ui.window import Window

_LATELY = 8  # commands that the palette shows first


class Doing(QObject):
    """Does the commands of one window. `lately`: what was done last, latest first; it ends with the session."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._history = PlaceHistory()
        self._waiting = ""
        self.lately: list[str] = []
        self._calls: dict[str, Callable[[], object]] = {
            "new_office": window.make_new_office,
            "restore": window.restore_backup,
            "lock": window.lock,
            "quit": window.close,
            "find_case": partial(self._palette, cases_only=True),
            "palette": self._palette,
            "search": self._to_search,
            "preview_letter": partial(self._show_step, Step.LETTER),
            "undo": self._undo,
            "new_note": self._new_note,
            "previous_case": partial(self._to_neighbour, -1),
            "next_case": partial(self._to_neighbour, 1),
            "back": partial(self._move, -1),
            "forward": partial(self._move, 1),
            "refresh": self._refresh,
            "next_tab": partial(self._turn_tab, 1),
            "previous_tab": partial(self._turn_tab, -1),
            "next_pane": partial(self._turn_pane, 1),
            "previous_pane": partial(self._turn_pane, -1),
            "help": self._help,
            "help_index": partial(self._show_help, "index"),
            "shortcuts": self._shortcuts,
            "first_case": window.first_case.begin,
            "lifecycle": self._lifecycle,
            "about": self._about,
            **{f"step:{step.value}": partial(self._show_step, step) for step in Step},
        }
        self._hinders: dict[str, Callable[[], str]] = {
            **dict.fromkeys(("preview_letter", "undo", "new_note"), self._no_case),
            "previous_case": partial(self._no_neighbour, -1),
            "next_case": partial(self._no_neighbour, 1),
            "back": partial(self._no_place, -1),
            "forward": partial(self._no_place, 1),
            "next_tab": self._no_tabs,
            "previous_tab": self._no_tabs,
            **{f"step:{step.value}": self._no_case for step in Step},
        }

    def run(self, name: str) -> None:
        """Do it, or say why not where the person is."""
        command = BY_NAME[name]
        QGuiApplication.inputMethod().commit()  # what an input method is composing counts as typed
        why_not = self.hindrance(command)
        if why_not:
            self.notice.tell(why_not, bad=True)
            return
        self.lately = [name, *(each for each in self.lately if each != name)][:_LATELY]
        if name in self._calls:
            self._calls[name]()
        elif command.place:
            self._go(command)
        else:
            self._press(command)

    def hindrance(self, command: Command) -> str:
        """Why it cannot be done now; empty when it can."""
        session = self._window.session
        if command.opened and session is None:
            return self.tr("Open an office file first.")
        if command.deed is not None and session is not None and not session.may(command.deed):
            return who_may(command.deed)
        if command.name in self._hinders:
            return self._hinders[command.name]()
        return self._not_pressed(command) if command.here else ""

    def went(self, _title: str = "") -> None:
        """A place came into sight."""
        self._history.went(self._view.place)

    def open_case(self, number: str) -> None:
        """Show a case that was found."""
        if self._window.desk_view is not None:
            self._view.visit_case(number)

    def forget(self) -> None:
        """The office is being closed: nothing of it stays."""
        self._history.forget()
        self.lately.clear()
        self._waiting = ""

    # --- what is in sight

    @property
    def notice(self) -> Any:
        """Where the person is told something."""
        return self._window.unlock_page.notice if self._window.desk_view is None else self._page.notice

    @property
    def _view(self) -> DeskView:
        assert self._window.desk_view is not None
        return self._window.desk_view

    @property
    def _page(self) -> Page:
        return self._view.pages[self._view.place.partition(":")[0]]

    def _case(self) -> CasePage | None:
        """The case page, while it shows a case."""
        page: Any = self._page
        return page if self._view.place.startswith("case:") and page.view is not None else None

    # --- going

    def _go(self, command: Command) -> None:
        place = f"{command.place}:{command.part}" if command.part else command.place
        self._view.visit(place, then=partial(self._press_there, command))

    def _press_there(self, command: Command) -> None:
        if command.press and self._window.session is not None:
            self._waiting = command.name
            self._window.session.read(_answered, done=self._page_is_read)

    def _page_is_read(self, _answer: object) -> None:
        """What the page asked for when it came into sight is there: press its button."""
        name, self._waiting = self._waiting, ""
        if name and self._page is self._view.pages[BY_NAME[name].place]:
            why_not = self._not_pressed(BY_NAME[name])
            if why_not:
                self.notice.tell(why_not, bad=True)
            else:
                self._press(BY_NAME[name])

    def _move(self, by: int) -> None:
        place = self._history.move(by)
        if place is not None:
            self._view.visit(place)

    def _no_place(self, by: int) -> str:
        if self._history.neighbour(by) is not None:
            return ""
        return self.tr("There is no place before this one.") if by < 0 else self.tr("There is no place after this one.")

    def _show_step(self, step: Step) -> None:
        page = self._case()
        if page is not None:
            page.go_to(step)
            page.enter_step(stay=True)

    def _undo(self) -> None:
        page = self._case()
        if page is not None:
            page.ask_undo()

    def _new_note(self) -> None:
        page = self._case()
        if page is not None:
            page.begin_note()

    def _no_case(self) -> str:
        return "" if self._case() is not None else self.tr("Go to a case first.")

    def _cases_table(self) -> LinesView:
        """The list of cases as it was shown last."""
        table: LinesView = self._view.pages["cases"].table  # type: ignore[attr-defined]
        return table

    def _row_beside(self, by: int) -> int | None:
        page = self._case()
        return None if page is None else row_beside(self._cases_table(), str(page.number), by)

    def _to_neighbour(self, by: int) -> None:
        row = self._row_beside(by)
        number = None if row is None else number_at(self._cases_table(), row)
        if row is not None and number is not None:
            self._cases_table().selectRow(row)  # the list goes along
            self._view.open_case(number)

    def _no_neighbour(self, by: int) -> str:
        if self._no_case():
            return self._no_case()
        row = self._row_beside(by)
        if row is None:
            return self.tr("The list of cases has no other there. Show the list that you want to go through first.")
        return (
            ""
            if number_at(self._cases_table(), row) is not None
            else self.tr("That line of the list is being read. Try again.")
        )

    # --- pressing

    def _button(self, command: Command) -> QPushButton | None:
        if command.name == "save":
            return saver(self._page, self._window.focusWidget())
        return button_of(self._page, command.press)

    def _press(self, command: Command) -> None:
        button = self._button(command)
        if button is not None:
            button.click()

    def _not_pressed(self, command: Command) -> str:
        button = self._button(command)
        if button is None:
            return tell(command.lacking)
        if not button.isEnabled():
            return self.tr("“{button}” does not work as things are now.").format(button=button.text())
        return ""

    # --- the window's parts

    def _no_tabs(self) -> str:
        return "" if tabs_around(self._page, self._window.focusWidget()) else self.tr("This page has no tabs.")

    def _turn_tab(self, by: int) -> None:
        focus = self._window.focusWidget()
        tabs = tabs_around(self._page, focus)
        if tabs is not None:
            inside = focus is not None and focus is not tabs.tabBar() and tabs.isAncestorOf(focus)
            if turn_tab(tabs, by) and inside:
                enter_tab(tabs, self._page.first_controls())

    def _turn_pane(self, by: int) -> None:
        navigation = self._view.findChild(QWidget, "nav")
        assert isinstance(navigation, QWidget)
        panes = panes_of(navigation, self._page)
        turn(panes, self._window.focusWidget(), by, self._page.first_controls())

    def _to_search(self) -> None:
        self._view.search.come()

    def _refresh(self) -> None:
        self._page.refresh()

    # --- dialogs

    def _palette(self, *, cases_only: bool = False) -> None:
        from ui.palette import Palette

        palette = Palette(self, self._window.session, self._window, cases_only=cases_only)
        palette.command_chosen.connect(self.run)
        palette.case_chosen.connect(self.open_case)
        palette.open()

    def _help(self) -> None:
        topic = "unlock"
        if self._window.desk_view is not None:
            topic = self._view.place.partition(":")[0]
            if self._page.part:
                topic += f":{self._page.part}"
        self._show_help(topic)

    def _show_help(self, topic: str) -> None:
        from ui.dialogs.help import show_help

        show_help(topic, self._window)

    def _shortcuts(self) -> None:
        from ui.dialogs.shortcuts import ShortcutsDialog

        ShortcutsDialog(self._window).open()

    def _lifecycle(self) -> None:
        from ui.dialogs.lifecycle import LifecycleDialog

        dialog = LifecycleDialog(self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _about(self) -> None:
        from ui.dialogs.about import AboutDialog

        AboutDialog(self._window.runner, self._window).open()


def _answered(_desk: Any) -> None:
    """Answers come in the order of asking: this one after all that the page asked for."""
