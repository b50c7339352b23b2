"""Puts the sheets of a print run on paper, one after the other, while the window goes on working.

The sheets go to the printer as jobs of some twenty, each ending with a letter: a sheet is on its way only when its job
is handed over, and a run that stops goes on behind the last job that was.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from ui.printing import MemoryPdf, draw_page

if TYPE_CHECKING:
    from caseman.domain.print_plan import Sheet
    from caseman.services.run_papers import RunPapers

_JOB: Final = 20  # sheets
_BAD: Final = (QPrinter.PrinterState.Aborted, QPrinter.PrinterState.Error)


class RunPrinter(QObject):
    """Prints some of a run's sheets. It ends with exactly one of `finished` and `stopped`."""

    moved = Signal(int)  # this sheet is drawn
    kept = Signal(int)  # the sheets up to this one were handed over to the printer
    finished = Signal(int)  # all that was asked for was handed over; its last sheet
    stopped = Signal(int, bool)  # the first sheet that was not, and whether the printer is lost

    def __init__(
        self, papers: RunPapers, sheets: Sequence[Sheet], printer: QPrinter, *, duplex: bool, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._papers = papers
        self._sheets = list(sheets)
        self._printer = printer
        self._duplex = duplex
        self._at = 0  # the place of the next sheet to draw
        self._from = 0  # the place of the first sheet of the job under way
        self._painter: QPainter | None = None
        self._source: tuple[int, MemoryPdf] | None = None
        self._drawing: Generator[None, None, bool] | None = None  # the sheet under way
        self._pausing = False
        printer.setDocName(papers.run)
        printer.setFullPage(True)

    def begin(self) -> None:
        """Print; the first sheet is drawn when the window has nothing else to do."""
        QTimer.singleShot(0, self, self._step)

    def pause(self) -> None:
        """Stop behind the sheet under way; what is drawn goes to the printer."""
        self._pausing = True

    def abort(self) -> None:
        """Stop at once; the job under way is thrown away, and nothing is told. For a window that closes."""
        self._sheets = []
        if self._painter is not None:
            self._printer.abort()
        self._close()

    def _step(self) -> None:
        if not self._sheets:
            return
        if self._pausing and self._drawing is None:
            self._hand_over()
            self.stopped.emit(self._number(self._at), False)
            return
        if self._drawing is None:
            self._drawing = self._draw(self._sheets[self._at])
        try:
            next(self._drawing)
        except StopIteration as ended:
            self._drawing = None
            if not ended.value:
                self._lose()
                return
        else:
            QTimer.singleShot(0, self, self._step)
            return
        self.moved.emit(self._sheets[self._at].number)
        self._at += 1
        last = self._at == len(self._sheets)
        if (last or self._job_is_full()) and not self._hand_over():
            self._lose()
            return
        if last:
            self.finished.emit(self._sheets[-1].number)
            return
        QTimer.singleShot(0, self, self._step)

    def _draw(self, sheet: Sheet) -> Generator[None, None, bool]:
        """Draw one sheet, both its sides, band by band. False where the printer does not take it."""
        if self._painter is None:
            self._from = self._at
            painter = QPainter()
            if not self._is_there() or not painter.begin(self._printer):
                return False
            self._painter = painter
        elif not self._printer.newPage():
            return False
        source = self._document(sheet.document)
        for side, page in enumerate(sheet.pages):
            if side and not self._printer.newPage():
                return False
            yield from draw_page(source, page, self._painter, self._printer)
        if self._duplex and len(sheet.pages) == 1 and self._at + 1 < len(self._sheets):
            return bool(self._printer.newPage())  # the back stays empty
        return self._printer.printerState() not in _BAD

    def _hand_over(self) -> bool:
        """End the job under way, so that the printer gets it. False where it did not."""
        if self._painter is None:
            return True
        there = self._is_there()
        ended = self._painter.end() if there else False
        good = there and ended and self._printer.printerState() not in _BAD
        if good:
            self._painter = None
            self.kept.emit(self._sheets[self._at - 1].number)
        return good

    def _lose(self) -> None:
        """The job under way never reached the printer: all its sheets are printed again."""
        number = self._number(self._from)
        self._printer.abort()
        self._close()
        self.stopped.emit(number, True)

    def _job_is_full(self) -> bool:
        """A job ends with a document. One that is written into a file is a single job: the next would overwrite it."""
        if self._printer.outputFileName():
            return False
        ends = self._sheets[self._at].document != self._sheets[self._at - 1].document
        return ends and self._at - self._from >= _JOB

    def _is_there(self) -> bool:
        name = self._printer.printerName()
        return not name or bool(self._printer.outputFileName()) or name in QPrinterInfo.availablePrinterNames()

    def _document(self, at: int) -> MemoryPdf:
        if self._source is None or self._source[0] != at:
            if self._source is not None:
                self._source[1].close()
            self._source = (at, MemoryPdf(self._papers.documents[at].pdf))
        return self._source[1]

    def _number(self, place: int) -> int:
        return self._sheets[min(place, len(self._sheets) - 1)].number

    def _close(self) -> None:
        self._drawing = None
        if self._painter is not None and self._painter.isActive():
            self._painter.end()
        self._painter = None
        if self._source is not None:
            self._source[1].close()
            self._source = None
