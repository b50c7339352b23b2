"""Reading PDFs with PDFium under limits. Only the worker process imports this; what it says is in codes and numbers."""

from __future__ import annotations

import math
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

_PROBE_PX = 200  # longer side of the trial rendering of the first page


class RefusedError(Exception):
    """The file is refused: a code, and the numbers that the sentence for it tells."""

    def __init__(self, code: str, *numbers: int) -> None:
        super().__init__(code)
        self.code = code
        self.numbers = numbers


@dataclass(frozen=True)
class Limits:
    """What one PDF may ask for."""

    pages: int
    page_pixels: int  # of one picture on a page
    page_objects: int  # lines, letters and pictures of one page


@dataclass(frozen=True)
class Answer:
    """Numbers, and the samples of a picture (RGB, eight bits each, no padding) where one was asked for."""

    numbers: tuple[int, ...]
    samples: Any = b""  # bytes or a ctypes array


def answer(question: Mapping[str, Any], data: bytes) -> Answer:
    """Do what the program asks. Raises `RefusedError`, and whatever a damaged file makes PDFium raise."""
    limits = Limits(**question["limits"])
    if question["verb"] == "inspect":
        return inspect(data, limits)
    return draw(data, limits, question["page"], question["max_px"])


def inspect(data: bytes, limits: Limits) -> Answer:
    """Pages, and width and height of the first one in points.

    The pictures on all pages are measured, the first page is drawn.
    """
    with closing(_opened(data)) as pdf:
        pages = len(pdf)
        if pages > limits.pages:
            raise RefusedError("scan-too-many-pages")
        for index in range(pages):
            with closing(pdf[index]) as page:
                _check(page, limits)
        with closing(pdf[0]) as page:
            width, height = page.get_size()
            _draw(page, _PROBE_PX)
    return Answer((pages, round(width), round(height)))


def draw(data: bytes, limits: Limits, index: int, max_px: int) -> Answer:
    """One page (counted from 0), drawn to fill `max_px`: its width, height and samples."""
    with closing(_opened(data)) as pdf:
        if not 0 <= index < len(pdf):
            raise RefusedError("scan-no-such-page", index, len(pdf))
        with closing(pdf[index]) as page:
            _check(page, limits)
            return _draw(page, max_px)


def _opened(data: bytes) -> pdfium.PdfDocument:
    """Refuses an encrypted document, also one that opens without a password."""
    try:
        pdf = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if error.err_code in (pdfium_c.FPDF_ERR_PASSWORD, pdfium_c.FPDF_ERR_SECURITY):
            raise RefusedError("scan-protected") from error
        raise
    if pdfium_c.FPDF_GetSecurityHandlerRevision(pdf) != -1:
        pdf.close()
        raise RefusedError("scan-protected")
    pdf.init_forms()  # what was typed into a form is drawn too; this PDFium has no JavaScript
    return pdf


def _check(page: pdfium.PdfPage, limits: Limits) -> None:
    if pdfium_c.FPDFPage_CountObjects(page) > limits.page_objects:
        raise RefusedError("scan-too-intricate")
    for picture in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE]):
        width, height = picture.get_px_size()
        if width * height > limits.page_pixels:
            raise RefusedError("scan-too-many-pixels", width, height)


def _draw(page: pdfium.PdfPage, max_px: int) -> Answer:
    scale = max_px / max(page.get_size())
    # PDFium rounds up: stay a hair below so that the longer side never exceeds max_px.
    bitmap = page.render(scale=math.nextafter(scale, 0), rev_byteorder=True)
    with closing(bitmap):  # its samples are memory of Python's own, which stays
        return Answer((bitmap.width, bitmap.height), bitmap.buffer)
