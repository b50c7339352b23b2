"""QR codes, drawn module by module: reportlab's own drawing would name a font that is not embedded."""

from __future__ import annotations

from itertools import groupby
from typing import Any, Final

from reportlab.graphics.barcode.qr import QrCodeWidget

from caseman.letters.page import Box, Pages
from caseman.letters.structure import Tag

_QUIET: Final = 4  # modules of white on each side (ISO/IEC 18004)


def draw_qr(pages: Pages, text: str, x: float, y: float, side: float, level: str = "M") -> None:
    """A code with its quiet zone, its upper left corner at `x`, `y`; millimetres. `level` is L, M, Q or H."""
    code: Any = QrCodeWidget(text, barLevel=level).qr  # type: ignore[attr-defined]
    code.make()
    count = code.getModuleCount()
    module = side / (count + 2 * _QUIET)
    with pages.element(Tag.FIGURE, text):
        for row in range(count):
            for dark, run in groupby(range(count), lambda column, row=row: code.isDark(row, column)):  # type: ignore[misc]
                columns = list(run)
                if dark:
                    at = x + (columns[0] + _QUIET) * module, y + (row + _QUIET) * module
                    pages.fill(Box(*at, len(columns) * module, module))
