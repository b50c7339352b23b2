"""A recovery sheet, read as a person reads it."""

from __future__ import annotations

import re

import pypdfium2


def on_sheet(pdf: bytes) -> tuple[str, str]:
    """The code and the text of the QR code, as they stand on a recovery sheet."""
    document = pypdfium2.PdfDocument(pdf)
    text = document[0].get_textpage().get_text_range()
    document.close()
    code = re.search(r"(?:[0-9A-Z]{5}[-\s]+){7}[0-9A-Z]{5}", text)
    wrapped = re.search(r"CASEMAN1:[A-Z2-7\s]+", text)
    assert code
    assert wrapped
    return "-".join(re.findall("[0-9A-Z]{5}", code[0])), "".join(wrapped[0].split())
