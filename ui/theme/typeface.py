"""Type: which families draw what, how large it is, and the program's own where a system has no Japanese one.

Kanji have one code point for Japanese and Chinese, and forms of their own in each (直, 骨, 今). Names are Japanese
whatever the window speaks, so that a Japanese family stands before any other that has kanji.
"""

from __future__ import annotations

import struct
from functools import cache
from importlib.resources import files

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QRawFont

from caseman.text import Language
from ui import settings
from ui.i18n import current_language
from ui.theme.tokens import LEAST_TYPE_PT, ORDINARY_TYPE_PX

_LINE_GAP = 0.22  # of the size of the type
_OWN = "BIZ UDPGothic"
# Those of Windows, macOS and Linux, the more legible first. BIZ UD is last where it is the system's: it is set without
# room between its lines, which only the program's own copy has.
JAPANESE = (
    "Yu Gothic UI",
    "Meiryo UI",
    "Meiryo",
    "Hiragino Sans",
    "Hiragino Kaku Gothic ProN",
    "Noto Sans CJK JP",
    "Noto Sans JP",
    "Source Han Sans JP",
    "IPAexGothic",
    "IPAPGothic",
    "TakaoPGothic",
    "VL PGothic",
    _OWN,
)
_SIGN = "直"
_FILES = ("BIZUDPGothic-Regular.ttf", "BIZUDPGothic-Bold.ttf")
_ready: dict[str, bytes] = {}  # files that were read and are not lent yet
_lent: list[str] = []


def window_font() -> QFont:
    """The system's type in the size that was chosen, with Japanese families where they belong."""
    base = _system_type()
    font = QFont(base)
    font.setFamilies(families(base.family(), current_language()))
    points = QFontInfo(base).pointSizeF()
    font.setPointSizeF(max(LEAST_TYPE_PT, points) * settings.text_size() / 100)
    return font


def _system_type() -> QFont:
    return QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)


def families(system: str, language: Language) -> list[str]:
    """In which order families are asked for a glyph.

    In English, the system's family draws Latin, unless it has kanji and is no Japanese one: it would draw those too.
    """
    japanese = [*_lent, *(family for family in JAPANESE if family not in _lent)]
    latin_first = language is Language.EN and (system in JAPANESE or not _has_kanji(system))
    return list(dict.fromkeys([system, *japanese] if latin_first else [*japanese, system]))


def _has_kanji(family: str) -> bool:
    return QRawFont.fromFont(QFont(QFontInfo(QFont(family)).family())).supportsCharacter(ord(_SIGN))


def scale(font: QFont) -> float:
    """How much larger the type is than the ordinary one."""
    return QFontInfo(font).pixelSize() / ORDINARY_TYPE_PX


def lend(*, always: bool = False) -> bool:
    """Where the system has no Japanese family, lend it the program's own. A Chinese one, which has kanji, is none.

    True when there is another type from now on.
    """
    if not _lends(always=always):
        return False
    for name in _FILES:
        QFontDatabase.addApplicationFontFromData(_ready.pop(name, b"") or _with_tall_lines(_bundled(name)))
    _lent.append(_OWN)
    return True


def read_next() -> None:
    """Read one of the files that `lend` is going to lend: nearly all of its work, which can be done in two pieces."""
    name = next((each for each in _FILES if each not in _ready), None)
    if name is not None and _lends():
        _ready[name] = _with_tall_lines(_bundled(name))


def _lends(*, always: bool = False) -> bool:
    return not _lent and (always or not any(QFontDatabase.hasFamily(family) for family in JAPANESE))


@cache
def fixed_width_family() -> str:
    """The program's own type of one width, which has kana and kanji too; the first call loads it."""
    number = QFontDatabase.addApplicationFontFromData(_with_tall_lines(_bundled("BIZUDGothic-Regular.ttf")))
    return QFontDatabase.applicationFontFamilies(number)[0]


def _bundled(name: str) -> bytes:
    return (files("resources") / "fonts" / "bizud" / name).read_bytes()


def _with_tall_lines(data: bytes) -> bytes:
    """A TrueType font with taller lines, in memory: this one asks for no room between them, and Qt leaves out a gap.

    Ascent and descent stand in `hhea`, and for Windows in `OS/2` (OpenType 1.9).
    """
    font = bytearray(data)
    places = _tables(font)
    (em,) = struct.unpack_from(">H", font, places[b"head"] + 18)
    more = round(em * _LINE_GAP / 2)
    for table, ascent, descent in ((b"hhea", 4, 6), (b"OS/2", 68, 70), (b"OS/2", 74, 76)):
        (above, below) = (struct.unpack_from(">h", font, places[table] + at)[0] for at in (ascent, descent))
        struct.pack_into(">h", font, places[table] + ascent, above + more)
        struct.pack_into(">h", font, places[table] + descent, below - more if below < 0 else below + more)
    return bytes(font)


def _tables(font: bytearray) -> dict[bytes, int]:
    """Where each table of a TrueType font begins."""
    (tables,) = struct.unpack_from(">H", font, 4)
    records = (12 + 16 * at for at in range(tables))
    return {bytes(font[at : at + 4]): struct.unpack_from(">I", font, at + 8)[0] for at in records}
