"""Printing and saving PDF bytes: rendered from memory, with a neutral job title, no temporary file."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QObject, QRect, QSize, Signal
from PySide6.QtGui import QPainter
from PySide6.QtPdf import QPdfDocument, QPdfDocumentRenderOptions
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from ui.turns import next_turn
from ui.widgets.file_signs import tell_by_name

_FINEST = 600  # dots an inch
_BAND = 160  # dots: drawn in some 15 ms, so that the window is not held up


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
    """Ask for the printer through the system's dialog, and print. The job is titled with a number at most.

    `printed` is called once every page was taken; where the printer is lost before, it is not.
    """
    printer = new_printer(title)

    def ended(taken: int, pages: int) -> None:
        if taken == pages:
            printed()

    return ask_for_printer(printer, parent, lambda: PdfDrawing(pdf, printer, parent).begin(ended))


def ask_for_printer(printer: QPrinter, parent: QWidget, accepted: Callable[[], None]) -> QDialog:
    """The system's print dialog for a printer that is set up already; what is chosen in it stands in `printer`."""
    dialog = QPrintDialog(printer, parent)
    tell_by_name(dialog)
    dialog.accepted.connect(accepted)
    dialog.finished.connect(dialog.deleteLater)  # it looks at a folder, and again whenever a file there changes
    QDialog.open(dialog)
    return dialog


class PdfDrawing(QObject):
    """Draws every page at the printer's resolution, true to size, between the window's work.

    It ends by telling how many pages the printer took, and how many there were: fewer where it is lost. What goes with
    its parent before, as at a lock, is not printed.
    """

    _ended = Signal(int, int)

    def __init__(self, pdf: bytes, printer: QPrinter, parent: QObject) -> None:
        super().__init__(parent)
        printer.setFullPage(True)
        self._printer = printer
        self._painter = QPainter()
        self._source = MemoryPdf(pdf)
        self._steps = self._draw()
        self.destroyed.connect(partial(_give_up, self._painter, printer))

    def begin(self, ended: Callable[[int, int], None]) -> None:
        """Print; `ended` is called with the pages taken and all pages."""
        self._ended.connect(ended)
        next_turn(self, self._step)

    def _step(self) -> None:
        try:
            next(self._steps)
        except StopIteration as all_done:
            pages = self._source.document.pageCount()
            self._source.close()
            self._ended.emit(all_done.value, pages)
            self.deleteLater()
            return
        next_turn(self, self._step)

    def _draw(self) -> Generator[None, None, int]:
        """Yields behind each band; returns how many pages were taken."""
        taken = 0
        while taken < self._source.document.pageCount():
            if not (self._printer.newPage() if taken else self._painter.begin(self._printer)):
                break
            yield from draw_page(self._source, taken, self._painter, self._printer)
            taken += 1
        if self._painter.isActive():
            self._painter.end()
        return taken


def _give_up(painter: QPainter, printer: QPrinter) -> None:
    """Throw a job away that was not drawn to its end."""
    if painter.isActive():
        printer.abort()
        painter.end()


def draw_page(source: MemoryPdf, page: int, painter: QPainter, printer: QPrinter) -> Iterator[None]:
    """Draw one page at the printer's resolution, but no finer than 600 dots an inch; yields behind each band.

    A whole page of 1,200 dots an inch would take half a gigabyte, and one of 600 holds the window up for half a second.
    """
    points = source.document.pagePointSize(page)
    dots = min(printer.resolution(), _FINEST)
    whole = QSize(round(points.width() * dots / 72), round(points.height() * dots / 72))
    to_device = printer.resolution() / dots
    options = QPdfDocumentRenderOptions()
    options.setScaledSize(whole)
    for top in range(0, whole.height(), _BAND):
        band = QRect(0, top, whole.width(), min(_BAND, whole.height() - top))
        options.setScaledClipRect(band.adjusted(0, 0, 1, 1))  # Qt scales by what is between its first and last dot
        image = source.document.render(page, band.size(), options)
        upper, lower = round(top * to_device), round((top + band.height()) * to_device)
        painter.drawImage(QRect(0, upper, round(band.width() * to_device), lower - upper), image)
        yield


def save_pdf(path: Path, pdf: bytes) -> None:
    """Write a PDF to a new file, on purpose of the person. Raises `FileError` when it exists or cannot be written."""
    from caseman.bootstrap import write_file

    write_file(path, pdf)
