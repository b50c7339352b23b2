"""The window once the key is derived: prints the seconds to the first page, and the memory at rest in MiB."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.benchmarks.bare_memory import resident
from tests.benchmarks.offices import opened, unlocked
from ui import app, theme
from ui.pictures import settle
from ui.window import Window


def main(path: Path) -> None:
    """The unlock page has stood there a while, as it does while a passphrase is typed."""
    application = app.make_application(["caseman"])
    assert isinstance(application, QApplication)
    theme.load_fonts(application)
    window = Window(path, remembers=False)
    window.show()
    window.load_core()
    settle(window.runner)
    keyslots, data_key = unlocked(path)
    start = time.perf_counter()
    window.unlock_page.opened.emit(opened(path, keyslots, data_key))
    while not window.runner.idle:
        application.processEvents()
    application.processEvents()
    first = time.perf_counter() - start
    settle(window.runner)
    sys.stdout.write(f"{first:.4f} {resident():.1f}\n")
    window.lock()
    settle(window.runner)
    window.shut_down()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
