"""The one window: the unlock page, or the desk. It locks after idle time, by Ctrl+L, and whatever is open."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget

from caseman import log
from caseman.errors import CasemanError
from caseman.paths import remember_file
from ui import settings, theme
from ui.collecting import building_what_stays, let_go
from ui.i18n import tell
from ui.leaving import crash_argument
from ui.menus import Menus
from ui.pages.unlock import UnlockPage
from ui.tasks import TaskRunner
from ui.widgets.labels import roomy

if TYPE_CHECKING:
    from caseman.services.desk import Desk
    from ui.crash_box import CrashBox
    from ui.desk_view import DeskView
    from ui.doing import Doing
    from ui.guide import FirstCase
    from ui.keepers import Keepers
    from ui.session import OfficeSession

_FRAME = QSize(0, 48)  # px: what a window manager puts around it, which is not known before it is shown
_LONGEST_CLOSING_MS = 3_000


class Window(QMainWindow):
    """Holds the unlock page, and the desk while an office is open.

    With `remembers` it keeps its geometry and the files opened lately for the next time. With `begin_anew` (which does
    not come back) locking ends this process, which held the key, and a fresh one shows the unlock page; without it
    the unlock page is shown here.
    """

    first_painted = Signal()
    unlocked = Signal()
    locked = Signal()

    def __init__(
        self,
        file: Path | None = None,
        *,
        remembers: bool = True,
        begin_anew: Callable[[list[str]], None] | None = None,
    ) -> None:
        super().__init__()
        self._begin_anew = begin_anew
        self._crash: str | None = None
        self._crash_box: CrashBox | None = None
        self._closing = False
        self._next: Path | None = None
        self._remembers = remembers
        self._painted = False
        self.runner = TaskRunner(self)
        self.runner.crashed.connect(self._crashed)
        self.session: OfficeSession | None = None
        self.desk_view: DeskView | None = None
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)
        self.unlock_page = UnlockPage(self.runner)
        self.unlock_page.opened.connect(self._opened)
        self.unlock_page.wants_new_office.connect(self.make_new_office)
        self.unlock_page.wants_recovery.connect(self.recover)
        self.unlock_page.wants_first_case.connect(self._begin_first_case)
        self._stack.addWidget(roomy(self.unlock_page))
        theme.dress(self)
        self.setWindowTitle("caseman")
        self.setMinimumSize(900, 600)
        self.resize(QSize(1280, 800).boundedTo(self.screen().availableSize() - _FRAME))
        kept = settings.geometry() if remembers else None
        if kept is not None:
            self.restoreGeometry(kept)
        self._menus = Menus(self, lambda: self.doing)
        self._menus.name()
        if file is not None:
            self.unlock_page.choose(file)

    # --- life

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self._was_painted)

    def _was_painted(self) -> None:
        self.first_painted.emit()
        QTimer.singleShot(0, self, self._complete)

    def _complete(self) -> None:
        """What the unlock page was painted without: the menus, the screens that may go, the key that locks dialogs."""
        from ui.commands import BY_NAME
        from ui.lock_key import LockKey
        from ui.on_screen import Screens

        self.menus  # noqa: B018  which fills them
        Screens(self)
        LockKey(BY_NAME["lock"].keys[0], self.lock, self)

    # --- made when first asked for: the unlock page is painted without them

    @cached_property
    def doing(self) -> Doing:
        """What the commands do."""
        from ui.doing import Doing

        return Doing(self)

    @cached_property
    def menus(self) -> Menus:
        """The menus, with the commands in them."""
        self._menus.fill()
        return self._menus

    @cached_property
    def first_case(self) -> FirstCase:
        """The guided first case."""
        from ui.guide import FirstCase

        return FirstCase(self)

    @cached_property
    def keepers(self) -> Keepers:
        """What goes on beside the pages."""
        from ui.keepers import Keepers

        keepers = Keepers(self.runner, self)
        keepers.presence.gone.connect(self.lock)
        keepers.reminders.chosen.connect(self._go_to_today)
        keepers.reminders.quiet.connect(self._remind_quietly)
        return keepers

    # --- loading

    def load_core(self) -> None:
        """Load the heavy parts behind the unlock page, while the passphrase is typed."""

        def load() -> None:
            from caseman.bootstrap import load_services

            with building_what_stays():
                load_services()

        self.runner.run(load, self._core_loaded)

    def _core_loaded(self, _done: object) -> None:
        from ui.page_loading import load_ahead

        self.unlock_page.core_loaded()
        load_ahead(self, self._pages_loaded)

    def _pages_loaded(self) -> None:
        self.keepers.presence.prepare()

    def shut_down(self) -> None:
        """Close the file and end the thread; called once the event loop has ended."""
        if self.session is not None:
            self.session.close({}, lambda: None)
            self.session = None
            self.keepers.stop()
        self.runner.stop()
        let_go()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._remembers:
            settings.set_geometry(self.saveGeometry())
        if self.session is not None and not self._closing:
            self._closing = True
            event.ignore()
            self.session.stop_long()
            self.keepers.backups.before_closing(self._close_now, self._stay)
            return
        self._closing = True
        self.lock("closed")
        super().closeEvent(event)

    def _close_now(self) -> None:
        self.close()

    def _stay(self, error: CasemanError) -> None:
        """The backup at close failed: say why, and close when asked again."""
        self._closing = False
        if self.session is not None:
            self.session.failed.emit(error)

    @property
    def ends_process(self) -> bool:
        """Whether locking ends this process, so that what comes after it is for the fresh one."""
        return self._begin_anew is not None

    # --- opening and locking

    def _begin_first_case(self) -> None:
        self.first_case.begin()

    def make_new_office(self) -> None:
        """The first-run assistant."""
        from ui import ways_in

        ways_in.make_new_office(self.runner, self, self._made)

    def recover(self, path: Path | None) -> None:
        """Open a file with its recovery sheet."""
        from ui import ways_in

        ways_in.recover(self.runner, path, self, self._opened)

    def restore_backup(self) -> None:
        """Make a new office file of a backup."""
        from ui import ways_in

        ways_in.restore_backup(self.runner, self, self._made)

    def _made(self, path: Path) -> None:
        """A new office was made: it is the next to be opened."""
        self._next = path
        self.unlock_page.choose(path)
        self.lock("new_office")

    def _opened(self, desk: Desk) -> None:
        from caseman.services.opening import told_update
        from ui.session import OfficeSession

        if self._remembers:
            remember_file(desk.file.path)
        log.note("unlocked")
        self._next = None
        self.session = OfficeSession(desk, self.runner, self)
        self.session.lost.connect(self._lost)
        self._build_desk()
        assert self.desk_view is not None
        self.keepers.start(self.session, self.winId())
        # Once there is a first page, and after what it asks for.
        self.session.soon(self.desk_view, partial(self.keepers.reminders.start, self.session))
        updated = told_update(desk)
        if updated is not None:
            self.session.soon(self.desk_view, partial(self.desk_view.tell, tell(updated)))
        self.unlocked.emit()

    def _build_desk(self, drafts: dict[str, dict[str, Any]] | None = None) -> None:
        from ui.desk_view import DeskView

        assert self.session is not None
        self._drop_desk()
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        theme.apply_theme(application)  # the order of families is that of the language
        with building_what_stays():
            self.desk_view = DeskView(self.session)
        self._stack.addWidget(self.desk_view)
        self.desk_view.lock_asked.connect(self.lock)
        self.desk_view.language_chosen.connect(self._speak_anew)
        self.desk_view.title_changed.connect(self._name_window)
        self.desk_view.title_changed.connect(self.doing.went)
        self.keepers.scanner.taken.connect(self.desk_view.scans_came)
        self.keepers.scanner.lost.connect(self.desk_view.scanner_lost)
        self._stack.setCurrentWidget(self.desk_view)
        self.desk_view.first_case_asked.connect(self.first_case.begin)
        self.first_case.attach(self.desk_view)
        if drafts is None:
            self.session.soon(self.desk_view, self.desk_view.begin)
        else:
            self.desk_view.begin(drafts)

    def lock(self, why: str = "asked") -> None:
        """Close the file at once; unfinished input is kept in it as drafts. No dialog can stop it."""
        if self.session is None:
            return
        from PySide6.QtWidgets import QDialog, QMenu

        log.note("locked", why=why)
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, QDialog) and widget.isVisible():
                widget.done(QDialog.DialogCode.Rejected)
            elif isinstance(widget, QMenu):
                widget.close()
        self.keepers.stop()
        session, self.session = self.session, None
        drafts: dict[str, dict[str, Any]] = {}
        if self.desk_view is not None:
            from ui.widgets.text_fields import commit_composition

            commit_composition()  # what an input method still holds
            drafts = self.desk_view.drafts()
        self._drop_desk()
        self.doing.forget()
        self.unlock_page.wait_for_lock()
        self._stack.setCurrentIndex(0)
        self._name_window("")
        session.close(drafts, lambda: self._now_locked(session.path))
        if self._begin_anew is not None and not self._closing:
            QTimer.singleShot(_LONGEST_CLOSING_MS, self, lambda: self._leave(session.path))

    def _go_to_today(self) -> None:
        """A reminder was pressed: the window comes to the front, at Today while it is unlocked."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
        if self.desk_view is not None:
            self.desk_view.go("today")

    def _remind_quietly(self, text: str) -> None:
        if self.desk_view is not None:
            self.desk_view.remind(text)

    def _lost(self, error: CasemanError) -> None:
        """What failed closed the file: say why at the unlock page."""
        begin_anew, self._begin_anew = self._begin_anew, None  # a fresh process could not tell it
        self.lock("lost")
        self._begin_anew = begin_anew
        self.unlock_page.notice.tell(tell(error.text), bad=True)

    def _now_locked(self, path: Path) -> None:
        self.unlock_page.ready()
        self.locked.emit()
        if self._begin_anew is not None and not self._closing:
            self._leave(path)

    def _leave(self, path: Path) -> None:
        """End this process, which held the key. What was acknowledged is saved, even if the file is still busy."""
        assert self._begin_anew is not None
        if self._remembers:
            settings.set_geometry(self.saveGeometry())
        crash = [] if self._crash is None else [crash_argument(self._crash)]
        self._begin_anew([str(self._next or path), *crash, *self.first_case.arguments()])

    def _drop_desk(self) -> None:
        if self.desk_view is not None:
            self._stack.removeWidget(self.desk_view)
            self.desk_view.take_down()
            self.desk_view = None
            let_go()

    def _speak_anew(self) -> None:
        """Build the pages again in the language now chosen; what was being typed comes back."""
        if self.desk_view is None or self.session is None:
            return
        drafts = self.desk_view.drafts()
        self.menus.fill()
        self._build_desk(drafts)

    def _name_window(self, number: str) -> None:
        """The title bears a case number at most, never a name."""
        self.setWindowTitle(f"{number} – caseman" if number else "caseman")

    def _crashed(self, error: BaseException) -> None:
        """A bug: say so without any case data, and lock."""
        where = log.where_raised(error)
        log.note("crashed", **dict(zip(("kind", "where"), where.split(" "), strict=True)))
        self._crash = where
        had_key = self.session is not None
        self.lock("crashed")
        if not had_key or self._begin_anew is None:  # else the fresh process tells it
            self.tell_crash(where)

    def tell_crash(self, where: str) -> None:
        """Say that something unexpected happened, by the class of the error and its line alone."""
        if self._crash_box is not None and self._crash_box.isVisible():
            return  # one is enough
        from ui.crash_box import CrashBox

        self._crash_box = CrashBox(where, self)
        self._crash_box.open()
