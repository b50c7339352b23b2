"""The guided first case: opens the small sample office, puts the guide beside its pages, and removes it when asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from shiboken6 import isValid

from caseman.errors import CasemanError
from caseman.paths import first_case_file, first_case_folder
from ui.i18n import current_language, tell

if TYPE_CHECKING:
    from ui.desk_view import DeskView
    from ui.widgets.guide_panel import GuidePanel
    from ui.window import Window

_ARGUMENT = "--first-case="


class After(StrEnum):
    """What is done once the file that is open is closed: here, or by the fresh process."""

    BEGIN = "begin"
    REMOVE = "remove"


def told_first_case(arguments: Sequence[str]) -> After | None:
    """What the process before asked of this one."""
    told = [each.removeprefix(_ARGUMENT) for each in arguments if each.startswith(_ARGUMENT)]
    return After(told[0]) if told and told[0] in set(After) else None


class FirstCase(QObject):
    """Begins the first case from anywhere, and goes on where it was left."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._after: After | None = None
        self._panel: GuidePanel | None = None
        self._working = False
        window.locked.connect(self._locked)

    @property
    def panel(self) -> GuidePanel | None:
        """The guide, while the desk that it stands beside is there."""
        return self._panel if self._panel is not None and isValid(self._panel) else None

    def begin(self) -> None:
        """Open the sample office, making it where there is none; another office that is open is locked first."""
        session = self._window.session
        if session is None:
            self._open()
        elif self._is_open():
            if self._window.desk_view is not None:
                self.attach(self._window.desk_view)
        else:
            self._leave(After.BEGIN)

    def attach(self, view: DeskView) -> None:
        """Put the guide beside the pages where the office that is open is that of the first case."""
        if not self._is_open():
            return
        from ui.widgets.guide_panel import GuidePanel

        panel = self.panel
        if panel is not None and panel.parentWidget() is view:
            panel.show()
            panel.enter()
            return
        self._panel = GuidePanel(view)
        self._panel.remove_asked.connect(self._remove)
        layout = view.layout()
        assert layout is not None
        layout.addWidget(self._panel)

    def arguments(self) -> list[str]:
        """What the fresh process is told."""
        return [] if self._after is None else [f"{_ARGUMENT}{self._after.value}"]

    def carry_on(self, asked: After) -> None:
        """Do what was asked before the file was closed."""
        if asked is After.BEGIN:
            self._open()
        else:
            self._delete()

    def _is_open(self) -> bool:
        session = self._window.session
        if session is None or not session.sample:
            return False
        return bool(session.path.resolve() == first_case_file().resolve())

    def _leave(self, after: After) -> None:
        self._after = after
        self._window.lock("first_case")

    def _locked(self) -> None:
        if self._after is not None and not self._window.ends_process:
            after, self._after = self._after, None
            self.carry_on(after)

    def _remove(self) -> None:
        self._leave(After.REMOVE)

    def _open(self) -> None:
        language = current_language()

        def open_it() -> Any:
            from caseman.demo.first_case import open_first_case

            return open_first_case(first_case_folder(), language=language)

        self._work(self.tr("The sample office is being made and opened…"), open_it, self._opened)

    def _delete(self) -> None:
        def delete() -> None:
            from caseman.demo.first_case import remove_first_case

            remove_first_case(first_case_folder())

        self._work(self.tr("The sample office is being deleted…"), delete, self._deleted)

    def _work(self, told: str, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        if self._working:
            return
        self._working = True
        page = self._window.unlock_page
        page.wait_for_lock()
        page.notice.tell(told)
        self._window.runner.run(work, done, self._failed)

    def _opened(self, desk: Any) -> None:
        self._end()
        self._window.unlock_page.notice.hide()
        if self._window.session is None:
            self._window.unlock_page.opened.emit(desk)
        else:  # another file was being opened, and came first
            self._window.runner.run(desk.close)

    def _deleted(self, _nothing: object) -> None:
        self._window.unlock_page.drop_file(first_case_file())
        self._end()
        self._window.unlock_page.notice.tell(self.tr("The sample office was deleted."))

    def _failed(self, error: CasemanError) -> None:
        self._end()
        self._window.unlock_page.notice.tell(tell(error.text), bad=True)

    def _end(self) -> None:
        self._working = False
        self._window.unlock_page.ready()
