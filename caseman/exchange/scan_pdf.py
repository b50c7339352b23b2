"""Reading PDFs with PDFium under limits. Only the worker process imports this; what it says is in codes and numbers."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from caseman.exchange.scan_pdf_copy import copy_pages, page_dicts
from caseman.exchange.scan_pdf_objects import Objects, UnreadableError, Value

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
    file_bytes: int  # of a copy


@dataclass(frozen=True)
class Answer:
    """Numbers, and the samples of a picture (RGB, eight bits each, no padding) where one was asked for."""

    numbers: tuple[int, ...]
    samples: Any = b""  # bytes or a ctypes array


def answer(question: Mapping[str, Any], data: bytes) -> Answer:
    """Do what the program asks. Raises `RefusedError`, and whatever a damaged file makes PDFium raise."""
    limits = Limits(**question["limits"])
    try:
        match question["verb"]:
            case "inspect":
                return inspect(data, limits)
            case "copy":
                return copy(data, limits, question["pages"])
            case _:
                return draw(data, limits, question["page"], question["max_px"])
    except UnreadableError as error:
        raise RefusedError("scan-unusual") from error


def inspect(data: bytes, limits: Limits) -> Answer:
    """Pages, and width and height of the first one in points.

    The pictures on all pages are measured, the first page is drawn.
    """
    with closing(_opened(data)) as pdf:
        pages = len(pdf)
        if pages > limits.pages:
            raise RefusedError("scan-too-many-pages")
        _refuse_parts(pdf)
        for index in range(pages):
            with closing(pdf[index]) as page:
                _check(page, limits)
                _refuse_annotations(page)
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


def copy(data: bytes, limits: Limits, pages: Sequence[int] | None) -> Answer:
    """The pages, or some (counted from 0), in a fresh document, with what was typed into forms drawn onto them.

    Only what they show is copied, see `copy_pages`. The same pages give the same bytes.
    """
    with closing(_opened(data)) as pdf, closing(pdfium.PdfDocument.new()) as fresh:
        wanted = list(range(len(pdf)) if pages is None else pages)
        for index in wanted:
            if not 0 <= index < len(pdf):
                raise RefusedError("scan-no-such-page", index, len(pdf))
            with closing(pdf[index]) as page:
                pdfium_c.FPDFPage_Flatten(page.raw, pdfium_c.FLAT_NORMALDISPLAY)  # its own wants a form to be there
        fresh.import_pages(pdf, wanted)
        copied = copy_pages(_written(fresh))
    if len(copied) > limits.file_bytes:
        raise RefusedError("scan-too-large")
    return Answer((len(wanted),), copied)


def _written(pdf: pdfium.PdfDocument) -> bytes:
    """A document as PDFium writes it."""
    out = BytesIO()
    pdf.save(out)
    return out.getvalue()


def _refuse_parts(pdf: pdfium.PdfDocument) -> None:
    """A script that runs by itself, or files inside the file, are nothing that a scanner makes.

    Those of a field or a link never leave the worker, because only what pages show is copied; this PDFium runs none.
    """
    if pdfium_c.FPDFDoc_GetJavaScriptActionCount(pdf.raw) > 0:
        raise RefusedError("scan-script")
    attached = pdfium_c.FPDFDoc_GetAttachmentCount(pdf.raw)
    if attached > 0:
        raise RefusedError("scan-attachments", attached)
    objects = Objects(_written(pdf))
    catalogue = objects.dictionary(objects.trailer.get(b"Root"))
    for part in (catalogue, *page_dicts(objects)):
        begun = [part.get(b"OpenAction"), *objects.dictionary(part.get(b"AA")).values()]
        if any(_is_script(objects, each) for each in begun):
            raise RefusedError("scan-script")
        files = objects.get(part.get(b"AF"))
        if files is not None:
            raise RefusedError("scan-attachments", len(files) if isinstance(files, list) else 1)


def _is_script(objects: Objects, action: Value | None) -> bool:
    """Whether an action, or one that follows it, is a script."""
    waiting = [action]
    for _ in range(_MOST_ACTIONS):
        if not waiting:
            return False
        found = objects.dictionary(waiting.pop())
        if objects.get(found.get(b"S")) == b"JavaScript" or b"JS" in found:
            return True
        following = objects.get(found.get(b"Next"))
        waiting += following if isinstance(following, list) else [] if following is None else [following]
    return True


def _refuse_annotations(page: pdfium.PdfPage) -> None:
    """Files pinned to a page."""
    for at in range(min(pdfium_c.FPDFPage_GetAnnotCount(page.raw), _MOST_ANNOTATIONS)):
        annotation = pdfium_c.FPDFPage_GetAnnot(page.raw, at)
        if not annotation:
            continue
        try:
            if pdfium_c.FPDFAnnot_GetSubtype(annotation) == pdfium_c.FPDF_ANNOT_FILEATTACHMENT:
                raise RefusedError("scan-attachments", 1)
        finally:
            pdfium_c.FPDFPage_CloseAnnot(annotation)


_MOST_ANNOTATIONS = 10_000
_MOST_ACTIONS = 100  # one after the other


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
