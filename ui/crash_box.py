"""What is said of a bug: that there was one, and where, without any case data."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMessageBox, QWidget


class CrashBox(QMessageBox):
    """Says that something unexpected happened, by the class of the error and its line alone."""

    def __init__(self, where: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTextFormat(self.textFormat().PlainText)
        self.setIcon(QMessageBox.Icon.Critical)
        self.setWindowTitle("caseman")
        told = QCoreApplication.translate(
            "Window",
            "Something unexpected happened, and the file was locked. What was acknowledged is saved.\n"
            "Please report this line:",
        )
        self.setText(f"{told}\n\n{where}")
