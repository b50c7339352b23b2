"""Printing and saving PDF bytes: rendered from memory, with a neutral job title, no temporary file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QObject, QRect, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtPdf import QPdfDocument, QPdfDocumentRenderOptions
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

_FINEST = 600  # dots an inch
_BAND = 1024  # dots


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


def new_printer(title: str) -> QPrinter:
    """A printer at its full resolution, for a job that is titled with a number at most."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setCreator("caseman")
    return printer


def print_pdf(pdf: bytes, title: str, parent: QWidget, printed: Callable[[], None]) -> QDialog:
    """Ask for the printer through the system's dialog, and print. The job is titled with a number at most."""
    printer = new_printer(title)

    def go() -> None:
        draw_pdf(pdf, printer)
        printed()

    return ask_for_printer(printer, parent, go)


def ask_for_printer(printer: QPrinter, parent: QWidget, accepted: Callable[[], None]) -> QDialog:
    """The system's print dialog for a printer that is set up already; what is chosen in it stands in `printer`."""
    dialog = QPrintDialog(printer, parent)
    dialog.accepted.connect(accepted)
    QDialog.open(dialog)
    return dialog


def draw_pdf(pdf: bytes, printer: QPrinter) -> int:
    """Draw every page at the printer's resolution, true to size; returns how many it took: fewer where it is lost."""
    printer.setFullPage(True)
    source = MemoryPdf(pdf)
    pages = source.document.pageCount()
    painter = QPainter()
    taken = 0
    try:
        while taken < pages and (printer.newPage() if taken else painter.begin(printer)):
            draw_page(source, taken, painter, printer)
            taken += 1
    finally:
        if painter.isActive():
            painter.end()
        source.close()
    return taken


def draw_page(source: MemoryPdf, page: int, painter: QPainter, printer: QPrinter) -> None:
    """Draw one page at the printer's resolution, but no finer than 600 dots an inch, band by band.

    A whole page of 1,200 dots an inch would take half a gigabyte.
    """
    points = source.document.pagePointSize(page)
    dots = min(printer.resolution(), _FINEST)
    whole = QSize(round(points.width() * dots / 72), round(points.height() * dots / 72))
    to_device = printer.resolution() / dots
    options = QPdfDocumentRenderOptions()
    options.setScaledSize(whole)
    for top in range(0, whole.height(), _BAND):
        band = QRect(0, top, whole.width(), min(_BAND, whole.height() - top))
        options.setScaledClipRect(band)
        image = source.document.render(page, band.size(), options)
        place = QRectF(0, top * to_device, band.width() * to_device, band.height() * to_device)
        painter.drawImage(place, image)


def save_pdf(path: Path, pdf: bytes) -> None:
    """Write a PDF to a new file, on purpose of the person. Raises `FileError` when it exists or cannot be written."""
    from caseman.bootstrap import write_file

    write_file(path, pdf)
