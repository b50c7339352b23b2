"""A font file made ready for drawing: which characters it really shows, how it is embedded, how its text reads back."""

from __future__ import annotations

import io
import unicodedata
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import groupby
from typing import Any, Final

from reportlab.pdfbase import pdfdoc, pdfmetrics
from reportlab.pdfbase.ttfonts import TTFNameBytes, TTFont

from caseman.letters import font_tables

_PRIVATE: Final = 0xF0000  # where signs are numbered that have no character of their own; never read from a text
_SHOWN_BY_NOTHING: Final = frozenset({0x115F, 0x1160, 0x2800, 0x3164, 0xFFA0})  # fillers and the blank Braille cell
_BLOCK: Final = 100  # the most entries of one bfchar section (ISO 32000-1, 9.10.3, after Adobe Technical Note 5014)
_SUBSET: Final = 256  # signs of one file of a font
_named: dict[bytes, int] = {}  # how many registered fonts bear a PostScript name


class DamagedFontError(Exception):
    """A font whose tables cannot be read."""


class LockedFontError(Exception):
    """A font whose maker does not allow embedding."""


class EmbeddedFont(TTFont):
    """A font of reportlab's that can also draw glyphs without a character, and whose text reads back exactly.

    Glyphs are reached through private signs that are made up here; the document maps each back to the text it stands
    for, with a variation selector where there was one. Beyond U+FFFF the map is in UTF-16, as ISO 32000-1 asks.
    """

    inner: Any  # reportlab's face, which has no types

    def __init__(self, name: str, data: bytes, index: int = 0) -> None:
        # asciiReadable would put all of ASCII into each letter, and most letters into two files of a font
        super().__init__(name, io.BytesIO(data), subfontIndex=index, asciiReadable=False, shapable=False)
        face: Any = self.face
        count = _named.get(bytes(face.name), 0)
        _named[bytes(face.name)] = count + 1
        if count:  # reportlab takes two fonts of one name for the same
            face.name = TTFNameBytes(face.name + f"-{count + 1}".encode())
        self.inner = face
        self._outlines: bytes = face.get_table("glyf")
        self._table_of = face.get_table
        face.get_table = self._table
        self._signs: dict[tuple[int, str], str] = {}
        self._texts: dict[int, str] = {}

    def _table(self, tag: str) -> bytes:
        """A table of the file; the outlines are not copied anew for each letter."""
        return self._outlines if tag == "glyf" else bytes(self._table_of(tag))

    def embeds(self, char: str) -> bool:
        """Whether the outline of a character can be taken out of the font; a damaged one cannot."""
        try:
            self.inner.makeSubset([ord(char)])
        except Exception:  # noqa: BLE001  whatever reportlab stumbles over in a file from elsewhere
            return False
        return True

    def splitString(self, text: str, doc: Any, encoding: str = "utf-8") -> list[tuple[int, bytes]]:  # noqa: N802
        """As reportlab's, which looks at each sign by turns: here only at those that the document has not had yet."""
        signs = text.replace("\xa0", " ")
        state: Any = self.state.get(doc)
        known: dict[int, int] = {} if state is None else state.assignments
        codes = [*map(ord, signs)]
        if fresh := [code for code in dict.fromkeys(codes) if code not in known]:
            super().splitString("".join(map(chr, fresh)), doc, encoding)
            state = self.state[doc]
            known = state.assignments
        numbers = [known.get(code, 0) for code in codes]
        if not numbers or max(numbers) < _SUBSET:
            return [(0, bytes(numbers))] if numbers else []
        return [(of, bytes(number % _SUBSET for number in some)) for of, some in groupby(numbers, _subset_of)]

    def sign(self, glyph: int, text: str) -> str:
        """The private sign that draws a glyph and reads back as the text."""
        known = self._signs.get((glyph, text))
        if known is None:
            code = _PRIVATE + len(self._texts)
            self.inner.charToGlyph[code] = glyph
            self.inner.charWidths[code] = self.inner.hmetrics[glyph][0] * 1000 / self.inner.unitsPerEm
            self._texts[code] = text
            known = self._signs[glyph, text] = chr(code)
        return known

    def addObjects(self, doc: Any) -> None:  # noqa: N802  reportlab's name
        subsets = self.state[doc].subsets
        super().addObjects(doc)
        fonts = doc.idToObject["BasicFonts"].dict
        internal = doc.fontMapping[self.fontName][1:]
        for number, codes in enumerate(subsets):
            font = fonts[f"{internal}+{number}"]
            doc.idToObject[font.ToUnicode.name].content = self._to_unicode(font.BaseFont, codes)
            font.Widths.sequence = [_number(width) for width in font.Widths.sequence]

    def _to_unicode(self, name: str, codes: list[int]) -> str:
        """The map from the codes of a subset back to text; codes that show nothing are left out."""
        pairs = [
            f"<{at:02X}> <{self._texts.get(code, chr(code)).encode('utf-16-be').hex().upper()}>"
            for at, code in enumerate(codes)
            if code
        ]
        blocks = [pairs[at : at + _BLOCK] for at in range(0, len(pairs), _BLOCK)]
        return "\n".join(
            [
                "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap",
                "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
                f"/CMapName /{name}-UCS def\n/CMapType 2 def",
                "1 begincodespacerange\n<00> <FF>\nendcodespacerange",
                *(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks),
                "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend",
            ]
        )


