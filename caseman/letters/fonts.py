"""Type: BIZ UD Mincho and Gothic, embedded as subsets; other fonts of the machine or the office for what they lack.

A character that no font holds is named and refused: a blank box is never printed. So is writing that cannot be set
faithfully here, because it runs from right to left or joins and stacks its letters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from caseman.errors import InputError
from caseman.later import later
from caseman.letters.other_fonts import OtherFonts, SkippedFont
from caseman.text import Language, T, Text

if TYPE_CHECKING:
    from caseman.letters import font_files
    from caseman.letters.font_files import Face
else:
    font_files = later("caseman.letters.font_files")

MINCHO, GOTHIC, GOTHIC_BOLD = "BIZUDMincho", "BIZUDGothic", "BIZUDGothic-Bold"
# Their Latin letters have widths of their own, as English needs.
MINCHO_P, GOTHIC_P, GOTHIC_P_BOLD = "BIZUDPMincho", "BIZUDPGothic", "BIZUDPGothic-Bold"


class Faces(NamedTuple):
    """The type of a sheet: for what is told, for what stands beside it, for headings."""

    type: str
    plain: str
    bold: str


def faces(language: Language) -> Faces:
    """The type of a language."""
    japanese = language is Language.JA
    return Faces(MINCHO, GOTHIC, GOTHIC_BOLD) if japanese else Faces(MINCHO_P, GOTHIC_P, GOTHIC_P_BOLD)


_SHIPPED = {
    MINCHO: "BIZUDMincho-Regular.ttf",
    GOTHIC: "BIZUDGothic-Regular.ttf",
    GOTHIC_BOLD: "BIZUDGothic-Bold.ttf",
    MINCHO_P: "BIZUDPMincho-Regular.ttf",
    GOTHIC_P: "BIZUDPGothic-Regular.ttf",
    GOTHIC_P_BOLD: "BIZUDPGothic-Bold.ttf",
}
_COMPOSABLE = re.compile("[^\uf900-\ufaff\U0002f800-\U0002fa1f]+")  # NFC would put another kanji for these
# Line ends and blanks of other kinds, as the two that every font has.
_BLANKS: Final = str.maketrans(
    dict.fromkeys("\r\x0b\x0c\x85\u2028\u2029", "\n") | dict.fromkeys("\t\u1680\u202f\u205f", " ")
    | {chr(code): " " for code in range(0x2000, 0x200B)}
)  # fmt: skip
# Writing that is reshaped by its neighbours: N'Ko to Arabic runs from right to left and is told by its direction.
_RESHAPED: Final = (
    (0x0900, 0x0DFF),  # Devanagari to Sinhala
    (0x0E00, 0x0FFF),  # Thai, Lao, Tibetan
    (0x1000, 0x109F),  # Myanmar
    (0x1100, 0x11FF),  # Hangul letters that did not join to a syllable
    (0x1700, 0x18AF),  # Philippine scripts, Khmer, Mongolian
    (0x1900, 0x1CFF),  # Limbu to Vedic signs
    (0xA800, 0xABFF),  # Syloti Nagri to Meetei Mayek
    (0x11000, 0x11FFF),  # Brahmi and its descendants
)


@dataclass(frozen=True)
class Drawn:
    """A character with its marks as it is drawn: the font, the signs to draw in it, the width in thousandths."""

    face: str
    signs: str
    width: float
    base_form: bool = False  # a variation selector was asked for, and no font knows the variant


@cache
def face(name: str) -> Face:
    """One of the fonts that ship, registered on first use (about 90 ms)."""
    return font_files.register(name, (files("resources") / "fonts" / "bizud" / _SHIPPED[name]).read_bytes())


class _Order:
    """The fonts that help out, as they were last set."""

    fonts = OtherFonts()


def elsewhere() -> Iterable[Face]:
    """Fonts that help out, in their order; each is opened when those before it lack what is looked for."""
    return _Order.fonts


def set_other_fonts(added: Path | None) -> None:
    """Take the fonts of a folder before those of the machine. Use `added_fonts.use_added_fonts`."""
    _Order.fonts = OtherFonts(added)


def skipped_fonts() -> tuple[SkippedFont, ...]:
    """Every font that was found and cannot be used, with the reason; opens all of them."""
    for _ in _Order.fonts:
        pass
    return tuple(_Order.fonts.skipped)


def face_for(char: str, name: str) -> Face:
    """The face that draws a character: the wanted one, or the first that has it.

    Raises `InputError` naming the character when none does. A private-use character (外字) is always refused: each
    font means another sign by it.
    """
    wanted = face(name)
    private = unicodedata.category(char) == "Co"
    if ord(char) in wanted.glyphs and not private:
        return wanted
    for other in () if private else elsewhere():
        if other.has(char):
            _refuse_reshaped(char)
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


def drawn(cluster: str, name: str) -> Drawn:
    """How a character with its marks, or with a variation selector, is drawn.

    The variant comes from the wanted font, or else from the first that knows it; where none does, the base form is
    drawn and said so. Raises `InputError` for what no font has, and for marks that would stand beside their letter.
    """
    char, marks = cluster[0], cluster[1:]
    first = face_for(char, name)
    if not marks:
        return Drawn(first.name, char, first.width(char))
    if is_selector(marks[0]):
        for candidate in (first, *_rest(first)):
            sign = candidate.variant(char, marks[0])
            if sign is not None:
                return Drawn(candidate.name, sign, candidate.width(sign))
        return Drawn(first.name, char, first.width(char), base_form=True)
    for candidate in (first, *_rest(first)):
        if all(map(candidate.has, cluster)) and not any(map(candidate.width, marks)):
            return Drawn(candidate.name, cluster, candidate.width(char))
    for mark in marks:
        face_for(mark, name)
    raise _reshaped(cluster)


def _rest(first: Face) -> Iterable[Face]:
    """The fonts that help out, opened only as far as they are asked."""
    return (other for other in elsewhere() if other is not first)


def drawable(text: str) -> str:
    """A text without what cannot be seen: controls, zero-width and direction signs; marks joined to their letters.

    Compatibility kanji such as 神 (U+FA19) stay as they were written. A variation selector stays behind the character
    whose form it chooses, and nowhere else.
    """
    if _plain.issuperset(text):
        return text
    plain = text.replace("\r\n", "\n").translate(_BLANKS)
    composed = _COMPOSABLE.sub(lambda found: unicodedata.normalize("NFC", found[0]), plain)
    kept: list[str] = []
    for char in composed:
        if is_selector(char):
            if kept and _takes_selector(kept[-1]):
                kept.append(char)
        elif char == "\n" or unicodedata.category(char) not in ("Cc", "Cf", "Cs"):
            kept.append(char)
            if not (is_mark(char) or "\u1100" <= char <= "\u11ff"):
                _plain.add(char)
    return "".join(kept)


_plain: set[str] = set()  # characters that stay as they are, whatever stands beside them


def is_selector(char: str) -> bool:
    """Whether a character chooses a form of the kanji before it (FE0E and FE0F choose between text and picture)."""
    return "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"


def _takes_selector(char: str) -> bool:
    return not (is_selector(char) or char.isspace())


def is_mark(char: str) -> bool:
    """Whether a character belongs to the one before it: a selector, or a combining mark."""
    return is_selector(char) or unicodedata.category(char)[0] == "M"


def _refuse_reshaped(char: str) -> None:
    code = ord(char)
    leftwards = unicodedata.bidirectional(char) in ("R", "AL", "AN")
    if leftwards or any(first <= code <= last for first, last in _RESHAPED):
        raise _reshaped(char)


def _reshaped(text: str) -> InputError:
    return InputError("no-shaping", _reshaped_sentence(text), field="text")


def _reshaped_sentence(text: str) -> Text:
    return T(
        "“{char}” ({code}) belongs to writing that is set from right to left, or joins or stacks its letters. It "
        "cannot be printed faithfully here. Write it in Japanese or Latin letters.",
        char=text,
        code=" ".join(f"U+{ord(char):04X}" for char in text),
    )
