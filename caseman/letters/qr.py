"""QR codes, drawn module by module: reportlab's own drawing would name a font that is not embedded."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from caseman.later import later
from caseman.letters.page import Pages
from caseman.letters.places import Box
from caseman.letters.tags import Tag

if TYPE_CHECKING:
    from reportlab.graphics.barcode import qr
else:
    qr = later("reportlab.graphics.barcode.qr")

_QUIET: Final = 4  # modules of white on each side (ISO/IEC 18004)


def draw_qr(pages: Pages, text: str, x: float, y: float, side: float, level: str = "M") -> None:
    """A code with its quiet zone, its upper left corner at `x`, `y`; millimetres. `level` is L, M, Q or H."""
    code: Any = qr.QrCodeWidget(text, barLevel=level).qr  # type: ignore[attr-defined]
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