def _subset_of(number: int) -> int:
    return number // _SUBSET


@cache
def _number(width: float) -> bytes:
    """A width as reportlab writes it; a letter has hundreds, of a few kinds."""
    return bytes(pdfdoc.format(width, None))


@dataclass(frozen=True)
class Face:
    """A registered font: its name for drawing, the characters it shows, its widths in thousandths of the size."""

    name: str
    glyphs: frozenset[int]
    widths: dict[int, float]
    default: float
    font: EmbeddedFont | None = field(default=None, compare=False, repr=False)

    def width(self, char: str) -> float:
        return self.widths.get(ord(char), self.default)

    def variant(self, char: str, selector: str) -> str | None:
        """The sign that draws a variation sequence, None where the font does not know it."""
        if self.font is None or ord(char) not in self.glyphs:
            return None
        glyph = self._variants.glyph(ord(char), ord(selector), self.font.inner.charToGlyph[ord(char)])
        return self._sign(glyph, char + selector)

    def vertical(self, char: str) -> str | None:
        """The sign that draws a character in vertical writing, None where it is drawn as in a line."""
        if self.font is None or ord(char) not in self.glyphs:
            return None
        return self._sign(self._vertical_forms.get(self.font.inner.charToGlyph[ord(char)]), char)

    def has(self, char: str) -> bool:
        """Whether the font shows a character, and its outline can be taken out."""
        return ord(char) in self.glyphs and (self.font is None or self.font.embeds(char))

    def read_tables(self) -> None:
        """Read what is otherwise read when it is first needed; a damaged table raises."""
        assert self._variants is not None
        assert self._vertical_forms is not None

    def _sign(self, glyph: int | None, text: str) -> str | None:
        """The sign for a glyph that shows something."""
        assert self.font is not None
        places = self.font.inner.glyphPos
        if glyph is None or not 0 < glyph < len(places) - 1 or places[glyph] == places[glyph + 1]:
            return None
        sign = self.font.sign(glyph, text)
        return sign if self.font.embeds(sign) else None

    @cached_property
    def _variants(self) -> font_tables.Variants:
        assert self.font is not None
        return font_tables.variants(self.font.inner.get_table("cmap"))

    @cached_property
    def _vertical_forms(self) -> dict[int, int]:
        assert self.font is not None
        face = self.font.inner
        return font_tables.vertical_forms(face.get_table("GSUB")) if "GSUB" in face.table else {}


def register(name: str, data: bytes, index: int = 0) -> Face:
    """Make a font known to reportlab under a name.

    Raises `DamagedFontError` for one that cannot be read, `LockedFontError` for one that must not be embedded.
    """
    try:
        font = EmbeddedFont(name, data, index)
        face = Face(name, _shown(font.inner), font.inner.charWidths, font.inner.defaultWidth, font)
        face.read_tables()
        allowed = font_tables.may_be_embedded(font.inner.get_table("OS/2")) if "OS/2" in font.inner.table else True
    except Exception as wrong:  # reportlab lets many kinds through for a file that is damaged
        raise DamagedFontError(name) from wrong
    if not allowed:
        raise LockedFontError(name)
    pdfmetrics.registerFont(font)
    return face


def _shown(face: Any) -> frozenset[int]:
    """The characters that a font shows: not those that lead to glyph 0, nor to an empty outline where ink is due."""
    places = face.glyphPos
    last = len(places) - 1
    return frozenset(
        code
        for code, glyph in face.charToGlyph.items()
        if 0 < glyph < last and (places[glyph] != places[glyph + 1] or _is_blank(code))
    )


def _is_blank(code: int) -> bool:
    return unicodedata.category(chr(code))[0] in "ZC" and code not in _SHOWN_BY_NOTHING and not 0xE000 <= code <= 0xF8FF
