"""Whether somebody sits before the window: while an office is open, everything that tells otherwise locks it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.idle import IdleWatch

if TYPE_CHECKING:
    from ui.clipboard_guard import ClipboardGuard
    from ui.desktop_watch import DesktopWatch


class Presence(QObject):
    """The idle time, the desktop's word, and the clipboard, which is emptied when nobody is there any more.

    `gone` carries a code for the log.
    """

    gone = Signal(str)
    rested = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.idle = IdleWatch(self)
        self.idle.passed.connect(lambda: self.gone.emit("idle"))
        self.idle.rested.connect(self.rested)
        self.desktop: DesktopWatch | None = None
        self.clipboard: ClipboardGuard | None = None

    def prepare(self) -> None:
        """Ask the desktop's bus for its signals, which takes a while: while the passphrase is typed."""
        if self.desktop is None:
            from ui.clipboard_guard import ClipboardGuard
            from ui.desktop_watch import DesktopWatch

            self.desktop = DesktopWatch(self)
            self.desktop.leaving.connect(self.gone)
            self.clipboard = ClipboardGuard(self)

    def start(self, window_id: int) -> None:
        """An office is open: the screen's lock, the computer's sleep and idle time count."""
        self.prepare()
        assert self.desktop is not None
        assert self.clipboard is not None
        self.clipboard.start()
        self.desktop.watch_window(window_id)
        self.idle.start()

    def stop(self) -> None:
        """The office is being closed."""
        self.idle.stop()
        if self.clipboard is not None:
            self.clipboard.stop()
