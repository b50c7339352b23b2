"""The least a PySide6 program can do that asks for something: a window of the same size with a word, a field and a
button; it ends once it was painted.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget


class BareWindow(QWidget):
    """A field to type into, and a button."""

    def __init__(self) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        for widget in (QLabel("Passphrase"), QLineEdit(), QPushButton("Open")):
            layout.addWidget(widget)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        super().paintEvent(event)
        QTimer.singleShot(0, QApplication.quit)


if __name__ == "__main__":
    app = QApplication(sys.argv)
    window = BareWindow()
    window.resize(1280, 800)
    window.show()
    sys.exit(app.exec())
