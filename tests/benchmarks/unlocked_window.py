"""The window once the key is derived: prints the seconds to the first page, and the memory at rest in MiB."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer

from caseman import memory
from tests.benchmarks.bare_memory import resident
from ui import app, collecting, theme
from ui.window import Window

_REST_MS = 4_500  # after which the window has given back what it took for the first page


def main(path: Path) -> None:
    """The unlock page has stood there a while, as it does while a passphrase is typed."""
    app.let_window_go_first()
    memory.keep_large_blocks_apart()
    application = app.make_application(["caseman"])
    theme.load_fonts(application)
    window = Window(path, remembers=False)
    window.show()
    collecting.begin()
    window.load_core()
    settle(window)
    from tests.benchmarks.offices import opened, unlocked  # what the program has not loaded by itself stays out before

    keyslots, data_key = unlocked(path)
    loop = QEventLoop()
    end_when_today_shows(loop)
    start = time.perf_counter()
    window.unlock_page.opened.emit(opened(path, keyslots, data_key))
    loop.exec()  # as the program waits: a loop that turns would keep the database thread from its work
    application.processEvents()
    first = time.perf_counter() - start
    settle(window)
    wait(_REST_MS)
    settle(window)
    sys.stdout.write(f"{first:.4f} {resident():.1f}\n")
    window.lock()
    settle(window)
    window.shut_down()


def end_when_today_shows(loop: QEventLoop) -> None:
    """End the loop once the page has its numbers; what is asked after them is not waited for."""
    page = sys.modules["ui.pages.today"].TodayPage
    show = page._show

    def show_and_end(self: object, view: object) -> None:
        show(self, view)
        loop.quit()

    page._show = show_and_end


def settle(window: Window) -> None:
    """Let the event loop run until nothing is under way and everything is drawn."""
    quiet = 0
    while quiet < 3:
        wait(20)
        quiet = quiet + 1 if window.runner.idle else 0


def wait(milliseconds: int) -> None:
    """Let the event loop run."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


if __name__ == "__main__":
    collecting.hold_off()
    main(Path(sys.argv[1]))
