"""A process that prints sheets through CUPS: `python -m tests.e2e.cups_session QUEUE PDF…`, with CUPS_SERVER set.

CUPS looks at its server once in a process, so the queue of a test needs a process of its own.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QApplication

from caseman.letters.counting import count_pages
from caseman.services.run_papers import RunDocument, RunPapers
from ui.printing import new_printer
from ui.run_printer import RunPrinter


def main(queue: str, *paths: str) -> int:
    """Print, and tell how it ended."""
    app = QApplication(["caseman"])
    found = QPrinterInfo.availablePrinterNames()
    pdfs = [Path(path).read_bytes() for path in paths]
    papers = RunPapers("R-2026-001", tuple(RunDocument("", "", count_pages(pdf), pdf) for pdf in pdfs))
    printer = new_printer(papers.run)
    printer.setPrinterName(queue)
    sheets = papers.sheets(duplex=False)
    run = RunPrinter(papers, sheets, printer, duplex=False, parent=app)
    ended: list[str] = []
    run.kept.connect(lambda sheet: ended.append(f"kept {sheet}"))
    run.finished.connect(lambda sheet: ended.append(f"finished {sheet}"))
    run.stopped.connect(lambda sheet, lost: ended.append(f"stopped {sheet} {lost}"))
    run.finished.connect(lambda _sheet: app.quit())
    run.stopped.connect(lambda *_: app.quit())
    run.begin()
    app.exec()
    native = printer.outputFormat() is QPrinter.OutputFormat.NativeFormat
    sys.stdout.write("\n".join([f"queues {found}", f"native {native}", f"dots {printer.resolution()}", *ended]) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
