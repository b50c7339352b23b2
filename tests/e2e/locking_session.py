"""A window as a program of its own that unlocks, locks and tells what it measured: FILE.

It begins anew as the program does; the fresh process is told by its environment that it is the second. Each line on
standard input lets it take the next step, the passphrase first.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer

from ui.app import catch_bugs, make_application
from ui.window import Window

_SECOND = "CASEMAN_TEST_SECOND"


def main() -> int:
    app = make_application(["caseman"])
    if os.environ.get(_SECOND):
        window = Window(Path(sys.argv[1]))
        window.show()
        print(f"fresh {os.getpid()} {window.unlock_page.isVisible()}", flush=True)
        window.unlock_page.passphrase.setText(sys.stdin.readline().rstrip("\n"))
        window.unlocked.connect(lambda: _when_idle(window, lambda: _tell_place(window)))
        sys.stdin.readline()  # the parent has looked at this process's memory
        window.unlock_page.unlock()
        app.exec()
        window.shut_down()
        return 0
    started = time.monotonic()

    def leave(arguments: list[str]) -> None:
        print(f"closed {round((time.monotonic() - started) * 1000)} ms", flush=True)
        sys.stdin.readline()
        os.environ[_SECOND] = "1"
        os.execv(sys.executable, [sys.executable, __file__, *arguments])

    window = Window(Path(sys.argv[1]), begin_anew=leave)
    catch_bugs(window)
    window.show()

    def lock() -> None:
        nonlocal started
        assert window.desk_view is not None
        window.desk_view.go("letters")
        print(f"open {os.getpid()}", flush=True)
        sys.stdin.readline()  # the parent has looked at this process's memory
        started = time.monotonic()
        window.lock()
        print(f"locked {round((time.monotonic() - started) * 1000)} ms", flush=True)

    window.unlocked.connect(lambda: _when_idle(window, lock))
    window.unlock_page.passphrase.setText(sys.stdin.readline().rstrip("\n"))
    window.unlock_page.unlock()
    return app.exec()


def _when_idle(window: Window, then: Callable[[], None]) -> None:
    """Once the database thread has answered everything."""

    def look() -> None:
        if window.runner.idle:
            then()
        else:
            QTimer.singleShot(20, look)

    QTimer.singleShot(20, look)


def _tell_place(window: Window) -> None:
    assert window.desk_view is not None
    print(f"place {window.desk_view.place}", flush=True)
    window.close()


if __name__ == "__main__":
    sys.exit(main())
