"""How many pages a PDF has, by another reader than the one that drew it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from caseman.later import later

if TYPE_CHECKING:
    import pypdfium2
else:
    pypdfium2 = later("pypdfium2")


def count_pages(pdf: bytes) -> int:
    """The number of pages of a PDF of our own."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()
