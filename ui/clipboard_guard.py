"""What is copied from an open office: marked as secret for clipboard managers, and cleared again."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

_KEPT_MS = 60_000
# KDE's Klipper and those that follow it; Windows' clipboard history and cloud clipboard; macOS by nspasteboard.org.
_MARKS = {
    "x-kde-passwordManagerHint": b"secret",
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"1",
    'application/x-qt-windows-mime;value="Clipboard Viewer Ignore"': b"1",
    'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"': b"\0\0\0\0",
    "application/x-nspasteboard-concealed-type": b"1",
}
_MODES = (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection)


class ClipboardGuard(QObject):
    """Watches the clipboard while an office is open. What other programs copied is left alone."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clipboard = QGuiApplication.clipboard()
        self._watching = False
        self._ours: dict[QClipboard.Mode, str] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_KEPT_MS)
        self._timer.timeout.connect(self.clear)

    def start(self) -> None:
        """An office is open."""
        if not self._watching:
            self._watching = True
            self._clipboard.changed.connect(self._changed)

    def stop(self) -> None:
        """The office is closed: take back what was copied from it."""
        if self._watching:
            self._watching = False
            self._clipboard.changed.disconnect(self._changed)
            self.clear()

    def clear(self) -> None:
        """Empty the clipboard where it still holds what was copied here."""
        self._timer.stop()
        for mode, text in tuple(self._ours.items()):
            if self._owns(mode) and self._clipboard.text(mode) == text:
                self._clipboard.clear(mode)
        self._ours.clear()

    def _changed(self, mode: QClipboard.Mode) -> None:
        if mode not in _MODES or not self._owns(mode):
            return
        copied = self._clipboard.mimeData(mode)
        if copied is None or not copied.hasText() or copied.hasFormat(next(iter(_MARKS))):
            return
        marked = QMimeData()
        marked.setText(copied.text())
        for name, value in _MARKS.items():
            marked.setData(name, value)
        self._ours[mode] = copied.text()
        self._clipboard.setMimeData(marked, mode)
        self._timer.start()

    def _owns(self, mode: QClipboard.Mode) -> bool:
        """Whether this program copied it. A platform without a screen has a clipboard of its own, and never says so."""
        if QGuiApplication.platformName() == "offscreen":
            return True
        return self._clipboard.ownsSelection() if mode is QClipboard.Mode.Selection else self._clipboard.ownsClipboard()
