"""QR codes on a scanned page."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from caseman.later import later

if TYPE_CHECKING:
    import zxingcpp
    from PIL import Image
else:
    zxingcpp = later("zxingcpp")


_MOST: Final = 20
_LONGEST: Final = 500
_QR: Final = "QRCode"


def read_codes(picture: Image.Image) -> tuple[str, ...]:
    """What the QR codes on a page say: turned, skewed, inverted or speckled ones too; at most twenty, no sign unseen.

    A second look, with another threshold, is for faint prints.
    """
    grey = picture if picture.mode == "L" else picture.convert("L")
    wanted = zxingcpp.barcode_formats_from_str(_QR)
    for binarizer in (zxingcpp.Binarizer.LocalAverage, zxingcpp.Binarizer.GlobalHistogram):
        try:
            found = zxingcpp.read_barcodes(grey, formats=wanted, binarizer=binarizer)
        except Exception:  # noqa: BLE001  whatever a strange picture makes the reader raise, there is no code
            return ()
        texts = [_visible(each.text) for each in found[:_MOST] if each.valid]
        if texts:
            return tuple(dict.fromkeys(filter(None, texts)))
    return ()


def _visible(text: str) -> str:
    return "".join(c for c in text[:_LONGEST] if unicodedata.category(c) not in ("Cc", "Cf", "Cs")).strip()
