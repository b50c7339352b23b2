"""What a font file says beyond reportlab's reading: its variants of kanji, its forms for vertical writing, its kind.

Source: ISO/IEC 14496-22 (Open Font Format): `cmap` format 14, `GSUB` single substitution, the collection header.
Offsets are in bytes from the start of the table. A damaged table raises `struct.error` or `IndexError`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from struct import unpack_from

_COLLECTION, _CFF = b"ttcf", b"OTTO"
_UNICODE, _SEQUENCES, _FORMAT = 0, 5, 14
_SINGLE, _EXTENSION = 1, 7
_MOST_FONTS = 16  # of a collection that are looked at


def is_collection(data: bytes) -> bool:
    return data[:4] == _COLLECTION


def fonts_inside(data: bytes) -> int:
    """How many fonts a file holds: one, or as many as its collection's header says."""
    return min(unpack_from(">L", data, 8)[0], _MOST_FONTS) if is_collection(data) else 1


def has_cff_outlines(data: bytes, index: int = 0) -> bool:
    """Whether a font is drawn with PostScript outlines, which reportlab cannot embed."""
    start = unpack_from(">L", data, 12 + 4 * index)[0] if is_collection(data) else 0
    return data[start : start + 4] == _CFF


def may_be_embedded(os2: bytes) -> bool:
    """Whether a font's maker allows a subset of it in a document (`OS/2` table, fsType; restricted, or no subsets)."""
    rights = unpack_from(">H", os2, 8)[0]
    return rights & 0x000F != 0x0002 and not rights & 0x0300


@dataclass(frozen=True)
class Variants:
    """The variation sequences of a font: for which the usual glyph stands, and which have one of their own."""

    usual: dict[int, tuple[tuple[int, int], ...]]  # selector: ranges of characters, first and last
    own: dict[tuple[int, int], int]  # character and selector: glyph

    def glyph(self, char: int, selector: int, usual: int) -> int | None:
        """The glyph of a sequence; `usual` is that of the character alone. None where the font does not know it."""
        own = self.own.get((char, selector))
        if own is not None:
            return own
        ranges = self.usual.get(selector, ())
        at = bisect_right(ranges, (char, 0x110000)) - 1
        return usual if at >= 0 and ranges[at][0] <= char <= ranges[at][1] else None


def variants(cmap: bytes) -> Variants:
    """Read the `cmap` table's subtable of format 14; a font without one knows no sequences."""
    usual: dict[int, tuple[tuple[int, int], ...]] = {}
    own: dict[tuple[int, int], int] = {}
    start = _sequences_at(cmap)
    if start is None:
        return Variants(usual, own)
    for record in range(unpack_from(">L", cmap, start + 6)[0]):
        at = start + 10 + 11 * record
        selector = _uint24(cmap, at)
        usual_at, own_at = unpack_from(">LL", cmap, at + 3)
        if usual_at:
            usual[selector] = tuple(_ranges(cmap, start + usual_at))
        if own_at:
            own |= {(char, selector): glyph for char, glyph in _mappings(cmap, start + own_at)}
    return Variants(usual, own)


def _sequences_at(cmap: bytes) -> int | None:
    for record in range(unpack_from(">H", cmap, 2)[0]):
        platform, encoding, offset = unpack_from(">HHL", cmap, 4 + 8 * record)
        if (platform, encoding) == (_UNICODE, _SEQUENCES) and unpack_from(">H", cmap, offset)[0] == _FORMAT:
            return int(offset)
    return None


def _ranges(cmap: bytes, start: int) -> Iterator[tuple[int, int]]:
    for record in range(unpack_from(">L", cmap, start)[0]):
        first = _uint24(cmap, start + 4 + 4 * record)
        yield first, first + cmap[start + 7 + 4 * record]


def _mappings(cmap: bytes, start: int) -> Iterator[tuple[int, int]]:
    for record in range(unpack_from(">L", cmap, start)[0]):
        at = start + 4 + 5 * record
        yield _uint24(cmap, at), unpack_from(">H", cmap, at + 3)[0]


def _uint24(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 3], "big")


def vertical_forms(gsub: bytes) -> dict[int, int]:
    """Which glyph stands for which in vertical writing (feature `vert`): brackets, dashes, small kana, full stops."""
    features, lookups = unpack_from(">HH", gsub, 6)
    found: dict[int, int] = {}
    for number in sorted(_lookups_of(gsub, features, b"vert")):
        lookup = lookups + unpack_from(">H", gsub, lookups + 2 + 2 * number)[0]
        kind, _, count = unpack_from(">HHH", gsub, lookup)
        for offset in unpack_from(f">{count}H", gsub, lookup + 6):
            at, its_kind = lookup + offset, kind
            if kind == _EXTENSION:
                its_kind, further = unpack_from(">HL", gsub, at + 2)
                at += further
            if its_kind == _SINGLE:
                for glyph, instead in _singles(gsub, at):
                    found.setdefault(glyph, instead)
    return found


def _lookups_of(gsub: bytes, features: int, tag: bytes) -> set[int]:
    found: set[int] = set()
    for record in range(unpack_from(">H", gsub, features)[0]):
        at = features + 2 + 6 * record
        if gsub[at : at + 4] == tag:
            feature = features + unpack_from(">H", gsub, at + 4)[0]
            found.update(unpack_from(f">{unpack_from('>H', gsub, feature + 2)[0]}H", gsub, feature + 4))
    return found


def _singles(gsub: bytes, at: int) -> Iterator[tuple[int, int]]:
    form, coverage = unpack_from(">HH", gsub, at)
    glyphs = _covered(gsub, at + coverage)
    if form == 1:
        by = unpack_from(">h", gsub, at + 4)[0]
        yield from ((glyph, (glyph + by) & 0xFFFF) for glyph in glyphs)
    else:
        count = unpack_from(">H", gsub, at + 4)[0]
        yield from zip(glyphs, unpack_from(f">{count}H", gsub, at + 6), strict=False)


def _covered(gsub: bytes, at: int) -> list[int]:
    form, count = unpack_from(">HH", gsub, at)
    if form == 1:
        return list(unpack_from(f">{count}H", gsub, at + 4))
    ranges = [unpack_from(">HH", gsub, at + 4 + 6 * record) for record in range(count)]
    return [glyph for first, last in ranges for glyph in range(first, last + 1)]
