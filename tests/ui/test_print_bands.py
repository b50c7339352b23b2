"""A page that is printed in bands is the page: no band stands higher or lower than it does in the whole."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocumentRenderOptions
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from caseman.domain.letters import LetterKind
from caseman.letters.render import render_letter
from tests.letters.paper import facts
from ui.printing import MemoryPdf, draw_page

_INK = 128  # darker than this
_ROUNDED = 40  # shades of 255 by which an edge may differ at a seam; a line that moved differs by all of them


@pytest.mark.parametrize("dots", [300, 550])
def test_the_bands_of_a_page_are_the_page(qapp: QApplication, dots: int) -> None:
    del qapp
    source = MemoryPdf(render_letter(facts(LetterKind.DISCLOSURE)))
    points = source.document.pagePointSize(0)
    size = QSize(round(points.width() * dots / 72), round(points.height() * dots / 72))
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setResolution(dots)
    assert printer.resolution() == dots
    whole, drawn = (QImage(size, QImage.Format.Format_RGB32) for _ in range(2))
    for image in (whole, drawn):
        image.fill(Qt.GlobalColor.white)
    painter = QPainter(whole)
    painter.drawImage(0, 0, source.document.render(0, size, QPdfDocumentRenderOptions()))
    painter.end()
    painter = QPainter(drawn)
    bands = sum(1 for _ in draw_page(source, 0, painter, printer))
    painter.end()
    source.close()
    assert bands > 10
    assert sum(1 for row in _rows(whole) if min(row) < _INK) > size.height() / 10, "there is something to compare"
    painter = QPainter(drawn)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Difference)
    painter.drawImage(0, 0, whole)
    painter.end()
    assert max(max(row) for row in _rows(drawn)) <= _ROUNDED


def _rows(image: QImage) -> list[bytes]:
    lines = image.convertToFormat(QImage.Format.Format_Grayscale8)
    return [bytes(memoryview(lines.constScanLine(y)))[: lines.width()] for y in range(lines.height())]  # type: ignore[arg-type]
