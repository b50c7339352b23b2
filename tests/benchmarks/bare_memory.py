"""The memory of an empty window, in MiB."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

_KIB = 1024


def resident() -> float:
    """What this process holds in memory now, in MiB (Linux: VmRSS of proc(5))."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    (line,) = (line for line in lines if line.startswith("VmRSS:"))
    return int(line.split()[1]) / _KIB


if __name__ == "__main__":
    application = QApplication(sys.argv)
    window = QWidget()
    window.resize(1280, 800)
    window.show()
    QTimer.singleShot(500, application.quit)
    application.exec()
    sys.stdout.write(f"{resident():.1f}\n")
