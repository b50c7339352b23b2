"""Type: BIZ UD Mincho and Gothic, embedded as subsets; other fonts of the machine for what they lack.

A character that no font holds is named and refused: a blank box is never printed.
"""

from __future__ import annotations

import io
import re
import sys
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from caseman.errors import InputError
from caseman.text import T

MINCHO, GOTHIC, GOTHIC_BOLD = "BIZUDMincho", "BIZUDGothic", "BIZUDGothic-Bold"
# Their Latin letters have widths of their own, as English needs.
MINCHO_P, GOTHIC_P, GOTHIC_P_BOLD = "BIZUDPMincho", "BIZUDPGothic", "BIZUDPGothic-Bold"
_SHIPPED = {
    MINCHO: "BIZUDMincho-Regular.ttf",
    GOTHIC: "BIZUDGothic-Regular.ttf",
    GOTHIC_BOLD: "BIZUDGothic-Bold.ttf",
    MINCHO_P: "BIZUDPMincho-Regular.ttf",
    GOTHIC_P: "BIZUDPGothic-Regular.ttf",
    GOTHIC_P_BOLD: "BIZUDPGothic-Bold.ttf",
}
# In this order: fonts with many name kanji first. reportlab embeds TrueType outlines only.
_ELSEWHERE = {
    "linux": (
        "/usr/share/fonts/truetype/ipamj/ipamjm.ttf",
        "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf",
    ),
    "win32": ("C:/Windows/Fonts/ipamjm.ttf", "C:/Windows/Fonts/yumin.ttf", "C:/Windows/Fonts/malgun.ttf"),
    "darwin": ("/Library/Fonts/ipamjm.ttf", "/System/Library/Fonts/Supplemental/Arial Unicode.ttf"),
}
_FIVE_DIGITS = re.compile("<([0-9A-F]{5,6})>")
_COMPOSABLE = re.compile("[^\uf900-\ufaff\U0002f800-\U0002fa1f]+")  # NFC would put another kanji for these


@dataclass(frozen=True)
class Face:
    """A registered font: its name for drawing, its glyphs, its widths in thousandths of the size."""

    name: str
    glyphs: frozenset[int]
    widths: dict[int, float]
    default: float

    def width(self, char: str) -> float:
        return self.widths.get(ord(char), self.default)


@cache
def face(name: str) -> Face:
    """One of the fonts that ship, registered on first use (about 90 ms)."""
    data = (files("resources") / "fonts" / "bizud" / _SHIPPED[name]).read_bytes()
    return _register(name, io.BytesIO(data))


@cache
def elsewhere() -> tuple[Face, ...]:
    """Fonts of this machine that help out, in the declared order."""
    found = []
    for position, path in enumerate(_ELSEWHERE.get(sys.platform, ())):
        if Path(path).is_file():
            try:
                found.append(_register(f"elsewhere{position}", path))
            except TTFError:
                continue
    return tuple(found)


def face_for(char: str, name: str) -> Face:
    """The face that draws a character: the wanted one, or the first that has it.

    Raises `InputError` naming the character when none does. A private-use character (外字) is always refused: each
    font means another sign by it.
    """
    wanted = face(name)
    if ord(char) in wanted.glyphs:
        return wanted
    others = () if unicodedata.category(char) == "Co" else elsewhere()
    for other in others:
        if ord(char) in other.glyphs:
            return other
    raise InputError(
        "no-glyph",
        T(
            "No font here has the character “{char}” (U+{code}). Install a font that has it (such as IPAmj Mincho), "
            "or write it another way.",
            char=char,
            code=f"{ord(char):04X}",
        ),
        field="text",
    )


def drawable(text: str) -> str:
    """A text without what cannot be seen: controls, zero-width and direction signs; marks joined to their letters.

    Compatibility kanji such as 神 (U+FA19) stay as they were written. Variation selectors are left out of the drawing
    as well: TrueType embedding here has no access to the variant, so the base form is printed.
    """
    composed = _COMPOSABLE.sub(lambda found: unicodedata.normalize("NFC", found[0]), text)
    return "".join(c for c in composed if c == "\n" or not _unseen(c))


def _unseen(char: str) -> bool:
    code = ord(char)
    selector = 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF
    return selector or unicodedata.category(char) in ("Cc", "Cf", "Cs")


class _Font(TTFont):
    """A font whose text reads back: reportlab writes kanji beyond U+FFFF in five digits, where UTF-16 is due."""

    def addObjects(self, doc: Any) -> None:  # noqa: N802  reportlab's name
        super().addObjects(doc)
        for name, stream in doc.idToObject.items():
            if name.startswith("toUnicodeCMap:"):
                stream.content = _FIVE_DIGITS.sub(_in_utf_16, stream.content)


def _in_utf_16(found: re.Match[str]) -> str:
    return f"<{chr(int(found[1], 16)).encode('utf-16-be').hex().upper()}>"


def _register(name: str, source: Any) -> Face:
    font = _Font(name, source)
    pdfmetrics.registerFont(font)
    inner = font.face
    return Face(name, frozenset(inner.charToGlyph), inner.charWidths, inner.defaultWidth)
