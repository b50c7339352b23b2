"""What reportlab draws pages with; loaded when the first page is drawn."""

from __future__ import annotations

import io

from reportlab import rl_config
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from caseman.letters.pdf_archive import VERSION, make_archival
from caseman.letters.structure import Structure
from caseman.letters.text_code import text_code

__all__ = ["VERSION", "Canvas", "Coded", "Color", "HexColor", "ImageReader", "Structure", "make_archival", "text_code"]

rl_config.useA85 = 0  # streams as they are: no need to write them in letters, which makes them a quarter longer


class Coded(ImageReader):
    """A JPEG that goes into the PDF as it is: reportlab would decode it once more, only to give it a name."""

    def __init__(self, coded: bytes) -> None:
        super().__init__(io.BytesIO(coded))
        self._coded = coded
        self._dataA = None  # nothing of it is transparent

    def getRGBData(self) -> bytes:  # noqa: N802  reportlab's name
        return self._coded
