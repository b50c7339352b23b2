"""The application object, and the window's first moment. Only what the unlock page needs is imported here."""

from __future__ import annotations

import ui.plain_import  # noqa: F401  isort:skip  before whatever else is imported

import contextlib
import os
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from caseman import log
from ui import i18n, settings, theme
from ui.collecting import search_when_resting
from ui.guide import told_first_case
from ui.leaving import begin_anew, told_crash
from ui.window import Window

_GIVES_WAY_AFTER = 0.0005  # seconds


def let_window_go_first() -> None:
    """Let the database thread give way to the window's sooner than after Python's 5 ms.

    Qt asks Python at many events; while the other thread computes, each of these waits for its turn, which adds up.
    """
    sys.setswitchinterval(_GIVES_WAY_AFTER)


def make_application(argv: Sequence[str]) -> QApplication:
    """The application in its style, language and type."""
    app = QApplication(list(argv))
    app.setApplicationName("caseman")
    app.setApplicationDisplayName("caseman")
    app.setDesktopFileName("caseman")
    i18n.install_language(settings.language())
    theme.apply_theme(app)
    theme.follow_system(app)
    return app


def catch_bugs(window: Window) -> None:
    """A bug anywhere locks the file; no traceback, whose lines could hold case data, is ever printed."""

    def told(error: BaseException | None) -> None:
        if error is None or isinstance(error, KeyboardInterrupt):
            return
        with contextlib.suppress(RuntimeError):  # at the very end the window is gone
            window.runner.crashed.emit(error)  # reaches the window on its own thread

    sys.excepthook = lambda _kind, error, _traceback: told(error)
    sys.unraisablehook = lambda raised: told(raised.exc_value)
    threading.excepthook = lambda raised: told(raised.exc_value)


def run(argv: Sequence[str]) -> int:
    """Show the window and run until it is closed."""
    log.start_log()
    let_window_go_first()
    search_when_resting()
    app = make_application(argv)
    named = [Path(a) for a in argv[1:] if not a.startswith("-")]
    window = Window(named[0] if named else None, begin_anew=begin_anew)
    catch_bugs(window)
    window.show()
    crash = told_crash(argv[1:])
    if crash is not None:
        window.tell_crash(crash)
    if os.environ.get("CASEMAN_QUIT_WHEN_SHOWN"):
        window.first_painted.connect(app.quit)
    else:
        QTimer.singleShot(0, window.load_core)
        QTimer.singleShot(0, lambda: theme.load_fonts(app))
        asked = told_first_case(argv[1:])
        if asked is not None:
            QTimer.singleShot(0, lambda: window.first_case.carry_on(asked))
    code = app.exec()
    window.shut_down()
    return code


if __name__ == "__main__":
    sys.exit(run(sys.argv))
