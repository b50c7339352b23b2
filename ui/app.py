"""The application object, and the window's first moment. Only what the unlock page needs is imported here."""

from __future__ import annotations

import ui.plain_import  # noqa: F401  isort:skip  before whatever else is imported

import contextlib
import os
import sys
import threading
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from caseman import log, memory
from ui import collecting, i18n, settings, theme
from ui.leaving import begin_anew, told_crash
from ui.turns import next_turn
from ui.window import Window

_GIVES_WAY_AFTER = 0.0005  # seconds
_LATEST_MS = 1_000  # after which a window that nobody sees yet is taken for painted


def let_window_go_first() -> None:
    """Let the database thread give way to the window's sooner than after Python's 5 ms.

    Qt asks Python at many events; while the other thread computes, each of these waits for its turn, which adds up.
    """
    sys.setswitchinterval(_GIVES_WAY_AFTER)


def make_application(argv: Sequence[str]) -> QApplication:
    """The application in its style, language and type."""
    app = theme.application(argv)
    app.setApplicationName("caseman")
    app.setApplicationDisplayName("caseman")
    app.setDesktopFileName("caseman")
    i18n.install_language(settings.language())
    theme.apply_theme(app)
    return app


def once_painted(window: Window, calls: Sequence[Callable[[], object]]) -> None:
    """Make these calls one after the other when the window is painted, so that none of them delays it."""
    waiting = list(calls)

    def next_one() -> None:
        if waiting:
            waiting.pop(0)()
            next_turn(window, next_one)

    late = QTimer(window, singleShot=True, interval=_LATEST_MS)

    def begin() -> None:
        late.stop()
        next_one()

    window.first_painted.connect(begin, Qt.ConnectionType.SingleShotConnection)
    late.timeout.connect(begin)
    late.start()


def catch_bugs(window: Window) -> None:
    """A bug anywhere locks the file; no traceback, whose lines could hold case data, is ever printed."""

    def told(error: BaseException | None) -> None:
        if error is None or isinstance(error, KeyboardInterrupt):
            return
        log.start_log()  # where that comes before the window
        with contextlib.suppress(RuntimeError):  # at the very end the window is gone
            window.runner.crashed.emit(error)  # reaches the window on its own thread

    sys.excepthook = lambda _kind, error, _traceback: told(error)
    sys.unraisablehook = lambda raised: told(raised.exc_value)
    threading.excepthook = lambda raised: told(raised.exc_value)


def run(argv: Sequence[str]) -> int:
    """Show the window and run until it is closed."""
    let_window_go_first()
    memory.keep_large_blocks_apart()
    collecting.search_when_resting()
    app = make_application(argv)
    named = [Path(a) for a in argv[1:] if not a.startswith("-")]
    window = Window(named[0] if named else None, begin_anew=begin_anew)
    catch_bugs(window)
    window.show()
    if os.environ.get("CASEMAN_QUIT_WHEN_SHOWN"):
        window.first_painted.connect(app.quit)
    else:
        once_painted(
            window,
            (
                collecting.begin,
                log.start_log,
                lambda: theme.show_sign(app),
                window.load_core,
                lambda: theme.follow_system(app),
                theme.read_next_font,
                theme.read_next_font,
                lambda: theme.load_fonts(app),
                partial(_carry_on, window, argv[1:]),
            ),
        )
    code = app.exec()
    window.shut_down()
    return code


def _carry_on(window: Window, arguments: Sequence[str]) -> None:
    """What the process before asked of this one."""
    crash = told_crash(arguments)
    if crash is not None:
        window.tell_crash(crash)
    from ui.guide import told_first_case

    asked = told_first_case(arguments)
    if asked is not None:
        window.first_case.carry_on(asked)


if __name__ == "__main__":
    sys.exit(run(sys.argv))
