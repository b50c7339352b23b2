"""Fonts made for tests: a square for each character, so small that what is wrong with one is on purpose."""

from __future__ import annotations

from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont

_EM = 1000


def write_font(
    path: Path,
    chars: str,
    *,
    name: str = "Made",
    empty: str = "",
    missing: str = "",
    sequences: tuple[tuple[str, str], ...] = (),
    no_width: str = "",
    embedding: int = 0,
    cff: bool = False,
) -> Path:
    """A font with these characters. `empty` ones have no outline, `missing` ones lead to glyph 0, `sequences` are
    variation sequences with a glyph of their own; `embedding` is the OS/2 table's fsType.
    """
    _built(chars, name, empty, missing, sequences, no_width, embedding, cff).save(path)
    return path


def write_collection(path: Path, *chars: str) -> Path:
    """A collection of fonts, one for each string."""
    collection = TTCollection()
    collection.fonts = [_built(each, f"Made{n}") for n, each in enumerate(chars)]
    collection.save(path)
    return path


def _built(
    chars: str, name: str, empty: str = "", missing: str = "", sequences: tuple[tuple[str, str], ...] = (),
    no_width: str = "", embedding: int = 0, cff: bool = False,
) -> TTFont:  # fmt: skip
    signs = [f"u{ord(char):X}" for char in chars]
    variants = [f"u{ord(char):X}.{ord(selector):X}" for char, selector in sequences]
    order = [".notdef", *signs, *variants]
    blank = {f"u{ord(char):X}" for char in empty}
    builder = FontBuilder(_EM, isTTF=not cff)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(
        dict(zip(map(ord, chars), signs, strict=True)) | dict.fromkeys(map(ord, missing), ".notdef"),
        uvs=[(ord(c), ord(s), v) for (c, s), v in zip(sequences, variants, strict=True)],
    )
    sides = {glyph: 100 + 40 * number for number, glyph in enumerate(order)}
    if cff:
        strings = {glyph: _square(T2CharStringPen(_EM, None), side).getCharString() for glyph, side in sides.items()}
        builder.setupCFF(name, {"FullName": name}, strings, {})
    else:
        builder.setupGlyf(
            {g: (TTGlyphPen(None) if g in blank else _square(TTGlyphPen(None), s)).glyph() for g, s in sides.items()}
        )
    narrow = {f"u{ord(char):X}" for char in no_width}
    builder.setupHorizontalMetrics({glyph: (0 if glyph in narrow else _EM, 50) for glyph in order})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": name, "styleName": "Regular", "psName": name})
    builder.setupOS2(sTypoAscender=880, fsType=embedding)
    builder.setupPost()
    return builder.font


def _square(pen: TTGlyphPen | T2CharStringPen, side: int) -> TTGlyphPen | T2CharStringPen:
    pen.moveTo((50, 0))
    for corner in ((50, side), (50 + side, side), (50 + side, 0)):
        pen.lineTo(corner)
    pen.closePath()
    return pen
