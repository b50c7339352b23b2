"""Printing and saving PDF bytes: rendered from memory, with a neutral job title, no temporary file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QObject, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget


class MemoryPdf(QObject):
    """A PDF document read from bytes in memory."""

    def __init__(self, pdf: bytes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._buffer = QBuffer(self)
        self._buffer.setData(pdf)  # given to the constructor, a temporary array crashed
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document = QPdfDocument(self)
        self.document.load(self._buffer)

    def close(self) -> None:
        """Let go of document and bytes, in this order."""
        self.document.close()
        self._buffer.close()


def print_pdf(pdf: bytes, title: str, parent: QWidget, printed: Callable[[], None]) -> QDialog:
    """Ask for the printer through the system's dialog, and print. The job is titled with a number at most."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setCreator("caseman")
    dialog = QPrintDialog(printer, parent)

    def go() -> None:
        draw_pdf(pdf, printer)
        printed()

    dialog.accepted.connect(go)
    QDialog.open(dialog)
    return dialog


def draw_pdf(pdf: bytes, printer: QPrinter) -> int:
    """Draw every page at the printer's resolution, true to size; returns how many."""
    printer.setFullPage(True)
    source = MemoryPdf(pdf)
    pages = source.document.pageCount()
    painter = QPainter(printer)
    try:
        for page in range(pages):
            if page:
                printer.newPage()
            points = source.document.pagePointSize(page)
            scale = printer.resolution() / 72
            size = QSize(round(points.width() * scale), round(points.height() * scale))
            image = source.document.render(page, size)
            painter.drawImage(QRectF(0, 0, size.width(), size.height()), image)
    finally:
        painter.end()
        source.close()
    return pages


def save_pdf(path: Path, pdf: bytes) -> None:
    """Write a PDF to a new file, on purpose of the person. Raises `FileError` when it exists or cannot be written."""
    from caseman.bootstrap import write_file

    write_file(path, pdf)
