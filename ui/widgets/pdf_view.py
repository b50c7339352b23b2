"""A letter inside the window, from memory; printed or saved only when asked."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QStackedLayout, QWidget

from caseman.errors import CasemanError
from caseman.services.letters import Letter, letter_to_print, note_output
from caseman.services.run_printing import PrintingChoice, printing_choice, remember_printing
from ui import theme
from ui.i18n import tell
from ui.printer_choice import put_into, read_out
from ui.printing import MemoryPdf, PdfDrawing, ask_for_printer, new_printer, print_pdf, save_pdf
from ui.session import OfficeSession
from ui.widgets.file_dialogs import ask_new_file
from ui.widgets.labels import Notice, label


class PdfView(QWidget):
    """Shows PDF bytes, fitted to the width; a sentence while there are none."""

    def __init__(self, when_empty: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pdf: MemoryPdf | None = None
        self._blank = QPdfDocument(self)
        self.view = QPdfView(self)
        self.view.setDocument(self._blank)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        # A bar that comes and goes changes the width that the page is fitted to, and so its own need: without end.
        self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.view.setAccessibleName(self.tr("Preview of the letter"))
        self._empty = label(when_empty, "quiet", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setMargin(theme.GAP)
        self._layout = QStackedLayout(self)
        self._layout.addWidget(self._empty)
        self._layout.addWidget(self.view)

    @property
    def pages(self) -> int:
        return self._pdf.document.pageCount() if self._pdf is not None else 0

    @property
    def message(self) -> str:
        """What stands in the place of a letter; empty while there is one."""
        return self._empty.text() if self._pdf is None else ""

    def show_pdf(self, pdf: bytes | None) -> None:
        """Show these bytes; None shows nothing."""
        old, self._pdf = self._pdf, None
        if pdf is not None:
            self._pdf = MemoryPdf(pdf, self)
            self.view.setDocument(self._pdf.document)
            self._layout.setCurrentWidget(self.view)
        else:
            self.view.setDocument(self._blank)
            self._layout.setCurrentWidget(self._empty)
        if old is not None:
            old.close()
            old.deleteLater()


class LetterOutput(QObject):
    """Prints or saves the letter that is chosen, and writes that into the trail."""

    def __init__(self, session: OfficeSession, notice: Notice, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._notice = notice
        self._window = parent
        self.letter: Letter | None = None

    def print_letter(self) -> None:
        """Through the system's print dialog; one that lacks its approval is refused before."""
        self._released(self._print)

    def ask_where(self) -> None:
        """Ask for the PDF's place, then save it; one that lacks its approval is refused before."""
        self._released(self._ask_where)

    def _released(self, go: Callable[[Letter], None]) -> None:
        letter = self._chosen()
        if letter is not None:
            self._session.read(
                letter_to_print, letter.case_number, letter.document_number, done=go, failed=self._refused
            )

    def _print(self, letter: Letter) -> None:
        self._session.read(printing_choice, done=lambda kept: self._choose_printer(letter, kept))

    def _choose_printer(self, letter: Letter, kept: PrintingChoice) -> None:
        printer = new_printer(letter.document_number)
        put_into(printer, kept)
        ask_for_printer(printer, self._window, lambda: self.print_on(letter, printer))

    def print_on(self, letter: Letter, printer: QPrinter) -> None:
        """Print on a printer that was chosen; one that is lost is told, and nothing is noted as printed."""
        self._session.read(remember_printing, read_out(printer), done=lambda _: None)
        PdfDrawing(letter.pdf, printer, self).begin(partial(self._printed, letter))

    def _printed(self, letter: Letter, taken: int, pages: int) -> None:
        if taken < pages:
            self._notice.tell(
                self.tr("The printer is gone; the letter is not noted as printed. Print it again."), bad=True
            )
            return
        self._note(letter, "printed")
        if letter.enclosed:
            told = self.tr("Papers that this letter encloses: {count}. Print them in the step “Letter”, too.")
            self._notice.tell(told.format(count=letter.enclosed))

    def _refused(self, error: CasemanError) -> None:
        self._notice.tell(tell(error.text), bad=True)

    def _ask_where(self, letter: Letter) -> None:
        title, name = self.tr("Save the letter"), f"{letter.document_number}.pdf"
        ask_new_file(self._window, title, lambda path: self.save(Path(path)), "pdf", at=name)

    def save(self, path: Path) -> None:
        """Save the chosen letter as a new file."""
        letter = self._chosen()
        if letter is None:
            return
        try:
            save_pdf(path, letter.pdf)
        except CasemanError as error:
            self._notice.tell(tell(error.text), bad=True)
            return
        self._note(letter, "saved")
        self._notice.tell(self.tr("Saved as {name}.").format(name=path.name))

    def _note(self, letter: Letter, how: str) -> None:
        self._session.change(note_output, letter.case_number, letter.document_number, how)

    def _chosen(self) -> Letter | None:
        if self.letter is None:
            self._notice.tell(self.tr("Choose a letter first."), bad=True)
        return self.letter


class SheetOutput(QObject):
    """Prints a sheet for the office's own use through the system's print dialog."""

    def __init__(self, parent: QWidget, title: str) -> None:
        super().__init__(parent)
        self._window = parent
        self._title = title

    def print_pdf(self, pdf: bytes, printed: Callable[[], None] = lambda: None) -> None:
        """Ask for the printer, and print."""
        print_pdf(pdf, self._title, self._window, printed)
