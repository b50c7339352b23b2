"""A line of text in the language of a page's content (ISO 32000-1, 9.4): what reportlab's `drawString` writes of it.

The same bytes without its detours (it measures each line again, and makes an object for each), which are a sixth of
what a letter costs.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

from reportlab.lib.rl_accel import escapePDF, fp_str
from reportlab.pdfbase import pdfmetrics

_LEADING: Final = 1.2  # of the size, as reportlab's canvas has it
_SIGNS: Final = tuple(str(escapePDF(bytes((code,)))) for code in range(256))


def text_code(document: Any, face: str, size: float, x: float, y: float, signs: str, spread: float = 0.0) -> str:
    """Signs of one registered font with their left end at x and y, in points; `spread` comes between them."""
    font: Any = pdfmetrics.getFont(face)
    shown, last = [], -1
    for subset, codes in font.splitString(signs, document):
        if subset != last:
            name = font.getSubsetInternalName(subset, document)
            shown.append(f"{name} {_number(size)} Tf {_number(size * _LEADING)} TL")
            last = subset
        shown.append(f"({''.join([_SIGNS[code] for code in codes])}) Tj")
    line = f"BT 1 0 0 1 {_number(x)} {_number(y)} Tm"
    if spread:
        return f"{line} {_number(spread)} Tc {' '.join(shown)} T* 0 Tc ET"
    return f"{line} {' '.join(shown)} T* ET"


@lru_cache(10_000)
def _number(value: float) -> str:
    """As reportlab writes numbers; the places and sizes of a letter are those of the next."""
    return str(fp_str(value))
