"""The application object, and the window's first moment. Only what the unlock page needs is imported here."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from ui import i18n, settings, theme
from ui.window import Window


def make_application(argv: Sequence[str]) -> QApplication:
    """The application in its style, language and type."""
    app = QApplication(list(argv))
    app.setApplicationName("caseman")
    app.setApplicationDisplayName("caseman")
    app.setDesktopFileName("caseman")
    i18n.install_language(settings.language())
    theme.apply_theme(app)
    app.styleHints().colorSchemeChanged.connect(lambda _scheme: theme.apply_theme(app))
    return app


def run(argv: Sequence[str]) -> int:
    """Show the window and run until it is closed."""
    app = make_application(argv)
    named = [Path(a) for a in argv[1:] if not a.startswith("-")]
    window = Window(named[0] if named else None)
    window.show()
    if os.environ.get("CASEMAN_QUIT_WHEN_SHOWN"):
        window.first_painted.connect(app.quit)
    else:
        QTimer.singleShot(0, window.load_core)
        QTimer.singleShot(0, lambda: theme.load_fonts(app))
    code = app.exec()
    window.shut_down()
    return code


if __name__ == "__main__":
    sys.exit(run(sys.argv))
